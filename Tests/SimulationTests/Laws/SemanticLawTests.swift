import Caching
import Testing
import Traces
import Units

@testable import Simulation

/// Laws 24 to 26: the look-up by meaning, over a graph that is drawn too.
@Suite struct SemanticLawTests {
  private static func replay(
    _ line: String, alike: [Case.Edge], cut: Set<UInt32> = [], ttl: Int64? = nil,
    change: (inout SemanticLayer, inout Case) -> Void = { _, _ in }
  ) throws -> Replay {
    var rows = Case(line)
    rows.alike = alike
    rows.cut = cut
    var layer = SemanticLayer(threshold: Threshold(0.9))
    change(&layer, &rows)
    let tier = Tier(expiry: ttl.map { .fixed(Microseconds($0)) } ?? .never)
    return try Strategy(name: "semantic", tiers: [tier], semantic: layer).replay(rows.traffic(), seed: 1)
  }

  /// Texts are keys: A is 0, B is 1 …
  private static let near = Case.Edge(a: 0, b: 1, score: 9_000)
  private static let far = Case.Edge(a: 0, b: 2, score: 8_999)

  @Test("law 24: the best live entry at or above the threshold answers")
  func threshold() throws {
    let replay = try Self.replay("ABC|", alike: [Self.near, Self.far])
    #expect(replay.outcome == [.miss, .hit, .miss])
    #expect(replay.cause[1] == .semantic && replay.answer[1] == 0)
    let best = try Self.replay("ABC|", alike: [Case.Edge(a: 0, b: 2, score: 9_500), Case.Edge(a: 1, b: 2, score: 9_600)])
    #expect(best.answer == [0, 1, 1])
    // Ties go to the older entry.
    let tie = try Self.replay("BAC|", alike: [Case.Edge(a: 0, b: 2, score: 9_500), Case.Edge(a: 1, b: 2, score: 9_500)])
    #expect(tie.answer == [0, 1, 0])
  }

  @Test("law 25: a later text serves an earlier one that comes back; what has expired serves none")
  func liveness() throws {
    #expect(try Self.replay("AB--A|", alike: [Case.Edge(a: 0, b: 1, score: 8_000)], ttl: 2).outcome == [.miss, .miss, .miss])
    let back = try Self.replay("B-AB-A|", alike: [Self.near], ttl: 3) { _, rows in rows.rows[1].flags = .refreshCache }
    #expect(back.outcome == [.miss, .bypass, .hit, .hit])
    #expect(try Self.replay("A---B|", alike: [Self.near], ttl: 3).outcome == [.miss, .miss])
  }

  @Test("law 10: scope, and the fields that must be equal, part the candidates")
  func partitions() throws {
    func outcome(_ fields: Set<KeyField>) throws -> Outcome {
      try Self.replay("AB|", alike: [Self.near]) { layer, rows in
        layer.fields = fields
        rows.parameters.append(Case.Parameters(model: "n"))
        rows.rows[1].parameters = 1
      }.outcome[1]
    }
    #expect(try outcome([.model]) == .miss)
    #expect(try outcome([]) == .hit)
  }

  @Test("law 24: a guard's veto makes it a miss, unless one of the next k candidates will do")
  func guards() throws {
    let edges = [Case.Edge(a: 0, b: 2, score: 9_800, differences: .number), Case.Edge(a: 1, b: 2, score: 9_100)]
    #expect(try Self.replay("ABC|", alike: edges).answer[2] == 0)
    let vetoed = try Self.replay("ABC|", alike: edges) { layer, _ in layer.guards = .number }
    #expect(vetoed.outcome[2] == .miss && vetoed.semantic.vetoes == 1)
    let second = try Self.replay("ABC|", alike: edges) { layer, _ in
      layer.guards = .number
      layer.topK = 2
    }
    #expect(second.answer[2] == 1)
  }

  @Test("the window holds the oldest entries, or the newest")
  func windows() throws {
    let edges = [Case.Edge(a: 0, b: 2, score: 9_500), Case.Edge(a: 1, b: 3, score: 9_500)]
    #expect(try Self.replay("ABCD|", alike: edges).outcome == [.miss, .miss, .hit, .hit])
    #expect(try Self.replay("ABCD|", alike: edges) { layer, _ in layer.window = .first(1) }.outcome == [.miss, .miss, .hit, .miss])
    #expect(try Self.replay("ABDC|", alike: edges) { layer, _ in layer.window = .mostRecent(1) }.outcome == [.miss, .miss, .hit, .miss])
  }

  @Test("what is near but not certain is checked, at a price and a time")
  func verification() throws {
    let edges = [
      Case.Edge(a: 0, b: 1, score: 9_200), Case.Edge(a: 0, b: 2, score: 9_700), Case.Edge(a: 0, b: 3, score: 9_200, differences: .negation),
    ]
    // Each comes after the answer of A is there: at 3, after its embedding and search.
    let replay = try Self.replay("A---B---C---D|", alike: edges) { layer, _ in
      layer.verification = Verification(certain: Threshold(0.95), cost: Dollars(nanodollars: 7), latency: .constant(Microseconds(3)))
      layer.embedding = .constant(Microseconds(2))
      layer.search = .constant(Microseconds(1))
      layer.embeddingPrice = Dollars(nanodollars: 2_000_000)
    }
    #expect(replay.outcome == [.miss, .hit, .hit, .miss])
    #expect(replay.latency == [3, 6, 3, 6])
    #expect(replay.semantic.verifications == 2 && replay.semantic.verificationCost == 14)
    #expect(replay.semantic.embeddings == 4 && replay.semantic.embeddingCost == 8)
  }

  @Test("law 25: a cut list without a live candidate leaves it undetermined")
  func undetermined() throws {
    let replay = try Self.replay("BA|", alike: [], cut: [0])
    #expect(replay.outcome == [.miss, .undetermined])
    #expect(try Self.replay("BA|", alike: [Self.near], cut: [0]).outcome == [.miss, .hit])
  }

  @Test("law 24: too many messages, or no text, are not looked up; GPTCache's rule skips by temperature")
  func notLookedUp() throws {
    let long = try Self.replay("AB|", alike: [Self.near]) { layer, rows in
      layer.maximumMessages = 2
      rows.rows[1].messages = 3
    }
    #expect(long.outcome[1] == .miss && long.semantic.embeddings == 1)
    let hot = try Self.replay("AB|", alike: [Self.near]) { layer, rows in
      layer.skipsByTemperature = true
      rows.temperatures[3] = 2
      rows.parameters.append(Case.Parameters(temperature: 3))
      rows.rows[1].parameters = 1
    }
    #expect(hot.outcome[1] == .miss && hot.semantic.embeddings == 1)
    #expect(abs(shareSkipped(0.7) - 0.193) < 0.001 && shareSkipped(0) == 0 && abs(shareSkipped(1) - 0.269) < 0.001)
  }

  @Test("an answer found by meaning may be copied under the key of the request")
  func copies() throws {
    var rows = Case("AB-B|")
    rows.alike = [Self.near]
    let tiers = [Tier(name: "exact"), Tier(name: "vectors", answersByKey: false)]
    var strategy = Strategy(name: "two", tiers: tiers, semantic: SemanticLayer(threshold: Threshold(0.9)))
    #expect(try strategy.replay(rows.traffic(), seed: 1).tier == [0, 2, 2])
    strategy.semantic?.copiesAbove = true
    #expect(try strategy.replay(rows.traffic(), seed: 1).tier == [0, 2, 1])
  }
}
