public import Studies

extension SuiteFile {
  /// The results of an earlier run, as `hindcast bench` stores them: CSV.
  ///
  /// - Throws: ``ScenarioError`` with file, line and column (counted in cells).
  public static func results(csv text: String, file: String) throws(ScenarioError) -> SuiteRecord {
    let rows = ClaimsFile.cells(of: text)
    let header = SuiteRecord.keyColumns + SuiteRecord.columns
    guard rows.first?.cells == header else {
      throw ScenarioError(
        file: file, line: 1, column: 1,
        sentence:
          "These are no results that this version stored: the columns are not the same. Look at the results and store them anew with --accept."
      )
    }
    var record = SuiteRecord()
    for (line, cells) in rows.dropFirst() {
      guard cells.count == header.count else {
        throw ScenarioError(
          file: file, line: line, column: cells.count, sentence: "This row has \(cells.count) cells and the header \(header.count).")
      }
      guard let seed = UInt64(cells[2]) else {
        throw ScenarioError(file: file, line: line, column: 3, sentence: "\"\(shown(cells[2]))\" is no seed; write a whole number.")
      }
      record.add(SuiteRow.Key(dataset: cells[0], strategy: cells[1], seed: seed), Array(cells.dropFirst(3)))
    }
    return record
  }
}
