/// How a counting replay measures a capacity; one specialised loop each.
protocol Room {
  /// How policies count it.
  var capacity: Int { get }
  /// What the answer of a request takes once stored.
  func size(of request: Int) -> UInt32
  /// Whether it fits into the empty store.
  func admits(_ size: UInt32) -> Bool
  /// Whether it fits now.
  func fits(_ size: UInt32) -> Bool
  mutating func take(_ key: UInt32, _ size: UInt32)
  mutating func release(_ key: UInt32)
  /// How much of the capacity is taken, 0 to 1.
  var fill: Double { get }
  /// Entries stored.
  var entries: Int { get }
}

/// A number of entries, whatever their size.
struct EntryRoom: Room {
  let capacity: Int
  private(set) var entries = 0

  init(capacity: Int) { self.capacity = capacity }

  @inline(__always) func size(of request: Int) -> UInt32 { 1 }
  @inline(__always) func admits(_ size: UInt32) -> Bool { capacity > 0 }
  @inline(__always) func fits(_ size: UInt32) -> Bool { entries < capacity }
  @inline(__always) mutating func take(_ key: UInt32, _ size: UInt32) { entries &+= 1 }
  @inline(__always) mutating func release(_ key: UInt32) { entries &-= 1 }
  var fill: Double { Double(entries) / Double(capacity) }
}

/// A number of bytes; entries take their answer and a constant.
struct ByteRoom: Room {
  let capacity: Int
  private let sizes: [UInt32]
  private let overhead: Int
  /// By key, what its entry was stored with.
  private var stored: [UInt32]
  private var used = 0
  private(set) var entries = 0

  init(capacity: Int, sizes: [UInt32], overhead: Int, keys: Int) {
    self.capacity = capacity
    self.sizes = sizes
    self.overhead = overhead
    stored = Array(repeating: 0, count: keys)
  }

  @inline(__always) func size(of request: Int) -> UInt32 { UInt32(clamping: Int(sizes[request]) &+ overhead) }
  @inline(__always) func admits(_ size: UInt32) -> Bool { Int(size) <= capacity }
  @inline(__always) func fits(_ size: UInt32) -> Bool { used &+ Int(size) <= capacity }

  @inline(__always)
  mutating func take(_ key: UInt32, _ size: UInt32) {
    stored[Int(key)] = size
    used &+= Int(size)
    entries &+= 1
  }

  @inline(__always)
  mutating func release(_ key: UInt32) {
    used &-= Int(stored[Int(key)])
    entries &-= 1
  }

  var fill: Double { capacity > 0 ? Double(used) / Double(capacity) : 1 }
}

/// A `maxmemory` of Redis 7, to the byte (``RedisEntry``).
struct RedisRoom: Room {
  let capacity: Int
  private let sizes: [UInt32]
  private let keyBytes: Int
  private let expires: Bool
  private var stored: [UInt32]
  private var used = 0
  private(set) var entries = 0

  init(maxmemory: Int, evicts: Bool, sizes: [UInt32], keyBytes: Int, expires: Bool, keys: Int) {
    capacity = maxmemory - (evicts ? RedisEntry.fixedBytes : RedisEntry.fixedBytesWithoutEviction)
    self.sizes = sizes
    self.keyBytes = keyBytes
    self.expires = expires
    stored = Array(repeating: 0, count: keys)
  }

  func size(of request: Int) -> UInt32 {
    UInt32(clamping: RedisEntry.bytes(key: keyBytes, value: Int(sizes[request]), expires: expires))
  }
  func admits(_ size: UInt32) -> Bool { Int(size) + tables(1) <= capacity }
  func fits(_ size: UInt32) -> Bool { used + Int(size) + tables(entries + 1) <= capacity }
  mutating func take(_ key: UInt32, _ size: UInt32) {
    stored[Int(key)] = size
    used += Int(size)
    entries += 1
  }
  mutating func release(_ key: UInt32) {
    used -= Int(stored[Int(key)])
    entries -= 1
  }
  var fill: Double { capacity > 0 ? Double(used + tables(entries)) / Double(capacity) : 1 }

  private func tables(_ entries: Int) -> Int { RedisEntry.tableBytes(entries: entries, expires: expires) }
}

extension Capacity {
  /// The kind of room that measures it.
  enum Kind {
    case entries(EntryRoom)
    case bytes(ByteRoom)
    case redis(RedisRoom)

    /// - Precondition: requests have sizes where the capacity is in bytes.
    init(_ capacity: Capacity, _ requests: CountedRequests, evicts: Bool = true) {
      switch capacity {
      case .unlimited: self = .entries(EntryRoom(capacity: .max))
      case .entries(let count): self = .entries(EntryRoom(capacity: count))
      case .bytes(let bytes, let overhead):
        guard let sizes = requests.sizes else { preconditionFailure("a capacity in bytes asks for requests with sizes") }
        let keys = requests.count
        switch overhead {
        case .none: self = .bytes(ByteRoom(capacity: bytes, sizes: sizes, overhead: 0, keys: keys))
        case .constant(let each): self = .bytes(ByteRoom(capacity: bytes, sizes: sizes, overhead: each, keys: keys))
        case .redis7(let keyBytes):
          let expires = requests.deadlines != nil
          self = .redis(RedisRoom(maxmemory: bytes, evicts: evicts, sizes: sizes, keyBytes: keyBytes, expires: expires, keys: keys))
        }
      }
    }
  }
}
