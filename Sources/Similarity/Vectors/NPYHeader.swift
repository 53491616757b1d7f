/// Reads the header of NumPy's file: a Python literal of a dictionary with three known keys, in any order.
struct HeaderParser {
  /// What a header says.
  struct Fields {
    var type = ""
    var isFortranOrder = false
    var shape: [Int] = []
  }

  private var rest: Slice<UnsafeRawBufferPointer>
  private static let mostAxes = 32

  init(_ bytes: Slice<UnsafeRawBufferPointer>) { rest = bytes }

  /// What the header says; `nil` if it is not as it must be.
  mutating func read() -> Fields? {
    var fields = Fields()
    var seen: Set<String> = []
    guard take("{") else { return nil }
    while !take("}") {
      guard let key = string(), seen.insert(key).inserted, take(":"), value(of: key, into: &fields) else { return nil }
      guard take(",") || peek() == UInt8(ascii: "}") else { return nil }
    }
    skipSpace()
    return rest.isEmpty && seen.count == 3 ? fields : nil
  }

  private mutating func value(of key: String, into fields: inout Fields) -> Bool {
    switch key {
    case "descr":
      guard let type = string() else { return false }
      fields.type = type
    case "fortran_order":
      if take("True") {
        fields.isFortranOrder = true
      } else if !take("False") {
        return false
      }
    case "shape":
      guard let shape = tuple() else { return false }
      fields.shape = shape
    default: return false
    }
    return true
  }

  private mutating func tuple() -> [Int]? {
    guard take("(") else { return nil }
    var numbers: [Int] = []
    while !take(")") {
      guard numbers.count < Self.mostAxes, let number = number() else { return nil }
      numbers.append(number)
      guard take(",") || peek() == UInt8(ascii: ")") else { return nil }
    }
    return numbers
  }

  private mutating func number() -> Int? {
    skipSpace()
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest[digits.endIndex...]
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private mutating func string() -> String? {
    skipSpace()
    guard let quote = rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
    let text = rest.dropFirst().prefix { $0 != quote && $0 != UInt8(ascii: "\\") }
    guard text.endIndex < rest.endIndex, rest[text.endIndex] == quote else { return nil }
    rest = rest[(text.endIndex + 1)...]
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func take(_ word: StaticString) -> Bool {
    skipSpace()
    return word.withUTF8Buffer { word in
      guard rest.starts(with: word) else { return false }
      rest = rest.dropFirst(word.count)
      return true
    }
  }

  private mutating func peek() -> UInt8? {
    skipSpace()
    return rest.first
  }

  private mutating func skipSpace() { rest = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 } }
}
