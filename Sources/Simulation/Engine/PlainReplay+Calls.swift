import Caching
import Traces

/// What a call of a ``PlainReplay`` does when it completes.
struct Landing: OptionSet {
  let rawValue: UInt32
  /// Its answer is stored.
  static let stores = Landing(rawValue: 1)
  /// Others may wait for it.
  static let leads = Landing(rawValue: 2)
  /// It fetches a stale entry anew.
  static let refreshes = Landing(rawValue: 4)
}

extension PlainReplay where Store: ~Copyable {
  /// Everything that law 3 puts before an arrival at `now`: calls that complete up to then, and writes that become visible elsewhere; before each what
  /// has expired.
  @inline(never)
  mutating func advance(to now: Int64) {
    while true {
      if landings.nextTime <= store.nextSpread {
        guard landings.nextTime <= now, let event = landings.pop() else { return }
        land(event)
      } else {
        guard store.nextSpread <= now else { return }
        store.spread()
      }
    }
  }

  @inline(__always)
  private mutating func land(_ event: Event) {
    store.endLives(before: event.time)
    let (i, call) = (Int(event.sequence), Landing(rawValue: event.subject))
    let key = ids[i]
    let slot = store.view.slot(i, key)
    if call.contains(.stores) {
      store.expectNoMore(key)
      store.store(slot, key: key, answer: event.sequence, answerBytes: answerBytes[i], at: event.time)
    }
    if call.contains(.refreshes) { store.setRefreshing(slot, false) }
    if call.contains(.leads) {
      let flight = store.flight(key, slot)
      store.setUnderWay(flight, false)
      if store.isAwaited(flight) { serveWaiters(of: flight, leader: i, isShared: call.contains(.stores), at: event.time) }
    }
  }

  /// A request that was looked up in vain goes upstream.
  @inline(__always)
  mutating func depart(_ i: Int, _ outcome: Outcome, _ cause: Cause, at now: Int64, start: Int64, doing: Landing = []) {
    var doing = doing
    if screen.stores(flags[i]) { doing.insert(.stores) } else { store.noteUnstored(ids[i], at: now) }
    let end = call(i, outcome, cause, start: start)
    if doing != [] { takeOff(i, doing, end: end) }
  }

  /// Books the call of a request; the result is when it completes.
  @discardableResult @inline(__always)
  mutating func call(_ i: Int, _ outcome: Outcome, _ cause: Cause, start: Int64) -> Int64 {
    let end = sum(start, max(0, durations[i]))
    if end > lastEnd { lastEnd = end }
    let latency = logged(end == .max ? .max : end &- arrivals[i], i)
    let hasFailed = !flags[i].isDisjoint(with: failed)
    books.record(i, hasFailed ? .error : outcome, cause, tier: 0, latency: latency)
    books.post(.made, i)
    return end
  }

  /// Something happens when a call completes.
  @inline(__always)
  mutating func takeOff(_ i: Int, _ call: Landing, end: Int64) {
    let key = ids[i]
    let slot = store.view.slot(i, key)
    if call.contains(.stores) { store.expect(key) }
    if call.contains(.leads) { store.setUnderWay(store.flight(key, slot), true) }
    if call.contains(.refreshes) { store.setRefreshing(slot, true) }
    landings.push(Event(time: end, sequence: UInt32(truncatingIfNeeded: i), subject: call.rawValue))
  }

  // MARK: Those who wait (laws 19 and 20)

  /// A request waits for the call that is under way.
  @inline(never)
  mutating func wait(_ i: Int, for flight: UInt32, start: Int64) {
    let waiter = waiters.add(Waiter(request: UInt32(i), start: start, inHand: InHand()))
    if store.isAwaited(flight) {
      let last = lastWaiters[Int(flight)]
      waiters[waiter].next = waiters[last].next
      waiters[last].next = waiter
    } else {
      waiters[waiter].next = waiter
      store.setAwaited(flight, true)
    }
    lastWaiters[Int(flight)] = waiter
  }

  /// A call that others waited for is over: they share what it stores, or go upstream; where it failed, the first of them leads from now on.
  @inline(never)
  private mutating func serveWaiters(of flight: UInt32, leader: Int, isShared: Bool, at now: Int64) {
    let last = lastWaiters[Int(flight)]
    while true {
      let number = waiters[last].next
      let waiter = waiters[number]
      let i = Int(waiter.request)
      if number == last { store.setAwaited(flight, false) } else { waiters[last].next = waiter.next }
      waiters.release(number)
      let start = max(now, waiter.start)
      if !flags[leader].isDisjoint(with: failed) {
        depart(i, .miss, .inFlight, at: now, start: start, doing: .leads)
        return
      }
      if isShared {
        books.record(i, .coalesced, .none, tier: 0, latency: logged(start &- arrivals[i], i), answer: UInt32(leader))
        books.post(.avoided, i)
      } else {
        depart(i, .miss, .inFlight, at: now, start: start)
      }
      if number == last { return }
    }
  }
}
