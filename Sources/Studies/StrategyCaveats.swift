import Duplicates
import Simulation
import Units

extension StudyCaveats {
  /// All that strategies themselves bring, whatever they did: scopes that the log cannot tell apart, what does nothing on it, and what their
  /// sources left open.
  static func ofStrategies(_ traffic: Traffic, _ strategies: [Strategy]) -> [Caveat] {
    scopes(traffic.trace, strategies) + ineffective(traffic, strategies) + sources(strategies)
  }

  /// What the sources of the strategies left open, or what is simulated otherwise than they do it; said once where several share it.
  static func sources(_ strategies: [Strategy]) -> [Caveat] {
    var order: [String] = []
    var names: [String: [String]] = [:]
    for strategy in strategies {
      for text in strategy.caveats {
        if names[text] == nil { order.append(text) }
        names[text, default: []].append(strategy.name)
      }
    }
    return order.enumerated().map { index, text in
      Caveat(id: "strategy-\(index + 1)", severity: .note, text: "\(few(names[text] ?? [])): \(text)")
    }
  }

  /// Look-ups by meaning that could not be decided, where there are any (law 25): they went upstream, so that hits are rather too few.
  static func undetermined(_ strategies: [StrategyResult]) -> [Caveat] {
    strategies.enumerated().compactMap { index, strategy in
      let tally = strategy.total.tally
      let count = tally.count(.undetermined)
      guard count > 0, tally.lookUps > 0 else { return nil }
      let share = Double(count) / Double(tally.lookUps)
      return Caveat(
        id: "undetermined-\(index + 1)", severity: share >= 0.01 ? .careful : .note,
        text:
          "\(strategy.strategy.name): \(counted(count, "look-up")) of \(grouped(tally.lookUps)) (\(percent(share))) could not be decided: "
          + "more texts are alike than the list of a text holds, and none of those in it was in the cache. They count as sent upstream, so the "
          + "hit rate may be up to \(percent(share)) higher.")
    }
  }
}
