import Caching
import Scenarios
import Simulation
import Testing
import Traces
import Units

@Suite("Presets")
struct PresetTests {
  @Test("do on a drawn time line what sets them apart", arguments: articleLines + productLines)
  func lines(_ line: PresetLine) throws {
    let drawn = try line.drawn()
    #expect(drawn == line.expected, "\(line.line)")
  }

  @Test("of an article or a product have a line, a source, and a caveat where something is left open")
  func complete() {
    let drawn = Set((articleLines + productLines).map(\.preset)).union(["rollout"])
    let plain = Set(Presets.all.prefix { $0.source.isEmpty }.map(\.name))
    #expect(
      plain == [
        "no-cache", "infinite-cache", "infinite-near", "ttl-5m", "ttl-1h", "ttl-24h", "near-1h", "near-24h", "words-24h", "sliding-1h",
        "deterministic-24h", "team-24h",
      ])
    for preset in Presets.all where !plain.contains(preset.name) {
      #expect(drawn.contains(preset.name), "\(preset.name) has no time line")
      #expect(!preset.source.isEmpty, "\(preset.name) has no source")
      #expect(!preset.caveats.isEmpty, "\(preset.name) has no caveat")
      #expect(preset.caveats.allSatisfy { $0.hasSuffix(".") }, "\(preset.name)")
      #expect(preset.summary.hasSuffix("."), "\(preset.name)")
    }
    #expect(Set(Presets.all.map(\.name)).count == Presets.all.count)
  }

  @Test(
    "with narrow hashes have the width that their code has",
    arguments: [("cf-worker-cache", 31), ("fastly-compute", 32), ("redis-ttl-category", 64)])
  func hashes(_ name: String, _ bits: Int) throws { #expect(try #require(Presets.named(name)).hashBits == bits) }

  @Test("by a 31-bit hash answer some question wrongly where there are enough of them")
  func collisions() throws {
    var strategy = try #require(Presets.named("cf-worker-cache"))
    // The birthday of 12 bits is at 64 questions: the same code path in a small year.
    strategy.hashBits = 12
    let rows = (0..<300).map { Sketch.Row(time: Int64($0) * 1_000_000, text: $0) }
    let replay = try Sketch(rows: rows).replay(strategy)
    #expect(replay.cause.contains(.collision))
  }

  @Test("of three tiers find an answer where it still is")
  func tiers() throws {
    let strategy = try #require(Presets.named("multi-tier-3"))
    let replay = try Sketch("AA-A", unit: .s(3_000)).replay(strategy)
    #expect(replay.tier == [0, 1, 2])
  }

  @Test("of APISIX keep what was found by meaning under its own key")
  func copies() throws {
    let strategy = try #require(Presets.named("apisix-ai-cache"))
    var sketch = Sketch("ABB", unit: .s(60))
    sketch.cosines = [(2, 4, 0.96)]
    let replay = try sketch.replay(strategy)
    #expect(replay.outcome == [.miss, .hit, .hit])
    #expect(replay.cause[1] == .semantic)
    #expect(replay.tier == [0, 2, 1])
  }

  @Test("go by what clients wrote where their products do")
  func written() {
    let writing = Presets.all.filter { !$0.key.fields.isDisjoint(with: KeyField.ofWriting) }
    #expect(
      writing.map(\.name) == ["litellm-local", "litellm-redis", "litellm-redis-sync", "litellm-redis-semantic", "langchain-memory"])
    // LangChain sorts what a call is given; LiteLLM takes it as it comes.
    #expect(writing.allSatisfy { $0.key.fields.contains(.parameterOrder) == $0.name.hasPrefix("litellm") })
    #expect(writing.prefix(4).allSatisfy { $0.key == .asWritten })
    let semantic = Presets.all.filter { !($0.semantic?.fields ?? []).isDisjoint(with: KeyField.ofWriting) }
    #expect(semantic.map(\.name) == ["litellm-redis-semantic", "langchain-redis-semantic"])
  }

  @Test("of a rollout cache 5 % for three days, then all")
  func rollout() throws {
    let strategy = try #require(Presets.named("rollout"))
    let rows = (0..<4_000).map { Sketch.Row(time: Int64($0) * 100_000_000, text: $0) }
    let replay = try Sketch(rows: rows).replay(strategy)
    let before = replay.outcome.indices.filter { rows[$0].time < 259_200_000_000 }
    let share = Double(before.count { replay.outcome[$0] == .miss }) / Double(before.count)
    #expect(share > 0.03 && share < 0.07, "\(share)")
    #expect(replay.outcome[before.count...].allSatisfy { $0 == .miss })
  }

  @Test("under memory pressure lose half of what they hold, every five minutes")
  func halving() throws {
    var strategy = try #require(Presets.named("mem-pressure"))
    strategy.tiers[0].capacity = .entries(100)
    let rows = (0..<90).map { Sketch.Row(time: Int64($0) * 1_000_000, text: $0) } + [Sketch.Row(time: 400_000_000, text: 1_000)]
    let replay = try Sketch(rows: rows).replay(strategy)
    #expect(replay.entries[0].evicted == 45)
  }

  @Test("show thresholds in the product's number and as a cosine")
  func thresholds() throws {
    let printed = StrategyFile.print(try #require(Presets.named("gptcache-semantic")))
    #expect(printed.contains("threshold: 0.8 # cosine 0.6\n"))
    #expect(StrategyFile.print(try #require(Presets.named("redisvl-semantic"))).contains("threshold: 0.1 # cosine 0.9\n"))
    #expect(StrategyFile.print(try #require(Presets.named("portkey-semantic"))).contains("threshold: 0.95\n"))
  }
}
