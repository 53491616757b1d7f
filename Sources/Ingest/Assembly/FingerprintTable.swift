internal import CPrefetch
internal import Similarity

/// Dense ids, from 1 on, by fingerprint and by first appearance.
///
/// Open addressing with linear probing. Fingerprints are mixed already and serve as their own hash, so nothing depends on a seed; a slot
/// holds 32 bits of it beside the id, so that keys are touched only where they are most likely equal, and growing touches none. With the 64
/// bits of the upper half that makes 96: among a billion fingerprints two are taken for one with a chance of 1 in 10^11.
struct FingerprintTable {
  private var slots: FingerprintSlots
  /// The upper halves, by id.
  private var keys: [UInt64] = []
  private var mask: UInt32

  /// An empty table.
  init() {
    slots = FingerprintSlots(16)
    mask = 15
  }

  /// A table in which `keys` have the ids from 1 on.
  init(_ keys: [Fingerprint]) {
    self.init()
    for key in keys { _ = id(key) }
  }

  /// All fingerprints, by id: as much of them as tells them apart.
  var all: [Fingerprint] {
    var all = keys.map { Fingerprint(high: $0, low: 0) }
    for index in 0..<slots.count where slots.first[index].id != 0 {
      all[Int(slots.first[index].id) - 1].low = UInt64(slots.first[index].hash)
    }
    return all
  }

  /// The fingerprints with the ids `old`, 0 passed over; none of a table that was not used.
  func keys(_ old: [UInt32]) -> [Fingerprint] {
    if keys.isEmpty { return [] }
    let all = all
    return old.lazy.filter { $0 != 0 }.map { all[Int($0) - 1] }
  }

  /// How many fingerprints have an id.
  var count: Int { keys.count }

  /// Makes room for `times` as many fingerprints as there are.
  mutating func expect(_ times: Double) {
    let count = Int(Double(keys.count) * times)
    keys.reserveCapacity(count)
    makeRoom(for: count)
  }

  /// Makes the slots so many that `count` fingerprints fill no more than three in four of them.
  private mutating func makeRoom(for count: Int) {
    var needed = slots.count
    while 4 * count > 3 * needed { needed *= 2 }
    guard needed > slots.count else { return }
    slots = FingerprintSlots(rehashing: slots, count: needed)
    mask = UInt32(truncatingIfNeeded: needed - 1)
  }

  /// Asks for the memory where `key` is looked for, so that it is there by then.
  ///
  /// Large tables lie outside of the caches; asked for together, the places in many of them come in the time of one.
  @inline(__always)
  func prefetch(_ key: Fingerprint) { cprefetch(slots.first + Int(UInt32(truncatingIfNeeded: key.low) & mask)) }

  /// Asks for the memory of the upper half that `key` is compared with, if it seems to be there; the place must have come.
  @inline(__always)
  func prefetchKey(_ key: Fingerprint) {
    let slot = slots.first[Int(UInt32(truncatingIfNeeded: key.low) & mask)]
    guard slot.id != 0, slot.hash == UInt32(truncatingIfNeeded: key.low) else { return }
    keys.withUnsafeBufferPointer { keys in cprefetch(keys.baseAddress.map { $0 + (Int(slot.id) - 1) }) }
  }

  /// The id of `key`, made if need be.
  /// - Complexity: O(1), amortised.
  mutating func id(_ key: Fingerprint) -> (id: UInt32, isNew: Bool) {
    let hash = UInt32(truncatingIfNeeded: key.low)
    var index = Int(hash & mask)
    while slots.first[index].id != 0 {
      let slot = slots.first[index]
      if slot.hash == hash, keys[Int(slot.id) - 1] == key.high { return (slot.id, false) }
      index = (index + 1) & Int(mask)
    }
    if !isKnownUniquelyReferenced(&slots) { slots = FingerprintSlots(copying: slots) }
    keys.append(key.high)
    let id = UInt32(keys.count)
    slots.first[index] = .init(hash: hash, id: id)
    makeRoom(for: keys.count)
    return (id, true)
  }
}
