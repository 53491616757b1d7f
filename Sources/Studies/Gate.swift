/// What must not be so of the later of two studies, such as `ttl-1h.saving_usd < 1000` or `delta.p95_ms > 50`.
///
/// Without a strategy it is asked of every strategy of the later study, and fails where it is so of one.
public struct Gate: Sendable, Equatable, CustomStringConvertible {
  /// How a figure is held against the number.
  public enum Comparison: String, CaseIterable, Sendable {
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="
    case equal = "=="
    case different = "!="

    /// Whether it holds between two numbers.
    public func holds(_ value: Double, _ number: Double) -> Bool {
      switch self {
      case .less: value < number
      case .atMost: value <= number
      case .more: value > number
      case .atLeast: value >= number
      case .equal: value == number
      case .different: value != number
      }
    }
  }

  /// What a gate found of one strategy.
  public struct Verdict: Sendable, Equatable {
    /// The strategy; `nil` where there is none to ask.
    public let strategy: String?
    /// The figure, or its change; `nil` where it is not known.
    public let value: Double?
    /// Whether the gate fails: what it forbids is so, or it cannot be said, for a gate that nobody can judge guards nothing.
    public let hasFailed: Bool
  }

  /// The strategy that is meant; `nil` for all.
  public let strategy: String?
  /// Whether the change from the earlier study is meant, not the figure itself.
  public let isOfChange: Bool
  /// The figure.
  public let figure: Figure
  /// How it is held against ``number``.
  public let comparison: Comparison
  /// In the unit of the figure.
  public let number: Double
  /// The gate as it was written.
  public let description: String

  init(strategy: String?, isOfChange: Bool, figure: Figure, comparison: Comparison, number: Double, text: String) {
    self.strategy = strategy
    self.isOfChange = isOfChange
    self.figure = figure
    self.comparison = comparison
    self.number = number
    description = text
  }

  /// What the gate finds, a strategy each; empty only where the strategy that it names is in neither study.
  ///
  /// A gate on changes passes over strategies that are new, unless it names one.
  public func verdicts(on difference: StudyDifference) -> [Verdict] {
    let all = difference.strategies + (strategy == nil ? [] : difference.baselines)
    guard let strategy else {
      let asked = all.filter { $0.total.after != nil && (!isOfChange || $0.total.before != nil) }
      return asked.isEmpty ? [Verdict(strategy: nil, value: nil, hasFailed: true)] : asked.map(verdict)
    }
    return all.first { $0.name == strategy }.map { [verdict($0)] } ?? []
  }

  private func verdict(_ strategy: StudyDifference.Strategy) -> Verdict {
    let change = strategy.total[figure]
    let value = isOfChange ? change.absolute : change.after
    return Verdict(strategy: strategy.name, value: value, hasFailed: value.map { comparison.holds($0, number) } ?? true)
  }
}
