import Units

/// What a customer pays in place of the list: contract prices, discounts, prices in another currency, other names of models.
public struct PriceOverlay: Hashable, Sendable {
  /// A share off the prices of the book beneath.
  public struct Discount: Hashable, Sendable {
    /// Whose prices are lower.
    public var provider: String
    /// The one model that is meant; `nil` for all of the provider.
    public var model: String?
    /// From 0 to 1: 0.15 is 15 % off.
    public var share: Double
    /// The first day, where there is one.
    public var validFrom: CivilDay?
    /// The last day, where there is one.
    public var validTo: CivilDay?
    /// Why, for the notes of the rows.
    public var note: String

    /// Whether a row is meant.
    func covers(_ row: ModelPrice) -> Bool {
      let key = ModelKey(provider: provider, model: model ?? "")
      return key.provider == row.key.provider && (model == nil || key.model == row.key.model)
    }
  }

  /// Prices that hold instead of those beneath, and other names of models.
  public let prices: PriceBook
  /// What is taken off the prices beneath; where several cover a row, all are.
  public let discounts: [Discount]

  /// Contract prices, other names, and discounts.
  public init(prices: PriceBook, discounts: [Discount] = []) {
    self.prices = prices
    self.discounts = discounts
  }

  /// Reads a table whose columns are those of ``PriceBook/init(csv:name:)`` and `discount`, `currency`, `usd_per_unit`, `alias_of`.
  ///
  /// A row is one of three. With `discount` (`15%` or `0.15`) it takes that share off the prices beneath, of the model or, where `model`
  /// is `*`, of all models of the provider. With `alias_of` the model is another name of that one. Else it states prices: in US dollars,
  /// or in a `currency` one unit of which is worth `usd_per_unit` dollars. All three may have a first and a last day. Fails on the first
  /// row that is not right.
  public init(csv: String, name: String) throws(PriceBookError) {
    let records = try CSVRecord.records(
      of: csv, name: name, known: PriceColumns.all.union(["discount", "currency", "usd_per_unit", "alias_of"]),
      required: ["provider", "model"])
    var rows: [ModelPrice] = []
    var aliases: [ModelAlias] = []
    var discounts: [Discount] = []
    for record in records {
      let from = try record.day("price_valid_from")
      let to = try record.day("price_valid_to")
      if !record.text("discount").isEmpty {
        guard record.text("input_usd_mtok").isEmpty, record.text("output_usd_mtok").isEmpty else {
          throw record.error("discount", "the row has prices too; state either prices or a discount on those beneath.")
        }
        let model = try record.required("model")
        discounts.append(
          Discount(
            provider: try record.required("provider"), model: model == "*" ? nil : model, share: try record.share("discount"),
            validFrom: from, validTo: to, note: record.text("note")))
      } else if !record.text("alias_of").isEmpty {
        aliases.append(
          ModelAlias(
            provider: try record.required("provider"), name: try record.required("model"), model: record.text("alias_of"), validFrom: from,
            validTo: to))
      } else {
        var row = try PriceColumns.row(record)
        if row.source.isEmpty { row.source = name }
        let currency = record.text("currency").uppercased()
        if let rate = try record.number("usd_per_unit")?.double, rate > 0 {
          row = row.mapped { TokenPrice(usdPerMillionTokens: $0.usdPerMillionTokens * rate) }
          let words = "in \(currency.isEmpty ? "another currency" : currency) at \(rate) US dollars"
          row.note = row.note.isEmpty ? words : row.note + "; " + words
        } else if !currency.isEmpty, currency != "USD" {
          throw record.error("usd_per_unit", "prices are in \(currency.prefix(10)); say how many US dollars one of it is worth, as 1.08.")
        }
        rows.append(row)
      }
    }
    self.init(prices: PriceBook(rows: rows, aliases: aliases), discounts: discounts)
  }
}

extension PriceBook {
  /// This book with discounts taken off, and then contract prices and names laid over it: a contract price is not discounted again.
  public func overlaid(by overlay: PriceOverlay) -> PriceBook {
    let discounted = overlay.discounts.reduce(rows) { rows, discount in
      rows.flatMap { row -> [ModelPrice] in
        guard discount.covers(row) else { return [row] }
        let changed = row.within(from: discount.validFrom, to: discount.validTo).map { part -> ModelPrice in
          var part = part.mapped { TokenPrice(usdPerMillionTokens: $0.usdPerMillionTokens * (1 - discount.share)) }
          let words = "\(plain(discount.share * 100, decimals: 4)) % off" + (discount.note.isEmpty ? "" : " (\(discount.note))")
          part.note = part.note.isEmpty ? words : part.note + "; " + words
          return part
        }
        return row.outside(from: discount.validFrom, to: discount.validTo) + changed
      }
    }
    return PriceBook(rows: discounted, aliases: aliases, asOf: asOf, unread: unread).overlaid(by: overlay.prices)
  }
}
