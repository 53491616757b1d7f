import Foundation
import Testing
import Units

@testable import Simulation

@Suite struct LatencyTests {
  /// Percentage points from the tables, and Φ(x) = p through the complementary error function.
  @Test func theQuantileInvertsTheDistribution() {
    #expect(normalQuantile(0.5) == 0)
    #expect(abs(normalQuantile(0.975) - 1.959_963_984_540_054) < 1e-14)
    #expect(abs(normalQuantile(0.25) + 0.674_489_750_196_081_7) < 1e-14)
    #expect(abs(normalQuantile(0.001) + 3.090_232_306_167_813_5) < 1e-13)
    #expect(abs(normalQuantile(1e-20) + 9.262_340_089_798_408) < 1e-12)
    for step in 1..<20_000 {
      let p = step < 10_000 ? Double(step) / 10_000 : pow(10, -Double(step - 9_999) / 700)
      let x = normalQuantile(p)
      #expect(abs(erfc(-x / 2.0.squareRoot()) / 2 / p - 1) < 1e-13)
    }
  }

  @Test func aLogNormalLookUpHasItsMedianAndSpread() {
    let model = LatencyModel.logNormal(median: Microseconds(28_000), sigma: 1.47)
    let draws = Draws(seed: 11)
    let times = (0..<100_000).map { model.draw(draws, ordinal: $0, stage: 0) }.sorted()
    #expect(abs(Double(times[50_000]) / 28_000 - 1) < 0.02)
    // Φ⁻¹(0.95) = 1.645, so P95 is the median times exp(1.47 × 1.645).
    #expect(abs(Double(times[95_000]) / (28_000 * exp(1.47 * 1.644_854)) - 1) < 0.03)
    #expect(LatencyModel.logNormal(median: Microseconds(5), sigma: 0).draw(draws, ordinal: 3, stage: 0) == 5)
    #expect(LatencyModel.logNormal(median: .zero, sigma: 5).draw(draws, ordinal: 3, stage: 0) == 0)
  }

  @Test func percentilesAreThoseOfTheSortedList() throws {
    for seed in 0..<40 {
      var dice = Dice(seed)
      var distribution = LatencyDistribution()
      let values = (0..<dice.roll(1...400)).map { _ in Int64(dice.roll(0...(seed < 20 ? 2_000 : 90_000_000))) }.sorted()
      for value in values { distribution.record(value) }
      #expect(distribution.sum.count == values.reduce(0, +))
      for percent in [0.0, 1, 50, 90, 95, 99, 99.9, 100] {
        let rank = max(1, Int((Double(values.count) * percent / 100).rounded(.up)))
        let expected = Double(values[rank - 1])
        let found = Double(try #require(distribution.percentile(percent)).count)
        #expect(abs(found - expected) <= expected / 1_000, "P\(percent) of \(values.count)")
      }
    }
  }

  @Test func absurdLatenciesNeitherTrapNorVanish() {
    var distribution = LatencyDistribution()
    for _ in 0..<3 { distribution.record(.max) }
    #expect(distribution.count == 3)
    #expect(distribution.sum.count == .max)
    #expect(distribution.percentile(50)?.count ?? 0 >= 86_400_000_000 - 1)
    #expect(LatencyDistribution().percentile(50) == nil)
    #expect(LatencyDistribution().mean == nil)
  }
}
