import Testing
import Units

@testable import Studies

/// The bounds against all that can happen to a handful of requests.
@Suite struct ClaimsLatencyBoundTests {
  /// A log of equally frequent requests: sorted latencies.
  private struct Log {
    var latencies: [Double]

    var mean: Double { latencies.reduce(0, +) / Double(latencies.count) }

    /// The least latency that a share `level` does not exceed.
    func percentile(_ level: Double) -> Double {
      let rank = (level * Double(latencies.count) - 1e-9).rounded(.up)
      return latencies.sorted()[max(0, Int(rank) - 1)]
    }

    func latency(_ levels: [Claims.Percentile], mean hasMean: Bool) -> Claims.Latency {
      func figure(_ level: Claims.Percentile) -> Double? { levels.contains(level) ? percentile(level.level) : nil }
      return .of(mean: hasMean ? mean : nil, p50: figure(.p50), p90: figure(.p90), p95: figure(.p95), p99: figure(.p99))
    }
  }

  private let draws = Draws(seed: 6)

  private func draw(_ round: Int, _ part: Int, below limit: Int) -> Int { Int(draws.unit(UInt64(round), UInt64(part)) * Double(limit)) }

  /// Every choice of hits from up to eight requests: no bound for "whatever is cached" is ever broken, and what comes out is never refuted.
  @Test func noChoiceOfHitsBreaksTheBounds() throws {
    for round in 0..<60 {
      let count = 3 + draw(round, 1, below: 6)
      let log = Log(latencies: (0..<count).map { Double(draw(round, 100 + $0, below: 40)) })
      let hit = Double(draw(round, 2, below: 3) * 7)
      let levels = Claims.Percentile.allCases.filter { draw(round, 50 + $0.rawValue, below: 2) == 0 }
      for chosen in 0..<(1 << count) {
        let after = Log(latencies: log.latencies.enumerated().map { chosen >> $0 & 1 == 1 ? hit : $1 })
        var claims = Claims.one(log.latency(levels, mean: chosen & 1 == 0)) {
          $0.hitRate = Claims.Figure(Double(chosen.nonzeroBitCount) / Double(count))
          $0.latency = after.latency(Claims.Percentile.allCases, mean: true)
        }
        claims.hit = Claims.Figure(hit)
        let check = try ClaimCheck(claims)
        let refuted = check.subjects.flatMap(\.findings).filter { $0.verdict == .refuted && $0.premise == .anyHits }
        #expect(refuted.isEmpty, "round \(round), hits \(String(chosen, radix: 2)) of \(log.latencies), hit \(hit): \(refuted)")
        if !refuted.isEmpty { return }
      }
    }
  }

  /// Hits that fall on every request alike, as weights: (1−h) of each request stays, h in all takes the hit's latency.
  @Test func spreadHitsReachTheBoundsAndNeverBreakThem() throws {
    for round in 0..<2_000 {
      let count = 2 + draw(round, 1, below: 12)
      let log = Log(latencies: (0..<count).map { Double(draw(round, 100 + $0, below: 60)) })
      let hit = Double(draw(round, 2, below: 4) * 9)
      let share = Double(draw(round, 3, below: 21)) / 20
      let mixed = Steps(log.latencies.map { ((1 - share) / Double(count), $0) } + [(share, hit)])
      func percentile(_ level: Double) -> Double {
        var sum = 0.0
        for part in mixed.parts {
          sum += part.share
          if sum >= level - 1e-9 { return part.value }
        }
        return mixed.parts.last?.value ?? 0
      }
      let bounds = LatencyBounds(
        baseline: log.latency(Claims.Percentile.allCases, mean: true), hit: Claims.Figure(hit), fewestHits: Claims.Figure(share),
        hits: Claims.Figure(share), claimed: Claims.Latency())
      #expect(abs(bounds.leastIndependentMean(.printed) - mixed.mean) < 1e-9)
      for level in Claims.Percentile.allCases {
        #expect(bounds.leastPercentile(level.level, .independent, .printed) <= percentile(level.level) + 1e-9)
        #expect(bounds.leastPercentile(level.level, .anyHits, .printed) <= percentile(level.level) + 1e-9)
      }
    }
  }

  /// The latencies of the proof reach the bound: the fastest with the stated percentiles, the slowest of them cached.
  @Test func theBoundIsReached() {
    for round in 0..<500 {
      var values = (0..<4).map { Double(draw(round, $0, below: 90)) }
      values.sort()
      let baseline = Claims.Latency.of(p50: values[0], p90: values[1], p95: values[2], p99: values[3])
      let hits = draw(round, 10, below: 100)
      let hit = Double(draw(round, 11, below: 30))
      let steps = Quantiles(baseline) { $0.value }.fastest
      var latencies: [Double] = []
      for part in steps.parts { latencies += [Double](repeating: part.value, count: Int((part.share * 100).rounded())) }
      #expect(latencies.count == 100)
      let log = Log(latencies: latencies)
      for level in Claims.Percentile.allCases {
        let stated = baseline.percentiles.first { $0.percentile == level }?.figure.value
        #expect(log.percentile(level.level) <= stated ?? 0)
      }
      let after = Log(latencies: Array(latencies.dropLast(hits)) + [Double](repeating: hit, count: hits))
      let bounds = LatencyBounds(
        baseline: baseline, hit: Claims.Figure(hit), fewestHits: Claims.Figure(Double(hits) / 100), hits: Claims.Figure(Double(hits) / 100),
        claimed: Claims.Latency())
      #expect(abs(bounds.leastMean(.printed) - after.mean) < 1e-9)
    }
  }

  /// Raising one figure never loosens a bound; more hits never tighten it where hits take nothing.
  @Test func boundsAreMonotone() {
    for round in 0..<500 {
      let mean = 10 + Double(draw(round, 0, below: 500))
      let p95 = mean + Double(draw(round, 1, below: 900))
      var last = Double.infinity
      for hits in stride(from: 0.0, through: 1, by: 0.05) {
        func bounds(_ mean: Double, _ p95: Double) -> LatencyBounds {
          LatencyBounds(
            baseline: .of(mean: mean, p50: mean / 2, p95: p95), hit: Claims.Figure(0), fewestHits: Claims.Figure(hits),
            hits: Claims.Figure(hits), claimed: Claims.Latency())
        }
        let least = bounds(mean, p95).leastIndependentMean(.printed) + bounds(mean, p95).leastPercentile(0.95, .independent, .printed)
        #expect(least <= last)
        last = least
        #expect(bounds(mean + 1, p95).leastIndependentMean(.printed) >= bounds(mean, p95).leastIndependentMean(.printed))
        #expect(
          bounds(mean, p95 + 1).leastPercentile(0.95, .anyHits, .printed) >= bounds(mean, p95).leastPercentile(0.95, .anyHits, .printed))
      }
    }
  }

  @Test func aLogNormalLawReturnsWhatItWasMadeOf() throws {
    // Median 104 ms and sigma 0.786 have mean 142 ms and P95 380 ms.
    let fit = try #require(LogNormalFit(.of(mean: 142, p95: 380)))
    #expect(abs(fit.median - 104.2) < 0.1)
    #expect(abs(fit.sigma - 0.7867) < 0.0005)
    #expect(abs(fit.quantile(0.95) - 380) < 1e-6)
    #expect(abs(try #require(LogNormalFit(.of(p50: 104, p95: 380))).quantile(0.5) - 104) < 1e-6)
    #expect(LogNormalFit(.of(mean: 142)) == nil)
    // No log-normal law has a P95 that is 4 times its mean: at most exp(z²/2) = 3.87 times.
    #expect(LogNormalFit(.of(mean: 100, p95: 400)) == nil)
    #expect(LogNormalFit(.of(p50: 0, p95: 0)) == nil)
  }
}
