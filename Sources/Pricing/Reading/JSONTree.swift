/// A JSON document as a tree, for price maps: strict (RFC 8259), numbers kept as text so that prices stay exact, depth limited.
enum JSONTree {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONTree])
  /// Members in the order of the document.
  case object([(name: String, value: JSONTree)])

  /// The text of a string.
  var string: String? { if case .string(let text) = self { text } else { nil } }

  /// A number of zero or more.
  var number: DecimalText? {
    guard case .number(let text) = self, let number = DecimalText(text), number.double >= 0 else { return nil }
    return number
  }

  /// The document in `text`; nothing may follow it but white space.
  init(_ text: String, name: String) throws(PriceBookError) {
    var reader = JSONReader(bytes: Array(text.utf8), source: name)
    self = try reader.document()
  }
}

/// Reads one JSON document by recursive descent.
private struct JSONReader {
  let bytes: [UInt8]
  let source: String
  var index = 0
  /// Price maps are three levels deep; no document may exhaust the stack.
  private let deepest = 32

  init(bytes: [UInt8], source: String) {
    self.bytes = bytes
    self.source = source
  }

  mutating func document() throws(PriceBookError) -> JSONTree {
    let tree = try value(depth: 0)
    skipSpace()
    guard index == bytes.count else { throw failure("something follows the end of the document; remove it.") }
    return tree
  }

  private mutating func value(depth: Int) throws(PriceBookError) -> JSONTree {
    guard depth < deepest else { throw failure("the document is nested deeper than \(deepest) levels; a price map is flat.") }
    skipSpace()
    switch peek() {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(PriceBookError) -> JSONTree {
    index += 1
    var members: [(name: String, value: JSONTree)] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard peek() == UInt8(ascii: "\"") else { throw failure("a member name in quotes is expected here.") }
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw failure("a colon is expected after the member name.") }
      members.append((name, try value(depth: depth + 1)))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw failure("a comma or a closing brace is expected here.") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(PriceBookError) -> JSONTree {
    index += 1
    var elements: [JSONTree] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      elements.append(try value(depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw failure("a comma or a closing bracket is expected here.") }
    return .array(elements)
  }

  private mutating func word(_ word: StaticString, _ tree: JSONTree) throws(PriceBookError) -> JSONTree {
    for expected in word.description.utf8 {
      guard take(expected) else { throw failure("a value is expected here: true, false, null, a number, a string, an object or an array.") }
    }
    return tree
  }

  private mutating func number() throws(PriceBookError) -> JSONTree {
    let start = index
    _ = take(UInt8(ascii: "-"))
    let leading = index
    guard digits() > 0, bytes[leading] != UInt8(ascii: "0") || index - leading == 1 else { throw failure("a value is expected here.") }
    if take(UInt8(ascii: ".")), digits() == 0 { throw failure("digits are expected after the point.") }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
      guard digits() > 0 else { throw failure("digits are expected in the exponent.") }
    }
    return .number(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  private mutating func digits() -> Int {
    let start = index
    while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    return index - start
  }

  private mutating func string() throws(PriceBookError) -> String {
    index += 1
    var units: [UInt8] = []
    while let byte = peek() {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
      case UInt8(ascii: "\\"): units.append(contentsOf: Array(try escape().utf8))
      case 0..<0x20: throw failure("a control character stands in a string; escape it.")
      default: units.append(byte)
      }
    }
    throw failure("a string is not closed; close it with a quote.")
  }

  private mutating func escape() throws(PriceBookError) -> String {
    guard let byte = peek() else { throw failure("a string is not closed; close it with a quote.") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return String(UnicodeScalar(byte))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let high = try hexadecimal()
      guard (0xD800..<0xDC00).contains(high), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
        return UnicodeScalar(high).map(String.init) ?? "\u{FFFD}"
      }
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { return "\u{FFFD}" }
      return UnicodeScalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)).map(String.init) ?? "\u{FFFD}"
    default: throw failure("a string has an unknown escape; write a backslash as two.")
    }
  }

  private mutating func hexadecimal() throws(PriceBookError) -> UInt32 {
    guard index + 4 <= bytes.count, let value = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16),
      bytes[index] != UInt8(ascii: "+"), bytes[index] != UInt8(ascii: "-")
    else { throw failure("four hexadecimal digits are expected after \\u.") }
    index += 4
    return value
  }

  private func peek() -> UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private func failure(_ reason: String) -> PriceBookError {
    let line = bytes[..<min(index, bytes.count)].count { $0 == UInt8(ascii: "\n") } + 1
    return PriceBookError(source: source, row: line, reason: reason)
  }
}
