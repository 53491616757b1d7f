import Ingest
import Testing
import Traces

/// What is recognised without being read, and what must be said beside the requests.
@Suite(.disabled(if: FormatData.isAbsent, "the shared data is not beside the repository"))
struct RefusalTests {
  @Test func sumsAreNoRequests() throws {
    let error = #expect(throws: IngestError.self) { try Sample("openrouter_activity.csv") }
    #expect(error?.description.contains("The only record is no request") == true)
    #expect(error?.description.contains("a sum of many requests by day and model") == true)
  }

  @Test func serverLogsAreExplained() throws {
    let error = #expect(throws: IngestError.self) { try Sample("vllm_server.log") }
    #expect(error?.description.hasPrefix("vllm_server.log: this is the text log of a vLLM or SGLang server") == true)
  }

  @Test func encryptedBodiesAreExplained() throws {
    let notes = try Sample("cloudflare_logpush_encrypted.jsonl").result.notes
    #expect(notes.count == 1)
    #expect(notes[0].hasPrefix("3 requests have bodies that Cloudflare encrypted"))
  }

  @Test func bodiesElsewhereAreSaid() throws {
    let sample = try Sample("bedrock_invocation.json.gz")
    #expect(sample.result.notes.map { $0.prefix(49) } == ["1 request has bodies that Bedrock stored as objects"].map { $0.prefix(49) })
    #expect(try sample.rows == Sample("bedrock_invocation.jsonl").rows)
    #expect(sample.source.packing == "gzip")
  }

  @Test func theSameLogInOtherContainers() throws {
    #expect(try Sample("helicone.json").rows == Sample("helicone.jsonl").rows)
    #expect(try Sample("litellm_spendlogs.csv").rows == Sample("litellm_spendlogs.jsonl").rows)
    #expect(try Array(Sample("otlp_genai_current.jsonl").rows.prefix(2)) == Sample("otlp_collector_framed.zst.bin").rows)
  }
}
