import Testing
import Traces

/// Two calls that differ in a few members of their bodies, and whether LiteLLM 1.108.7 answered the second with the answer to the first: it
/// was run on these calls, with its cache in memory.
private let calls: [(first: String, second: String, isHit: Bool)] = [
  // What only says how the call is made.
  ("", #""service_tier": "flex""#, false), ("", #""store": true"#, false), ("", #""prompt_cache_key": "a""#, false),
  ("", #""stream_options": {"include_usage": true}"#, false), ("", #""prompt_cache_retention": "24h""#, false),
  // What its interfaces do not know.
  ("", #""extra_body": {"x": 1}"#, true), ("", #""repetition_penalty": 1.1"#, true), ("", #""drop_params": true"#, true),
  ("", #""extra_headers": {"a": "b"}"#, true), ("", #""top_k": 3"#, false), ("", #""n": 1"#, false), ("", #""logprobs": false"#, false),
  ("", #""prediction": {"type": "content", "content": "x"}"#, false), ("", #""audio": {"voice": "x", "format": "mp3"}"#, false),
  ("", #""verbosity": "low""#, false),
  // Nothing.
  (#""top_p": null"#, "", true), (#""seed": null"#, "", true), (#""stop": null"#, "", true), (#""tools": null"#, "", true),
  // Who asks.
  (#""user": "a""#, #""user": "b""#, false), (#""user": "a""#, #""safety_identifier": "a""#, false),
  (#""safety_identifier": "a""#, #""safety_identifier": "b""#, false), (#""user": "a""#, #""user": "a", "safety_identifier": "b""#, false),
  (#""metadata": {"user_id": "a"}"#, #""metadata": {"user_id": "b"}"#, true),
  // Names and values as they are written.
  (#""max_tokens": 5"#, #""max_completion_tokens": 5"#, false), (#""tools": [{"name": "f"}]"#, #""functions": [{"name": "f"}]"#, false),
  (#""tools": [{"name": "f"}]"#, #""tools": [{"name": "f", "cache_control": {"type": "ephemeral"}}]"#, false),
  (#""stop": "x""#, #""stop": ["x"]"#, false), (#""top_p": 1"#, #""top_p": 1.0"#, false), (#""top_p": 0"#, "", false),
  (#""top_p": 1, "max_tokens": 5"#, #""max_tokens": 5, "top_p": 1"#, false), (#""seed": 1, "n": 2"#, #""seed": 1, "n": 2"#, true),
]

@Suite("Parameters as clients write them")
struct WrittenParametersTests {
  private static func line(_ second: Int, _ more: String) -> String {
    """
    {"timestamp": "2026-10-05T08:00:0\(second)Z", "request": {"model": "gpt-4.1", "messages": [{"role": "user", "content": "q"}]\
    \(more.isEmpty ? "" : ", \(more)")}, "response": {"object": "chat.completion", "model": "gpt-4.1", "choices": [{"index": 0, \
    "message": {"role": "assistant", "content": "hi"}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 1, "completion_tokens": 1}}}
    """
  }

  private static func trace(_ more: String...) throws -> Trace {
    try ingest(more.enumerated().map { line($0, $1) }.joined(separator: "\n"))
  }

  @Test("part two calls where LiteLLM's key does, and nowhere else", arguments: calls)
  func product(_ first: String, _ second: String, _ isHit: Bool) throws {
    let trace = try Self.trace(first, second)
    #expect(trace.keys(.asWritten).count == (isHit ? 1 : 2))
    #expect(try Trace(decoding: trace.encoded()) == trace)
  }

  @Test("in another order are one value of sent_parameters, and two of parameter_order")
  func order() throws {
    let trace = try Self.trace(#""top_p": 1, "n": 2"#, #""n": 2, "top_p": 1"#, #""n": 2, "top_p": 0.5"#)
    #expect(trace.parameters[.sentParameters] == [1, 1, 2])
    #expect(trace.parameters[.parameterOrder] == [1, 2, 2])
  }

  @Test("leave the exact key as it is: how a call is made is no part of what is asked")
  func exact() throws {
    let trace = try Self.trace(
      "", #""service_tier": "flex""#, #""store": true"#, #""user": "a", "prompt_cache_key": "b""#,
      #""stream_options": {"include_usage": true}"#)
    #expect(trace.keys(.exact).count == 1)
    #expect(trace.keys(.asWritten).count == 5)
    #expect(trace.callers[.sentIdentifiers] == [0, 1])
  }

  @Test("say who asks where there are bodies; elsewhere the user of the log does")
  func users() throws {
    func flat(_ second: Int, _ user: String) -> String {
      #"{"timestamp": "2026-10-05T08:00:0\#(second)Z", "model": "gpt-4.1", "prompt": "q", "response": "a", "user": "\#(user)"}"#
    }
    let trace = try ingest([flat(0, "a"), flat(1, "b"), flat(2, "a")].joined(separator: "\n"))
    #expect(trace.keys(.asWritten).ids == [0, 1, 0])
  }

  @Test("stand in no section of a trace file where no request has them")
  func file() throws {
    func sections(_ more: String) throws -> [String] {
      let names = try Self.trace(more).encoded().withUnsafeBytes { try TraceFileInfo(decoding: $0) }.sections.map(\.name)
      return names.filter { $0.hasSuffix("_parameters") || $0.hasSuffix("_order") || $0.hasSuffix("_identifiers") }
    }
    #expect(try sections("") == ["parameters.other_parameters"])
    #expect(
      try sections(#""user": "a", "n": 2"#) == [
        "parameters.other_parameters", "parameters.sent_parameters", "parameters.parameter_order", "callers.sent_identifiers",
      ])
  }
}
