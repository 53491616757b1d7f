/// A table of distinct tuples of field ids: requests point at its rows.
public struct Dimension: Sendable, Equatable {
  /// The fields, in the order of ``columns``.
  public let fields: [KeyField]
  /// One column of dense ids per field, all of ``count`` rows.
  public internal(set) var columns: [[UInt32]]

  /// An empty table of some fields.
  public init(fields: [KeyField]) {
    self.fields = fields
    columns = Array(repeating: [], count: fields.count)
  }

  /// The number of distinct tuples.
  public var count: Int { columns.first?.count ?? 0 }

  /// The ids of `field`, one per tuple; `nil` where the table does not have the field.
  public subscript(field: KeyField) -> [UInt32]? {
    fields.firstIndex(of: field).map { columns[$0] }
  }

  /// Appends a tuple, one id per field.
  mutating func append(_ tuple: [UInt32]) {
    for (index, id) in tuple.enumerated() { columns[index].append(id) }
  }

  /// Appends a tuple of four.
  mutating func append(_ tuple: SIMD4<UInt32>) {
    for index in 0..<4 {
      columns[index].append(tuple[index])
    }
  }

  /// The tuple in `row`.
  public func tuple(_ row: Int) -> [UInt32] { columns.map { $0[row] } }
}
