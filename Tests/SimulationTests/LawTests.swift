import Caching
import Simulation
import Testing
import Traces
import Units

/// The laws that apply to one tier, each drawn as a time line: m miss, h hit, b bypass, e error.
@Suite struct LawTests {
  @Test("law 1: requests stand in the order of arrival, however they were read")
  func order() throws {
    var backwards = Case("A--A--A|")
    backwards.rows.reverse()
    let strategy = Strategy(name: "ttl", tiers: [Tier(expiry: .fixed(Microseconds(4)))])
    #expect(try strategy.replay(backwards.traffic(), seed: 1).outcome == [.miss, .hit, .miss])
  }

  @Test("law 2: at one time the ordinal decides")
  func ties() throws {
    #expect(try replay("(AAB)A|") == "(mhm)h|")
    #expect(try replay("(AB)(BA)|", capacity: .entries(1)) == "(mm)(hm)|")
  }

  @Test("law 3: an answer that completes as a request arrives serves it")
  func completionBeforeArrival() throws {
    #expect(try replay("A--A|", duration: 3) == "m--h|")
    #expect(try replay("A-A|", duration: 3) == "m-m|")
    #expect(try replay("(AA)A|", duration: 1) == "(mm)h|")
  }

  @Test("law 3: an entry is live while age <= ttl, and what arrives at its last instant finds it")
  func lastInstant() throws {
    #expect(try replay("A--B--A|", ttl: 4) == "m--m--m|")
    #expect(try replay("A---A|", ttl: 4) == "m---h|")
    #expect(try replay("A----A|", ttl: 4) == "m----m|")
    #expect(try replay("A---(AAA)A|", ttl: 4) == "m---(hhh)m|")
  }

  @Test("law 3: an expiring entry is still there when another completes at that instant, and may be evicted for it")
  func evictionAtTheLastInstant() throws {
    let line = "AB-A|"
    let strategy = Strategy(
      name: "two-entries", tiers: [Tier(expiry: .fixed(Microseconds(2)), capacity: .entries(1))])
    let result = try strategy.replay(Case(line, duration: 1).traffic(), seed: 1)
    // A is stored at 1 and lives to 3; B is stored at 2 and evicts it.
    #expect(Case.drawing(result.outcome, over: line) == "mm-m|")
    #expect(result.cause.last == .evicted)
    #expect(try strategy.replay(Case("A-BA|").traffic(), seed: 1).cause == [.cold, .cold, .evicted])
  }

  @Test("law 4: a request pays each look-up that it made, then its own call")
  func latency() throws {
    let tiers = [
      Tier(name: "near", latency: .constant(Microseconds(2))), Tier(name: "far", latency: .constant(Microseconds(5))),
    ]
    let cached = try Strategy(name: "two", tiers: tiers).replay(Case("A---------------A|", duration: 3).traffic(), seed: 1)
    #expect(cached.latency == [10, 2])
    let bare = try Strategy.noCache.replay(Case("A---------------A|", duration: 3).traffic(), seed: 1)
    #expect(bare.latency == [3, 3])
    #expect(bare.outcome == [.bypass, .bypass])
  }

  @Test("law 4 and 12: an answer is stored after the look-up and the call, not at arrival")
  func storedAtCompletion() throws {
    let strategy = Strategy(name: "slow", tiers: [Tier(latency: .constant(Microseconds(2)))])
    #expect(try strategy.replay(Case("A---AA|", duration: 3).traffic(), seed: 1).outcome == [.miss, .miss, .hit])
  }

  @Test("law 5: calls that generate no text are not looked up, truncated prompts are, batch rows have no latency")
  func kinds() throws {
    var rows = Case("AAAAA|")
    rows.parameters.append(Case.Parameters(endpoint: .embedding))
    rows.rows[1].parameters = 1
    rows.rows[2].flags = .truncatedPrompt
    rows.rows[3].flags = .batch
    rows.rows[4].flags = .missingContext
    let result = try Strategy(name: "plain", tiers: [Tier()]).replay(rows.traffic(), seed: 1)
    #expect(result.outcome == [.miss, .bypass, .hit, .hit, .bypass])
    #expect(result.cause == [.cold, .endpoint, .exact, .exact, .noContent])
    #expect(result.latency == [0, 0, 0, Replay.noLatency, 0])
  }

  @Test("law 5: regenerations and agent loops bypass, unless the strategy cannot tell them")
  func apart() throws {
    var rows = Case("AAAAA|")
    (rows.rows[1].apart, rows.rows[2].apart, rows.rows[3].apart) = (.regeneration, .agentLoop, .truncated)
    func causes(_ change: (inout Eligibility) -> Void) throws -> [Cause] {
      var strategy = Strategy(name: "plain", tiers: [Tier()])
      change(&strategy.eligibility)
      return try strategy.replay(rows.traffic(), seed: 1).cause
    }
    #expect(try causes { _ in } == [.cold, .regeneration, .agentLoop, .truncated, .exact])
    #expect(try causes { $0.regenerations = true } == [.cold, .exact, .agentLoop, .truncated, .exact])
    #expect(try causes { $0.agentLoops = true } == [.cold, .regeneration, .exact, .truncated, .exact])
    #expect(try causes { ($0.regenerations, $0.agentLoops) = (true, true) } == [.cold, .exact, .exact, .truncated, .exact])
    // Where nothing else stands apart, the fast loop is taken.
    rows.rows[3].apart = .none
    #expect(try causes { ($0.regenerations, $0.agentLoops) = (true, true) } == [.cold, .exact, .exact, .exact, .exact])
  }

  @Test("law 6: a failed request is rescued by a live entry, else an error that is never stored")
  func failures() throws {
    #expect(try replay("A!AA!A|", ttl: 1) == "emhm|")
    #expect(try replay("A!--A|", duration: 1) == "e--m|")
    let traffic = Case("AA!A!|").traffic()
    let result = try Strategy(name: "plain", tiers: [Tier()]).replay(traffic, seed: 1)
    #expect(result.tally(of: traffic).rescued == 2)
    let errors = try Strategy.noCache.replay(traffic, seed: 1)
    #expect(errors.outcome == [.bypass, .error, .error])
  }

  @Test("law 7: a draw depends on seed, ordinal and tier alone")
  func draws() throws {
    let model = LatencyModel.logNormal(median: Microseconds(28_000), sigma: 1.47)
    let tier = Tier(latency: model)
    let traffic = Case("ABCABC|", duration: 9).traffic()
    let one = try Strategy(name: "one", tiers: [tier]).replay(traffic, seed: 5)
    let other = try Strategy(name: "other-name", key: .near, tiers: [tier]).replay(traffic, seed: 5)
    #expect(one.latency == other.latency)
    #expect(try Strategy(name: "one", tiers: [tier]).replay(traffic, seed: 6).latency != one.latency)
    #expect(
      one.latency.enumerated().allSatisfy { i, latency in
        latency - (one.outcome[i] == .miss ? 9 : 0) == model.draw(Draws(seed: 5), ordinal: UInt64(i), stage: 0)
      })
  }

  @Test("law 8: a near key joins wordings, and a hit says which it was")
  func keys() throws {
    let rows = Case("AaaA?|").traffic()
    let near = try Strategy(name: "near", key: .near, tiers: [Tier()]).replay(rows, seed: 1)
    #expect(near.cause == [.cold, .near, .near, .exact, .noContent])
    let exact = try Strategy(name: "exact", tiers: [Tier()]).replay(rows, seed: 1)
    #expect(exact.cause == [.cold, .cold, .exact, .exact, .noContent])
  }

  @Test("law 10: a scope parts the keys")
  func scope() throws {
    var rows = Case("AAA|")
    rows.rows[1].user = 1
    #expect(try Strategy(name: "all", tiers: [Tier()]).replay(rows.traffic(), seed: 1).outcome == [.miss, .hit, .hit])
    #expect(try Strategy(name: "user", scope: .user, tiers: [Tier()]).replay(rows.traffic(), seed: 1).outcome == [.miss, .miss, .hit])
  }

  @Test("law 11: skip neither looks up nor stores, refresh only stores, no-store only looks up")
  func controls() throws {
    func outcomes(_ flags: RequestFlags, honoured: Bool = true) throws -> [Outcome] {
      var rows = Case("AAA|")
      rows.rows[0].flags = flags
      rows.rows[2].flags = flags
      let strategy = Strategy(name: "controls", eligibility: Eligibility(honoursControls: honoured), tiers: [Tier()])
      return try strategy.replay(rows.traffic(), seed: 1).outcome
    }
    #expect(try outcomes(.skipCache) == [.bypass, .miss, .bypass])
    #expect(try outcomes(.refreshCache) == [.bypass, .hit, .bypass])
    #expect(try outcomes(.noStore) == [.miss, .miss, .hit])
    #expect(try outcomes(.skipCache, honoured: false) == [.miss, .hit, .hit])
  }

  @Test("law 12: what failed, was cut short or is too large is not stored, and later misses say so")
  func storable() throws {
    var rows = Case("AAA|")
    rows.rows[0].flags = .unfinishedAnswer
    rows.rows[1].bytes = 9
    let tier = Tier(largestValue: 8)
    #expect(try Strategy(name: "limit", tiers: [tier]).replay(rows.traffic(), seed: 1).cause == [.cold, .notStored, .notStored])
    #expect(try Strategy(name: "any", tiers: [Tier()]).replay(rows.traffic(), seed: 1).cause == [.cold, .notStored, .exact])
    #expect(
      try Strategy(name: "just", tiers: [Tier(largestValue: 9)]).replay(rows.traffic(), seed: 1).cause == [.cold, .notStored, .exact])
  }

  @Test("law 13: the later completion replaces value, size, birth and TTL")
  func replaced() throws {
    var rows = Case("AA---A-A|")
    rows.rows[0].duration = 2
    rows.rows[1].duration = 2
    rows.rows[1].bytes = 5
    let strategy = Strategy(name: "ttl", tiers: [Tier(expiry: .fixed(Microseconds(4)))])
    let result = try strategy.replay(rows.traffic(), seed: 1)
    #expect(result.outcome == [.miss, .miss, .hit, .hit])
    #expect(result.entries[0].replaced == 1)
    #expect(result.use[0].peakBytes == 5)
  }

  @Test("law 14: the cause of a miss is how the last entry of its key left")
  func causes() throws {
    let two = Strategy(name: "lru", tiers: [Tier(expiry: .fixed(Microseconds(4)), capacity: .entries(1))])
    let result = try two.replay(Case("ABA------A|").traffic(), seed: 1)
    #expect(result.cause == [.cold, .cold, .evicted, .expired])
    #expect(try two.replay(Case("A------AAA|", duration: 2).traffic(), seed: 1).cause == [.cold, .expired, .inFlight, .exact])
  }

  @Test("law 14: what has expired when an answer completes is not evicted for it")
  func expiredBeforeCompletion() throws {
    var rows = Case("A-B---A|")
    rows.rows[1].duration = 3
    let strategy = Strategy(name: "one", tiers: [Tier(expiry: .fixed(Microseconds(2)), capacity: .entries(1))])
    let result = try strategy.replay(rows.traffic(), seed: 1)
    #expect(result.cause == [.cold, .cold, .expired])
    #expect(result.entries[0].evicted == 1)
    #expect(result.entries[0].expired == 1)
  }

  @Test("law 15: a fixed TTL counts from birth, a sliding one from the last hit")
  func expiry() throws {
    #expect(try replay("A--A--A|", ttl: 4) == "m--h--m|")
    #expect(try replay("A--A--A----A-----A|", ttl: 4, sliding: true) == "m--h--h----m-----m|")
    #expect(try replay("A---A---A---A|", ttl: 4, sliding: true) == "m---h---h---h|")
  }

  @Test("law 16: least recently used and oldest differ by what a hit does")
  func eviction() throws {
    #expect(try replay("ABACAB|", capacity: .entries(2), policy: .lru) == "mmhmhm|")
    #expect(try replay("ABACAB|", capacity: .entries(2), policy: .fifo) == "mmhmmm|")
  }

  @Test("law 16: room is made before inserting; what is larger than the tier is not stored and evicts nothing")
  func room() throws {
    var rows = Case("ABCABC|")
    for (index, bytes) in [3, 3, 7, 3, 3, 7].enumerated() { rows.rows[index].bytes = UInt32(bytes) }
    let strategy = Strategy(name: "bytes", tiers: [Tier(capacity: .bytes(6, overhead: .none))])
    let result = try strategy.replay(rows.traffic(), seed: 1)
    #expect(result.outcome == [.miss, .miss, .miss, .hit, .hit, .miss])
    #expect(result.use[0].peakBytes == 6)
    #expect(result.entries[0].evicted == 0)
  }

  @Test("law 16: an entry filled anew is the newest, also for FIFO")
  func refilledIsNewest() throws {
    // Both A are under way when B is stored; the second A replaces the first and is then younger than B.
    var rows = Case("(AAB)--CAB|")
    for (index, duration) in [0, 2, 1, 0, 0, 0].enumerated() { rows.rows[index].duration = Int64(duration) }
    rows.rows[1].duration = 2
    rows.rows[0].duration = 1
    rows.rows[2].duration = 1
    let strategy = Strategy(name: "fifo", tiers: [Tier(capacity: .entries(2), policy: .fifo)])
    #expect(try strategy.replay(rows.traffic(), seed: 1).outcome == [.miss, .miss, .miss, .miss, .hit, .miss])
  }

  @Test("law 17: a hit below fills above, with what is left of its life")
  func tiers() throws {
    let above = Tier(name: "above", expiry: .fixed(Microseconds(3)))
    let below = Tier(name: "below", expiry: .fixed(Microseconds(6)))
    let strategy = Strategy(name: "two", tiers: [above, below])
    let result = try strategy.replay(Case("A---A-AA|").traffic(), seed: 1)
    #expect(result.tier == [0, 2, 1, 0])
    #expect(result.cause.last == .expired)
    #expect(result.entries.map(\.fills) == [3, 2])
  }

  @Test("law 23: calls under way complete after the last arrival; storage is billed up to it")
  func drain() throws {
    let strategy = Strategy(name: "plain", tiers: [Tier()])
    let result = try strategy.replay(Case("A----B|", duration: 2, bytes: 10).traffic(), seed: 1)
    #expect(result.entries[0].fills == 2)
    #expect(result.entries[0].resident == 2)
    #expect(result.use[0].byteMicroseconds == 30)
    #expect(result.use[0].peakEntries == 1)
  }

  @Test("law 28: calls made and avoided are posted by model, unpriced ones apart")
  func postings() throws {
    var rows = Case("AABB|")
    rows.parameters.append(Case.Parameters(model: "n"))
    rows.rows[2].parameters = 1
    rows.rows[3].parameters = 1
    for (index, cost) in [7, 8, Traffic.unpriced, 9].enumerated() { rows.rows[index].cost = cost }
    let ledger = try Strategy(name: "plain", tiers: [Tier()]).replay(rows.traffic(), seed: 1).ledger
    #expect(ledger.made.map(\.nanodollars) == [0, 7, 0])
    #expect(ledger.made.map(\.unpriced) == [0, 0, 1])
    #expect(ledger.avoided.map(\.nanodollars) == [0, 8, 9])
  }

  @Test func eligibility() throws {
    var rows = Case("ABCDE|")
    rows.parameters += [Case.Parameters(temperature: 2), Case.Parameters(temperature: 3), Case.Parameters(tools: true)]
    for index in 1...3 { rows.rows[index].parameters = index }
    rows.rows[4].parameters = 1
    rows.rows[4].flags = .streamed
    let rules = Eligibility(maximumTemperature: 0.5, defaultTemperature: 0, streams: false, tools: false)
    let result = try Strategy(name: "strict", eligibility: rules, tiers: [Tier()]).replay(rows.traffic(), seed: 1)
    #expect(result.cause == [.cold, .cold, .temperature, .tools, .stream])
    let open = Eligibility(maximumTemperature: 0.5)
    #expect(try Strategy(name: "open", eligibility: open, tiers: [Tier()]).replay(rows.traffic(), seed: 1).cause[0] == .temperature)
  }

  @Test func aReplayIsDeterministicAndSharesKeys() throws {
    var dice = Dice(3)
    let traffic = ModelTests.trace(&dice).traffic()
    let strategy = Strategy(name: "near", key: .near, tiers: [Tier(latency: .logNormal(median: Microseconds(5), sigma: 1))])
    let once = try strategy.replay(traffic, seed: 9)
    #expect(try strategy.replay(traffic, seed: 9) == once)
    #expect(try strategy.replay(traffic, projections: Projections(of: traffic.trace, for: [strategy]), seed: 9) == once)
  }

  @Test func anEmptyTraceAndTheEndsOfTimeAreReplayed() throws {
    let strategy = Strategy(name: "ttl", tiers: [Tier(expiry: .sliding(Microseconds(.max))), Tier(name: "b", capacity: .entries(1))])
    #expect(try strategy.replay(Case().traffic(), seed: 1).outcome.isEmpty)
    var rows = Case("AAB|")
    rows.rows[0].time = .min
    rows.rows[1].time = .max
    rows.rows[2].time = .max
    for index in rows.rows.indices { rows.rows[index].duration = .max }
    // Nothing completes before the end of time, so nothing serves another.
    let result = try strategy.replay(rows.traffic(), seed: 1)
    #expect(result.latency == [.max, .max, .max])
  }
}
