/// One value, or the name of one member, on a parser's tape: 16 bytes, in the order of the text.
struct JSONNode {
  /// What stands at a node.
  enum Kind: UInt32 {
    case null, `false`, `true`, number, string, escapedString, array, object, key, escapedKey
  }

  /// Where the node begins in the text; strings and names begin at their opening quote.
  var start: UInt32
  /// The bytes of the node in the text, quotes included.
  var length: UInt32
  /// Array or object: the node after its last one (its parent while it is open). Name: the next name. Else unused.
  var link: UInt32
  /// The kind in the high byte. Below it: array or object: its elements or members; name: its sketch.
  var tag: UInt32

  static let countMask: UInt32 = 0xFF_FFFF
  static let none = UInt32.max

  @inline(__always)
  init(_ kind: Kind, start: Int, length: Int = 0, link: UInt32 = 0, low: UInt32 = 0) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.length = UInt32(truncatingIfNeeded: length)
    self.link = link
    tag = kind.rawValue << 24 | low
  }

  @inline(__always)
  var kind: Kind { Kind(rawValue: tag >> 24) ?? .null }

  @inline(__always)
  func isKind(_ other: Kind) -> Bool { tag >> 24 == other.rawValue }

  @inline(__always)
  var count: UInt32 {
    get { tag & Self.countMask }
    set { tag = tag & ~Self.countMask | newValue }
  }

  /// The tag of a name without escapes.
  @inline(__always)
  static func tag(ofName name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    Kind.key.rawValue << 24 | (name.baseAddress.map { sketch($0, name.count) } ?? 0)
  }

  /// 24 bits that tell most names apart without looking at the text: length, first and last byte.
  @inline(__always)
  static func sketch(_ name: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
    guard count > 0 else { return 0 }
    return UInt32(truncatingIfNeeded: count & 0xFF) | UInt32(name[0]) << 8 | UInt32(name[count - 1]) << 16
  }
}
