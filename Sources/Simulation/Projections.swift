public import Traces

/// The keys of a trace under the rules of some strategies: projected once, shared by all their replays, on any thread.
public struct Projections: Sendable {
  private struct Rule: Hashable {
    var key: KeyRule
    var scope: Scope
  }

  private var keys: [Rule: Keys] = [:]

  /// The projections that the replays of `strategies` need.
  ///
  /// - Complexity: O(distinct rules × (tuples + requests)).
  public init(of trace: Trace, for strategies: [Strategy]) {
    for strategy in strategies where !strategy.tiers.isEmpty {
      for key in [strategy.key, strategy.key.wordForWord] {
        let rule = Rule(key: key, scope: strategy.scope)
        if keys[rule] == nil { keys[rule] = trace.keys(key, scope: strategy.scope) }
      }
    }
  }

  /// The keys of a rule, if they were projected.
  func keys(_ key: KeyRule, _ scope: Scope) -> Keys? { keys[Rule(key: key, scope: scope)] }
}

extension KeyRule {
  /// The same fields, texts as they stand: what tells an exact hit from a near one.
  var wordForWord: KeyRule { KeyRule(fields: fields, text: .exact) }
}
