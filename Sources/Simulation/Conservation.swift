import Traces

extension Replay {
  /// Checks the laws of conservation (law 31), and that money and calls reconcile (law 28); called at the end of every replay.
  ///
  /// - Throws: ``StrategyError/broken(law:detail:)`` for the first that does not hold.
  /// - Complexity: O(requests).
  public func check(against traffic: Traffic) throws(StrategyError) {
    try checkRequests(traffic)
    try checkLedger(traffic)
    for (index, (entries, use)) in zip(entries, use).enumerated() { try checkTier(index, entries, use) }
  }

  /// Checks by their sums the tallies of a replay without columns.
  func check(_ tallies: [Tally], against traffic: Traffic) throws(StrategyError) {
    var sum = Tally()
    for tally in tallies { sum.add(tally) }
    let count = traffic.trace.requests.count
    try require(sum.requests == count, 31, "\(count) requests have \(sum.requests) outcomes.")
    let (made, avoided) = (total(ledger.made), total(ledger.avoided))
    try require(made == sum.made, 28, "the calls made are \(made), and \(sum.made) by request.")
    try require(avoided == sum.avoided, 28, "the calls avoided are \(avoided), and \(sum.avoided) by request.")
    let all = made.calls + avoided.calls + total(ledger.refused).calls
    try require(all == count, 28, "\(count) requests have \(all) calls made, avoided or refused.")
    for (index, entries) in entries.enumerated() { try checkEntries(index, entries) }
  }

  private func total(_ postings: [Ledger.Posting]) -> Ledger.Posting { postings.reduce(into: Ledger.Posting()) { $0.add($1) } }

  private func checkRequests(_ traffic: Traffic) throws(StrategyError) {
    let count = traffic.trace.requests.count
    try require(
      outcome.count == count && cause.count == count && tier.count == count && latency.count == count, 31,
      "\(count) requests have \(outcome.count) outcomes and \(latency.count) latencies.")
    let flags = traffic.trace.requests.flags
    for i in 0..<count {
      let answered = outcome[i].isAnswered
      try require((tier[i] != 0) == (outcome[i] == .hit || outcome[i] == .stale), 31, "request \(i) is a \(outcome[i]) of tier \(tier[i]).")
      try require((latency[i] == Self.noLatency) == flags[i].contains(.batch), 5, "request \(i) has the latency \(latency[i]).")
      try require(flags[i].contains(.batch) || latency[i] >= 0, 4, "request \(i) has the latency \(latency[i]).")
      try require(
        // With limits on, a call may fail that did not, and one that was turned away in the log may not (law 6).
        answered || isLimited || (outcome[i] == .error) == flags[i].contains(.failed), 6,
        "request \(i) is a \(outcome[i]) although it \(flags[i].contains(.failed) ? "failed" : "did not fail").")
    }
  }

  private func checkLedger(_ traffic: Traffic) throws(StrategyError) {
    let trace = traffic.trace
    let models = trace.parameters[.model] ?? []
    var baseline = Ledger(models: ledger.made.count).made
    var exact: Int128 = 0
    var made = 0
    for i in 0..<outcome.count {
      let row = Int(trace.requests.parameters[i])
      baseline[models.isEmpty ? 0 : Int(models[row])].add(traffic.cost[i])
      if traffic.cost[i] != Traffic.unpriced { exact += Int128(traffic.cost[i]) }
      if !outcome[i].avoidsCall(cause[i]) { made += 1 }
    }
    try require(
      Int64(exactly: exact) != nil, 29,
      "the calls cost more than an Int64 of nanodollars holds, $9.2 billion: look for a price in the wrong unit.")
    for (model, all) in baseline.enumerated() {
      var a = ledger.made[model]
      a.add(ledger.refused[model])
      let b = ledger.avoided[model]
      try require(
        a.calls + b.calls == all.calls && a.unpriced + b.unpriced == all.unpriced, 28,
        "model \(model) has \(all.calls) requests, but \(a.calls) calls were made and \(b.calls) avoided.")
      try require(
        a.nanodollars &+ b.nanodollars == all.nanodollars, 28,
        "the requests of model \(model) cost \(all.nanodollars) nanodollars, but \(a.nanodollars) were made and \(b.nanodollars) avoided.")
    }
    let posted = ledger.made.reduce(0) { $0 + $1.calls } + ledger.refused.reduce(0) { $0 + $1.calls }
    try require(posted == made, 31, "\(made) requests went upstream, but \(posted) calls were posted.")
  }

  private func checkEntries(_ index: Int, _ entries: EntryCounts) throws(StrategyError) {
    let gone = entries.replaced + entries.expired + entries.evicted + entries.invalidated
    try require(
      entries.fills + entries.replicas == gone + entries.resident && entries.resident >= 0, 31,
      "tier \(index + 1) was filled \(entries.fills + entries.replicas) times, \(gone) entries left it and \(entries.resident) are in it.")
  }

  private func checkTier(_ index: Int, _ entries: EntryCounts, _ use: TierUse) throws(StrategyError) {
    try checkEntries(index, entries)
    // Answers found by meaning, or kept for when the call fails, were not found by the look-up.
    var hits = 0
    for i in tier.indices where Int(tier[i]) == index + 1 && cause[i] != .semantic && outcome[i].avoidsCall(cause[i]) { hits += 1 }
    try require(
      use.reads == use.nullReads + hits, 31,
      "tier \(index + 1) was read \(use.reads) times, \(use.nullReads) of them for nothing, and answered \(hits) requests.")
    try require(use.writes == entries.fills, 31, "tier \(index + 1) was written \(use.writes) times and filled \(entries.fills) times.")
  }
}

extension Outcome {
  /// Whether a stored or shared answer made the call needless.
  public var isAnswered: Bool { self == .hit || self == .stale || self == .coalesced }

  /// Whether no call was made nor tried: an old answer that took the place of an error had one.
  public func avoidsCall(_ cause: Cause) -> Bool { isAnswered && cause != .ifError && cause != .rateLimited }
}

/// Throws unless `condition` holds.
private func require(_ condition: Bool, _ law: Int, _ detail: @autoclosure () -> String) throws(StrategyError) {
  if !condition { throw .broken(law: law, detail: detail()) }
}
