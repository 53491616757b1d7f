/// Where the members of the outermost object stand: a table that a parser keeps in front of its tape.
///
/// A record has some forty members and is asked for as many, most of which it does not have. The table is filled at the first question.
struct JSONIndex {
  /// Nodes before a tape that are room for the table.
  static let room = (slots + 4) * MemoryLayout<UInt32>.stride / MemoryLayout<JSONNode>.stride
  /// Objects of fewer members are walked through.
  static let fewest: UInt32 = 12
  private static let most: UInt32 = 128
  private static let slots = 256

  private enum State {
    static let unknown: UInt32 = 0
    static let filled: UInt32 = 1
    static let unfit: UInt32 = 2
  }

  /// The state, and then, behind the rest of a node, a slot for each of 256 places: the node of a name, or 0.
  private let words: UnsafeMutableRawPointer

  /// The table of the object that begins `tape`; `nil` if it has too many members, or names with escapes.
  @inline(__always)
  init?(_ tape: UnsafePointer<JSONNode>) {
    words = UnsafeMutableRawPointer(mutating: tape - Self.room)
    switch words.load(as: UInt32.self) {
    case State.filled: return
    case State.unfit: return nil
    default: if !fill(tape) { return nil }
    }
  }

  /// Says that the tape holds another text.
  @inline(__always)
  static func forget(_ tape: UnsafePointer<JSONNode>) {
    UnsafeMutableRawPointer(mutating: tape - room).storeBytes(of: State.unknown, as: UInt32.self)
  }

  /// Calls `body` with each name whose tag is `tag`, in order, and perhaps with others.
  @inline(__always)
  func forEachName(tag: UInt32, _ body: (UInt32) -> Void) {
    var slot = Self.home(tag)
    while true {
      let name = self[slot]
      if name == 0 { return }
      body(name)
      slot = (slot + 1) % Self.slots
    }
  }

  private subscript(slot: Int) -> UInt32 {
    get { words.load(fromByteOffset: 16 + 4 * slot, as: UInt32.self) }
    nonmutating set { words.storeBytes(of: newValue, toByteOffset: 16 + 4 * slot, as: UInt32.self) }
  }

  private static func home(_ tag: UInt32) -> Int { Int((tag &* 0x9E37_79B1) >> 24) }

  /// Linear probing keeps names of one tag in their order.
  @inline(never)
  private func fill(_ tape: UnsafePointer<JSONNode>) -> Bool {
    words.storeBytes(of: State.unfit, as: UInt32.self)
    guard tape[0].count <= Self.most else { return false }
    (words + 16).initializeMemory(as: UInt32.self, repeating: 0, count: Self.slots)
    let end = tape[0].link
    var name: UInt32 = 1
    while name < end {
      let node = tape[Int(name)]
      guard node.isKind(.key) else { return false }
      var slot = Self.home(node.tag)
      while self[slot] != 0 { slot = (slot + 1) % Self.slots }
      self[slot] = name
      name = node.link
    }
    words.storeBytes(of: State.filled, as: UInt32.self)
    return true
  }
}
