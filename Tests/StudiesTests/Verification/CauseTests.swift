import Testing
import Units

@testable import Studies

@Suite("Causes of a difference") struct CauseTests {
  /// Standings of random models; all that is there has a price and a latency.
  private static func standings(_ draws: Draws, _ stage: UInt64) -> Standings {
    func unit(_ ordinal: UInt64) -> Double { draws.unit(ordinal, stage) }
    var models: [Standing] = []
    for index in 0..<4 as Range<UInt64> where index == 0 || unit(index) < 0.7 {
      let (requests, full) = (1 + Int(unit(10 + index) * 500), 1 + unit(20 + index) * 300)
      let answered = unit(30 + index)
      models.append(
        Standing(
          name: "m\(index)", requests: requests, answered: answered, mean: Microseconds(milliseconds: 100 + unit(40 + index) * 900),
          uncachedMean: Microseconds(milliseconds: 1_000 + unit(50 + index) * 900), monthly: Dollars(full * (1 - answered * 0.9)),
          uncachedMonthly: Dollars(full)))
    }
    let requests = models.reduce(0) { $0 + $1.requests }
    func mean(_ value: (Standing) -> Double) -> Double { models.reduce(0) { $0 + value($1) * Double($1.requests) } / Double(requests) }
    let total = Standing(
      name: "all", requests: requests, answered: mean { $0.answered ?? 0 },
      mean: Microseconds(milliseconds: mean { $0.mean?.milliseconds ?? 0 }),
      uncachedMean: Microseconds(milliseconds: mean { $0.uncachedMean?.milliseconds ?? 0 }),
      monthly: models.reduce(.zero) { $0 + ($1.monthly ?? .zero) },
      uncachedMonthly: models.reduce(.zero) { $0 + ($1.uncachedMonthly ?? .zero) })
    return Standings(total: total, models: models, requestsPerMonth: Double(requests) * (0.5 + unit(60)))
  }

  @Test(arguments: 0..<300 as Range<UInt64>) func thePartsAddUpToTheDifference(seed: UInt64) throws {
    let draws = Draws(seed: seed)
    let all = (1...4 as ClosedRange<UInt64>).map { Self.standings(draws, $0) }
    let causes = CauseOfDifference.all(predicted: all[0], replayed: all[1], repriced: all[2], actual: all[3])
    #expect(causes.map(\.kind) == CauseOfDifference.Kind.allCases)
    let dollars = causes.compactMap(\.dollars).reduce(Dollars.zero, +)
    #expect(dollars == (all[3].total.monthly ?? .zero) - (all[0].total.monthly ?? .zero))
    let points = causes.compactMap(\.answered).reduce(0, +)
    #expect(abs(points - ((all[3].total.answered ?? 0) - (all[0].total.answered ?? 0))) < 1e-12)
    let mean = causes.compactMap(\.mean).reduce(Microseconds.zero, +)
    #expect(mean == (all[3].total.mean ?? .zero) - (all[0].total.mean ?? .zero))
  }

  /// 1,000 requests a month of two models at $1 and $3 a call, half of each model's answered.
  private func world(requests: Double = 1_000, dear: Double = 0.5, price: Double = 1, paid: Double = 0.5) -> Standings {
    func row(_ name: String, _ share: Double, _ each: Double) -> Standing {
      let full = requests * share * each * price
      return Standing(
        name: name, requests: Int(share * 100), answered: 1 - paid, mean: Microseconds(milliseconds: 1_000 * paid),
        uncachedMean: Microseconds(milliseconds: 1_000), monthly: Dollars(full * paid), uncachedMonthly: Dollars(full))
    }
    let models = [row("cheap", 1 - dear, 1), row("dear", dear, 3)]
    let total = Standing(
      name: "all", requests: 100, answered: 1 - paid, mean: Microseconds(milliseconds: 1_000 * paid),
      uncachedMean: Microseconds(milliseconds: 1_000), monthly: models.reduce(.zero) { $0 + ($1.monthly ?? .zero) },
      uncachedMonthly: models.reduce(.zero) { $0 + ($1.uncachedMonthly ?? .zero) })
    return Standings(total: total, models: models, requestsPerMonth: requests)
  }

  private func causes(_ replayed: Standings, _ repriced: Standings? = nil, _ actual: Standings? = nil) -> [CauseOfDifference.Kind: Double] {
    let all = CauseOfDifference.all(
      predicted: world(), replayed: replayed, repriced: repriced ?? replayed, actual: actual ?? repriced ?? replayed)
    return Dictionary(uniqueKeysWithValues: all.compactMap { cause in cause.dollars.map { (cause.kind, $0.value) } })
  }

  /// Half of 1,000 requests at $2 on average are paid: $1,000 a month. One thing changes at a time.
  @Test func aSingleChangeIsTheOnlyCause() {
    func expect(_ found: [CauseOfDifference.Kind: Double], _ kind: CauseOfDifference.Kind, _ dollars: Double) {
      for (other, value) in found { #expect(abs(value - (other == kind ? dollars : 0)) < 1e-6, "\(kind): \(other) is \(value)") }
      #expect(found.count == 6)
    }
    expect(causes(world(requests: 1_500)), .volume, 500)
    expect(causes(world(dear: 0.75)), .mix, 250)
    expect(causes(world(price: 1.2)), .size, 200)
    expect(causes(world(paid: 0.8)), .repeats, 600)
    expect(causes(world(), world(price: 2)), .prices, 1_000)
    expect(causes(world(), world(), world(paid: 0.9)), .cache, 800)
  }

  @Test func whatIsNotKnownHasNoPart() {
    var unpriced = world()
    unpriced.total.monthly = nil
    let all = CauseOfDifference.all(predicted: unpriced, replayed: world(), repriced: world(), actual: world())
    #expect(all.allSatisfy { $0.dollars == nil })
    #expect(all.contains { $0.answered != nil })
  }
}
