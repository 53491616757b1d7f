import Simulation
import Traces

/// The fields of "semantic".
let semanticFields = FieldTable<SemanticLayer>(
  what: "\"semantic\"", standard: SemanticLayer(threshold: Threshold(0.95)), leavesOutDefaults: true, required: ["threshold"],
  fields: [
    .threshold("threshold", \.threshold, "What is near enough, in the product's own number.").always,
    .choice("scale", \.threshold.scale, scaleMeaning).always,
    .count("messages", \.view.messages, none: "all", "How many messages from the end of the conversation are compared."),
    .flag("only_user", \.view.onlyUser, "Whether only the user's messages are compared, and counted."),
    .flag("with_system", \.view.withSystem, "Whether the system prompt is compared too."),
    .choice("measure", \.measure, "How two texts are compared: by vectors of an embedding model, or by rare words in common (tfidf)."),
    .keyFields(
      "fields", \.fields, orNone: true, "The request fields that must be equal besides, by the names of key.fields; the scope always must."),
    .count("max_messages", \.maximumMessages, none: "any", "The most messages of a conversation that is looked up."),
    .scalar(
      "window", \.window, "all, \"first 100\" or \"latest 100\"", "Which entries are compared, by age.",
      parse: { SemanticLayer.Window($0) }, print: { $0.text }),
    .differences("guards", \.guards, "Kinds of difference that are refused whatever the score."),
    .count("top_k", \.topK, "How many candidates are looked at, best first."),
    .flag(
      "skips_by_temperature", \.skipsByTemperature,
      "GPTCache's rule: at a temperature T between 0 and 2 the look-up is skipped with probability 1 / (1 + e^(1/T))."),
    .optional("verification", \.verification, verificationFields, "A second opinion on scores that are near enough but not certain."),
    .scalar(
      "tier", \.tier, "the name of a tier, or last", "The tier whose entries are compared.",
      parse: { $0 == "last" ? .some(nil) : .some($0) }, print: { $0.map(quoted) ?? "last" }),
    .flag("copies_above", \.copiesAbove, "Whether an answer found is stored under the request's key too, in the tiers before that one."),
    .latency("embedding_latency", \.embedding, "What making a vector of the question takes; on every look-up, hit or miss."),
    .dollars("embedding_price", \.embeddingPrice, "What that costs per million tokens of the text."),
    .latency("search_latency", \.search, "What the search takes."),
  ])

private let scaleMeaning =
  "What the number means: the least cosine similarity (cosine), the greatest cosine distance 1 - c (distance: RedisVL, Azure, Zuplo's "
  + "tolerance), the least (1 + c) / 2 (half-cosine: GPTCache), the greatest (1 - c) / 2 (half-distance)."

private let verificationFields = FieldTable<Verification>(
  what: "\"verification\"", standard: Verification(certain: Threshold(1)), leavesOutDefaults: true, required: ["certain"],
  fields: [
    .threshold("certain", \.certain, "From this score on nothing is checked.").always,
    .choice("scale", \.certain.scale, "What that number means, as scale above says; cosine unless it is said.").always,
    .dollars("cost", \.cost, "What a check costs."),
    .latency("latency", \.latency, "What a check takes."),
    .differences("refuses", \.refuses, "The kinds of difference that the check finds out and refuses."),
  ])

extension Field {
  /// A threshold in the number of a product; what it is as a cosine stands beside it as a comment.
  fileprivate static func threshold(
    _ name: String, _ path: any WritableKeyPath<Root, Threshold> & Sendable, _ meaning: String
  ) -> Field {
    Field(
      name: name, values: "a number such as 0.95", meaning: meaning, inner: [],
      read: { node, root in
        guard let value = node.text.flatMap(Quantity.number) else {
          throw node.fault("\"\(name)\" is \(node.text.map { "\"\(shown($0))\"" } ?? node.kind); write a number such as 0.95.")
        }
        root[keyPath: path].value = value
      },
      print: { root, _ in
        let threshold = root[keyPath: path]
        let number = Quantity.print(threshold.value)
        return threshold.scale == .cosine ? number : "\(number) # cosine \(Quantity.print((threshold.cosine * 1e6).rounded() / 1e6))"
      })
  }

  /// A set of kinds of difference.
  fileprivate static func differences(
    _ name: String, _ path: any WritableKeyPath<Root, CandidateGraph.Differences> & Sendable, _ meaning: String
  ) -> Field {
    Field(
      name: name, values: "all, or a list of \(CandidateGraph.Differences.names.map(\.name).joined(separator: ", "))", meaning: meaning,
      inner: [],
      read: { node, root in
        if node.text == "all" { return root[keyPath: path] = .all }
        root[keyPath: path] = []
        for element in try node.elements("\"\(name)\"") {
          let names = CandidateGraph.Differences.names
          guard let difference = names.first(where: { $0.name == element.text }) else {
            let text = element.text ?? element.kind
            throw element.fault("There is no difference \"\(shown(text))\"; \(suggestion(for: text, among: names.map(\.name)))")
          }
          root[keyPath: path].insert(difference.kind)
        }
      },
      print: { root, _ in
        let set = root[keyPath: path]
        if set == .all { return "all" }
        return "[" + CandidateGraph.Differences.names.filter { set.contains($0.kind) }.map(\.name).joined(separator: ", ") + "]"
      })
  }
}

extension CandidateGraph.Differences {
  /// The kinds by the names that files have for them, and what they are.
  static let names: [(name: String, kind: CandidateGraph.Differences, words: String)] = [
    ("number", .number, "a number, date or amount: 2+2, 2+3"), ("negation", .negation, "a negation: can I, can I not"),
    ("opposite", .opposite, "a word and its opposite: enable, disable"),
    ("order", .order, "the order of what is named: from A to B, from B to A"),
    ("name", .name, "a name, an identifier or a quotation"), ("intent", .intent, "the language, or what is asked for: how, why"),
  ]
}

extension SemanticLayer.Window {
  fileprivate init?(_ text: String) {
    let words = text.split(separator: " ")
    if text == "all" {
      self = .all
    } else if words.count == 2, let count = Quantity.whole(String(words[1])) {
      switch words[0] {
      case "first": self = .first(count)
      case "latest": self = .mostRecent(count)
      default: return nil
      }
    } else {
      return nil
    }
  }

  fileprivate var text: String {
    switch self {
    case .all: "all"
    case .first(let count): "first \(count)"
    case .mostRecent(let count): "latest \(count)"
    }
  }
}
