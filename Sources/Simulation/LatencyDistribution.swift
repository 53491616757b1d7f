import Histogram
import Units

/// Latencies from 1 µs to 24 h to three significant digits, and their exact sum. All distributions have the same bounds, so that any two add up.
struct LatencyDistribution: Sendable, Equatable {
  private var histogram = Histogram<UInt32>(
    lowestDiscernibleValue: 1, highestTrackableValue: UInt64(LatencyModel.longest.count), numberOfSignificantValueDigits: .three)
  private var total: Int128 = 0

  /// How many latencies were recorded.
  var count: Int { Int(histogram.totalCount) }

  /// The sum of all latencies, clamped to what a span can hold.
  var sum: Microseconds { Microseconds(Int64(clamping: total)) }

  /// The mean, to the nearest microsecond.
  var mean: Microseconds? {
    guard count > 0 else { return nil }
    return Microseconds(Int64(clamping: (total + Int128(count / 2)) / Int128(count)))
  }

  /// Records a latency; above 24 h it counts as 24 h in the distribution, and in full in the sum.
  mutating func record(_ microseconds: Int64) {
    let clamped = min(max(0, microseconds), LatencyModel.longest.count)
    _ = histogram.record(UInt64(clamped))
    total += Int128(microseconds)
  }

  mutating func add(_ other: LatencyDistribution) {
    histogram.add(other.histogram)
    total += other.total
  }

  /// The least recorded step that at least `percent` % of the latencies do not exceed.
  func percentile(_ percent: Double) -> Microseconds? {
    guard count > 0 else { return nil }
    return Microseconds(Int64(clamping: min(histogram.valueAtPercentile(percent), histogram.max)))
  }

  /// What was recorded, in ascending steps.
  var steps: [(upTo: Microseconds, requests: Int)] {
    histogram.recordedValues().map { (Microseconds(Int64(clamping: $0.value)), Int($0.count)) }
  }
}
