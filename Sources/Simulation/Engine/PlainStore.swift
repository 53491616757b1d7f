import Caching
import Traces
import Units

/// The one store of a ``PlainReplay``: what it knows of a key is 32 bytes in one place, whether an entry is there or why there is none.
///
/// Entries leave when their time ends, as far as anybody can see: what nobody looks at before the next answer is stored may leave just before that.
/// While an entry is there, nothing needs to be known of what became of earlier ones: whatever becomes of this one is later. All but one thing: an
/// answer that was not stored after the life of the entry ended is later than that end (``Marks/unstored``).
struct PlainStore: ~Copyable {
  struct Cell: BitwiseCopyable {
    /// The last instant of the entry's life; without an entry, when ``fate`` was.
    var time = Int64.min
    /// Neighbours in the order of eviction.
    fileprivate(set) var newer = Keys.none
    fileprivate(set) var older = Keys.none
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

  /// By key; then one whose `older` is the newest entry and whose `newer` the oldest.
  let cells: Cells<Cell>
  private let end: UInt32
  private let arena: Arena
  /// TTL; `Int64.max` for never.
  private let life: Int64
  private let slides: Bool
  /// How long after its life an entry is kept.
  let kept: Int64
  private let isBounded: Bool
  private let movesOnHit: Bool
  private let capacity: Int
  private var held = 0
  /// Ends of what is kept: subjects are keys, sequences the requests whose answers they are.
  private var ends = EventQueue()
  private var meter: StorageMeter
  private var counts = EntryCounts()
  var use = TierUse()

  init(_ tier: Tier, keys: Int, span: ClosedRange<Int64>) {
    switch tier.expiry {
    case .never: (life, slides) = (.max, false)
    case .fixed(let ttl): (life, slides) = (ttl.count, false)
    case .sliding(let ttl): (life, slides) = (ttl.count, true)
    }
    kept = tier.stale.whileRevalidating.count
    if case .entries(let count) = tier.capacity { (isBounded, capacity) = (true, count) } else { (isBounded, capacity) = (false, .max) }
    movesOnHit = isBounded && tier.policy == .lru
    end = UInt32(keys)
    var arena = Arena()
    cells = arena.cells(repeating: Cell(), count: keys + 1)
    (cells[keys].newer, cells[keys].older) = (end, end)
    self.arena = arena
    meter = StorageMeter(span: span)
  }

  /// A key that was prefetched is looked up very soon.
  @inline(__always)
  func prefetchNeighbours(_ key: UInt32) {
    guard movesOnHit, cells[Int(key)].isStored else { return }
    cells.prefetch(Int(cells[Int(key)].newer))
    cells.prefetch(Int(cells[Int(key)].older))
  }

  /// Whether an entry whose life has ended is still kept.
  @inline(__always)
  func isKept(_ cell: Cell, at now: Int64) -> Bool { now <= sum(cell.time, kept) }

  /// An entry answers: a use for eviction, and for a sliding TTL if it is fresh.
  @inline(__always)
  func serve(_ key: UInt32, isFresh: Bool, at now: Int64) {
    if slides, isFresh, cells[Int(key)].time != .max { cells[Int(key)].time = sum(now, life) }
    if movesOnHit, cells[Int(key)].newer != end {
      detach(key)
      prepend(key)
    }
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
  mutating func store(_ key: UInt32, answer: UInt32, answerBytes: UInt32, at now: Int64) {
    if cells[Int(key)].isStored {
      if isBounded { detach(key) }
      leave(key, at: now)
      counts.replaced &+= 1
    }
    if isBounded {
      while held >= capacity { evict(at: now) }
      prepend(key)
    }
    let deadline = life == .max ? .max : sum(now, life)
    cells[Int(key)].time = deadline
    cells[Int(key)].answer = answer
    cells[Int(key)].answerBytes = answerBytes
    cells[Int(key)].marks.insert(.stored)
    cells[Int(key)].marks.remove(.unstored)
    if deadline != .max { ends.push(Event(time: sum(deadline, kept), sequence: answer, subject: key)) }
    held &+= 1
    counts.fills &+= 1
    use.transferredBytes &+= Int(answerBytes)
    meter.change(entries: 1, bytes: Int(answerBytes), at: now)
  }

  @inline(__always)
  private mutating func evict(at now: Int64) {
    let victim = cells[Int(end)].newer
    detach(victim)
    leave(victim, at: now)
    counts.evicted &+= 1
    if now > cells[Int(victim)].time {
      setExpired(victim)
    } else {
      (cells[Int(victim)].fate, cells[Int(victim)].time) = (.evicted, now)
    }
    let next = cells[Int(end)].newer
    cells.prefetch(Int(next))
    cells.prefetch(Int(cells[Int(next)].newer))
  }

  /// Everything whose time ended before `time` leaves, but for that whose life a hit has prolonged.
  @inline(__always)
  mutating func endLives(before time: Int64) {
    while ends.nextTime < time, let event = ends.pop() { endLife(event) }
  }

  @inline(__always)
  private mutating func endLife(_ event: Event) {
    if let later = ends.subject(ahead: 8) { cells.prefetch(Int(later)) }
    if let later = ends.subject(ahead: 4) { prefetchNeighbours(later) }
    let key = event.subject
    let cell = cells[Int(key)]
    guard cell.isStored, cell.answer == event.sequence else { return }
    let end = sum(cell.time, kept)
    if end > event.time {
      if end != .max { ends.push(Event(time: end, sequence: event.sequence, subject: key)) }
      return
    }
    if isBounded { detach(key) }
    leave(key, at: event.time)
    setExpired(key)
    counts.expired &+= 1
  }

  /// What becomes of a key whose entry leaves after its life; its cell has the end of that.
  @inline(__always)
  private func setExpired(_ key: UInt32) { cells[Int(key)].fate = cells[Int(key)].marks.contains(.unstored) ? .notStored : .expired }

  /// What became of the entries, and what the store did.
  mutating func close() -> (counts: EntryCounts, use: TierUse) {
    counts.resident = held
    use.writes = counts.fills
    use.byteMicroseconds = meter.total()
    use.peakBytes = meter.peakBytes
    use.peakEntries = meter.peakEntries
    return (counts, use)
  }

  @inline(__always)
  private mutating func leave(_ key: UInt32, at now: Int64) {
    cells[Int(key)].marks.remove(.stored)
    held &-= 1
    meter.change(entries: -1, bytes: -Int(cells[Int(key)].answerBytes), at: now)
  }

  // MARK: The order of eviction

  @inline(__always)
  private func detach(_ key: UInt32) {
    let (newer, older) = (cells[Int(key)].newer, cells[Int(key)].older)
    cells[Int(newer)].older = older
    cells[Int(older)].newer = newer
  }

  @inline(__always)
  private func prepend(_ key: UInt32) {
    let first = cells[Int(end)].older
    (cells[Int(key)].newer, cells[Int(key)].older) = (end, first)
    cells[Int(first)].newer = key
    cells[Int(end)].older = key
  }
}
