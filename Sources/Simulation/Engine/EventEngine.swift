import Caching
import Traces
import Units

/// The event replay: everything that happens in the order of law 3, over flat arrays by dense key.
///
/// Look-ups, and copies from a lower tier to those above it, happen at the instant of arrival; only the latency adds up what they took. An
/// answer is stored when its call completes (law 12). What a strategy does not use costs it a comparison or nothing: arrivals come one by one
/// from the trace, and only what is under way waits in queues, one per kind of event.
///
/// It cannot be copied, nor can its parts: a copy of one of them for each request was measured to take most of the time of a replay. Most methods
/// are `mutating` although they change nothing, since others might copy what they read.
struct EventEngine: ~Copyable {
  let strategy: Strategy
  let traffic: Traffic
  let requests: Requests
  let arrivals: Column<Int64>
  let flags: Column<RequestFlags>
  /// Flags asked for often, here for quick reading.
  let batch = RequestFlags.batch
  let failed = RequestFlags.failed
  let parameters: Column<UInt32>
  let answerBytes: Column<UInt32>
  /// How long calls take: logged, or without queueing where the API has limits (law 22).
  let durations: Column<Int64>
  let plan: KeyPlan
  /// The keys of requests; empty without tiers.
  let ids: Column<UInt32>
  let wordings: Column<UInt32>
  var screen: Screen
  let draws: Draws
  let lastArrival: Int64
  /// One or two: blue, and green where a switch-over is planned.
  let sides: Int
  /// Latencies of hits and misses by tier, where they are constant; else -1.
  let hitTimes: Column<Int64>
  let missTimes: Column<Int64>
  let hasTiers: Bool
  /// Whether answers may be stored elsewhere than where they are looked for.
  let hasElsewhere: Bool
  let hasOutages: Bool
  let admitsAll: Bool
  let exactTiers: Bool
  let sweeps: Bool
  let hasSearch: Bool
  /// Whether the API has limits.
  let isLimited: Bool
  /// Whether requests may name the greatest age of an answer.
  let limitsAge: Bool
  /// Whether the words of a hit may differ, or its key be another one's.
  let tellsKinds: Bool

  let tiers: TierStores
  let states: Cells<KeyState>
  private let arena: Arena
  /// What requests ask for without a scope, and which words; empty where nothing is told apart by it. And which were looked up in vain.
  let unscoped: Column<UInt32>
  let texts: Column<UInt32>
  let unscopedAsked: Cells<Bool>
  let textAsked: Cells<Bool>
  var calls = Pool<Call>()
  var waiters = Pool<Waiter>()
  var spreads = Pool<Spread>()
  /// Completions, by call.
  var landings = EventQueue()
  /// Writes that become visible, by spread.
  var arrivalsElsewhere = EventQueue()
  /// Scheduled events, by index.
  var schedule = EventQueue()
  /// Ends of the patience of waiters.
  var timeouts = EventQueue()
  /// Looks of followers that poll, by waiter.
  var looks = EventQueue()
  /// Ends of the patience of calls.
  var givingUp = EventQueue()
  /// Tries to make a call, by call.
  var attempts = EventQueue()
  /// Nothing but arrivals and expiry happens before.
  var nextEvent = Int64.max
  /// When the last call completes: until then entries expire (law 23).
  var lastEnd = Int64.min
  /// When the last event happened.
  private var lastEvent = Int64.min
  var spreadCount: UInt32 = 0
  var warmed: UInt32 = 0

  /// Invalidations so far, as indices of events (law 13).
  var invalidations: [Int] = []
  var invalidationCount = 0
  let matchers: [Matcher]
  /// The set of stores in use: 0 or 1.
  var side = 0
  var flights: Flights
  var upstream: Upstream?
  var search: SemanticSearch?
  var books: Books
  private let hasRows: Bool

  /// - Parameter groups: the group of each request and how many there are, where tallies are wanted and no columns; none: one group.
  init(
    _ strategy: Strategy, _ traffic: Traffic, projections: Projections?, seed: UInt64, tallying groups: (of: [UInt32], count: Int)? = nil
  ) {
    let trace = traffic.trace
    let draws = Draws(seed: seed)
    var arena = Arena()
    self.strategy = strategy
    self.traffic = traffic
    self.draws = draws
    requests = trace.requests
    arrivals = arena.column(trace.requests.arrival)
    (parameters, answerBytes) = (arena.column(trace.requests.parameters), arena.column(trace.requests.answerBytes))
    durations = arena.column(strategy.upstream.isUnlimited ? traffic.duration : traffic.serviceTime)
    books = Books(traffic, tallying: groups)
    hasRows = groups == nil
    let span = trace.span ?? 0...0
    lastArrival = span.upperBound
    let plan = KeyPlan(strategy, traffic, projections, draws)
    self.plan = plan
    screen = Screen(strategy, traffic, draws)
    flags = arena.column(screen.flags(keys: plan.ids, count: plan.count))
    (ids, wordings) = (arena.column(plan.ids), arena.column(plan.wordings))
    tellsKinds = !plan.whole.isEmpty || !plan.wordings.isEmpty
    hasTiers = !strategy.tiers.isEmpty
    let sides = strategy.events.contains { if case .switchOver = $0.action { true } else { false } } ? 2 : 1
    self.sides = sides
    matchers = strategy.events.map { Matcher($0.action, strategy, traffic) }
    let states = arena.cells(repeating: KeyState(), count: plan.count)
    self.states = states
    (unscoped, texts) = (arena.column(plan.unscoped), arena.column(plan.texts))
    unscopedAsked = arena.cells(repeating: false, count: plan.unscopedCount)
    textAsked = arena.cells(repeating: false, count: plan.textCount)

    let hasOutages = strategy.events.contains { if case .outage = $0.action { true } else { false } }
    self.hasOutages = hasOutages
    let searched = strategy.semantic.map { layer in
      layer.tier.flatMap { name in strategy.tiers.firstIndex { $0.name == name } } ?? strategy.tiers.count - 1
    }
    var slotPlans = SlotPlans(plan, trace, draws)
    tiers = TierStores(count: strategy.tiers.count) { index in
      let tier = strategy.tiers[index]
      let slots = slotPlans.plan(tier.places.routing, tier.capacity == .unlimited ? .byKey : .byPlace)
      return TierStore(
        tier, index: index, plan: slots, life: LifeRule(tier, strategy, traffic), window: StaleWindow(tier, strategy, traffic),
        states: states, sides: sides, span: span, seed: seed, hasOutages: hasOutages, isSearched: index == searched)
    }
    func constant(_ model: LatencyModel) -> Int64 { if case .constant(let time) = model { time.count } else { -1 } }
    hitTimes = arena.column(strategy.tiers.map { constant($0.latency) })
    missTimes = arena.column(strategy.tiers.map { constant($0.missLatency ?? $0.latency) })
    var hasElsewhere = sides == 2
    // Where one tier has lives, copies in the others end with them (law 17).
    let mayExpire = strategy.tiers.contains { $0.mayExpire }
    var (exactTiers, sweeps) = (false, false)
    for index in tiers.indices {
      if tiers[index].plan.placeCount > 1 { hasElsewhere = true }
      if tiers[index].expiresExactly, mayExpire { exactTiers = true }
      if tiers[index].sweeps { sweeps = true }
    }
    (self.hasElsewhere, self.exactTiers, self.sweeps) = (hasElsewhere, exactTiers, sweeps)
    hasSearch = strategy.semantic != nil
    isLimited = !strategy.upstream.isUnlimited
    limitsAge = strategy.eligibility.controls.maximumAge && !traffic.asked.maximumAge.isEmpty
    admitsAll = strategy.tiers.allSatisfy { tier in
      var unbounded = tier.largestValue == nil && tier.fill.onMiss && tier.lifetime == Lifetime() && tier.fill.copyTTL == nil
      if case .bytes = tier.capacity { unbounded = false }
      return unbounded
    }
    let routing: Places.Routing? =
      switch strategy.flights.singleFlight {
      case .none: nil
      case _ where strategy.tiers.isEmpty: nil
      case .process(let count): .request(count)
      case .place: strategy.tiers[0].places.routing
      case .global: .one
      }
    flights = Flights(strategy.flights, plan: routing.map { slotPlans.plan($0, .byKey) }, sides: sides)
    if isLimited { upstream = Upstream(strategy.upstream, models: books.modelCount) }
    if let layer = strategy.semantic, let index = searched {
      let search = SemanticSearch(layer, strategy, traffic, tier: index)
      let members = search.members(tiers[index].plan, sides: sides)
      tiers[index].members = members
      self.search = search
    }
    for (index, event) in strategy.events.enumerated() {
      let first = event.first(start: span.lowerBound)
      if first <= lastArrival { schedule.push(Event(time: first, sequence: UInt32(index), subject: UInt32(index))) }
    }
    nextEvent = schedule.nextTime
    self.arena = arena
  }

  /// Runs the replay to its end and hands out the result, and the tallies where those were wanted.
  consuming func run() -> (replay: Replay, tallies: [Tally]) {
    var columns = Replay.Columns(count: hasRows ? requests.count : 0)
    columns.withRows { rows in
      books.rows = rows
      runAll()
      books.rows = nil
    }
    var replay = Replay(books, columns: columns)
    replay.isLimited = isLimited
    for index in tiers.indices {
      replay.entries.append(tiers[index].counts)
      replay.use.append(tiers[index].use)
    }
    return (replay, books.tallies.tallies())
  }

  private mutating func runAll() {
    let count = arrivals.count
    for i in 0..<count {
      if i & 15 == 0 { prefetchColumns(ahead: i) }
      if hasTiers { prefetch(beside: i) }
      let now = arrivals[i]
      if nextEvent <= now { advance(to: now) }
      if exactTiers { expire(before: now) }
      if sweeps { sweep(at: now) }
      arrive(i, at: now)
    }
    // After the last arrival, what is under way completes (law 23); expiry goes on until then.
    advance(to: .max)
    expire(before: lastEnd)
    for index in tiers.indices { tiers[index].close(at: max(lastArrival, max(lastEnd, lastEvent))) }
  }

  // MARK: Events

  /// Everything that law 3 puts before an arrival at `time`.
  @inline(never)
  private mutating func advance(to time: Int64) {
    while true {
      let now = min(
        min(landings.nextTime, arrivalsElsewhere.nextTime, schedule.nextTime),
        min(timeouts.nextTime, looks.nextTime, givingUp.nextTime, attempts.nextTime))
      nextEvent = now
      guard now <= time, now != .max || !isIdle else { return }
      lastEvent = now
      if exactTiers { expire(before: now) }
      // The kinds of events at one instant, in the order of law 3.
      if landings.nextTime == now, let event = landings.pop() {
        land(event)
      } else if arrivalsElsewhere.nextTime == now, let event = arrivalsElsewhere.pop() {
        appear(event)
      } else if schedule.nextTime == now, let event = schedule.pop() {
        happen(Int(event.subject), at: now)
      } else if timeouts.nextTime == now, let event = timeouts.pop() {
        stopWaiting(event)
      } else if looks.nextTime == now, let event = looks.pop() {
        lookAgain(event)
      } else if givingUp.nextTime == now, let event = givingUp.pop() {
        giveUp(event)
      } else if let event = attempts.pop() {
        attempt(event)
      }
    }
  }

  /// Whether nothing is to come. What happens at the end of time happens too.
  private var isIdle: Bool {
    landings.isEmpty && arrivalsElsewhere.isEmpty && schedule.isEmpty && timeouts.isEmpty && looks.isEmpty && givingUp.isEmpty
      && attempts.isEmpty
  }

  /// Notes that something will happen.
  @inline(__always)
  mutating func expect(_ time: Int64) { if time < nextEvent { nextEvent = time } }

  @inline(__always)
  private mutating func expire(before time: Int64) {
    for index in tiers.indices where tiers[index].nextEnd < time { tiers[index].expire(before: time) }
  }

  @inline(never)
  private mutating func sweep(at now: Int64) {
    for index in tiers.indices { tiers[index].sweep(at: now) }
  }

  // MARK: What is asked again and again

  @inline(__always)
  mutating func logged(_ latency: Int64, _ i: Int) -> Int64 { flags[i].isDisjoint(with: batch) ? latency : Replay.noLatency }

  /// The slot of a request in a tier, on the side in use.
  @inline(__always)
  mutating func slot(_ i: Int, _ index: Int) -> UInt32 {
    sides == 1 ? tiers[index].plan.slots[i] : tiers[index].plan.slots[i] &+ UInt32(truncatingIfNeeded: side &* tiers[index].plan.count)
  }
}
