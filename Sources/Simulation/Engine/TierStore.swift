import Caching
import Traces
import Units

/// One tier's entries: at most one per (place, key) (law 13), as an array by slot.
///
/// What goes when there is no room is the policy's to say, one per place. Where an entry has an end, it is kept in a queue by that end, unless
/// expired entries leave only when they are met (law 14).
struct TierStore {
  struct Entry {
    /// The last instant of its life; `Int64.max` where it has no end.
    var deadline: Int64 = 0
    /// When its answer was stored first: a copy is as old as what it was copied from.
    var born: Int64 = 0
    /// The request whose answer it is.
    var answer: UInt32 = 0
    /// The number of its fill in this tier, from 1; 0 where the slot is empty.
    var birth: UInt32 = 0
    /// The number of the write that it is, or is a copy of from another place: the greater is the later.
    var write: UInt32 = 0
    /// The size of the answer.
    var answerBytes: UInt32 = 0

    /// Whether it came from another place; such copies are not billed.
    var isReplica: Bool { write != birth }
  }

  /// What a look-up met.
  enum Verdict {
    case nothing
    /// It answers.
    case fresh
    /// It has expired, and answers while it is fetched anew.
    case stale
    /// It has expired, and answers if the call fails.
    case ifError
    /// It is older than the caller allows.
    case tooOld
    /// The place remembers that there was nothing.
    case negative
  }

  /// The entries of one place, on one side.
  struct Shard {
    var entries = 0
    /// Without the tables that all entries share.
    var bytes = 0
    /// Before this instant the place does not answer.
    var downUntil = Int64.min
    /// What a look-up takes meanwhile.
    var downTime: Int64 = 0
  }

  let index: Int
  let tier: Tier
  let plan: SlotPlan
  let life: LifeRule
  let entries: Slots<Entry>
  /// Those of the engine, by key.
  private let states: Slots<KeyState>
  private(set) var shards: [Shard]
  /// What goes, by shard; none where everything has room.
  private let evictors: Evictors
  private var births: UInt32 = 0
  private var expiries = EventQueue()
  /// What a hit prolongs the life to, by slot; empty where it is the same for all.
  private var lives: [Int64]
  /// Until when a place remembers that there was nothing, by slot; empty where it does not.
  private var nothingUntil: [Int64]
  /// When a key was written last; empty without a limit.
  private var written: [Int64]
  /// Whether a stale entry is being fetched anew, by slot; empty where none ever is.
  private var refreshing: [Bool]
  /// Entries by what they are compared by; `nil` unless a semantic layer looks here.
  var members: SemanticMembers?

  let revalidates: Int64
  private let ifError: Int64
  private let kept: Int64
  /// Whether what has expired leaves at its end.
  let expiresExactly: Bool
  private let queuesEnds: Bool
  private let removesWhenMet: Bool
  private let largestAnswer: Int
  private let mostEntries: Int
  private let mostBytes: Int
  private let overhead: EntryOverhead
  private let expires: Bool
  private let negative: Int64
  private let writeInterval: Int64
  let visibleAfter: Int64?
  let sweeps: Bool
  let answersByKey: Bool
  let takesMisses: Bool
  private let isBounded: Bool
  private let keepsEnd: Bool
  private let expiresAtStore: Bool
  private let countsOverwrites: Bool

  private var held = 0
  private var meter: StorageMeter
  var counts = EntryCounts()
  var use = TierUse()

  init(
    _ tier: Tier, index: Int, plan: SlotPlan, life: LifeRule, states: Slots<KeyState>, sides: Int, span: ClosedRange<Int64>, seed: UInt64
  ) {
    self.index = index
    self.tier = tier
    self.plan = plan
    self.life = life
    self.states = states
    let slots = plan.count * sides
    entries = Slots(repeating: Entry(), count: slots)
    lives = life.slides && !life.isPlain ? Array(repeating: 0, count: slots) : []
    nothingUntil = tier.negative == nil ? [] : Array(repeating: .min, count: slots)
    written = tier.writeInterval == nil ? [] : Array(repeating: .min, count: states.count * sides)
    refreshing = tier.stale.whileRevalidating == .zero ? [] : Array(repeating: false, count: slots)
    revalidates = tier.stale.whileRevalidating.count
    ifError = tier.stale.ifError.count
    kept = max(revalidates, ifError)
    expiresExactly = tier.removal == .exact
    queuesEnds = tier.removal == .exact || tier.removal == .atStore
    removesWhenMet = tier.removal != .exact
    largestAnswer = tier.largestValue ?? .max
    expires = tier.mayExpire
    switch tier.capacity {
    case .unlimited: (mostEntries, mostBytes, overhead) = (.max, .max, .none)
    case .entries(let count): (mostEntries, mostBytes, overhead) = (count, .max, .none)
    case .bytes(let count, let each): (mostEntries, mostBytes, overhead) = (.max, count - each.fixedBytes, each)
    }
    isBounded = tier.capacity != .unlimited
    (answersByKey, takesMisses) = (tier.answersByKey, tier.fill.onMiss)
    (keepsEnd, expiresAtStore, countsOverwrites) = (tier.lifetime.keepsEnd, tier.removal == .atStore, tier.eviction.countsOverwrites)
    negative = tier.negative?.count ?? 0
    writeInterval = tier.writeInterval?.count ?? 0
    visibleAfter = tier.places.visibleAfter?.count
    meter = StorageMeter(span: span)
    let capacity = mostBytes == .max ? mostEntries : mostBytes
    shards = Array(repeating: Shard(), count: plan.placeCount * sides)
    let chosen: [Evictor] =
      tier.capacity == .unlimited
      ? []
      : shards.indices.map { shard in
        let place = shard % plan.placeCount
        let keys = plan.firsts[place + 1] - plan.firsts[place]
        let number = UInt64(index) << 32 | UInt64(shard)
        // The first place of the first tier draws as the counting replay does (law 36).
        let draws = Draws(seed: number == 0 ? seed : Draws(seed: seed).bits(number, Stage.eviction))
        return Evictor(tier.policy, keys: keys, capacity: capacity, draws: draws, redis: tier.redis)
      }
    evictors = Evictors(chosen)
    sweeps = chosen.first?.sweeps ?? false
  }

  /// The shard of a slot of either side.
  @inline(__always)
  func shard(_ slot: UInt32) -> Int {
    let isGreen = Int(slot) >= plan.count
    return plan.place(isGreen ? slot - UInt32(plan.count) : slot) + (isGreen ? plan.placeCount : 0)
  }

  /// A slot as its policy knows it.
  @inline(__always)
  private func local(_ slot: UInt32, _ shard: Int) -> UInt32 {
    shard == 0 ? slot : slot - base(shard)
  }

  @inline(__always)
  private func base(_ shard: Int) -> UInt32 {
    shard < plan.placeCount ? UInt32(plan.firsts[shard]) : UInt32(plan.count + plan.firsts[shard - plan.placeCount])
  }

  // MARK: Looking up

  /// A slot is looked up soon: memory is asked for, and not waited for.
  @inline(__always)
  func prefetch(_ slot: UInt32) {
    entries.prefetch(Int(slot))
    if isBounded, shards.count == 1 { evictors.prefetch(0, slot) }
  }

  /// A slot that was prefetched is looked up very soon.
  @inline(__always)
  func prefetchNeighbours(_ slot: UInt32) {
    if isBounded, shards.count == 1 { evictors.prefetchNeighbours(0, slot) }
  }

  /// Looks a slot up. What is stale is no use yet, ``serve(_:at:)`` makes it one.
  ///
  /// - Parameter oldest: an entry born before is too old for the caller.
  @inline(__always)
  mutating func lookUp(_ slot: UInt32, at now: Int64, oldest: Int64) -> Verdict {
    use.reads &+= 1
    let entry = entries[Int(slot)]
    if negative > 0, nothingUntil[Int(slot)] >= now {
      use.nullReads &+= 1
      return entry.birth != 0 && now <= entry.deadline ? .negative : .nothing
    }
    if entry.birth != 0, now <= entry.deadline, entry.born >= oldest {
      serve(slot, at: now)
      return .fresh
    }
    return met(entry, slot, at: now, oldest: oldest)
  }

  /// What a look-up met that found nothing fresh.
  private mutating func met(_ entry: Entry, _ slot: UInt32, at now: Int64, oldest: Int64) -> Verdict {
    guard entry.birth != 0 else {
      use.nullReads += 1
      remember(slot, at: now)
      return .nothing
    }
    if now > entry.deadline {
      if entry.born >= oldest, revalidates > 0, now <= sum(entry.deadline, revalidates) { return .stale }
    }
    use.nullReads += 1
    if now <= entry.deadline { return .tooOld }
    if entry.born >= oldest, ifError > 0, now <= sum(entry.deadline, ifError) { return .ifError }
    if removesWhenMet, now > sum(entry.deadline, kept) {
      remove(slot, at: now)
      counts.expired += 1
      states[Int(plan.key(slot))].note(.expired, at: entry.deadline)
    }
    remember(slot, at: now)
    return .nothing
  }

  /// The place remembers for a while that there was nothing.
  private mutating func remember(_ slot: UInt32, at now: Int64) {
    if negative > 0 { nothingUntil[Int(slot)] = sum(now, negative) }
  }

  /// An entry answers: a use, for eviction and for a sliding TTL (law 15), which only what is fresh still has.
  @inline(__always)
  mutating func serve(_ slot: UInt32, at now: Int64) {
    let i = Int(slot)
    if life.slides, now <= entries[i].deadline, entries[i].deadline != .max || !lives.isEmpty { prolong(i, at: now) }
    if isBounded {
      let shard = shard(slot)
      let local = local(slot, shard)
      if evictors.hit(shard, local, Use(time: now, deadline: entries[i].deadline)) { cool(shard, at: now) }
    }
    use.transferredBytes &+= Int(entries[i].answerBytes)
  }

  private mutating func prolong(_ i: Int, at now: Int64) {
    let life = lives.isEmpty ? life.base ?? .max : lives[i]
    if life != .max { entries[i].deadline = sum(now, life) }
  }

  /// A look-up that seemed to answer did not after all.
  mutating func countNull() { use.nullReads += 1 }

  /// Whether the entry of a slot is live.
  func isFresh(_ slot: UInt32, at now: Int64) -> Bool { entries[Int(slot)].birth != 0 && now <= entries[Int(slot)].deadline }

  /// Whether what has expired still answers if a call fails.
  func servesIfError(_ slot: UInt32, at now: Int64) -> Bool {
    let entry = entries[Int(slot)]
    return entry.birth != 0 && now > entry.deadline && ifError > 0 && now <= sum(entry.deadline, ifError)
  }

  /// Whether a stale entry is being fetched anew.
  func isRefreshing(_ slot: UInt32) -> Bool { refreshing[Int(slot)] }
  mutating func setRefreshing(_ slot: UInt32, _ value: Bool) { refreshing[Int(slot)] = value }

  // MARK: Storing

  /// Whether an answer of this size can be stored at all (laws 12 and 16).
  @inline(__always)
  func admits(_ answerBytes: UInt32) -> Bool {
    Int(answerBytes) <= largestAnswer && (mostBytes == .max || Int(bytes(answerBytes)) + tableBytes(1) <= mostBytes)
  }

  /// Whether a write may happen now: the place answers, and the key was not written just before (law 18). Drops are counted.
  mutating func accepts(_ slot: UInt32, at now: Int64) -> Bool {
    if shards[shard(slot)].downUntil > now {
      counts.dropped += 1
      return false
    }
    if writeInterval > 0 {
      let key = Int(plan.key(slot)) + (Int(slot) >= plan.count ? written.count / 2 : 0)
      if written[key] != .min, now < sum(written[key], writeInterval) {
        counts.dropped += 1
        return false
      }
      written[key] = now
    }
    return true
  }

  /// Stores an answer that ``admits(_:)`` lets in: it replaces the slot's entry (law 13), else evicts until there is room (law 16).
  ///
  /// - Parameters:
  ///   - life: its TTL; `nil` for never.
  ///   - latest: no later than this does it end: the rest of the life of the entry that it is copied from (law 17).
  ///   - write: the number of the write that it is a copy of from another place; `nil` for one of its own.
  /// - Returns: the number of the write, or 0 where the policy did not take it.
  @discardableResult
  mutating func store(
    _ slot: UInt32, answer: UInt32, answerBytes: UInt32, life: Int64?, latest: Int64 = .max, born: Int64, at now: Int64,
    write: UInt32? = nil
  ) -> UInt32 {
    if expiresAtStore { expire(before: sum(now, 1), at: now) }
    let shard = shard(slot)
    let size = bytes(answerBytes)
    if countsOverwrites, !makeRoom(for: size, shard, at: now) { return 0 }
    var deadline = min(life.map { sum(now, $0) } ?? .max, latest)
    let old = entries[Int(slot)]
    if old.birth != 0 {
      if keepsEnd, now <= old.deadline { deadline = old.deadline }
      remove(slot, at: now)
      if now <= sum(old.deadline, kept) { counts.replaced += 1 } else { counts.expired += 1 }
      if now > old.deadline { states[Int(plan.key(slot))].note(.expired, at: old.deadline) }
    }
    if isBounded {
      let local = local(slot, shard)
      guard evictors.miss(shard, local, size: weight(size)) else { return 0 }
      if !countsOverwrites, !makeRoom(for: size, shard, at: now) { return 0 }
      guard evictors.insert(shard, local, size: weight(size), Use(time: now, deadline: deadline)) else { return 0 }
    }
    births &+= 1
    let number = write ?? births
    entries[Int(slot)] = Entry(deadline: deadline, born: born, answer: answer, birth: births, write: number, answerBytes: answerBytes)
    if !lives.isEmpty { lives[Int(slot)] = life ?? .max }
    if negative > 0, write == nil { nothingUntil[Int(slot)] = .min }
    if queuesEnds, deadline != .max {
      expiries.push(Event(time: sum(deadline, kept), sequence: births, subject: slot))
    }
    members?.insert(slot, answer: answer, birth: births, shard: shard)
    held += 1
    if write == nil {
      counts.fills += 1
      use.writes += 1
      use.transferredBytes &+= Int(answerBytes)
    } else {
      counts.replicas += 1
    }
    change(shard, entries: 1, bytes: Int(size), isBilled: write == nil, at: now)
    return number
  }

  /// Evicts until an entry fits, and more where it is done in blocks; `false` where nothing may go.
  @inline(__always)
  private mutating func makeRoom(for size: UInt32, _ shard: Int, at now: Int64) -> Bool {
    guard isBounded, !hasRoom(for: size, shard) || evictors.wantsMore(shard) else { return true }
    let block = tier.eviction.block
    let fewEntries = mostEntries == .max ? Int.max : mostEntries - Int(Double(mostEntries) * block)
    let fewBytes = mostBytes == .max ? Int.max : mostBytes - Int(Double(mostBytes) * block)
    while !hasRoom(for: size, shard) || evictors.wantsMore(shard)
      || (block > 0 && shards[shard].entries > 0 && !isBelow(fewEntries, fewBytes, shard))
    {
      guard let victim = evictors.evict(shard, for: weight(size), at: now) else { return false }
      letGo(victim, shard, at: now)
      if let next = evictors.next(shard) {
        let slot = next + base(shard)
        entries.prefetch(Int(slot))
        states.prefetch(Int(plan.key(slot)))
      }
    }
    return true
  }

  /// After a hit, a policy may let go of something although there is room (W-TinyLFU).
  private mutating func cool(_ shard: Int, at now: Int64) {
    while evictors.wantsMore(shard), let victim = evictors.evict(shard, for: 0, at: now) { letGo(victim, shard, at: now) }
  }

  /// Empties the slot that a policy has chosen.
  @inline(__always)
  private mutating func letGo(_ victim: UInt32, _ shard: Int, at now: Int64) {
    let slot = shard == 0 ? victim : victim + base(shard)
    let entry = entries[Int(slot)]
    take(slot, at: now)
    counts.evicted += 1
    if now > sum(entry.deadline, kept) { counts.evictedDead += 1 }
    let key = Int(plan.key(slot))
    if now > entry.deadline { states[key].note(.expired, at: entry.deadline) } else { states[key].note(.evicted, at: now) }
  }

  private mutating func isBelow(_ entries: Int, _ bytes: Int, _ shard: Int) -> Bool {
    shards[shard].entries <= entries && (bytes == .max || shards[shard].bytes + tableBytes(shards[shard].entries) <= bytes)
  }

  @inline(__always)
  private mutating func hasRoom(for size: UInt32, _ shard: Int) -> Bool {
    guard shards[shard].entries < mostEntries else { return false }
    return mostBytes == .max || shards[shard].bytes + Int(size) + tableBytes(shards[shard].entries + 1) <= mostBytes
  }

  /// An answer is too large to be stored: the policy hears of the miss all the same (law 36).
  mutating func tellMiss(_ slot: UInt32) {
    let shard = shard(slot)
    let local = local(slot, shard)
    if isBounded { _ = evictors.miss(shard, local, size: 0) }
  }

  // MARK: Removing

  /// The end of the first life that ends: nothing has to expire before.
  @inline(__always)
  var nextEnd: Int64 { expiresExactly ? expiries.nextTime : .max }

  /// Lets go of all entries whose time in memory ended before `time` (law 3: at the end of its last instant).
  ///
  /// - Parameter now: when they leave; `nil` for when their time ended.
  mutating func expire(before time: Int64, at now: Int64? = nil) {
    while expiries.nextTime < time, let event = expiries.pop() {
      if let later = expiries.subject(ahead: 8) { entries.prefetch(Int(later)) }
      let entry = entries[Int(event.subject)]
      guard entry.birth == event.sequence else { continue }
      let end = sum(entry.deadline, kept)
      if end > event.time {
        // A hit has prolonged its life.
        if end != .max { expiries.push(Event(time: end, sequence: event.sequence, subject: event.subject)) }
      } else {
        remove(event.subject, at: now ?? event.time)
        counts.expired += 1
        states[Int(plan.key(event.subject))].note(.expired, at: entry.deadline)
      }
    }
  }

  /// What a policy lets go although there is room.
  mutating func sweep(at now: Int64) {
    for shard in 0..<evictors.count {
      while true {
        let fill = fill(shard)
        guard let victim = evictors.overdue(shard, at: now, fill: fill) else { break }
        let slot = victim + base(shard)
        take(slot, at: now)
        counts.evicted += 1
        states[Int(plan.key(slot))].note(.evicted, at: now)
      }
    }
  }

  private mutating func fill(_ shard: Int) -> Double {
    mostBytes == .max
      ? Double(shards[shard].entries) / Double(mostEntries)
      : Double(shards[shard].bytes + tableBytes(shards[shard].entries)) / Double(mostBytes)
  }

  /// Removes every entry that `matches` says, by its slot and answer, as invalidated.
  mutating func removeAll(at now: Int64, as fate: KeyState.Fate, where matches: (UInt32, UInt32) -> Bool) {
    for i in entries.indices where entries[i].birth != 0 && matches(UInt32(i), entries[i].answer) {
      let deadline = entries[i].deadline
      remove(UInt32(i), at: now)
      counts.invalidated += 1
      let key = Int(plan.key(UInt32(i)))
      if now > deadline { states[key].note(.expired, at: deadline) } else { states[key].note(fate, at: now) }
    }
  }

  /// A place does not answer for a while.
  mutating func takeDown(_ shard: Int, until: Int64, lookUpTime: Int64) {
    shards[shard].downUntil = max(shards[shard].downUntil, until)
    shards[shard].downTime = lookUpTime
  }

  private mutating func remove(_ slot: UInt32, at now: Int64) {
    if isBounded {
      let shard = shard(slot)
      evictors.remove(shard, local(slot, shard), size: weight(bytes(entries[Int(slot)].answerBytes)))
    }
    take(slot, at: now)
  }

  /// Empties a slot that its policy has let go of.
  private mutating func take(_ slot: UInt32, at now: Int64) {
    let entry = entries[Int(slot)]
    entries[Int(slot)].birth = 0
    members?.remove(slot, birth: entry.birth)
    held -= 1
    change(shard(slot), entries: -1, bytes: -Int(bytes(entry.answerBytes)), isBilled: !entry.isReplica, at: now)
  }

  @inline(__always)
  private mutating func change(_ shard: Int, entries: Int, bytes: Int, isBilled: Bool, at now: Int64) {
    let tables = tableBytes(shards[shard].entries + entries) - tableBytes(shards[shard].entries)
    shards[shard].entries += entries
    shards[shard].bytes += bytes
    if isBilled { meter.change(entries: entries, bytes: bytes + tables, at: now) }
  }

  /// Closes the books: what is left is resident, and storage is billed up to the last arrival (law 23).
  mutating func close() {
    counts.resident = held
    use.byteMicroseconds = meter.total()
    use.peakBytes = meter.peakBytes
    use.peakEntries = meter.peakEntries
  }

  /// A size as policies count it: 1 where the capacity is a number of entries.
  @inline(__always)
  private func weight(_ size: UInt32) -> UInt32 { mostBytes == .max ? 1 : size }

  /// What an entry takes.
  @inline(__always)
  private func bytes(_ answerBytes: UInt32) -> UInt32 {
    if case .none = overhead { return answerBytes }
    return UInt32(clamping: overhead.entryBytes(answer: Int(answerBytes), expires: expires))
  }

  @inline(__always)
  private func tableBytes(_ entries: Int) -> Int {
    if case .redis7 = overhead { return overhead.tableBytes(entries: entries, expires: expires) }
    return 0
  }
}

/// The sum, or the end of time.
@inline(__always)
func sum(_ a: Int64, _ b: Int64) -> Int64 {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? .max : sum
}
