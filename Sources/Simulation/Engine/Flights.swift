import Caching
import Traces
import Units

/// The calls that others may wait for: at most one per key and domain (law 19).
struct Flights: ~Copyable {
  /// Whether anybody waits for anybody.
  let isOn: Bool
  let lockTimeout: Int64?
  let polls: Int64?
  private let slots: Column<UInt32>
  private let count: Int
  /// The call of each slot, or ``Keys/none``.
  let calls: Cells<UInt32>
  private let arena: Arena
  private let held: SlotPlan?

  /// - Parameter plan: where flights are found; `nil` where nobody waits.
  init(_ rules: FlightRules, plan: SlotPlan?, sides: Int) {
    isOn = plan != nil
    (lockTimeout, polls) = (rules.lockTimeout?.count, rules.polls?.count)
    slots = plan?.slots ?? Column([])
    count = plan?.count ?? 0
    held = plan
    var arena = Arena()
    calls = arena.cells(repeating: Keys.none, count: count * sides)
    self.arena = arena
  }

  /// Where the flight of a request is found.
  @inline(__always)
  func slot(_ i: Int, side: Int) -> UInt32 { slots[i] &+ UInt32(truncatingIfNeeded: side &* count) }

  /// A flight is looked for soon.
  @inline(__always)
  func prefetch(_ i: Int) { calls.prefetch(Int(slots[i])) }

  /// A call leads from now on; an earlier one, whose answer was invalidated, is joined no more.
  @inline(__always)
  func begin(_ slot: UInt32, _ call: UInt32) { calls[Int(slot)] = call }

  @inline(__always)
  func end(_ slot: UInt32, _ call: UInt32) {
    if calls[Int(slot)] == call { calls[Int(slot)] = Keys.none }
  }
}

extension EventEngine {
  /// Whether there is a call that can be waited for: one that began before an invalidation of its key is none (law 13).
  @inline(__always)
  mutating func isUnderWay(_ flight: UInt32) -> Bool {
    let index = flights.calls[Int(flight)]
    guard index != Keys.none else { return false }
    return !isInvalidated(since: calls[index].epoch, request: Int(calls[index].request), tier: nil)
  }

  /// A request waits for the call that is under way, if there is one.
  @inline(__always)
  mutating func join(_ i: Int, at now: Int64, start: Int64, inHand: InHand) -> Bool {
    let slot = flights.slot(i, side: side)
    guard isUnderWay(slot) else { return false }
    wait(i, for: slot, start: start, inHand: inHand)
    return true
  }

  @inline(never)
  private mutating func wait(_ i: Int, for slot: UInt32, start: Int64, inHand: InHand) {
    let call = flights.calls[Int(slot)]
    let waiter = waiters.add(Waiter(request: UInt32(i), start: start, inHand: inHand))
    if calls[call].firstWaiter == Keys.none { calls[call].firstWaiter = waiter } else { waiters[calls[call].lastWaiter].next = waiter }
    calls[call].lastWaiter = waiter
    if let patience = flights.lockTimeout {
      timeouts.push(Event(time: sum(start, patience), sequence: UInt32(i), subject: waiter))
      expect(sum(start, patience))
    }
  }

  /// The lock times out: the follower goes upstream alone, and does not store (law 20).
  mutating func stopWaiting(_ event: Event) {
    let waiter = waiters[event.subject]
    // Where it was served before, its place is free or has another request.
    guard waiter.request == event.sequence else { return }
    waiters[event.subject].request = Keys.none
    depart(Int(waiter.request), .miss, .lockTimeout, at: event.time, start: event.time, inHand: waiter.inHand)
  }

  /// A follower that polls looks whether there is an answer by now, after a call that gave none: it takes what another call has stored since, waits for
  /// one that is under way, or leads (law 20). Nobody counts that look.
  mutating func lookAgain(_ event: Event) {
    let now = event.time
    let waiter = waiters[event.subject]
    waiters[event.subject].request = Keys.none
    waiters.release(event.subject)
    guard waiter.request != Keys.none else { return }
    let i = Int(waiter.request)
    if join(i, at: now, start: waiter.start, inHand: waiter.inHand) { return }
    let oldest = limitsAge ? oldestBirth(i, at: now) : .min
    for index in tiers.indices where tiers[index].answersByKey {
      let slot = slot(i, index)
      guard !hasOutages || tiers[index].shards[tiers[index].shard(slot)].downUntil <= now else { continue }
      guard tiers[index].shows(slot, at: now, oldest: oldest) else { continue }
      books.record(
        i, .coalesced, .none, tier: 0, latency: logged(now - arrivals[i], i), answer: tiers[index].entries[Int(slot)].answer)
      books.post(.avoided, i)
      return
    }
    depart(i, .miss, .inFlight, at: now, start: now, isLookedUp: true, flight: flights.slot(i, side: side), inHand: waiter.inHand)
  }

  /// When a follower looks that could have seen something at `now`.
  private mutating func nextLook(of waiter: Waiter, at now: Int64) -> Int64 {
    let end = max(now, waiter.start)
    guard let polls = flights.polls, end > waiter.start else { return end }
    return sum(waiter.start, (end - waiter.start + polls - 1) / polls * polls)
  }

  /// A call that others waited for is over (law 20).
  @inline(__always)
  mutating func release(_ index: UInt32, _ call: Call, at now: Int64) {
    flights.end(call.flight, index)
    if call.firstWaiter != Keys.none { serveWaiters(of: call, at: now) }
  }

  @inline(never)
  private mutating func serveWaiters(of call: Call, at now: Int64) {
    var next = call.firstWaiter
    while next != Keys.none {
      let waiter = waiters[next]
      let number = next
      next = waiter.next
      if flights.polls != nil, call.failed || !call.stores, waiter.request != Keys.none {
        let time = nextLook(of: waiter, at: now)
        looks.push(Event(time: time, sequence: waiter.request, subject: number))
        expect(time)
        continue
      }
      waiters[number].request = Keys.none
      waiters.release(number)
      guard waiter.request != Keys.none else { continue }
      let i = Int(waiter.request)
      if call.failed {
        lead(i, waiter, followedBy: next, until: call.lastWaiter, at: now)
        return
      }
      if call.stores {
        share(call, with: i, waiter, at: now)
      } else {
        depart(i, .miss, .inFlight, at: now, start: max(now, waiter.start), isLookedUp: true, inHand: waiter.inHand)
      }
    }
  }

  /// The next one leads, with its own duration and cost after its wait, on the side that is in use now; the others wait on.
  private mutating func lead(_ i: Int, _ waiter: Waiter, followedBy first: UInt32, until last: UInt32, at now: Int64) {
    let flight = flights.slot(i, side: side)
    depart(
      i, .miss, .inFlight, at: now, start: max(now, waiter.start), isLookedUp: true, flight: flight, inHand: waiter.inHand)
    guard first != Keys.none else { return }
    let leader = flights.calls[Int(flight)]
    (calls[leader].firstWaiter, calls[leader].lastWaiter) = (first, last)
  }

  /// A follower gets the answer of the leader: at its completion, or when it looks next.
  private mutating func share(_ call: Call, with i: Int, _ waiter: Waiter, at now: Int64) {
    let end = nextLook(of: waiter, at: now)
    books.record(i, .coalesced, .none, tier: 0, latency: logged(end - arrivals[i], i), answer: call.request)
    books.post(.avoided, i)
  }
}
