import Units

/// The price of one token in whole femtodollars (10⁻¹⁵ US dollars), so that costs are exact integers.
///
/// List prices have at most nine decimals per million tokens, which is a thousandth of a picodollar per token: one femtodollar.
public struct TokenPrice: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Femtodollars per token, from 0 to ``highest``.
  public let femtodollars: Int64

  /// A price in femtodollars per token, clamped to 0 … ``highest``.
  public init(femtodollars: Int64) {
    self.femtodollars = min(max(femtodollars, 0), TokenPrice.limit)
  }

  /// The price nearest to `usd` US dollars per million tokens, clamped to 0 … ``highest``; not-a-number gives zero.
  public init(usdPerMillionTokens usd: Double) {
    let scaled = (usd * 1e9).rounded()
    self.init(femtodollars: scaled.isNaN ? 0 : Int64(exactly: scaled) ?? (scaled < 0 ? 0 : .max))
  }

  /// The price in a table, exact to the femtodollar; `nil` if it is negative or above ``highest``.
  init?(usdPerMillionTokens number: DecimalText) {
    guard let value = number.scaled(byTenTo: 9), (0...TokenPrice.limit).contains(value) else { return nil }
    femtodollars = value
  }

  /// The price in a price map, in US dollars per token; `nil` if it is negative or above ``highest``.
  init?(usdPerToken number: DecimalText) {
    guard let value = number.scaled(byTenTo: 15), (0...TokenPrice.limit).contains(value) else { return nil }
    femtodollars = value
  }

  private static let limit: Int64 = 1_000_000_000_000_000

  /// One dollar per token. Above that a table is in the wrong unit; below it no product with a token count exceeds 128 bits.
  public static let highest = TokenPrice(femtodollars: limit)

  /// Nothing per token: a stated price of zero, not an unknown one.
  public static let free = TokenPrice(femtodollars: 0)

  /// US dollars per million tokens, for ratios and tables.
  public var usdPerMillionTokens: Double { Double(femtodollars) / 1e9 }

  /// "$2.50/MTok", with all decimals the price has.
  public var description: String {
    let text = plain(usdPerMillionTokens, decimals: 9)
    guard let point = text.firstIndex(of: ".") else { return "$" + text + ".00/MTok" }
    return "$" + text + (text.distance(from: point, to: text.endIndex) == 2 ? "0" : "") + "/MTok"
  }

  /// The cheaper price.
  public static func < (a: TokenPrice, b: TokenPrice) -> Bool { a.femtodollars < b.femtodollars }

  /// The price times `new` over `old`, rounded half up; unchanged where `old` is free, since then there is no ratio.
  func scaled(from old: TokenPrice, to new: TokenPrice) -> TokenPrice {
    guard old.femtodollars > 0 else { return self }
    let product = Int128(femtodollars) * Int128(new.femtodollars) * 2 + Int128(old.femtodollars)
    return TokenPrice(femtodollars: Int64(clamping: product / (2 * Int128(old.femtodollars))))
  }
}
