/// What a policy is told of a look-up or a fill beyond the key.
public struct Use: Sendable {
  /// The instant, in microseconds.
  public var time: Int64
  /// The last instant of the entry's life from now on; `Int64.max` where it has no end.
  public var deadline: Int64

  /// A look-up or a fill at a time.
  @inline(__always)
  public init(time: Int64, deadline: Int64 = .max) {
    self.time = time
    self.deadline = deadline
  }
}

/// Which entry goes when there is no room: what one policy knows of the entries of one store.
///
/// The store decides *whether* there is room; the policy decides *what* goes. In the order of one request:
///
/// - the key is stored: ``hit(_:_:)``, then ``evict(for:at:)`` while it ``wantsMore``;
/// - it is not: ``miss(_:)``, whether or not it will be stored; then, if ``admits(_:)``, ``evict(for:at:)`` until there is room and it no longer ``wantsMore``, then
///   ``insert(_:size:_:)``. Both run at one instant: when the answer is stored.
///
/// Whatever leaves by another cause (expired, invalidated, replaced) is ``remove(_:size:)``d. Keys are dense, so that all state is flat arrays.
/// Sizes count against the capacity: 1 where it is a number of entries, else bytes, overhead included.
public protocol Evicting: Sendable {
  /// Whether an entry of this size may be stored at all; that it fits into the whole store is the store's to know.
  func admits(_ size: UInt32) -> Bool
  /// Whether the key is stored.
  func contains(_ key: UInt32) -> Bool
  /// A stored key was looked up.
  mutating func hit(_ key: UInt32, _ use: Use)
  /// A key that is not stored was looked up.
  mutating func miss(_ key: UInt32)
  /// Chooses an entry and lets go of it; `nil` where none may go: then the new one is not stored.
  ///
  /// - Parameter size: that of the entry for which room is made.
  mutating func evict(for size: UInt32, at time: Int64) -> UInt32?
  /// Whether something more has to go although there is room: after a hit, and while room is made. Only W-TinyLFU ever asks for that.
  var wantsMore: Bool { get }
  /// Stores a key for which there is room; returns whether it did (S3-FIFO turns some away at the last moment).
  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool
  /// A stored key leaves by another cause than eviction.
  ///
  /// - Parameter size: that with which it was inserted.
  mutating func remove(_ key: UInt32, size: UInt32)

  /// Whether it ever looks at the time or the deadline of a ``Use``: those of requests are not read for one that does not.
  static var looksAtTime: Bool { get }
  /// Whether ``overdue(at:fill:)`` can ever give an entry; asked once, not per request.
  static var sweeps: Bool { get }
  /// An entry that goes at this time although there is room, let go of; to be asked until it is `nil`, before each request.
  ///
  /// - Parameter fill: how much of the capacity is taken, 0 to 1.
  mutating func overdue(at time: Int64, fill: Double) -> UInt32?

  /// Traps unless the state is consistent; returns the stored keys in ascending order. For tests.
  ///
  /// - Complexity: O(keys).
  @discardableResult func _checkInvariants() -> [UInt32]
}

extension Evicting {
  /// Any size is let in.
  @inline(__always) public func admits(_ size: UInt32) -> Bool { true }
  /// Misses leave no trace.
  @inline(__always) public mutating func miss(_ key: UInt32) {}
  /// Nothing but a lack of room makes an entry leave.
  @inline(__always) public var wantsMore: Bool { false }
  /// It may.
  public static var looksAtTime: Bool { true }
  /// No entry goes while there is room.
  public static var sweeps: Bool { false }
  /// None.
  @inline(__always) public mutating func overdue(at time: Int64, fill: Double) -> UInt32? { nil }
}
