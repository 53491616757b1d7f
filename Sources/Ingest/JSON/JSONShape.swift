/// What texts have in common that have the same kinds of tokens in the same order, and the same names: their tape, but for where its nodes
/// stand in the text, which strings have escapes, and what their numbers, booleans and nulls are.
///
/// The lines of one log have few shapes. A tape is copied from its shape in a fraction of the time of making it, and where the members of
/// an object are is looked for once.
struct JSONShape {
  /// Tokens of the longest text whose shape is kept.
  static let mostTokens = 4 << 10
  /// Answers of ``found(by:in:)`` that are kept.
  private static let mostFound = 24

  /// A node: its tokens and what the tape has of it in every text of the shape.
  private struct Entry {
    let first: UInt32
    let last: UInt32
    let link: UInt32
    let tag: UInt32
  }

  /// A name: its first token, and where it is in ``names``.
  private struct Name {
    let first: UInt32
    let length: UInt32
    let place: UInt32
  }

  private struct Found {
    let table: JSONFieldTable
    let object: UInt32
    let nodes: UnsafeMutableBufferPointer<UInt32>
  }

  /// Where a member of an object is that was asked for by a name of the program.
  private struct Answer {
    var key: UnsafePointer<UInt8>?
    var length = 0
    var object: UInt32 = 0
    var name: UInt32 = 0
  }

  /// Places for answers, a power of two.
  private static let mostAnswers = 64

  private let kinds: UnsafeMutableBufferPointer<UInt8>
  private let entries: UnsafeMutableBufferPointer<Entry>
  private let members: UnsafeMutableBufferPointer<Name>
  private let names: UnsafeMutableBufferPointer<UInt8>
  /// The nodes of numbers, booleans and nulls.
  private let scalars: UnsafeMutableBufferPointer<UInt32>
  private let found = UnsafeMutablePointer<Found>.allocate(capacity: mostFound)
  private var foundCount = 0
  private let answers = UnsafeMutablePointer<Answer>.allocate(capacity: mostAnswers)

  /// The shape of the text whose tape is `nodes`; `nil` if it is none that is kept.
  init?(_ nodes: UnsafePointer<JSONNode>, _ tokens: JSONTokens.View, _ text: UnsafePointer<UInt8>) {
    let count = Int(nodes[0].link)
    var entries: [Entry] = []
    var members: [Name] = []
    var names: [UInt8] = []
    var scalars: [UInt32] = []
    for index in 0..<count {
      var node = nodes[index]
      let first = tokens.ordinal(of: node.start)
      var last = first
      switch node.kind {
      case .escapedKey: return nil
      case .key:
        members.append(Name(first: first, length: node.length - 2, place: UInt32(names.count)))
        names += UnsafeBufferPointer(start: text + Int(node.start) + 1, count: Int(node.length) - 2)
        last += 1
      case .escapedString, .string:
        node = JSONNode(.string, start: 0)
        last += 1
      case .array, .object: last = tokens.ordinal(of: node.start + node.length - 1)
      case .null, .false, .true, .number: scalars.append(UInt32(index))
      }
      entries.append(Entry(first: first, last: last, link: node.link, tag: node.tag))
    }
    answers.initialize(repeating: Answer(), count: Self.mostAnswers)
    self.kinds = Self.keep(Array(UnsafeBufferPointer(start: tokens.kinds, count: tokens.count)))
    self.entries = Self.keep(entries)
    self.members = Self.keep(members)
    self.names = Self.keep(names)
    self.scalars = Self.keep(scalars)
  }

  private static func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = memory.initialize(from: elements)
    return memory
  }

  /// Gives back all memory.
  func deallocate() {
    kinds.deallocate()
    entries.deallocate()
    members.deallocate()
    names.deallocate()
    scalars.deallocate()
    for index in 0..<foundCount { found[index].nodes.deallocate() }
    found.deallocate()
    answers.deallocate()
  }

  /// Whether a text has this shape, if its scalars are what they seem to be.
  @inline(__always)
  func fits(_ tokens: JSONTokens.View, _ text: UnsafePointer<UInt8>) -> Bool {
    guard tokens.count == kinds.count, let kinds = kinds.baseAddress, let names = names.baseAddress,
      JSONValue.equal(UnsafeRawPointer(kinds), UnsafeRawPointer(tokens.kinds), tokens.count)
    else { return false }
    for name in members {
      let start = Int(tokens.next[Int(name.first)]) &+ 1
      guard Int(tokens.next[Int(name.first) &+ 1]) &- start == Int(name.length),
        JSONValue.equal(UnsafeRawPointer(text + start), UnsafeRawPointer(names + Int(name.place)), Int(name.length))
      else { return false }
    }
    return true
  }

  /// Fills the tape of a text that fits; false where a scalar breaks the grammar.
  @inline(__always)
  func fill(
    _ nodes: UnsafeMutablePointer<JSONNode>, _ tokens: JSONTokens.View, _ text: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> Bool {
    for index in 0..<entries.count {
      let entry = entries[index]
      let last = tokens.next[Int(entry.last)]
      var node = JSONNode(start: tokens.next[Int(entry.first)], length: 0, link: entry.link, tag: entry.tag)
      node.length = last &- node.start &+ 1
      node.tag &+= tokens.escapes(closing: Int(last)) &<< 24
      nodes[index] = node
    }
    for index in scalars {
      guard let node = JSONNode(scalar: text + Int(nodes[Int(index)].start), end, text) else { return false }
      nodes[Int(index)] = node
    }
    return true
  }

  /// The node of the last name of an object that means `key`, or 0; `nil` if it is not at hand.
  @inline(__always)
  func answer(_ key: UnsafeBufferPointer<UInt8>, in object: UInt32) -> UInt32? {
    let answer = answers[Self.place(key, object)]
    return answer.key == key.baseAddress && answer.object == object && answer.length == key.count ? answer.name : nil
  }

  /// Keeps what ``answer(_:in:)`` is to give.
  @inline(__always)
  func keep(_ name: UInt32, for key: UnsafeBufferPointer<UInt8>, in object: UInt32) {
    answers[Self.place(key, object)] = Answer(key: key.baseAddress, length: key.count, object: object, name: name)
  }

  @inline(__always)
  private static func place(_ key: UnsafeBufferPointer<UInt8>, _ object: UInt32) -> Int {
    let mixed = UInt32(truncatingIfNeeded: UInt(bitPattern: key.baseAddress)) &+ object &* 0x9E37_79B1
    return Int((mixed &* 0x85EB_CA6B) &>> 26)
  }

  /// Where the members of `object` are that are among the names of a table, as the table finds them; `nil` if too many were asked for.
  @inline(__always)
  mutating func found(by table: JSONFieldTable, in object: JSONValue) -> UnsafeBufferPointer<UInt32>? {
    for index in 0..<foundCount where found[index].object == object.index && found[index].table == table {
      return UnsafeBufferPointer(found[index].nodes)
    }
    return find(table, object)
  }

  @inline(never)
  private mutating func find(_ table: JSONFieldTable, _ object: JSONValue) -> UnsafeBufferPointer<UInt32>? {
    guard foundCount < Self.mostFound else { return nil }
    let nodes = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: table.count)
    nodes.initialize(repeating: 0)
    if object.node.isKind(.object) { table.find(object, nodes) }
    (found + foundCount).initialize(to: Found(table: table, object: object.index, nodes: nodes))
    foundCount += 1
    return UnsafeBufferPointer(nodes)
  }
}

/// The shapes that a parser has met last.
struct JSONShapes: ~Copyable {
  private static let places = 16
  /// Shapes that may be kept without one of them coming again; after that only one in ``patience`` texts is tried.
  private static let trust = 64
  private static let patience = 64

  private var shapes: UnsafeMutablePointer<JSONShape>?
  private var count = 0
  /// The place of the one that was met last.
  private var last = 0
  /// The place of the next new one.
  private var next = 0
  private var trusted = trust
  private var misses = 0

  deinit {
    for place in 0..<count { shapes?[place].deallocate() }
    shapes?.deallocate()
  }

  /// Fills the tape of a text, if its shape is known, and gives that.
  @inline(__always)
  mutating func fill(
    _ nodes: UnsafeMutablePointer<JSONNode>, _ tokens: JSONTokens.View, _ text: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> UnsafeMutablePointer<JSONShape>? {
    guard let shapes else { return nil }
    for step in 0..<count {
      let place = step == 0 ? last : step <= last ? step - 1 : step
      guard shapes[place].fits(tokens, text) else { continue }
      guard shapes[place].fill(nodes, tokens, text, end) else { return nil }
      last = place
      trusted = Self.trust
      return shapes + place
    }
    return nil
  }

  /// Keeps the shape of a text that ``fill(_:_:_:_:)`` had none for, and has its tape now; gives it if it is kept.
  @inline(never)
  mutating func keep(
    _ nodes: UnsafePointer<JSONNode>, _ tokens: JSONTokens.View, _ text: UnsafePointer<UInt8>
  ) -> UnsafeMutablePointer<JSONShape>? {
    misses &+= 1
    guard tokens.count <= JSONShape.mostTokens, trusted > 0 || misses % Self.patience == 0,
      nodes[0].isKind(.array) || nodes[0].isKind(.object), let shape = JSONShape(nodes, tokens, text)
    else { return nil }
    let shapes = shapes ?? .allocate(capacity: Self.places)
    self.shapes = shapes
    trusted = max(trusted - 1, 0)
    if next < count { shapes[next].deallocate() }
    (shapes + next).initialize(to: shape)
    last = next
    count = max(count, next + 1)
    next = (next + 1) % Self.places
    return shapes + last
  }
}
