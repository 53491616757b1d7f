import Units

/// A table in comma-separated values (RFC 4180: quotes, doubled quotes, line breaks inside quotes, LF or CRLF) with named columns.
struct CSVTable {
  /// The column names, from the first row.
  let header: [String]
  /// The rows below the header; blank lines are left out.
  let rows: [Row]

  /// One row with its number, counted as spreadsheets do: the header is row 1.
  struct Row {
    let number: Int
    let cells: [String]
  }

  /// The rows of `text`. Fails on an unclosed quote, a missing or doubled column, and a row with more or fewer cells than the header.
  init(_ text: String, name: String) throws(PriceBookError) {
    var table: [Row] = []
    var number = 1
    var cells: [String] = []
    var cell: [UInt8] = []
    var quoted = false
    var wasQuoted = false

    func endCell() {
      cells.append(String(decoding: cell, as: UTF8.self))
      cell.removeAll(keepingCapacity: true)
      wasQuoted = false
    }
    func endRow() {
      let blank = cells.isEmpty && cell.isEmpty && !wasQuoted
      endCell()
      if !blank { table.append(Row(number: number, cells: cells)) }
      cells.removeAll(keepingCapacity: true)
      number += 1
    }

    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\"") where quoted:
        if index < bytes.endIndex, bytes[index] == byte {
          cell.append(byte)
          index += 1
        } else {
          quoted = false
        }
      case _ where quoted: cell.append(byte)
      case UInt8(ascii: "\"") where cell.isEmpty && !wasQuoted:
        quoted = true
        wasQuoted = true
      case UInt8(ascii: ","): endCell()
      case UInt8(ascii: "\n"): endRow()
      case UInt8(ascii: "\r") where index == bytes.endIndex || bytes[index] == UInt8(ascii: "\n"): break
      default: cell.append(byte)
      }
    }
    guard !quoted else { throw PriceBookError(source: name, row: number, reason: "a quote is opened and not closed; close it.") }
    if !cell.isEmpty || !cells.isEmpty || wasQuoted { endRow() }

    guard let first = table.first else {
      throw PriceBookError(source: name, row: 1, reason: "the table is empty; begin it with a row of column names.")
    }
    header = first.cells
    guard Set(header).count == header.count else {
      throw PriceBookError(source: name, row: 1, reason: "a column name stands twice; give each column a name of its own.")
    }
    rows = Array(table.dropFirst())
    for row in rows where row.cells.count != header.count {
      throw PriceBookError(
        source: name, row: row.number,
        reason:
          "the row has \(row.cells.count) \(row.cells.count == 1 ? "cell" : "cells") and the header \(header.count); put text with commas in quotes."
      )
    }
  }
}

/// The cells of one row by column name, read as what they must be. A column that the table lacks reads as empty.
struct CSVRecord {
  private let source: String
  private let row: CSVTable.Row
  private let columns: [String: Int]

  /// The records of a table whose columns are all in `known` and that has all of `required`.
  static func records(of text: String, name: String, known: Set<String>, required: [String]) throws(PriceBookError) -> [CSVRecord] {
    let table = try CSVTable(text, name: name)
    var columns: [String: Int] = [:]
    for (index, column) in table.header.enumerated() {
      guard known.contains(column) else {
        throw PriceBookError(
          source: name, row: 1, column: column, reason: "no such column; use \(known.sorted().joined(separator: ", ")).")
      }
      columns[column] = index
    }
    for column in required where columns[column] == nil {
      throw PriceBookError(source: name, row: 1, column: column, reason: "the column is missing; add it.")
    }
    return table.rows.map { CSVRecord(source: name, row: $0, columns: columns) }
  }

  /// The cell without spaces around it; empty when the table has no such column.
  func text(_ column: String) -> String {
    guard let index = columns[column] else { return "" }
    let cell = row.cells[index]
    guard let start = cell.firstIndex(where: { $0 != " " }), let end = cell.lastIndex(where: { $0 != " " }) else { return "" }
    return String(cell[start...end])
  }

  /// The cell, which must not be empty.
  func required(_ column: String) throws(PriceBookError) -> String {
    let cell = text(column)
    guard !cell.isEmpty else { throw error(column, "the cell is empty; fill it in.") }
    return cell
  }

  /// A number that is not negative, or `nil` for an empty cell.
  func number(_ column: String) throws(PriceBookError) -> DecimalText? {
    let cell = text(column)
    guard !cell.isEmpty else { return nil }
    guard let number = DecimalText(cell), number.double >= 0 else {
      throw error(column, "\"\(cell.prefix(40))\" is not a number of zero or more; write it as 2.50.")
    }
    return number
  }

  /// A share of a whole, written as `15%` or `0.15`.
  func share(_ column: String) throws(PriceBookError) -> Double {
    let cell = try required(column)
    let isPercent = cell.hasSuffix("%")
    let digits = isPercent ? String(cell.dropLast().filter { $0 != " " }) : cell
    guard let number = DecimalText(digits)?.double, (0...(isPercent ? 100 : 1)).contains(number) else {
      throw error(column, "\"\(cell.prefix(40))\" is not a share; write it as 15% or 0.15.")
    }
    return isPercent ? number / 100 : number
  }

  /// An amount of US dollars, or of a currency in a column beside it; negative amounts are credits. `nil` for an empty cell.
  func amount(_ column: String) throws(PriceBookError) -> Dollars? {
    let cell = text(column).filter { $0 != "," && $0 != "$" }
    guard !cell.isEmpty else { return nil }
    guard let nanodollars = DecimalText(cell)?.scaled(byTenTo: 9) else {
      throw error(column, "\"\(cell.prefix(40))\" is not an amount; write it as 18402.11.")
    }
    let rate = try number("usd_per_unit")?.double
    let currency = text("currency").uppercased()
    guard rate != nil || currency.isEmpty || currency == "USD" else {
      throw error("usd_per_unit", "the amount is in \(currency.prefix(10)); say how many US dollars one of it is worth, as 1.08.")
    }
    let amount = Dollars(nanodollars: nanodollars)
    return rate.map { Dollars(amount.value * $0) } ?? amount
  }

  /// A whole number, or `nil` for an empty cell.
  func count(_ column: String) throws(PriceBookError) -> Int? {
    guard let number = try number(column) else { return nil }
    guard let whole = number.scaled(byTenTo: 0) else { throw error(column, "the number is too large; write at most 18 digits.") }
    return Int(whole)
  }

  /// A price in US dollars per million tokens, or `nil` for an empty cell.
  func price(_ column: String) throws(PriceBookError) -> TokenPrice? {
    guard let number = try number(column) else { return nil }
    guard let price = TokenPrice(usdPerMillionTokens: number) else {
      throw error(column, "the price is above \(TokenPrice.highest); write US dollars per million tokens.")
    }
    return price
  }

  /// A civil date, or `nil` for an empty cell.
  func day(_ column: String) throws(PriceBookError) -> CivilDay? {
    let cell = text(column)
    guard !cell.isEmpty else { return nil }
    guard let day = CivilDay(cell) else { throw error(column, "\"\(cell.prefix(40))\" is not a date; write it as 2026-11-21.") }
    return day
  }

  /// An error in this row.
  func error(_ column: String, _ reason: String) -> PriceBookError {
    PriceBookError(source: source, row: row.number, column: column, reason: reason)
  }
}
