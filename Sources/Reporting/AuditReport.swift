import Duplicates
public import Studies
import Traces
import Units

/// The audit in every format. Functions of the value; nothing is written.
public struct AuditReport: Sendable {
  let study: AuditStudy
  /// Prompts by text id, for those who asked to see them; else fingerprints only.
  let prompts: [String]

  /// The report of an audit.
  public init(_ study: AuditStudy, prompts: [String] = []) {
    self.study = study
    self.prompts = prompts
  }

  /// For a terminal.
  public func terminal(_ style: TerminalStyle) -> String { document.terminal(style) }

  /// As GitHub-flavoured Markdown.
  public var markdown: String { document.markdown() }

  /// The classes by model, one row each.
  public var csv: String { CSVText.audit(study.audit) }

  /// Schema `hindcast/audit/1`.
  public var jsonText: String { json.text() + "\n" }

  private var document: Document {
    var document = Document()
    document.append(study)
    document.heading("What repeats")
    document.table(AuditTables.classes(study.audit))
    document.paragraph(AuditTables.headline(study.audit))
    document.heading("By model", level: 2)
    document.table(AuditTables.models(study.audit))
    document.heading("How often the same is asked")
    document.table(AuditTables.repeatLaw(study.audit.repeatLaw))
    document.paragraph(
      "The most asked 1 % of \(grouped(study.audit.repeatLaw.keys)) keys take \(study.audit.repeatLaw.topPercent) of the requests, "
        + "the ten most asked \(study.audit.repeatLaw.topTen).")
    if !study.audit.topKeys.isEmpty {
      document.heading("Where the money repeats")
      document.table(AuditTables.topKeys(study.audit, prompts: prompts))
    }
    for gaps in study.audit.gaps where gaps.repeats.requests > 0 && gaps.text == .exact {
      document.heading("How soon repeats come")
      document.table(AuditTables.gaps(gaps))
      document.paragraph(AuditTables.percentiles(gaps))
    }
    if !study.audit.keySafety.isEmpty {
      document.heading("What a key must not leave out")
      document.table(AuditTables.keySafety(study.audit))
    }
    if !study.audit.leakage.isEmpty {
      document.heading("What keeping tenants apart costs")
      document.table(AuditTables.leakage(study.audit))
    }
    document.caveats(study.caveats)
    return document
  }
}

extension Document {
  /// What was read, in two or three lines.
  mutating func append(_ study: AuditStudy) {
    let log = study.log
    let sources = log.sources
    let formats = Set(sources.map(\.format)).sorted().joined(separator: ", ")
    let total = study.audit.total.total
    heading("\(grouped(total.requests)) requests", level: 1)
    var read =
      "Read \(Bytes(sources.reduce(0) { $0 + $1.bytesIn })) (\(Bytes(sources.reduce(0) { $0 + $1.bytesOut })) unpacked) from "
      + (sources.count == 1 ? sources[0].name : "\(sources.count) files") + ": \(grouped(log.records)) records, \(formats)"
    let aside = log.setAside.reduce(0) { $0 + $1.count }
    read += aside == 0 ? ", none set aside." : ", \(grouped(aside)) set aside."
    paragraph(read)
    var facts = study.span.map { [span($0)] } ?? []
    facts.append("\(grouped(study.audit.models.count)) \(study.audit.models.count == 1 ? "model" : "models")")
    if !study.audit.teams.isEmpty { facts.append("\(grouped(study.audit.teams.count)) teams") }
    facts.append(total.unpriced < total.requests || total.requests == 0 ? "\(total.dollars) at list price" : "none with a known price")
    paragraph(facts.joined(separator: ", ") + ".")
    table(AuditTables.sources(log))
    table(AuditTables.setAside(log))
  }

  private func span(_ range: ClosedRange<Int64>) -> String {
    let first = Timestamp(microseconds: range.lowerBound).date
    let last = Timestamp(microseconds: range.upperBound).date
    let length = Microseconds(range.upperBound - range.lowerBound).span
    return first == last ? "\(first), \(length)" : "\(first) to \(last), \(length)"
  }
}
