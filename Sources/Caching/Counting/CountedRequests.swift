/// What a counting replay reads: one row per request, keys numbered densely.
public struct CountedRequests: Sendable {
  /// The key of each request.
  public let ids: [UInt32]
  /// Every key is below it.
  public let count: Int
  /// The size of each answer in bytes; `nil` where capacities are numbers of entries. An entry has the size of the request that stored it.
  public let sizes: [UInt32]?
  /// When each request came, in microseconds, ascending; `nil` where time does not matter: then one comes each second.
  public let times: [Int64]?
  /// The last instant of what each request would store; nothing expires in a counting replay, but policies that evict by TTL look at it.
  public let deadlines: [Int64]?

  /// Requests in the order of their arrival.
  ///
  /// - Precondition: ids are below `count`, and there is one size, time and deadline per request.
  /// - Complexity: O(requests), to check that.
  public init(ids: [UInt32], count: Int, sizes: [UInt32]? = nil, times: [Int64]? = nil, deadlines: [Int64]? = nil) {
    precondition(ids.reduce(0) { max($0, $1) } < max(1, count), "an id is not below the count")
    for rows in [sizes?.count, times?.count, deadlines?.count] {
      precondition(rows ?? ids.count == ids.count, "one size, time and deadline per request")
    }
    self.ids = ids
    self.count = count
    self.sizes = sizes
    self.times = times
    self.deadlines = deadlines
  }

  /// A column of keys that is known to be in order.
  init(unchecked ids: [UInt32], count: Int) {
    (self.ids, self.count, sizes, times, deadlines) = (ids, count, nil, nil, nil)
  }
}
