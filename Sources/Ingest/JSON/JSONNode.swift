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
  /// The kind in the high byte. Below it: array: how many elements it has; object: how many members, at most 255, and below that a bit for
  /// each of their names, out of 16; name: its sketch.
  var tag: UInt32

  private static let countMask: UInt32 = 0xFF_FFFF
  private static let mostCounted: UInt32 = 0xFF
  private static let allNames: UInt32 = 0xFFFF
  static let none = UInt32.max

  @inline(__always)
  init(start: UInt32, length: UInt32, link: UInt32, tag: UInt32) {
    self.start = start
    self.length = length
    self.link = link
    self.tag = tag
  }

  @inline(__always)
  init(_ kind: Kind, start: Int, length: Int = 0, link: UInt32 = 0, low: UInt32 = 0) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.length = UInt32(truncatingIfNeeded: length)
    self.link = link
    tag = kind.rawValue << 24 | low
  }

  /// A string or a name, with escapes if `escapes` is 1: those kinds follow on the ones without.
  @inline(__always)
  init(_ kind: Kind, escapes: UInt32, start: Int, length: Int, low: UInt32 = 0) {
    self.init(kind, start: start, length: length, low: low)
    tag &+= escapes &<< 24
  }

  @inline(__always)
  var kind: Kind { Kind(rawValue: tag >> 24) ?? .null }

  @inline(__always)
  func isKind(_ other: Kind) -> Bool { tag >> 24 == other.rawValue }

  /// How many elements an array has, or members an object; `nil` for an object with more than a node can count.
  @inline(__always)
  var count: UInt32? {
    if isKind(.array) { return tag & Self.countMask }
    let members = tag >> 16 & Self.mostCounted
    return members < Self.mostCounted ? members : nil
  }

  /// Whether this is an object that may have a name with this tag: false for most names that it does not have.
  @inline(__always)
  func mayHave(_ tag: UInt32) -> Bool { isKind(.object) && self.tag & Self.bit(tag) != 0 }

  /// The bit of a name among those of its object. Any name may be the same as one with escapes, which has all.
  @inline(__always)
  var nameBits: UInt32 { Self.bit(tag) | (isKind(.escapedKey) ? Self.allNames : 0) }

  @inline(__always)
  private static func bit(_ tag: UInt32) -> UInt32 { 1 &<< ((tag &* 0x9E37_79B1) &>> 28) }

  /// Keeps what was met of an open array or object while one inside it is read.
  @inline(__always)
  mutating func keep(members: UInt32, names: UInt32) {
    length = members
    tag = tag & ~Self.countMask | names
  }

  /// What was kept.
  @inline(__always)
  var kept: (members: UInt32, names: UInt32) { (length, tag & Self.allNames) }

  /// Ends an array or object at a place of the text, before the node `next`.
  @inline(__always)
  mutating func close(at end: Int, next: Int, members: UInt32, names: UInt32) {
    length = UInt32(truncatingIfNeeded: end) &- start
    link = UInt32(truncatingIfNeeded: next)
    let low = isKind(.array) ? members & Self.countMask : min(members, Self.mostCounted) << 16 | names
    tag = tag & ~Self.countMask | low
  }

  /// The tag of a name without escapes.
  @inline(__always)
  static func tag(ofName name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    Kind.key.rawValue << 24 | (name.baseAddress.map { sketch($0, name.count) } ?? 0)
  }

  /// 24 bits that tell most names apart without looking at the text: length, first, middle and last byte, six bits of each.
  @inline(__always)
  static func sketch(_ name: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
    guard count > 0 else { return 0 }
    let ends = UInt32(name[0] & 63) | UInt32(name[count &- 1] & 63) &<< 6
    return ends | UInt32(name[count &>> 1] & 63) &<< 12 | UInt32(truncatingIfNeeded: count & 63) &<< 18
  }
}
