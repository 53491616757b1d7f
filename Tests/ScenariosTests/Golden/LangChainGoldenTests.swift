import Caching
import Foundation
import Scenarios
import Simulation
import Testing
import Traces
import Units

/// LangChain (langchain-core 1.7.2) was asked pairs of questions; its preset says of each second one whether it was answered by the first.
@Suite("LangChain, pair by pair", .enabled(if: GoldenFile.isThere, "no ../shared/data"))
struct LangChainGoldenTests {
  /// A pair of requests, the second of which differs from the first in what the probe says. What no log can tell apart is one here; the
  /// preset's caveats name that.
  private static let pairs: [String: @Sendable (inout Sketch.Row, inout Sketch.Row) -> Void] = [
    "same": { _, _ in }, "string prompt vs HumanMessage": { _, _ in }, "message id differs": { _, _ in },
    "config metadata/tags differ": { _, _ in }, "kwarg order differs": { _, _ in }, "ainvoke then invoke": { _, _ in },
    "batch [s,s] one batch then s": { _, _ in },
    "temperature differs": { $1.temperature = $0.temperature.map { $0 + 0.5 } ?? 0.5 },
    "stop differs": { $1.maxTokens = 7 }, "call kwarg foo differs": { $1.maxTokens = 8 }, "system message added": { $1.text = 2 },
    "message name differs": { $1.text = 3 }, "additional_kwargs differ": { $1.text = 4 },
    "response_metadata differs (AI msg in history)": { $1.text = 5 }, "case/space": { $1.text = 6 },
    "field not in identifying params (user) differs": { ($0.apiKey, $1.apiKey) = (1, 2) },
    "stream then stream": { ($0.stream, $1.stream) = (true, true) }, "invoke then stream": { $1.stream = true },
    "stream then invoke": { first, _ in first.stream = true },
    "cache=False then default": { first, _ in first.flags = .skipCache }, "default then cache=False": { $1.flags = .skipCache },
  ]

  /// The preset as it is for each kind of model that was asked.
  private func preset(_ kind: String) throws -> Strategy {
    var strategy = try #require(Presets.named("langchain-memory"))
    for index in strategy.tiers.indices { strategy.tiers[index].latency = .constant(.zero) }
    if kind.contains("serializable") {
      // As the preset's caveat says.
      strategy.scope = .apiKey
    } else {
      // A model without streaming of its own answers a stream by a plain call.
      strategy.eligibility.streams = true
    }
    // A program that goes round the cache for a call leaves no trace of that in a log; where it does, this is what the log says.
    strategy.eligibility.controls = .standard
    return strategy
  }

  @Test("hits where the product hits, and nowhere else")
  func probes() throws {
    let probes = try #require(
      try JSONSerialization.jsonObject(with: GoldenFile.bytes("golden/llm/langchain_probes.json")) as? [[String]])
    var compared = 0
    for probe in probes {
      let parts = probe[0].dropFirst().split(separator: "] ", maxSplits: 1).map(String.init)
      let change = try #require(Self.pairs[parts[1]], "\(probe[0])")
      var (first, second) = (Sketch.Row(time: 0), Sketch.Row(time: 1_000_000))
      change(&first, &second)
      let letters = try Sketch(rows: [first, second]).letters(preset(parts[0]))
      #expect((letters.last == "h") == (probe[1] == "H"), "\(probe[0]): \(letters), there \(probe[1])")
      compared += 1
    }
    #expect(compared == 62)
  }

  @Test("InMemoryCache with maxsize is first in, first out: a hit does not protect")
  func maxsize() throws {
    var strategy = try preset("InMemoryCache")
    strategy.tiers[0].capacity = .entries(2)
    strategy.tiers[0].policy = .fifo
    let sketch = Sketch("ABACAB|", unit: .s(1))
    #expect(try sketch.letters(strategy) == "mmhmmm")
  }
}
