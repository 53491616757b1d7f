/// SIEVE (Zhang et al., NSDI 2024): a queue that a hand goes through from the oldest to the newest; it spares what was used since its last visit,
/// in place, and evicts the first that was not. A hit touches one byte.
///
/// Instead of a list, an array that the hand compacts as it goes: before `kept` stands what this round has spared, from `hand` on what it has not
/// seen. At the end of the round the spared ones come first again.
struct SIEVE: Evicting {
  static var looksAtTime: Bool { false }

  private enum State: UInt8, BitwiseCopyable { case absent, stored, used }

  private struct Item: Sendable, BitwiseCopyable {
    var key: UInt32
    var generation: UInt32
  }

  private let states: Slots<State>
  private var items = Slots(repeating: Item(key: 0, generation: 0), count: 16)
  /// How many of them there are.
  private var end = 0
  private var kept = 0
  private var hand = 0
  /// One per key; empty until something is removed: items of an earlier generation than their key's are skipped.
  private var generations: [UInt32] = []
  private var hasGenerations = false

  init(keys: Int) { states = Slots(repeating: .absent, count: keys) }

  @inline(__always)
  func contains(_ key: UInt32) -> Bool { states[Int(key)] != .absent }

  @inline(__always)
  mutating func hit(_ key: UInt32, _ use: Use) { states[Int(key)] = .used }

  @inline(__always)
  mutating func evict(for size: UInt32, at time: Int64) -> UInt32? {
    while hand < end {
      let item = items[hand]
      hand &+= 1
      let key = Int(item.key)
      if states[key] == .used {
        states[key] = .stored
        items[kept] = item
        kept &+= 1
        settle()
      } else {
        states[key] = .absent
        settle()
        return item.key
      }
    }
    return nil
  }

  @inline(__always)
  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    if end == items.count { items = Slots((0..<end).map { items[$0] }, then: Item(key: 0, generation: 0), count: 2 * end) }
    items[end] = Item(key: key, generation: hasGenerations ? generations[Int(key)] : 0)
    end &+= 1
    states[Int(key)] = .stored
    return true
  }

  mutating func remove(_ key: UInt32, size: UInt32) {
    if !hasGenerations {
      generations = Array(repeating: 0, count: states.count)
      hasGenerations = true
    }
    generations[Int(key)] &+= 1
    states[Int(key)] = .absent
    settle()
    if end > 1_024, end > 4 * states.count { compact() }
  }

  /// Brings the hand to something that is stored: past what was removed, and from the newest to the oldest. At once and not at the next eviction,
  /// so that what is inserted after a finished round is not the first of the next.
  @inline(__always)
  private mutating func settle() {
    while true {
      if hasGenerations {
        while hand < end, isLeftBehind(items[hand]) { hand &+= 1 }
      }
      guard hand == end, hand > 0 else { return }
      end = kept
      hand = 0
      kept = 0
      if !hasGenerations { return }
    }
  }

  /// Drops what removals left behind: without evictions the hand never comes by.
  private mutating func compact() {
    let spared = (0..<kept).map { items[$0] }.filter { !isLeftBehind($0) }
    let unseen = (hand..<end).map { items[$0] }.filter { !isLeftBehind($0) }
    items = Slots(spared + unseen, then: Item(key: 0, generation: 0), count: items.count)
    end = spared.count + unseen.count
    kept = spared.count
    hand = spared.count
    settle()
  }

  @inline(__always)
  private func isLeftBehind(_ item: Item) -> Bool { generations[Int(item.key)] != item.generation }

  func _checkInvariants() -> [UInt32] {
    precondition(kept <= hand && hand <= end && (hand < end || end == 0), "the hand points at an item")
    let inOrder = ((0..<kept).map { items[$0] } + (hand..<end).map { items[$0] }).filter { !hasGenerations || !isLeftBehind($0) }
    let stored = inOrder.map(\.key).sorted()
    precondition(stored == states.indices.filter { states[$0] != .absent }.map { UInt32($0) }, "what is stored is in the queue once")
    return stored
  }
}
