import Traces

extension Strategy {
  /// What this strategy would have done with some traffic.
  ///
  /// Deterministic: it depends on the traffic, the strategy and the seed alone.
  ///
  /// - Parameter projections: the keys, where many strategies share them.
  /// - Throws: ``StrategyError`` where a field is wrong, where the traffic lacks what the strategy needs, or where the result breaks a law of
  ///   conservation (law 31).
  /// - Complexity: O(requests × tiers × log calls under way), and the projection where it is not given.
  public func replay(_ traffic: Traffic, projections: Projections? = nil, seed: UInt64) throws(StrategyError) -> Replay {
    try validate()
    try requireInputs(traffic)
    let replay = replayed(traffic, projections, seed).replay
    try replay.check(against: traffic)
    return replay
  }

  /// The same without a row per request: only what became of each group, for logs of hundreds of millions of requests.
  ///
  /// - Parameters:
  ///   - group: the group of each request, below `count`; empty for one group of all.
  ///   - count: how many groups there are.
  /// - Returns: the tallies, and a replay whose columns are empty.
  /// - Throws: as ``replay(_:projections:seed:)``; the laws of conservation are checked by their sums.
  public func tallies(
    _ traffic: Traffic, by group: [UInt32] = [], count: Int = 1, projections: Projections? = nil, seed: UInt64
  ) throws(StrategyError) -> (tallies: [Tally], replay: Replay) {
    precondition(group.isEmpty || group.count == traffic.trace.requests.count, "one group per request")
    try validate()
    try requireInputs(traffic)
    let (replay, tallies) = replayed(traffic, projections, seed, tallying: (group, count))
    try replay.check(tallies, against: traffic)
    return (tallies, replay)
  }

  /// The choice of a loop: once per replay, not once per request.
  private func replayed(
    _ traffic: Traffic, _ projections: Projections?, _ seed: UInt64, tallying groups: (of: [UInt32], count: Int)? = nil
  ) -> (replay: Replay, tallies: [Tally]) {
    if PlainReplay<PlainStore>.suffices(for: self, traffic.trace) {
      return PlainReplay<PlainStore>(self, traffic, projections: projections, seed: seed, tallying: groups).run()
    }
    if PlainReplay<PlacedStore>.suffices(for: self, traffic.trace) {
      return PlainReplay<PlacedStore>(self, traffic, projections: projections, seed: seed, tallying: groups).run()
    }
    return EventEngine(self, traffic, projections: projections, seed: seed, tallying: groups).run()
  }
}
