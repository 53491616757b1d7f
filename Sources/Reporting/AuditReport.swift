public import Duplicates
public import Studies
import Traces
import Units

/// The audit in every format. Functions of the value; nothing is written.
public struct AuditReport: Sendable {
  let study: AuditStudy
  /// Prompts by text id, for those who asked to see them; else fingerprints only.
  let prompts: [String]
  /// Why texts were not compared, as the rest of a sentence; empty where they were.
  let whyNoTexts: String
  /// What a person's verdicts say of each class.
  let measured: [MeasuredPrecision]

  /// The report of an audit.
  ///
  /// - Parameters:
  ///   - prompts: Prompts by text id, for those who asked to see them.
  ///   - whyNoTexts: Why texts were not compared, as the rest of a sentence that begins with "because".
  ///   - measured: What a person's verdicts say of each class.
  public init(_ study: AuditStudy, prompts: [String] = [], whyNoTexts: String = "", measured: [MeasuredPrecision] = []) {
    self.study = study
    self.prompts = prompts
    self.whyNoTexts = whyNoTexts
    self.measured = measured
  }

  /// A page that needs nothing but itself.
  public var html: String { AuditPage(study, whyNoTexts: whyNoTexts, measured: measured).html }

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
    document.paragraph(AuditTables.basis(study.audit, why: whyNoTexts))
    if !study.audit.fixes.isEmpty {
      document.heading("What to do, by what it is worth")
      document.table(AuditTables.fixes(study.audit))
    }
    if !measured.isEmpty {
      document.heading("What the verdicts say")
      document.table(AuditTables.measured(measured))
    }
    if !study.audit.sweep.isEmpty {
      document.heading("A semantic cache behind exact and near keys, by threshold")
      document.table(AuditTables.sweep(study.audit))
      document.paragraph(AuditTables.sweepNote(study.audit))
      document.table(AuditTables.bands(study.audit))
    }
    let answers = AuditTables.answers(study.audit)
    if !answers.rows.isEmpty {
      document.heading("How often logged answers differ (a proxy for wrong hits)")
      document.table(answers)
      document.paragraph(AuditTables.answersNote(study.audit))
    }
    document.heading("By model", level: 2)
    document.table(AuditTables.models(study.audit))
    let waste = study.audit.waste.filter { $0.division != .model }
    if !waste.isEmpty {
      document.heading("Where the repeats are")
      for table in waste {
        document.table(AuditTables.waste(table))
        document.paragraph(AuditTables.wasteNote(table))
      }
    }
    if study.audit.repeatLaw.keys > 0 {
      document.heading("How often the same is asked")
      document.table(AuditTables.repeatLaw(study.audit.repeatLaw))
      document.paragraph(AuditTables.mostAsked(study.audit.repeatLaw))
    }
    if !study.audit.topKeys.isEmpty {
      document.heading("Where the money repeats")
      document.table(AuditTables.topKeys(study.audit, prompts: prompts))
    }
    for gaps in study.audit.gaps where gaps.repeats.requests > 0 && gaps.text == .exact {
      document.heading("How soon repeats come")
      document.table(AuditTables.gaps(gaps))
      document.paragraph(AuditTables.percentiles(gaps))
      document.paragraph(AuditTables.gapsNote(gaps))
    }
    if !study.audit.keySafety.isEmpty {
      document.heading("What a key must not leave out")
      document.table(AuditTables.keySafety(study.audit))
      document.paragraph(AuditTables.keySafetyNote)
    }
    if AuditTables.hasContent(study.audit.total) { document.paragraph(AuditTables.collisions(study.audit)) }
    if !study.audit.leakage.isEmpty {
      document.heading("What keeping tenants apart costs")
      document.table(AuditTables.leakage(study.audit))
      document.paragraph(AuditTables.leakageNote(study.audit))
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
    let total = study.audit.total.total
    heading(counted(total.requests, "request"), level: 1)
    let formats = Set(sources.map(\.format)).subtracting([""]).sorted().joined(separator: ", ")
    let shape = Ratio(sources.reduce(0) { $0 + $1.matched }, of: sources.reduce(0) { $0 + $1.examined })
    var read =
      "Read \(Bytes(sources.reduce(0) { $0 + $1.bytesIn })) (\(Bytes(sources.reduce(0) { $0 + $1.bytesOut })) unpacked) from "
      + (sources.count == 1 ? sources[0].name : counted(sources.count, "file"))
      + ": \(counted(log.records, "record")), \(formats) (\(shape) of those looked at have its shape)"
    let aside = log.setAside.reduce(0) { $0 + $1.count }
    read += aside == 0 ? ", none set aside." : ", \(grouped(aside)) set aside."
    paragraph(read)
    let quality = study.audit.quality
    var facts = quality.hasNoTimes ? ["No times"] : study.span.map { [span($0)] } ?? []
    facts.append(counted(study.audit.models.count, "model"))
    let teams = study.audit.teams.count { !$0.name.isEmpty }
    if teams > 0 { facts.append(counted(teams, "team")) }
    let answered = total.requests - study.audit.total[.failed].all.requests
    facts.append("token counts for \(Ratio(answered - min(answered, quality.withoutUsage + quality.estimatedUsage), of: answered))")
    facts.append(
      quality.alreadyCached == 0
        ? "none answered by a cache already" : "\(Ratio(quality.alreadyCached, of: total.requests)) answered by a cache already")
    if quality.outOfOrder > 0 { facts.append("\(grouped(quality.outOfOrder)) out of order") }
    facts.append(total.unpriced < answered || total.unpriced == 0 ? "\(total.dollars) at list price" : "none with a known price")
    paragraph(facts.joined(separator: ", ") + ".")
    table(AuditTables.sources(log))
    table(AuditTables.setAside(log))
  }

  private func span(_ range: ClosedRange<Int64>) -> String {
    let first = Timestamp(microseconds: range.lowerBound).date
    let last = Timestamp(microseconds: range.upperBound).date
    let length = range.lowerBound < range.upperBound ? Microseconds(range.upperBound - range.lowerBound).span : "at one moment"
    // Traces count from a beginning of their own, which is not the year 1970.
    guard last.prefix(4) != "1970" else { return "\(length) of a clock without dates" }
    return first == last ? "\(first), \(length)" : "\(first) to \(last), \(length)"
  }
}
