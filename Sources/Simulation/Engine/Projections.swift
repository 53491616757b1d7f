public import Traces

/// The keys of a trace under the rules of some strategies: projected once, shared by all their replays, on any thread.
public struct Projections: Sendable {
  struct Rule: Hashable {
    var key: KeyRule
    var scope: Scope
  }

  private var keys: [Rule: Keys] = [:]

  /// The projections that the replays of `strategies` need.
  ///
  /// - Complexity: O(distinct rules × (tuples + requests)).
  public init(of trace: Trace, for strategies: [Strategy]) {
    for strategy in strategies where !strategy.tiers.isEmpty {
      for rule in strategy.keyRules where keys[rule] == nil { keys[rule] = trace.keys(rule.key, scope: rule.scope) }
    }
  }

  /// The keys of a rule, if they were projected.
  func keys(_ rule: Rule) -> Keys? { keys[rule] }
}

extension Strategy {
  /// Every rule by which a replay of this strategy numbers the requests.
  fileprivate var keyRules: [Projections.Rule] { [ownRule, wordRule] + [unscopedRule, textRule].compactMap { $0 } }

  /// What must be equal for a hit.
  var ownRule: Projections.Rule { .init(key: key, scope: scope) }

  /// The same fields, texts as they stand: what tells an exact hit from a near one.
  var wordRule: Projections.Rule { .init(key: KeyRule(fields: key.fields, text: .exact), scope: scope) }

  /// The same for everybody: what tells a first question from one of another scope; `nil` where there is one scope.
  var unscopedRule: Projections.Rule? { scope == .global ? nil : .init(key: key, scope: .global) }

  /// The texts alone: what tells a first question from one with other fields; `nil` where the key is nothing else, or has no text.
  var textRule: Projections.Rule? {
    let texts = key.fields.intersection(KeyField.ofPrompts)
    return texts.isEmpty || texts == key.fields ? nil : .init(key: KeyRule(fields: texts, text: key.text), scope: .global)
  }
}
