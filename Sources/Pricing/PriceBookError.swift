/// Why a table of prices cannot be read.
public struct PriceBookError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name of the table, as the reader was told it.
  public let source: String
  /// The row: in a CSV table the header is row 1, in a JSON document it is the line.
  public let row: Int
  /// The column, where one is at fault.
  public let column: String?
  /// What is wrong, and what to do.
  public let reason: String

  /// "prices.csv, row 7, column output_usd_mtok: …"
  public var description: String {
    "\(source), row \(row)" + (column.map { ", column \($0)" } ?? "") + ": \(reason)"
  }

  init(source: String, row: Int, column: String? = nil, reason: String) {
    self.source = source
    self.row = row
    self.column = column
    self.reason = reason
  }
}
