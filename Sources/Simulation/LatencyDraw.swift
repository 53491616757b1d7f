import Glibc
public import Units

extension LatencyModel {
  /// What the look-up of request `ordinal` at `stage` (the index of its tier) takes, in microseconds: 0 to 24 hours.
  public func draw(_ draws: Draws, ordinal: UInt64, stage: UInt64) -> Int64 {
    switch self {
    case .constant(let time): return time.count
    case .logNormal(let median, let sigma):
      // A draw of exactly 0 would be minus infinity; half the least step of `unit` stands for it.
      let z = normalQuantile(max(draws.unit(ordinal, stage), 0x1p-54))
      let time = Double(median.count) * exp(sigma * z)
      return Int64(min(time.rounded(), Double(Self.longest.count)))
    }
  }
}
