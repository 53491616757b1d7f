import Duplicates
import Similarity
import Studies
import Units

extension AuditTables {
  /// Whether the prompt of any request is in the log: else no class can be told.
  static func hasContent(_ table: ClassTable) -> Bool {
    table.total.requests == 0 || DuplicateClass.allCases.contains { ($0.isComparable || $0 == .truncated) && table[$0].all.requests > 0 }
  }

  /// Requests by class, with how right a hit of it is expected to be.
  static func classes(_ audit: Audit) -> Table {
    var table = Table(
      [
        .name("class"), .number("requests", rank: 0), .number("share", rank: 0), .number("tokens", rank: 3), .number("billed", rank: 0),
        .number("servable", rank: 2), .number("right", rank: 0), .number("wrong", rank: 0), .text("labelled pairs", rank: 4),
      ], mostInTerminal: 40)
    let hasContent = hasContent(audit.total)
    let isCompared = audit.matches != nil
    for kind in DuplicateClass.allCases {
      let line = audit.total[kind]
      let isKnown = hasContent && (isCompared || kind.needsNoTexts)
      if line.all.requests == 0 {
        guard [.exact, .near, .templated, .semantic, .unique].contains(kind) else { continue }
        guard isKnown else {
          table.append([.text("  " + name(kind))] + Array(repeating: .none, count: 8))
          continue
        }
      }
      table.append(cells("  " + name(kind), line, share: audit.total.share(of: kind), right(audit, kind)))
      for expectation in audit.expectations { if let row = row(expectation, under: kind, audit) { table.append(row) } }
    }
    table.append(
      [
        .text("all"), .count(audit.total.total.requests), .none, .count(audit.total.total.inputTokens + audit.total.total.outputTokens),
        .billed(audit.total.total), .none, .none, .none, .none,
      ], isTotal: true)
    return table
  }

  /// The precision of a class as a whole, and how many of its hits are expected to be wrong.
  private static func right(_ audit: Audit, _ kind: DuplicateClass) -> [Cell] {
    let requests = audit.total[kind].all.requests
    guard let wrong = audit.expectedWrong(of: kind), requests > 0 else { return [.none, .none, .none] }
    return [.share(1 - wrong / Double(requests)), .expected(wrong), kind == .exact ? .text("the same prompt") : .none]
  }

  /// The line of a sub-kind of a class.
  private static func row(_ expectation: Expectation, under kind: DuplicateClass, _ audit: Audit) -> [Cell]? {
    let name: String
    var servable: Cell = .none
    switch expectation.kind {
    case .near(let likeness):
      guard kind == .near else { return nil }
      name = likeness == .typo ? "typo (no key finds it)" : likeness.name
      servable = .count(audit.total[near: likeness].servable.requests)
    case .semantic(let difference):
      guard kind == .semantic else { return nil }
      name = difference.name
      servable = .count(servableByText(audit, difference))
    case .exact, .band: return nil
    }
    let all = expectation.volume
    return [
      .text("    " + name), .count(all.requests), .ratio(Ratio(all.requests, of: audit.total.headline.requests)),
      .count(all.inputTokens + all.outputTokens), .billed(all), servable, .share(expectation.precision),
      .expected(expectation.wrong), .text("\(grouped(expectation.labelled.right)) of \(grouped(expectation.labelled.total))"),
    ]
  }

  /// How many semantic matches of a kind of difference a semantic cache would have answered.
  private static func servableByText(_ audit: Audit, _ difference: DifferenceKind) -> Int {
    guard let matches = audit.matches else { return 0 }
    let classification = audit.classification
    return classification.classes.indices.count {
      classification.classes[$0] == .semantic && matches.difference[$0] == difference && classification.isServedByText[$0]
    }
  }

  private static func cells(_ name: String, _ line: ClassTable.Line, share: Ratio?, _ right: [Cell]) -> [Cell] {
    [
      .text(name), .count(line.all.requests), share.map { .ratio($0) } ?? .none, .count(line.all.inputTokens + line.all.outputTokens),
      .billed(line.all), .count(line.servable.requests),
    ] + right
  }

  /// What the classes rest on.
  static func basis(_ audit: Audit, why: String) -> String {
    guard hasContent(audit.total) else { return "" }
    guard let matches = audit.matches else {
      return "Templated and semantic requests were not looked for\(why.isEmpty ? "" : ", because \(why)"): they are among the unique."
    }
    var text: String
    switch matches.measure {
    case .words:
      text =
        "“Right” is how often such hits are expected to be right, counted on public pairs of questions that people labelled as the same or "
        + "not (Quora, PAWS, MRPC, STS, SICK): hard ones, so rather too low. Semantic: cosine \(threshold(matches.threshold)) or more by words, "
        + "and no number, negation, name, order or the like differs."
    case .vectors(let model):
      text =
        "“Right” is how often such hits are expected to be right, counted on public pairs of questions that people labelled as the same or "
        + "not: for near repeats (Quora, PAWS, MRPC, STS, SICK) by form, for semantic ones (Quora, PAWS) by the cosine of "
        + "\(VectorCalibration.model). Semantic: cosine \(threshold(matches.threshold)) or more of vectors of \(model), and no number, "
        + "negation, opposite, order or the like differs."
      if !model.lowercased().contains("minilm-l6-v2") {
        text += " Cosines of \(model) lie elsewhere than those counted, so take “right” of semantic hits as a guess until --review says it."
      }
    }
    text += " Templated requests are fillings of one form: no cache may serve them."
    if matches.withoutVector > 0 { text += " \(counted(matches.withoutVector, "distinct prompt")) without a vector are like no other." }
    let refused = audit.classification.classes.indices.count { audit.classification.classes[$0] == .unique && matches.isVetoed($0) }
    if refused > 0 { text += " A veto refused \(counted(refused, "further match").replacing("matchs", with: "matches"))." }
    if matches.undetermined > 0 {
      text += " Of \(counted(matches.undetermined, "text")) a better match may exist: the search was cut short."
    }
    return text
  }

  /// ".90" for 9,000, ".925" for 9,250.
  static func threshold(_ units: Int) -> String {
    let text = plain(Double(units) / 10_000, decimals: 4)
    guard text.hasPrefix("0.") else { return text }
    let digits = text.dropFirst(2)
    return "." + digits + (digits.count < 2 ? "0" : "")
  }
}
