import Testing
import Units

@testable import Workloads

@Suite("Arrivals")
struct ArrivalTests {
  private func times(_ spec: WorkloadSpec) -> [Timestamp] {
    var arrivals = ArrivalTimes(spec, Draws(seed: spec.seed))
    return (0..<spec.requests).map { _ in arrivals.next() }
  }

  private func spec() -> WorkloadSpec {
    var spec = WorkloadSpec()
    spec.requests = 20_000
    spec.span = Microseconds(seconds: 28 * 86_400)
    return spec
  }

  /// Variance over mean of the counts in windows of five minutes: 1 for a Poisson process.
  private func dispersion(_ times: [Timestamp], _ spec: WorkloadSpec) -> Double {
    let window: Int64 = 300_000_000
    var counts = [Double](repeating: 0, count: Int(spec.span.count / window))
    for time in times { counts[Int((time.microseconds - spec.start.microseconds) / window)] += 1 }
    let mean = counts.reduce(0, +) / Double(counts.count)
    return counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(counts.count) / mean
  }

  @Test("rise strictly and stay in the span, however tight", arguments: [7 * 86_400_000_000, 2_000, 3_500] as [Int64])
  func order(_ span: Int64) {
    var spec = WorkloadSpec()
    (spec.requests, spec.span) = (2_000, Microseconds(span))
    let times = times(spec)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    #expect(times.allSatisfy { $0 >= spec.start && $0.microseconds < spec.start.microseconds + span })
  }

  @Test("of a Poisson process have the dispersion of one, and fill the span evenly")
  func poisson() {
    let spec = spec()
    let times = times(spec)
    #expect((0.9...1.1).contains(dispersion(times, spec)))
    let half = spec.start.microseconds + spec.span.count / 2
    let early = times.count { $0.microseconds < half }
    // Four standard deviations of a fair coin.
    #expect(abs(early - 10_000) < 283)
  }

  @Test("in bursts have a dispersion of their own, and half of them come in a small part of the time")
  func bursts() {
    var spec = spec()
    spec.arrivals = .bursty(factor: 20, meanBurst: Microseconds(seconds: 600))
    let times = times(spec)
    #expect(dispersion(times, spec) > 10)
    let gaps = zip(times.dropFirst(), times).map { $0.microseconds - $1.microseconds }.sorted()
    let shorter = gaps.prefix(gaps.count / 2).reduce(0, +)
    #expect(Double(shorter) < 0.1 * Double(spec.span.count))
  }

  @Test("follow the curves of day and week in local time")
  func curves() {
    var spec = spec()
    spec.hoursEastOfUTC = 2
    spec.dailyCurve = (0..<24).map { $0 == 3 ? 0 : $0 == 12 ? 5 : 1 }
    spec.weeklyCurve = [2, 1, 1, 1, 1, 1, 0]
    var hours = [Double](repeating: 0, count: 24)
    var days = [Double](repeating: 0, count: 7)
    for time in times(spec) {
      let local = Timestamp(microseconds: time.microseconds + 7_200_000_000)
      hours[Int(local.microseconds / 3_600_000_000 % 24)] += 1
      days[local.weekday()] += 1
    }
    #expect(hours[3] == 0)
    #expect((4.5...5.5).contains(hours[12] / hours[10]))
    #expect(days[6] == 0)
    #expect((1.8...2.2).contains(days[0] / days[2]))
  }

  @Test("fill a span that the curves leave empty")
  func emptySpan() {
    var spec = WorkloadSpec()
    (spec.requests, spec.span) = (100, Microseconds(seconds: 3_600))
    spec.dailyCurve = (0..<24).map { $0 == 12 ? 1 : 0 }
    #expect(times(spec).count == 100)
  }
}
