import Testing
import Traces

@Suite("What requests ask of a cache (law 11)")
struct CacheControlTests {
  /// A pair of request and response with these members more in the request.
  private static func line(_ second: Int, _ more: String, text: String = "hello") -> String {
    """
    {"timestamp": "2026-10-05T08:00:\(second < 10 ? "0" : "")\(second)Z", "request": {"model": "gpt-4.1", "messages": [{"role": "user", \
    "content": "\(text)"}]\(more)}, "response": {"object": "chat.completion", "model": "gpt-4.1", "choices": [{"index": 0, "message": \
    {"role": "assistant", "content": "hi"}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 1, "completion_tokens": 1}}}
    """
  }

  private static func trace(_ more: [String]) throws -> Trace {
    try ingest(more.enumerated().map { line($0, $1) }.joined(separator: "\n"))
  }

  private static func controls(_ trace: Trace) -> [CacheControls] {
    trace.requests.parameters.map { trace.cacheControls[Int(trace.parameters[.cacheControls]?[Int($0)] ?? 0)] }
  }

  @Test("are read from LiteLLM's cache argument: TTL, greatest age, use-cache, and a key of its own")
  func numbers() throws {
    let trace = try Self.trace([
      "", #", "cache": {"ttl": 60.5}"#, #", "cache": {"s-maxage": 0}"#, #", "cache": {"use-cache": true, "ttl": -1}"#,
      #", "cache_key": "mine", "cache": {"s-max-age": 7}"#, #", "cache_key": "yours""#, #", "cache_key": "mine""#, #", "cache": {}"#,
      #", "cache": {"ttl": "0.5", "s-maxage": "0"}"#, #", "ttl": 5"#, #", "ttl": 5, "cache": {"ttl": 6}"#, #", "cache": {"ttl": "soon"}"#,
    ])
    #expect(
      Self.controls(trace) == [
        CacheControls(), CacheControls(ttl: 60_500_000), CacheControls(maximumAge: 0), CacheControls(ttl: 0, wantsCache: true),
        CacheControls(maximumAge: 7_000_000, key: 1), CacheControls(key: 2), CacheControls(key: 1), CacheControls(),
        CacheControls(ttl: 500_000, maximumAge: 0), CacheControls(ttl: 5_000_000), CacheControls(ttl: 6_000_000), CacheControls(),
      ])
    // They say how a cache is to be used, and make no other question.
    #expect(Set(trace.keys(.exact).ids).count == 1)
    #expect(try Trace(decoding: trace.encoded()) == trace)
  }

  @Test("are flags where they forbid: no-cache and no-store together are both, caching: false is a skip")
  func flags() throws {
    let trace = try Self.trace([
      #", "cache": {"no-cache": true}"#, #", "cache": {"no-store": true}"#, #", "cache": {"no-cache": true, "no-store": true}"#,
      #", "caching": false"#, #", "caching": true"#, #", "cache": {"no-cache": "true"}"#,
    ])
    let asked: RequestFlags = [.refreshCache, .noStore, .skipCache]
    #expect(
      trace.requests.flags.map { $0.intersection(asked) } == [.refreshCache, .noStore, [.refreshCache, .noStore], .skipCache, [], []])
    #expect(trace.cacheControls == [CacheControls()])
  }

  @Test("part the cache by a namespace, as any other parameter does")
  func namespaces() throws {
    let trace = try Self.trace([
      "", #", "cache": {"namespace": "a"}"#, #", "cache": {"namespace": "b"}"#, #", "cache": {"namespace": "a"}"#,
      #", "cache": {"namespace": ""}"#,
    ])
    #expect(trace.keys(.exact).ids == [0, 1, 2, 1, 0])
    #expect(trace.keys(.asWritten).ids == [0, 1, 2, 1, 0])
  }
}
