extension PriceBook {
  /// Reads a table of prices: an overlay, a contract, a catalogue.
  ///
  /// Needed are the columns `provider`, `model`, `input_usd_mtok` and `output_usd_mtok`; prices are US dollars per million tokens, days are
  /// UTC and inclusive, an empty cell is "not stated". A model with several tiers gives thresholds and prices as lists: `32000;128000`.
  /// Fails on the first row that is not right, with its row and column.
  public init(csv: String, name: String) throws(PriceBookError) {
    let records = try CSVRecord.records(
      of: csv, name: name, known: PriceColumns.all, required: ["provider", "model", "input_usd_mtok", "output_usd_mtok"])
    var rows: [ModelPrice] = []
    for record in records { rows.append(try PriceColumns.row(record)) }
    let newest = rows.lazy.map(\.sourceDate).filter { CivilDay($0) != nil }.max()
    self.init(rows: rows, asOf: newest ?? "")
  }
}

/// The columns of a price table, and a row of it.
enum PriceColumns {
  static let all: Set<String> = [
    "provider", "model", "mode", "input_usd_mtok", "output_usd_mtok", "reasoning_usd_mtok", "cache_read_usd_mtok",
    "cache_write_5m_usd_mtok", "cache_write_1h_usd_mtok", "batch_input_usd_mtok", "batch_output_usd_mtok", "batch_cache_read_usd_mtok",
    "flex_input_usd_mtok",
    "flex_output_usd_mtok", "priority_input_usd_mtok", "priority_output_usd_mtok", "tier_rule", "tier_threshold_input_tokens", "tier_input",
    "tier_output", "tier_cache_read", "tier_cache_write", "context_tokens", "max_output_tokens", "min_cacheable_prefix_tokens",
    "price_valid_from", "price_valid_to", "utc_from", "utc_to", "deprecation_date", "source", "source_date", "sources_agreeing",
    "sources_disagreeing", "seed_input", "seed_output", "note",
  ]

  static func row(_ record: CSVRecord) throws(PriceBookError) -> ModelPrice {
    var stated = StatedCard()
    stated.base = StatedRates(
      input: try record.price("input_usd_mtok"), output: try record.price("output_usd_mtok"),
      cacheRead: try record.price("cache_read_usd_mtok"), cacheWrite5m: try record.price("cache_write_5m_usd_mtok"),
      cacheWrite1h: try record.price("cache_write_1h_usd_mtok"), reasoning: try record.price("reasoning_usd_mtok"))
    stated.tiers = try tiers(record)
    _ = try record.required("input_usd_mtok")
    guard let standard = stated.standard() else {
      throw record.error("output_usd_mtok", "the cell is empty; fill it in, with 0 for embeddings.")
    }

    func service(_ prefix: String) throws(PriceBookError) -> RateCard? {
      let rates = StatedRates(
        input: try record.price(prefix + "_input_usd_mtok"), output: try record.price(prefix + "_output_usd_mtok"),
        cacheRead: try record.price(prefix + "_cache_read_usd_mtok"))
      return StatedCard(base: rates).service(from: standard)
    }

    let from = try record.day("price_valid_from")
    let to = try record.day("price_valid_to")
    if let from, let to, to < from {
      throw record.error("price_valid_to", "the price ends on \(to), before it begins on \(from); change one of the two.")
    }
    let mode = record.text("mode")
    return ModelPrice(
      provider: try record.required("provider"), model: try record.required("model"), mode: mode.isEmpty ? "chat" : mode,
      standard: standard, batch: try service("batch"), flex: try service("flex"), priority: try service("priority"), validFrom: from,
      validTo: to, hours: try hours(record), minimumCacheablePrefix: try record.count("min_cacheable_prefix_tokens"),
      contextTokens: try record.count("context_tokens"), maximumOutput: try record.count("max_output_tokens"),
      deprecation: try record.day("deprecation_date"), source: record.text("source"), sourceDate: record.text("source_date"),
      disagreeing: record.text("sources_disagreeing"), note: record.text("note"))
  }

  /// The tiers: each of the five cells is a list of the same length, or empty.
  private static func tiers(_ record: CSVRecord) throws(PriceBookError) -> [Int: StatedRates] {
    func list(_ column: String) -> [String] {
      let cell = record.text(column)
      return cell.isEmpty ? [] : cell.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    }
    let thresholds = list("tier_threshold_input_tokens")
    for column in ["tier_input", "tier_output", "tier_cache_read", "tier_cache_write"] {
      let prices = list(column)
      guard prices.isEmpty || prices.count == thresholds.count else {
        throw record.error(column, "there are \(prices.count) prices for \(thresholds.count) thresholds; give one price for each.")
      }
    }
    func price(_ column: String, _ index: Int) throws(PriceBookError) -> TokenPrice? {
      let cells = list(column)
      guard index < cells.count, !cells[index].isEmpty else { return nil }
      guard let number = DecimalText(cells[index]), let price = TokenPrice(usdPerMillionTokens: number) else {
        throw record.error(column, "\"\(cells[index].prefix(40))\" is not a price; write US dollars per million tokens, as 2.50.")
      }
      return price
    }
    var tiers: [Int: StatedRates] = [:]
    for (index, text) in thresholds.enumerated() {
      guard let threshold = Int(text), threshold > 0, tiers[threshold] == nil else {
        throw record.error("tier_threshold_input_tokens", "\"\(text.prefix(40))\" is not a new number of tokens; write it as 200000.")
      }
      tiers[threshold] = StatedRates(
        input: try price("tier_input", index), output: try price("tier_output", index), cacheRead: try price("tier_cache_read", index),
        cacheWrite5m: try price("tier_cache_write", index))
    }
    return tiers
  }

  private static func hours(_ record: CSVRecord) throws(PriceBookError) -> DailyWindow? {
    let from = record.text("utc_from")
    let to = record.text("utc_to")
    if from.isEmpty, to.isEmpty { return nil }
    guard let start = DailyWindow.minute(from) else { throw record.error("utc_from", "the time is not one; write it as 16:30.") }
    guard let end = DailyWindow.minute(to) else { throw record.error("utc_to", "the time is not one; write it as 00:30.") }
    return DailyWindow(start: start, end: end)
  }
}
