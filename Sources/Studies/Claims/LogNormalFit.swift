import Glibc

/// The log-normal law through two stated figures: an estimate of the percentiles between them, never a bound.
struct LogNormalFit: Sendable {
  /// Milliseconds.
  let median: Double
  /// Standard deviation of the logarithm.
  let sigma: Double

  /// Through the median and the highest stated percentile, else through the mean and that percentile, else through median and mean; `nil`
  /// where there are no two such figures, or no log-normal law has them.
  init?(_ latency: Claims.Latency) {
    let tail =
      latency.percentiles.last { $0.percentile != .p50 && $0.percentile != .p99 } ?? latency.percentiles.last { $0.percentile == .p99 }
    if let p50 = latency.p50?.value, let tail {
      self.init(median: p50, sigma: log(tail.figure.value / p50) / standardNormalQuantile(tail.percentile.level))
    } else if let mean = latency.mean?.value, let tail {
      // mean = median · exp(σ²/2) and p = median · exp(zσ), so σ²/2 − zσ + ln(p/mean) = 0; the smaller root is the law with the lighter tail.
      let z = standardNormalQuantile(tail.percentile.level)
      let sigma = z - (z * z - 2 * log(tail.figure.value / mean)).squareRoot()
      self.init(median: mean * exp(-sigma * sigma / 2), sigma: sigma)
    } else if let p50 = latency.p50?.value, let mean = latency.mean?.value {
      self.init(median: p50, sigma: (2 * log(mean / p50)).squareRoot())
    } else {
      return nil
    }
  }

  private init?(median: Double, sigma: Double) {
    guard median > 0, median.isFinite, sigma.isFinite, sigma > 0 else { return nil }
    self.median = median
    self.sigma = sigma
  }

  /// The latency at a level strictly between 0 and 1, in milliseconds.
  func quantile(_ level: Double) -> Double { median * exp(sigma * standardNormalQuantile(level)) }
}

/// The x with Φ(x) = `level`, for 0 < `level` < 1, by halving; good to 1e-12, and slow, which two or three calls per claim can bear.
private func standardNormalQuantile(_ level: Double) -> Double {
  var (low, high) = (-40.0, 40.0)
  for _ in 0..<80 {
    let middle = (low + high) / 2
    if erfc(-middle / 2.0.squareRoot()) / 2 < level { low = middle } else { high = middle }
  }
  return (low + high) / 2
}
