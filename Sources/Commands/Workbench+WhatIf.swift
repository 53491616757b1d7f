import Reporting
import Simulation
import Studies
import Traces
import Units

extension Workbench {
  /// More traffic that the sliders offer, in times of the log's.
  private static let growths = [2.0, 4.0]

  /// The grid behind the sliders of a report: the strategy of its headline with other lives, sizes and traffic; `nil` where there is nothing
  /// to vary, or only a sample was replayed.
  func whatIf(_ made: Study, _ logged: LoggedTraffic, _ prices: PriceTable) throws -> WhatIf? {
    guard made.sample == nil, made.month.basis != .none, let subject = StudyReport.subject(of: made) else { return nil }
    var traffics = [(growth: 1.0, logged: logged, month: made.month)]
    let trace = logged.asLogged.trace
    // What is known by text alone (classes, likeness) is of the log's own traffic.
    let needsTexts = subject.strategy.classifier != nil || subject.strategy.semantic != nil
    for factor in needsTexts ? [] : Self.growths {
      guard let grown = trace.grown(by: factor, offset: study.dayOffset, seed: study.seed)?.trace else { break }
      let audited = audit(grown, prices)
      var more = LoggedTraffic(grown, audit: audited.audit, prices: prices.book, seed: study.seed)
      more.fitServiceTimes(for: [subject.strategy])
      let month = Month(of: more, span: grown.covered, offset: study.dayOffset, target: Month.Target(factor, times: made))
      traffics.append((factor, more, month))
    }
    return try WhatIf(
      subject, traffics: traffics, infrastructure: try money.infrastructure(), seed: study.seed, threads: logs.threads ?? 2)
  }
}
