/// Where the members of the outermost object stand: a table that a parser keeps in the head of its tape.
///
/// A record has some forty members and is asked for as many, most of which it does not have. The table is filled at the first question.
struct JSONIndex {
  /// Objects of fewer members are walked through.
  private static let fewest: UInt32 = 12
  private static let most: UInt32 = 128
  /// Places in the table, a power of two well above ``most``.
  static let slots = 256

  /// What is known of the table. It is not usable for objects of few or very many members, with two names of the same tag, or with escapes
  /// in a name.
  enum State: UInt32 {
    case unknown, usable, unusable
  }

  private let tape: UnsafePointer<JSONNode>
  /// A slot for each place: the node of a name, or 0.
  private let table: UnsafeMutablePointer<UInt32>
  /// Whether the table says of every tag which name has it, if one does.
  let isUsable: Bool

  /// The table of the object that begins `tape`.
  @inline(__always)
  init(_ tape: UnsafePointer<JSONNode>) {
    let head = JSONHead.of(tape)
    self.tape = tape
    table = head.table
    if head.pointee.index == .unknown { head.pointee.index = Self.fill(head.table, tape) }
    isUsable = head.pointee.index == .usable
  }

  /// The name whose tag is `tag`; 0 if there is none.
  @inline(__always)
  func name(_ tag: UInt32) -> UInt32 {
    var slot = Self.home(tag)
    while true {
      let name = table[slot]
      if name == 0 || tape[Int(name)].tag == tag { return name }
      slot = (slot &+ 1) & (Self.slots - 1)
    }
  }

  @inline(__always)
  private static func home(_ tag: UInt32) -> Int { Int((tag &* 0x9E37_79B1) >> 24) }

  @inline(never)
  private static func fill(_ table: UnsafeMutablePointer<UInt32>, _ tape: UnsafePointer<JSONNode>) -> State {
    guard let count = tape[0].count, count >= fewest, count <= most else { return .unusable }
    table.update(repeating: 0, count: slots)
    let end = tape[0].link
    var name: UInt32 = 1
    while name < end {
      let node = tape[Int(name)]
      guard node.isKind(.key) else { return .unusable }
      var slot = home(node.tag)
      while table[slot] != 0 {
        if tape[Int(table[slot])].tag == node.tag { return .unusable }
        slot = (slot &+ 1) & (slots - 1)
      }
      table[slot] = name
      name = node.link
    }
    return .usable
  }
}
