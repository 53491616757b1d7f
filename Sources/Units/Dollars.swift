/// An amount of money in whole nanodollars, so that sums are exact in any order (law 29).
public struct Dollars: Hashable, Comparable, Sendable, AdditiveArithmetic {
  /// Billionths of a US dollar; an `Int64` holds up to about 9.2 billion dollars.
  public var nanodollars: Int64

  /// An amount of whole nanodollars.
  public init(nanodollars: Int64) { self.nanodollars = nanodollars }

  /// The amount nearest to `dollars`, ties away from zero; not-a-number gives zero, and what does not fit is clamped.
  public init(_ dollars: Double) {
    let scaled = (dollars * 1e9).rounded()
    nanodollars = scaled.isNaN ? 0 : Int64(exactly: scaled) ?? (scaled < 0 ? .min : .max)
  }

  /// No money.
  public static let zero = Dollars(nanodollars: 0)

  /// The amount as a floating-point number of dollars: for ratios and JSON, never for sums.
  public var value: Double { Double(nanodollars) / 1e9 }

  /// Their sum.
  public static func + (a: Dollars, b: Dollars) -> Dollars { Dollars(nanodollars: a.nanodollars + b.nanodollars) }
  /// Their difference.
  public static func - (a: Dollars, b: Dollars) -> Dollars { Dollars(nanodollars: a.nanodollars - b.nanodollars) }
  /// The opposite.
  public static prefix func - (a: Dollars) -> Dollars { Dollars(nanodollars: -a.nanodollars) }
  /// The amount with so many digits after the point, half away from zero.
  public func rounded(decimals: Int) -> Dollars {
    var unit: Int64 = 1_000_000_000
    for _ in 0..<min(max(decimals, 0), 9) { unit /= 10 }
    let rest = nanodollars % unit
    let whole = nanodollars - rest
    guard rest.magnitude * 2 >= UInt64(unit) else { return Dollars(nanodollars: whole) }
    let (sum, overflow) = whole.addingReportingOverflow(rest < 0 ? -unit : unit)
    return Dollars(nanodollars: overflow ? whole : sum)
  }

  /// Whether the first is less.
  public static func < (a: Dollars, b: Dollars) -> Bool { a.nanodollars < b.nanodollars }
}

extension Dollars: CustomStringConvertible {
  /// "$18,402": whole dollars from $10,000 on, cents from one cent on, three significant digits below, but nothing finer than $0.00001.
  public var description: String {
    let magnitude = abs(value)
    let sign = nanodollars < 0 ? "-$" : "$"
    if magnitude >= 10_000 { return sign + grouped(magnitude, decimals: 0) }
    if magnitude >= 0.01 || nanodollars == 0 { return sign + grouped(magnitude, decimals: 2) }
    if magnitude < 0.00001 { return nanodollars < 0 ? ">-$0.00001" : "<$0.00001" }
    return sign + significant(magnitude, digits: 3)
  }

  /// Always with cents, as on an invoice: "$18,402.11".
  public var cents: String {
    (nanodollars < 0 ? "-$" : "$") + grouped(abs(value), decimals: 2)
  }

  /// Every digit, without sign or grouping: "18402.11", for files.
  public var exact: String {
    let digits = String(nanodollars.magnitude)
    let padded = String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    var fraction = padded.suffix(9)
    while fraction.last == "0" { fraction = fraction.dropLast() }
    return (nanodollars < 0 ? "-" : "") + padded.dropLast(9) + (fraction.isEmpty ? "" : "." + fraction)
  }
}
