/// A string as Python shows it, in quotes of either kind.
///
/// Source: The Python Language Reference, 2.4.1; escapes by octal digits and by names stay as they are.
enum PythonString {
  /// Writes to `json` what is inside of the quotes that begin at `position`, which is then behind them; says whether there is such a string.
  static func write(_ text: UnsafeRawBufferPointer, at position: inout Int, to json: inout JSONWriter) -> Bool {
    let quote = text[position]
    position += 1
    while position < text.count {
      let byte = text[position]
      position += 1
      switch byte {
      case quote: return true
      case UInt8(ascii: "\\"): guard escape(text, at: &position, to: &json) else { return false }
      case UInt8(ascii: "\""): json.raw("\\\"")
      case 0..<0x20: write(scalar: UInt32(byte), to: &json)
      default: json.raw(CollectionOfOne(byte))
      }
    }
    return false
  }

  private static func escape(_ text: UnsafeRawBufferPointer, at position: inout Int, to json: inout JSONWriter) -> Bool {
    guard position < text.count else { return false }
    let byte = text[position]
    position += 1
    switch byte {
    case UInt8(ascii: "n"): json.raw("\\n")
    case UInt8(ascii: "t"): json.raw("\\t")
    case UInt8(ascii: "r"): json.raw("\\r")
    case UInt8(ascii: "'"): json.raw("'")
    case UInt8(ascii: "\""): json.raw("\\\"")
    case UInt8(ascii: "\\"): json.raw("\\\\")
    case UInt8(ascii: "x"): return hex(2, text, at: &position, to: &json)
    case UInt8(ascii: "u"): return hex(4, text, at: &position, to: &json)
    case UInt8(ascii: "U"): return hex(8, text, at: &position, to: &json)
    case UInt8(ascii: "0"): json.raw("\\u0000")
    case UInt8(ascii: "a"): json.raw("\\u0007")
    case UInt8(ascii: "b"): json.raw("\\b")
    case UInt8(ascii: "f"): json.raw("\\f")
    case UInt8(ascii: "v"): json.raw("\\u000b")
    case 0x0A: break
    default:
      // Python leaves an escape that it does not know as it is.
      json.raw("\\\\")
      position -= 1
    }
    return true
  }

  private static func hex(_ count: Int, _ text: UnsafeRawBufferPointer, at position: inout Int, to json: inout JSONWriter) -> Bool {
    guard position + count <= text.count, text[position] != UInt8(ascii: "+"),
      let value = UInt32(String(decoding: text[position..<position + count], as: UTF8.self), radix: 16), value <= 0x10FFFF
    else { return false }
    position += count
    write(scalar: value, to: &json)
    return true
  }

  private static func write(scalar value: UInt32, to json: inout JSONWriter) {
    for unit in value > 0xFFFF ? [0xD800 + (value - 0x10000) >> 10, 0xDC00 + (value - 0x10000) & 0x3FF] : [value] {
      let digits = String(unit, radix: 16)
      json.raw("\\u")
      json.raw((String(repeating: "0", count: 4 - digits.count) + digits).utf8)
    }
  }
}
