extension Requests {
  /// Sorts by (arrival, source, line), ties by the order of reading (law 2), and counts the rows that stood before an earlier one.
  ///
  /// `order` has the former index of each row; it is `nil` where all rows were in order already.
  /// - Complexity: O(*n* log *n*), O(*n*) where the rows were in order.
  mutating func putInOrder() -> (order: [UInt32]?, outOfOrder: Int) {
    let (isInOrder, outOfOrder) = disorder()
    guard !isInOrder else { return (nil, outOfOrder) }
    let indices = order(of: 0..<count)
    reorder(indices)
    return (indices, outOfOrder)
  }

  /// Sorts as ``putInOrder()``, through a spill file if there are more rows than its run: memory beside that of the rows is bounded then.
  ///
  /// `newIndex` has the new indices of the rows that are asked for, by their old ones; it is `nil` where all rows were in order already.
  mutating func putInOrder(
    _ plan: SpillPlan, tracking rows: Set<UInt32>
  ) throws -> (newIndex: [UInt32: UInt32]?, outOfOrder: Int, spilledBytes: Int) {
    let (isInOrder, outOfOrder) = disorder()
    guard !isInOrder else { return (nil, outOfOrder, 0) }
    guard count > plan.run else {
      let indices = order(of: 0..<count)
      reorder(indices)
      var newIndex: [UInt32: UInt32] = [:]
      if !rows.isEmpty { for (new, old) in indices.enumerated() where rows.contains(old) { newIndex[old] = UInt32(new) } }
      return (newIndex, outOfOrder, 0)
    }
    let total = count
    var merge = try RequestMerge(self, run: plan.run, to: try plan.open())
    // The rows are in the file now: only one of them is held twice at a time.
    self = Requests()
    reserve(total)
    var newIndex: [UInt32: UInt32] = [:]
    try merge.forEachRow { row in
      if rows.contains(row.index) { newIndex[row.index] = UInt32(count) }
      append(row)
    }
    return (newIndex, outOfOrder, total * MemoryLayout<PackedRow>.stride)
  }

  /// Whether the rows are in order, and how many stand before an earlier one.
  private func disorder() -> (isInOrder: Bool, outOfOrder: Int) {
    var outOfOrder = 0
    var latest = Int64.min
    var isInOrder = true
    for i in 0..<count {
      if arrival[i] < latest { outOfOrder += 1 } else { latest = arrival[i] }
      if i > 0, isInOrder { isInOrder = (arrival[i - 1], place(i - 1)) <= (arrival[i], place(i)) }
    }
    return (isInOrder, outOfOrder)
  }

  /// The indices of some rows in their order.
  func order(of rows: Range<Int>) -> [UInt32] {
    // Arrivals are carried beside the indices, so that a comparison seldom has to fetch a row.
    var order = rows.map { Moment(arrival: arrival[$0], index: UInt32($0)) }
    order.sort { a, b in
      if a.arrival != b.arrival { return a.arrival < b.arrival }
      return (place(Int(a.index)), a.index) < (place(Int(b.index)), b.index)
    }
    return order.map(\.index)
  }

  /// Source and line as one number.
  private func place(_ i: Int) -> UInt64 { UInt64(source[i]) << 32 | UInt64(line[i]) }
}

private struct Moment {
  let arrival: Int64
  let index: UInt32
}
