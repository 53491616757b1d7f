import Caching
import Traces
import Units

/// The store of a ``PlainReplay`` at a few places, where a write at one is seen at the others after a while, or never (law 18). It has no limit.
///
/// Copies from other places stay after their time, until they are overwritten: nobody can tell, as they are not billed and take no room, but by the
/// counts, which ``close(at:)`` puts right.
struct PlacedStore: ~Copyable, PlainStoring {
  /// What one place has of a key, 32 bytes: those of two places are one line of a cache.
  struct Entry: BitwiseCopyable {
    /// The last instant of its life.
    var deadline = Int64.min
    var answer = Keys.none
    var answerBytes: UInt32 = 0
    /// The number of the write that it is, or is a copy of: the greater is the later.
    var write: UInt32 = 0
    /// The row of the end of its life, where it has one and is no copy.
    var endRow: UInt32 = 0
    var marks: Marks = []
  }

  struct Marks: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    /// The key is asked here, sometime.
    static let asked = Marks(rawValue: 1)
    /// An entry is there.
    static let stored = Marks(rawValue: 2)
    /// It came from another place.
    static let copy = Marks(rawValue: 4)
    /// It is stale, and being fetched anew.
    static let refreshing = Marks(rawValue: 8)
  }

  struct FlightMarks: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    static let underWay = FlightMarks(rawValue: 1)
    static let awaited = FlightMarks(rawValue: 2)
  }

  /// A write on its way to the other places.
  private struct Spread: BitwiseCopyable {
    var time: Int64
    var deadline: Int64
    var slot: UInt32
    var key: UInt32
    var answer: UInt32
    var answerBytes: UInt32
    var write: UInt32
  }

  let view: View
  private let plan: SlotPlan
  private let arena: Arena
  var entries: Cells<Entry> { @inline(__always) get { view.entries } }
  var states: Cells<KeyState> { @inline(__always) get { view.states } }
  /// TTL; `Int64.max` for never.
  private let life: Int64
  /// How long after its life an entry is kept.
  let kept: Int64
  /// How long a write is on its way; `nil` where it never arrives.
  private let delay: Int64?
  private var spreads = Ring<Spread>()
  private(set) var nextSpread = Int64.max
  /// When the last write became visible.
  private var lastSpread = Int64.min
  private var ends = EndLog()
  private var writes: UInt32 = 0
  private var held = 0
  private var meter: StorageMeter
  private var counts = EntryCounts()
  var use = TierUse()

  static func suffices(for tier: Tier, _ trace: Trace) -> Bool {
    if case .sliding = tier.expiry { return false }
    return tier.capacity == .unlimited && tier.places.routing.count(in: trace) <= SlotPlan.few
  }

  init(_ strategy: Strategy, _ keys: KeyPlan, _ trace: Trace, _ draws: Draws) {
    let tier = strategy.tiers[0]
    if case .fixed(let ttl) = tier.expiry { life = ttl.count } else { life = .max }
    kept = tier.stale.whileRevalidating.count
    delay = tier.places.visibleAfter?.count
    var plans = SlotPlans(keys, trace, draws)
    let plan = plans.plan(tier.places.routing, .byKey)
    self.plan = plan
    var arena = Arena()
    let entries = arena.cells(repeating: Entry(), count: plan.count)
    for slot in 0..<UInt32(plan.count) where plan.isAsked(slot) { entries[Int(slot)].marks = .asked }
    let isByPlace = strategy.flights.singleFlight == .place
    let flights = arena.cells(
      repeating: FlightMarks(), count: strategy.flights.singleFlight == .none ? 0 : isByPlace ? plan.count : keys.count)
    let states = arena.cells(repeating: KeyState(), count: keys.count)
    view = View(
      slots: plan.slots, entries: entries, states: states, flights: flights, isByPlace: isByPlace, places: plan.placeCount,
      width: plan.count / max(1, keys.count))
    self.arena = arena
    meter = StorageMeter(span: trace.span ?? 0...0)
  }

  @inline(__always)
  mutating func serve(_ slot: UInt32, isFresh: Bool, at now: Int64) {}

  /// - Complexity: amortised O(1).
  @inline(__always)
  mutating func store(_ slot: UInt32, key: UInt32, answer: UInt32, answerBytes: UInt32, at now: Int64) {
    writes &+= 1
    let deadline = life == .max ? .max : sum(now, life)
    let endRow = life == .max ? 0 : ends.append(slot, at: sum(deadline, kept))
    let entry = Entry(deadline: deadline, answer: answer, answerBytes: answerBytes, write: writes, endRow: endRow)
    let freed = replace(slot, of: key, by: entry, isCopy: false, at: now)
    counts.fills &+= 1
    use.transferredBytes &+= Int(answerBytes)
    // What makes room and what takes it are one change: at no instant was there less, or more.
    meter.change(entries: 1 &- freed.entries, bytes: Int(answerBytes) &- freed.bytes, at: now)
    guard let delay else { return }
    let time = sum(now, delay)
    spreads.append(
      Spread(time: time, deadline: deadline, slot: slot, key: key, answer: answer, answerBytes: answerBytes, write: writes))
    if spreads.count == 1 { nextSpread = time }
  }

  /// Puts an entry in the place of another, if there is one; the result is what that took of what is billed.
  @inline(__always)
  private mutating func replace(
    _ slot: UInt32, of key: UInt32, by entry: Entry, isCopy: Bool, at now: Int64
  ) -> (entries: Int, bytes: Int) {
    let old = entries[Int(slot)]
    var freed = (entries: 0, bytes: 0)
    if old.marks.contains(.stored) {
      if !old.marks.contains(.copy) {
        freed = (1, Int(old.answerBytes))
        if life != .max { ends.remove(old.endRow) }
      }
      held &-= 1
      if now <= sum(old.deadline, kept) { counts.replaced &+= 1 } else { counts.expired &+= 1 }
      if now > old.deadline { states[Int(key)].note(.expired, at: old.deadline) }
    }
    var entry = entry
    entry.marks = old.marks.union(.stored)
    if isCopy { entry.marks.insert(.copy) } else { entry.marks.remove(.copy) }
    entries[Int(slot)] = entry
    held &+= 1
    return freed
  }

  /// A write becomes visible at the places where its key is asked, unless its life has ended or something later is there.
  @inline(__always)
  mutating func spread() {
    let write = spreads[0]
    spreads.removeFirst()
    nextSpread = spreads.count > 0 ? spreads[0].time : .max
    lastSpread = write.time
    if spreads.count > 64 {
      spreads.prefetch(ahead: 64)
      view.prefetch(key: spreads[16].key)
    }
    endLives(before: write.time)
    guard write.time <= write.deadline else { return }
    for occurrence in plan.occurrences(of: write.key) {
      let slot = plan.slot(at: occurrence)
      let there = entries[Int(slot)]
      guard slot != write.slot, there.marks.contains(.asked) else { continue }
      guard !there.marks.contains(.stored) || there.write < write.write || hasLeft(there, at: write.time) else { continue }
      let copy = Entry(deadline: write.deadline, answer: write.answer, answerBytes: write.answerBytes, write: write.write)
      let freed = replace(slot, of: write.key, by: copy, isCopy: true, at: write.time)
      counts.replicas &+= 1
      if freed.entries > 0 { meter.change(entries: 0 &- freed.entries, bytes: 0 &- freed.bytes, at: write.time) }
    }
  }

  /// Whether an entry is a copy that only lingers.
  @inline(__always)
  private func hasLeft(_ entry: Entry, at now: Int64) -> Bool { entry.marks.contains(.copy) && now > sum(entry.deadline, kept) }

  @inline(__always)
  mutating func endLives(before time: Int64) {
    while ends.next < time, let end = ends.removeFirst(before: time, entries) { endLife(of: end.key, at: end.time) }
  }

  @inline(never)
  private mutating func endLife(of slot: UInt32, at time: Int64) {
    let entry = entries[Int(slot)]
    entries[Int(slot)].marks.remove(.stored)
    states[Int(plan.key(slot))].note(.expired, at: entry.deadline)
    counts.expired &+= 1
    held &-= 1
    meter.change(entries: -1, bytes: -Int(entry.answerBytes), at: time)
  }

  mutating func close(at time: Int64) -> (counts: EntryCounts, use: TierUse) {
    let end = max(time, lastSpread)
    endLives(before: end)
    for slot in entries.indices where entries[slot].marks.contains(.stored) && hasLeft(entries[slot], at: end) {
      counts.expired += 1
      held -= 1
    }
    counts.resident = held
    use.writes = counts.fills
    meter.close(&use)
    return (counts, use)
  }

  /// Why nothing answers here: there may be an entry at another place. What has expired is noted by the way.
  @inline(__always)
  mutating func absence(_ key: UInt32, _ slot: UInt32, at now: Int64) -> Cause {
    var isElsewhere = false
    for occurrence in plan.occurrences(of: key) {
      let other = plan.slot(at: occurrence)
      let entry = entries[Int(other)]
      guard entry.marks.contains(.stored) else { continue }
      if now > entry.deadline { states[Int(key)].note(.expired, at: entry.deadline) } else if other != slot { isElsewhere = true }
    }
    return isElsewhere ? .otherPlace : Cause(states[Int(key)].fate) ?? .none
  }

  @inline(__always)
  mutating func noteUnstored(_ key: UInt32, at now: Int64) { states[Int(key)].note(.notStored, at: now) }
}
