extension Requests {
  /// Sorts by (arrival, source, line), ties by the order of reading (law 2), and counts the rows that stood before an earlier one.
  ///
  /// `order` has the former index of each row; it is `nil` where all rows were in order already.
  /// - Complexity: O(*n* log *n*), O(*n*) where the rows were in order.
  mutating func putInOrder() -> (order: [UInt32]?, outOfOrder: Int) {
    var outOfOrder = 0
    var latest = Int64.min
    var inOrder = true
    for i in 0..<count {
      if arrival[i] < latest { outOfOrder += 1 } else { latest = arrival[i] }
      if i > 0, inOrder { inOrder = (arrival[i - 1], place(i - 1)) <= (arrival[i], place(i)) }
    }
    guard !inOrder else { return (nil, outOfOrder) }
    // Arrivals are carried beside the indices, so that a comparison seldom has to fetch a row.
    var order = arrival.enumerated().map { Moment(arrival: $1, index: UInt32($0)) }
    order.sort { a, b in
      if a.arrival != b.arrival { return a.arrival < b.arrival }
      return (place(Int(a.index)), a.index) < (place(Int(b.index)), b.index)
    }
    let indices = order.map(\.index)
    reorder(indices)
    return (indices, outOfOrder)
  }

  /// Source and line as one number.
  private func place(_ i: Int) -> UInt64 { UInt64(source[i]) << 32 | UInt64(line[i]) }
}

private struct Moment {
  let arrival: Int64
  let index: UInt32
}
