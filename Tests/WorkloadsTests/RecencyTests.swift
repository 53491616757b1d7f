import Testing
import Units

@testable import Workloads

@Suite("Repeats of the recent past")
struct RecencyTests {
  /// 6,000 requests in two weeks: 36 in a window of two hours on average.
  private func spec(_ share: Double) -> WorkloadSpec {
    var spec = WorkloadSpec()
    (spec.requests, spec.span) = (6_000, Microseconds(seconds: 14 * 86_400))
    (spec.exactShare, spec.nearShare, spec.recencyShare) = (0.35, 0.12, share)
    spec.outputTokens = LogNormal(median: 1, sigma: 0)
    return spec
  }

  private struct Asked {
    var start: Timestamp
    var wording: Repeats.Wording
    var user: Int
    var plan: Repeats.Plan
  }

  private func requests(_ spec: WorkloadSpec) -> [Asked] {
    var sequence = RequestSequence(spec)
    return (0..<spec.requests).map { _ in
      let (exchange, plan) = sequence.next()
      return Asked(start: exchange.start, wording: plan.wording, user: exchange.user, plan: plan)
    }
  }

  /// Share of the repeats whose key was asked within the window before.
  private func shareWithin(_ seconds: Double, _ requests: [Asked]) -> Double {
    var latest: [Int: Timestamp] = [:]
    var repeats = 0
    var soon = 0
    for request in requests {
      if request.plan.requestClass != .unique {
        repeats += 1
        let gap = latest[request.wording.key].map { request.start.microseconds - $0.microseconds } ?? .max
        if gap <= Microseconds(seconds: seconds).count { soon += 1 }
      }
      latest[request.wording.key] = request.start
    }
    return Double(soon) / Double(repeats)
  }

  @Test("are as many as asked for, and the planned classes stay exact", arguments: [0.0, 0.3, 0.8, 1.0])
  func share(_ share: Double) {
    let spec = spec(share)
    let requests = requests(spec)
    #expect(requests.count { $0.plan.requestClass == .exact } == 2_100)
    #expect(requests.count { $0.plan.requestClass == .near } == 720)
    let recent = Double(requests.count { $0.plan.isRecent }) / 2_820
    // Four standard deviations of a coin tossed 2,820 times.
    #expect(abs(recent - share) < 0.038)
    #expect(shareWithin(7_200, requests) >= recent)
  }

  @Test("repeat a request of the window, whatever its rank, in a wording that was asked in it")
  func window() {
    let spec = spec(0.6)
    var past: [Asked] = []
    for request in requests(spec) {
      past.removeAll { request.start.microseconds - $0.start.microseconds > spec.recencyWindow.count }
      defer { past.append(request) }
      guard request.plan.isRecent else { continue }
      let ofKey = past.filter { $0.wording.key == request.wording.key }
      #expect(!ofKey.isEmpty)
      if request.plan.requestClass == .exact { #expect(ofKey.contains { $0.wording == request.wording }) }
    }
  }

  @Test("come from other users than those of the window")
  func users() {
    var spec = spec(0.9)
    spec.users = 400
    var past: [Asked] = []
    var recent = 0
    for request in requests(spec) {
      past.removeAll { request.start.microseconds - $0.start.microseconds > spec.recencyWindow.count }
      defer { past.append(request) }
      guard request.plan.isRecent else { continue }
      recent += 1
      #expect(!past.contains { $0.wording.key == request.wording.key && $0.user == request.user })
    }
    #expect(recent > 2_000)
  }

  @Test("take each request of the window as likely")
  func evenly() {
    var spec = WorkloadSpec()
    (spec.recencyShare, spec.recencyWindow) = (1, Microseconds(1_000))
    var past = RecentPast(spec)
    for key in 0..<20 {
      past.add(Repeats.Wording(key: key, variant: 0), by: key, at: Timestamp(microseconds: Int64(key) * 100))
    }
    past.advance(to: Timestamp(microseconds: 1_900))
    var counts = [Int](repeating: 0, count: 20)
    for ordinal in 0..<11_000 {
      var dice = Dice(Draws(seed: 5), ordinal, .recency)
      if let wording = past.repeated(&dice) { counts[wording.key] += 1 }
    }
    // Those of 900 and later are within 1,000 of 1,900: eleven of them, a thousand draws each.
    #expect(counts[..<9].allSatisfy { $0 == 0 })
    #expect(counts[9...].allSatisfy { (850...1_150).contains($0) })
    #expect(!past.holds(8, by: 8))
    #expect(past.holds(9, by: 9))
    #expect(!past.holds(9, by: 10))
    past.advance(to: Timestamp(microseconds: 10_000))
    var dice = Dice(Draws(seed: 5), 0, .recency)
    #expect(past.repeated(&dice) == nil)
  }

  @Test("of a lone user are still planned, and a window of nothing falls back to popularity")
  func corners() throws {
    var spec = spec(1)
    (spec.requests, spec.users, spec.teams) = (300, 1, 1)
    #expect(requests(spec).count { $0.plan.isRecent } > 100)
    spec.recencyWindow = Microseconds(1)
    let requests = requests(spec)
    #expect(!requests.contains { $0.plan.isRecent })
    #expect(requests.count { $0.plan.requestClass == .exact } == 105)
  }
}
