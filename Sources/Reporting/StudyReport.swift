import Simulation
import Duplicates
public import Studies
import Units

/// A study in every format. Functions of the value; nothing is written.
public struct StudyReport: Sendable {
  let study: Study
  /// Each strategy's whole file, by name.
  let files: [String: String]

  /// The report of a study.
  ///
  /// - Parameter files: each strategy as a strategy file has it, by name, so that readers can check what was simulated.
  public init(_ study: Study, files: [String: String] = [:]) {
    self.study = study
    self.files = files
  }

  /// The strategy that a report speaks of first: the one that saves most, and is no bound where there is any other; `nil` without strategies.
  public static func subject(of study: Study) -> StrategyResult? { Headline(study).result }

  /// For a terminal.
  public func terminal(_ style: TerminalStyle) -> String { document(withAudit: false, modelLimit: 12).terminal(style) }

  /// As GitHub-flavoured Markdown.
  public var markdown: String { document(withAudit: true, modelLimit: .max).markdown() }

  /// One row per strategy and model.
  public var csv: String { CSVText.study(study) }

  /// Schema `hindcast/study/1`.
  public var jsonText: String { json.text() + "\n" }

  /// A page that needs nothing but itself.
  public var html: String { Page(study, files: files).html }

  private func document(withAudit: Bool, modelLimit: Int) -> Document {
    let told = study.told
    var document = Document()
    document.heading(StudyTables.title(study), level: 1)
    document.paragraph(StudyTables.headline(study))
    if let recommendation = Recommendation(study, Headline(study)) {
      document.heading("Recommendation")
      document.paragraph(recommendation.text)
    }
    document.heading("Strategies")
    document.table(StudyTables.strategies(told))
    if withAudit, !told.strategies.isEmpty {
      document.heading("What share the cache took over", level: 3)
      document.table(StudyTables.rates(told))
    }
    MoneyTables.add(told, withAll: withAudit, to: &document)
    for result in told.strategies {
      document.heading("\(result.strategy.name) by model", level: 2)
      document.table(StudyTables.models(result, told, limit: modelLimit))
      document.table(StudyTables.causes(result))
    }
    if withAudit {
      document.heading("What repeats in the log")
      document.table(AuditTables.classes(study.audited.audit))
      document.paragraph(AuditTables.headline(study.audited.audit))
      if !study.audited.audit.sweep.isEmpty {
        document.heading("A semantic cache behind exact and near keys, by threshold", level: 3)
        document.table(AuditTables.sweep(study.audited.audit))
        document.paragraph(AuditTables.sweepNote(study.audited.audit))
      }
      document.heading("Prices")
      document.table(StudyTables.prices(study))
    }
    document.caveats(study.caveats)
    document.heading("Made with", level: 2)
    document.paragraph(StudyTables.manifest(study))
    return document
  }
}
