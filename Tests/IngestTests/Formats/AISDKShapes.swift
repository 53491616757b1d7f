import Ingest
import Testing
import Traces

/// What Vercel's AI SDK gives back, of its versions 4 to 6. Equal numbers stand for equal values.
@Suite struct AISDKShapes {
  private let body =
    #"{"model":"gpt-4o-mini","temperature":0.2,"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"hi"}]}"#
  private let response = #""response":{"id":"r1","modelId":"gpt-4o-mini-2024-07-18","timestamp":"2026-11-20T09:00:00.000Z","headers":{}}"#
  private let prompt = "messages=1 last_user_message=1 system_prompt=1"

  private func result(_ usage: String, _ more: String = "", body: String? = nil) -> String {
    #"{"text":"yo","finishReason":"stop","usage":\#(usage),\#(response),"request":{"body":\#(body ?? self.body)},"warnings":[]\#(more)}"#
  }

  @Test(arguments: [
    #"{"inputTokens":120,"outputTokens":9,"totalTokens":129,"cachedInputTokens":80,"reasoningTokens":4}"#,
    #"{"inputTokens":120,"inputTokenDetails":{"noCacheTokens":40,"cacheReadTokens":80},"outputTokens":9,"outputTokenDetails":{"textTokens":5,"reasoningTokens":4},"totalTokens":129}"#,
    #"{"inputTokens":{"total":120,"noCache":40,"cacheRead":80},"outputTokens":{"total":9,"text":5,"reasoning":4}}"#,
  ])
  func counts(usage: String) throws {
    let row =
      "2026-11-20T09:00:00Z in=40 read=80 write=0+0 out=9 think=4 model=gpt-4o-mini provider=openai chat temperature=0.2 \(prompt) answer=1 "
      + "coarse-time"
    let trace = try ingest(result(usage, #","providerMetadata":{"openai":{"responseId":"x"}}"#))
    #expect(trace.log.sources[0].format == "ai-sdk")
    #expect(trace.rows == [row])
    // The body as text, as older versions have it, and the result inside of what the program logs.
    let text = "\"" + body.replacing("\"", with: "\\\"") + "\""
    #expect(try ingest(result(usage, #","providerMetadata":{"openai":{}}"#, body: text)).rows == [row])
    let logged = #"{"timestamp":"2026-11-20T09:00:00Z","latencyMs":1250,"userId":"u","result":\#(result(usage))}"#
    #expect(
      try ingest(logged).rows == [
        "2026-11-20T09:00:00Z 1250000us in=40 read=80 write=0+0 out=9 think=4 model=gpt-4o-mini chat temperature=0.2 \(prompt) user=1 answer=1"
      ])
  }

  /// Version 4's names, with what was cached in the provider's metadata.
  @Test func olderVersions() throws {
    let usage = #"{"promptTokens":120,"completionTokens":9,"totalTokens":129}"#
    let openAI = result(usage, #","experimental_providerMetadata":{"openai":{"cachedPromptTokens":80,"reasoningTokens":4}}"#)
    #expect(try ingest(openAI).rows[0].contains(" in=40 read=80 write=0+0 out=9 think=4 "))
    // Anthropic's number is without what was cached until version 6.
    let anthropic = result(usage, #","providerMetadata":{"anthropic":{"cacheCreationInputTokens":20,"cacheReadInputTokens":80}}"#)
    #expect(try ingest(anthropic).rows[0].contains(" in=120 read=80 write=20+0 out=9 think=0 "))
    // Bedrock's is so too, which only the total tells where nothing was written.
    let bedrock = result(#"{"inputTokens":120,"outputTokens":9,"totalTokens":209,"cachedInputTokens":80}"#)
    #expect(try ingest(bedrock).rows[0].contains(" in=120 read=80 write=0+0 out=9 think=0 "))
    let gemini = result(#"{"inputTokens":120,"outputTokens":9,"totalTokens":133,"reasoningTokens":4}"#)
    #expect(try ingest(gemini).rows[0].contains(" in=120 read=0 write=0+0 out=13 think=4 "))
    let newer =
      #"{"inputTokens":220,"inputTokenDetails":{"noCacheTokens":120,"cacheReadTokens":80,"cacheWriteTokens":20},"outputTokens":9,"totalTokens":229}"#
    let sixth = result(newer, #","providerMetadata":{"anthropic":{"cacheCreationInputTokens":20}}"#)
    #expect(try ingest(sixth).rows[0].contains(" in=120 read=80 write=20+0 out=9 think=0 "))
  }

  /// Each step calls the model; the event of the end has them all, with the counts of the last and of all together.
  @Test func callsOfSeveralSteps() throws {
    func step(_ id: String, _ second: Int, _ input: Int, _ content: String, _ reason: String) -> String {
      #"{"content":\#(content),"finishReason":"\#(reason)","usage":{"inputTokens":\#(input),"outputTokens":9,"totalTokens":\#(input + 9)},"warnings":[],"#
        + #""request":{},"response":{"id":"\#(id)","modelId":"m","timestamp":"2026-11-20T09:00:0\#(second).000Z","#
        + #""messages":[{"role":"assistant","content":[{"type":"tool-call","toolCallId":"c","toolName":"f","input":{}}]},{"role":"tool","content":[]}]},"#
        + #""providerMetadata":{"gateway":{"routing":{"finalProvider":"anthropic"},"cost":"0.0012"}}}"#
    }
    let steps = [
      step("r1", 0, 10, #"[{"type":"tool-call","toolCallId":"c","toolName":"f","input":{}}]"#, "tool-calls"),
      step("r2", 2, 30, #"[{"type":"reasoning","text":"hm"},{"type":"text","text":"yo"}]"#, "stop"),
    ]
    let event =
      #"{"prompt":"hi","text":"yo","finishReason":"stop","usage":{"inputTokens":30,"outputTokens":9},"totalUsage":{"inputTokens":40,"outputTokens":18},"#
      + #""response":{"id":"r2","modelId":"m","timestamp":"2026-11-20T09:00:02.000Z"},"steps":[\#(steps.joined(separator: ","))]}"#
    let rows = try ingest(event).rows
    #expect(
      rows == [
        "2026-11-20T09:00:00Z in=10 read=0 write=0+0 out=9 think=0 $0.0012 model=m provider=anthropic chat messages=1 last_user_message=1 "
          + "answer=1 called-tools coarse-time",
        "2026-11-20T09:00:02Z in=30 read=0 write=0+0 out=9 think=0 $0.0012 model=m provider=anthropic chat messages=2 earlier_turns=1 "
          + "last_user_message=1 answer=2 coarse-time",
      ])
    // A result that was serialised as it is has nothing but its steps.
    let bare = #"{"steps":[\#(steps.joined(separator: ","))],"totalUsage":{"inputTokens":40,"outputTokens":18}}"#
    #expect(try ingest(bare).requests.uncachedInput == [10, 30])
  }
}
