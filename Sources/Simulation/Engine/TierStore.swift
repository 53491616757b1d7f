import Caching
import Traces
import Units

/// One tier's entries: at most one per (place, key) (law 13), as an array by slot.
///
/// What goes when there is no room is the policy's to say, one per place. Where an entry has an end, it is kept in a queue by that end, unless
/// expired entries leave only when they are met (law 14).
struct TierStore: ~Copyable {
  struct Entry: BitwiseCopyable {
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
    @inline(__always)
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
  struct Shard: BitwiseCopyable {
    var entries = 0
    /// Without the tables that all entries share.
    var bytes = 0
    /// Before this instant the place does not answer.
    var downUntil = Int64.min
    /// What a look-up takes meanwhile.
    var downTime: Int64 = 0
  }

  let index: Int
  let plan: SlotPlan
  let life: LifeRule
  let entries: Cells<Entry>
  /// Those of the engine, by key.
  let states: Cells<KeyState>
  let shards: Cells<Shard>
  /// What goes, by shard; none where everything has room.
  let evictors: Evictors
  var births: UInt32 = 0
  var ends = EventQueue()
  /// What a hit prolongs the life to, by slot; empty where it is the same for all.
  let lives: Cells<Int64>
  /// The last instant that any hit can prolong the life to, by slot; empty where there is no bound.
  let limits: Cells<Int64>
  /// How long after it was stored an entry can live; `Int64.max` for no bound.
  let greatestAge: Int64
  /// Until when a place remembers that there was nothing, by slot; empty where it does not.
  let nothingUntil: Cells<Int64>
  /// When a key was written last; empty without a limit.
  let written: Cells<Int64>
  /// Whether a stale entry is being fetched anew, by slot; empty where none ever is.
  let refreshing: Cells<Bool>
  /// Entries by what they are compared by; `nil` unless a semantic layer looks here.
  var members: SemanticMembers?

  let window: StaleWindow
  /// How long entries are kept after their end, where it is the same for all.
  let kept: Int64
  /// Whether it is not.
  let hasWindows: Bool
  /// Whether any entry is given at once after its end.
  let revalidates: Bool
  /// Whether what has expired leaves at its end, or at a time counted from it.
  let expiresExactly: Bool
  /// Whether it leaves when Redis's active expiry comes by.
  let expiresActively: Bool
  let active: ActiveExpiry
  let queuesEnds: Bool
  let removesWhenMet: Bool
  let largestAnswer: Int
  let mostEntries: Int
  let mostBytes: Int
  let overhead: EntryOverhead
  let hasOverhead: Bool
  let expires: Bool
  let negative: Int64
  let writeInterval: Int64
  let visibleAfter: Int64?
  let sweeps: Bool
  let answersByKey: Bool
  let takesMisses: Bool
  let isBounded: Bool
  /// Whether all entries are of one shard, or nobody asks of which: one place and one side, or no limit and nothing else that a place has of its own.
  let isWhole: Bool
  /// Whether copies from other places stay after their time, until they are overwritten: nobody can tell, as they are not billed and take no room, but by
  /// the counts, which ``close(at:)`` puts right.
  let replicasLinger: Bool
  /// Whether a hit changes nothing but what policies know.
  let slides: Bool
  let hasLives: Bool
  let keepsEnd: Bool
  let expiresAtStore: Bool
  /// Whether the first request that meets a stale entry waits for its own call.
  let firstRefreshes: Bool
  let onHitBelow: FillRules.Copy
  let countsOverwrites: Bool
  /// The share of the capacity that goes at once.
  let block: Double

  private let arena: Arena
  var held = 0
  var meter: StorageMeter
  var counts = EntryCounts()
  var use = TierUse()

  init(
    _ tier: Tier, index: Int, plan: SlotPlan, life: consuming LifeRule, window: StaleWindow, states: Cells<KeyState>, sides: Int,
    span: ClosedRange<Int64>, seed: UInt64, hasOutages: Bool, isSearched: Bool
  ) {
    self.index = index
    self.plan = plan
    self.states = states
    let slots = plan.count * sides
    var arena = Arena()
    entries = arena.cells(repeating: Entry(), count: slots)
    (slides, hasLives) = (life.slides, life.slides && !life.isPlain)
    lives = arena.cells(repeating: 0, count: hasLives ? slots : 0)
    greatestAge = life.slides ? tier.lifetime.greatestAge?.count ?? .max : .max
    limits = arena.cells(repeating: .max, count: greatestAge == .max ? 0 : slots)
    self.life = life
    nothingUntil = arena.cells(repeating: .min, count: tier.negative == nil ? 0 : slots)
    written = arena.cells(repeating: .min, count: tier.writeInterval == nil ? 0 : states.count * sides)
    refreshing = arena.cells(repeating: false, count: tier.stale.longestRevalidating == .zero ? 0 : slots)
    self.window = window
    (kept, hasWindows) = (window.keptByAll ?? 0, window.keptByAll == nil)
    revalidates = tier.stale.longestRevalidating > .zero
    // A variable of its own: what an operator defers may not look into a store that is not whole yet (the compiler does not say so).
    let expiresActively = tier.removal == .redis
    self.expiresActively = expiresActively
    active = ActiveExpiry(shards: expiresActively ? plan.placeCount * sides : 0, tier: index, seed: seed, in: &arena)
    expiresExactly = tier.removal == .exact || expiresActively
    queuesEnds = tier.removal != .lazy
    removesWhenMet = tier.removal != .exact
    largestAnswer = tier.largestValue ?? .max
    expires = tier.mayExpire
    switch tier.capacity {
    case .unlimited: (mostEntries, mostBytes, overhead) = (.max, .max, .none)
    case .entries(let count): (mostEntries, mostBytes, overhead) = (count, .max, .none)
    case .bytes(let count, let each): (mostEntries, mostBytes, overhead) = (.max, count - each.fixedBytes, each)
    }
    hasOverhead = overhead != .none
    isBounded = tier.capacity != .unlimited
    isWhole = plan.placeCount * sides == 1 || !(tier.capacity != .unlimited || expiresActively || hasOutages || isSearched)
    replicasLinger = tier.removal == .exact && tier.capacity == .unlimited && !isSearched
    (answersByKey, takesMisses) = (tier.answersByKey, tier.fill.onMiss)
    (keepsEnd, expiresAtStore, countsOverwrites) = (tier.lifetime.keepsEnd, tier.removal == .atStore, tier.eviction.countsOverwrites)
    (firstRefreshes, onHitBelow) = (tier.stale.refresh == .byFirst, tier.fill.onHitBelow)
    block = tier.eviction.block
    negative = tier.negative?.count ?? 0
    writeInterval = tier.writeInterval?.count ?? 0
    visibleAfter = tier.places.visibleAfter?.count
    meter = StorageMeter(span: span)
    let capacity = mostBytes == .max ? mostEntries : mostBytes
    shards = arena.cells(repeating: Shard(), count: plan.placeCount * sides)
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
    self.arena = arena
  }

  /// The shard of a slot of either side.
  @inline(__always)
  func shard(_ slot: UInt32) -> Int {
    if isWhole { return 0 }
    let isGreen = Int(slot) >= plan.count
    return plan.place(isGreen ? slot - UInt32(plan.count) : slot) + (isGreen ? plan.placeCount : 0)
  }

  /// A slot as its policy knows it.
  @inline(__always)
  func local(_ slot: UInt32, _ shard: Int) -> UInt32 {
    shard == 0 ? slot : slot - base(shard)
  }

  @inline(__always)
  func base(_ shard: Int) -> UInt32 {
    shard < plan.placeCount ? UInt32(plan.firsts[shard]) : UInt32(plan.count + plan.firsts[shard - plan.placeCount])
  }

  /// The last instant of an entry in memory: of its life, or of what it is good for after that.
  @inline(__always)
  func end(_ entry: Entry) -> Int64 { sum(entry.deadline, hasWindows ? window.kept(entry.answer) : kept) }

  /// A place does not answer for a while.
  mutating func takeDown(_ shard: Int, until: Int64, lookUpTime: Int64) {
    shards[shard].downUntil = max(shards[shard].downUntil, until)
    shards[shard].downTime = lookUpTime
  }

  /// Closes the books: what is left is resident, and storage is billed up to the last arrival (law 23).
  ///
  /// - Parameter time: what ended before has expired.
  mutating func close(at time: Int64) {
    if replicasLinger, plan.placeCount > 1 {
      for slot in entries.indices where entries[slot].birth != 0 && hasLeft(entries[slot], at: time) {
        counts.expired += 1
        held -= 1
      }
    }
    counts.resident = held
    meter.close(&use)
  }
}

/// The sum, or the end of time.
@inline(__always)
func sum(_ a: Int64, _ b: Int64) -> Int64 {
  let (sum, overflow) = a.addingReportingOverflow(b)
  return overflow ? .max : sum
}
