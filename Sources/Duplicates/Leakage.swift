public import Traces
import Units

/// What it costs, in repeats, to keep tenants apart; and what it prevents: answers that cross from one tenant to another.
///
/// Speaks of comparable requests (``DuplicateClass/isComparable``) by the exact key. A repeat is every request of a key but the first.
public struct Leakage: Sendable, Equatable {
  /// Who would share a cache.
  public let scope: Scope
  /// Repeats when everyone shares one cache.
  public let shared: Volume
  /// … of which an earlier request of the same tenant has the key: what is left with this scope.
  public let kept: Volume
  /// … of which only other tenants had asked before: lost with this scope, and leaked without it.
  public let crossing: Volume
}

extension Leakage {
  /// One row for each scope narrower than global whose tenants the log names.
  ///
  /// - Complexity: O(scopes × (tuples + requests)).
  static func all(_ costed: CostedTrace, scope: Scope, keys: Keys, classes: [DuplicateClass]) -> [Leakage] {
    let named = Scope.allCases.filter { scope in
      guard let field = scope.tenant, let ids = costed.trace.callers[field] else { return false }
      return ids.contains { $0 != 0 }
    }
    guard !named.isEmpty else { return [] }
    // The audit has the keys of its own scope already.
    func scoped(_ other: Scope) -> Keys { other == scope ? keys : costed.trace.keys(.exact, scope: other) }
    let shared = scoped(.global)
    return named.map { Leakage($0, costed, classes, shared: shared, scoped: scoped($0)) }
  }

  private init(_ scope: Scope, _ costed: CostedTrace, _ classes: [DuplicateClass], shared: Keys, scoped: Keys) {
    var seenByAll = [Bool](repeating: false, count: shared.count)
    var seenByTenant = [Bool](repeating: false, count: scoped.count)
    var kept = Volume()
    var crossing = Volume()
    for i in classes.indices where classes[i].isComparable {
      let (all, tenant) = (Int(shared.ids[i]), Int(scoped.ids[i]))
      if seenByTenant[tenant] {
        kept += costed.volume(i)
      } else if seenByAll[all] {
        crossing += costed.volume(i)
      }
      seenByAll[all] = true
      seenByTenant[tenant] = true
    }
    self.scope = scope
    self.shared = kept + crossing
    self.kept = kept
    self.crossing = crossing
  }
}

extension Scope {
  /// The field that tells the scope's tenants apart.
  var tenant: KeyField? {
    switch self {
    case .global: nil
    case .organisation: .organisation
    case .team: .team
    case .user: .user
    case .apiKey: .apiKey
    }
  }
}
