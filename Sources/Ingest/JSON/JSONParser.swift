/// Parses one JSON text after the other onto a tape that is reused and grows with need.
///
/// A text is first compared with the forms of the last ones, and then scanned for its tokens, 64 bytes at a time, where the processor can do
/// that; if that fails for any reason, or there is no such processor, it is parsed byte by byte, which also says what is wrong. The result is
/// the same.
///
/// Strict RFC 8259: the whole input is one value, in valid UTF-8. Lone surrogate escapes are accepted, as the grammar has them.
/// Never reads outside the bytes given, whatever they hold.
public struct JSONParser: ~Copyable {
  /// Levels of arrays and objects that are accepted.
  public static let maximumDepth = 512
  /// Bytes of text that are accepted.
  public static let maximumLength = 256 << 20
  /// Values and names that are accepted: the tape takes 16 bytes of memory for each.
  public static let maximumValues = 1 << 24

  var nodes: UnsafeMutablePointer<JSONNode>
  var capacity = 256
  var tokens = JSONTokens()
  var shapes = JSONShapes()
  private var scratch = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  /// The JSON of a text that Python wrote.
  private var rewritten = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  /// A parser with an empty tape.
  public init() { self.init(level: JSONTokens.best) }

  /// A parser that scans with the instructions of a level of CScan.
  init(level: CInt) {
    nodes = JSONHead.allocateTape(capacity)
    tokens.level = level
  }

  deinit {
    JSONHead.deallocateTape(nodes)
    tokens.deallocate()
    scratch.deallocate()
    rewritten.deallocate()
  }

  /// The value that `bytes` are the text of, valid until the next parse by this parser and as long as the parser and the bytes are.
  /// - Throws: what is wrong, and at which byte.
  /// - Complexity: O(*n*), in one pass and without recursion.
  public mutating func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONFault) -> JSONValue { try parse(bytes, nil) }

  /// Parses as ``parse(_:)`` does a text of which another thread may have made something.
  mutating func parse(_ bytes: UnsafeRawBufferPointer, _ ahead: JSONAhead?) throws(JSONFault) -> JSONValue {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { throw JSONFault(kind: .empty, offset: 0) }
    guard bytes.count <= Self.maximumLength else { throw JSONFault(kind: .tooLong, offset: Self.maximumLength) }
    if !scan(base, bytes.count, ahead) {
      try fill(base, base + bytes.count)
      JSONHead.of(nodes).pointee.renew(nil, isNew: true)
    }
    return JSONValue(tape: UnsafePointer(nodes), text: base, index: 0)
  }

  /// Parses as ``parse(_:)`` does, and what is no JSON also as a value that Python wrote (``PythonLiteral``, and words for numbers that are
  /// none).
  mutating func parse(written bytes: UnsafeRawBufferPointer, _ ahead: JSONAhead? = nil) throws(JSONFault) -> JSONValue {
    do throws(JSONFault) {
      return try parse(bytes, ahead)
    } catch {
      // What a log that was cut down under its writer begins with, and the mark of a file that was put behind another.
      let text = bytes.drop { $0 == 0 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
      if text.count < bytes.count { return try parse(written: UnsafeRawBufferPointer(rebasing: text)) }
      let isNumber = error.kind == .notFinite || error.kind == .malformedNumber
      guard let json = PythonLiteral.json(bytes) ?? (isNumber ? PythonLiteral.withNulls(bytes) : nil) else { throw error }
      rewritten.deallocate()
      rewritten = .allocate(byteCount: json.count + JSONText.slack, alignment: 16)
      rewritten.copyBytes(from: json)
      return try parse(UnsafeRawBufferPointer(rebasing: rewritten[..<json.count]))
    }
  }

  /// The value whose text is the string `value`: a body that was logged as text, or as Python wrote it. `nil` if it is not a string.
  ///
  /// Valid as ``parse(_:)`` says; `value` itself must belong to another parser.
  /// - Throws: what is wrong, and at which byte of the unescaped text.
  public mutating func parse(textOf value: JSONValue) throws(JSONFault) -> JSONValue? {
    guard let inside = value.inside else { return nil }
    guard value.isEscaped else { return try parse(written: inside) }
    if scratch.count < inside.count + JSONText.slack {
      scratch.deallocate()
      scratch = .allocate(capacity: 2 * inside.count + JSONText.slack)
    }
    guard let output = scratch.baseAddress else { return nil }
    let count = JSONText.unescape(inside, readable: value.readable(from: inside), into: output)
    return try parse(written: UnsafeRawBufferPointer(start: output, count: count))
  }

  private mutating func fill(_ base: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) throws(JSONFault) {
    var p = skipSpace(base, end)
    guard p < end else { throw JSONFault(kind: .empty, offset: end - base) }
    var used = 0
    var open = JSONNode.none
    var depth = 0
    var inObject = false
    var members: UInt32 = 0
    var names: UInt32 = 0
    while true {
      // A value begins here.
      guard p < end else { throw JSONFault(kind: .unexpectedEnd, offset: end - base) }
      var value = used
      var isEmpty = false
      let start = p
      if used + 2 > capacity { try grow(to: 4 * capacity, at: start - base) }
      switch p.pointee {
      case JSONText.quote:
        let escaped = try string(&p, end, base)
        nodes[used] = JSONNode(escaped ? .escapedString : .string, start: start - base, length: p - start)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard depth < Self.maximumDepth else { throw JSONFault(kind: .tooDeep, offset: p - base) }
        depth += 1
        if open != JSONNode.none { nodes[Int(open)].keep(members: members, names: names) }
        inObject = p.pointee == UInt8(ascii: "{")
        nodes[used] = JSONNode(inObject ? .object : .array, start: start - base, link: open)
        open = UInt32(truncatingIfNeeded: used)
        members = 0
        names = 0
        used += 1
        p = skipSpace(p + 1, end)
        guard p < end else { throw JSONFault(kind: .unexpectedEnd, offset: end - base) }
        isEmpty = p.pointee == start.pointee + 2  // "}" and "]" stand two after "{" and "["
        if !isEmpty {
          if inObject { try key(&p, end, base, &used, &names) }
          continue
        }
        used -= 1
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        try number(&p, end, base)
        nodes[used] = JSONNode(.number, start: start - base, length: p - start)
      default:
        let kind = try literal(&p, end, base)
        nodes[used] = JSONNode(kind, start: start - base, length: p - start)
      }
      used += 1
      // A value ended, or an array or object is empty.
      while true {
        if !isEmpty {
          p = skipSpace(p, end)
          guard open != JSONNode.none else {
            guard p == end else { throw JSONFault(kind: .trailingBytes, offset: p - base) }
            return
          }
          members += 1
          if inObject { nodes[value - 1].link = UInt32(truncatingIfNeeded: used) }
          guard p < end else { throw JSONFault(kind: .unexpectedEnd, offset: end - base) }
          if p.pointee == UInt8(ascii: ",") {
            p = skipSpace(p + 1, end)
            if inObject { try key(&p, end, base, &used, &names) }
            break
          }
          guard p.pointee == UInt8(ascii: inObject ? "}" : "]") else {
            throw JSONFault(kind: .expectedCommaOrEnd, offset: p - base)
          }
        }
        isEmpty = false
        p += 1
        value = Int(open)
        open = nodes[value].link
        nodes[value].close(at: p - base, next: used, members: members, names: names)
        depth -= 1
        if open != JSONNode.none {
          (members, names) = nodes[Int(open)].kept
          inObject = nodes[Int(open)].isKind(.object)
        }
      }
    }
  }

  @inline(never)
  mutating func grow(to more: Int, at offset: Int) throws(JSONFault) {
    guard capacity < Self.maximumValues else { throw JSONFault(kind: .tooManyValues, offset: offset) }
    let larger = JSONHead.allocateTape(more)
    larger.update(from: nodes, count: capacity)
    JSONHead.deallocateTape(nodes)
    nodes = larger
    capacity = more
  }

  /// Reads a member's name and its colon, and stands at its value.
  @inline(__always)
  private mutating func key(
    _ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ base: UnsafePointer<UInt8>, _ used: inout Int,
    _ names: inout UInt32
  ) throws(JSONFault) {
    guard p < end else { throw JSONFault(kind: .unexpectedEnd, offset: end - base) }
    guard p.pointee == JSONText.quote else { throw JSONFault(kind: .expectedKey, offset: p - base) }
    if used == capacity { try grow(to: 4 * capacity, at: p - base) }
    let start = p
    let escaped = try string(&p, end, base)
    let sketch = JSONNode.sketch(start + 1, p - start - 2)
    nodes[used] = JSONNode(escaped ? .escapedKey : .key, start: start - base, length: p - start, low: sketch)
    names |= nodes[used].nameBits
    used += 1
    p = skipSpace(p, end)
    guard p < end else { throw JSONFault(kind: .unexpectedEnd, offset: end - base) }
    guard p.pointee == UInt8(ascii: ":") else { throw JSONFault(kind: .expectedColon, offset: p - base) }
    p = skipSpace(p + 1, end)
  }
}

/// Reads a string from its opening quote to behind its closing one; says whether it holds escapes.
@inline(__always)
private func string(
  _ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ base: UnsafePointer<UInt8>
) throws(JSONFault) -> Bool {
  let stop = JSONText.run(p + 1, end)
  if stop < end, stop.pointee == JSONText.quote {
    p = stop + 1
    return false
  }
  let (quote, escaped) = try JSONText.close(stop, end, base)
  p = quote + 1
  return escaped
}

@inline(__always)
private func skipSpace(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
  var p = start
  while p < end, p.pointee <= 0x20 {
    guard p.pointee == 0x20 || p.pointee == 0x0A || p.pointee == 0x0D || p.pointee == 0x09 else { return p }
    p += 1
  }
  return p
}

@inline(__always)
private func skipDigits(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
  var p = start
  while p < end, p.pointee &- 0x30 < 10 { p += 1 }
  return p
}

/// Reads a number. What follows it is for the caller to judge.
@inline(__always)
private func number(
  _ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ base: UnsafePointer<UInt8>
) throws(JSONFault) {
  func digits(from start: UnsafePointer<UInt8>) throws(JSONFault) -> UnsafePointer<UInt8> {
    let stop = skipDigits(start, end)
    guard stop > start else { throw JSONFault(kind: stop == end ? .unexpectedEnd : .malformedNumber, offset: stop - base) }
    return stop
  }
  if p.pointee == UInt8(ascii: "-") { p += 1 }
  let first = p
  p = try digits(from: p)
  guard first.pointee != UInt8(ascii: "0") || p - first == 1 else { throw JSONFault(kind: .malformedNumber, offset: first - base) }
  if p < end, p.pointee == UInt8(ascii: ".") { p = try digits(from: p + 1) }
  if p < end, p.pointee | 0x20 == UInt8(ascii: "e") {
    p += 1
    if p < end, p.pointee == UInt8(ascii: "+") || p.pointee == UInt8(ascii: "-") { p += 1 }
    p = try digits(from: p)
  }
}

/// Reads `null`, `false` or `true`.
@inline(__always)
private func literal(
  _ p: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ base: UnsafePointer<UInt8>
) throws(JSONFault) -> JSONNode.Kind {
  func matches(_ name: StaticString) -> Bool {
    guard end - p >= name.utf8CodeUnitCount else { return false }
    for index in 0..<name.utf8CodeUnitCount where p[index] != name.utf8Start[index] { return false }
    return true
  }
  if matches("null") {
    p += 4
    return .null
  }
  if matches("true") {
    p += 4
    return .true
  }
  if matches("false") {
    p += 5
    return .false
  }
  throw JSONFault(kind: matches("NaN") || matches("Infinity") ? .notFinite : .expectedValue, offset: p - base)
}
