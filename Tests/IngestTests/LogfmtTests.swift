import Ingest
import Testing

/// Lines of pairs, as Go's loggers write them.
@Suite struct LogfmtTests {
  private static let call = "in=10 read=0 write=0+0 out=5 think=0"

  @Test func linesAmongOthers() throws {
    let log = """
      time=2026-11-20T09:00:00.000Z level=INFO msg="server started" addr=:8080
      time=2026-11-20T09:00:01.000Z level=INFO msg="llm call" model=m prompt="what is \\"x\\"?" answer="y=1" prompt_tokens=10 completion_tokens=5 duration=1.2s
      panic: no pairs at all
      time=2026-11-20T09:00:02.000Z level=ERROR msg="llm call" model=m duration=200ms error="rate limited"
      """
    let trace = try ingest(log)
    #expect(
      trace.rows == [
        "2026-11-20T09:00:01Z 1200000us \(Self.call) model=m chat messages=1 last_user_message=1 answer=1",
        "2026-11-20T09:00:02Z 200000us model=m chat failed no-content",
      ])
    #expect(trace.setAside.contains("1 a line of text without a record"))
  }

  @Test func pairsBehindAStamp() throws {
    let lines = (0..<2).map { "2026-11-20T09:00:0\($0).000Z INFO model=m tokens_in=10 tokens_out=5 latency_ms=1200" }
    #expect(
      try ingest(lines.joined(separator: "\n")).rows
        == (0..<2).map { "2026-11-20T09:00:0\($0)Z 1200000us \(Self.call) model=m chat no-content" })
  }

  @Test(arguments: ["a=1 b=2", "level=info msg=\"open a=1 b=2 c=3", "some words a=1 b=2 c=3 and more", "a=1 b=2 c"])
  func whatIsNone(line: String) {
    #expect(throws: IngestError.self) { try ingest(line) }
  }

  @Test func otherLinesAreNoCalls() {
    let log = "time=2026-11-20T09:00:00Z level=INFO msg=\"GET /\" status=200 duration=1.2s user=u\n"
    #expect(throws: IngestError.self) { try ingest(log + log) }
  }
}
