internal import Units

/// The miss ratio of LRU at every capacity, from a part of the keys (SHARDS: Waldspurger, Park, Garthwaite, Ahmad, FAST 2015): distances among them
/// are those among all, scaled down.
///
/// Requests that the sample has too many or too few of, for its share of the keys, are put down to its most popular keys, whose requests are hits
/// (the correction called SHARDS-adj).
public struct SampledLRUCurve: Sendable {
  /// The share of the keys that is looked at.
  public let rate: Double
  private let curve: (LRUCurve, expected: Double)
  private let parts: [(LRUCurve, expected: Double)]

  /// Samples keys.
  ///
  /// - Parameters:
  ///   - rate: the share of the keys to look at, above 0 up to 1.
  ///   - parts: into how many samples the sample is taken apart, to see how much they differ: at least 2.
  ///   - seed: of the choice of keys.
  public init(ids: [UInt32], count: Int, rate: Double, parts: Int = 4, seed: UInt64 = 0) {
    precondition(rate > 0 && rate <= 1 && parts > 1, "a sample is a share of the keys, in parts")
    self.rate = rate
    let draws = Draws(seed: seed)
    let all = CountedRequests(unchecked: ids, count: count)
    let sample = KeySample(all, 0..<rate, draws: draws)
    curve = (LRUCurve(ids: sample.requests.ids, count: sample.requests.count), sample.expected)
    self.parts = (0..<parts).map { part in
      let range = (Double(part) / Double(parts))..<(Double(part + 1) / Double(parts))
      let part = KeySample(sample.requests, range, draws: Draws(seed: seed &+ 1))
      return (LRUCurve(ids: part.requests.ids, count: part.requests.count), sample.expected / Double(parts))
    }
  }

  /// The miss ratio of a store of so many entries.
  public func missRatio(entries: Int) -> Estimate {
    // A store without entries misses all, whatever share of the requests the sample has.
    guard entries > 0 else { return Estimate(value: 1, standardError: 0) }
    let samples = parts.map { Self.ratio($0, Double(entries) * rate / Double(parts.count)) }
    return Estimate(value: Self.ratio(curve, Double(entries) * rate), standardError: Estimate.standardError(of: samples))
  }

  /// Misses per expected request, at a number of entries between two whole ones.
  private static func ratio(_ curve: (LRUCurve, expected: Double), _ entries: Double) -> Double {
    let (floor, part) = (entries.rounded(.down), entries - entries.rounded(.down))
    let misses = Double(curve.0.misses(entries: Int(floor))) * (1 - part) + Double(curve.0.misses(entries: Int(floor) + 1)) * part
    return curve.expected > 0 ? min(1, misses / curve.expected) : 1
  }
}
