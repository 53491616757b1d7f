import Ingest
import Testing
import Traces

/// One conversation has one identity, in whatever dialect it was sent; and different ones differ.
@Suite struct ConversationTests {
  /// The prompt tuple of each body.
  private func prompts(_ bodies: [String]) throws -> [[UInt32]] {
    let trace = try ingest(bodies.enumerated().map { "{\"ts\":\($0 + 1),\"request\":\($1),\"response\":{}}" }.joined(separator: "\n"))
    #expect(trace.requests.count == bodies.count)
    return trace.requests.prompt.map { trace.prompts.tuple(Int($0)) }
  }

  @Test func dialectsAgree() throws {
    let same = [
      #"{"model":"m","messages":[{"role":"system","content":"S"},{"role":"user","content":"a\nb"}]}"#,
      #"{"model":"m","messages":[{"content":[{"text":"S","type":"text"}],"role":"developer"},{"role":"user","#
        + #""content":[{"type":"text","text":"a\u000ab"}]}]}"#,
      #"{"model":"m","instructions":"S","input":"a\nb"}"#,
      #"{"model":"m","instructions":"S","input":[{"role":"user","content":[{"type":"input_text","text":"a\nb"}]}]}"#,
      #"{"model":"m","max_tokens":9,"system":"S","messages":[{"role":"user","content":"a\nb"}]}"#,
      #"{"model":"m","max_tokens":9,"system":[{"type":"text","text":"S","cache_control":{"type":"ephemeral"}}],"#
        + #""messages":[{"role":"user","content":[{"type":"text","text":"a\nb","cache_control":{"type":"ephemeral"}}]}]}"#,
      #"{"systemInstruction":{"parts":[{"text":"S"}]},"contents":[{"parts":[{"text":"a\nb"}]}]}"#,
      #"{"system":[{"text":"S"}],"messages":[{"role":"user","content":[{"text":"a\nb"}]}],"inferenceConfig":{}}"#,
      #"{"model":"m","preamble":"S","message":"a\nb"}"#,
    ]
    #expect(try prompts(same) == Array(repeating: [1, 0, 1, 1], count: same.count))
  }

  @Test func conversationsOfSeveralTurnsAgree() throws {
    let same = [
      #"{"model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b","refusal":null,"tool_calls":[]},"#
        + #"{"role":"user","content":"c"}]}"#,
      #"{"model":"m","input":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"output_text","text":"b"}]},"#
        + #"{"type":"message","role":"user","content":"c"}]}"#,
      #"{"contents":[{"role":"user","parts":[{"text":"a"}]},{"role":"model","parts":[{"text":"b"}]},{"role":"user","#
        + #""parts":[{"text":"c"}]}]}"#,
      #"{"model":"m","chat_history":[{"role":"USER","message":"a"},{"role":"CHATBOT","message":"b"}],"message":"c"}"#,
    ]
    #expect(try prompts(same) == Array(repeating: [1, 1, 1, 0], count: same.count))
  }

  @Test func differentConversationsDiffer() throws {
    let user = #"{"role":"user","content":"q"}"#
    let bodies = [
      "[\(user)]", #"[{"role":"user","content":"Q"}]"#, #"[{"role":"assistant","content":"q"}]"#, "[\(user),\(user)]",
      #"[{"role":"system","content":"q"}]"#, #"[{"role":"system","content":""},\#(user)]"#, #"[{"role":"user","content":["q","q"]}]"#,
      #"[{"role":"user","content":"qq"}]"#, #"[{"role":"user","name":"x","content":"q"}]"#,
      #"[{"role":"user","content":[{"type":"text","text":"q"},{"type":"image_url","image_url":{"url":"u"}}]}]"#,
      #"[{"role":"user","content":[{"type":"text","text":"q"},{"type":"image_url","image_url":{"url":"v"}}]}]"#,
      #"[{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}},{"type":"text","text":"q"}]}]"#,
      #"[\#(user),{"role":"assistant","content":null,"tool_calls":[{"id":"1","function":{"name":"f","arguments":"{}"}}]}]"#,
      #"[\#(user),{"role":"assistant","content":null,"tool_calls":[{"id":"1","function":{"name":"g","arguments":"{}"}}]}]"#,
      #"[{"role":"critic","content":"q"}]"#, #"[{"role":"user","content":""}]"#, #"[{"role":"user","content":null}]"#,
    ]
    let tuples = try prompts(bodies.map { #"{"model":"m","messages":\#($0)}"# })
    #expect(Set(tuples.map { $0[0] }).count == bodies.count)
  }

  @Test func theLastUserMessageIsTakenOutOfTheEarlierTurns() throws {
    func body(_ last: String, _ first: String = "a") -> String {
      #"{"model":"m","messages":[{"role":"user","content":"\#(first)"},{"role":"assistant","content":"b"},{"role":"user","#
        + #""content":"\#(last)"}]}"#
    }
    #expect(try prompts([body("x"), body("y"), body("x", "z")]) == [[1, 1, 1, 0], [2, 1, 2, 0], [3, 2, 1, 0]])
    // Tool traffic after it belongs to the turns, and a user message without text is none.
    let tail = #",{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"12"}]}]}"#
    #expect(try prompts([body("x"), String(body("x").dropLast(2)) + tail]) == [[1, 1, 1, 0], [2, 2, 1, 0]])
  }

  @Test func parametersThatSteerTheCallAreNoPartOfTheKey() throws {
    let plain = #"{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"q"}],"tools":[{"name":"t"}]"#
    let same = [
      "", #","user":"u""#, #","metadata":{"a":1},"store":true"#, #","service_tier":"flex""#, #","stream":true,"stream_options":{}"#,
    ]
    let other = [
      #","stop":["x"]"#, #","n":2"#, #","top_k":5"#, #","reasoning_effort":"low""#, #","stop":null"#, #","seed":1"#,
      #","tool_choice":"auto""#,
    ]
    let trace = try ingest(
      (same + other).enumerated().map { "{\"ts\":\($0 + 1),\"request\":\(plain)\($1)},\"response\":{}}" }.joined(separator: "\n")
        + "\n"
        + #"{"ts":99,"request":{"tools":[{"cache_control":{},"name":"t"}],"max_completion_tokens":5.0,"messages":[{"content":"q","#
        + #""role":"user"}],"model":"m"},"response":{}}"#
    )
    let ids = trace.keys(.exact).ids
    #expect(ids.prefix(same.count).allSatisfy { $0 == 0 })
    #expect(Set(ids).count == other.count + 1)
    #expect(ids.last == 0)
  }
}
