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

  /// Appends a tuple, one id per field in their order; last ones that are not given are absent.
  mutating func append(_ tuple: [UInt32]) {
    for index in columns.indices { columns[index].append(index < tuple.count ? tuple[index] : 0) }
  }

  /// Appends a tuple of four.
  mutating func append(_ tuple: SIMD4<UInt32>) {
    for index in 0..<4 {
      columns[index].append(tuple[index])
    }
  }

  /// By row, dense ids that rows share which differ in `field` only.
  ///
  /// - Complexity: O(rows).
  func rows(ignoring field: KeyField) -> [UInt32] {
    var ids = Array(0..<UInt32(count))
    guard self[field]?.contains(where: { $0 != 0 }) ?? false else { return ids }
    ids = Array(repeating: 0, count: count)
    for (other, column) in zip(fields, columns) where other != field {
      var pairs = PairTable()
      ids = zip(ids, column).map { pairs.id($0, $1) }
    }
    return ids
  }

  /// The tuple in `row`.
  public func tuple(_ row: Int) -> [UInt32] { columns.map { $0[row] } }
}
