import Units

/// Rows and columns, to be printed in any format.
struct Table: Sendable {
  /// A column: the first of a table names its rows.
  struct Column: Sendable {
    let title: String
    /// Names stand left, numbers right.
    let isNumeric: Bool
    /// Where a table is too wide for a terminal, columns of the highest rank go first, the rightmost of equals before the others; those of
    /// rank 0 stay.
    let rank: Int

    static func name(_ title: String) -> Column { Column(title: title, isNumeric: false, rank: 0) }
    static func text(_ title: String, rank: Int = 1) -> Column { Column(title: title, isNumeric: false, rank: rank) }
    static func number(_ title: String, rank: Int = 1) -> Column { Column(title: title, isNumeric: true, rank: rank) }
  }

  let columns: [Column]
  private(set) var rows: [[Cell]] = []
  /// Indices of rows that sum up the others: set apart.
  private(set) var totals: Set<Int> = []

  /// Rows that a terminal shows at most, totals apart; every file has them all.
  let mostInTerminal: Int
  /// How many more there are that are not even among the rows, and so in no file.
  let beyond: Int

  init(_ columns: [Column], mostInTerminal: Int = 12, beyond: Int = 0) {
    self.columns = columns
    self.mostInTerminal = mostInTerminal
    self.beyond = beyond
  }

  /// "and 2,417 more" where the rows are not all there are.
  var beyondWords: String? { beyond == 0 ? nil : "and \(grouped(beyond)) more" }

  mutating func append(_ cells: [Cell], isTotal: Bool = false) {
    precondition(cells.count == columns.count)
    if isTotal { totals.insert(rows.count) }
    rows.append(cells)
  }
}
