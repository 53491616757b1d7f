import Traces
import Units

/// The key of each request, and what it is compared with to tell the kind of a hit and the cause of a miss.
struct KeyPlan {
  /// Dense ids, or ``Keys/none``; empty without tiers.
  private(set) var ids: [UInt32] = []
  /// Every id is below it.
  private(set) var count = 0
  /// Word-for-word keys; empty where they are the keys themselves.
  private(set) var wordings: [UInt32] = []
  /// The keys before a narrow hash joined some; empty where none is.
  private(set) var whole: [UInt32] = []
  /// The keys without their scope; empty where there is one scope.
  private(set) var unscoped: [UInt32] = []
  private(set) var unscopedCount = 0
  /// The texts; empty where they are no part of the key, or all of it.
  private(set) var texts: [UInt32] = []
  private(set) var textCount = 0

  init(_ strategy: Strategy, _ traffic: Traffic, _ projections: Projections?, _ draws: Draws) {
    guard !strategy.tiers.isEmpty else { return }
    let trace = traffic.trace
    func project(_ rule: Projections.Rule) -> Keys { projections?.keys(rule) ?? trace.keys(rule.key, scope: rule.scope) }
    let own = project(strategy.ownRule)
    ids = own.ids
    count = own.count
    if strategy.wordRule != strategy.ownRule { wordings = project(strategy.wordRule).ids }
    if let rule = strategy.unscopedRule {
      let keys = project(rule)
      (unscoped, unscopedCount) = (keys.ids, keys.count)
    }
    if let rule = strategy.textRule {
      let keys = project(rule)
      (texts, textCount) = (keys.ids, keys.count)
    }
    if strategy.eligibility.controls.customKey, !traffic.asked.key.isEmpty {
      takeNames(traffic.asked.key, scopes: trace.keys(KeyRule(fields: []), scope: strategy.scope).ids)
    }
    if let bits = strategy.hashBits { narrow(to: bits, draws) }
  }

  /// Requests that name a key have that one, within their scope.
  private mutating func takeNames(_ names: [UInt32], scopes: [UInt32]) {
    if wordings.isEmpty { wordings = ids }
    var table = PairTable()
    for i in ids.indices where names[i] != 0 && ids[i] != Keys.none { ids[i] = UInt32(count) + table.id(names[i], scopes[i]) }
    count += table.count
  }

  /// Joins keys whose hash of `bits` bits is one: a draw by the ordinal of the key's first request (law 7).
  private mutating func narrow(to bits: Int, _ draws: Draws) {
    whole = ids
    if wordings.isEmpty { wordings = ids }
    var joined: [UInt64: UInt32] = [:]
    var newIds = [UInt32](repeating: Keys.none, count: count)
    for i in ids.indices where ids[i] != Keys.none {
      let key = Int(ids[i])
      if newIds[key] == Keys.none {
        let hash = draws.bits(UInt64(i), Stage.hash) >> UInt64(64 - bits)
        newIds[key] = joined[hash] ?? UInt32(joined.count)
        joined[hash] = newIds[key]
      }
      ids[i] = newIds[key]
    }
    count = joined.count
  }
}

/// What draws of requests are for; the stages of look-ups are the indices of their tiers (law 7).
enum Stage {
  static let hash: UInt64 = 1 << 33
  static let place: UInt64 = 2 << 33
  static let rollout: UInt64 = 3 << 33
  static let embedding: UInt64 = 4 << 33
  static let search: UInt64 = 5 << 33
  static let temperature: UInt64 = 6 << 33
  /// Of the *n*-th check of a request: plus *n*.
  static let verification: UInt64 = 7 << 33
  /// Of a tier: plus its index.
  static let jitter: UInt64 = 8 << 33
  /// Of the evictions of a tier's place: plus both.
  static let eviction: UInt64 = 9 << 33
  /// Of the active expiry of a tier: plus its index.
  static let expiry: UInt64 = 10 << 33
}
