import Caching
import Traces
import Units

/// The event replay of the most common strategies, one store and nothing else but what happens while a miss is in flight: the loop in which sweeps
/// spend their time.
///
/// It does what ``EventEngine`` does, without anything that such a strategy cannot need; both are held against the same model.
struct PlainReplay<Store: PlainStoring & ~Copyable>: ~Copyable {
  let strategy: Strategy
  private let traffic: Traffic
  let arrivals: Column<Int64>
  let durations: Column<Int64>
  let flags: Column<RequestFlags>
  /// Flags asked for often, here for quick reading.
  private let batch = RequestFlags.batch
  let failed = RequestFlags.failed
  private let parameters: Column<UInt32>
  let answerBytes: Column<UInt32>
  private let plan: KeyPlan
  let ids: Column<UInt32>
  private let wordings: Column<UInt32>
  private let texts: Column<UInt32>
  private let unscoped: Column<UInt32>
  private let unscopedAsked: Cells<Bool>
  private let textAsked: Cells<Bool>
  private let comparesOthers: Bool
  private let tellsKinds: Bool
  private let arena: Arena
  private let draws: Draws
  var screen: Screen
  var books: Books
  var store: Store
  /// Latencies of a hit and a miss, where they are constant; else -1.
  private let hitTime: Int64
  private let missTime: Int64
  private let hasRows: Bool
  /// Whether misses wait for the call of their key that is under way.
  let joinsFlights: Bool
  let firstRefreshes: Bool
  /// Completions, by request; the subjects are what its call does beside.
  var landings = EventQueue()
  var waiters = Pool<Waiter>()
  /// By flight, the last of those who wait for it where somebody does, in a ring: its `next` is the first; empty where nobody waits for anybody.
  let lastWaiters: Cells<UInt32>
  /// When the last call completes: until then entries expire (law 23).
  var lastEnd = Int64.min

  /// Whether a strategy needs nothing but this.
  static func suffices(for strategy: Strategy, _ trace: Trace) -> Bool {
    strategy.isPlain && Store.suffices(for: strategy.tiers[0], trace)
  }

  /// - Parameter groups: as in ``EventEngine``.
  init(
    _ strategy: Strategy, _ traffic: Traffic, projections: Projections?, seed: UInt64, tallying groups: (of: [UInt32], count: Int)? = nil
  ) {
    var arena = Arena()
    let requests = traffic.trace.requests
    self.strategy = strategy
    self.traffic = traffic
    let draws = Draws(seed: seed)
    self.draws = draws
    let plan = KeyPlan(strategy, traffic, projections, draws)
    self.plan = plan
    (arrivals, durations) = (arena.column(requests.arrival), arena.column(traffic.duration))
    screen = Screen(strategy, traffic, draws)
    flags = arena.column(screen.flags(keys: plan.ids, count: plan.count))
    answerBytes = arena.column(requests.answerBytes)
    parameters = arena.column(requests.parameters)
    (ids, wordings) = (arena.column(plan.ids), arena.column(plan.wordings))
    (texts, unscoped) = (arena.column(plan.texts), arena.column(plan.unscoped))
    unscopedAsked = arena.cells(repeating: false, count: plan.unscopedCount)
    textAsked = arena.cells(repeating: false, count: plan.textCount)
    (comparesOthers, tellsKinds) = (plan.unscopedCount > 0 || plan.textCount > 0, !plan.wordings.isEmpty)
    joinsFlights = strategy.flights.singleFlight != .none
    store = Store(strategy, plan, traffic.trace, draws)
    lastWaiters = arena.cells(repeating: Keys.none, count: joinsFlights ? store.flightCount : 0)
    self.arena = arena
    books = Books(traffic, tallying: groups)
    hasRows = groups == nil
    let tier = strategy.tiers[0]
    firstRefreshes = tier.stale.refresh == .byFirst
    func constant(_ model: LatencyModel) -> Int64 { if case .constant(let time) = model { time.count } else { -1 } }
    (hitTime, missTime) = (constant(tier.latency), constant(tier.missLatency ?? tier.latency))
  }

  /// Runs the replay to its end and hands out the result, and the tallies where those were wanted.
  consuming func run() -> (replay: Replay, tallies: [Tally]) {
    var columns = Replay.Columns(count: hasRows ? arrivals.count : 0)
    columns.withRows { rows in
      books.rows = rows
      runAll()
      books.rows = nil
    }
    let (counts, use) = store.close(at: max(lastEnd, arrivals.isEmpty ? .min : arrivals[arrivals.count &- 1]))
    var replay = Replay(books, columns: columns)
    replay.entries = [counts]
    replay.use = [use]
    return (replay, books.tallies.tallies(hitTime: max(0, hitTime)))
  }

  private mutating func runAll() {
    // What the loop reads stands in variables of its own: what is in memory would be read anew after each write.
    let (arrivals, flags, parameters, ids, view) = (arrivals, flags, parameters, ids, store.view)
    // Hits on what the log has as a batch's or as failed are counted apart.
    let glance = screen.glance(but: [.batch, .failed])
    let countsHits = !hasRows && hitTime >= 0 && !tellsKinds
    var (hits, hitBytes) = (0, 0)
    let count = arrivals.count
    for block in stride(from: 0, to: count, by: Self.block) {
      prefetchColumns(ahead: block)
      for i in block..<min(block &+ Self.block, count) {
        let soon = i &+ Self.block
        if soon < count, ids[soon] != Keys.none { view.prefetch(soon, ids[soon]) }
        let now = arrivals[i]
        if min(landings.nextTime, store.nextSpread) <= now { advance(to: now) }
        let (key, row) = (ids[i], Int(parameters[i]))
        guard glance.lets(key, flags[i], row) else {
          arriveApart(i, key, at: now)
          continue
        }
        let slot = view.slot(i, key)
        guard view.isFresh(slot, at: now) else {
          miss(i, key, slot, at: now)
          continue
        }
        hits &+= 1
        hitBytes &+= Int(view.answerBytes(slot))
        store.serve(slot, isFresh: true, at: now)
        if countsHits { books.countHit(i, row) } else { recordAnswer(i, slot, .hit) }
      }
    }
    store.use.reads &+= hits
    store.use.transferredBytes &+= hitBytes
    // After the last arrival, what is under way completes (law 23).
    advance(to: .max)
  }

  /// Requests whose memory is asked for at once: as many as a cache line has elements of four bytes.
  private static var block: Int { 16 }

  /// Asks for the memory of requests some way behind a block, and does not wait for it. Columns come in order, but the machine foresees that only within a
  /// page, and not at all for those of which only some rows are read.
  @inline(__always)
  private func prefetchColumns(ahead block: Int) {
    let rows = block &+ 256..<block &+ (256 &+ Self.block)
    arrivals.prefetch(rows)
    flags.prefetch(rows)
    parameters.prefetch(rows)
    ids.prefetch(rows)
    answerBytes.prefetch(rows)
    durations.prefetch(rows)
    store.view.prefetchColumns(rows)
    if comparesOthers { texts.prefetch(rows) }
    books.prefetch(rows)
  }

  /// Not all that there is to know of a request is known from its flags and parameters.
  @inline(never)
  private mutating func arriveApart(_ i: Int, _ key: UInt32, at now: Int64) {
    if let cause = screen.bypass(i, key: key, flags: flags[i]) {
      call(i, .bypass, cause, start: now)
    } else if screen.refreshes(flags[i]) {
      markAsked(i, key)
      depart(i, .bypass, .control, at: now, start: now)
    } else {
      let slot = store.view.slot(i, key)
      guard store.view.isFresh(slot, at: now) else { return miss(i, key, slot, at: now) }
      store.use.reads &+= 1
      store.use.transferredBytes &+= Int(store.view.answerBytes(slot))
      store.serve(slot, isFresh: true, at: now)
      recordAnswer(i, slot, .hit)
    }
  }

  /// Looked up, and nothing fresh is there.
  @inline(never)
  private mutating func miss(_ i: Int, _ key: UInt32, _ slot: UInt32, at now: Int64) {
    store.use.reads &+= 1
    if store.isKept(slot, at: now) { return revalidate(i, key, slot, at: now) }
    store.use.nullReads &+= 1
    let start = sum(now, missTime >= 0 ? missTime : missDrawn(i))
    let cause = missCause(i, key, slot, at: now)
    if !store.isAsked(key) { markAsked(i, key) }
    if joinsFlights, store.isUnderWay(store.flight(key, slot)) { return wait(i, for: store.flight(key, slot), start: start) }
    if cause == .expired { books.recordLate(now &- store.absentSince(key), i) }
    depart(i, .miss, cause, at: now, start: start, doing: joinsFlights ? .leads : [])
  }

  /// Why a look-up found nothing.
  @inline(__always)
  private mutating func missCause(_ i: Int, _ key: UInt32, _ slot: UInt32, at now: Int64) -> Cause {
    if store.isExpected(key) { return .inFlight }
    let told = store.absence(key, slot, at: now)
    if told != .none { return told }
    if comparesOthers, !store.isAsked(key) {
      if !unscoped.isEmpty, unscopedAsked[Int(unscoped[i])] { return .otherScope }
      if !texts.isEmpty, textAsked[Int(texts[i])] { return .fieldDiffers }
    }
    return .cold
  }

  @inline(__always)
  private func markAsked(_ i: Int, _ key: UInt32) {
    store.markAsked(key)
    guard comparesOthers else { return }
    if !unscoped.isEmpty { unscopedAsked[Int(unscoped[i])] = true }
    if !texts.isEmpty { textAsked[Int(texts[i])] = true }
  }

  /// The entry of a slot answered.
  @inline(never)
  private mutating func recordAnswer(_ i: Int, _ slot: UInt32, _ outcome: Outcome) {
    let answer = store.view.answer(slot)
    let kind: Cause = !tellsKinds || wordings[Int(answer)] == wordings[i] ? .exact : .near
    books.record(i, outcome, kind, tier: 1, latency: logged(hitTime >= 0 ? hitTime : drawn(i), i), answer: answer)
    books.post(.avoided, i)
  }

  /// A stale entry answers while it is fetched anew, or the first request fetches it (law 21).
  private mutating func revalidate(_ i: Int, _ key: UInt32, _ slot: UInt32, at now: Int64) {
    let isFetched = store.isRefreshing(slot) || (joinsFlights && store.isUnderWay(store.flight(key, slot)))
    let start = sum(now, hitTime >= 0 ? hitTime : drawn(i))
    let call: Landing = joinsFlights ? [.refreshes, .leads] : .refreshes
    if !isFetched, firstRefreshes {
      store.use.nullReads &+= 1
      books.recordLate(now &- store.deadline(slot), i)
      depart(i, .miss, .expired, at: now, start: start, doing: call)
      return
    }
    store.use.transferredBytes &+= Int(store.view.answerBytes(slot))
    store.serve(slot, isFresh: false, at: now)
    recordAnswer(i, slot, .stale)
    guard !isFetched else { return }
    books.post(.refreshes, i)
    let end = sum(start, max(0, durations[i]))
    if end > lastEnd { lastEnd = end }
    takeOff(i, screen.stores(flags[i]) ? call.union(.stores) : call, end: end)
  }

  @inline(__always)
  func logged(_ latency: Int64, _ i: Int) -> Int64 { flags[i].isDisjoint(with: batch) ? latency : Replay.noLatency }

  @inline(never)
  private mutating func drawn(_ i: Int) -> Int64 { strategy.tiers[0].latency.draw(draws, ordinal: UInt64(i), stage: 0) }

  @inline(never)
  private mutating func missDrawn(_ i: Int) -> Int64 {
    (strategy.tiers[0].missLatency ?? strategy.tiers[0].latency).draw(draws, ordinal: UInt64(i), stage: 0)
  }
}
