/// Names of members that a format asks an object for together.
protocol JSONFields: RawRepresentable<Int>, CaseIterable {
  /// The names as logs spell them, in the order of the cases, which count from 0.
  static var names: [StaticString] { get }
  /// The table of the names: `JSONFieldTable(names)`, made once.
  static var table: JSONFieldTable { get }
}

extension JSONValue {
  /// Calls `body` with the members of an object that are among some names; of duplicates with the last one, as a subscript would.
  ///
  /// One walk over the members takes the place of a look-up for each name, of which most objects have few.
  /// - Complexity: O(members of this object + names).
  @inline(__always)
  func withFields<Fields: JSONFields, R>(_ fields: Fields.Type, _ body: (JSONFound<Fields>) -> R) -> R {
    let table = Fields.table
    if let found = JSONHead.of(tape).pointee.shape?.pointee.found(by: table, in: self) {
      return body(JSONFound(object: self, found: found))
    }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: table.count) { found in
      found.initialize(repeating: 0)
      if node.isKind(.object) { table.find(self, found) }
      return body(JSONFound(object: self, found: UnsafeBufferPointer(found)))
    }
  }
}

/// The members of an object that were found under some names.
struct JSONFound<Fields: JSONFields> {
  let object: JSONValue
  /// The node of each name, or 0.
  fileprivate let found: UnsafeBufferPointer<UInt32>

  /// The member with a name, as the object's subscript gives it.
  @inline(__always)
  subscript(_ field: Fields) -> JSONValue? {
    let name = found[field.rawValue]
    return name == 0 ? nil : object.at(name &+ 1)
  }

  @inline(__always)
  init(object: JSONValue, found: UnsafeBufferPointer<UInt32>) {
    self.object = object
    self.found = found
  }
}

/// Tells by the tag of a member's name which of some names it is: open addressing, made once and never given back.
struct JSONFieldTable: Equatable, @unchecked Sendable {
  private struct Entry {
    var tag: UInt32 = 0
    /// The field, from 1; 0 in an empty slot.
    var field: UInt32 = 0
    var name = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  }

  /// How many names there are.
  let count: Int
  /// Never written to after it was made.
  private let entries: UnsafeMutablePointer<Entry>
  private let mask: UInt32

  /// A table of names, which are all different.
  init(_ names: [StaticString]) {
    count = names.count
    var size = 8
    while size < 4 * names.count { size *= 2 }
    mask = UInt32(size - 1)
    entries = .allocate(capacity: size)
    entries.initialize(repeating: Entry(), count: size)
    for (index, name) in names.enumerated() {
      // A StaticString of ASCII points into the program, where it stays.
      let bytes = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
      let tag = JSONNode.tag(ofName: bytes)
      var slot = home(tag)
      while entries[slot].field != 0 { slot = (slot + 1) & (size - 1) }
      entries[slot] = Entry(tag: tag, field: UInt32(index + 1), name: bytes)
    }
  }

  /// Whether it is the same one.
  @inline(__always)
  static func == (a: JSONFieldTable, b: JSONFieldTable) -> Bool { a.entries == b.entries }

  @inline(__always)
  private func home(_ tag: UInt32) -> Int { Int((tag &* 0x9E37_79B1) &>> 20 & mask) }

  /// Writes the nodes of the names that `object` has to their places in `found`.
  @inline(never)
  func find(_ object: JSONValue, _ found: UnsafeMutableBufferPointer<UInt32>) {
    guard let found = found.baseAddress else { return }
    let tape = object.tape
    let end = object.node.link
    var name = object.index &+ 1
    while name < end {
      let tag = tape[Int(name)].tag
      if tape[Int(name)].isKind(.escapedKey) {
        findEscaped(object.at(name), found)
      } else {
        var slot = home(tag)
        while entries[slot].field != 0 {
          if entries[slot].tag == tag, object.isName(name, entries[slot].name) {
            found[Int(entries[slot].field) &- 1] = name
            break
          }
          slot = (slot &+ 1) & Int(mask)
        }
      }
      name = tape[Int(name)].link
    }
  }

  /// A name with escapes may be any of them.
  @inline(never)
  private func findEscaped(_ name: JSONValue, _ found: UnsafeMutablePointer<UInt32>) {
    for slot in 0...Int(mask) where entries[slot].field != 0 && name.names(entries[slot].name) {
      found[Int(entries[slot].field) - 1] = name.index
    }
  }
}
