/// Policies written a second time, from their rules, with arrays searched from end to end: slow, and nothing shared with the library.
///
/// A store asks for a key with ``request(_:size:)`` and takes one out with ``remove(_:)``.
class SlowModel {
  struct Entry {
    var id: Int
    var size: Int
    var uses = 0
  }

  let capacity: Int
  init(capacity: Int) { self.capacity = capacity }

  /// Every entry that is stored.
  var entries: [Entry] { fatalError("a model has entries") }
  func hit(_ id: Int) {}
  func missed(_ id: Int) {}
  func admits(_ size: Int) -> Bool { size <= capacity }
  func evict(for size: Int) {}
  func insert(_ id: Int, _ size: Int) {}
  func remove(_ id: Int) {}

  final func request(_ id: Int, size: Int) -> Bool {
    if entries.contains(where: { $0.id == id }) {
      hit(id)
      return true
    }
    missed(id)
    guard admits(size) else { return false }
    while entries.reduce(size, { $0 + $1.size }) > capacity { evict(for: size) }
    insert(id, size)
    return false
  }
}

/// One list, the next to be evicted first.
class SlowQueue: SlowModel {
  var queue: [Entry] = []
  override var entries: [Entry] { queue }
  override func evict(for size: Int) { queue.removeFirst() }
  override func insert(_ id: Int, _ size: Int) { queue.append(Entry(id: id, size: size)) }
  override func remove(_ id: Int) { queue.removeAll { $0.id == id } }
  final func place(_ id: Int) -> Int { queue.firstIndex { $0.id == id }! }
}

final class SlowLRU: SlowQueue {
  override func hit(_ id: Int) { queue.append(queue.remove(at: place(id))) }
}

/// Stamps say when an entry came to its frequency.
final class SlowLFU: SlowQueue {
  private var stamps: [Int: Int] = [:]
  private var clock = 0
  private func touch(_ id: Int) {
    clock += 1
    stamps[id] = clock
  }
  override func hit(_ id: Int) {
    queue[place(id)].uses += 1
    touch(id)
  }
  override func insert(_ id: Int, _ size: Int) {
    super.insert(id, size)
    touch(id)
  }
  override func evict(for size: Int) {
    let victim = queue.min { ($0.uses, stamps[$0.id]!) < ($1.uses, stamps[$1.id]!) }!
    remove(victim.id)
  }
}

final class SlowClock: SlowQueue {
  override func hit(_ id: Int) { queue[place(id)].uses = 1 }
  override func evict(for size: Int) {
    while queue[0].uses > 0 {
      var spared = queue.removeFirst()
      spared.uses = 0
      queue.append(spared)
    }
    queue.removeFirst()
  }
}

/// The hand is the id that it points at; `nil` is the oldest.
final class SlowSieve: SlowQueue {
  private var hand: Int?
  override func hit(_ id: Int) { queue[place(id)].uses = 1 }
  private func after(_ place: Int) -> Int? { place + 1 < queue.count ? queue[place + 1].id : nil }
  override func evict(for size: Int) {
    var at = hand.map(place) ?? 0
    while queue[at].uses > 0 {
      queue[at].uses = 0
      at = at + 1 < queue.count ? at + 1 : 0
    }
    hand = after(at)
    queue.remove(at: at)
  }
  override func remove(_ id: Int) {
    if hand == id { hand = after(place(id)) }
    super.remove(id)
  }
}

final class SlowS3FIFO: SlowModel {
  private var small: [Entry] = []
  private var main: [Entry] = []
  private var ghosts: [Entry] = []
  private var isGhost = false
  private var hasEvicted = false
  private var smallMost: Int { capacity / 10 }

  override var entries: [Entry] { small + main }
  private func size(_ list: [Entry]) -> Int { list.reduce(0) { $0 + $1.size } }
  override func admits(_ size: Int) -> Bool { size <= smallMost }
  override func hit(_ id: Int) {
    if let place = small.firstIndex(where: { $0.id == id }) { small[place].uses += 1 }
    if let place = main.firstIndex(where: { $0.id == id }) { main[place].uses += 1 }
  }
  override func missed(_ id: Int) {
    isGhost = ghosts.contains { $0.id == id }
    ghosts.removeAll { $0.id == id }
  }
  override func insert(_ id: Int, _ size: Int) {
    let entry = Entry(id: id, size: size)
    if isGhost {
      main.append(entry)
    } else if size < smallMost {
      if !hasEvicted, self.size(small) >= smallMost { main.append(entry) } else { small.append(entry) }
    }
  }
  override func evict(for size: Int) {
    hasEvicted = true
    if self.size(main) > capacity - smallMost || self.size(small) == 0 {
      var entry = main.removeFirst()
      if entry.uses > 0 {
        entry.uses = min(entry.uses, 3) - 1
        main.append(entry)
      }
    } else {
      // Until one has left; that the main queue overflows meanwhile is looked at next time.
      while self.size(small) > 0 {
        var entry = small.removeFirst()
        if entry.uses >= 2 {
          entry.uses = 0
          main.append(entry)
          continue
        }
        let ghostMost = capacity * 9 / 10
        guard ghostMost > 0, entry.size <= ghostMost else { return }
        while self.size(ghosts) + entry.size > ghostMost { ghosts.removeFirst() }
        ghosts.append(entry)
        return
      }
    }
  }
  override func remove(_ id: Int) {
    small.removeAll { $0.id == id }
    main.removeAll { $0.id == id }
  }
}

/// Lists with the least recent first.
final class SlowARC: SlowModel {
  private var t1: [Entry] = []
  private var t2: [Entry] = []
  private var b1: [Entry] = []
  private var b2: [Entry] = []
  private var target = 0.0
  private var isGhost = false
  private var isInB2 = false

  override var entries: [Entry] { t1 + t2 }
  private func size(_ list: [Entry]) -> Int { list.reduce(0) { $0 + $1.size } }
  override func hit(_ id: Int) {
    isInB2 = false
    let entry = entries.first { $0.id == id }!
    remove(id)
    t2.append(entry)
  }
  override func missed(_ id: Int) {
    isGhost = (b1 + b2).contains { $0.id == id }
    guard isGhost else { return }
    isInB2 = b2.contains { $0.id == id }
    let ratio = isInB2 ? Double(size(b1)) / Double(size(b2)) : Double(size(b2)) / Double(size(b1))
    let step = ratio > 1 ? ratio : 1
    target = isInB2 ? max(0, target - step) : min(Double(capacity), target + step)
    b1.removeAll { $0.id == id }
    b2.removeAll { $0.id == id }
  }
  override func insert(_ id: Int, _ size: Int) {
    if isGhost {
      t2.append(Entry(id: id, size: size))
      isInB2 = false
    } else {
      t1.append(Entry(id: id, size: size))
    }
  }
  override func evict(for size: Int) {
    if !isGhost {
      if self.size(t1 + b1) + size > capacity {
        if self.size(b1) == 0 {
          t1.removeFirst()
          return
        }
        b1.removeFirst()
      } else if self.size(t1 + t2 + b1 + b2) >= 2 * capacity, self.size(b2) > 0 {
        b2.removeFirst()
      }
    }
    let first = Double(self.size(t1))
    if first > 0 && (first > target || first == target && isInB2) || self.size(t2) == 0 {
      b1.append(t1.removeFirst())
    } else {
      b2.append(t2.removeFirst())
    }
  }
  override func remove(_ id: Int) {
    t1.removeAll { $0.id == id }
    t2.removeAll { $0.id == id }
  }
}
