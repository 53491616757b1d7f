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

  /// The kind of every byte. It is written once and stays as long as the process, so that no reader has to count references.
  nonisolated(unsafe) static let table = {
    let table = UnsafeMutableBufferPointer<ByteKind>.allocate(capacity: 256)
    _ = table.initialize(from: (0...255).map { kind(of: $0) })
    return UnsafeBufferPointer(table)
  }()

  private static func kind(of byte: UInt8) -> ByteKind {
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
