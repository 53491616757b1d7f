import Foundation
import Testing
import Units

@testable import Workloads

@Suite("Log lines")
struct LineTests {
  private func spec(_ format: LogFormat) -> WorkloadSpec {
    var spec = WorkloadSpec()
    (spec.format, spec.requests, spec.errorShare, spec.streamShare, spec.promptCaching) = (format, 800, 0.1, 0.4, true)
    (spec.systemPromptWords, spec.topic) = (900, .code)
    spec.models = [
      ModelShare(name: "gpt-4.1-mini", provider: "openai", share: 2, inputPrice: 0.4, outputPrice: 1.6, cacheReadPrice: 0.1),
      ModelShare(
        name: "claude", provider: "anthropic", share: 1, inputPrice: 3, outputPrice: 15, cacheReadPrice: 0.3, cacheWritePrice: 3.75),
    ]
    return spec
  }

  @Test("come in the order in which requests end, not that in which they start", arguments: LogFormat.allCases)
  func order(_ format: LogFormat) throws {
    var spec = spec(format)
    spec.span = Microseconds(seconds: 600)
    let rows = try GeneratedLog(spec).rows
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.end <= $1.end })
    #expect(zip(rows, rows.dropFirst()).contains { $0.start > $1.start })
    #expect(rows.allSatisfy { $0.end > $0.start })
  }

  @Test(
    "say how requests failed, in about the share asked for", arguments: [LogFormat.openAIChatPairs, .openAIResponsesPairs, .anthropicPairs])
  func failures(_ format: LogFormat) throws {
    let rows = try GeneratedLog(spec(format)).rows
    let statuses = Dictionary(grouping: rows) { $0.json["status"] as? Int ?? 0 }.mapValues(\.count)
    #expect(Set(statuses.keys) == [200, 429, 500, 504])
    #expect((50...115).contains(800 - (statuses[200] ?? 0)))
    for row in rows where row.json["status"] as? Int != 200 {
      let response = try #require(row.json["response"] as? [String: Any])
      #expect(response["error"] is [String: Any])
    }
  }

  @Test("of Anthropic count input beside what its cache read and wrote; streams are events")
  func anthropic() throws {
    let rows = try GeneratedLog(spec(.anthropicPairs)).rows.filter { $0.json["status"] as? Int == 200 }
    var reads = 0
    var writes = 0
    for row in rows {
      let request = try #require(row.json["request"] as? [String: Any])
      #expect(request["max_tokens"] as? Int == 1_024)
      let events = row.json["response"] as? [[String: Any]]
      #expect((events != nil) == (request["stream"] as? Bool ?? false))
      #expect((events != nil) == (row.json["ttft_ms"] != nil))
      let message = try #require(events?.first?["message"] as? [String: Any] ?? row.json["response"] as? [String: Any])
      let usage = try #require(message["usage"] as? [String: Any])
      #expect(try #require(usage["input_tokens"] as? Int) > 0)
      if usage["cache_read_input_tokens"] as? Int ?? 0 > 0 { reads += 1 }
      if usage["cache_creation_input_tokens"] as? Int ?? 0 > 0 { writes += 1 }
      if let events {
        let text = events.compactMap { ($0["delta"] as? [String: Any])?["text"] as? String }.joined()
        let output = try #require((events.dropLast().last?["usage"] as? [String: Any])?["output_tokens"] as? Int)
        #expect(output == min(1_024, tokens(text)))
        #expect(events.last?["type"] as? String == "message_stop")
      }
    }
    #expect(reads > 0 && writes > 0)
  }

  @Test("of chat pairs stream as chunks that add up, with usage in the last")
  func chat() throws {
    let rows = try GeneratedLog(spec(.openAIChatPairs)).rows
    var streams = 0
    for row in rows {
      guard let chunks = row.json["response"] as? [[String: Any]] else { continue }
      streams += 1
      let text = chunks.compactMap { chunk in
        ((chunk["choices"] as? [[String: Any]])?.first?["delta"] as? [String: Any])?["content"] as? String
      }
      let usage = try #require(chunks.last?["usage"] as? [String: Any])
      #expect(usage["completion_tokens"] as? Int == min(1_024, tokens(text.joined())))
      let first = try #require(row.json["ttft_ms"] as? Int)
      #expect(try #require(row.json["latency_ms"] as? Int) >= first)
    }
    #expect((220...360).contains(streams))
  }

  @Test("of LiteLLM cost what their tokens cost, and hits of its cache save that")
  func liteLLM() throws {
    var spec = spec(.liteLLM)
    (spec.exactShare, spec.loggedCacheHitShare) = (0.6, 0.7)
    let log = try GeneratedLog(spec)
    let byID = Dictionary(uniqueKeysWithValues: log.rows.map { ($0.id, $0) })
    let classes = Dictionary(uniqueKeysWithValues: log.truthRows.map { ($0.id, $0.requestClass) })
    var hits = 0
    for row in log.rows {
      let usage = try #require((row.json["metadata"] as? [String: Any])?["usage_object"] as? [String: Any])
      let cached = try #require((usage["prompt_tokens_details"] as? [String: Any])?["cached_tokens"] as? Int)
      let input = try #require(row.json["prompt_tokens"] as? Int)
      let output = try #require(row.json["completion_tokens"] as? Int)
      let isClaude = row.json["model"] as? String == "claude"
      let written = usage["cache_creation_input_tokens"] as? Int ?? 0
      let price = isClaude ? (3.0, 0.3, 3.75, 15.0) : (0.4, 0.1, 0.4, 1.6)
      let cost =
        (Double(input - cached - written) * price.0 + Double(cached) * price.1 + Double(written) * price.2 + Double(output) * price.3) / 1e6
      let isHit = row.json["cache_hit"] as? Bool == true
      let billed = try #require(row.json[isHit ? "saved_cache_cost" : "response_cost"] as? Double)
      #expect(abs(billed - cost) < 3e-9)
      #expect(row.json["status"] as? String == "success" || (input == 0 && billed == 0))
      if let answer = row.answer { #expect(output == min(1_024, tokens(answer))) }
      guard isHit else { continue }
      hits += 1
      #expect(row.json["response_cost"] as? Double == 0)
      #expect(classes[row.id] == "exact")
      let miss = try #require(byID[row.id.components(separatedBy: "_cache_hit")[0]])
      #expect(miss.answer == row.answer && miss.message == row.message && miss.end <= row.start)
      #expect((row.json["model_parameters"] as? [String: Any])?.isEmpty == true)
    }
    #expect(hits > 150)
  }

  @Test("at temperature 0 mostly give the same answer again, else another")
  func answers() throws {
    var spec = WorkloadSpec()
    (spec.requests, spec.exactShare, spec.errorShare, spec.nearShare) = (3_000, 0.6, 0, 0)
    let log = try GeneratedLog(spec)
    let byID = Dictionary(uniqueKeysWithValues: log.rows.map { ($0.id, $0) })
    var same: [Bool: [Bool]] = [:]
    for truth in log.truthRows where truth.requestClass == "exact" {
      let row = try #require(byID[truth.id])
      same[row.scope.contains("temperature"), default: []].append(row.answer == byID[truth.first]?.answer)
    }
    let fixed = try #require(same[true])
    let free = try #require(same[false])
    #expect(Double(fixed.count { $0 }) > 0.85 * Double(fixed.count))
    #expect(fixed.contains(false))
    #expect(Double(free.count { $0 }) < 0.5 * Double(free.count))
  }

  @Test("escape what JSON must")
  func escapes() {
    var text = JSONText()
    text.object { $0.member("a\"\\", "é\n\t\u{1}\u{7f}🙏") }
    #expect(String(decoding: text.bytes, as: UTF8.self) == #"{"a\"\\":"é\n\u0009\u0001"# + "\u{7f}🙏\"}")
  }
}
