/// A number of bytes.
public struct Bytes: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number of bytes.
  public var count: Int

  /// `count` bytes.
  public init(_ count: Int) { self.count = count }

  /// Whether the first is less.
  public static func < (a: Bytes, b: Bytes) -> Bool { a.count < b.count }

  /// Powers of ten, as file managers print: "812 B", "4.2 kB", "2.1 GB".
  public var description: String {
    var value = Double(count)
    for unit in ["B", "kB", "MB", "GB", "TB"] {
      if value < 999.5 || unit == "TB" {
        return (unit == "B" || value >= 99.95 ? grouped(value, decimals: 0) : plain(value, decimals: 1)) + " " + unit
      }
      value /= 1_000
    }
    return "\(count) B"
  }
}

/// A share of a whole that keeps both numbers, so that a report can print numerator and denominator (law 32).
public struct Ratio: Hashable, Sendable, CustomStringConvertible {
  /// How many of ``denominator`` count.
  public var numerator: Int
  /// The whole.
  public var denominator: Int

  /// `numerator` of `denominator`.
  public init(_ numerator: Int, of denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Numerator over denominator, or `nil` of nothing.
  public var value: Double? { denominator == 0 ? nil : Double(numerator) / Double(denominator) }

  /// "34.7 %", or "–" of nothing.
  public var description: String { value.map { percent($0) } ?? "–" }
}

/// A fraction of 1 as a percentage with one decimal: 0.347 → "34.7 %"; whole from 100 % on.
public func percent(_ fraction: Double) -> String {
  guard fraction.isFinite else { return "–" }
  return grouped(fraction * 100, decimals: abs(fraction) < 0.9995 ? 1 : 0) + " %"
}
