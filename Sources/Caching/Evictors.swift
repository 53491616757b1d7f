/// The policies of the stores of one tier, each changed where it stands: an array of them would copy a policy to ask it, which was measured to take most of
/// the time of a replay.
///
/// The meaning of each member is that in ``Evicting``.
public struct Evictors: ~Copyable, @unchecked Sendable {
  private let elements: UnsafeMutablePointer<Evictor>
  /// How many there are.
  public let count: Int

  /// As given.
  public init(_ evictors: [Evictor]) {
    let buffer = UnsafeMutableBufferPointer<Evictor>.allocate(capacity: max(1, evictors.count))
    _ = buffer.initialize(from: evictors)
    elements = buffer.baseAddress.unsafelyUnwrapped
    count = evictors.count
  }

  deinit {
    elements.deinitialize(count: count)
    elements.deallocate()
  }

  /// A key is looked up soon: memory is asked for.
  public func prefetch(_ index: Int, _ key: UInt32) { elements[index].prefetch(key) }

  /// A key that was prefetched is looked up very soon.
  public func prefetchNeighbours(_ index: Int, _ key: UInt32) { elements[index].prefetchNeighbours(key) }

  /// The key that is evicted next if nothing else happens; `nil` where that is not known.
  public func next(_ index: Int) -> UInt32? { elements[index].next() }

  /// A stored key was looked up; returns whether something has to go now although there is room.
  public func hit(_ index: Int, _ key: UInt32, _ use: Use) -> Bool {
    elements[index].hit(key, use)
    return wantsMore(index)
  }

  /// Whether something more has to go although there is room.
  public func wantsMore(_ index: Int) -> Bool { elements[index].mustLetGo() }

  /// A key that is not stored was looked up; returns whether an entry of this size may be stored.
  public func miss(_ index: Int, _ key: UInt32, size: UInt32) -> Bool {
    elements[index].miss(key)
    return elements[index].letsIn(size)
  }

  /// Chooses an entry and lets go of it; `nil` where none may go.
  public func evict(_ index: Int, for size: UInt32, at time: Int64) -> UInt32? { elements[index].evict(for: size, at: time) }

  /// Stores a key for which there is room; returns whether it did.
  public func insert(_ index: Int, _ key: UInt32, size: UInt32, _ use: Use) -> Bool { elements[index].insert(key, size: size, use) }

  /// A stored key leaves by another cause than eviction.
  public func remove(_ index: Int, _ key: UInt32, size: UInt32) { elements[index].remove(key, size: size) }

  /// An entry that goes at this time although there is room, let go of.
  public func overdue(_ index: Int, at time: Int64, fill: Double) -> UInt32? { elements[index].overdue(at: time, fill: fill) }
}
