internal import Units

/// The starts of all requests in order, each a microsecond or more after the one before.
///
/// A Poisson process of known count is that many independent points, drawn from the intensity. They come in order, and none is kept, because
/// the order statistics of uniform points are running sums of exponential gaps over their total.
/// - Complexity: O(requests) time; memory only for the segments of the clock.
struct ArrivalTimes {
  private let draws: Draws
  private let start: Int64
  private let end: Int64
  private let segments: [Segment]
  private let totalGaps: Double
  private var remaining: Int
  private var ordinal = 0
  private var gaps = 0.0
  private var segment = 0
  private var last: Int64

  /// A part of the clock with one rate.
  private struct Segment {
    var begin: Int64
    var end: Int64
    /// Expected requests before it, in an arbitrary unit.
    var before: Double
    var mass: Double
  }

  init(_ spec: WorkloadSpec, _ draws: Draws) {
    self.draws = draws
    start = spec.start.microseconds
    end = start + spec.span.count
    last = start - 1
    remaining = spec.requests
    segments = Self.segments(spec, draws)
    var total = 0.0
    for ordinal in 0...spec.requests { total += Self.gap(draws, ordinal) }
    totalGaps = total
  }

  /// The start of the next request; called as often as there are requests.
  mutating func next() -> Timestamp {
    gaps += Self.gap(draws, ordinal)
    ordinal += 1
    remaining -= 1
    let position = gaps / totalGaps * ((segments.last?.before ?? 0) + (segments.last?.mass ?? 0))
    while segment + 1 < segments.count, segments[segment + 1].before <= position { segment += 1 }
    let here = segments[segment]
    let share = here.mass > 0 ? min(1, max(0, (position - here.before) / here.mass)) : 0
    let time = here.begin + Int64(share * Double(here.end - here.begin))
    // Room is left for those that follow, so that the last still starts within the span.
    last = min(max(time, last + 1), end - 1 - Int64(remaining))
    return Timestamp(microseconds: last)
  }

  private static func gap(_ draws: Draws, _ ordinal: Int) -> Double {
    var dice = Dice(draws, ordinal, .arrival)
    return dice.exponential()
  }

  /// The clock cut at every full hour and at every change between burst and calm.
  private static func segments(_ spec: WorkloadSpec, _ draws: Draws) -> [Segment] {
    let hour: Int64 = 3_600_000_000
    let offset = Int64(spec.hoursEastOfUTC) * hour
    let end = spec.start.microseconds + spec.span.count
    var dice = Dice(draws, 0, .burst)
    var factor = 1.0
    var meanBurst = 0.0
    if case .bursty(let f, let mean) = spec.arrivals { (factor, meanBurst) = (f, Double(mean.count)) }
    var bursting = false
    var turn = end
    func spell() -> Int64 { Int64(max(1, min(meanBurst * (bursting ? 1 : factor) * dice.exponential(), 1e18))) }
    var segments: [Segment] = []
    var time = spec.start.microseconds
    var mass = 0.0
    if meanBurst > 0 { turn = time &+ spell() }
    while time < end {
      let local = time + offset
      let hours = local >= 0 ? local / hour : (local - hour + 1) / hour
      let stop = min(end, (hours + 1) * hour - offset, turn)
      let weight =
        spec.dailyCurve[Int((hours % 24 + 24) % 24)]
        * spec.weeklyCurve[Timestamp(microseconds: time).weekday(offset: spec.hoursEastOfUTC * 3_600)]
        * (bursting ? factor : 1)
      let own = weight * Double(stop - time)
      segments.append(Segment(begin: time, end: stop, before: mass, mass: own))
      mass += own
      time = stop
      if time == turn, time < end {
        bursting.toggle()
        turn = time + spell()
      }
    }
    // A span in which every hour has weight zero is filled evenly.
    if mass == 0 { return [Segment(begin: spec.start.microseconds, end: end, before: 0, mass: 1)] }
    return segments.filter { $0.mass > 0 }
  }
}
