/// What one byte of a folded text is to the ``Tokenizer``.
enum ByteKind: UInt8 {
  /// White space, control characters and punctuation without meaning of its own.
  case gap
  case lower, upper, digit
  /// Part of a character beyond ASCII.
  case beyond
  case underscore
  /// A sign that is a word of its own: C++ is not C, 5 % is not 5.
  case symbol
  /// Ends a clause.
  case stop
  /// `.` `,` `:` end a clause, but not inside a number.
  case point
  case hyphen, apostrophe, quote, backtick

  /// Whether the byte belongs to a word wherever it stands.
  var isWord: Bool {
    switch self {
    case .lower, .upper, .digit, .beyond: true
    default: false
    }
  }

  /// Whether the byte is an ASCII letter.
  var isLetter: Bool { self == .lower || self == .upper }

  /// The kind of every byte.
  static let table: [ByteKind] = (0...255).map { (byte: UInt8) in
    switch byte {
    case 0x80...: return .beyond
    case UInt8(ascii: "a")...UInt8(ascii: "z"): return .lower
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): return .upper
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return .digit
    default: break
    }
    switch Character(Unicode.Scalar(byte)) {
    case "_": return .underscore
    case "+", "#", "$", "%", "&", "@", "*", "/", "<", ">", "=", "^", "|", "~", "\\": return .symbol
    case "!", "?", ";", "\n": return .stop
    case ".", ",", ":": return .point
    case "-": return .hyphen
    case "'": return .apostrophe
    case "\"": return .quote
    case "`": return .backtick
    default: return .gap
    }
  }
}

/// Which bytes that ask for a closer look occur in a text.
struct ByteSurvey: OptionSet {
  let rawValue: UInt8

  static let beyondASCII = ByteSurvey(rawValue: 1)
  /// Signs that occur in code: brackets, operators, semicolons, backslashes.
  static let codeSigns = ByteSurvey(rawValue: 2)
  /// `@` or `:`, without which there is no e-mail address and no URL with a scheme.
  static let addressSigns = ByteSurvey(rawValue: 4)

  /// All that occur in `bytes`.
  init(of bytes: UnsafeRawBufferPointer) {
    var found: UInt8 = 0
    Self.table.withUnsafeBufferPointer { table in
      for byte in bytes { found |= table[Int(byte)] }
    }
    rawValue = found
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  private static let table: [UInt8] = (0...255).map { (byte: UInt8) in
    if byte >= 0x80 { return beyondASCII.rawValue }
    switch Character(Unicode.Scalar(byte)) {
    case ":": return codeSigns.union(addressSigns).rawValue
    case "@": return addressSigns.rawValue
    case "{", "}", "[", "]", "(", ")", "=", "|", "&", "<", ">", ";", "\\": return codeSigns.rawValue
    default: return 0
    }
  }
}
