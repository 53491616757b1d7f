/// How requests that an earlier cache answered were brought back to what they would have been without it.
public struct CacheRemoval: Sendable, Equatable {
  /// Hits joined to the request that the log names.
  public internal(set) var joinedByLog = 0
  /// Hits joined to the latest earlier answer under the same exact key.
  public internal(set) var joinedByKey = 0
  /// Hits without such a request: nothing is known of how long they would have taken.
  public internal(set) var unjoined = 0

  /// All hits that the log has.
  public var hits: Int { joinedByLog + joinedByKey + unjoined }
}

extension Trace {
  /// The trace as if no cache had been there when it was logged (laws 4 and 34), and how that was done.
  ///
  /// A logged hit is joined to the request whose answer it got: the one that the log names, else the latest earlier request of the same
  /// exact key that was answered upstream. It takes that request's duration, first token and logged cost, its usage where the hit has
  /// none, and is no hit any more. A hit that cannot be joined has its duration, first token and cost unknown: those of the cache say
  /// nothing of the model. Arrivals and ordinals stay.
  /// - Complexity: O(requests + tuples).
  public func withoutEarlierCache() -> (trace: Trace, removal: CacheRemoval) {
    var out = self
    var removal = CacheRemoval()
    guard requests.flags.contains(where: { $0.contains(.loggedHit) }) else { return (out, removal) }
    let keys = keys(.exact)
    var latest = [Int?](repeating: nil, count: keys.count)
    /// Hits joined so far: a hit may name another hit as its original, but only an earlier one, so that no chain has a loop.
    var joined: [UInt32: Int] = [:]
    for i in 0..<requests.count {
      let key = keys.ids[i]
      guard requests.flags[i].contains(.loggedHit) else {
        if key != Keys.none, requests.isUpstreamAnswer(i) { latest[Int(key)] = i }
        continue
      }
      let named = originals[UInt32(i)].flatMap { requests.isUpstreamAnswer(Int($0)) ? Int($0) : joined[$0] }
      let source = named ?? (key == Keys.none ? nil : latest[Int(key)])
      if named != nil {
        removal.joinedByLog += 1
      } else if source != nil {
        removal.joinedByKey += 1
      } else {
        removal.unjoined += 1
      }
      joined[UInt32(i)] = source
      out.requests.undoHit(i, from: source.map { requests[$0] })
    }
    out.originals = [:]
    return (out, removal)
  }
}

extension Requests {
  /// Whether the model itself answered, and without an error.
  fileprivate func isUpstreamAnswer(_ i: Int) -> Bool { flags[i].isDisjoint(with: [.loggedHit, .failed]) }

  fileprivate mutating func undoHit(_ i: Int, from original: Request?) {
    var row = self[i]
    row.flags.subtract([.loggedHit, .loggedSemanticHit])
    row.duration = original?.duration
    row.firstToken = original?.firstToken
    row.loggedCost = original?.loggedCost
    if let original, !row.flags.contains(.hasUsage), original.flags.contains(.hasUsage) {
      row.usage = original.usage
      row.flags.insert(.hasUsage)
      row.flags.remove(.estimatedUsage)
    }
    self[i] = row
  }
}
