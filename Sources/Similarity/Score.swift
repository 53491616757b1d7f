/// How alike two texts are, in whole ten-thousandths, so that what follows from it does not depend on the order of additions (law 26).
///
/// Rounded down, with one ten-millionth of cosine for the error of 32-bit vectors: a score reaches a threshold of at most four decimals
/// if and only if the cosine does.
public struct Score: RawRepresentable, Comparable, Hashable, Sendable {
  /// Ten-thousandths, from 0 to 10,000.
  public let rawValue: UInt16

  /// A score of so many ten-thousandths; more than 10,000 are 10,000.
  public init(rawValue: UInt16) { self.rawValue = min(rawValue, 10_000) }

  /// The score of a cosine; negative ones, and what is no number, are 0.
  public init(cosine: Double) {
    let units = (cosine * 10_000 + Self.tolerance).rounded(.down)
    self.init(rawValue: units > 0 ? UInt16(min(units, 10_000)) : 0)
  }

  /// The lowest score of those whose cosine is at least `cosine`; `nil` where none can be, as `cosine` is above 1 or no number.
  public init?(atLeast cosine: Double) {
    let units = (cosine * 10_000 - Self.tolerance).rounded(.up)
    guard units <= 10_000 else { return nil }
    self.init(rawValue: UInt16(max(units, 0)))
  }

  /// The cosine that the score stands for.
  public var cosine: Double { Double(rawValue) / 10_000 }

  /// Whether `a` is less alike than `b`.
  public static func < (a: Score, b: Score) -> Bool { a.rawValue < b.rawValue }

  /// In ten-thousandths.
  private static let tolerance = 1e-3
}
