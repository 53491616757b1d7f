extension Claims {
  /// A figure as published, with what rounding may hide: "34 %" stands for anything from 33.5 % to 34.5 %.
  public struct Figure: Sendable, Equatable {
    /// The figure: milliseconds, dollars, tokens, or a fraction of 1.
    public let value: Double
    /// Half a unit of the last digit printed; 0 where the figure is exact.
    public let slack: Double
    /// The figure as it was written.
    public let text: String

    /// A figure that is not below 0.
    public init(_ value: Double, slack: Double = 0, text: String = "") {
      self.value = value
      self.slack = slack
      self.text = text
    }

    /// Whether both say the same, however it is written.
    public static func == (a: Figure, b: Figure) -> Bool { a.value == b.value && a.slack == b.slack }
  }
}

/// How figures are read: as they are printed, or each at the end of its rounding that suits the claim. A claim is refuted only where even the
/// generous reading leaves no room; where a figure enters a bound twice, each time at its own best end, which can only be more generous.
enum Reading: Sendable {
  case printed, generous

  func low(_ figure: Claims.Figure) -> Double { self == .printed ? figure.value : max(0, figure.value - figure.slack) }
  func high(_ figure: Claims.Figure) -> Double { self == .printed ? figure.value : figure.value + figure.slack }
  /// The upper end of a share of a whole.
  func highShare(_ figure: Claims.Figure) -> Double { min(1, high(figure)) }
}

extension Claims.Figure {
  /// Their sum, as uncertain as both together.
  static func + (a: Claims.Figure, b: Claims.Figure) -> Claims.Figure { Claims.Figure(a.value + b.value, slack: a.slack + b.slack) }
}
