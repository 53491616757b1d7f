import Caching
import Traces
import Units

extension EventEngine {
  /// A request comes: it is looked up, or goes upstream.
  @inline(__always)
  mutating func arrive(_ i: Int, at now: Int64) {
    let flags = flags[i]
    let key = hasTiers ? ids[i] : Keys.none
    if screen.lets(i, key: key, flags: flags) {
      if screen.refreshes(flags) { refresh(i, Int(key), at: now) } else { lookUp(i, key, at: now) }
    } else {
      arriveApart(i, key, at: now)
    }
  }

  /// Not all that there is to know of a request is known from its flags and parameters.
  @inline(never)
  private mutating func arriveApart(_ i: Int, _ key: UInt32, at now: Int64) {
    if let cause = screen.bypass(i, key: key, flags: flags[i]) {
      depart(i, .bypass, cause, at: now, start: now)
    } else if screen.refreshes(flags[i]) {
      refresh(i, Int(key), at: now)
    } else {
      lookUp(i, key, at: now)
    }
  }

  /// The caller wants the answer fetched anew (law 11).
  @inline(never)
  private mutating func refresh(_ i: Int, _ key: Int, at now: Int64) {
    markAsked(i, key)
    depart(i, .bypass, .control, at: now, start: now, isLookedUp: true)
  }

  /// Looks in the tiers in order; what was visited counts in the latency (laws 4 and 17).
  @inline(__always)
  private mutating func lookUp(_ i: Int, _ key: UInt32, at now: Int64) {
    var wait: Int64 = 0
    var inHand = InHand()
    var why = Cause.none
    let oldest = limitsAge ? oldestBirth(i, at: now) : .min
    for index in tiers.indices where tiers[index].answersByKey {
      let slot = slot(i, index)
      if hasOutages, let time = downTime(index, slot, at: now) {
        wait += time
        if why == .none, tiers[index].isFresh(slot, at: now) { why = .outage }
        continue
      }
      switch tiers[index].lookUp(slot, at: now, oldest: oldest) {
      case .fresh:
        wait += hitTimes[index] >= 0 ? hitTimes[index] : drawn(i, index)
        answer(i, index, slot, at: now, wait: wait)
        return
      case .stale:
        wait += hitTimes[index] >= 0 ? hitTimes[index] : drawn(i, index)
        revalidate(i, index, slot, at: now, wait: wait)
        return
      case .ifError: if inHand.tier == 0 { inHand = hand(index, slot) }
      case .negative: if why == .none { why = .negative }
      case .tooOld: if why == .none { why = .tooOld }
      case .nothing: break
      }
      wait += missTimes[index] >= 0 ? missTimes[index] : missDrawn(i, index)
    }
    missed(i, Int(key), why, at: now, wait: wait, inHand: inHand)
  }

  /// After all look-ups by key were in vain: the look-up by meaning, the calls of others, and last a call of its own.
  ///
  /// - Parameter why: what a tier could tell; ``Cause/none`` where none could.
  @inline(never)
  private mutating func missed(_ i: Int, _ key: Int, _ why: Cause, at now: Int64, wait: Int64, inHand: InHand) {
    var wait = wait
    var outcome = Outcome.miss
    if hasSearch {
      switch searchByMeaning(i, at: now, wait: &wait) {
      case .found: return
      case .undetermined: outcome = .undetermined
      case .nothing: break
      }
    }
    let cause = why == .none ? missCause(i, key, at: now) : why
    markAsked(i, key)
    if flights.isOn, join(i, at: now, start: sum(now, wait), inHand: inHand) { return }
    if cause == .expired { books.recordLate(now - states[key].since, i) }
    depart(i, outcome, cause, at: now, start: sum(now, wait), isLookedUp: true, flight: flightSlot(i), inHand: inHand)
  }

  /// A fresh entry answers, and is copied to the tiers above.
  @inline(__always)
  private mutating func answer(_ i: Int, _ index: Int, _ slot: UInt32, at now: Int64, wait: Int64) {
    if index > 0 { copyAbove(i, index, tiers[index].entries[Int(slot)], at: now) }
    let answer = tiers[index].entries[Int(slot)].answer
    books.record(i, .hit, kind(of: answer, for: i), tier: index + 1, latency: logged(wait, i), answer: answer)
    books.post(.avoided, i)
  }

  /// A stale entry answers while it is fetched anew, or the first request fetches it (law 21).
  @inline(never)
  private mutating func revalidate(_ i: Int, _ index: Int, _ slot: UInt32, at now: Int64, wait: Int64) {
    let flight = flightSlot(i)
    let isFetched = tiers[index].isRefreshing(slot) || (flight != Keys.none && isUnderWay(flight))
    let start = sum(now, wait)
    if !isFetched, tiers[index].firstRefreshes {
      tiers[index].countNull()
      books.recordLate(now - tiers[index].entries[Int(slot)].deadline, i)
      tiers[index].setRefreshing(slot, true)
      let inHand = tiers[index].servesIfError(slot, at: now) ? hand(index, slot) : InHand()
      depart(
        i, .miss, .expired, at: now, start: start, isLookedUp: true, flight: flight, refreshes: slot, of: index, inHand: inHand)
      return
    }
    tiers[index].serve(slot, at: now)
    let answer = tiers[index].entries[Int(slot)].answer
    books.record(i, .stale, kind(of: answer, for: i), tier: index + 1, latency: logged(wait, i), answer: answer)
    books.post(.avoided, i)
    guard !isFetched else { return }
    tiers[index].setRefreshing(slot, true)
    var call = Call(request: UInt32(i), sequence: UInt32(i), kind: .refresh)
    (call.refreshedSlot, call.refreshedTier) = (slot, UInt8(index))
    call.stores = isStorable(i)
    call.flight = flight
    takeOff(call, at: now, start: start)
  }

  // MARK: Of one request

  private mutating func drawn(_ i: Int, _ index: Int) -> Int64 {
    strategy.tiers[index].latency.draw(draws, ordinal: UInt64(i), stage: UInt64(index))
  }

  private mutating func missDrawn(_ i: Int, _ index: Int) -> Int64 {
    (strategy.tiers[index].missLatency ?? strategy.tiers[index].latency).draw(draws, ordinal: UInt64(i), stage: UInt64(index))
  }

  /// Nothing older answers the request.
  mutating func oldestBirth(_ i: Int, at now: Int64) -> Int64 {
    traffic.asked.maximumAge[i] >= 0 ? now - traffic.asked.maximumAge[i] : .min
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

  /// Where the flight of a request is found; ``Keys/none`` where nobody waits.
  @inline(__always)
  private mutating func flightSlot(_ i: Int) -> UInt32 { flights.isOn ? flights.slot(i, side: side) : Keys.none }

  /// Whether the answer of a request was to this very question.
  @inline(__always)
  private mutating func kind(of answer: UInt32, for i: Int) -> Cause { tellsKinds ? toldKind(of: answer, for: i) : .exact }

  private mutating func toldKind(of answer: UInt32, for i: Int) -> Cause {
    if !plan.whole.isEmpty, plan.whole[Int(answer)] != plan.whole[i] { return .collision }
    return wordings.isEmpty || wordings[Int(answer)] == wordings[i] ? .exact : .near
  }

  /// Why a look-up found nothing, where no tier can tell.
  @inline(__always)
  private mutating func missCause(_ i: Int, _ key: Int, at now: Int64) -> Cause {
    if states[key].underWay > 0 { return .inFlight }
    if isElsewhere(i, UInt32(key), at: now) { return .otherPlace }
    if let cause = Cause(states[key].fate) { return cause }
    if !states[key].wasAsked {
      if !unscoped.isEmpty, unscopedAsked[Int(unscoped[i])] { return .otherScope }
      if !texts.isEmpty, textAsked[Int(texts[i])] { return .fieldDiffers }
    }
    return .cold
  }

  /// Whether the key has a live entry at another place, or on the other side. What has expired in memory is noted by the way.
  @inline(__always)
  private mutating func isElsewhere(_ i: Int, _ key: UInt32, at now: Int64) -> Bool {
    var isElsewhere = false
    for index in tiers.indices {
      guard hasElsewhere else {
        look(at: tiers[index].entries[Int(key)], Int(key), at: now)
        continue
      }
      let own = slot(i, index)
      let answers = tiers[index].answersByKey
      for side in 0..<sides {
        let first = UInt32(truncatingIfNeeded: side &* tiers[index].plan.count)
        for occurrence in tiers[index].plan.occurrences(of: key) {
          let slot = tiers[index].plan.slot(at: occurrence) &+ first
          let entry = tiers[index].entries[Int(slot)]
          look(at: entry, Int(key), at: now)
          if answers, slot != own, entry.birth != 0, now <= entry.deadline { isElsewhere = true }
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
    if !unscoped.isEmpty { unscopedAsked[Int(unscoped[i])] = true }
    if !texts.isEmpty { textAsked[Int(texts[i])] = true }
  }
}
