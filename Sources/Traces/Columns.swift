/// A value that a column may hold: fixed in size, and every pattern of its bits is a value.
protocol ColumnElement: BitwiseCopyable, Sendable {}

extension UInt8: ColumnElement {}
extension UInt16: ColumnElement {}
extension UInt32: ColumnElement {}
extension UInt64: ColumnElement {}
extension Int64: ColumnElement {}
extension RequestFlags: ColumnElement {}

/// Walks over columns one by one: to gather rows, to write a trace file, to read one.
protocol ColumnVisitor<Failure> {
  associatedtype Failure: Error
  /// Meets the column called `name`, and may change it.
  mutating func visit<Element: ColumnElement>(_ name: String, _ column: inout [Element]) throws(Failure)
  /// Meets a column whose values never decrease.
  mutating func visitIncreasing(_ name: String, _ column: inout [Int64]) throws(Failure)
  /// Meets a column that trace files of earlier versions do not have; it is all zeros in them.
  mutating func visitAdded<Element: ColumnElement & FixedWidthInteger>(_ name: String, _ column: inout [Element]) throws(Failure)
}

extension ColumnVisitor {
  mutating func visitAdded<Element: ColumnElement & FixedWidthInteger>(_ name: String, _ column: inout [Element]) throws(Failure) {
    try visit(name, &column)
  }
}

extension Requests {
  /// Leads a visitor over all columns, always in the same order. The names are those of the sections of a trace file.
  mutating func visitColumns<Visitor: ColumnVisitor>(_ visitor: inout Visitor) throws(Visitor.Failure) {
    try visitor.visitIncreasing("requests.arrival", &arrival)
    try visitor.visit("requests.duration", &duration)
    try visitor.visit("requests.first_token", &firstToken)
    try visitor.visit("requests.uncached_input", &uncachedInput)
    try visitor.visit("requests.cache_read", &cacheRead)
    try visitor.visit("requests.cache_write_5m", &cacheWrite5m)
    try visitor.visit("requests.cache_write_1h", &cacheWrite1h)
    try visitor.visit("requests.output", &output)
    try visitor.visit("requests.reasoning", &reasoning)
    try visitor.visit("requests.logged_cost", &loggedCost)
    try visitor.visit("requests.prompt", &prompt)
    try visitor.visit("requests.parameters", &parameters)
    try visitor.visit("requests.caller", &caller)
    try visitor.visit("requests.answer", &answer)
    try visitor.visit("requests.answer_bytes", &answerBytes)
    try visitor.visit("requests.call", &call)
    try visitor.visit("requests.flags", &flags)
    try visitor.visit("requests.status", &status)
    try visitor.visit("requests.source", &source)
    try visitor.visit("requests.line", &line)
    try visitor.visitAdded("requests.prompt_estimate", &promptEstimate)
    try visitor.visitAdded("requests.answer_estimate", &answerEstimate)
  }

  /// Keeps the rows at `order`, in that order; one column at a time, so that only one is held twice.
  mutating func reorder(_ order: some Collection<UInt32>) {
    var gather = Gather(order: order)
    visitColumns(&gather)
  }
}

private struct Gather<Order: Collection<UInt32>>: ColumnVisitor {
  let order: Order

  mutating func visit<Element: ColumnElement>(_ name: String, _ column: inout [Element]) {
    column = order.map { column[Int($0)] }
  }

  mutating func visitIncreasing(_ name: String, _ column: inout [Int64]) { visit(name, &column) }
}
