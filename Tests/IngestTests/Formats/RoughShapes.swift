import Ingest
import Testing
import Traces
import Units

/// Logs of programs that write values as it comes: times never set, numbers as people read them, records as text, two kinds in one file.
@Suite struct RoughShapes {
  private let stamp = #""timestamp":"2026-11-20T09:00:00Z""#
  private let body = #""model":"m","prompt":"p","response":"a""#
  private let prompt = "model=m chat messages=1 last_user_message=1"

  private func read(_ lines: String...) throws -> Trace { try ingest(lines.joined(separator: "\n")) }

  @Test func recordsAsTexts() throws {
    let record = #"{\#(stamp),\#(body)}"#
    let text = "\"" + record.replacing("\"", with: #"\""#) + "\""
    let row = "2026-11-20T09:00:00Z \(prompt) answer=1"
    #expect(try read("[\(text),\(text)]").rows == [row, row])
    #expect(try read("[", "  \(text),", "  \(text)", "]").rows == [row, row])
    // Among them one that is no record, and one that is an object.
    let mixed = try read("[\(text),\"{\",\(text)]")
    #expect(mixed.rows == [row, row])
    #expect(mixed.setAside == ["1 no record in what wraps the others of its file"])
  }

  @Test func pairsBesideFlatRecords() throws {
    let pair =
      #"{\#(stamp),"latency":0.25,"request":{"model":"m","messages":[{"role":"user","content":"p"}]},"#
      + #""response":{"choices":[{"message":{"content":"a"}}]}}"#
    let flat = #"{\#(stamp),"latency":1.5,\#(body)}"#
    let rows = ["2026-11-20T09:00:00Z 250000us \(prompt) answer=1", "2026-11-20T09:00:00Z 1500000us \(prompt) answer=1"]
    let morePairs = try read(pair, flat, pair)
    #expect(morePairs.log.sources[0].format == "pairs")
    #expect(morePairs.rows == [rows[0], rows[1], rows[0]])
    #expect(morePairs.setAside == [])
    #expect(morePairs.log.sources[0].matched == 3)
    let moreFlat = try read(flat, flat, pair)
    #expect(moreFlat.log.sources[0].format == "flat")
    #expect(moreFlat.rows == [rows[1], rows[1], rows[0]])
    // Another gateway's record is not read for one of these; what it looks like is said.
    let helicone = #"{"request_id":"r","request_created_at":"2026-11-20T09:00:00Z","request_body":{"model":"m"},"delay_ms":5}"#
    #expect(try read(pair, pair, helicone).setAside == ["1 bad: looks like helicone, and is not of the format of its file (pairs)"])
  }

  /// Cassettes that tests of clients record, with each body as the text of an object and the status as one.
  @Test func cassettes() throws {
    let request = #"{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"p\"}]}"#
    let answer = #"{\"choices\":[{\"message\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}"#
    let log =
      #"{"version":1,"interactions":[{"request":{"method":"POST","uri":"https://api.openai.com/v1/chat/completions","body":"\#(request)","#
      + #""headers":{}},"response":{"status":{"code":200,"message":"OK"},"headers":{"date":["Fri, 20 Nov 2026 09:00:00 GMT"]},"#
      + #""body":{"string":"\#(answer)"}}}]}"#
    #expect(
      try read(log).rows == [
        "2026-11-20T09:00:00Z in=9 read=0 write=0+0 out=2 think=0 \(prompt.replacing("chat", with: "provider=openai chat")) answer=1 coarse-time"
      ])
  }
}
