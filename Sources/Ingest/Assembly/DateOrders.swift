/// Which of day and month stands first in the dates of a log, told by those of its sample that can have but one order.
struct DateOrders {
  private var found: Stamp.DateOrder?
  private var isContradicted = false
  /// Bytes of the shortest and the longest such date as JSON has it.
  private static let lengths = 10...42

  /// The order; `nil` where no date tells, or they contradict each other.
  var order: Stamp.DateOrder? { isContradicted ? nil : found }

  /// Looks at the texts of a record and of the objects in it.
  mutating func examine(_ record: JSONValue, depth: Int = 0) {
    record.forEachMember { _, value in
      if value.kind == .object, depth == 0 { return examine(value, depth: 1) }
      guard value.kind == .string, Self.lengths.contains(value.raw.count), let order = value.withText({ Stamp.order(of: $0) }) ?? nil else {
        return
      }
      if let found, found != order { isContradicted = true }
      found = order
    }
  }
}
