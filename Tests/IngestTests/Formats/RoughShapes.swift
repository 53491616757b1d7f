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
