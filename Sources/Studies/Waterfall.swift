import Pricing
import Simulation
public import Units

/// From today's bill to the bill with a strategy, step by step: every step is the difference of two levels, so that all add up exactly.
public struct Waterfall: Sendable, Equatable {
  /// A bill, or what changes it.
  public struct Step: Sendable, Equatable {
    /// What a step is.
    public enum Kind: String, Sendable {
      /// A bill.
      case level
      /// What changes it.
      case change
      /// A change that is not known.
      case unknown
    }

    /// What it is called.
    public let label: String
    /// What it is.
    public let kind: Kind
    /// The bill before the step.
    public let from: Dollars
    /// The bill after it.
    public let to: Dollars

    /// The bill itself, or the signed change.
    public var amount: Dollars { kind == .level ? to : to - from }
  }

  /// From the bill as logged to the bill with the strategy, and on to what is left after all costs that the user named.
  public let steps: [Step]
  /// Digits after the point that all amounts are rounded to: cents, and more for bills under a dollar.
  public let decimals: Int
  /// Whether the parts of the cache and the change of vendor are Shapley shares, not those of one order.
  public let isShapley: Bool

  /// The steps to a strategy; `nil` where nothing has a price.
  ///
  /// In this order: the cache that is there is taken away, then come exact hits, near hits, coalesced calls and stale answers, each by what
  /// its calls would have cost, what refreshes cost, the change of vendor on the calls that are left, the tiers, embeddings, then expected wrong
  /// answers and the running cost of people. In months where one can be made, else over the log.
  public init?(_ study: Study, to result: StrategyResult) {
    guard study.noCache.total.isPriced, result.total.isPriced else { return nil }
    let hasMonth = study.asLogged.total.monthly.expected != nil
    func upstream(_ result: StrategyResult) -> Dollars {
      (hasMonth ? result.total.monthly.expected : nil) ?? Dollars(nanodollars: result.total.tally.made.nanodollars)
    }
    func tiers(_ result: StrategyResult) -> Dollars { hasMonth ? result.infrastructureMonthly : .zero }
    let (bare, left) = (upstream(study.noCache), upstream(result))
    let today = upstream(study.asLogged) + tiers(study.asLogged)
    let repriced = hasMonth ? result.money.repriced : nil
    let embeddings = hasMonth ? result.infrastructure.reduce(Dollars.zero) { $0 + $1.embeddings } : .zero

    let beside =
      hasMonth ? result.infrastructure.filter { $0.service == callsBeside }.reduce(Dollars.zero) { $0 + $1.total - $1.embeddings } : .zero
    var writer = Writer(today, decimals: Self.decimals(max(today, bare, left + tiers(result))))
    if study.hadCache { writer.step("Without the cache that is there", by: bare - today) }
    let sources = result.money.sources.map { (title: $0.source.title, saved: (hasMonth ? $0.monthly : nil) ?? $0.avoided) }
    let shares = Shapley(result.money, vendor: repriced.map { left - $0 })
    isShapley = study.terms.isShapley && shares != nil
    for (index, source) in sources.enumerated() {
      writer.step(source.title, by: -(isShapley ? shares?.sources[index] ?? source.saved : source.saved))
    }
    // What the replay made beyond the calls of the log: refreshes, retries, warming (law 28). Rounding of months is no step: two bills are told.
    let extra = left - (bare - sources.reduce(.zero) { $0 + $1.saved })
    if abs(extra.nanodollars) > (study.month.isInCents ? 10_000_000 : 1_000) {
      writer.step("Refreshes and other extra calls", by: extra)
    } else {
      writer.move(by: extra)
    }
    if let repriced {
      let saved = isShapley ? shares?.vendor ?? left - repriced : left - repriced
      writer.step("Vendor price change", by: -saved)
      writer.settle(at: repriced)
    } else {
      writer.settle(at: left)
    }
    let partly = result.infrastructure.contains { $0.service != callsBeside } ? ", in part" : ""
    // The tiers' sum is rounded as it is anywhere else; its parts add up to it.
    let (all, apart) = (writer.rounded(tiers(result)), writer.rounded(embeddings) + writer.rounded(beside))
    writer.step(
      "Cache infrastructure" + (result.isInfrastructureKnown ? "" : partly), by: all - apart,
      kind: result.isInfrastructureKnown || !partly.isEmpty ? .change : .unknown)
    if beside != .zero { writer.step("Refreshes and other calls beside", by: writer.rounded(beside)) }
    if embeddings != .zero { writer.step("Embeddings", by: writer.rounded(embeddings)) }
    writer.level("With \(result.strategy.name)" + (repriced == nil ? "" : ", repriced"))
    if hasMonth { writer.addCosts(study.terms, wrongAnswers: result.money.wrongAnswers) }
    steps = writer.steps
    decimals = writer.decimals
  }

  /// Cents from a dollar on; below, as many digits as show three of the amount.
  private static func decimals(_ amount: Dollars) -> Int {
    var decimals = 2
    var scaled = abs(amount.value) * 100
    while scaled < 100, decimals < 9 {
      scaled *= 10
      decimals += 1
    }
    return decimals
  }
}

/// Collects the steps of a waterfall; levels are rounded, and changes are what lies between.
private struct Writer {
  let decimals: Int
  private(set) var steps: [Waterfall.Step]
  /// The bill so far, as it is and as it is shown.
  private var exact: Dollars
  private var shown: Dollars

  init(_ today: Dollars, decimals: Int) {
    self.decimals = decimals
    exact = today
    shown = today.rounded(decimals: decimals)
    steps = [.init(label: "As logged", kind: .level, from: .zero, to: shown)]
  }

  mutating func step(_ label: String, by change: Dollars, kind: Waterfall.Step.Kind = .change) {
    exact = exact + change
    let next = exact.rounded(decimals: decimals)
    steps.append(.init(label: label, kind: kind, from: shown, to: next))
    shown = next
  }

  /// Moves on by less than is shown.
  mutating func move(by change: Dollars) { exact = exact + change }

  /// Says where the steps have come to, to the cent; they differ from it by less than is shown.
  mutating func settle(at level: Dollars) {
    exact = rounded(level)
    close()
  }

  /// An amount as it is shown.
  func rounded(_ amount: Dollars) -> Dollars { amount.rounded(decimals: decimals) }

  /// What was moved on by without a step belongs to the last one.
  private mutating func close() {
    let next = rounded(exact)
    guard next != shown, let last = steps.last, last.kind != .level else { return }
    steps[steps.count - 1] = .init(label: last.label, kind: last.kind, from: last.from, to: next)
    shown = next
  }

  mutating func level(_ label: String) {
    close()
    steps.append(.init(label: label, kind: .level, from: .zero, to: shown))
  }

  /// What the bill does not say: wrong answers and people.
  mutating func addCosts(_ terms: MoneyTerms, wrongAnswers: Double?) {
    let price = terms.wrongAnswerPrice
    guard price != nil || terms.engineering != nil else { return }
    if let price { step("Expected wrong answers", by: Dollars(price.value * (wrongAnswers ?? 0))) }
    if let engineering = terms.engineering { step("Engineering", by: engineering.monthly) }
    level("With all costs named")
  }
}
