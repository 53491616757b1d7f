import Caching
import Traces
import Units

/// The one store of a ``PlainReplay``: what it knows of a key is 32 bytes in one place, whether an entry is there or why there is none.
///
/// Entries leave when their time ends, as far as anybody can see: what nobody looks at before the next answer is stored may leave just before that.
/// While an entry is there, nothing needs to be known of what became of earlier ones: whatever becomes of this one is later. All but one thing: an
/// answer that was not stored after the life of the entry ended is later than that end (``Marks/unstored``).
struct PlainStore: ~Copyable, PlainStoring {
  struct Cell: BitwiseCopyable {
    /// The last instant of the entry's life; without an entry, when ``fate`` was.
    var time = Int64.min
    /// The row of its last use, where entries may be evicted.
    fileprivate(set) var row: UInt32 = 0
    /// The row of the end of its life, where it has one.
    fileprivate(set) var endRow: UInt32 = 0
    /// The request whose answer it is.
    var answer = Keys.none
    var answerBytes: UInt32 = 0
    /// Calls under way whose answer will be stored.
    var underWay: UInt32 = 0
    /// What became of the last answer, where no entry is there.
    var fate = KeyState.Fate.none
    var marks: Marks = []

    /// Whether an entry is there.
    @inline(__always)
    var isStored: Bool { marks.contains(.stored) }

    /// What becomes of the key when its entry leaves after its life, the end of which ``time`` is.
    @inline(__always)
    fileprivate var fateExpired: KeyState.Fate { marks.contains(.unstored) ? .notStored : .expired }
  }

  struct Marks: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    /// An entry is there.
    static let stored = Marks(rawValue: 1)
    /// The key was looked up in vain, sometime.
    static let asked = Marks(rawValue: 2)
    /// A call is under way that others may wait for.
    static let flight = Marks(rawValue: 4)
    /// The stale entry is being fetched anew.
    static let refreshing = Marks(rawValue: 8)
    /// An answer was not stored since the life of the entry ended.
    static let unstored = Marks(rawValue: 16)
    /// Somebody waits for the call under way.
    static let awaited = Marks(rawValue: 32)
  }

  /// By key.
  let cells: Cells<Cell>
  private let arena: Arena
  /// ``Cause/init(_:)`` by fate, `none` for none: a table, as nothing tells which it will be.
  private let causes: Column<Cause>
  /// TTL; `Int64.max` for never.
  private let life: Int64
  private let slides: Bool
  /// How long after its life an entry is kept.
  let kept: Int64
  private let isBounded: Bool
  private let movesOnHit: Bool
  private let capacity: Int
  private var held = 0
  /// The order of eviction, where there is any.
  private var order: UseOrder
  /// Ends of what is kept.
  private var ends = EndLog()
  private var meter: StorageMeter
  private var counts = EntryCounts()
  var use = TierUse()

  static func suffices(for tier: Tier, _ trace: Trace) -> Bool {
    guard tier.places == Places() else { return false }
    switch tier.capacity {
    case .unlimited: return true
    case .entries: return tier.policy == .lru || tier.policy == .fifo
    case .bytes: return false
    }
  }

  init(_ strategy: Strategy, _ keys: KeyPlan, _ trace: Trace, _ draws: Draws) {
    let tier = strategy.tiers[0]
    switch tier.expiry {
    case .never: (life, slides) = (.max, false)
    case .fixed(let ttl): (life, slides) = (ttl.count, false)
    case .sliding(let ttl): (life, slides) = (ttl.count, true)
    }
    kept = tier.stale.whileRevalidating.count
    if case .entries(let count) = tier.capacity { (isBounded, capacity) = (true, count) } else { (isBounded, capacity) = (false, .max) }
    movesOnHit = isBounded && tier.policy == .lru
    order = UseOrder(entries: isBounded ? min(capacity, keys.count) : 0)
    var arena = Arena()
    cells = arena.cells(repeating: Cell(), count: keys.count)
    causes = arena.column((0...KeyState.Fate.lost.rawValue).map { KeyState.Fate(rawValue: $0).flatMap { Cause($0) } ?? .none })
    self.arena = arena
    meter = StorageMeter(span: trace.span ?? 0...0)
  }

  @inline(__always)
  private func isKept(_ cell: Cell, at now: Int64) -> Bool { now <= sum(cell.time, kept) }

  @inline(__always)
  func isKept(_ key: UInt32, at now: Int64) -> Bool { cells[Int(key)].isStored && isKept(cells[Int(key)], at: now) }

  /// An entry answers: a use for eviction, and for a sliding TTL if it is fresh.
  @inline(__always)
  mutating func serve(_ key: UInt32, isFresh: Bool, at now: Int64) {
    if slides, isFresh { prolong(key, at: now) }
    if movesOnHit {
      order.remove(cells[Int(key)].row)
      cells[Int(key)].row = writeUse(of: key)
    }
  }

  /// A life of a sliding TTL begins anew.
  @inline(never)
  private mutating func prolong(_ key: UInt32, at now: Int64) {
    let deadline = sum(now, life)
    ends.remove(cells[Int(key)].endRow)
    cells[Int(key)].time = deadline
    cells[Int(key)].endRow = ends.append(key, at: sum(deadline, kept))
  }

  /// An answer is not stored.
  @inline(__always)
  mutating func noteUnstored(_ key: UInt32, at now: Int64) {
    let cell = cells[Int(key)]
    if cell.isStored {
      guard now > cell.time else { return }
      if isKept(cell, at: now) {
        cells[Int(key)].marks.insert(.unstored)
        return
      }
      endLives(before: now)
    }
    guard now > cells[Int(key)].time || cells[Int(key)].fate != .expired else { return }
    (cells[Int(key)].fate, cells[Int(key)].time) = (.notStored, now)
  }

  /// Stores an answer, after all that ends before: it replaces the one that is there, else evicts until there is room.
  @inline(__always)
  mutating func store(_ key: UInt32, key _: UInt32, answer: UInt32, answerBytes: UInt32, at now: Int64) {
    var cell = cells[Int(key)]
    let before = held
    var bytes = Int(answerBytes)
    if cell.isStored {
      forget(cell)
      counts.replaced &+= 1
      held &-= 1
      bytes &-= Int(cell.answerBytes)
    }
    if isBounded {
      while held >= capacity { bytes &-= evict(at: now) }
      cell.row = writeUse(of: key)
    }
    let deadline = life == .max ? .max : sum(now, life)
    if life != .max { cell.endRow = ends.append(key, at: sum(deadline, kept)) }
    (cell.time, cell.answer, cell.answerBytes) = (deadline, answer, answerBytes)
    cell.marks = cell.marks.subtracting(.unstored).union(.stored)
    cells[Int(key)] = cell
    held &+= 1
    counts.fills &+= 1
    use.transferredBytes &+= Int(answerBytes)
    // What makes room and what takes it are one change: at no instant was there less, or more.
    meter.change(entries: held &- before, bytes: bytes, at: now)
  }

  /// Lets go of what was used longest ago; the result is its size.
  @inline(__always)
  private mutating func evict(at now: Int64) -> Int {
    let victim = order.removeFirst(cells)
    counts.evicted &+= 1
    held &-= 1
    var cell = cells[Int(victim)]
    if life != .max { ends.remove(cell.endRow) }
    if now > cell.time {
      cell.fate = cell.fateExpired
    } else {
      (cell.fate, cell.time) = (.evicted, now)
    }
    cell.marks.remove(.stored)
    cells[Int(victim)] = cell
    return Int(cell.answerBytes)
  }

  /// Writes down that an entry is used now, none of whose rows counts; the result is its new row.
  @inline(__always)
  private mutating func writeUse(of key: UInt32) -> UInt32 {
    if order.isFull { order.compact(cells) { [cells] key, row in cells[Int(key)].row = row } }
    return order.append(key)
  }

  /// An entry leaves: its rows count no more.
  @inline(__always)
  private mutating func forget(_ cell: Cell) {
    if isBounded { order.remove(cell.row) }
    if life != .max { ends.remove(cell.endRow) }
  }

  /// Everything whose time ended before `time` leaves.
  @inline(__always)
  mutating func endLives(before time: Int64) {
    while ends.next < time, let end = ends.removeFirst(before: time, cells) { endLife(of: end.key, at: end.time) }
  }

  @inline(never)
  private mutating func endLife(of key: UInt32, at time: Int64) {
    var cell = cells[Int(key)]
    if isBounded { order.remove(cell.row) }
    cell.marks.remove(.stored)
    cell.fate = cell.fateExpired
    cells[Int(key)] = cell
    counts.expired &+= 1
    held &-= 1
    meter.change(entries: -1, bytes: -Int(cell.answerBytes), at: time)
  }

  mutating func close(at time: Int64) -> (counts: EntryCounts, use: TierUse) {
    endLives(before: time)
    counts.resident = held
    use.writes = counts.fills
    meter.close(&use)
    return (counts, use)
  }
}

/// What is asked of the cells one by one.
extension PlainStore {
  struct View: PlainView {
    fileprivate let cells: Cells<Cell>

    @inline(__always)
    func slot(_ i: Int, _ key: UInt32) -> UInt32 { key }
    @inline(__always)
    func isFresh(_ key: UInt32, at now: Int64) -> Bool { cells[Int(key)].isStored && now <= cells[Int(key)].time }
    @inline(__always)
    func answer(_ key: UInt32) -> UInt32 { cells[Int(key)].answer }
    @inline(__always)
    func answerBytes(_ key: UInt32) -> UInt32 { cells[Int(key)].answerBytes }
    @inline(__always)
    func prefetch(_ i: Int, _ key: UInt32) { cells.prefetch(Int(key)) }
    @inline(__always)
    func prefetchColumns(_ rows: Range<Int>) {}
  }

  @inline(__always)
  var view: View { View(cells: cells) }
  @inline(__always)
  var flightCount: Int { cells.count }
  @inline(__always)
  var nextSpread: Int64 { .max }
  func spread() {}

  @inline(__always)
  mutating func absence(_ key: UInt32, _ slot: UInt32, at now: Int64) -> Cause {
    if cells[Int(key)].isStored { endLives(before: now) }
    return causes[Int(cells[Int(key)].fate.rawValue)]
  }
  @inline(__always)
  func absentSince(_ key: UInt32) -> Int64 { cells[Int(key)].time }
  @inline(__always)
  func deadline(_ key: UInt32) -> Int64 { cells[Int(key)].time }
  @inline(__always)
  func isExpected(_ key: UInt32) -> Bool { cells[Int(key)].underWay > 0 }
  @inline(__always)
  func expect(_ key: UInt32) { cells[Int(key)].underWay &+= 1 }
  @inline(__always)
  func expectNoMore(_ key: UInt32) { cells[Int(key)].underWay &-= 1 }

  @inline(__always)
  func isAsked(_ key: UInt32) -> Bool { has(.asked, key) }
  @inline(__always)
  func markAsked(_ key: UInt32) { set(.asked, key, true) }
  @inline(__always)
  func isRefreshing(_ key: UInt32) -> Bool { has(.refreshing, key) }
  @inline(__always)
  func setRefreshing(_ key: UInt32, _ value: Bool) { set(.refreshing, key, value) }
  @inline(__always)
  func flight(_ key: UInt32, _ slot: UInt32) -> UInt32 { key }
  @inline(__always)
  func isUnderWay(_ key: UInt32) -> Bool { has(.flight, key) }
  @inline(__always)
  func setUnderWay(_ key: UInt32, _ value: Bool) { set(.flight, key, value) }
  @inline(__always)
  func isAwaited(_ key: UInt32) -> Bool { has(.awaited, key) }
  @inline(__always)
  func setAwaited(_ key: UInt32, _ value: Bool) { set(.awaited, key, value) }

  @inline(__always)
  private func has(_ mark: Marks, _ key: UInt32) -> Bool { cells[Int(key)].marks.contains(mark) }
  @inline(__always)
  private func set(_ mark: Marks, _ key: UInt32, _ value: Bool) {
    if value { cells[Int(key)].marks.insert(mark) } else { cells[Int(key)].marks.remove(mark) }
  }
}
