import Glibc
import Units

/// From values to percentages along an axis.
enum Scale {
  case linear(ClosedRange<Double>)
  /// By powers of ten; what is at or below the lower bound stands at 0.
  case logarithmic(ClosedRange<Double>)

  /// 0 to 100; beyond the range at its ends.
  func percent(_ value: Double) -> Double {
    let share: Double
    switch self {
    case .linear(let range):
      let length = range.upperBound - range.lowerBound
      share = length > 0 ? (value - range.lowerBound) / length : 0
    case .logarithmic(let range):
      let length = log10(range.upperBound) - log10(range.lowerBound)
      share = value > range.lowerBound && length > 0 ? (log10(value) - log10(range.lowerBound)) / length : 0
    }
    return min(max(share, 0), 1) * 100
  }

  /// The least of 1, 2, 2.5, 5 × 10ⁿ that is not below a value.
  static func ceiling(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 1 }
    let power = pow(10, floor(log10(value)))
    for step in [1, 2, 2.5, 5, 10] where step * power >= value * (1 - 1e-12) { return step * power }
    return 10 * power
  }

  /// The powers of ten around some values: from below the least to above the greatest.
  static func decades(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let low = pow(10, floor(log10(max(range.lowerBound, 1e-300))))
    let high = pow(10, ceil(log10(max(range.upperBound, 1e-300))))
    return low...max(high, low * 10)
  }
}

/// A mark on an axis.
struct Tick {
  /// Percentage along the axis.
  let at: Double
  let label: String
}
