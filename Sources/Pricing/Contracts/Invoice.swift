public import Units

/// What a provider really billed for a calendar month.
public struct Invoice: Hashable, Sendable {
  /// Whose bill it is, by the name that price books have: `openai`, `bedrock`.
  public var provider: String
  /// The month as "2026-10".
  public var month: String
  /// The amount, credits taken off.
  public var amount: Dollars

  /// A bill.
  public init(provider: String, month: String, amount: Dollars) {
    self.provider = ProviderName.canonical(provider)
    self.month = month
    self.amount = amount
  }

  /// The first day of the month, and the first day after it.
  public var days: (first: CivilDay, end: CivilDay) {
    let parts = month.split(separator: "-").compactMap { Int($0) }
    let (year, number) = (parts[0], parts[1])
    let end = number == 12 ? CivilDay(year: year + 1, month: 1, day: 1) : CivilDay(year: year, month: number + 1, day: 1)
    return (CivilDay(year: year, month: number, day: 1), end)
  }

  /// Reads a table of bills with the columns `provider`, `month` (as 2026-10) and `amount`, in US dollars or in a `currency` one unit of
  /// which is worth `usd_per_unit` dollars. Bills of one provider and month are added up. Fails on the first row that is not right.
  public static func read(csv: String, name: String) throws(PriceBookError) -> [Invoice] {
    let records = try CSVRecord.records(
      of: csv, name: name, known: ["provider", "month", "amount", "currency", "usd_per_unit", "note"],
      required: ["provider", "month", "amount"])
    var invoices: [Invoice] = []
    for record in records {
      let month = try record.required("month")
      guard month.utf8.count == 7, CivilDay(month + "-01") != nil else {
        throw record.error("month", "\"\(month.prefix(40))\" is not a month; write it as 2026-10.")
      }
      _ = try record.required("amount")
      let invoice = Invoice(provider: try record.required("provider"), month: month, amount: try record.amount("amount") ?? .zero)
      if let index = invoices.firstIndex(where: { $0.provider == invoice.provider && $0.month == month }) {
        invoices[index].amount = invoices[index].amount + invoice.amount
      } else {
        invoices.append(invoice)
      }
    }
    return invoices
  }
}
