/// Where the members of the outermost object stand: a table that a parser keeps in the head of its tape.
///
/// A record has some forty members and is asked for as many, most of which it does not have. The table is filled at the first question.
struct JSONIndex {
  /// Objects of fewer members are walked through.
  static let fewest: UInt32 = 12
  private static let most: UInt32 = 128
  /// Places in the table, a power of two well above ``most``.
  static let slots = 256

  /// What is known of the table.
  enum State: UInt32 {
    case unknown, filled, unfit
  }

  /// A slot for each of 256 places: the node of a name, or 0.
  private let table: UnsafeMutablePointer<UInt32>

  /// The table of the object that begins `tape`; `nil` if it has too many members, or names with escapes.
  @inline(__always)
  init?(_ tape: UnsafePointer<JSONNode>) {
    let head = JSONHead.of(tape)
    table = head.table
    switch head.pointee.index {
    case .filled: return
    case .unfit: return nil
    case .unknown:
      let isFit = fill(tape)
      head.pointee.index = isFit ? .filled : .unfit
      if !isFit { return nil }
    }
  }

  /// Calls `body` with each name whose tag is `tag`, in order, and perhaps with others.
  @inline(__always)
  func forEachName(tag: UInt32, _ body: (UInt32) -> Void) {
    var slot = Self.home(tag)
    while true {
      let name = table[slot]
      if name == 0 { return }
      body(name)
      slot = (slot &+ 1) & (Self.slots - 1)
    }
  }

  @inline(__always)
  private static func home(_ tag: UInt32) -> Int { Int((tag &* 0x9E37_79B1) >> 24) }

  /// Linear probing keeps names of one tag in their order.
  @inline(never)
  private func fill(_ tape: UnsafePointer<JSONNode>) -> Bool {
    guard let count = tape[0].count, count <= Self.most else { return false }
    table.update(repeating: 0, count: Self.slots)
    let end = tape[0].link
    var name: UInt32 = 1
    while name < end {
      let node = tape[Int(name)]
      guard node.isKind(.key) else { return false }
      var slot = Self.home(node.tag)
      while table[slot] != 0 { slot = (slot &+ 1) & (Self.slots - 1) }
      table[slot] = name
      name = node.link
    }
    return true
  }
}
