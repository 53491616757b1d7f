import Caching
import Traces

extension PlainReplay {
  /// What a call does when it completes.
  struct Landing: OptionSet {
    let rawValue: UInt32
    /// Its answer is stored.
    static let stores = Landing(rawValue: 1)
    /// Others may wait for it.
    static let leads = Landing(rawValue: 2)
    /// It fetches a stale entry anew.
    static let refreshes = Landing(rawValue: 4)
  }

  /// Everything that law 3 puts before an arrival at `now`: calls that complete up to then, and before each what has expired.
  @inline(never)
  mutating func advance(to now: Int64) {
    while landings.nextTime <= now, let event = landings.pop() { land(event) }
  }

  @inline(__always)
  private mutating func land(_ event: Event) {
    store.endLives(before: event.time)
    let (i, call) = (Int(event.sequence), Landing(rawValue: event.subject))
    let key = ids[i]
    if call.contains(.stores) {
      store.cells[Int(key)].underWay &-= 1
      store.store(key, answer: event.sequence, answerBytes: answerBytes[i], at: event.time)
    }
    if call.contains(.refreshes) { store.cells[Int(key)].marks.remove(.refreshing) }
    if call.contains(.leads) {
      store.cells[Int(key)].marks.remove(.flight)
      if store.cells[Int(key)].marks.contains(.awaited) {
        serveWaiters(of: key, leader: i, isShared: call.contains(.stores), at: event.time)
      }
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
    let key = Int(ids[i])
    if call.contains(.stores) { store.cells[key].underWay &+= 1 }
    if call.contains(.leads) { store.cells[key].marks.insert(.flight) }
    if call.contains(.refreshes) { store.cells[key].marks.insert(.refreshing) }
    landings.push(Event(time: end, sequence: UInt32(truncatingIfNeeded: i), subject: call.rawValue))
  }

  // MARK: Those who wait (laws 19 and 20)

  /// A request waits for the call of its key that is under way.
  @inline(never)
  mutating func wait(_ i: Int, for key: UInt32, start: Int64) {
    let waiter = waiters.add(Waiter(request: UInt32(i), start: start, inHand: InHand()))
    if store.cells[Int(key)].marks.contains(.awaited) {
      let last = lastWaiters[Int(key)]
      waiters[waiter].next = waiters[last].next
      waiters[last].next = waiter
    } else {
      waiters[waiter].next = waiter
      store.cells[Int(key)].marks.insert(.awaited)
    }
    lastWaiters[Int(key)] = waiter
  }

  /// A call that others waited for is over: they share what it stores, or go upstream; where it failed, the first of them leads from now on.
  @inline(never)
  private mutating func serveWaiters(of key: UInt32, leader: Int, isShared: Bool, at now: Int64) {
    let last = lastWaiters[Int(key)]
    while true {
      let number = waiters[last].next
      let waiter = waiters[number]
      let i = Int(waiter.request)
      if number == last { store.cells[Int(key)].marks.remove(.awaited) } else { waiters[last].next = waiter.next }
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
