import Duplicates
import Simulation
import Units

extension StudyCaveats {
  /// What limits of the API did to requests, and what durations are replayed under them (law 22).
  static func limits(_ strategies: [StrategyResult]) -> [Caveat] {
    let limited = strategies.filter { !$0.strategy.upstream.isUnlimited }
    guard !limited.isEmpty else { return [] }
    let turnedAway = limited.enumerated().compactMap { index, result -> Caveat? in
      let tally = result.total.tally
      let (refused, late) = (tally.count(.error, .rateLimited), tally.count(.error, .timedOut))
      guard refused + late > 0 else { return nil }
      let share = Ratio(refused + late, of: tally.requests)
      let parts =
        (refused > 0 ? ["turned \(counted(refused, "request")) away for good"] : [])
        + (late > 0 ? ["gave no answer to \(counted(late, "request")) in time"] : [])
      return Caveat(
        id: "limits-\(index + 1)", severity: (refused + late) * 100 >= tally.requests ? .serious : .careful,
        text:
          "Under the limits of “\(result.strategy.name)” the API \(parts.joined(separator: " and ")), \(share) of all. These are errors here; "
          + "refusals are quick and cost nothing, so its latencies and costs are those of a service that fails more often.")
    }
    return turnedAway + [
      Caveat(
        id: "limits-service-times", severity: .note,
        text:
          "Where a strategy limits the API, calls take what they would at low load: their logged duration, divided by how much slower calls of "
          + "their model are under as many others. To see what the cache changes, compare with a strategy of the same limits without tiers."
      )
    ]
  }
}
