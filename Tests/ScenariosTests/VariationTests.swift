import Caching
import Simulation
import Studies
import Testing
import Traces
import Units

@testable import Scenarios

@Suite struct VariationTests {
  @Test(
    "lists, ranges and factors",
    arguments: [
      ("ttl=5m,1h,24h", ["5m", "1h", "24h"]), ("semantic.threshold=0.85..0.9/0.01", ["0.85", "0.86", "0.87", "0.88", "0.89", "0.9"]),
      ("ttl=1h..4h/1h", ["1h", "2h", "3h", "4h"]), ("capacity=1GB..16GB*2", ["1GB", "2GB", "4GB", "8GB", "16GB"]),
      ("ttl=1h..4h*1.3", ["1h", "1.3h", "1.69h", "2.2h", "2.86h", "3.71h"]), ("capacity=900kB..3000kB*1.7", ["900kB", "1530kB", "2601kB"]),
      ("capacity=512..4096*2", ["512", "1024", "2048", "4096"]), ("semantic.threshold=0.04..0.2*2.1", ["0.04", "0.084", "0.176"]),
      ("key.fields=[messages, model],[messages]", ["[messages, model]", "[messages]"]), ("ttl=1h, 1h ,2h", ["1h", "2h"]),
      ("ttl=1h..2h/30m", nil), ("x=1..", nil), ("ttl=", nil), ("=1", nil), ("ttl", nil), ("ttl=1h,,2h", nil), ("a=5..1/1", nil),
      ("a=1..9*1", nil), ("a=1..2", nil), ("a=0..1e9/1e-9", nil),
    ] as [(String, [String]?)])
  func values(text: String, expected: [String]?) throws {
    guard let expected else {
      #expect(throws: ScenarioError.self) { try Variation(text) }
      return
    }
    #expect(try Variation(text).values == expected)
  }

  private func grid(_ names: [String], _ texts: String...) throws -> [SweepPoint] {
    try Variation.grid(names.compactMap { Presets.named($0) }, texts.map { try Variation($0) }).points
  }

  @Test("a grid has every combination, and what is varied is what a file would say")
  func combinations() throws {
    let points = try grid(["ttl-1h", "litellm-redis"], "ttl=5m,1h", "tiers.memory.capacity=100,unlimited", "scope=team")
    // ttl-1h has no tier called memory.
    #expect(points.count == 2 + 4)
    #expect(points.map(\.values) == [[0, nil, 0], [1, nil, 0], [0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 0]])
    #expect(Set(points.map(\.strategy.name)).count == 6)
    #expect(points.allSatisfy { $0.strategy.scope == .team })
    #expect(points[0].strategy.tiers.map(\.expiry) == [.fixed(Microseconds(seconds: 300))])
    #expect(points[3].strategy.tiers.map(\.expiry) == [.fixed(Microseconds(seconds: 300)), .fixed(Microseconds(seconds: 300))])
    #expect(points[2].strategy.tiers[0].capacity == .entries(100) && points[3].strategy.tiers[0].capacity == .unlimited)
    // All else is as it was.
    var back = points[1].strategy
    let own = try #require(Presets.named("ttl-1h"))
    (back.name, back.scope) = (own.name, own.scope)
    #expect(back == own)
  }

  @Test("deep paths, numbers of tiers, and blocks that were left out of the file")
  func paths() throws {
    #expect(
      try grid(["ttl-1h"], "tiers[0].stale_while_revalidate=10m")[0].strategy.tiers[0].stale.whileRevalidating == Microseconds(seconds: 600)
    )
    #expect(try grid(["ttl-1h"], "eligibility.max_temperature=0")[0].strategy.eligibility.maximumTemperature == 0)
    let near = try grid(["ttl-1h"], "key.text=near,exact")
    #expect(near.map(\.strategy.key.text) == [.near, .exact])
    let semantic = try grid(["gptcache-semantic"], "semantic.top_k=1,5")
    #expect(semantic.compactMap { $0.strategy.semantic?.topK } == [1, 5])
    #expect(try grid(["ttl-1h"], "policy=allkeys-lru")[0].strategy.tiers[0].policy == .allkeysLRU)
  }

  @Test("a size gives up an overhead that goes with bytes alone, and a value that fits some strategies is left out of the others")
  func unfit() throws {
    let sizes = try grid(["redis-2gb-lru"], "capacity=unlimited,500,2GB").map(\.strategy.tiers[0].capacity)
    guard case .bytes(2_000_000_000, let overhead) = sizes[2] else {
      Issue.record("\(sizes)")
      return
    }
    #expect(sizes[0] == .unlimited && sizes[1] == .entries(500) && overhead != .none)
    let variation = try Variation("capacity=500KB,2GB")
    let (points, unfit) = try Variation.grid([Presets.named("ttl-1h"), Presets.named("redis-2gb-lru")].compactMap { $0 }, [variation])
    #expect(points.map(\.base) == ["ttl-1h", "ttl-1h", "redis-2gb-lru"] && points.map(\.values) == [[0], [1], [1]])
    #expect(unfit.map(\.name) == ["redis-2gb-lru, capacity 500KB"] && unfit[0].reason.contains("holds nothing"))
    #expect(throws: ScenarioError.self) { try grid(["redis-2gb-lru"], "capacity=500KB,2GB") }
  }

  @Test("a life that does not slide gives up its greatest age; a TTL that is no shorter does not fit it")
  func greatestAges() throws {
    let lives = try grid(["sliding-1h"], "max_life=1d", "expiry=fixed,sliding").map(\.strategy.tiers[0].lifetime.greatestAge)
    #expect(lives == [nil, Microseconds(seconds: 86_400)])
    #expect(throws: ScenarioError.self) { try grid(["sliding-1h"], "max_life=2h", "ttl=2h") }
  }

  @Test("what does not fit is said, with the way out")
  func faults() {
    func fault(_ names: [String], _ texts: String...) -> String {
      do {
        _ = try Variation.grid(names.compactMap { Presets.named($0) }, texts.map { try Variation($0) })
        return ""
      } catch {
        return "\(error)"
      }
    }
    #expect(fault(["ttl-1h"], "tiers.redis.capcity=1GB").contains("did you mean \"capacity\""))
    #expect(fault(["ttl-1h"], "ttl=5x").hasPrefix("--vary ttl=5x: "))
    #expect(fault(["ttl-1h"], "semantic.threshold=0.9").contains("none of the strategies has it"))
    #expect(fault(["ttl-1h"], "tiers.edge.ttl=1h").contains("none of the strategies has it"))
    #expect(fault(["ttl-1h"], "ttl=1h", "ttl=2h").contains("twice"))
    #expect(fault(["ttl-1h"], "policy=belady").contains("know the future"))
    #expect(fault(["ttl-1h"], "nonsense=1").contains("no field"))
  }

  @Test("every preset can be varied in a field of its own, and stays itself at its own value")
  func presets() throws {
    for preset in Presets.all where !preset.tiers.isEmpty {
      let scope = try Variation.grid([preset], [try Variation("scope=\(preset.scope.rawValue)")]).points
      var back = scope[0].strategy
      back.name = preset.name
      #expect(back == preset, "\(preset.name)")
    }
  }
}
