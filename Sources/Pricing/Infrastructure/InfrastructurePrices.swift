import Units

/// What infrastructure costs, with sources.
public struct InfrastructurePrices: Hashable, Sendable {
  /// All rows, in the order of their tables.
  public let rows: [InfrastructurePrice]

  /// A list of `rows`.
  public init(rows: [InfrastructurePrice]) { self.rows = rows }

  /// The mean month of the Gregorian calendar, by which use is scaled.
  public static let daysPerMonth = 30.4375

  /// The services that have a price row, in order of name.
  public var services: [String] { Set(rows.map(\.service)).sorted() }

  /// Reads a table of infrastructure prices, such as a user's own.
  ///
  /// Needed are the columns `service`, `component`, `meter`, `unit` and `price_usd`. Fails on the first row that is not right.
  public init(csv: String, name: String) throws(PriceBookError) {
    let records = try CSVRecord.records(
      of: csv, name: name,
      known: [
        "service", "component", "metric", "meter", "unit", "price_usd", "included_per_month", "minimum", "round_up", "capacity_gb",
        "source",
        "source_date", "verified", "note",
      ], required: ["service", "component", "meter", "unit", "price_usd"])
    var rows: [InfrastructurePrice] = []
    for record in records { rows.append(try InfrastructurePrices.row(record)) }
    self.init(rows: rows)
  }

  private static func row(_ record: CSVRecord) throws(PriceBookError) -> InfrastructurePrice {
    let meters = InfrastructureMeter.allCases.map(\.rawValue).joined(separator: ", ")
    guard let meter = InfrastructureMeter(rawValue: record.text("meter")) else {
      throw record.error("meter", "no such meter; use one of \(meters).")
    }
    let grades = PriceConfidence.allCases.map(\.rawValue).joined(separator: ", ")
    let verified = record.text("verified")
    guard let confidence = verified.isEmpty ? .user : PriceConfidence(rawValue: verified) else {
      throw record.error("verified", "no such grade; use one of \(grades).")
    }
    let roundUp = record.text("round_up")
    guard roundUp.isEmpty || roundUp == "yes" || roundUp == "no" else { throw record.error("round_up", "write yes or no.") }
    var price: Dollars?
    if let number = try record.number("price_usd") {
      guard let nanodollars = number.scaled(byTenTo: 9) else {
        throw record.error("price_usd", "the price is too large; write US dollars.")
      }
      price = Dollars(nanodollars: nanodollars)
    }
    return InfrastructurePrice(
      service: try record.required("service"), component: try record.required("component"), meter: meter,
      unit: try record.required("unit"), price: price, included: try record.number("included_per_month")?.double ?? 0,
      minimum: try record.number("minimum")?.double ?? 0, roundsUp: roundUp == "yes",
      capacity: try record.number("capacity_gb").map { Bytes(Int($0.scaled(byTenTo: 9) ?? .max)) }, confidence: confidence,
      source: record.text("source"), sourceDate: record.text("source_date"), note: record.text("note"))
  }

  /// This list with `other` laid over it: a component of a service that the other names has the other's price.
  public func overlaid(by other: InfrastructurePrices) -> InfrastructurePrices {
    let named = Set(other.rows.map { [$0.service, $0.component] })
    return InfrastructurePrices(rows: rows.filter { !named.contains([$0.service, $0.component]) } + other.rows)
  }
}
