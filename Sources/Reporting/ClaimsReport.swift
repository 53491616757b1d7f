public import Studies
import Units

/// A check of claims in every format. Functions of the value; nothing is written.
public struct ClaimsReport: Sendable {
  let check: ClaimCheck
  /// What the verdicts rest on.
  let premise: Premise
  let version: String

  /// The report of a check; `version` is the program's.
  public init(_ check: ClaimCheck, premise: Premise, version: String) {
    self.check = check
    self.premise = premise
    self.version = version
  }

  /// For a terminal.
  public func terminal(_ style: TerminalStyle) -> String { document.terminal(style) }

  /// As GitHub-flavoured Markdown.
  public var markdown: String { document.markdown() }

  /// Schema `hindcast/check/1`.
  public var jsonText: String { json.text() + "\n" }

  /// One row per bound.
  public var csv: String {
    let header = ["kind", "name", "measure", "unit", "premise", "claimed", "relation", "bound", "verdict", "reason"]
    let rows = check.subjects.flatMap { subject in
      subject.findings.map { finding in
        [
          subject.kind.rawValue, Escaping.csv(subject.name), finding.measure.key, finding.claimed.unit, finding.premise.rawValue,
          plain(finding.claimed.value, decimals: 9), finding.relation.rawValue,
          finding.bound.map { plain($0.value, decimals: 9) } ?? "", finding.verdict.rawValue, Escaping.csv(finding.sentence),
        ]
      }
    }
    return CSVText.table(header, rows)
  }

  /// "3 of 4 rows cannot be true, 1 undecided."
  public var summary: String {
    let (refuted, undecided) = (check.subjects(.refuted, under: premise).count, check.subjects(.undecided, under: premise).count)
    let rows = grouped(check.subjects.count) + (check.subjects.count == 1 ? " row" : " rows")
    if refuted == 0, undecided == 0 { return "All of it could be true: \(rows)." }
    let parts = [(refuted, "cannot be true"), (undecided, "cannot be decided")].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    return "Of \(rows) \(parts.joined(separator: ", "))."
  }

  private var document: Document {
    var document = Document()
    document.heading(check.claims.title.isEmpty ? "Claims" : check.claims.title, level: 1)
    if !check.claims.source.isEmpty { document.paragraph(check.claims.source) }
    document.paragraph(summary)
    for subject in check.subjects where subject.kind == .baseline || subject.kind == .strategy {
      document.heading("\(subject.name): \(subject.verdict(under: premise).rawValue)")
      if let deciding = subject.deciding(under: premise) {
        document.paragraph(lead(deciding))
        document.table(table(subject))
        for finding in subject.findings where finding != deciding && says(finding, of: subject) {
          document.paragraph("\(finding.measure.name), \(finding.premise.words): \(finding.sentence)")
        }
      } else {
        document.paragraph("Nothing is claimed that could be checked.")
      }
    }
    document.append(check.subjects.filter { $0.kind == .bill }, title: "Sums", column: "sum", bound: "comes to")
    document.append(check.subjects.filter { $0.kind == .price }, title: "Prices", column: "price", bound: "list price")
    document.heading("What this rests on")
    for text in premises { document.paragraph("- " + text) }
    return document
  }

  /// The deciding bound in a sentence.
  private func lead(_ finding: Finding) -> String {
    let premise = finding.premise == .independent ? " if hits do not depend on \(finding.measure.hitsDependOn)" : ""
    switch finding.verdict {
    case .refuted: return "A \(finding.measure.word) of \(finding.claimed) is refuted\(premise). \(finding.sentence)"
    case .undecided: return "A \(finding.measure.word) of \(finding.claimed) cannot be decided. \(finding.sentence)"
    case .possible: return "No bound stands against these figures."
    }
  }

  private func table(_ subject: Subject) -> Table {
    var table = Table([
      .name("figure"), .number("claimed", rank: 0), .number("bound", rank: 0), .text("if", rank: 1), .text("verdict", rank: 0),
    ])
    for finding in subject.findings {
      table.append([
        .text(finding.measure.name), .text("\(finding.claimed)"), .text(finding.bound.map { "\(finding.relation.sign) \($0)" } ?? "–"),
        .text(finding.premise.words), .text(finding.verdict.rawValue),
      ])
    }
    return table
  }

  /// Whether a sentence is worth its lines: what is refuted or undecided, and what a refuted figure takes if anything may be cached; but not
  /// that what is undecided where hits are spread evenly is so all the more whatever is cached.
  private func says(_ finding: Finding, of subject: Subject) -> Bool {
    guard finding.premise == .anyHits, finding.verdict != .refuted else { return finding.verdict != .possible }
    let other = subject.findings.first { $0.measure == finding.measure && $0.premise == .independent }
    return other.map { $0.verdict == .refuted } ?? (finding.verdict != .possible)
  }

  private var premises: [String] {
    let hit = check.claims.hit
    var texts = [
      "Misses take what the same requests took without the cache, or longer; "
        + (hit.value > 0
          ? "hits take \(Amount.milliseconds(hit.value)) or more." : "hits may take nothing at all, the most generous."),
      "Hits cost nothing; what the cache itself costs is left out.",
      "Every figure is taken at that end of its rounding which suits the claim; what is printed here is reckoned from the figures as printed.",
      "There are so many requests that chance plays no part.",
      "“\(Premise.independent.words)”: hits fall on slow and fast, dear and cheap requests alike. “\(Premise.anyHits.words)”: no such premise.",
    ]
    if premise == .anyHits { texts.append("Verdicts count only what holds whatever is cached.") }
    return texts
  }
}

extension Document {
  /// All sums or prices in one table, and what is wrong with those that are.
  fileprivate mutating func append(_ subjects: [Subject], title: String, column: String, bound: String) {
    guard !subjects.isEmpty else { return }
    heading(title)
    var table = Table([.name(column), .number("claimed", rank: 0), .number(bound, rank: 0), .text("verdict", rank: 0)])
    for subject in subjects {
      if subject.findings.isEmpty { table.append([.text(subject.name), .none, .none, .text(subject.verdict(under: .anyHits).rawValue)]) }
      for finding in subject.findings {
        let what = subject.findings.count == 1 ? "" : ", \(finding.measure.word)"
        table.append([
          .text(subject.name + what), .text("\(finding.claimed)"), finding.bound.map { .text("\($0)") } ?? .none,
          .text(finding.verdict.rawValue),
        ])
      }
    }
    self.table(table)
    for subject in subjects {
      for finding in subject.findings where finding.verdict != .possible { paragraph("\(subject.name): \(finding.sentence)") }
    }
  }
}

extension ClaimsReport {
  /// Schema `hindcast/check/1`.
  var json: JSONTree {
    .object([
      ("schema", .string("hindcast/check/1")), ("version", .string(version)), ("title", .string(check.claims.title)),
      ("source", .string(check.claims.source)), ("premise", .string(premise.rawValue)),
      (
        "verdicts",
        .object(Verdict.allCases.map { ($0.rawValue, .int(check.subjects($0, under: premise).count)) })
      ),
      ("subjects", .array(check.subjects.map { subject($0) })), ("premises", .array(premises.map { .string($0) })),
    ])
  }

  private func subject(_ subject: Subject) -> JSONTree {
    .object([
      ("kind", .string(subject.kind.rawValue)), ("name", .string(subject.name)),
      ("verdict", .string(subject.verdict(under: premise).rawValue)),
      (
        "verdict_by_premise",
        .object(Premise.allCases.map { ($0.rawValue, .string(subject.verdict(under: $0).rawValue)) })
      ),
      ("deciding", subject.deciding(under: premise).flatMap { subject.findings.firstIndex(of: $0) }.map { .int($0) } ?? .null),
      (
        "findings",
        .array(
          subject.findings.map { finding in
            .object([
              ("measure", .string(finding.measure.key)), ("unit", .string(finding.claimed.unit)),
              ("premise", .string(finding.premise.rawValue)), ("claimed", .number(finding.claimed.value, decimals: 9)),
              ("relation", .string(finding.relation.rawValue)), ("bound", finding.bound.map { .number($0.value, decimals: 9) } ?? .null),
              ("verdict", .string(finding.verdict.rawValue)), ("reason", .string(finding.sentence)),
            ])
          })
      ),
    ])
  }
}

extension Finding.Measure {
  /// In a table.
  fileprivate var name: String {
    switch self {
    case .hitRate: "Hit rate"
    case .mean: "Mean"
    case .costReduction: "Saving"
    case .cost: "Bill"
    case .bill: "Sum"
    case .inputPrice: "Price of input"
    case .outputPrice: "Price of output"
    case .shares: "Repeats"
    case .percentile(let percentile): percentile.name
    case .order: "Percentiles"
    }
  }

  /// In a sentence, after "a".
  fileprivate var word: String {
    switch self {
    case .order: "higher percentile"
    case .percentile(let percentile): percentile.name
    case .shares: "share of repeats"
    default: name.lowercased()
    }
  }

  fileprivate var key: String {
    switch self {
    case .hitRate: "hit_rate"
    case .mean: "mean"
    case .costReduction: "cost_reduction"
    case .cost: "cost"
    case .bill: "bill"
    case .inputPrice: "input_price"
    case .outputPrice: "output_price"
    case .shares: "repeat_shares"
    case .percentile(let percentile): percentile.name.lowercased()
    case .order: "percentile_order"
    }
  }

  /// What independence means for it.
  fileprivate var hitsDependOn: String {
    switch self {
    case .costReduction, .cost, .bill: "cost"
    default: "latency"
    }
  }
}

extension Finding.Relation {
  /// Before a bound.
  var sign: String {
    switch self {
    case .atLeast: "≥"
    case .atMost: "≤"
    case .equals: "="
    }
  }
}

extension Premise {
  fileprivate var words: String {
    switch self {
    case .independent: "hits are spread evenly"
    case .anyHits: "whatever is cached"
    }
  }
}

extension Amount {
  /// In JSON and CSV.
  var unit: String {
    switch self {
    case .milliseconds: "ms"
    case .share: "fraction"
    case .dollars: "usd"
    }
  }
}
