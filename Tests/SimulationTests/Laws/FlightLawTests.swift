import Caching
import Testing
import Traces
import Units

@testable import Simulation

/// Laws 19 to 23: misses in flight, stale answers, and what the API takes. Drawn as time lines: c coalesced, s stale.
@Suite struct FlightLawTests {
  private static func strategy(
    ttl: Int64? = nil, stale: StaleRules = StaleRules(), flights: FlightRules = FlightRules(), upstream: UpstreamLimits = UpstreamLimits()
  ) -> Strategy {
    let tier = Tier(expiry: ttl.map { .fixed(Microseconds($0)) } ?? .never, stale: stale)
    return Strategy(name: "flights", tiers: [tier], flights: flights, upstream: upstream)
  }

  private static let global = FlightRules(singleFlight: .global)

  /// A case whose rows last as long as told.
  private static func rows(_ line: String, _ durations: [Int64]) -> Case {
    var rows = Case(line)
    for (index, duration) in durations.enumerated() {
      rows.rows[index].duration = duration
      rows.rows[index].service = duration
    }
    return rows
  }

  private static func draw(_ strategy: Strategy, _ line: String, _ durations: [Int64]) throws -> String {
    Case.drawing(try strategy.replay(rows(line, durations).traffic(), seed: 1).outcome, over: line)
  }

  @Test("law 21: the window after the end is that of the answer's class, else of its model, else the tier's")
  func windows() throws {
    let classifier = QueryClassifier([QueryClass(name: "q", phrases: ["q"])])
    var strategy = Self.strategy(
      ttl: 1, stale: StaleRules(whileRevalidating: Microseconds(2), byClass: ["q": Microseconds(5)], byModel: ["n": Microseconds(3)]))
    strategy.classifier = classifier
    /// What becomes of one question each microsecond, all of which but the first fail, so that no refresh makes the answer fresh.
    func line(_ change: (inout Case.Row) -> Void) throws -> String {
      let text = "AA!A!A!A!A!A!A!A!|"
      var rows = Case(text)
      rows.parameters.append(Case.Parameters(model: "n"))
      rows.classifier = classifier
      for index in rows.rows.indices { change(&rows.rows[index]) }
      return Case.drawing(try strategy.replay(rows.traffic(), seed: 1).outcome, over: text)
    }
    #expect(try line { _ in } == "mhsseeeee|")
    #expect(try line { $0.parameters = 1 } == "mhssseeee|")
    #expect(try line { $0.queryClass = 1 } == "mhsssssee|")
    #expect(try line { ($0.parameters, $0.queryClass) = (1, 1) } == "mhsssssee|")
    strategy.tiers[0].stale.byClass = ["q": .zero]
    #expect(try line { ($0.parameters, $0.queryClass) = (1, 1) } == "mheeeeeee|")
  }

  @Test("law 19: followers wait for the leader of their key and share its completion")
  func singleFlight() throws {
    let traffic = Self.rows("AAAA|", [3, 3, 3, 3]).traffic()
    let replay = try Self.strategy(flights: Self.global).replay(traffic, seed: 1)
    #expect(replay.outcome == [.miss, .coalesced, .coalesced, .hit])
    #expect(replay.latency == [3, 2, 1, 0])
    #expect(replay.answer == [0, 0, 0, 0])
    #expect(replay.ledger.made[1].calls == 1)
    #expect(try Self.draw(Self.strategy(), "AAAA|", [3, 3, 3, 3]) == "mmmh|")
    #expect(try Self.draw(Self.strategy(flights: Self.global), "ABA|", [3, 3, 3]) == "mmc|")
  }

  @Test("law 19: the domain decides who waits for whom")
  func domains() throws {
    var rows = Self.rows("AAA|", [5, 5, 5])
    rows.rows[1].place = 1
    var strategy = Self.strategy(flights: FlightRules(singleFlight: .place))
    strategy.tiers[0].places = Places(.field(.place))
    #expect(try strategy.replay(rows.traffic(), seed: 1).outcome == [.miss, .miss, .coalesced])
    strategy.flights = Self.global
    #expect(try strategy.replay(rows.traffic(), seed: 1).outcome == [.miss, .coalesced, .coalesced])
    // Two processes: a request waits only for one that the draw sent to the same.
    let traffic = Self.rows("AAAAAAAA|", Array(repeating: 9, count: 8)).traffic()
    let apart = try Self.strategy(flights: FlightRules(singleFlight: .process(2))).replay(traffic, seed: 1)
    #expect(apart.outcome.count { $0 == .miss } == 2)
  }

  @Test("law 20: where the leader fails, the follower with the lowest ordinal leads next, after its wait")
  func leaderFails() throws {
    let traffic = Self.rows("A!AA|", [3, 5, 9]).traffic()
    let replay = try Self.strategy(flights: Self.global).replay(traffic, seed: 1)
    #expect(replay.outcome == [.error, .miss, .coalesced])
    #expect(replay.latency == [3, 2 + 5, 1 + 5])
    #expect(replay.cause[1] == .inFlight)
  }

  @Test("law 20: an answer that cannot be stored is not shared: all followers go upstream")
  func notStorable() throws {
    var rows = Self.rows("AAA|", [3, 5, 9])
    rows.rows[0].flags = .unfinishedAnswer
    let replay = try Self.strategy(flights: Self.global).replay(rows.traffic(), seed: 1)
    #expect(replay.outcome == [.miss, .miss, .miss])
    #expect(replay.latency == [3, 2 + 5, 1 + 9])
  }

  @Test("law 20: after the lock times out a follower goes alone and does not store")
  func lockTimeout() throws {
    let rules = FlightRules(singleFlight: .global, lockTimeout: Microseconds(1))
    let replay = try Self.strategy(flights: rules).replay(Self.rows("AA|", [5, 7]).traffic(), seed: 1)
    #expect(replay.outcome == [.miss, .miss])
    #expect(replay.cause == [.cold, .lockTimeout])
    #expect(replay.latency == [5, 1 + 7])
    #expect(replay.entries[0].fills == 1)
    // An answer that completes at the last instant of the wait still serves.
    #expect(try Self.draw(Self.strategy(flights: rules), "AA|", [2, 7]) == "mc|")
  }

  @Test("law 20: followers that poll see the answer at their next look")
  func polls() throws {
    let rules = FlightRules(singleFlight: .global, polls: Microseconds(3))
    let replay = try Self.strategy(flights: rules).replay(Self.rows("AAAAA|", [4, 1, 1, 1, 1]).traffic(), seed: 1)
    #expect(replay.outcome == [.miss, .coalesced, .coalesced, .coalesced, .hit])
    #expect(replay.latency == [4, 3, 3, 3, 0])
  }

  @Test("law 20: where the leader fails, followers that poll look again: for the next leader, for its answer, or to lead")
  func pollsAfterFailure() throws {
    let rules = FlightRules(singleFlight: .global, polls: Microseconds(5))
    // The first fails at 1. The third comes at 2 and leads to 4; the second looks at 0 + 5 and finds that.
    var replay = try Self.strategy(flights: rules).replay(Self.rows("(A!A)-A|", [1, 9, 2]).traffic(), seed: 1)
    #expect(replay.outcome == [.error, .coalesced, .miss])
    #expect(replay.latency == [1, 5, 2])
    #expect(replay.answer[1] == 2)
    // The third leads to 7: the second looks at 5 and waits for it until its look at 10.
    replay = try Self.strategy(flights: rules).replay(Self.rows("(A!A)-A|", [1, 9, 5]).traffic(), seed: 1)
    #expect(replay.outcome == [.error, .coalesced, .miss])
    #expect(replay.latency == [1, 10, 5])
    // Nobody else comes: it looks at 5 and leads from there, and its own follower of 1 looks at 6 and waits for it until its look at 11.
    replay = try Self.strategy(flights: rules).replay(Self.rows("(A!A)A|", [2, 3, 9]).traffic(), seed: 1)
    #expect(replay.outcome == [.error, .miss, .coalesced])
    #expect(replay.cause[1] == .inFlight)
    #expect(replay.latency == [2, 5 + 3, 10])
    #expect(replay.ledger.made[1].calls == 2)
  }

  @Test("law 21: a stale entry answers at once, and one refresh is made beside it")
  func staleWhileRevalidate() throws {
    let strategy = Self.strategy(ttl: 2, stale: StaleRules(whileRevalidating: Microseconds(4)))
    // Stored at 1, fresh to 3, stale to 7; the refresh of 4 ends at 5 and is fresh to 7, stale to 11.
    let replay = try strategy.replay(Self.rows("A---(AA)A------A|", [1, 1, 1, 1, 1]).traffic(), seed: 1)
    #expect(replay.outcome == [.miss, .stale, .stale, .hit, .miss])
    #expect(replay.cause.last == .expired)
    #expect(replay.latency == [1, 0, 0, 0, 1])
    #expect(replay.ledger.refreshes[1].calls == 1)
    #expect(replay.ledger.made[1].calls == 2)
    #expect(try Self.draw(Self.strategy(ttl: 2), "A---(AA)A|", [1, 1, 1, 1]) == "m---(mm)h|")
  }

  @Test("law 21: a refresh that fails changes nothing, and the next stale hit tries again")
  func refreshFails() throws {
    let strategy = Self.strategy(ttl: 2, stale: StaleRules(whileRevalidating: Microseconds(9)))
    let replay = try strategy.replay(Self.rows("A---A!-A-A|", [1, 1, 1, 1]).traffic(), seed: 1)
    #expect(replay.outcome == [.miss, .stale, .stale, .hit])
    #expect(replay.ledger.refreshes[1].calls == 2)
  }

  @Test("law 21: where the first request fetches it, that one waits and the others are answered stale")
  func byFirst() throws {
    let strategy = Self.strategy(ttl: 2, stale: StaleRules(whileRevalidating: Microseconds(9), refresh: .byFirst))
    #expect(try Self.draw(strategy, "A---(AA)A|", [1, 2, 1, 1]) == "m---(ms)s|")
  }

  @Test("law 21: stale-if-error serves only where the call fails, and the call was made")
  func staleIfError() throws {
    let strategy = Self.strategy(ttl: 2, stale: StaleRules(ifError: Microseconds(4)))
    let replay = try strategy.replay(Self.rows("A---A!---A!A|", [0, 3, 0, 0]).traffic(), seed: 1)
    #expect(replay.outcome == [.miss, .stale, .error, .miss])
    // The call of 4, whose answer is not stored, comes after the end of the entry's life.
    #expect(replay.cause == [.cold, .ifError, .notStored, .notStored])
    #expect(replay.latency == [0, 3, 0, 0])
    #expect(replay.ledger.made[1].calls == 4)
    #expect(try Self.draw(strategy, "A---A|", [0, 3]) == "m---m|")
  }

  @Test("law 22: calls beyond the concurrency wait in a queue, and one beyond the queue is turned away")
  func concurrency() throws {
    var limits = UpstreamLimits(concurrency: 1, retry: RetryRule(attempts: 0))
    let traffic = Self.rows("(ABC)|", [3, 3, 3]).traffic()
    #expect(try Self.strategy(upstream: limits).replay(traffic, seed: 1).latency == [3, 6, 9])
    limits.queue = 1
    let full = try Self.strategy(upstream: limits).replay(traffic, seed: 1)
    #expect(full.outcome == [.miss, .miss, .error])
    #expect(full.cause[2] == .rateLimited)
    #expect(full.ledger.made[1].calls == 2 && full.ledger.refused[1].calls == 1)
  }

  @Test("law 22: requests a minute are a bucket; a call that is turned away tries again and its wait counts")
  func rateLimit() throws {
    // One token a microsecond would be 60,000,000 a minute; 20,000,000 give one in three.
    var limits = UpstreamLimits(requestsPerMinute: 1, retry: RetryRule(attempts: 1, wait: Microseconds(2)))
    let refused = try Self.strategy(upstream: limits).replay(Self.rows("AB|", [1, 1]).traffic(), seed: 1)
    #expect(refused.outcome == [.miss, .error])
    #expect(refused.latency == [1, 2])
    #expect(refused.ledger.retries[1].calls == 1)
    limits.retry = RetryRule(attempts: 1, wait: Microseconds(60_000_000))
    let late = try Self.strategy(upstream: limits).replay(Self.rows("AB|", [1, 1]).traffic(), seed: 1)
    #expect(late.outcome == [.miss, .miss])
    #expect(late.latency == [1, 60_000_001])
  }

  @Test("law 22: tokens a minute likewise, and limits are by model where the API's are")
  func tokens() throws {
    var rows = Self.rows("ABC|", [1, 1, 1])
    rows.parameters.append(Case.Parameters(model: "n"))
    rows.rows[2].parameters = 1
    for index in 0..<3 { rows.rows[index].tokens = 4 }
    var limits = UpstreamLimits(tokensPerMinute: 6, retry: RetryRule(attempts: 0))
    #expect(try Self.strategy(upstream: limits).replay(rows.traffic(), seed: 1).outcome == [.miss, .error, .error])
    limits.perModel = true
    #expect(try Self.strategy(upstream: limits).replay(rows.traffic(), seed: 1).outcome == [.miss, .error, .miss])
  }

  @Test("law 22: a call that takes longer than its time-out is an error, and its slot is free again")
  func timeout() throws {
    let limits = UpstreamLimits(concurrency: 1, timeout: Microseconds(4))
    let replay = try Self.strategy(upstream: limits).replay(Self.rows("(AB)|", [5, 0]).traffic(), seed: 1)
    // The second waits for the slot that the first gives up; a wait in the queue is not a call's time.
    #expect(replay.outcome == [.error, .miss])
    #expect(replay.cause[0] == .timedOut)
    #expect(replay.latency == [4, 4])
    let fits = try Self.strategy(upstream: limits).replay(Self.rows("(AB)|", [4, 0]).traffic(), seed: 1)
    #expect(fits.outcome == [.miss, .miss])
  }

  @Test("law 6: what was turned away in the log is decided anew where limits are simulated")
  func loggedRateLimit() throws {
    var rows = Self.rows("A!B!|", [1, 1])
    rows.rows[0].status = 429
    #expect(try Self.strategy(upstream: UpstreamLimits(concurrency: 9)).replay(rows.traffic(), seed: 1).outcome == [.miss, .error])
    #expect(try Self.strategy().replay(rows.traffic(), seed: 1).outcome == [.error, .error])
  }

  @Test("law 22: without a cache the limits hold too")
  func limitsWithoutCache() throws {
    var bare = Strategy.noCache
    bare.upstream = UpstreamLimits(concurrency: 1)
    #expect(try bare.replay(Self.rows("(AA)|", [3, 3]).traffic(), seed: 1).latency == [3, 6])
  }
}
