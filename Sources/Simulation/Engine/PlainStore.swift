import Caching
import Traces
import Units

/// The one store of a ``PlainReplay``: what it knows of a key is 32 bytes in one place, whether an entry is there or why there is none.
///
/// What has expired leaves before anything later happens; so whatever is stored is live, and what becomes of it in the end is later than all that
/// happened to its key before: an entry and the fate of the last one never need to be known together.
struct PlainStore: ~Copyable {
  struct Cell: BitwiseCopyable {
    /// The last instant of the entry's life; without an entry, when ``fate`` was.
    var time = Int64.min
    /// The request whose answer it is.
    var answer: UInt32 = 0
    /// The number of its fill, from 1; 0 where there is no entry.
    var birth: UInt32 = 0
    var answerBytes: UInt32 = 0
    /// Calls under way whose answer will be stored.
    var underWay: UInt32 = 0
    /// What became of the last answer.
    var fate = KeyState.Fate.none
    /// Whether the key was ever looked up in vain.
    var wasAsked = false
  }

  private struct Link: BitwiseCopyable {
    var newer: UInt32
    var older: UInt32
  }

  let cells: Cells<Cell>
  /// One per key, and one whose `older` is the newest entry and whose `newer` the oldest; of the last one alone where everything has room.
  private let links: Cells<Link>
  private let end: UInt32
  private let arena: Arena
  /// TTL; `Int64.max` for never.
  private let life: Int64
  private let slides: Bool
  private let isBounded: Bool
  private let movesOnHit: Bool
  private let capacity: Int
  private var births: UInt32 = 0
  private var held = 0
  /// Ends of lives, by key.
  private var ends = EventQueue()
  /// Completions, by request.
  private var landings = EventQueue()
  /// Nothing but arrivals happens before.
  private(set) var due = Int64.max
  private let ids: Column<UInt32>
  private let answerBytes: Column<UInt32>
  private var meter: StorageMeter
  private var counts = EntryCounts()
  private var use = TierUse()

  init(_ tier: Tier, keys: Int, ids: Column<UInt32>, answerBytes: Column<UInt32>, span: ClosedRange<Int64>) {
    switch tier.expiry {
    case .never: (life, slides) = (.max, false)
    case .fixed(let ttl): (life, slides) = (ttl.count, false)
    case .sliding(let ttl): (life, slides) = (ttl.count, true)
    }
    if case .entries(let count) = tier.capacity { (isBounded, capacity) = (true, count) } else { (isBounded, capacity) = (false, .max) }
    movesOnHit = tier.policy == .lru
    end = UInt32(keys)
    var arena = Arena()
    cells = arena.cells(repeating: Cell(), count: keys)
    links = arena.cells(repeating: Link(newer: .max, older: .max), count: isBounded ? keys + 1 : 0)
    if isBounded { links[keys] = Link(newer: end, older: end) }
    self.arena = arena
    (self.ids, self.answerBytes) = (ids, answerBytes)
    meter = StorageMeter(span: span)
  }

  /// A key is looked up soon.
  @inline(__always)
  func prefetch(_ key: UInt32) {
    cells.prefetch(Int(key))
    if isBounded { links.prefetch(Int(key)) }
  }

  /// A key that was prefetched is looked up very soon.
  @inline(__always)
  func prefetchNeighbours(_ key: UInt32) {
    guard isBounded, movesOnHit else { return }
    let link = links[Int(key)]
    guard link.newer != .max else { return }
    links.prefetch(Int(link.newer))
    links.prefetch(Int(link.older))
  }

  /// Looks a key up; whether it is there.
  @inline(__always)
  mutating func finds(_ key: UInt32, at now: Int64) -> Bool {
    use.reads &+= 1
    let cell = cells[Int(key)]
    guard cell.birth != 0 else {
      use.nullReads &+= 1
      return false
    }
    use.transferredBytes &+= Int(cell.answerBytes)
    if slides, cell.time != .max { cells[Int(key)].time = sum(now, life) }
    if isBounded, movesOnHit, links[Int(key)].newer != end {
      detach(key)
      prepend(key)
    }
    return true
  }

  /// Something happened to an answer that is not stored, as in ``KeyState``.
  @inline(__always)
  func note(_ fate: KeyState.Fate, _ key: UInt32, at now: Int64) {
    let cell = cells[Int(key)]
    guard cell.birth == 0, now > cell.time || (now == cell.time && cell.fate != .expired) else { return }
    (cells[Int(key)].fate, cells[Int(key)].time) = (fate, now)
  }

  /// The answer of request `i` will be there at `end`.
  @inline(__always)
  mutating func expect(_ i: Int, at end: Int64) {
    cells[Int(ids[i])].underWay &+= 1
    landings.push(Event(time: end, sequence: UInt32(truncatingIfNeeded: i), subject: UInt32(truncatingIfNeeded: i)))
    if end < due { due = end }
  }

  /// Everything that law 3 puts before an arrival at `now`: calls that complete up to then, and before each what has expired.
  @inline(never)
  mutating func advance(to now: Int64) {
    while true {
      let next = landings.nextTime
      if ends.nextTime < min(next, now) {
        endLife()
      } else if next <= now, let event = landings.pop() {
        let key = ids[Int(event.subject)]
        cells[Int(key)].underWay &-= 1
        store(key, answer: event.subject, answerBytes: answerBytes[Int(event.subject)], at: event.time)
      } else {
        break
      }
    }
    due = min(landings.nextTime, ends.nextTime == .max ? .max : ends.nextTime &+ 1)
  }

  /// Stores an answer: it replaces the one that is there, else evicts until there is room.
  @inline(__always)
  private mutating func store(_ key: UInt32, answer: UInt32, answerBytes: UInt32, at now: Int64) {
    if cells[Int(key)].birth != 0 {
      if isBounded { detach(key) }
      leave(key, at: now)
      counts.replaced &+= 1
    }
    if isBounded {
      while held >= capacity {
        let victim = links[Int(end)].newer
        detach(victim)
        links[Int(victim)].newer = .max
        leave(victim, at: now)
        (cells[Int(victim)].fate, cells[Int(victim)].time) = (.evicted, now)
        counts.evicted &+= 1
        prefetchVictim()
      }
      prepend(key)
    }
    births &+= 1
    let deadline = life == .max ? .max : sum(now, life)
    cells[Int(key)].time = deadline
    cells[Int(key)].answer = answer
    cells[Int(key)].birth = births
    cells[Int(key)].answerBytes = answerBytes
    if deadline != .max { ends.push(Event(time: deadline, sequence: births, subject: key)) }
    held &+= 1
    counts.fills &+= 1
    use.transferredBytes &+= Int(answerBytes)
    meter.change(entries: 1, bytes: Int(answerBytes), at: now)
  }

  /// The next end of a life: lets go of the entry, unless it has left before or a hit has prolonged its life.
  @inline(__always)
  private mutating func endLife() {
    guard let event = ends.pop() else { return }
    if let later = ends.subject(ahead: 8) { prefetch(later) }
    if let later = ends.subject(ahead: 4) { prefetchNeighbours(later) }
    let cell = cells[Int(event.subject)]
    guard cell.birth == event.sequence else { return }
    if cell.time > event.time {
      if cell.time != .max { ends.push(Event(time: cell.time, sequence: event.sequence, subject: event.subject)) }
      return
    }
    if isBounded {
      detach(event.subject)
      links[Int(event.subject)].newer = .max
    }
    leave(event.subject, at: event.time)
    cells[Int(event.subject)].fate = .expired
    counts.expired &+= 1
  }

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
    cells[Int(key)].birth = 0
    held &-= 1
    meter.change(entries: -1, bytes: -Int(cells[Int(key)].answerBytes), at: now)
  }

  @inline(__always)
  private func prefetchVictim() {
    let next = links[Int(end)].newer
    guard next != end else { return }
    cells.prefetch(Int(next))
    links.prefetch(Int(links[Int(next)].newer))
  }

  @inline(__always)
  private func detach(_ key: UInt32) {
    let link = links[Int(key)]
    links[Int(link.newer)].older = link.older
    links[Int(link.older)].newer = link.newer
  }

  @inline(__always)
  private func prepend(_ key: UInt32) {
    let first = links[Int(end)].older
    links[Int(key)] = Link(newer: end, older: first)
    links[Int(first)].newer = key
    links[Int(end)].older = key
  }
}
