/// What Python writes of a value with `str` or `repr`, as JSON: pandas keeps lists and objects so in the cells of a table, loggers in their
/// lines, and SDKs show their answers so (`ChatCompletion(id='…', choices=[Choice(…)])`).
///
/// Source: The Python Language Reference, 2.4 (literals), and the `repr` of data classes and of pydantic's models: a name, and in round
/// brackets the members with `=`, which become an object. Only what begins as no JSON does is read.
struct PythonLiteral {
  private static let maximumDepth = 100

  private let text: UnsafeRawBufferPointer
  private var position = 0
  private var json = JSONWriter()

  /// The JSON that `text` stands for; `nil` if it does not begin as a dictionary, a list of them, or a call, or is none to its end.
  /// - Complexity: O(its length).
  static func json(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
    guard isOne(text) else { return nil }
    var reader = PythonLiteral(text: text)
    guard reader.value(depth: 0), reader.peek() == nil else { return nil }
    return reader.json.bytes
  }

  /// Words that Python writes into JSON for numbers that are none.
  private static let noNumbers = ["NaN", "Infinity", "-Infinity"]

  /// A text with null in place of such words, but in strings.
  static func withNulls(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var json: [UInt8] = []
    json.reserveCapacity(text.count)
    var position = 0
    var isInString = false
    while position < text.count {
      let byte = text[position]
      if !isInString, !(0x30...0x3A).contains(byte), let word = noNumbers.first(where: { text[position...].starts(with: $0.utf8) }) {
        json += "null".utf8
        position += word.utf8.count
        continue
      }
      json.append(byte)
      position += 1
      if byte == UInt8(ascii: "\"") {
        isInString.toggle()
      } else if isInString, byte == UInt8(ascii: "\\"), position < text.count {
        json.append(text[position])
        position += 1
      }
    }
    return json
  }

  /// Whether `text` begins as such a value: `{'`, `[{'`, or a name in capitals before a bracket and at its end the other.
  static func isOne(_ text: UnsafeRawBufferPointer) -> Bool {
    let head = text.lazy.filter { $0 > 0x20 }.prefix(3)
    switch head.first {
    case UInt8(ascii: "{")?: return head.dropFirst().first == UInt8(ascii: "'")
    case UInt8(ascii: "[")?: return head.dropFirst().elementsEqual("{'".utf8) || isCall(text, after: "[")
    default: return isCall(text, after: "")
    }
  }

  /// `Name(` with a member and `=` or nothing after it.
  private static func isCall(_ text: UnsafeRawBufferPointer, after start: String) -> Bool {
    guard text.starts(with: start.utf8) else { return false }
    let rest = text.dropFirst(start.utf8.count)
    let name = rest.prefix(64).prefix(while: isLetter)
    guard let first = name.first, (0x41...0x5A).contains(first), rest.dropFirst(name.count).first == UInt8(ascii: "(") else { return false }
    let inside = rest.dropFirst(name.count + 1)
    let member = inside.prefix(64).prefix(while: isLetter)
    return inside.dropFirst(member.count).first == UInt8(ascii: member.isEmpty ? ")" : "=")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  private init(text: UnsafeRawBufferPointer) { self.text = text }

  // MARK: - Reading

  private mutating func peek() -> UInt8? {
    while position < text.count, text[position] <= 0x20 { position += 1 }
    return position < text.count ? text[position] : nil
  }

  private var isAtQuote: Bool {
    mutating get { peek() == UInt8(ascii: "'") || peek() == UInt8(ascii: "\"") }
  }

  /// Writes the string that begins at a quote; those that follow it are part of it.
  private mutating func string() -> Bool {
    json.raw("\"")
    repeat {
      guard PythonString.write(text, at: &position, to: &json) else { return false }
    } while isAtQuote
    json.raw("\"")
    return true
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Writes the value that begins here; says whether there is one.
  private mutating func value(depth: Int) -> Bool {
    guard depth < Self.maximumDepth, let byte = peek() else { return false }
    switch byte {
    case UInt8(ascii: "{"):
      position += 1
      return list("}", "{", "}") { $0.member(depth) }
    case UInt8(ascii: "["):
      position += 1
      return list("]", "[", "]") { $0.value(depth: depth + 1) }
    case UInt8(ascii: "("):
      position += 1
      return list(")", "[", "]") { $0.value(depth: depth + 1) }
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return string()
    case UInt8(ascii: "<"): return shown()
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), 0x30...0x39: return number()
    default: return word(depth)
    }
  }

  /// Writes what stands between commas up to a closing bracket.
  private mutating func list(
    _ end: Unicode.Scalar, _ open: StaticString, _ close: StaticString, _ element: (inout PythonLiteral) -> Bool
  ) -> Bool {
    json.raw(open)
    while !take(end) {
      json.comma()
      guard element(&self) else { return false }
      if !take(","), peek() != UInt8(ascii: end) { return false }
    }
    json.raw(close)
    return true
  }

  /// A member of a dictionary; names that are no strings become some.
  private mutating func member(_ depth: Int) -> Bool {
    if isAtQuote {
      guard string() else { return false }
    } else {
      let name = text[position...].prefix { $0 != UInt8(ascii: ":") && $0 > 0x20 }
      json.string(name)
      position = name.endIndex
    }
    guard take(":") else { return false }
    json.raw(":")
    return value(depth: depth + 1)
  }

  /// A word, a prefixed string, or a call: of members with `=` an object, of one value that value, of a moment its date.
  private mutating func word(_ depth: Int) -> Bool {
    let name = text[position...].prefix(while: Self.isLetter)
    guard !name.isEmpty else { return false }
    position = name.endIndex
    if position < text.count, name.count <= 2, text[position] == UInt8(ascii: "'") || text[position] == UInt8(ascii: "\"") {
      return string()
    }
    guard take("(") else { return constant(name) }
    switch String(decoding: name, as: UTF8.self) {
    case "datetime.datetime", "datetime", "datetime.date", "date":
      guard let moment = PythonMoment(text, at: &position) else { return false }
      json.string(moment.written.utf8)
      return true
    case "OrderedDict" where peek() == UInt8(ascii: "["): return pairs(depth)
    // What makes the values that are missing.
    case "defaultdict" where !(skip(depth) && take(",")): return false
    default: break
    }
    let inside = text[position...].prefix(while: Self.isLetter)
    if inside.endIndex < text.count, !inside.isEmpty, text[inside.endIndex] == UInt8(ascii: "=") {
      return list(")", "{", "}") { $0.argument(depth) }
    }
    if take(")") {
      json.raw("{}")
      return true
    }
    guard value(depth: depth + 1) else { return false }
    // What else it was called with says how, and not what.
    while take(",") { guard skip(depth) else { return false } }
    return take(")")
  }

  /// Passes an argument that says nothing of the value.
  private mutating func skip(_ depth: Int) -> Bool {
    let written = json.bytes.count
    defer { json.truncate(to: written) }
    return argument(depth) || value(depth: depth + 1)
  }

  /// `[('a', 1), …])`, as the object that it makes.
  private mutating func pairs(_ depth: Int) -> Bool {
    position += 1
    let isRead = list("]", "{", "}") { reader in
      guard reader.take("("), reader.isAtQuote, reader.string(), reader.take(",") else { return false }
      reader.json.raw(":")
      return reader.value(depth: depth + 1) && reader.take(")")
    }
    return isRead && take(")")
  }

  private mutating func constant(_ name: Slice<UnsafeRawBufferPointer>) -> Bool {
    switch String(decoding: name, as: UTF8.self) {
    case "None", "nan", "NaN", "inf", "Ellipsis", "NaT", "NotGiven", "NOT_GIVEN": json.raw("null")
    case "True": json.raw("true")
    case "False": json.raw("false")
    // What stands for a thing by its name alone.
    default: json.string(name)
    }
    return true
  }

  /// A member with `=`.
  private mutating func argument(_ depth: Int) -> Bool {
    _ = peek()
    let name = text[position...].prefix(while: Self.isLetter)
    guard !name.isEmpty, name.endIndex < text.count, text[name.endIndex] == UInt8(ascii: "=") else { return false }
    position = name.endIndex + 1
    json.string(name)
    json.raw(":")
    return value(depth: depth + 1)
  }

  /// A number; underscores and signs that JSON does not have are left out.
  private mutating func number() -> Bool {
    let digits = text[position...].prefix { Self.isLetter($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    position = digits.endIndex
    let plain = String(decoding: digits.lazy.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    // What was left out of a long list.
    guard let number = plain == "..." ? .infinity : Double(plain) else { return false }
    json.raw(!number.isFinite ? Array("null".utf8) : Self.isJSON(digits) ? Array(digits) : Array("\(number)".utf8))
    return true
  }

  /// Whether JSON has such a number: it has none of 01, 1., -.5 and 0x1.
  private static func isJSON(_ number: Slice<UnsafeRawBufferPointer>) -> Bool {
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
    let digits = number.first == UInt8(ascii: "-") ? number.dropFirst() : number
    guard isDigit(digits.first), isDigit(digits.last), digits.first != UInt8(ascii: "0") || !isDigit(digits.dropFirst().first),
      digits.allSatisfy({ isDigit($0) || ".-+eE".utf8.contains($0) })
    else { return false }
    return isDigit(digits.drop { $0 != UInt8(ascii: ".") }.dropFirst().first ?? 0x30)
  }

  /// `<Role.user: 'user'>`, `<function f at 0x7f>`: the value at its end, or all of it as a string.
  private mutating func shown() -> Bool {
    let whole = text[position...].prefix { $0 != UInt8(ascii: ">") }
    guard whole.endIndex < text.count else { return false }
    var value = whole.dropFirst()
    if let colon = value.firstIndex(of: UInt8(ascii: ":")) { value = value[value.index(after: colon)...].drop { $0 == 0x20 } }
    if value.first == UInt8(ascii: "'"), value.last == UInt8(ascii: "'"), value.count > 1 { value = value.dropFirst().dropLast() }
    json.string(value)
    position = whole.endIndex + 1
    return true
  }
}
