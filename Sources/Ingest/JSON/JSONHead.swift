/// What a parser keeps in front of its tape, where the values of the tape find it: room for texts without their escapes, and the table of
/// ``JSONIndex``.
struct JSONHead {
  /// Whether the table that follows belongs to the tape.
  var index = JSONIndex.State.unknown
  /// What the tape has in common with others; `nil` where nothing is known of it.
  private(set) var shape: UnsafeMutablePointer<JSONShape>?
  private var scratch = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)
  private var used = 0

  /// Nodes of a tape that the head and the table take the place of.
  static let room =
    (MemoryLayout<JSONHead>.stride + JSONIndex.slots * 4 + MemoryLayout<JSONNode>.stride - 1) / MemoryLayout<JSONNode>.stride
  /// Room that is kept; longer texts get memory of their own.
  private static let most = 4 << 20

  /// The head of a tape.
  @inline(__always)
  static func of(_ tape: UnsafePointer<JSONNode>) -> UnsafeMutablePointer<JSONHead> {
    UnsafeMutableRawPointer(mutating: tape - room).assumingMemoryBound(to: JSONHead.self)
  }

  /// Memory for a tape with its head.
  static func allocateTape(_ capacity: Int) -> UnsafeMutablePointer<JSONNode> {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: (room + capacity) * MemoryLayout<JSONNode>.stride, alignment: 16)
    memory.initializeMemory(as: JSONHead.self, to: JSONHead())
    (memory + MemoryLayout<JSONHead>.stride).initializeMemory(as: UInt32.self, repeating: 0, count: JSONIndex.slots)
    return (memory + room * MemoryLayout<JSONNode>.stride).bindMemory(to: JSONNode.self, capacity: capacity)
  }

  /// Gives back the memory of a tape, and all that belongs to it.
  static func deallocateTape(_ tape: UnsafeMutablePointer<JSONNode>) {
    of(tape).pointee.scratch.deallocate()
    UnsafeMutableRawPointer(tape - room).deallocate()
  }

  /// Says that there is a new tape. The table stays that of the former one if both have one shape, `isNew` where that took a place of another.
  @inline(__always)
  mutating func renew(_ shape: UnsafeMutablePointer<JSONShape>?, isNew: Bool) {
    if isNew || shape == nil || shape != self.shape { index = .unknown }
    self.shape = shape
  }

  /// Memory for a text of at most `count` bytes and some slack, to be given back before any that was taken earlier.
  @inline(__always)
  mutating func take(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    let needed = count + JSONText.slack
    if used + needed > scratch.count, !grow(needed) { return .allocate(capacity: needed) }
    defer { used += needed }
    return scratch.baseAddress! + used
  }

  /// Takes back the memory for a text of at most `count` bytes.
  @inline(__always)
  mutating func give(_ memory: UnsafeMutablePointer<UInt8>, _ count: Int) {
    let needed = count + JSONText.slack
    guard used >= needed, let base = scratch.baseAddress, memory == base + (used - needed) else { return memory.deallocate() }
    used -= needed
  }

  /// Makes room, unless some is in use or it would be too much.
  @inline(never)
  private mutating func grow(_ needed: Int) -> Bool {
    guard used == 0, needed <= Self.most else { return false }
    scratch.deallocate()
    scratch = .allocate(capacity: max(2 * needed, 16 << 10))
    return true
  }
}

extension UnsafeMutablePointer<JSONHead> {
  /// The table behind a head.
  @inline(__always)
  var table: UnsafeMutablePointer<UInt32> { UnsafeMutableRawPointer(self + 1).assumingMemoryBound(to: UInt32.self) }
}
