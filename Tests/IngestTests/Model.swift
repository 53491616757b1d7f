/// A slow JSON parser of another kind, to compare with: recursive, one byte at a time, strict about RFC 8259.
indirect enum Model: Equatable {
  case null
  case bool(Bool)
  case number(String)
  case string([UInt8])
  case array([Model])
  case object([(name: [UInt8], value: Model)])

  struct Fault: Error {}

  static func parse(_ text: [UInt8]) throws(Fault) -> Model {
    var reader = Reader(text: text)
    reader.skipSpace()
    let value = try reader.value()
    reader.skipSpace()
    guard reader.position == text.count else { throw Fault() }
    return value
  }

  static func == (a: Model, b: Model) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.name == $1.name && $0.value == $1.value }
    default: false
    }
  }

  private struct Reader {
    let text: [UInt8]
    var position = 0

    init(text: [UInt8]) { self.text = text }

    var byte: UInt8? { position < text.count ? text[position] : nil }

    mutating func take() throws(Fault) -> UInt8 {
      guard let byte else { throw Fault() }
      position += 1
      return byte
    }

    mutating func expect(_ characters: String) throws(Fault) {
      for wanted in characters.utf8 where try take() != wanted { throw Fault() }
    }

    mutating func skipSpace() {
      while let byte, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    mutating func value() throws(Fault) -> Model {
      switch byte {
      case UInt8(ascii: "n"):
        try expect("null")
        return .null
      case UInt8(ascii: "t"):
        try expect("true")
        return .bool(true)
      case UInt8(ascii: "f"):
        try expect("false")
        return .bool(false)
      case UInt8(ascii: "\""): return .string(try string())
      case UInt8(ascii: "["):
        return .array(try list(closing: UInt8(ascii: "]")) { reader throws(Fault) in try reader.value() })
      case UInt8(ascii: "{"):
        return .object(
          try list(closing: UInt8(ascii: "}")) { reader throws(Fault) in
            let name = try reader.string()
            reader.skipSpace()
            try reader.expect(":")
            reader.skipSpace()
            return (name, try reader.value())
          })
      default: return .number(try number())
      }
    }

    mutating func list<T>(closing: UInt8, _ item: (inout Reader) throws(Fault) -> T) throws(Fault) -> [T] {
      position += 1
      skipSpace()
      if byte == closing {
        position += 1
        return []
      }
      var items: [T] = []
      while true {
        skipSpace()
        items.append(try item(&self))
        skipSpace()
        let next = try take()
        if next == closing { return items }
        guard next == UInt8(ascii: ",") else { throw Fault() }
      }
    }

    mutating func number() throws(Fault) -> String {
      let start = position
      func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
      if byte == UInt8(ascii: "-") { position += 1 }
      if byte == UInt8(ascii: "0") {
        position += 1
      } else {
        guard isDigit(byte) else { throw Fault() }
        while isDigit(byte) { position += 1 }
      }
      if byte == UInt8(ascii: ".") {
        position += 1
        guard isDigit(byte) else { throw Fault() }
        while isDigit(byte) { position += 1 }
      }
      if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
        position += 1
        if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
        guard isDigit(byte) else { throw Fault() }
        while isDigit(byte) { position += 1 }
      }
      return String(decoding: text[start..<position], as: UTF8.self)
    }

    /// Escapes become UTF-16 first, which the standard library repairs.
    mutating func string() throws(Fault) -> [UInt8] {
      try expect("\"")
      var units: [UInt16] = []
      var plain: [UInt8] = []
      func flushed() throws(Fault) -> [UInt16] {
        guard let text = String(validating: plain, as: UTF8.self) else { throw Fault() }
        return Array(text.utf16)
      }
      while true {
        let byte = try take()
        switch byte {
        case UInt8(ascii: "\""): return Array(String(decoding: units + (try flushed()), as: UTF16.self).utf8)
        case 0..<0x20: throw Fault()
        case UInt8(ascii: "\\"):
          units += try flushed()
          plain = []
          units.append(try escape())
        default: plain.append(byte)
        }
      }
    }

    mutating func escape() throws(Fault) -> UInt16 {
      let names: [Character: UInt16] = ["\"": 34, "\\": 92, "/": 47, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9]
      let letter = Character(Unicode.Scalar(try take()))
      if let meaning = names[letter] { return meaning }
      guard letter == "u" else { throw Fault() }
      var digits = ""
      for _ in 0..<4 { digits.unicodeScalars.append(Unicode.Scalar(try take())) }
      guard digits.allSatisfy(\.isHexDigit), digits.utf8.count == 4, let unit = UInt16(digits, radix: 16) else { throw Fault() }
      return unit
    }
  }
}

/// Random JSON in random spelling.
struct Writer {
  var random: Random
  private let names = ["a", "b", "model", "messages", "\u{e9}", "", "x y", "\u{1F642}", "a\\\"b"]

  init(seed: UInt64) { random = Random(seed) }

  mutating func value(_ depth: Int = 0) -> String {
    switch Int.random(in: 0..<(depth > 5 ? 5 : 8), using: &random) {
    case 0: return ["null", "true", "false"].randomElement(using: &random) ?? "null"
    case 1: return number()
    case 2, 3, 4: return string()
    case 5: return list("[", "]") { $0.value(depth + 1) }
    default:
      return list("{", "}") { writer in
        let name = writer.names.randomElement(using: &writer.random) ?? "a"
        return writer.spelled(name) + writer.space() + ":" + writer.space() + writer.value(depth + 1)
      }
    }
  }

  mutating func list(_ open: String, _ close: String, _ item: (inout Writer) -> String) -> String {
    let count = Int.random(in: 0..<5, using: &random)
    let items = (0..<count).map { _ in space() + item(&self) + space() }
    return open + (count == 0 ? space() : items.joined(separator: ",")) + close
  }

  mutating func space() -> String { ["", "", "", " ", "\n  ", "\t", "\r\n"].randomElement(using: &random) ?? "" }

  mutating func number() -> String {
    let digits = (0..<Int.random(in: 1..<25, using: &random)).map { _ in String(random.next() % 10) }.joined()
    let whole = digits.count > 1 && digits.hasPrefix("0") ? "1" + digits : digits
    let forms = [whole, "-" + whole, whole + ".5", "0." + digits, whole + "e5", "-0.0", "0", "1E+2", whole + ".25e-7", "1e400"]
    return forms.randomElement(using: &random) ?? "0"
  }

  mutating func string() -> String {
    let alphabet = ["a", "b", " ", "\"", "\\", "/", "\n", "\t", "\u{1}", "\u{e9}", "\u{65e5}", "\u{1F642}", "text of some length"]
    let text = (0..<Int.random(in: 0..<12, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
    return spelled(text)
  }

  /// A string literal: what must be escaped is, and anything else may be; with a lone surrogate now and then.
  mutating func spelled(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
      guard mustEscape || random.next() % 5 == 0 else {
        out.unicodeScalars.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16, uppercase: random.next() % 2 == 0)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
      if random.next() % 40 == 0 { out += ["\\ud800", "\\udc00", "\\udbff\\u0041"].randomElement(using: &random) ?? "" }
    }
    return out + "\""
  }
}
