public import Pricing
public import Units

/// What the user says of money beyond prices.
public struct MoneyTerms: Sendable, Equatable {
  /// What building the cache costs once and running it costs every month; `nil` where the user gives neither.
  public var engineering: Engineering?
  /// By which money of a year from now is worth less: 0.08 is 8 % a year.
  public var discountRate = 0.08
  /// What a wrong answer costs; `nil` where the user gives no price.
  public var wrongAnswerPrice: Dollars?
  /// What is paid whether calls are made or not.
  public var commitments: [Commitment] = []
  /// What providers billed.
  public var invoices: [Invoice] = []
  /// Models that others answer for.
  public var repricings: [Repricing] = []
  /// Whether the waterfall shows Shapley shares instead of one order.
  public var isShapley = false

  /// What people cost.
  public struct Engineering: Sendable, Equatable {
    /// Once, at the beginning.
    public var once: Dollars
    /// Every month.
    public var monthly: Dollars

    /// What people cost.
    public init(once: Dollars = .zero, monthly: Dollars = .zero) {
      self.once = once
      self.monthly = monthly
    }
  }

  /// Nothing said.
  public init() {}
}
