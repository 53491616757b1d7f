import Simulation
import Studies
import Units

/// From today's bill to the bill with a strategy, step by step: every step is the difference of two levels, so that all add up exactly.
struct Waterfall: Sendable {
  struct Step: Sendable {
    enum Kind: Sendable {
      /// A bill.
      case level
      /// What changes it.
      case change
      /// A change that is not known.
      case unknown
    }

    let label: String
    let kind: Kind
    /// The bill before the step, and after it.
    let from: Dollars
    let to: Dollars

    /// The bill itself, or the signed change.
    var amount: Dollars { kind == .level ? to : to - from }
  }

  /// From the bill as logged to the bill with the strategy.
  let steps: [Step]
  /// Digits after the point that all amounts are rounded to: cents, and more for bills under a dollar.
  let decimals: Int

  /// The steps to a strategy; `nil` where nothing has a price.
  ///
  /// The saving is split over the kinds of hits by what their calls would have cost over the whole log.
  init?(_ study: Study, to result: StrategyResult) {
    let money = Money(study)
    guard let today = money.all(study.asLogged), let bare = money.upstream(study.noCache.total),
      let upstream = money.upstream(result.total),
      let after = money.all(result)
    else { return nil }
    let decimals = Self.decimals(max(today, bare, after))
    var level = today.rounded(decimals: decimals)
    var steps = [Step(label: "As logged", kind: .level, from: .zero, to: level)]
    func step(_ label: String, to next: Dollars, kind: Step.Kind = .change) {
      let next = next.rounded(decimals: decimals)
      steps.append(Step(label: label, kind: kind, from: level, to: next))
      level = next
    }
    if study.hadCache { step("Without the cache that is there", to: bare) }
    let parts = Self.parts(result)
    let weight = parts.reduce(Int128(0)) { $0 + Int128($1.avoided) }
    var sum = Int128(0)
    for part in parts {
      sum += Int128(part.avoided)
      let saved = weight == 0 ? 0 : Int128((bare - upstream).nanodollars) * sum / weight
      step(part.label, to: Dollars(nanodollars: bare.nanodollars - Int64(clamping: saved)))
    }
    if result.isInfrastructureKnown {
      step("Cache infrastructure", to: after)
    } else {
      step(
        result.infrastructure.isEmpty ? "Cache infrastructure" : "Cache infrastructure, in part", to: after,
        kind: result.infrastructure.isEmpty ? .unknown : .change)
    }
    steps.append(Step(label: "With \(result.strategy.name)", kind: .level, from: .zero, to: level))
    self.steps = steps
    self.decimals = decimals
  }

  /// The kinds of answers, with what their calls would have cost; exact hits are always shown, the others where they are.
  private static func parts(_ result: StrategyResult) -> [(label: String, avoided: Int64)] {
    let tally = result.total.tally
    let exact = tally.posting(.hit, .exact).nanodollars
    let near = tally.posting(.hit, .near).nanodollars
    let rest = tally.avoided.nanodollars - exact - near
    return [("Exact hits", exact)] + [("Near hits", near), ("Other answers", rest)].filter { $0.1 != 0 }
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
