import Pricing
public import Studies
import Units

/// Modelled costs in the columns of the FinOps Open Cost and Usage Specification (FOCUS 1.2), one scenario a file.
///
/// All rows are usage: what a strategy would have saved is no row and no credit, only what it would have cost. The scenario stands in columns
/// of our own, whose names begin with `x_` as the specification asks.
public enum FocusText {
  /// The columns, in the order of the file.
  static let columns = [
    "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory",
    "ChargeClass", "ChargeDescription", "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart", "ConsumedQuantity", "ConsumedUnit",
    "ContractedCost", "ContractedUnitPrice", "EffectiveCost", "InvoiceIssuerName", "ListCost", "ListUnitPrice", "PricingCategory",
    "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName", "ServiceCategory", "ServiceName", "ServiceSubcategory", "SkuId",
    "SkuMeter", "x_Scenario", "x_IsHypothetical", "x_Source",
  ]

  /// The file.
  public static func csv(_ costs: ScenarioCosts, version: String) -> String {
    let tail = [Escaping.csv(costs.scenario), "\(costs.isHypothetical)", "Hindcast \(version)"]
    let calls = costs.rows.map { line($0) + tail }
    let charges = costs.days.map { days in costs.charges.map { line($0, days) + tail } } ?? []
    return CSVText.table(columns, calls + charges)
  }

  private static func line(_ row: ScenarioCosts.Row) -> [String] {
    let service = row.service == .standard ? "" : ", \(row.service.rawValue)"
    let tokens = Double(max(row.tokens, 1))
    // The mean price of the day: a model may have tiers, and prices by the hour.
    func unitPrice(_ cost: Dollars) -> String { plain(cost.value / tokens, decimals: 15) }
    let name = Escaping.csv(row.biller.isEmpty ? "unknown" : row.biller)
    let publisher = Escaping.csv(row.provider.isEmpty ? "unknown" : row.provider)
    let sku = row.model + "/\(row.part)" + (row.service == .standard ? "" : "/" + row.service.rawValue)
    var cells = [row.cost.exact, name, name, "USD"]
    cells += period(row.day)
    cells += ["Usage", "", Escaping.csv("\(row.model): \(row.part.title.lowercased())\(service)"), "Usage-Based"]
    cells += [start(CivilDay(number: row.day.number + 1)), start(row.day), "\(row.tokens)", "Tokens"]
    cells += [row.cost.exact, unitPrice(row.cost), row.cost.exact, name, row.list.exact, unitPrice(row.list), "Standard"]
    cells += ["\(row.tokens)", "Tokens", name, publisher, "AI and Machine Learning"]
    cells += [Escaping.csv(row.model.isEmpty ? "unknown" : row.model), "Generative AI", Escaping.csv(sku), row.part.title]
    return cells
  }

  private static func line(_ charge: ScenarioCosts.Charge, _ days: ClosedRange<CivilDay>) -> [String] {
    let name = Escaping.csv(charge.service)
    let quantity = plain(charge.quantity, decimals: 9)
    let isEmbedding = charge.service == "embedding-api"
    let what = "\(charge.service): \(charge.what), the month's charge for the days of the log"
    var cells = [charge.cost.exact, name, name, "USD"]
    cells += period(days.lowerBound)
    cells += ["Usage", "", Escaping.csv(what), "Usage-Based", start(CivilDay(number: days.upperBound.number + 1)), start(days.lowerBound)]
    cells += [quantity, Escaping.csv(charge.unit), charge.cost.exact, charge.unitPrice.exact, charge.cost.exact, name, charge.cost.exact]
    cells += [charge.unitPrice.exact, "Standard", quantity, Escaping.csv(charge.unit), name, name]
    cells += [isEmbedding ? "AI and Machine Learning" : "Databases", name, isEmbedding ? "Generative AI" : "Caching"]
    cells += [Escaping.csv("\(charge.service)/\(charge.what)"), Escaping.csv(charge.what)]
    return cells
  }

  /// End and start of the calendar month of a day: the end is the first moment after it.
  private static func period(_ day: CivilDay) -> [String] {
    let (year, month, _) = day.start.civil()
    let next = month == 12 ? CivilDay(year: year + 1, month: 1, day: 1) : CivilDay(year: year, month: month + 1, day: 1)
    return [start(next), start(CivilDay(year: year, month: month, day: 1))]
  }

  private static func start(_ day: CivilDay) -> String { "\(day)T00:00:00Z" }
}
