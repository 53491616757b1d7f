import Reporting
import Scenarios
import Simulation
import Studies

extension StudyReport {
  /// The report of a study, with each strategy's whole file: by the writer of `list strategies --show`.
  init(withFiles study: Study) {
    let files = study.strategies.map { ($0.strategy.name, StrategyFile.print($0.strategy)) }
    self.init(study, files: Dictionary(files, uniquingKeysWith: { first, _ in first }))
  }
}
