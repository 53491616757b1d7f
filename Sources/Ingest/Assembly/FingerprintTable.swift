internal import Similarity

/// Dense ids, from 1 on, by fingerprint and by first appearance.
///
/// Open addressing with linear probing; fingerprints are mixed already and serve as their own hash, so nothing depends on a seed.
struct FingerprintTable {
  private var slots: [UInt32]
  private var keys: [Fingerprint] = []
  private var mask: Int

  /// An empty table.
  init() {
    slots = [UInt32](repeating: 0, count: 16)
    mask = 15
  }

  /// How many fingerprints have an id.
  var count: Int { keys.count }

  /// The id of `key`, made if need be.
  /// - Complexity: O(1), amortised.
  mutating func id(_ key: Fingerprint) -> (id: UInt32, isNew: Bool) {
    var slot = Int(truncatingIfNeeded: key.low) & mask
    while true {
      let id = slots[slot]
      if id == 0 { break }
      if keys[Int(id) - 1] == key { return (id, false) }
      slot = (slot + 1) & mask
    }
    keys.append(key)
    let id = UInt32(keys.count)
    slots[slot] = id
    if 3 * keys.count > 2 * slots.count { grow() }
    return (id, true)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    mask = slots.count - 1
    for (index, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key.low) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(index + 1)
    }
  }
}
