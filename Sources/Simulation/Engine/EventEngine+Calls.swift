import Caching
import Traces
import Units

extension EventEngine {
  /// A request goes upstream.
  ///
  /// - Parameters:
  ///   - start: when it does, after its look-ups and waits.
  ///   - isLookedUp: whether its answer may be stored.
  ///   - flight: the flight that it leads, or ``Keys/none``.
  ///   - refreshes: the slot whose stale entry it replaces, or ``Keys/none``, and the tier of that.
  mutating func depart(
    _ i: Int, _ outcome: Outcome, _ cause: Cause, at now: Int64, start: Int64, isLookedUp: Bool = false, flight: UInt32 = Keys.none,
    refreshes: UInt32 = Keys.none, of tier: Int = 0, inHand: InHand = InHand()
  ) {
    let stores = isLookedUp && isStorable(i)
    if isLookedUp, !stores { states[Int(ids[i])].note(.notStored, at: now) }
    if isLookedUp, !admitsAll { tellTooLarge(i) }
    if !isLimited {
      let end = sum(start, max(0, durations[i]))
      lastEnd = max(lastEnd, end)
      finish(i, outcome, cause, failed: !flags[i].isDisjoint(with: failed), end: end, inHand: inHand)
      guard stores || flight != Keys.none || refreshes != Keys.none else { return }
    }
    var call = Call(request: UInt32(truncatingIfNeeded: i), sequence: UInt32(truncatingIfNeeded: i))
    call.stores = stores
    call.wasLookedUp = isLookedUp
    call.flight = flight
    (call.refreshedSlot, call.refreshedTier) = (refreshes, UInt8(truncatingIfNeeded: tier))
    if isLimited { (call.outcome, call.cause, call.inHand) = (outcome, cause, inHand) }
    takeOff(call, at: now, start: start)
  }

  /// A call begins: its completion is booked, or where the API has limits its first try.
  @inline(__always)
  mutating func takeOff(_ call: Call, at now: Int64, start: Int64) {
    var call = call
    let i = Int(call.request)
    call.epoch = UInt32(truncatingIfNeeded: invalidationCount)
    call.side = UInt8(truncatingIfNeeded: side)
    call.failed = !flags[i].isDisjoint(with: failed)
    if call.stores { states[Int(ids[i])].underWay &+= 1 }
    switch call.kind {
    case .request: break
    case .refresh: books.post(.refreshes, i)
    case .warming: books.post(.warming, i)
    }
    let index = calls.add(call)
    if call.flight != Keys.none { flights.begin(call.flight, index) }
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
    let latency = logged(end == .max ? .max : end - arrivals[i], i)
    if failed, inHand.tier > 0 {
      books.record(
        i, .stale, cause == .rateLimited ? cause : .ifError, tier: Int(inHand.tier), latency: latency, answer: inHand.answer)
    } else {
      books.record(i, failed ? .error : outcome, cause, tier: 0, latency: latency)
    }
    books.post(cause == .rateLimited ? .refused : .made, i)
  }

  /// A call completes.
  @inline(__always)
  mutating func land(_ event: Event) {
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
      states[Int(ids[i])].underWay &-= 1
      if !call.failed { storeAnswer(of: call, at: event.time) }
    }
    settle(index, call, at: event.time)
  }

  /// After a call: its slot is no longer being fetched, and those who waited for it go on.
  @inline(__always)
  mutating func settle(_ index: UInt32, _ call: Call, at now: Int64) {
    if call.refreshedSlot != Keys.none { tiers[Int(call.refreshedTier)].setRefreshing(call.refreshedSlot, false) }
    if call.flight != Keys.none { release(index, call, at: now) }
    calls[index].state = .free
    calls.release(index)
  }

  // MARK: Storing

  /// Whether the answer of a request can be stored anywhere (law 12).
  @inline(__always)
  mutating func isStorable(_ i: Int) -> Bool {
    guard screen.stores(flags[i]) else { return false }
    return admitsAll || isAdmitted(i)
  }

  private mutating func isAdmitted(_ i: Int) -> Bool {
    for index in tiers.indices where tiers[index].takesMisses {
      if tiers[index].admits(answerBytes[i]), tiers[index].life.ttl(i, parameters: Int(parameters[i])) != 0 { return true }
    }
    return false
  }

  /// Policies hear of misses whose answer is too large for their tier.
  private mutating func tellTooLarge(_ i: Int) {
    guard screen.stores(flags[i]) else { return }
    for index in tiers.indices where !tiers[index].admits(answerBytes[i]) { tiers[index].tellMiss(slot(i, index)) }
  }

  /// Stores the answer of a call in every tier that takes it, unless it was invalidated on its way (law 13).
  @inline(__always)
  private mutating func storeAnswer(of call: Call, at now: Int64) {
    let i = Int(call.request)
    var (isStored, isDiscarded) = (false, false)
    for index in tiers.indices where tiers[index].takesMisses && tiers[index].admits(answerBytes[i]) {
      if Int(call.epoch) != invalidationCount, isInvalidated(since: call.epoch, request: i, tier: index) {
        isDiscarded = true
        continue
      }
      let slot = tiers[index].plan.slots[i] &+ UInt32(truncatingIfNeeded: Int(call.side) &* tiers[index].plan.count)
      if write(index, slot, by: i, answer: call.request, answerBytes: answerBytes[i], born: now, at: now) { isStored = true }
    }
    if !isStored { states[Int(ids[i])].note(isDiscarded ? .invalidated : .notStored, at: now) }
  }

  /// Copies what a tier had to those above it that take copies (law 17).
  mutating func copyAbove(_ i: Int, _ index: Int, _ entry: TierStore.Entry, at now: Int64) {
    for above in 0..<index where tiers[above].admits(entry.answerBytes) {
      switch tiers[above].onHitBelow {
      case .never: continue
      case .remaining:
        write(
          above, slot(i, above), by: i, answer: entry.answer, answerBytes: entry.answerBytes, isCopy: true, latest: entry.deadline,
          born: entry.born, at: now)
      case .fresh:
        write(
          above, slot(i, above), by: i, answer: entry.answer, answerBytes: entry.answerBytes, isCopy: true, born: entry.born, at: now)
      }
    }
  }

  /// Writes an answer to a tier, and sends it on its way to the other places.
  @discardableResult
  mutating func write(
    _ index: Int, _ slot: UInt32, by i: Int, answer: UInt32, answerBytes: UInt32, isCopy: Bool = false, latest: Int64 = .max,
    born: Int64, at now: Int64
  ) -> Bool {
    var ttl = tiers[index].life.base
    if !tiers[index].life.isPlain {
      ttl = tiers[index].life.ttl(Int(answer), parameters: Int(parameters[Int(answer)]), isCopy: isCopy)
      if let own = ttl, own != 0 { ttl = tiers[index].life.jittered(own, draws, i, tier: index) }
    }
    if ttl == 0 { return false }
    guard tiers[index].accepts(slot, at: now) else { return false }
    let number = tiers[index].store(
      slot, key: ids[i], answer: answer, answerBytes: answerBytes, life: ttl, latest: latest, born: born, at: now)
    guard number != 0 else { return false }
    if let delay = tiers[index].visibleAfter {
      let side = Int(slot) >= tiers[index].plan.count ? 1 : 0
      let spread = Spread(
        tier: UInt8(index), side: UInt8(side), slot: slot, key: ids[i], answer: answer, answerBytes: answerBytes, number: number,
        epoch: UInt32(truncatingIfNeeded: invalidationCount), deadline: tiers[index].entries[Int(slot)].deadline,
        limit: tiers[index].limit(at: now), born: born, life: ttl)
      arrivalsElsewhere.push(Event(time: sum(now, delay), sequence: spreadCount, subject: spreads.add(spread)))
      spreadCount &+= 1
      expect(sum(now, delay))
    }
    return true
  }

  /// A write becomes visible at the other places, unless something later is there, or it was invalidated on its way (law 18).
  @inline(__always)
  mutating func appear(_ event: Event) {
    let spread = spreads[event.subject]
    spreads.release(event.subject)
    let index = Int(spread.tier)
    if let later = arrivalsElsewhere.subject(ahead: 16) { tiers[index].plan.prefetchOccurrences(of: spreads[later].key) }
    if let later = arrivalsElsewhere.subject(ahead: 8) { tiers[index].prefetchOccurrences(of: spreads[later].key) }
    guard event.time <= spread.deadline, !isInvalidated(since: spread.epoch, request: Int(spread.answer), tier: index) else { return }
    let first = UInt32(truncatingIfNeeded: Int(spread.side) &* tiers[index].plan.count)
    for occurrence in tiers[index].plan.occurrences(of: spread.key) {
      let slot = tiers[index].plan.slot(at: occurrence) &+ first
      let entry = tiers[index].entries[Int(slot)]
      guard slot != spread.slot, tiers[index].plan.isAsked(slot &- first) else { continue }
      guard entry.birth == 0 || entry.write < spread.number || tiers[index].hasLeft(entry, at: event.time) else { continue }
      guard !hasOutages || tiers[index].shards[tiers[index].shard(slot)].downUntil <= event.time else { continue }
      tiers[index].store(
        slot, key: spread.key, answer: spread.answer, answerBytes: spread.answerBytes, life: spread.life, latest: spread.deadline,
        limit: spread.limit, born: spread.born, at: event.time, write: spread.number)
    }
  }
}
