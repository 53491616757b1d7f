import Duplicates
import Traces
import Units

/// What a log says that its calls cost, held against the prices in use: logged costs are never counted, so that what they tell is said.
struct LoggedCosts {
  /// Calls that have both a cost in the log and a price.
  private(set) var both = 0
  private(set) var (logged, priced) = (Dollars.zero, Dollars.zero)
  /// Calls that have a cost in the log and no price, …
  private(set) var unpriced = 0
  /// … what they cost by the log, and their tokens.
  private(set) var (unpricedCost, unpricedTokens) = (Dollars.zero, 0)

  /// - Parameter costs: nanodollars, or ``Audit/unpriced``, for each request.
  init(_ trace: Trace, costs: [Int64]) {
    let requests = trace.requests
    for i in costs.indices where requests.loggedCost[i] != Requests.unknown && !requests.flags[i].contains(.loggedHit) {
      let cost = requests.loggedCost[i]
      // Gateways write 0 where they know no price.
      guard cost > 0 else { continue }
      if costs[i] == Audit.unpriced {
        unpriced += 1
        unpricedCost = unpricedCost + Dollars(nanodollars: cost)
        unpricedTokens += requests.usage(i).total
      } else {
        both += 1
        logged = logged + Dollars(nanodollars: cost)
        priced = priced + Dollars(nanodollars: costs[i])
      }
    }
  }

  /// How far the two may lie apart without a word: rounding, and prices that moved by a little.
  private static let tolerance = 0.03

  var caveats: [Caveat] {
    var out: [Caveat] = []
    if both > 0, priced > .zero, abs(logged.value / priced.value - 1) > Self.tolerance {
      let factor = logged.value / priced.value
      let words =
        factor >= 1.995 || factor <= 0.5
        ? "\(significant(factor, digits: 2)) times" : "\(percent(abs(factor - 1))) \(factor > 1 ? "more than" : "less than")"
      out.append(
        Caveat(
          id: "logged-costs-differ", severity: abs(factor - 1) > 0.15 ? .serious : .careful,
          text:
            "By the log's own costs, \(counted(both, "call")) cost \(logged), \(words) the \(priced) that \(both == 1 ? "it comes" : "they come") to at the prices used here: every "
            + "sum may be off by as much. Look for a contract, a surcharge or other prices, and give them with --prices or --contract."))
    }
    if unpriced > 0 {
      let each = unpricedTokens > 0 ? ", \(Dollars(unpricedCost.value * 1e6 / Double(unpricedTokens))) for a million of their tokens" : ""
      out.append(
        Caveat(
          id: "logged-costs-unused", severity: .careful,
          text:
            "\(counted(unpriced, "call")) of models without a price here \(unpriced == 1 ? "has a cost" : "have costs") in the log, "
            + "\(unpricedCost) together\(each): they are not counted, since a price is more than a sum. Give the models' prices with --prices."
        ))
    }
    return out
  }
}
