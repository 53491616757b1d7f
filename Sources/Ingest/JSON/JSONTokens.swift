internal import CScan

/// Where the tokens of a text stand, as CScan finds them.
struct JSONTokens {
  /// Bytes of a text that is scanned; longer ones are parsed byte by byte, so that twenty bytes a token stay bearable.
  static let longest = 2 << 20

  /// The widest instructions of this processor.
  static let best = cscan_level()

  /// The instructions to scan with.
  var level: CInt = CInt(CSCAN_NONE)
  private var places = UnsafeMutableBufferPointer<UInt32>(start: nil, count: 0)
  private var escapes = UnsafeMutableBufferPointer<UInt64>(start: nil, count: 0)

  /// Gives back all memory.
  func deallocate() {
    places.deallocate()
    escapes.deallocate()
  }

  /// Scans a text; `nil` if it is no JSON, or was not scanned.
  @inline(__always)
  mutating func scan(_ base: UnsafePointer<UInt8>, _ count: Int) -> View? {
    guard level > 0, count <= Self.longest else { return nil }
    if cscan_token_room(count) > places.count { grow(count) }
    guard let first = places.baseAddress, let words = escapes.baseAddress else { return nil }
    return Self.scan(base, count, first, words, level: level)
  }

  /// Scans a text into memory that has room for its tokens; `nil` if it is no JSON.
  @inline(__always)
  static func scan(
    _ base: UnsafePointer<UInt8>, _ count: Int, _ tokens: UnsafeMutablePointer<UInt32>, _ escapes: UnsafeMutablePointer<UInt64>,
    level: CInt = best
  ) -> View? {
    let found = cscan_tokens(level, base, count, tokens, escapes)
    guard found > 0 else { return nil }
    return View(next: UnsafePointer(tokens), end: UnsafePointer(tokens + found), escapes: UnsafePointer(escapes))
  }

  @inline(never)
  private mutating func grow(_ count: Int) {
    deallocate()
    let room = max(count + count / 2, 8 << 10)
    places = .allocate(capacity: cscan_token_room(room))
    escapes = .allocate(capacity: cscan_word_room(room))
  }

  /// Tokens that are still to be looked at.
  struct View {
    /// The next one.
    var next: UnsafePointer<UInt32>
    let end: UnsafePointer<UInt32>
    private let escapes: UnsafePointer<UInt64>

    /// How many there are.
    @inline(__always)
    var count: Int { end - next }

    fileprivate init(next: UnsafePointer<UInt32>, end: UnsafePointer<UInt32>, escapes: UnsafePointer<UInt64>) {
      self.next = next
      self.end = end
      self.escapes = escapes
    }

    /// 1 if the string with this closing quote has escapes, else 0.
    @inline(__always)
    func escapes(closing quote: Int) -> UInt32 {
      UInt32(truncatingIfNeeded: escapes[quote &>> 6] &>> UInt64(truncatingIfNeeded: quote)) & 1
    }
  }
}

extension JSONParser {
  /// Fills the tape of a text along a known form, or from its tokens; or with what was made of it ahead. False where it is no JSON, or
  /// ``fill(_:_:)`` has to see for another reason.
  @inline(__always)
  mutating func scan(_ base: UnsafePointer<UInt8>, _ count: Int, _ ahead: JSONAhead? = nil) -> Bool {
    if case .tape(let tape, let form, let forms) = ahead { return forms._withUnsafeGuaranteedRef { adopt(tape, form, $0) } }
    // Its form may have become known since its tokens were found.
    if let shape = shapes.fill(nodes, base, count, level: tokens.level) {
      JSONHead.of(nodes).pointee.renew(shape, isNew: false)
      return true
    }
    var known: JSONTokens.View?
    if case .tokens(let tokens) = ahead { known = tokens }
    guard let tokens = known ?? tokens.scan(base, count) else { return false }
    // A node takes one token at least.
    guard makeRoom(tokens.count), fill(from: tokens, base, base + count) else { return false }
    JSONHead.of(nodes).pointee.renew(shapes.keep(nodes, base, count), isNew: true)
    return true
  }

  /// Takes a tape that another thread has filled along a form.
  private mutating func adopt(_ tape: UnsafePointer<JSONNode>, _ form: Int, _ forms: JSONForms) -> Bool {
    let count = forms.forms[form].nodeCount
    guard makeRoom(count) else { return false }
    nodes.update(from: tape, count: count)
    let shape = shapes.shape(of: form, in: forms)
    JSONHead.of(nodes).pointee.renew(shape, isNew: shape == nil)
    return true
  }

  /// Makes room for nodes; false where that would be too many.
  @inline(__always)
  private mutating func makeRoom(_ count: Int) -> Bool {
    if count <= capacity { return true }
    return (try? grow(to: count + count / 2, at: 0)) != nil
  }

  /// Fills the tape, which has room for a node a token.
  private func fill(from tokens: JSONTokens.View, _ base: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
    var tokens = tokens
    let nodes = nodes
    var used = 0
    var open = JSONNode.none
    var depth = 0
    var inObject = false
    var members: UInt32 = 0
    var names: UInt32 = 0
    while true {
      // A value begins at the next token.
      guard tokens.next < tokens.end else { return false }
      let start = Int(tokens.next.pointee)
      let first = base[start]
      var value = used
      switch first {
      case JSONText.quote:
        // Quotes come in pairs: the next token is the closing one.
        let close = Int(tokens.next[1])
        nodes[used] = JSONNode(.string, escapes: tokens.escapes(closing: close), start: start, length: close &- start &+ 1)
        tokens.next += 2
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        tokens.next += 1
        guard depth < Self.maximumDepth, tokens.next < tokens.end else { return false }
        let isObject = first == UInt8(ascii: "{")
        if base[Int(tokens.next.pointee)] == first &+ 2 {  // "}" and "]" stand two after "{" and "["
          let length = Int(tokens.next.pointee) &- start &+ 1
          nodes[used] = JSONNode(isObject ? .object : .array, start: start, length: length, link: UInt32(truncatingIfNeeded: used &+ 1))
          tokens.next += 1
        } else {
          if open != JSONNode.none { nodes[Int(open)].keep(members: members, names: names) }
          nodes[used] = JSONNode(isObject ? .object : .array, start: start, link: open)
          open = UInt32(truncatingIfNeeded: used)
          inObject = isObject
          members = 0
          names = 0
          depth &+= 1
          used &+= 1
          if isObject { guard key(&tokens, base, nodes, &used, &names) else { return false } }
          continue
        }
      default:
        guard let node = JSONNode(scalar: base + start, end, base) else { return false }
        nodes[used] = node
        tokens.next += 1
      }
      used &+= 1
      // A value ended.
      while true {
        guard open != JSONNode.none else { return tokens.next == tokens.end }
        members &+= 1
        if inObject { nodes[value &- 1].link = UInt32(truncatingIfNeeded: used) }
        guard tokens.next < tokens.end else { return false }
        let place = Int(tokens.next.pointee)
        tokens.next += 1
        if base[place] == UInt8(ascii: ",") {
          if inObject { guard key(&tokens, base, nodes, &used, &names) else { return false } }
          break
        }
        guard base[place] == (inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return false }
        value = Int(open)
        open = nodes[value].link
        nodes[value].close(at: place &+ 1, next: used, members: members, names: names)
        depth &-= 1
        if open != JSONNode.none {
          (members, names) = nodes[Int(open)].kept
          inObject = nodes[Int(open)].isKind(.object)
        }
      }
    }
  }

  /// Takes a member's name and its colon; false where they are none.
  @inline(__always)
  private func key(
    _ tokens: inout JSONTokens.View, _ base: UnsafePointer<UInt8>, _ nodes: UnsafeMutablePointer<JSONNode>, _ used: inout Int,
    _ names: inout UInt32
  ) -> Bool {
    guard tokens.end - tokens.next >= 4 else { return false }
    let start = Int(tokens.next[0])
    guard base[start] == JSONText.quote, base[Int(tokens.next[2])] == UInt8(ascii: ":") else { return false }
    let close = Int(tokens.next[1])
    let sketch = JSONNode.sketch(base + (start &+ 1), close &- start &- 1)
    nodes[used] = JSONNode(.key, escapes: tokens.escapes(closing: close), start: start, length: close &- start &+ 1, low: sketch)
    names |= nodes[used].nameBits
    used &+= 1
    tokens.next += 3
    return true
  }
}

extension JSONNode {
  /// The node of a number or literal, if nothing but white space or punctuation follows it.
  @inline(__always)
  init?(scalar start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ base: UnsafePointer<UInt8>) {
    var p = start
    let kind: Kind
    switch start.pointee {
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      guard let stop = JSONNumber.end(start, end) else { return nil }
      kind = .number
      p = stop
    case UInt8(ascii: "n"), UInt8(ascii: "t"):
      guard end - p >= 4 else { return nil }
      let word = UnsafeRawPointer(p).loadUnaligned(as: UInt32.self).bigEndian
      guard word == 0x6E75_6C6C || word == 0x7472_7565 else { return nil }  // "null", "true"
      kind = word == 0x6E75_6C6C ? .null : .true
      p += 4
    case UInt8(ascii: "f"):
      guard end - p >= 5, UnsafeRawPointer(p + 1).loadUnaligned(as: UInt32.self).bigEndian == 0x616C_7365 else { return nil }  // "alse"
      kind = .false
      p += 5
    default:
      return nil
    }
    if p < end {
      switch p.pointee {
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x09, 0x0A, 0x0D: break
      default: return nil
      }
    }
    self.init(kind, start: start - base, length: p - start)
  }
}

extension JSONNumber {
  /// Where the number that begins at `start` ends; `nil` if it breaks the grammar.
  @inline(__always)
  static func end(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    var p = start
    func digits() -> Bool {
      let first = p
      while end - p >= 8 {
        let count = EightDigits.leading(p)
        p += count
        if count < 8 { return p > first }
      }
      while p < end, p.pointee &- 0x30 < 10 { p += 1 }
      return p > first
    }
    if p.pointee == UInt8(ascii: "-") { p += 1 }
    let first = p
    guard digits(), first.pointee != 0x30 || p - first == 1 else { return nil }
    if p < end, p.pointee == UInt8(ascii: ".") {
      p += 1
      guard digits() else { return nil }
    }
    if p < end, p.pointee | 0x20 == UInt8(ascii: "e") {
      p += 1
      if p < end, p.pointee == UInt8(ascii: "+") || p.pointee == UInt8(ascii: "-") { p += 1 }
      guard digits() else { return nil }
    }
    return p
  }
}
