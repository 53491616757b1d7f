/// Numbers pairs of ids by first appearance: an open-addressing table with linear probing, in one flat array.
///
/// A tuple of any length is numbered by pairing column after column; nothing is allocated per row.
public struct PairTable: Sendable {
  private var slots: [Slot]
  private var mask: Int
  /// How many distinct pairs there are.
  public private(set) var count = 0

  private struct Slot: Sendable {
    var a: UInt32 = 0
    var b: UInt32 = 0
    var id: UInt32 = PairTable.vacant
  }

  private static let vacant = UInt32.max

  /// No pairs yet.
  public init() {
    slots = Array(repeating: Slot(), count: 64)
    mask = 63
  }

  /// The number of a pair; a new one gets the next.
  ///
  /// - Complexity: O(1) amortised.
  public mutating func id(_ a: UInt32, _ b: UInt32) -> UInt32 {
    var index = home(a, b)
    while slots[index].id != Self.vacant {
      if slots[index].a == a, slots[index].b == b { return slots[index].id }
      index = (index + 1) & mask
    }
    let id = UInt32(count)
    slots[index] = Slot(a: a, b: b, id: id)
    count += 1
    if count > slots.count / 3 * 2 { grow() }
    return id
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    mask = slots.count - 1
    for slot in old where slot.id != Self.vacant {
      var index = home(slot.a, slot.b)
      while slots[index].id != Self.vacant { index = (index + 1) & mask }
      slots[index] = slot
    }
  }

  /// Where the search for a pair starts. Mixing: two rounds of multiply and fold, so that dense ids spread over the whole table.
  private func home(_ a: UInt32, _ b: UInt32) -> Int {
    var bits = (UInt64(a) << 32 | UInt64(b)) &* 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ bits >> 32) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: bits >> 32) & mask
  }
}
