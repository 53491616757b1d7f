import Units

/// Latencies from 1 µs to 24 h to three significant digits, and their exact sum. All distributions have the same steps, so that any two add up.
///
/// Steps as in an HDR histogram (G. Tene): 2,048 of one microsecond, from there 1,024 per doubling.
struct LatencyDistribution: Sendable, Equatable {
  private static var exact: Int { 2_048 }
  private static var perDoubling: Int { 1_024 }
  /// How many steps there are.
  static let stepCount = step(of: longest) + 1
  /// 24 hours.
  @inline(__always)
  private static var longest: Int64 { 86_400_000_000 }

  private var counts = [UInt32](repeating: 0, count: stepCount)
  private var total: Int128 = 0
  private var greatest: Int64 = 0
  /// How many latencies were recorded.
  private(set) var count = 0

  /// The sum of all latencies, clamped to what a span can hold.
  var sum: Microseconds { Microseconds(Int64(clamping: total)) }

  /// The mean, to the nearest microsecond.
  var mean: Microseconds? {
    guard count > 0 else { return nil }
    return Microseconds(Int64(clamping: (total + Int128(count / 2)) / Int128(count)))
  }

  /// Nothing recorded yet.
  init() {}

  /// What was recorded apart.
  ///
  /// - Parameters:
  ///   - counts: by step.
  ///   - total: the exact sum of the latencies.
  ///   - greatest: the greatest of them, as ``clamped(_:)``.
  init(counts: [UInt32], total: Int128, greatest: Int64) {
    self.counts = counts
    self.total = total
    self.greatest = greatest
    count = counts[used].reduce(0) { $0 &+ Int($1) }
  }

  /// The steps up to the greatest latency: there is nothing in those behind it, which are most.
  private var used: Range<Int> { 0..<Self.step(of: greatest) + 1 }

  /// A latency as the distribution has it: above 24 h it counts as 24 h; the sum has it in full.
  @inline(__always)
  static func clamped(_ microseconds: Int64) -> Int64 { min(max(0, microseconds), longest) }

  /// Records a latency.
  mutating func record(_ microseconds: Int64) {
    let clamped = Self.clamped(microseconds)
    counts[Self.step(of: clamped)] &+= 1
    count &+= 1
    greatest = max(greatest, clamped)
    total += Int128(microseconds)
  }

  mutating func add(_ other: LatencyDistribution) {
    for step in other.used { counts[step] &+= other.counts[step] }
    count += other.count
    greatest = max(greatest, other.greatest)
    total += other.total
  }

  /// The upper end of the least step that at least `percent` % of the latencies do not exceed; never above the greatest latency.
  func percentile(_ percent: Double) -> Microseconds? {
    guard count > 0 else { return nil }
    let rank = max(1, Int((Double(count) * percent / 100).rounded(.up)))
    var seen = 0
    for step in used {
      seen += Int(counts[step])
      if seen >= rank { return Microseconds(min(Self.end(of: step), greatest)) }
    }
    return Microseconds(greatest)
  }

  /// What was recorded, in ascending steps.
  var steps: [(upTo: Microseconds, requests: Int)] {
    used.filter { counts[$0] > 0 }.map { (Microseconds(Self.end(of: $0)), Int(counts[$0])) }
  }

  /// The step of a latency that was clamped.
  @inline(__always)
  static func step(of value: Int64) -> Int {
    guard value >= exact else { return Int(value) }
    let doublings = 53 - value.leadingZeroBitCount
    return doublings &* perDoubling &+ Int(value >> Int64(doublings))
  }

  /// The greatest value of a step.
  private static func end(of step: Int) -> Int64 {
    guard step >= exact else { return Int64(step) }
    let doublings = step / perDoubling - 1
    return (Int64(step - doublings * perDoubling + 1) << Int64(doublings)) - 1
  }
}
