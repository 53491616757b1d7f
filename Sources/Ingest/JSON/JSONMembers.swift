extension JSONValue {
  /// The member of an object called `key`, the last one if there are several; `nil` if there is none or this is no object.
  ///
  /// A member that is `null` is a value of kind ``Kind/null``.
  /// - Complexity: O(members of this object), some nanoseconds each; O(1) for most outermost objects.
  @inline(__always)
  public subscript(_ key: StaticString) -> JSONValue? {
    // Else it is a character, which stands on the stack.
    let isConstant = key.hasPointerRepresentation
    return key.withUTF8Buffer { key in
      let tag = JSONNode.tag(ofName: key)
      guard node.mayHave(tag) else { return nil }
      return value(of: isConstant ? name(constant: key, tag: tag) : name(key, tag: tag))
    }
  }

  /// As ``name(_:tag:)`` for a name that stays where it is: in texts of one shape it is looked for once.
  @inline(__always)
  private func name(constant key: UnsafeBufferPointer<UInt8>, tag: UInt32) -> UInt32 {
    guard let shape = JSONHead.of(tape).pointee.shape else { return name(key, tag: tag) }
    if let known = shape.pointee.answer(key, in: index) { return known }
    let name = name(key, tag: tag)
    shape.pointee.keep(name, for: key, in: index)
    return name
  }

  /// The member of an object called `key`, as ``subscript(_:)-(StaticString)`` finds it: for names known at run time only.
  public subscript(named key: String) -> JSONValue? {
    var key = key
    return key.withUTF8 { value(of: name($0, tag: JSONNode.tag(ofName: $0))) }
  }

  /// The element of an array at `index`; `nil` if there is none or this is no array.
  /// - Complexity: O(`index`).
  public subscript(index: Int) -> JSONValue? {
    guard node.isKind(.array), index >= 0, index < count else { return nil }
    var element = self.index + 1
    for _ in 0..<index { element = after(element) }
    return at(element)
  }

  /// The elements of an array, in order; none for anything else.
  public var elements: JSONElements { JSONElements(of: self) }

  /// Calls `body` with each element of an array, in order.
  @inline(__always)
  public func forEachElement(_ body: (JSONValue) -> Void) {
    for element in elements { body(element) }
  }

  /// Calls `body` with each member of an object as written: in order, duplicates included.
  @inline(__always)
  public func forEachMember(_ body: (JSONKey, JSONValue) -> Void) {
    guard node.isKind(.object) else { return }
    var name = index + 1
    let end = node.link
    while name < end {
      body(JSONKey(name: at(name)), at(name + 1))
      name = tape[Int(name)].link
    }
  }

  /// The node that follows the value at `index`, and all inside it.
  @inline(__always)
  func after(_ index: UInt32) -> UInt32 {
    let node = tape[Int(index)]
    return node.isKind(.array) || node.isKind(.object) ? node.link : index + 1
  }

  /// The value of the member whose name is at a node; `nil` for 0.
  @inline(__always)
  private func value(of name: UInt32) -> JSONValue? { name == 0 ? nil : at(name &+ 1) }

  /// The node of the last name of an object that means `key`; 0 if there is none.
  @inline(never)
  private func name(_ key: UnsafeBufferPointer<UInt8>, tag wanted: UInt32) -> UInt32 {
    let object = node
    guard object.isKind(.object) else { return 0 }
    if index == 0 {
      let index = JSONIndex(tape)
      if index.isUsable {
        let name = index.name(wanted)
        return name != 0 && isName(name, key) ? name : 0
      }
    }
    var found: UInt32 = 0
    var name = index &+ 1
    while name < object.link {
      let other = tape[Int(name)]
      if other.tag == wanted {
        if isName(name, key) { found = name }
      } else if other.isKind(.escapedKey) {
        if at(name).names(key) { found = name }
      }
      name = other.link
    }
    return found
  }

  /// Whether the name without escapes at `index`, whose tag is that of `key`, is `key`.
  @inline(__always)
  func isName(_ index: UInt32, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    let name = tape[Int(index)]
    guard Int(name.length) == key.count &+ 2, let wanted = key.baseAddress else { return key.isEmpty && name.length == 2 }
    return Self.equal(UnsafeRawPointer(text + (Int(name.start) &+ 1)), UnsafeRawPointer(wanted), key.count)
  }

  /// Whether this is a string that means `text`: as ``string`` == `text`, without making a string of it.
  @inline(__always)
  func isText(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      node.isKind(.string) ? Int(node.length) == text.count &+ 2 && names(text) : isEscaped && names(text)
    }
  }

  /// Whether this is a name or string that means `key`.
  @inline(__always)
  func names(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    if isEscaped {
      return withText { text in text.count == key.count && text.elementsEqual(key) } ?? false
    }
    guard let inside, inside.count == key.count else { return false }
    guard let a = inside.baseAddress, let b = key.baseAddress else { return key.isEmpty }
    return Self.equal(UnsafeRawPointer(a), UnsafeRawPointer(b), key.count)
  }

  /// Whether `count` bytes are the same: names are short, and a call of `memcmp` longer than they.
  @inline(__always)
  static func equal(_ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ count: Int) -> Bool {
    func differs<Word: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as: Word.Type) -> Bool {
      a.loadUnaligned(fromByteOffset: offset, as: Word.self) != b.loadUnaligned(fromByteOffset: offset, as: Word.self)
    }
    if count >= 8 {
      var offset = 0
      while offset < count - 8 {
        if differs(offset, as: UInt64.self) { return false }
        offset += 8
      }
      return !differs(count - 8, as: UInt64.self)
    }
    if count >= 4 { return !differs(0, as: UInt32.self) && !differs(count - 4, as: UInt32.self) }
    for offset in 0..<count where differs(offset, as: UInt8.self) { return false }
    return true
  }
}

/// The elements of a JSON array, in order. Valid as long as the array is.
public struct JSONElements: Sequence, IteratorProtocol {
  private let array: JSONValue
  private var position: UInt32
  private let end: UInt32

  init(of array: JSONValue) {
    self.array = array
    position = array.index + 1
    end = array.node.isKind(.array) ? array.node.link : 0
  }

  /// The next element.
  @inline(__always)
  public mutating func next() -> JSONValue? {
    guard position < end else { return nil }
    defer { position = array.after(position) }
    return array.at(position)
  }
}
