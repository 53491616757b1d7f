import Simulation
import Studies
import Units

/// The fields of a strategy file: this table and those it names read, check, print and explain every strategy.
let strategyFields = FieldTable<Strategy>(
  what: "a strategy", standard: Strategy(name: "", tiers: [Tier()]), leavesOutDefaults: true, elsewhere: partOfStrategy,
  fields: [
    .scalar(
      "name", \.name, "letters, digits, dots and dashes", "The name in tables and files; unique within a study.",
      parse: { isName($0) && $0.contains { $0.isLetter || $0.isNumber } ? $0 : nil }, print: { quoted($0) }
    ).always,
    .text("summary", \.summary, "What it is, in one line.").always,
    .text("source", \.source, "Where its settings come from."),
    .texts("caveats", \.caveats, "What the source left open, or what is simulated otherwise; reports say it beside the figures."),
    .nested("key", \.key, keyFields, "What must be equal for two requests to share an answer."),
    .count(
      "hash_bits", \.hashBits, none: "wide",
      "How wide the hash is that stands for a key. A narrow one (31, 32) makes keys collide, and collisions answer wrongly."),
    .choice("scope", \.scope, "Who shares the cache: keys are partitioned by it before anything else.").always,
    .nested("eligibility", \.eligibility, eligibilityFields, "Which requests are looked up and stored; all others bypass the cache."),
    .list(
      "classes", \.classes, classFields, "Classes of questions by their words, for TTLs and invalidations; the first that matches counts."),
    .list("tiers", \.tiers, tierFields, "The stores, looked up in order; none is no cache.").always,
    .optional("semantic", \.semantic, semanticFields, "A look-up by meaning where the one by key has found nothing."),
    .nested("flights", \.flights, flightFields, "What happens to a request whose answer is already on its way."),
    .nested(
      "upstream", \.upstream, upstreamFields,
      "What the API behind the cache takes; without limits, whatever comes. With limits, calls take their time at low load, as the log "
        + "tells it."
    ),
    .list("events", \.events, eventFields, "What is done to the cache at set times, or happens to it."),
  ])

/// Of which part of a strategy a field is that was written at its top: "it belongs under "tiers"; write tiers: [{ttl: 1h}].".
///
/// A slip of the finger in a field of the top is none of those.
@Sendable private func partOfStrategy(_ name: String, _ value: YAMLNode) -> String? {
  guard !strategyFields.fields.contains(where: { editDistance($0.name, name) == 1 }),
    let path = strategyFields.reference().map(\.path).first(where: { $0.hasSuffix(".\(name)") })
  else { return nil }
  let steps = path.split(separator: ".").dropLast()
  let written = steps.reversed().reduce("\(name): \(value.text.map(shown) ?? "…")") { inner, step in
    step.hasSuffix("[]") ? "\(step.dropLast(2)): [{\(inner)}]" : "\(step): {\(inner)}"
  }
  return "it belongs under \"\(steps.joined(separator: ".").replacing("[]", with: ""))\"; write \(written)."
}

/// That a field of a whole strategy was written in a tier.
@Sendable func topOfStrategy(_ name: String, _ value: YAMLNode) -> String? {
  guard strategyFields.fields.contains(where: { $0.name == name }) else { return nil }
  return "it belongs at the top of the strategy, beside \"tiers\"."
}

extension Strategy {
  /// The classes of the classifier; none is no classifier.
  fileprivate var classes: [QueryClass] {
    get { classifier?.classes ?? [] }
    set { classifier = newValue.isEmpty ? nil : QueryClassifier(newValue) }
  }
}

private let classFields = FieldTable<QueryClass>(
  what: "a class", standard: QueryClass(name: "", phrases: []), leavesOutDefaults: true, required: ["name", "phrases"],
  fields: [
    .text("name", \.name, "The name that TTLs and invalidations use.").always,
    .choice(
      "match", \.match,
      "How phrases are looked for, whatever their case: as whole words next to each other, as patterns (`refund*` any word that begins so, "
        + "`cancel * order` one word between, `cancel ... order` any number of words between), or as substrings, also inside a word."),
    Field(
      name: "phrases", values: "a list of texts", meaning: "A question is of the class if one of these is in its last user message.",
      inner: [], read: readPhrases, print: { root, _ in "[" + root.phrases.map(quoted).joined(separator: ", ") + "]" }
    ).always,
  ])

@Sendable private func readPhrases(_ node: YAMLNode, _ root: inout QueryClass) throws {
  root.phrases = try node.elements("\"phrases\"").map { element in
    guard let text = element.text else { throw element.fault("\(element.kind) cannot stand in \"phrases\"; write texts.") }
    if let fault = root.match.fault(in: text) { throw element.fault("\"\(shown(text))\" \(fault).") }
    return text
  }
}

let flightFields = FieldTable<FlightRules>(
  what: "\"flights\"", standard: FlightRules(), leavesOutDefaults: true,
  fields: [
    .scalar(
      "single_flight", \.singleFlight, "none, place, global, or a number of processes such as \"3 processes\"",
      "Who waits for the answer of an equal call that is under way: nobody, requests in one of so many processes, at one place, or all.",
      parse: { FlightRules.Domain($0) }, print: { $0.text }),
    .span(
      "lock_timeout", \.lockTimeout, none: "none",
      "How long a follower waits before it makes a call of its own, whose answer is not stored."),
    .span("polls", \.polls, none: "none", "How often a follower looks whether the answer is there (nginx: 500ms); none is at once."),
  ])

extension FlightRules.Domain {
  fileprivate init?(_ text: String) {
    switch text {
    case "none": self = .none
    case "place": self = .place
    case "global": self = .global
    default:
      guard text.hasSuffix(" processes"), let count = Quantity.whole(String(text.dropLast(10))) else { return nil }
      self = .process(count)
    }
  }

  fileprivate var text: String {
    switch self {
    case .none: "none"
    case .place: "place"
    case .global: "global"
    case .process(let count): "\(count) processes"
    }
  }
}

let upstreamFields = FieldTable<UpstreamLimits>(
  what: "\"upstream\"", standard: UpstreamLimits(), leavesOutDefaults: true,
  fields: [
    .count("concurrency", \.concurrency, none: "any", "Calls at one time; more wait in a queue, first come first served."),
    .count("queue", \.queue, none: "any", "Calls that may wait; one more is rejected."),
    .count(
      "requests_per_minute", \.requestsPerMinute, none: "any",
      "Calls a minute, as a bucket that holds a minute's worth; one more is rejected."),
    .count("tokens_per_minute", \.tokensPerMinute, none: "any", "Input and output tokens a minute, likewise."),
    .flag("per_model", \.perModel, "Whether each model has limits of its own."),
    .count("retries", \.retry.attempts, "How often a rejected call is tried again; 0 makes a rejection an error at once."),
    .span("retry_wait", \.retry.wait, "The wait before the first of them."),
    .decimal("retry_factor", \.retry.factor, "What the wait is multiplied by each time."),
    .span("timeout", \.timeout, none: "none", "How long a call may take, waiting included, before it is given up as an error."),
  ])

/// Names go into file names and tables of every format.
func isName(_ text: String) -> Bool {
  !text.isEmpty && text.utf8.count <= 60
    && text.utf8.allSatisfy { ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || ".-_".utf8.contains($0) }
}

extension ClosedRange where Bound == Character {
  fileprivate func contains(_ byte: UInt8) -> Bool { contains(Character(Unicode.Scalar(byte))) }
}
