/// A value of a parsed text: a view of 24 bytes that owns nothing.
///
/// Valid until the parser that gave it parses again or goes, and as long as the bytes it parsed stay where they are.
public struct JSONValue {
  /// The types of RFC 8259; the two booleans are told apart.
  public enum Kind: Hashable, Sendable {
    case null, `false`, `true`, number, string, array, object
  }

  let tape: UnsafePointer<JSONNode>
  let text: UnsafePointer<UInt8>
  let index: UInt32

  @inline(__always)
  var node: JSONNode { tape[Int(index)] }

  @inline(__always)
  func at(_ index: UInt32) -> JSONValue { JSONValue(tape: tape, text: text, index: index) }

  /// What the value is.
  public var kind: Kind {
    switch node.kind {
    case .null: .null
    case .false: .false
    case .true: .true
    case .number: .number
    case .string, .escapedString, .key, .escapedKey: .string
    case .array: .array
    case .object: .object
    }
  }

  /// Whether the value is `null`, which is not the same as absent.
  public var isNull: Bool { node.isKind(.null) }

  /// The value of a boolean; `nil` for anything else.
  public var bool: Bool? {
    switch node.kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// The value of a whole number that fits, also if written as 1.0 or 1e3; `nil` for anything else, digits in a string included.
  public var int: Int? { node.isKind(.number) ? JSONNumber(raw).int : nil }

  /// The double nearest to a number; `nil` for anything else, and for numbers beyond the largest double.
  public var double: Double? { node.isKind(.number) ? JSONNumber(raw).double(of: raw) : nil }

  /// The text of a string, unescaped, with U+FFFD for lone surrogates; `nil` for anything else.
  public var string: String? { withText { String(decoding: $0, as: UTF8.self) } }

  /// Calls `body` with the UTF-8 text of a string, unescaped as in ``string``; `nil` for anything else.
  ///
  /// The bytes are valid inside `body` only. They are copied only if the string holds escapes.
  public func withText<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R? {
    guard let inside else { return nil }
    guard isEscaped else { return try body(inside) }
    let head = JSONHead.of(tape)
    let memory = head.pointee.take(inside.count)
    defer { head.pointee.give(memory, inside.count) }
    return try body(UnsafeRawBufferPointer(start: memory, count: JSONText.unescape(inside, readable: readable(from: inside), into: memory)))
  }

  /// The text of the value as it is written in the JSON, quotes included.
  public var raw: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: text + Int(node.start), count: Int(node.length))
  }

  /// The number of elements of an array, or of members of an object with duplicates counted; 0 for anything else.
  /// - Complexity: O(1), O(*n*) for objects of 255 members and more.
  public var count: Int {
    guard node.isKind(.array) || node.isKind(.object) else { return 0 }
    if let count = node.count { return Int(count) }
    var members = 0
    forEachMember { _, _ in members += 1 }
    return members
  }

  /// The inside of a string as written; `nil` for anything else.
  var inside: UnsafeRawBufferPointer? {
    let node = node
    guard node.isKind(.string) || node.isKind(.escapedString) || node.isKind(.key) || node.isKind(.escapedKey) else { return nil }
    return UnsafeRawBufferPointer(start: text + Int(node.start) + 1, count: Int(node.length) - 2)
  }

  /// How many bytes of the parsed text there are from the first of `inside` on.
  @inline(__always)
  func readable(from inside: UnsafeRawBufferPointer) -> Int {
    guard let first = inside.baseAddress else { return 0 }
    return UnsafeRawPointer(text) + (Int(tape.pointee.start) + Int(tape.pointee.length)) - first
  }

  var isEscaped: Bool { node.isKind(.escapedString) || node.isKind(.escapedKey) }
}

/// The name of a member of an object: a view like ``JSONValue``, and valid as long.
public struct JSONKey {
  let name: JSONValue

  /// The name, unescaped.
  public var string: String { name.string ?? "" }

  /// Calls `body` with the unescaped name in UTF-8; the bytes are valid inside `body` only.
  public func withText<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    name.withText(body) ?? body(UnsafeRawBufferPointer(start: nil, count: 0))
  }

  /// Whether the unescaped name is `text`.
  @inline(__always)
  public static func == (key: JSONKey, text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      let node = key.name.node
      return (node.tag == JSONNode.tag(ofName: text) || node.isKind(.escapedKey)) && key.name.names(text)
    }
  }

  /// Lets a `switch` over a key have names as cases.
  @inline(__always)
  public static func ~= (text: StaticString, key: JSONKey) -> Bool { key == text }
}
