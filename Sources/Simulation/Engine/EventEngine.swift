import Caching
import Traces
import Units

/// The event replay: everything that happens in the order of law 3, over flat arrays by dense key.
///
/// Look-ups, and copies from a lower tier to those above it, happen at the instant of arrival; only the latency adds up what they took. An
/// answer is stored when its call completes (law 12). What a strategy does not use costs it a comparison or nothing: arrivals come one by one
/// from the trace, and only what is under way waits in queues, one per kind of event.
struct EventEngine {
  let strategy: Strategy
  let traffic: Traffic
  let requests: Requests
  /// How long calls take: logged, or without queueing where the API has limits (law 22).
  let durations: [Int64]
  let costs: [Int64]
  /// Model ids by row of the trace's parameters.
  let models: [UInt32]
  let plan: KeyPlan
  let screen: Screen
  let draws: Draws
  let lastArrival: Int64
  /// One or two: blue, and green where a switch-over is planned.
  let sides: Int
  /// Latencies of hits and misses by tier, where they are constant; else -1.
  private let hitTimes: [Int64]
  private let missTimes: [Int64]
  /// Whether answers may be stored elsewhere than where they are looked for.
  private let hasElsewhere: Bool
  private let hasOutages: Bool
  private let admitsAll: Bool
  private let exactTiers: Bool
  private let sweeps: Bool
  private let hasSearch: Bool
  private let hasFlights: Bool
  /// Whether the API has limits.
  private let isLimited: Bool

  var tiers: [TierStore]
  let states: Slots<KeyState>
  private var unscopedAsked: [Bool]
  private var textAsked: [Bool]
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
  /// Ends of the patience of calls.
  var givingUp = EventQueue()
  /// Tries to make a call, by call.
  var attempts = EventQueue()
  /// Nothing but arrivals and expiry happens before.
  var nextEvent = Int64.max
  /// When the last call completes: until then entries expire (law 23).
  private var lastEnd = Int64.min
  private var spreadCount: UInt32 = 0
  var warmed: UInt32 = 0

  /// Invalidations so far, as indices of events (law 13).
  var invalidations: [Int] = []
  let matchers: [Matcher]
  /// The set of stores in use: 0 or 1.
  var side = 0
  var flights: Flights?
  var upstream: Upstream?
  var search: SemanticSearch?
  var replay: Replay

  /// - Parameter groups: the group of each request and how many there are, where tallies are wanted and no columns; none: one group.
  init(
    _ strategy: Strategy, _ traffic: Traffic, projections: Projections?, seed: UInt64, tallying groups: (of: [UInt32], count: Int)? = nil
  ) {
    let trace = traffic.trace
    let draws = Draws(seed: seed)
    self.strategy = strategy
    self.traffic = traffic
    self.draws = draws
    requests = trace.requests
    durations = strategy.upstream.isUnlimited ? traffic.duration : traffic.serviceTime
    costs = traffic.cost
    models = trace.parameters[.model] ?? Array(repeating: 0, count: trace.parameters.count)
    screen = Screen(strategy, traffic, draws)
    replay = Replay(
      requests: groups == nil ? trace.requests.count : 0, models: models.reduce(0) { max($0, Int($1)) } + 1,
      book: groups.map { TallyBook(groups: $0.of, count: $0.count, traffic) } ?? TallyBook())
    let span = trace.span ?? 0...0
    lastArrival = span.upperBound
    let plan = KeyPlan(strategy, traffic, projections, draws)
    self.plan = plan
    let sides = strategy.events.contains { if case .switchOver = $0.action { true } else { false } } ? 2 : 1
    self.sides = sides
    matchers = strategy.events.map { Matcher($0.action, strategy, traffic) }
    let states = Slots(repeating: KeyState(), count: plan.count)
    self.states = states
    unscopedAsked = Array(repeating: false, count: plan.unscopedCount)
    textAsked = Array(repeating: false, count: plan.textCount)

    var slotPlans: [Places.Routing: SlotPlan] = [.one: SlotPlan(keys: plan.ids, count: plan.count)]
    func slots(_ routing: Places.Routing) -> SlotPlan {
      if let known = slotPlans[routing] { return known }
      let route = routing.route(trace, draws)
      let made = SlotPlan(keys: plan.ids, keyCount: plan.count, route: route.places, placeCount: route.count)
      slotPlans[routing] = made
      return made
    }
    tiers = strategy.tiers.enumerated().map { index, tier in
      TierStore(
        tier, index: index, plan: slots(tier.places.routing), life: LifeRule(tier, strategy, traffic), states: states, sides: sides,
        span: span, seed: seed)
    }
    func constant(_ model: LatencyModel) -> Int64 { if case .constant(let time) = model { time.count } else { -1 } }
    hitTimes = strategy.tiers.map { constant($0.latency) }
    missTimes = strategy.tiers.map { constant($0.missLatency ?? $0.latency) }
    hasElsewhere = sides == 2 || tiers.contains { $0.plan.placeCount > 1 }
    hasOutages = strategy.events.contains { if case .outage = $0.action { true } else { false } }
    exactTiers = tiers.contains { $0.expiresExactly && $0.tier.mayExpire }
    sweeps = tiers.contains { $0.sweeps }
    hasSearch = strategy.semantic != nil
    hasFlights = !strategy.tiers.isEmpty && strategy.flights.singleFlight != .none
    isLimited = !strategy.upstream.isUnlimited
    admitsAll = strategy.tiers.allSatisfy { tier in
      var unbounded = tier.largestValue == nil && tier.fill.onMiss && tier.lifetime == Lifetime() && tier.fill.copyTTL == nil
      if case .bytes = tier.capacity { unbounded = false }
      return unbounded
    }
    if !strategy.tiers.isEmpty {
      let routing: Places.Routing? =
        switch strategy.flights.singleFlight {
        case .none: nil
        case .process(let count): .request(count)
        case .place: strategy.tiers[0].places.routing
        case .global: .one
        }
      if let routing { flights = Flights(strategy.flights, plan: slots(routing), sides: sides) }
    }
    if !strategy.upstream.isUnlimited {
      let models = replay.ledger.made.count
      replay.isLimited = true
      upstream = Upstream(strategy.upstream, models: models)
    }
    if let layer = strategy.semantic {
      let index = layer.tier.flatMap { name in strategy.tiers.firstIndex { $0.name == name } } ?? strategy.tiers.count - 1
      let search = SemanticSearch(layer, strategy, traffic, tier: index)
      let store = tiers[index]
      let members = search.members(store, sides: sides)
      tiers[index].members = members
      self.search = search
    }
    for (index, event) in strategy.events.enumerated() {
      let first = event.first(start: span.lowerBound)
      if first <= lastArrival { schedule.push(Event(time: first, sequence: UInt32(index), subject: UInt32(index))) }
    }
    nextEvent = schedule.nextTime
  }

  /// Runs the replay to its end and hands out the result.
  consuming func run() -> Replay {
    runAll()
    return replay
  }

  private mutating func runAll() {
    let isPrefetched = !tiers.isEmpty
    for i in 0..<requests.count {
      if isPrefetched { prefetch(beside: i) }
      let now = requests.arrival[i]
      if nextEvent <= now { advance(to: now) }
      if exactTiers { expire(before: now) }
      if sweeps { for index in tiers.indices { tiers[index].sweep(at: now) } }
      arrive(i, at: now)
    }
    // After the last arrival, what is under way completes (law 23); expiry goes on until then.
    advance(to: .max)
    expire(before: lastEnd)
    for index in tiers.indices { tiers[index].close() }
    replay.entries = tiers.map(\.counts)
    replay.use = tiers.map(\.use)
  }

  /// Asks for the memory of requests to come, and does not wait for it: otherwise a replay does little else.
  @inline(__always)
  private mutating func prefetch(beside i: Int) {
    let (soon, verySoon) = (i &+ 16, i &+ 8)
    if soon < requests.count, plan.ids[soon] != Keys.none {
      states.prefetch(Int(plan.ids[soon]))
      for index in tiers.indices { tiers[index].prefetch(slot(soon, index)) }
    }
    if verySoon < requests.count, plan.ids[verySoon] != Keys.none {
      for index in tiers.indices { tiers[index].prefetchNeighbours(slot(verySoon, index)) }
    }
  }

  // MARK: Events

  /// Everything that law 3 puts before an arrival at `time`.
  private mutating func advance(to time: Int64) {
    while true {
      let now = min(
        min(landings.nextTime, arrivalsElsewhere.nextTime, schedule.nextTime), min(timeouts.nextTime, givingUp.nextTime, attempts.nextTime))
      nextEvent = now
      guard now <= time, now != .max || !isIdle else { return }
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
      } else if givingUp.nextTime == now, let event = givingUp.pop() {
        giveUp(event)
      } else if let event = attempts.pop() {
        attempt(event)
      }
    }
  }

  /// Whether nothing is to come. What happens at the end of time happens too.
  private var isIdle: Bool {
    landings.isEmpty && arrivalsElsewhere.isEmpty && schedule.isEmpty && timeouts.isEmpty && givingUp.isEmpty && attempts.isEmpty
  }

  /// Notes that something will happen.
  @inline(__always)
  mutating func expect(_ time: Int64) { if time < nextEvent { nextEvent = time } }

  @inline(__always)
  private mutating func expire(before time: Int64) {
    for index in tiers.indices where tiers[index].nextEnd < time { tiers[index].expire(before: time) }
  }

  // MARK: Arrivals

  @inline(__always)
  private mutating func arrive(_ i: Int, at now: Int64) {
    let flags = requests.flags[i]
    let key = plan.ids.isEmpty ? Keys.none : plan.ids[i]
    if !screen.lets(i, key: key, flags: flags), let cause = bypass(i, key: key, flags: flags) {
      depart(i, .bypass, cause, at: now, start: now)
    } else if screen.refreshes(flags) {
      markAsked(i, Int(key))
      depart(i, .bypass, .control, at: now, start: now, isLookedUp: true)
    } else {
      lookUp(i, key, at: now)
    }
  }

  /// Apart, so that what screens requests is not copied where all of them pass.
  @inline(never)
  private mutating func bypass(_ i: Int, key: UInt32, flags: RequestFlags) -> Cause? { screen.bypass(i, key: key, flags: flags) }

  /// Looks in the tiers in order; what was visited counts in the latency (laws 4 and 17).
  @inline(__always)
  private mutating func lookUp(_ i: Int, _ key: UInt32, at now: Int64) {
    var wait: Int64 = 0
    var inHand = InHand()
    var why: Cause?
    let oldest = oldestBirth(i, at: now)
    for index in tiers.indices where tiers[index].answersByKey {
      let slot = slot(i, index)
      if hasOutages, let time = downTime(index, slot, at: now) {
        wait += time
        if why == nil, tiers[index].isFresh(slot, at: now) { why = .outage }
        continue
      }
      let verdict = tiers[index].lookUp(slot, at: now, oldest: oldest)
      switch verdict {
      case .fresh:
        wait += hitTimes[index] >= 0 ? hitTimes[index] : drawn(i, index)
        answer(i, index, slot, at: now, wait: wait)
        return
      case .stale:
        wait += hitTimes[index] >= 0 ? hitTimes[index] : drawn(i, index)
        revalidate(i, index, slot, at: now, wait: wait)
        return
      case .ifError: if inHand.tier == 0 { inHand = hand(index, slot) }
      case .negative: why = why ?? .negative
      case .tooOld: why = why ?? .tooOld
      case .nothing: break
      }
      wait += missTimes[index] >= 0 ? missTimes[index] : missDrawn(i, index)
    }
    missed(i, Int(key), why, at: now, wait: wait, inHand: inHand)
  }

  /// After all look-ups by key were in vain: the look-up by meaning, the calls of others, and last a call of its own.
  private mutating func missed(_ i: Int, _ key: Int, _ why: Cause?, at now: Int64, wait: Int64, inHand: InHand) {
    var wait = wait
    var outcome = Outcome.miss
    if hasSearch {
      switch searchByMeaning(i, at: now, wait: &wait) {
      case .found: return
      case .undetermined: outcome = .undetermined
      case .nothing: break
      }
    }
    let cause = why ?? missCause(i, key, at: now)
    markAsked(i, key)
    if hasFlights, join(i, at: now, start: sum(now, wait), inHand: inHand) { return }
    if cause == .expired { replay.recordLate(now - states[key].since, cost: costs[i]) }
    depart(
      i, outcome, cause, at: now, start: sum(now, wait), isLookedUp: true, flight: flightSlot(i), inHand: inHand)
  }

  /// A fresh entry answers, and is copied to the tiers above.
  @inline(__always)
  private mutating func answer(_ i: Int, _ index: Int, _ slot: UInt32, at now: Int64, wait: Int64) {
    let entry = tiers[index].entries[Int(slot)]
    if index > 0 { copyAbove(i, index, entry, at: now) }
    replay.record(
      i, .hit, kind(of: entry.answer, for: i), tier: index + 1, latency: logged(wait, i), answer: entry.answer)
    replay.ledger.avoided[model(i)].add(costs[i])
  }

  /// Copies what a tier had to those above it that take copies (law 17).
  mutating func copyAbove(_ i: Int, _ index: Int, _ entry: TierStore.Entry, at now: Int64) {
    for above in 0..<index where tiers[above].admits(entry.answerBytes) {
      switch tiers[above].tier.fill.onHitBelow {
      case .never: continue
      case .remaining:
        write(above, slot(i, above), by: i, answer: entry.answer, isCopy: true, latest: entry.deadline, born: entry.born, at: now)
      case .fresh: write(above, slot(i, above), by: i, answer: entry.answer, isCopy: true, born: entry.born, at: now)
      }
    }
  }

  /// A stale entry answers while it is fetched anew, or the first request fetches it (law 21).
  private mutating func revalidate(_ i: Int, _ index: Int, _ slot: UInt32, at now: Int64, wait: Int64) {
    let flight = flightSlot(i)
    let isFetched = tiers[index].isRefreshing(slot) || flight.map { isUnderWay($0) } ?? false
    let start = sum(now, wait)
    if !isFetched, tiers[index].tier.stale.refresh == .byFirst {
      tiers[index].countNull()
      replay.recordLate(now - tiers[index].entries[Int(slot)].deadline, cost: costs[i])
      tiers[index].setRefreshing(slot, true)
      let inHand = tiers[index].servesIfError(slot, at: now) ? hand(index, slot) : InHand()
      depart(
        i, .miss, .expired, at: now, start: start, isLookedUp: true, flight: flight, refreshes: (index, slot), inHand: inHand)
      return
    }
    tiers[index].serve(slot, at: now)
    let answer = tiers[index].entries[Int(slot)].answer
    replay.record(i, .stale, kind(of: answer, for: i), tier: index + 1, latency: logged(wait, i), answer: answer)
    replay.ledger.avoided[model(i)].add(costs[i])
    guard !isFetched else { return }
    tiers[index].setRefreshing(slot, true)
    var call = Call(request: UInt32(i), sequence: UInt32(i), kind: .refresh)
    (call.refreshedSlot, call.refreshedTier) = (slot, UInt8(index))
    call.stores = isStorable(i)
    call.flight = flight ?? Keys.none
    takeOff(call, at: now, start: start)
  }

  // MARK: Calls

  /// A request goes upstream.
  ///
  /// - Parameters:
  ///   - start: when it does, after its look-ups and waits.
  ///   - isLookedUp: whether its answer may be stored.
  ///   - flight: the flight that it leads.
  ///   - refreshes: the tier and slot whose stale entry it replaces.
  @inline(__always)
  mutating func depart(
    _ i: Int, _ outcome: Outcome, _ cause: Cause, at now: Int64, start: Int64, isLookedUp: Bool = false, flight: UInt32? = nil,
    refreshes: (tier: Int, slot: UInt32)? = nil, inHand: InHand = InHand()
  ) {
    let stores = isLookedUp && isStorable(i)
    if isLookedUp, !stores { states[Int(plan.ids[i])].note(.notStored, at: now) }
    if isLookedUp, !admitsAll { tellTooLarge(i) }
    if !isLimited {
      let end = sum(start, max(0, durations[i]))
      lastEnd = max(lastEnd, end)
      finish(i, outcome, cause, failed: requests.flags[i].contains(.failed), end: end, inHand: inHand)
      guard stores || flight != nil || refreshes != nil else { return }
    }
    var call = Call(request: UInt32(i), sequence: UInt32(i))
    call.stores = stores
    call.wasLookedUp = isLookedUp
    call.flight = flight ?? Keys.none
    if let refreshes { (call.refreshedSlot, call.refreshedTier) = (refreshes.slot, UInt8(refreshes.tier)) }
    if isLimited { (call.outcome, call.cause, call.inHand) = (outcome, cause, inHand) }
    takeOff(call, at: now, start: start)
  }

  /// A call begins: its completion is booked, or where the API has limits its first try.
  mutating func takeOff(_ call: Call, at now: Int64, start: Int64) {
    var call = call
    let i = Int(call.request)
    call.epoch = UInt32(invalidations.count)
    call.side = UInt8(side)
    call.failed = requests.flags[i].contains(.failed)
    if call.stores { states[Int(plan.ids[i])].underWay += 1 }
    switch call.kind {
    case .request: break
    case .refresh: replay.ledger.refreshes[model(i)].add(costs[i])
    case .warming: replay.ledger.warming[model(i)].add(costs[i])
    }
    let index = calls.add(call)
    if call.flight != Keys.none { flights?.begin(call.flight, index) }
    if !isLimited {
      let end = sum(start, max(0, durations[i]))
      landings.push(Event(time: end, sequence: call.sequence, subject: index))
      expect(end)
    } else {
      tryAgain(index, at: start)
      if let patience = strategy.upstream.timeout?.count {
        givingUp.push(Event(time: sum(start, patience), sequence: call.sequence, subject: index))
        expect(sum(start, patience))
      }
    }
  }

  /// What becomes of a request that went upstream: a failed one stays an error (law 6), unless an old answer is in hand (law 21).
  @inline(__always)
  mutating func finish(_ i: Int, _ outcome: Outcome, _ cause: Cause, failed: Bool, end: Int64, inHand: InHand) {
    let latency = logged(end == .max ? .max : end - requests.arrival[i], i)
    if failed, inHand.tier > 0 {
      replay.record(
        i, .stale, cause == .rateLimited ? cause : .ifError, tier: Int(inHand.tier), latency: latency, answer: inHand.answer)
    } else {
      replay.record(i, failed ? .error : outcome, cause, tier: 0, latency: latency)
    }
    if cause == .rateLimited { replay.ledger.refused[model(i)].add(costs[i]) } else { replay.ledger.made[model(i)].add(costs[i]) }
  }

  /// A call completes.
  private mutating func land(_ event: Event) {
    let index = event.subject
    var call = calls[index]
    let i = Int(call.request)
    if isLimited {
      guard call.sequence == event.sequence, call.state == .running else { return }
      vacate(call, at: event.time)
      call.failed = call.failed && requests.status[i] != 429
      if call.kind == .request {
        finish(i, call.outcome, call.cause, failed: call.failed, end: event.time, inHand: call.inHand)
      }
    }
    if call.stores {
      states[Int(plan.ids[i])].underWay -= 1
      if !call.failed { storeAnswer(of: call, at: event.time) }
    }
    settle(index, call, at: event.time)
  }

  /// After a call: its slot is no longer being fetched, and those who waited for it go on.
  mutating func settle(_ index: UInt32, _ call: Call, at now: Int64) {
    if call.refreshedSlot != Keys.none { tiers[Int(call.refreshedTier)].setRefreshing(call.refreshedSlot, false) }
    if call.flight != Keys.none { release(index, call, at: now) }
    calls[index].state = .free
    calls.release(index)
  }

  /// Stores the answer of a call in every tier that takes it, unless it was invalidated on its way (law 13).
  private mutating func storeAnswer(of call: Call, at now: Int64) {
    let i = Int(call.request)
    var (isStored, isDiscarded) = (false, false)
    for index in tiers.indices where tiers[index].takesMisses && tiers[index].admits(requests.answerBytes[i]) {
      if Int(call.epoch) != invalidations.count, isInvalidated(since: call.epoch, request: i, tier: index) {
        isDiscarded = true
        continue
      }
      let slot = tiers[index].plan.slots[i] + UInt32(Int(call.side) * tiers[index].plan.count)
      if write(index, slot, by: i, answer: call.request, at: now) { isStored = true }
    }
    if !isStored { states[Int(plan.ids[i])].note(isDiscarded ? .invalidated : .notStored, at: now) }
  }

  /// Writes an answer to a tier, and sends it on its way to the other places.
  @discardableResult
  mutating func write(
    _ index: Int, _ slot: UInt32, by i: Int, answer: UInt32, isCopy: Bool = false, latest: Int64 = .max, born: Int64? = nil, at now: Int64
  ) -> Bool {
    let life = tiers[index].life
    var ttl = life.ttl(Int(answer), parameters: Int(requests.parameters[Int(answer)]), isCopy: isCopy)
    if ttl == 0 { return false }
    if !life.isPlain, let own = ttl { ttl = life.jittered(own, draws, i, tier: index) }
    guard tiers[index].accepts(slot, at: now) else { return false }
    let number = tiers[index].store(
      slot, answer: answer, answerBytes: requests.answerBytes[Int(answer)], life: ttl, latest: latest, born: born ?? now, at: now)
    guard number != 0 else { return false }
    if let delay = tiers[index].visibleAfter {
      let side = Int(slot) >= tiers[index].plan.count ? 1 : 0
      let spread = Spread(
        tier: UInt8(index), side: UInt8(side), slot: slot, answer: answer, number: number, epoch: UInt32(invalidations.count),
        deadline: tiers[index].entries[Int(slot)].deadline, born: born ?? now, life: ttl)
      arrivalsElsewhere.push(Event(time: sum(now, delay), sequence: spreadCount, subject: spreads.add(spread)))
      spreadCount &+= 1
      expect(sum(now, delay))
    }
    return true
  }

  /// A write becomes visible at the other places, unless something later is there, or it was invalidated on its way (law 18).
  private mutating func appear(_ event: Event) {
    let spread = spreads[event.subject]
    spreads.release(event.subject)
    let index = Int(spread.tier)
    guard event.time <= spread.deadline, !isInvalidated(since: spread.epoch, request: Int(spread.answer), tier: index) else { return }
    for place in tiers[index].plan.slots(of: tiers[index].plan.key(spread.slot)) {
      let slot = place + UInt32(Int(spread.side) * tiers[index].plan.count)
      let entry = tiers[index].entries[Int(slot)]
      guard slot != spread.slot, entry.birth == 0 || entry.write < spread.number else { continue }
      guard tiers[index].shards[tiers[index].shard(slot)].downUntil <= event.time else { continue }
      tiers[index].store(
        slot, answer: spread.answer, answerBytes: requests.answerBytes[Int(spread.answer)], life: spread.life, latest: spread.deadline,
        born: spread.born, at: event.time, write: spread.number)
    }
  }

  // MARK: What is asked again and again

  // Most of these are `mutating` although they change nothing: for a call that is not, all of the engine is copied (3 kB).

  @inline(__always)
  mutating func model(_ i: Int) -> Int { Int(models[Int(requests.parameters[i])]) }

  @inline(__always)
  mutating func logged(_ latency: Int64, _ i: Int) -> Int64 { requests.flags[i].contains(.batch) ? Replay.noLatency : latency }

  /// The slot of a request in a tier, on the side in use.
  @inline(__always)
  mutating func slot(_ i: Int, _ index: Int) -> UInt32 {
    sides == 1 ? tiers[index].plan.slots[i] : tiers[index].plan.slots[i] + UInt32(side * tiers[index].plan.count)
  }

  /// Whether the answer of a request can be stored anywhere (law 12).
  @inline(__always)
  mutating func isStorable(_ i: Int) -> Bool {
    guard screen.stores(requests.flags[i]) else { return false }
    return admitsAll || isAdmitted(i)
  }

  private mutating func isAdmitted(_ i: Int) -> Bool {
    tiers.contains {
      $0.takesMisses && $0.admits(requests.answerBytes[i]) && $0.life.ttl(i, parameters: Int(requests.parameters[i])) != 0
    }
  }

  /// Policies hear of misses whose answer is too large for their tier.
  private mutating func tellTooLarge(_ i: Int) {
    guard screen.stores(requests.flags[i]) else { return }
    for index in tiers.indices where !tiers[index].admits(requests.answerBytes[i]) { tiers[index].tellMiss(slot(i, index)) }
  }

  private mutating func drawn(_ i: Int, _ index: Int) -> Int64 {
    strategy.tiers[index].latency.draw(draws, ordinal: UInt64(i), stage: UInt64(index))
  }

  private mutating func missDrawn(_ i: Int, _ index: Int) -> Int64 {
    (strategy.tiers[index].missLatency ?? strategy.tiers[index].latency).draw(draws, ordinal: UInt64(i), stage: UInt64(index))
  }

  /// Nothing older answers the request.
  @inline(__always)
  private mutating func oldestBirth(_ i: Int, at now: Int64) -> Int64 {
    guard strategy.eligibility.controls.maximumAge, !traffic.asked.maximumAge.isEmpty, traffic.asked.maximumAge[i] >= 0 else { return .min }
    return now - traffic.asked.maximumAge[i]
  }

  /// What a look-up costs at a place that does not answer; `nil` where it does.
  private mutating func downTime(_ index: Int, _ slot: UInt32, at now: Int64) -> Int64? {
    let shard = tiers[index].shards[tiers[index].shard(slot)]
    return shard.downUntil > now ? shard.downTime : nil
  }

  /// The answer of a slot, to be kept for the case that the call fails.
  private mutating func hand(_ index: Int, _ slot: UInt32) -> InHand {
    InHand(tier: UInt8(index + 1), answer: tiers[index].entries[Int(slot)].answer)
  }

  /// Where the flight of a request is found; `nil` where nobody waits.
  @inline(__always)
  private mutating func flightSlot(_ i: Int) -> UInt32? { hasFlights ? flights!.slot(i, side: side) : nil }

  /// Whether the answer of a request was to this very question.
  @inline(__always)
  private mutating func kind(of answer: UInt32, for i: Int) -> Cause {
    if !plan.whole.isEmpty, plan.whole[Int(answer)] != plan.whole[i] { return .collision }
    return plan.wordings.isEmpty || plan.wordings[Int(answer)] == plan.wordings[i] ? .exact : .near
  }

  /// Why a look-up found nothing, where no tier can tell.
  private mutating func missCause(_ i: Int, _ key: Int, at now: Int64) -> Cause {
    if states[key].underWay > 0 { return .inFlight }
    if isElsewhere(i, UInt32(key), at: now) { return .otherPlace }
    if let cause = Cause(states[key].fate) { return cause }
    if !states[key].wasAsked {
      if !plan.unscoped.isEmpty, unscopedAsked[Int(plan.unscoped[i])] { return .otherScope }
      if !plan.texts.isEmpty, textAsked[Int(plan.texts[i])] { return .fieldDiffers }
    }
    return .cold
  }

  /// Whether the key has a live entry at another place, or on the other side. What has expired in memory is noted by the way.
  private mutating func isElsewhere(_ i: Int, _ key: UInt32, at now: Int64) -> Bool {
    var isElsewhere = false
    for index in tiers.indices {
      guard hasElsewhere else {
        look(at: tiers[index].entries[Int(key)], Int(key), at: now)
        continue
      }
      let plan = tiers[index].plan
      for side in 0..<sides {
        for slot in plan.slots(of: key) {
          let entry = tiers[index].entries[Int(slot) + side * plan.count]
          look(at: entry, Int(key), at: now)
          guard tiers[index].answersByKey, entry.birth != 0, now <= entry.deadline else { continue }
          if slot != plan.slots[i] || side != self.side { isElsewhere = true }
        }
      }
    }
    return isElsewhere
  }

  @inline(__always)
  private mutating func look(at entry: TierStore.Entry, _ key: Int, at now: Int64) {
    if entry.birth != 0, now > entry.deadline { states[key].note(.expired, at: entry.deadline) }
  }

  @inline(__always)
  private mutating func markAsked(_ i: Int, _ key: Int) {
    guard !states[key].wasAsked else { return }
    states[key].wasAsked = true
    if !plan.unscoped.isEmpty { unscopedAsked[Int(plan.unscoped[i])] = true }
    if !plan.texts.isEmpty { textAsked[Int(plan.texts[i])] = true }
  }
}

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
    let replay = EventEngine(self, traffic, projections: projections, seed: seed).run()
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
    var replay = EventEngine(self, traffic, projections: projections, seed: seed, tallying: (group, count)).run()
    let tallies = replay.book.tallies
    replay.book = TallyBook()
    try replay.check(tallies, against: traffic)
    return (tallies, replay)
  }
}
