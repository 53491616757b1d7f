import Ingest
import Testing
import Traces
import Units

/// Public traces: counts and sums as other readers of the same files found them.
@Suite(.disabled(if: FormatData.isAbsent, "the shared data is not beside the repository"))
struct PublicTraceTests {
  private struct Totals: Equatable {
    var requests: Int
    var input: Int
    var output: Int
    var prompts: Int
  }

  private func totals(_ path: String) throws -> Totals {
    let trace = try ingest(FormatData.bytes(path)).trace
    let rows = (0..<trace.requests.count).map { trace.requests[$0] }
    #expect(trace.log.badRecords == 0)
    return Totals(
      requests: rows.count, input: rows.reduce(0) { $0 + $1.usage.input }, output: rows.reduce(0) { $0 + $1.usage.output },
      prompts: Set(rows.map(\.prompt)).count)
  }

  @Test func azure2023() throws {
    #expect(try totals("traces/azure2023_conv.csv.zst") == Totals(requests: 19_366, input: 22_361_870, output: 4_088_665, prompts: 1))
    #expect(try totals("traces/azure2023_code.csv.zst") == Totals(requests: 8_819, input: 18_059_974, output: 245_896, prompts: 1))
  }

  /// 0.98 % and 5.33 % of the prompts are exact repeats.
  @Test func mooncake() throws {
    #expect(
      try totals("traces/mooncake_conversation.jsonl.zst")
        == Totals(requests: 12_031, input: 144_793_823, output: 4_122_048, prompts: 11_913))
    #expect(
      try totals("traces/mooncake_synthetic.jsonl.zst") == Totals(requests: 3_993, input: 61_194_628, output: 595_432, prompts: 3_780))
  }

  @Test func agentRuns() throws {
    let totals = try totals("traces/coding_agent_runs.jsonl.zst")
    #expect(totals.requests == 49_334)
    #expect(totals.input == 6_037_445_403)
    #expect(totals.output == 21_709_920)
  }

  /// libCacheSim's published trace: records, objects and bytes as a reader of its 24-byte records counts them.
  @Test func oracleGeneral() throws {
    let trace = try ingest(FormatData.bytes("oracle/cloudPhysicsIO.oracleGeneral.bin.zst")).trace
    #expect(trace.log.sources[0].format == "cache-trace")
    #expect(trace.log.badRecords == 0)
    #expect(trace.requests.count == 113_872)
    #expect(trace.prompts.count - 1 == 48_974)
    #expect(trace.requests.answerBytes.reduce(0) { $0 + Int($1) } == 4_368_040_448)
  }
}
