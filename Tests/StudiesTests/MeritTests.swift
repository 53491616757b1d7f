import Testing
import Units

@testable import Studies

/// Choices whose machines have no price against those whose bill is whole.
@Suite struct MeritTests {
  /// Of a whole bill: what it saves after its machines, and what these cost. Else what it saves before them.
  private func merit(_ saving: Int64, machines: Int64?, risk: Double = 0, p95: Int64 = 0) -> Merit {
    Merit(worth: saving, gain: saving + (machines ?? 0), isWhole: machines != nil, risk: risk, p95: Microseconds(p95))
  }

  private func ranked(_ all: [Merit]) -> [Int] { Merit.ranked(Array(all.indices)) { all[$0] } }

  @Test("the same cache without a price does not win by having none; one that saves more before both does")
  func machines() {
    #expect(ranked([merit(100, machines: nil), merit(90, machines: 10)]) == [1, 0])
    #expect(ranked([merit(101, machines: nil), merit(90, machines: 10)]) == [0, 1])
    // What loses money after its machines does not win over what may pay.
    #expect(ranked([merit(5, machines: nil), merit(-1, machines: 50)]) == [0, 1])
    #expect(ranked([merit(-5, machines: nil), merit(-9, machines: 1)]) == [1, 0])
    #expect(ranked([merit(7, machines: 1, risk: 0.1), merit(7, machines: 2), merit(7, machines: 3, p95: 4)]) == [1, 2, 0])
  }

  @Test("each comes once, those of one kind by worth, and the first is beaten by none of the others")
  func laws() {
    for seed in 0..<2_000 as Range<UInt64> {
      let draws = Draws(seed: seed)
      let all = (0..<UInt64(1 + draws.bits(99, 0) % 8)).map { index in
        func pick(_ below: UInt64, _ stage: UInt64) -> Int64 { Int64(draws.bits(index, stage) % below) }
        return merit(
          pick(12, 1) - 3, machines: pick(2, 2) == 0 ? nil : pick(5, 3), risk: Double(pick(3, 4)), p95: pick(3, 5))
      }
      let order = ranked(all)
      #expect(order.sorted() == Array(all.indices))
      for kind in [true, false] {
        let own = order.filter { all[$0].isWhole == kind }
        #expect(
          own
            == own.sorted { a, b in
              (-all[a].worth, all[a].risk, all[a].p95.count, a) < (-all[b].worth, all[b].risk, all[b].p95.count, b)
            })
      }
      let (whole, partly) = (order.first { all[$0].isWhole }, order.first { !all[$0].isWhole })
      guard let whole, let partly else { continue }
      let wins = all[partly].worth > 0 && (all[whole].worth <= 0 || all[partly].worth > all[whole].gain)
      #expect(order[0] == (wins ? partly : whole), "seed \(seed)")
    }
  }
}
