/// Why and where a text is not the JSON that RFC 8259 describes, or is more of it than a parser takes.
public struct JSONFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was wrong.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The text holds no value at all.
    case empty = "there is no value"
    /// The text ends inside a value.
    case unexpectedEnd = "the text ends inside a value"
    /// A value should begin, and something else stands there.
    case expectedValue = "a value is expected"
    /// A word stands for a number that JSON does not have; Python writes it all the same.
    case notFinite = "NaN and Infinity are no values of JSON, which has null for them"
    /// The name of a member should begin, and something else stands there.
    case expectedKey = "a member's name in double quotes is expected"
    /// A colon should follow the name of a member.
    case expectedColon = "a colon is expected after a member's name"
    /// A comma or the end of the array or object should follow a value.
    case expectedCommaOrEnd = "a comma or the end of the array or object is expected"
    /// More follows after the value.
    case trailingBytes = "more follows after the end of the value"
    /// A number breaks the grammar.
    case malformedNumber = "a number is malformed"
    /// A string holds a control character that is not escaped.
    case controlCharacter = "a string holds a control character that should be escaped"
    /// A string holds an escape that JSON does not know.
    case malformedEscape = "a string holds an unknown escape"
    /// A string is not valid UTF-8.
    case invalidUTF8 = "a string is not valid UTF-8; convert a file in another encoding first (iconv -f WINDOWS-1252 -t UTF-8)"
    /// Arrays and objects are nested deeper than ``JSONParser/maximumDepth``.
    case tooDeep = "arrays and objects are nested deeper than 512 levels"
    /// The text is longer than ``JSONParser/maximumLength``.
    case tooLong = "the text is longer than 256 MiB"
    /// The text holds more values than ``JSONParser/maximumValues``.
    case tooManyValues = "the text holds more than 16 million values and names"
  }

  /// What was wrong.
  public let kind: Kind
  /// Where, in bytes from the start of the text.
  public let offset: Int

  /// A fault of a kind at an offset in bytes.
  public init(kind: Kind, offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  /// "not JSON at byte 12: a value is expected".
  public var description: String { "not JSON at byte \(offset): \(kind.rawValue)" }
}
