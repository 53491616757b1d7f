import Caching
import Foundation
import Scenarios
import Simulation
import Testing
import Traces
import Units

/// LiteLLM 1.106.2 answered these requests; its presets say of every one of them whether it was a hit, and whose answer it got.
@Suite("LiteLLM, request by request", .enabled(if: GoldenFile.isThere, "no ../shared/data"))
struct LiteLLMGoldenTests {
  /// One request as the product got it.
  struct Line {
    var id: String
    var time: Double
    var realTime: [String: Double]
    var messages: Int
    var cache: [String: Any]
    var productKey: String
    /// The key by the product's rule, made of the request as it was written.
    var ruleKey: String
    var outcomes: [String: String]
    var answeredBy: [String: String]
  }

  /// Arguments that LiteLLM's get_cache_key takes.
  private static let known: Set = [
    "model", "messages", "temperature", "top_p", "n", "max_tokens", "max_completion_tokens", "stop", "presence_penalty",
    "frequency_penalty",
    "logit_bias", "user", "response_format", "seed", "tools", "tool_choice", "parallel_tool_calls", "logprobs", "top_logprobs", "stream",
    "stream_options", "top_k", "safety_identifier", "prompt_cache_key", "service_tier", "store", "web_search_options", "modalities",
    "functions",
  ]

  static func lines(_ file: String) throws -> [Line] {
    try GoldenFile.lines("golden/llm/\(file)").map { text in
      let object = try GoldenFile.object(text)
      let request = members(of: text[...]).first { $0.name == "request" }?.value ?? ""
      let cache = object["cache"] as? [String: Any] ?? [:]
      let group = ((object["request"] as? [String: Any])?["metadata"] as? [String: Any])?["model_group"] as? String
      // In the order of the arguments, by their text; null is absent, and a model group stands for the model.
      let parts = members(of: request).filter { known.contains($0.name) && $0.value.trimmingCharacters(in: .whitespaces) != "null" }
      let key = parts.map { "\($0.name):\($0.name == "model" && group != nil ? " \"\(group ?? "")\"" : String($0.value))" }.joined()
      return Line(
        id: object["id"] as? String ?? "", time: object["t"] as? Double ?? 0, realTime: object["t_real"] as? [String: Double] ?? [:],
        messages: ((object["request"] as? [String: Any])?["messages"] as? [Any])?.count ?? 0, cache: cache,
        productKey: object["cache_key"] as? String ?? "", ruleKey: "\(cache["namespace"] as? String ?? ""):\(key)",
        outcomes: object["outcomes"] as? [String: String] ?? [:], answeredBy: object["answered_by"] as? [String: String] ?? [:])
    }
  }

  /// The requests as traffic, one question per key of the rule.
  private func sketch(_ lines: [Line], time: (Line) -> Double, ignoresMaximumAgeOfZero: Bool) -> Sketch {
    var texts: [String: Int] = [:]
    return Sketch(
      rows: lines.map { line in
        var row = Sketch.Row(time: Int64((time(line) * 1e6).rounded()))
        row.text = texts[line.ruleKey] ?? texts.count + 1
        texts[line.ruleKey] = row.text
        row.messages = UInt16(line.messages)
        if let ttl = line.cache["ttl"] as? Double { row.ttl = Int64(ttl * 1e6) }
        if let age = line.cache["s-maxage"] as? Double, age != 0 || !ignoresMaximumAgeOfZero { row.maximumAge = Int64(age * 1e6) }
        if line.cache["no-cache"] as? Bool == true { row.flags.insert(.refreshCache) }
        if line.cache["no-store"] as? Bool == true { row.flags.insert(.noStore) }
        return row
      })
  }

  private func check(_ strategy: Strategy, _ configuration: String, _ lines: [Line], _ sketch: Sketch, hits: Int) throws {
    let traffic = sketch.traffic(for: strategy)
    let replay = try strategy.replay(traffic, seed: 1)
    var wrong: [String] = []
    var seen = 0
    let row = traffic.trace.requests.line.map { Int($0) - 1 }
    for (index, line) in row.map({ lines[$0] }).enumerated() {
      let isHit = replay.outcome[index] == .hit
      if isHit { seen += 1 }
      let answerer = lines[row[Int(replay.answer[index])]].id
      if isHit != (line.outcomes[configuration] == "hit") || answerer != line.answeredBy[configuration] {
        wrong.append(
          "\(line.id) at \(line.time): \(replay.outcome[index]) (\(replay.cause[index])) by \(answerer), there "
            + "\(line.outcomes[configuration] ?? "?") by \(line.answeredBy[configuration] ?? "?")")
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) differ:\n\(wrong.prefix(20).joined(separator: "\n"))")
    #expect(seen == hits)
  }

  private func preset(_ name: String) throws -> Strategy {
    // The memory's own microseconds would move the expiry of what is stored.
    var strategy = try #require(Presets.named(name))
    for index in strategy.tiers.indices { strategy.tiers[index].latency = .constant(.zero) }
    return strategy
  }

  @Test("the product's keys part the requests as its rule does", arguments: ["litellm_local_A.jsonl.zst", "litellm_redis_ttl3.jsonl.zst"])
  func keys(_ file: String) throws {
    let lines = try Self.lines(file)
    let pairs = Set(lines.map { "\($0.productKey)|\($0.ruleKey)" })
    #expect(pairs.count == Set(lines.map(\.productKey)).count)
    #expect(pairs.count == Set(lines.map(\.ruleKey)).count)
    #expect(lines.count == (file.contains("local") ? 600 : 200))
  }

  @Test(
    "memory",
    arguments: [
      ("default_sync", 223), ("ttl60_sync", 128), ("default_async", 221), ("ttl60_async", 126), ("default_max_messages_none_sync", 225),
    ])
  func memory(_ configuration: String, _ hits: Int) throws {
    let lines = try Self.lines("litellm_local_A.jsonl.zst")
    var strategy = try preset("litellm-local")
    if configuration.hasPrefix("ttl60") { strategy.tiers[0].expiry = .fixed(.s(60)) }
    if configuration.contains("max_messages_none") { strategy.eligibility.maximumMessages = nil }
    try check(
      strategy, configuration, lines, sketch(lines, time: \.time, ignoresMaximumAgeOfZero: configuration.hasSuffix("_sync")), hits: hits)
  }

  @Test("Redis", arguments: ["redis_ttl3_sync", "redis_ttl3_async_dual"])
  func redis(_ configuration: String) throws {
    let lines = try Self.lines("litellm_redis_ttl3.jsonl.zst")
    let isSync = configuration.hasSuffix("sync")
    var strategy = try preset(isSync ? "litellm-redis-sync" : "litellm-redis")
    for index in strategy.tiers.indices { strategy.tiers[index].expiry = .fixed(.s(3)) }
    try check(
      strategy, configuration, lines,
      sketch(lines, time: { $0.realTime[configuration] ?? $0.time }, ignoresMaximumAgeOfZero: isSync), hits: 43)
  }
}
