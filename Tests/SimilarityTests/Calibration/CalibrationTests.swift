import Similarity
import Testing

@Suite struct CalibrationTests {
  @Test func kindsRankAsTheirMeaningSays() throws {
    func mean(_ kind: DifferenceKind, _ score: Int) throws -> Double {
      try #require(Calibration.all.precision(of: kind, score: score)?.mean)
    }
    #expect(try mean(.filler, 9_600) > 0.9)
    #expect(try mean(.none, 10_000) > 0.9)
    #expect(try mean(.negation, 9_200) < 0.2)
    #expect(try mean(.insertion, 9_600) > mean(.insertion, 8_000))
    for veto in [DifferenceKind.number, .negation, .substitution, .question] { #expect(try mean(veto, 9_000) < 0.6) }
  }

  /// What the usual threshold serves is right in three of four labelled pairs whatever it differs in, and what it refuses below .95 is less
  /// often right than all it serves.
  @Test func whatIsServedIsRight() throws {
    var served = Calibration.Precision(right: 0, total: 0)
    var raised = served
    for kind in DifferenceKind.allCases {
      guard let least = kind.leastScore(threshold: 9_000) else { continue }
      let pairs = Calibration.all.pairs(of: [kind], scores: least...10_000)
      if pairs.total >= Calibration.fewest { #expect(try #require(pairs.mean) > 0.75, "\(kind)") }
      served = served + pairs
      if least > 9_000 { raised = raised + Calibration.all.pairs(of: [kind], scores: 9_000...least - 1) }
    }
    #expect(try #require(served.mean) > 0.85)
    #expect(try #require(raised.mean) < 0.8 && raised.total > 100)
  }

  /// A higher threshold never serves what a lower one refuses.
  @Test func thresholdsServeLessAndLess() {
    for kind in DifferenceKind.allCases {
      for threshold in stride(from: 7_000, to: 10_000, by: 250) {
        let (low, high) = (kind.leastScore(threshold: threshold), kind.leastScore(threshold: threshold + 250))
        #expect((low == nil) == (high == nil))
        if let low, let high { #expect(low <= high && low >= threshold) }
      }
    }
    #expect(DifferenceKind.insertion.leastScore(threshold: 8_500) == 8_500)
    #expect(DifferenceKind.insertion.leastScore(threshold: 9_000) == 9_500)
    #expect(DifferenceKind.inflection.leastScore(threshold: 9_000) == 9_000)
    #expect(DifferenceKind.negation.leastScore(threshold: 0) == nil)
  }

  @Test func narrowBandsAreWidened() throws {
    for kind in DifferenceKind.allCases {
      for score in stride(from: 5_000, through: 10_000, by: 250) {
        guard let precision = Calibration.all.precision(of: kind, score: score) else { continue }
        let whole = try #require(Calibration.all.precision(of: kind, score: 5_000))
        #expect(precision.total > 0 && precision.right <= precision.total)
        #expect(precision.total >= Calibration.fewest || precision.total <= whole.total)
        #expect(precision.interval.contains(try #require(precision.mean)))
      }
    }
    #expect(Calibration.all.precision(of: .filler, score: 4_000) == nil)
  }

  @Test func setsAddUp() throws {
    #expect(Calibration.all.typos.total > 0)
    #expect(Calibration.sources.reduce(0) { $0 + Calibration(sources: [$1]).typos.total } == Calibration.all.typos.total)
    for form in NormalForm.allCases {
      let parts = Calibration.sources.compactMap { Calibration(sources: [$0]).precision(ofNear: form) }
      let all = try #require(Calibration.all.precision(ofNear: form))
      #expect(parts.reduce(0) { $0 + $1.total } == all.total)
      #expect(parts.reduce(0) { $0 + $1.right } == all.right)
      #expect(try #require(all.mean) > 0.9)
    }
  }

  /// Wilson's interval of 8 of 10 is .4902 … .9433 (Brown, Cai and DasGupta 2001).
  @Test func intervalsAreWilsons() {
    let interval = Calibration.Precision(right: 8, total: 10).interval
    #expect(abs(interval.lowerBound - 0.4902) < 0.0001)
    #expect(abs(interval.upperBound - 0.9433) < 0.0001)
    #expect(Calibration.Precision(right: 0, total: 0).interval == 0...1)
  }
}
