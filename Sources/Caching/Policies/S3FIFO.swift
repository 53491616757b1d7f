/// S3-FIFO (Yang et al., SOSP 2023) as in libCacheSim 0.3.5: a small queue that new entries pass, a main one for those used twice in the meantime,
/// and a ghost queue of keys that left the small one unused; what comes back while its key is there goes straight to the main one.
///
/// A hit touches one byte. From libCacheSim: 10 % of the capacity is small, and nothing as large as that is stored unless its key was a ghost, so
/// a capacity below 20 entries stores nothing. Until the first eviction, what no longer fits the small queue goes to the main one.
struct S3FIFO: Evicting {
  static var looksAtTime: Bool { false }

  /// Uses since it was stored, 0 to 3, in two bits; then where the key is.
  private struct State: Sendable, BitwiseCopyable {
    var bits: UInt8
    static let small: UInt8 = 4
    static let main: UInt8 = 8
    static let ghost: UInt8 = 16
    @inline(__always) var isStored: Bool { bits & 12 != 0 }
    @inline(__always) var uses: UInt8 { bits & 3 }
  }

  private let states: Slots<State>
  private var small: KeyQueue
  private var main: KeyQueue
  private var ghosts: KeyQueue
  /// By key, what it was stored with when it became a ghost.
  private let ghostSizes: Slots<UInt32>
  private let smallCapacity: Int
  private let mainCapacity: Int
  private let ghostCapacity: Int
  private var wasGhost = false
  private var hasEvicted = false

  /// Uses in the small queue that lead to the main one.
  private static let promotion: UInt8 = 2

  init(keys: Int, capacity: Int) {
    states = Slots(repeating: State(bits: 0), count: keys)
    small = KeyQueue(keys: keys)
    main = KeyQueue(keys: keys)
    ghosts = KeyQueue(keys: keys)
    ghostSizes = Slots(repeating: 0, count: keys)
    smallCapacity = Int(Double(capacity) * 0.1)
    mainCapacity = capacity - smallCapacity
    ghostCapacity = Int(Double(capacity) * 0.9)
  }

  @inline(__always)
  func admits(_ size: UInt32) -> Bool { Int(size) <= smallCapacity }

  @inline(__always)
  func contains(_ key: UInt32) -> Bool { states[Int(key)].isStored }

  @inline(__always)
  mutating func hit(_ key: UInt32, _ use: Use) {
    let state = states[Int(key)]
    if state.uses < 3 { states[Int(key)].bits = state.bits &+ 1 }
  }

  @inline(__always)
  mutating func miss(_ key: UInt32) {
    wasGhost = states[Int(key)].bits & State.ghost != 0
    if wasGhost { forget(key) }
  }

  @inline(never)
  mutating func evict(for size: UInt32, at time: Int64) -> UInt32? {
    hasEvicted = true
    while !small.isEmpty || !main.isEmpty {
      if let gone = main.size > mainCapacity || small.size == 0 ? evictMain() : evictSmall() { return gone }
      if small.size == 0, main.size == 0 { return nil }
    }
    return nil
  }

  @inline(__always)
  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    if wasGhost {
      wasGhost = false
      enter(main: key, size)
    } else if Int(size) >= smallCapacity {
      return false
    } else if !hasEvicted, small.size >= smallCapacity {
      enter(main: key, size)
    } else {
      small.append(key, size: size)
      states[Int(key)].bits = State.small
    }
    return true
  }

  mutating func remove(_ key: UInt32, size: UInt32) {
    if states[Int(key)].bits & State.small != 0 { small.remove(key, size: size) } else { main.remove(key, size: size) }
    states[Int(key)].bits = 0
  }

  /// The oldest of the small queue that was not used twice; the others before it go to the main one.
  private mutating func evictSmall() -> UInt32? {
    while small.size > 0, let oldest = small.popFirst() {
      if states[Int(oldest.key)].uses >= Self.promotion {
        enter(main: oldest.key, oldest.size)
      } else {
        states[Int(oldest.key)].bits = 0
        remember(oldest)
        return oldest.key
      }
    }
    return nil
  }

  /// The oldest of the main queue that was not used; those before it get another round, with one use less.
  private mutating func evictMain() -> UInt32? {
    while main.size > 0, let oldest = main.popFirst() {
      let uses = states[Int(oldest.key)].uses
      if uses >= 1 {
        states[Int(oldest.key)].bits = State.main | (uses &- 1)
        main.append(oldest.key, size: oldest.size)
      } else {
        states[Int(oldest.key)].bits = 0
        return oldest.key
      }
    }
    return nil
  }

  @inline(__always)
  private mutating func enter(main key: UInt32, _ size: UInt32) {
    main.append(key, size: size)
    states[Int(key)].bits = State.main
  }

  private mutating func remember(_ item: KeyQueue.Item) {
    guard ghostCapacity > 0, Int(item.size) <= ghostCapacity else { return }
    while ghosts.size + Int(item.size) > ghostCapacity, let oldest = ghosts.popFirst() { states[Int(oldest.key)].bits = 0 }
    ghosts.append(item.key, size: item.size)
    ghostSizes[Int(item.key)] = item.size
    states[Int(item.key)].bits = State.ghost
  }

  private mutating func forget(_ key: UInt32) {
    ghosts.remove(key, size: ghostSizes[Int(key)])
    states[Int(key)].bits = 0
  }

  func _checkInvariants() -> [UInt32] {
    for (queue, bit) in [(small, State.small), (main, State.main), (ghosts, State.ghost)] {
      queue._checkInvariants()
      let marked = states.indices.filter { states[$0].bits & bit != 0 }.map { UInt32($0) }
      precondition(queue.elements.map(\.key).sorted() == marked, "a key is in the queue that its state names")
    }
    precondition(ghosts.size <= ghostCapacity, "ghosts keep to their share")
    return (small.elements + main.elements).map(\.key).sorted()
  }
}
