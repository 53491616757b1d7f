/// Writes a JSON text: for records that are not JSON in their file, so that all formats read them alike.
struct JSONWriter {
  /// The text so far.
  private(set) var bytes: [UInt8] = []

  /// Forgets everything but its memory.
  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  /// Forgets what was added behind the first `count` bytes.
  mutating func truncate(to count: Int) { bytes.removeSubrange(count...) }

  /// Adds text that is JSON already.
  mutating func raw(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }

  /// Adds text that is JSON already.
  mutating func raw(_ text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }

  /// Adds a comma, unless an array or object was just opened or nothing was written yet.
  mutating func comma() {
    guard let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "["), last != UInt8(ascii: ":") else { return }
    bytes.append(UInt8(ascii: ","))
  }

  /// Adds the name of a member, with the comma before it.
  mutating func key(_ name: StaticString) {
    comma()
    name.withUTF8Buffer { string($0) }
    raw(":")
  }

  /// Adds a string. Bytes that are no UTF-8 stay as they are: the parser names the fault.
  mutating func string(_ text: some Sequence<UInt8>) {
    raw("\"")
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        raw("\\u00")
        bytes.append(Self.digit(byte >> 4))
        bytes.append(Self.digit(byte & 15))
      default:
        bytes.append(byte)
      }
    }
    raw("\"")
  }

  /// Adds an object with the members of another, whose values `write` writes.
  mutating func object(_ object: JSONValue, _ write: (JSONValue, inout JSONWriter) -> Void) {
    raw("{")
    object.forEachMember { key, value in
      comma()
      key.withText { string($0) }
      raw(":")
      write(value, &self)
    }
    raw("}")
  }

  /// Adds an array with the elements of another, which `write` writes.
  mutating func array(_ array: JSONValue, _ write: (JSONValue, inout JSONWriter) -> Void) {
    raw("[")
    for element in array.elements {
      comma()
      write(element, &self)
    }
    raw("]")
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10 }
}
