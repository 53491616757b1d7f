/// A sampled figure with what it may be off by.
public struct Estimate: Hashable, Sendable {
  /// The figure.
  public var value: Double
  /// Its standard error, from how much disjoint samples differ.
  public var standardError: Double

  /// A figure with its standard error.
  public init(value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }

  /// The mean of what disjoint samples say.
  init(_ samples: [Double]) {
    value = samples.reduce(0, +) / Double(samples.count)
    standardError = Self.standardError(of: samples)
  }

  /// That of their mean.
  static func standardError(of samples: [Double]) -> Double {
    guard samples.count > 1 else { return .infinity }
    let mean = samples.reduce(0, +) / Double(samples.count)
    let variance = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(samples.count - 1)
    return (variance / Double(samples.count)).squareRoot()
  }
}
