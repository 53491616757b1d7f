import Ingest
import Testing
import Traces

/// The same records, written otherwise, are the same requests: what a log looks like is not for a reader to depend on.
@Suite(.disabled(if: FormatData.isAbsent, "the shared data is not beside the repository"))
struct VariationTests {
  static let samples = [
    "anthropic_pairs.jsonl", "azure_apim_gatewaylogs.jsonl", "azure_apim_llmlog.jsonl", "azure_openai_requestresponse.jsonl",
    "bedrock_invocation.jsonl", "cloudflare_api_logs.json", "cloudflare_logpush_decrypted.jsonl", "cloudflare_logpush_encrypted.jsonl",
    "envoy_ai_gateway.jsonl", "gemini_pairs.jsonl", "helicone.json", "helicone.jsonl", "kong_ai.jsonl",
    "langfuse_blob_observations.jsonl", "langfuse_ui_observations.jsonl", "litellm_real.jsonl", "litellm_spend_real.jsonl",
    "litellm_spendlogs.jsonl", "litellm_standard_logging.jsonl", "lmsys_chat.jsonl", "mooncake.jsonl", "openai_batch_input.jsonl",
    "openai_batch_output.jsonl", "openai_chat_pairs.jsonl", "openai_responses_pairs.jsonl", "openrouter_generation.jsonl",
    "otlp_cloudflare_aig.jsonl", "otlp_genai_current.jsonl", "otlp_genai_v136_logs.jsonl", "otlp_genai_v136_spans.jsonl",
    "otlp_openinference.jsonl", "otlp_openllmetry.jsonl", "portkey.jsonl", "qwen_bailian.jsonl", "sglang_requests.jsonl", "sharegpt.json",
    "vercel_generation.jsonl", "vertex_request_response.jsonl", "wildchat.jsonl",
  ]

  /// The records of a log, whatever holds them together.
  static func records(_ log: [UInt8]) throws -> [[UInt8]] {
    var reader = RecordReader(ArraySource(log), threads: 1)
    var records: [[UInt8]] = []
    try reader.forEachRecord { record in
      records.append(Array(record.bytes))
      return true
    }
    return records
  }

  @Test(arguments: samples, Variation.allCases)
  func recordsWrittenOtherwise(sample: String, variation: Variation) throws {
    let log = try FormatData.bytes("formats/\(sample)")
    let expected = try ingest(log).trace
    let records = try Self.records(log)
    let varied = try ingest(try variation.log(of: records)).trace
    #expect(varied.rows == expected.rows)
    #expect(varied.setAside == expected.setAside)
    #expect(varied.log.remarks == expected.log.remarks)
    #expect(varied.log.sources[0].format == expected.log.sources[0].format)
    #expect(varied.log.sources[0].records == records.count)
    #expect(varied.log.sources[0].matched == varied.log.sources[0].examined)
  }

  /// What holds the records says nothing of them.
  @Test(arguments: samples, Enclosure.allCases)
  func recordsInsideOfOthers(sample: String, enclosure: Enclosure) throws {
    let log = try FormatData.bytes("formats/\(sample)")
    let expected = try ingest(log).trace
    let lines = String(decoding: try Variation.escaped.log(of: Self.records(log)), as: UTF8.self).split(separator: "\n").map(String.init)
    let enclosed = try ingest(enclosure.log(of: lines))
    #expect(enclosed.rows == expected.rows)
    #expect(enclosed.log.sources[0].format == expected.log.sources[0].format)
  }

  /// As gateways write that make a file per call: no line end, no extension, nothing but one object in each.
  @Test(arguments: samples)
  func oneObjectPerFile(sample: String) throws {
    let log = try FormatData.bytes("formats/\(sample)")
    let expected = try ingest(log).trace
    let inputs = try Self.records(log).enumerated().map { index, record in
      LogInput(name: "\(index)", size: record.count) { ArraySource(record) }
    }
    let apart = try Ingest.read(inputs).trace
    #expect(apart.rows == expected.rows)
    #expect(apart.log.sources.count == inputs.count)
    #expect(Set(apart.log.sources.map(\.format)).subtracting([""]) == [expected.log.sources[0].format])
  }

  /// A column for each member, with lists and objects as their texts and nothing for null, the last member first.
  ///
  /// Left out are batches and answers that are one member each.
  @Test(arguments: samples.filter { sample in !["otlp", "cloudflare_api", "openrouter", "vercel"].contains { sample.hasPrefix($0) } })
  func recordsInTables(sample: String) throws {
    let log = try FormatData.bytes("formats/\(sample)")
    let records = try Self.records(log)
    let expected = try ingest(log).trace
    var parser = JSONParser()
    var columns: [String] = []
    let cells = try records.map { record in
      var cells: [String: String] = [:]
      try record.withUnsafeBytes { text in
        try parser.parse(text).forEachMember { key, value in
          if !columns.contains(key.string) { columns.append(key.string) }
          if !value.isNull { cells[key.string] = value.string ?? String(decoding: value.raw, as: UTF8.self) }
        }
      }
      return cells
    }
    columns.reverse()
    let rows = [columns] + cells.map { row in columns.map { row[$0] ?? "" } }
    let text = rows.map { $0.map { $0.isEmpty ? "" : "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") }
    let table = try ingest(Array(text.joined(separator: "\r\n").utf8)).trace
    #expect(table.rows == expected.rows)
    #expect(table.setAside == expected.setAside)
    #expect(table.log.sources[0].format == expected.log.sources[0].format)
  }

  /// Columns of a table stand in any order.
  @Test(arguments: [
    "azure_llm_inference.csv", "azure_lmm_multimodal.csv", "burstgpt.csv", "burstgpt_v1.csv", "helicone.csv", "litellm_spendlogs.csv",
  ])
  func columnsInOtherOrder(sample: String) throws {
    let log = try FormatData.bytes("formats/\(sample)")
    let expected = try ingest(log).trace
    for separator in [",", ";", "\t"] {
      let rows = try table(log)
      let text = rows.map { row in
        (row.reversed() + ["extra"]).map { cell in
          guard let cell else { return "" }
          return "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: separator)
      }.joined(separator: "\r\n")
      let varied = try ingest(Array(text.utf8)).trace
      #expect(varied.rows == expected.rows)
      #expect(varied.log.sources[0].format == expected.log.sources[0].format)
    }
  }

  /// The header and the rows of a table; `nil` for an empty cell without quotes.
  private func table(_ log: [UInt8]) throws -> [[String?]] {
    var parser = JSONParser()
    var rows: [[String?]] = []
    for record in try Self.records(log) {
      try record.withUnsafeBytes { text in
        var names: [String] = []
        var cells: [String?] = []
        try parser.parse(text).forEachMember { key, value in
          names.append(key.string)
          cells.append(value.string)
        }
        if rows.isEmpty { rows.append(names) }
        rows.append(cells)
      }
    }
    return rows
  }
}
