public import Units

/// How long something takes: a look-up, an embedding, a search.
public enum LatencyModel: Hashable, Sendable {
  /// Always the same.
  case constant(Microseconds)
  /// Log-normal, by its median and the standard deviation of its logarithm.
  case logNormal(median: Microseconds, sigma: Double)
  /// One of several, each with a weight.
  case mixture([Part])
  /// Measured quantiles, from the least to the greatest, linear between them.
  case profile([Quantile])

  /// One part of a mixture.
  public struct Part: Hashable, Sendable {
    /// Its share, relative to the others'.
    public var weight: Double
    /// How long it takes.
    public var model: LatencyModel

    /// A part.
    public init(weight: Double, model: LatencyModel) {
      self.weight = weight
      self.model = model
    }
  }

  /// A measured quantile.
  public struct Quantile: Hashable, Sendable {
    /// So many percent take at most ``time``.
    public var percent: Double
    /// The time.
    public var time: Microseconds

    /// A quantile.
    public init(percent: Double, time: Microseconds) {
      self.percent = percent
      self.time = time
    }
  }
}
