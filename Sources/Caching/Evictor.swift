public import Units

/// The policy of one store, chosen at run time: what the event replay holds per tier. One of its fields is filled, and is changed in place.
///
/// An enum with payloads would move its payload out and in again at each change: measured 30 ns a hit, against 3 of this.
public struct Evictor: Sendable {
  /// Which policy it is.
  public let policy: EvictionPolicy
  private var lru: LRU?
  private var fifo: FIFO?

  /// An empty store; parameters as in ``Evicting``.
  public init(_ policy: EvictionPolicy, keys: Int, capacity: Int, draws: Draws) {
    self.policy = policy
    switch policy {
    case .lru: lru = LRU(keys: keys, capacity: capacity, draws: draws)
    case .fifo: fifo = FIFO(keys: keys, capacity: capacity, draws: draws)
    }
  }

  /// Whether an entry of this size may be stored at all.
  public func admits(_ size: UInt32) -> Bool {
    switch policy {
    case .lru: lru!.admits(size)
    case .fifo: fifo!.admits(size)
    }
  }

  /// Whether the key is stored.
  public func contains(_ key: UInt32) -> Bool {
    switch policy {
    case .lru: lru!.contains(key)
    case .fifo: fifo!.contains(key)
    }
  }

  /// A stored key was looked up.
  public mutating func hit(_ key: UInt32, _ use: Use) {
    switch policy {
    case .lru: lru!.hit(key, use)
    case .fifo: fifo!.hit(key, use)
    }
  }

  /// A key that is not stored was looked up.
  public mutating func miss(_ key: UInt32) {
    switch policy {
    case .lru: lru!.miss(key)
    case .fifo: fifo!.miss(key)
    }
  }

  /// Chooses an entry and lets go of it; `nil` where none may go.
  public mutating func evict(for size: UInt32, at time: Int64) -> UInt32? {
    switch policy {
    case .lru: lru!.evict(for: size, at: time)
    case .fifo: fifo!.evict(for: size, at: time)
    }
  }

  /// Stores a key for which there is room; returns whether it did.
  public mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    switch policy {
    case .lru: lru!.insert(key, size: size, use)
    case .fifo: fifo!.insert(key, size: size, use)
    }
  }

  /// A stored key leaves by another cause than eviction.
  public mutating func remove(_ key: UInt32, size: UInt32) {
    switch policy {
    case .lru: lru!.remove(key, size: size)
    case .fifo: fifo!.remove(key, size: size)
    }
  }

  /// Whether ``overdue(at:fill:)`` can ever give an entry.
  public var sweeps: Bool {
    switch policy {
    case .lru: LRU.sweeps
    case .fifo: FIFO.sweeps
    }
  }

  /// An entry that goes at this time although there is room, let go of; to be asked until it is `nil`.
  public mutating func overdue(at time: Int64, fill: Double) -> UInt32? {
    switch policy {
    case .lru: lru!.overdue(at: time, fill: fill)
    case .fifo: fifo!.overdue(at: time, fill: fill)
    }
  }
}
