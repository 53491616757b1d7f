/// What a model cost at some time, in US dollars per million tokens: as much as a study keeps of a price.
public struct KnownPrice: Sendable, Equatable {
  /// Whose price it is.
  public var provider: String
  /// The model as the provider names it.
  public var model: String
  /// Input that no prompt cache had.
  public var input: Double
  /// Input read from the prompt cache; `nil` where the provider states none.
  public var cacheRead: Double?
  /// Output.
  public var output: Double

  /// What a model cost.
  public init(provider: String, model: String, input: Double, cacheRead: Double?, output: Double) {
    self.provider = provider
    self.model = model
    self.input = input
    self.cacheRead = cacheRead
    self.output = output
  }

  /// Whether a row says the same, as far as this does; the last digits may be lost to printing.
  func agrees(with row: ModelPrice) -> Bool {
    func isSame(_ a: Double?, _ b: Double?) -> Bool {
      guard let a, let b else { return a == nil && b == nil }
      return abs(a - b) <= 1e-6
    }
    let base = row.standard.base
    return isSame(input, base.input.usdPerMillionTokens) && isSame(output, base.output.usdPerMillionTokens)
      && isSame(cacheRead, base.cacheRead?.usdPerMillionTokens)
  }
}

extension PriceBook {
  /// This book with prices that were known once in place of those of the same models, at all times, and which of them that changes.
  ///
  /// A price that all rows of its model agree with changes nothing. What is not known of an old price (writes to the prompt cache, long
  /// inputs, batch) is taken to have been to today's as the price of input was.
  public func frozen(at known: [KnownPrice]) -> (book: PriceBook, changed: [KnownPrice]) {
    var rows: [ModelPrice] = []
    var changed: [KnownPrice] = []
    for price in known {
      let key = ModelKey(provider: price.provider, model: price.model)
      // The price of a region is none of the book's rows, but made of one.
      let stated = self.rows.filter { $0.key == key }
      let own = stated.isEmpty ? lookup(model: price.model, provider: price.provider)?.schedule.rows ?? [] : stated
      guard let last = own.last, !own.allSatisfy(price.agrees) else { continue }
      let now = last.standard.base.input.usdPerMillionTokens
      let factor = now > 0 ? price.input / now : 1
      var row = last.mapped { TokenPrice(usdPerMillionTokens: $0.usdPerMillionTokens * factor) }
      var base = row.standard.base
      base.input = TokenPrice(usdPerMillionTokens: price.input)
      base.output = TokenPrice(usdPerMillionTokens: price.output)
      base.cacheRead = price.cacheRead.map { TokenPrice(usdPerMillionTokens: $0) }
      row.standard = RateCard(base: base, tiers: row.standard.tiers)
      (row.validFrom, row.validTo, row.hours) = (nil, nil, nil)
      rows.append(row)
      changed.append(price)
    }
    return (rows.isEmpty ? self : overlaid(by: PriceBook(rows: rows, asOf: asOf)), changed)
  }
}
