import Caching
import Traces
import Units

/// The event replay of the most common strategy, one store in one place and nothing else: the loop in which sweeps spend their time.
///
/// It does what ``EventEngine`` does, without anything that such a strategy cannot need; both are held against the same model.
struct PlainReplay: ~Copyable {
  private let strategy: Strategy
  private let traffic: Traffic
  private let arrivals: Column<Int64>
  private let durations: Column<Int64>
  private let flags: Column<RequestFlags>
  private let answerBytes: Column<UInt32>
  private let plan: KeyPlan
  private let ids: Column<UInt32>
  private let wordings: Column<UInt32>
  private let texts: Column<UInt32>
  private let arena: Arena
  private let draws: Draws
  private var screen: Screen
  private var books: Books
  private var result: (counts: EntryCounts, use: TierUse) = (EntryCounts(), TierUse())
  private let hasRows: Bool

  /// Whether a strategy needs nothing but this.
  static func suffices(for strategy: Strategy) -> Bool {
    guard strategy.tiers.count == 1, strategy.hashBits == nil, strategy.semantic == nil, strategy.events.isEmpty else { return false }
    guard strategy.upstream.isUnlimited, strategy.flights.singleFlight == .none, !strategy.eligibility.controls.maximumAge else {
      return false
    }
    let tier = strategy.tiers[0]
    // What is left at its default is off.
    var plain = Tier(
      name: tier.name, expiry: tier.expiry, capacity: tier.capacity, policy: tier.policy, redis: tier.redis, latency: tier.latency,
      missLatency: tier.missLatency, service: tier.service)
    plain.fill.onHitBelow = tier.fill.onHitBelow
    guard tier == plain else { return false }
    switch tier.expiry {
    case .never: break
    case .fixed(let ttl), .sliding(let ttl): if ttl <= .zero { return false }
    }
    switch tier.capacity {
    case .unlimited: return true
    case .entries: return tier.policy == .lru || tier.policy == .fifo
    case .bytes: return false
    }
  }

  /// - Parameter groups: as in ``EventEngine``.
  init(
    _ strategy: Strategy, _ traffic: Traffic, projections: Projections?, seed: UInt64, tallying groups: (of: [UInt32], count: Int)? = nil
  ) {
    var arena = Arena()
    let requests = traffic.trace.requests
    self.strategy = strategy
    self.traffic = traffic
    draws = Draws(seed: seed)
    plan = KeyPlan(strategy, traffic, projections, draws)
    (arrivals, durations) = (arena.column(requests.arrival), arena.column(traffic.duration))
    (flags, answerBytes) = (arena.column(requests.flags), arena.column(requests.answerBytes))
    (ids, wordings, texts) = (arena.column(plan.ids), arena.column(plan.wordings), arena.column(plan.texts))
    self.arena = arena
    screen = Screen(strategy, traffic, draws)
    books = Books(traffic, tallying: groups)
    hasRows = groups == nil
  }

  /// Runs the replay to its end and hands out the result, and the tallies where those were wanted.
  consuming func run() -> (replay: Replay, tallies: [Tally]) {
    var columns = Replay.Columns(count: hasRows ? arrivals.count : 0)
    columns.withRows { rows in
      books.rows = rows
      runAll()
      books.rows = nil
    }
    var replay = Replay(books, columns: columns)
    replay.entries = [result.counts]
    replay.use = [result.use]
    return (replay, books.tallies.tallies)
  }

  private mutating func runAll() {
    // What the loop reads stands in variables of its own: what is in memory would be read anew after each write.
    let (arrivals, durations, flags, ids, answerBytes) = (arrivals, durations, flags, ids, answerBytes)
    let (hitTime, missTime) = times
    let (batch, failing) = (RequestFlags.batch, RequestFlags.failed)
    let (texts, wordings, tellsKinds) = (texts, wordings, !wordings.isEmpty)
    var store = PlainStore(strategy.tiers[0], keys: plan.count, ids: ids, answerBytes: answerBytes, span: traffic.trace.span ?? 0...0)
    var unscopedAsked = [Bool](repeating: false, count: plan.unscopedCount)
    var textAsked = [Bool](repeating: false, count: plan.textCount)
    let comparesOthers = plan.unscopedCount > 0 || plan.textCount > 0
    /// When the last call completes: until then entries expire (law 23).
    var lastEnd = Int64.min
    let count = arrivals.count
    for i in 0..<count {
      if i &+ 16 < count {
        if ids[i &+ 16] != Keys.none { store.prefetch(ids[i &+ 16]) }
        if ids[i &+ 8] != Keys.none { store.prefetchNeighbours(ids[i &+ 8]) }
      }
      answerBytes.prefetch(ahead: i)
      durations.prefetch(ahead: i)
      if comparesOthers { texts.prefetch(ahead: i) }
      let now = arrivals[i]
      if store.due <= now { store.advance(to: now) }

      let key = ids[i]
      let flag = flags[i]
      let failed = !flag.isDisjoint(with: failing)
      var (outcome, cause) = (Outcome.miss, Cause.none)
      var (start, isLookedUp) = (now, true)
      if !screen.lets(i, key: key, flags: flag), let why = screen.bypass(i, key: key, flags: flag) {
        (outcome, cause, isLookedUp) = (.bypass, why, false)
      } else if screen.refreshes(flag) {
        (outcome, cause) = (.bypass, .control)
      } else if store.finds(key, at: now) {
        let answer = store.cells[Int(key)].answer
        let kind: Cause = !tellsKinds || wordings[Int(answer)] == wordings[i] ? .exact : .near
        let latency = flag.isDisjoint(with: batch) ? hitTime >= 0 ? hitTime : drawn(i) : Replay.noLatency
        books.record(i, .hit, kind, tier: 1, latency: latency, answer: answer)
        books.post(.avoided, i)
        continue
      } else {
        start = sum(now, missTime >= 0 ? missTime : missDrawn(i))
        let cell = store.cells[Int(key)]
        if cell.underWay > 0 {
          cause = .inFlight
        } else if let told = Cause(cell.fate) {
          cause = told
          if told == .expired { books.recordLate(now &- cell.time, i) }
        } else {
          cause = .cold
          if comparesOthers, !cell.wasAsked {
            if !plan.unscoped.isEmpty, unscopedAsked[Int(plan.unscoped[i])] {
              cause = .otherScope
            } else if !texts.isEmpty, textAsked[Int(texts[i])] {
              cause = .fieldDiffers
            }
          }
        }
      }
      // The call.
      let end = sum(start, max(0, durations[i]))
      if end > lastEnd { lastEnd = end }
      let latency = flag.isDisjoint(with: batch) ? end == .max ? .max : end &- now : Replay.noLatency
      books.record(i, failed ? .error : outcome, cause, tier: 0, latency: latency)
      books.post(.made, i)
      guard isLookedUp else { continue }
      if !store.cells[Int(key)].wasAsked {
        store.cells[Int(key)].wasAsked = true
        if comparesOthers {
          if !plan.unscoped.isEmpty { unscopedAsked[Int(plan.unscoped[i])] = true }
          if !texts.isEmpty { textAsked[Int(texts[i])] = true }
        }
      }
      if screen.stores(flag) {
        store.expect(i, at: end)
      } else {
        store.note(.notStored, key, at: now)
      }
    }
    // After the last arrival, what is under way completes, and entries expire until then.
    store.advance(to: lastEnd)
    result = store.close()
  }

  /// Latencies of a hit and a miss, where they are constant; else -1.
  private var times: (hit: Int64, miss: Int64) {
    func constant(_ model: LatencyModel) -> Int64 { if case .constant(let time) = model { time.count } else { -1 } }
    let tier = strategy.tiers[0]
    return (constant(tier.latency), constant(tier.missLatency ?? tier.latency))
  }

  @inline(never)
  private mutating func drawn(_ i: Int) -> Int64 { strategy.tiers[0].latency.draw(draws, ordinal: UInt64(i), stage: 0) }

  @inline(never)
  private mutating func missDrawn(_ i: Int) -> Int64 {
    (strategy.tiers[0].missLatency ?? strategy.tiers[0].latency).draw(draws, ordinal: UInt64(i), stage: 0)
  }
}
