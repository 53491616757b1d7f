import Ingest
import Testing
import Traces

/// Every record of the sample files, with its canonical values. Equal numbers stand for equal values.
@Suite(.disabled(if: FormatData.isAbsent, "the shared data is not beside the repository"))
struct FieldMapTests {
  private let caller = "organisation=org-7 team=team-wms user=1 api_key=1"
  private let question = "messages=1 last_user_message=1 system_prompt=1"

  @Test func liteLLMStandardLogging() throws {
    let mini = "model=gpt-4o-mini provider=openai chat"
    let sampling = "temperature=0 max_tokens=1 seed=1 tools=1"
    #expect(
      try FormatData.ingestRows("formats/litellm_standard_logging.jsonl") == [
        "2026-11-21T00:44:31.938086Z 1315125us in=56 read=64 write=0+0 out=18 think=0 $0.000024 status=200 \(mini) \(sampling) \(question)"
          + " \(caller) answer=1 call=1",
        "2026-11-21T00:45:01.520Z 2000us in=56 read=64 write=0+0 out=18 think=0 $0 status=200 \(mini) \(sampling) \(question) \(caller)"
          + " answer=1 call=1 original=0 hit",
        "2026-11-21T00:45:10Z 2750000us first=344000us in=95 read=0 write=0+0 out=9 think=0 $0.000024 status=200"
          + " model=claude-sonnet-4-5 provider=anthropic chat stream=1 messages=2 earlier_turns=1 last_user_message=2 \(caller)"
          + " answer=2 call=2 streamed truncated",
        "2026-11-21T00:45:20Z 6000us in=0 read=0 write=0+0 out=0 think=0 $0 status=429 \(mini) \(question) \(caller) call=1 failed",
      ])
  }

  @Test func liteLLMRealRows() throws {
    let sampling = "temperature=0.2 max_tokens=1 seed=1 response_format=1 tools=1"
    #expect(
      try FormatData.ingestRows("formats/litellm_real.jsonl") == [
        "2026-11-21T00:44:31.938086Z 1315125us in=10 read=0 write=0+0 out=20 think=0 $0.0000135 status=200 model=gpt-4o-mini"
          + " provider=openai chat \(sampling) \(question) answer=1 call=1",
        "2026-11-21T00:44:34.298559Z 815us in=10 read=0 write=0+0 out=20 think=0 $0 status=200 model=gpt-4o-mini provider=openai chat"
          + " \(sampling) \(question) answer=1 call=2 original=0 hit",
        "2026-11-21T00:44:35.016618Z 738349us first=343841us in=95 read=0 write=0+0 out=5 think=0 $0.00036 status=200"
          + " model=claude-sonnet-4-5 provider=anthropic chat stream=1 messages=2 earlier_turns=1 last_user_message=2 answer=2 call=3"
          + " streamed truncated",
        "2026-11-21T00:44:36.256070Z 6010us in=0 read=0 write=0+0 out=0 think=0 $0 status=429 model=gpt-4o provider=openai chat"
          + " messages=3 last_user_message=3 call=4 failed",
      ])
  }

  @Test func liteLLMSpendLogs() throws {
    let mini = "model=gpt-4o-mini provider=openai chat"
    let asked = "temperature=0 max_tokens=1 other_parameters=1 cache_controls=1"
    let usage = "in=56 read=64 write=0+0 out=18 think=0"
    #expect(
      try FormatData.ingestRows("formats/litellm_spendlogs.jsonl") == [
        "2026-11-21T00:44:31.938Z 1315000us \(usage) $0.000024 status=200 \(mini) \(asked) \(question) \(caller)"
          + " answer=1 call=1",
        "2026-11-21T00:44:31.938Z 1315000us in=0 read=0 write=0+0 out=0 think=0 $0 status=400 \(mini) \(asked) \(question) \(caller)"
          + " call=1 failed",
        "2026-11-21T00:44:31.938Z 1315000us \(usage) $0.000024 status=200 \(mini) \(caller) call=2 no-content",
        "2026-11-21T00:44:59.930Z 1000us \(usage) $0 status=200 \(mini) \(asked) \(question) \(caller) answer=1 call=1"
          + " original=0 hit",
        "2026-11-21T00:45:10Z 3000000us first=410000us \(usage) $0.000024 status=200 \(mini) stream=1 messages=2 last_user_message=2"
          + " \(caller) answer=1 call=3 streamed truncated",
      ])
    #expect(
      try FormatData.ingestRows("formats/litellm_spend_real.jsonl") == [
        "2026-11-21T00:47:22.204001Z 17353us in=10 read=0 write=0+0 out=20 think=0 $0.0000135 status=200 \(mini) temperature=0.2 cache_controls=1"
          + " messages=1 last_user_message=1 team=t1 api_key=1 answer=1 call=1 truncated",
        "2026-11-21T00:47:22.930040Z 856us in=10 read=0 write=0+0 out=20 think=0 $0 status=200 \(mini) temperature=0.2 cache_controls=1"
          + " messages=1 last_user_message=1 team=t1 api_key=1 answer=1 call=2 original=0 truncated hit",
      ])
  }

  @Test func openAIChatPairs() throws {
    #expect(
      try FormatData.ingestRows("formats/openai_chat_pairs.jsonl") == [
        "2026-11-20T09:00:00.120Z 812000us in=88 read=0 write=0+0 out=6 think=0 status=200 model=gpt-4.1-mini chat temperature=0.2 top_p=1"
          + " max_tokens=1 seed=1 response_format=1 tools=1 other_parameters=1 \(question) user=1 answer=1",
        "2026-11-20T09:00:04Z 1910000us first=260000us in=12 read=0 write=0+0 out=9 think=0 status=200 model=gpt-4.1-mini chat stream=1"
          + " messages=2 last_user_message=2 answer=2 streamed",
        "2026-11-20T09:00:05Z 90000us status=429 model=gpt-4.1-mini chat messages=3 last_user_message=3 failed",
        "2026-11-20T09:00:06Z 1500000us in=54 read=256 write=0+0 out=7 think=0 status=200 model=gpt-4.1 chat messages=4 earlier_turns=1"
          + " last_user_message=4 system_prompt=2 answer=3",
        "2026-11-20T09:00:07Z 640000us in=140 read=0 write=0+0 out=4 think=0 status=200 model=gpt-4.1 chat tools=1 messages=5"
          + " earlier_turns=2 last_user_message=5 answer=4",
      ])
  }

  @Test func openAIResponsesPairs() throws {
    #expect(
      try FormatData.ingestRows("formats/openai_responses_pairs.jsonl") == [
        "2026-11-20T09:01:40.500Z in=21 read=0 write=0+0 out=70 think=64 status=200 model=gpt-5-mini responses max_tokens=1"
          + " other_parameters=1 \(question) answer=1",
        "2026-11-20T09:01:41.500Z in=144 read=256 write=0+0 out=6 think=0 status=200 model=gpt-5-mini responses stream=1 messages=2"
          + " earlier_turns=1 last_user_message=2 answer=2 streamed",
        "2026-11-20T09:01:42.500Z status=500 model=gpt-5-mini responses messages=3 last_user_message=3 failed missing-context unfinished",
      ])
  }

  @Test func anthropicPairs() throws {
    let model = "status=200 model=claude-sonnet-4-5 messages"
    #expect(
      try FormatData.ingestRows("formats/anthropic_pairs.jsonl") == [
        "2026-11-20T09:00:00Z 900000us in=14 read=0 write=512+1536 out=6 think=0 \(model) temperature=0.2 max_tokens=1 tools=1 \(question)"
          + " user=1 answer=1",
        "2026-11-20T09:00:05Z 700000us in=20 read=2048 write=0+0 out=4 think=0 \(model) max_tokens=1 messages=2 earlier_turns=1"
          + " last_user_message=2 system_prompt=1 answer=2",
        "2026-11-20T09:00:09Z 1300000us in=9 read=0 write=0+0 out=3 think=0 \(model) max_tokens=1 stream=1 messages=3 last_user_message=3"
          + " answer=3 streamed",
        "2026-11-20T09:00:10Z 40000us status=529 model=claude-sonnet-4-5 messages max_tokens=1 messages=4 last_user_message=4 failed",
      ])
  }

  @Test func geminiPairs() throws {
    let model = "model=gemini-2.5-flash provider=gemini chat"
    #expect(
      try FormatData.ingestRows("formats/gemini_pairs.jsonl") == [
        "2026-11-20T09:00:00Z 500000us in=24 read=64 write=0+0 out=18 think=12 status=200 \(model) temperature=0.2 top_p=1 max_tokens=1"
          + " seed=1 response_format=1 other_parameters=1 \(question) answer=1",
        "2026-11-20T09:00:03Z 900000us in=270 read=0 write=0+0 out=4 think=0 status=200 \(model) messages=2 earlier_turns=1"
          + " last_user_message=2 answer=2 streamed",
        "2026-11-20T09:00:04Z 50000us status=429 \(model) messages=3 last_user_message=3 failed",
      ])
  }

  @Test(arguments: [
    ("litellm_standard_logging", "litellm"), ("litellm_real", "litellm"), ("litellm_spendlogs", "litellm-spend"),
    ("litellm_spend_real", "litellm-spend"), ("openai_chat_pairs", "pairs"), ("openai_responses_pairs", "pairs"),
    ("anthropic_pairs", "pairs"), ("gemini_pairs", "pairs"),
  ])
  func isTold(file: String, format: String) throws {
    let source = try ingest(FormatData.bytes("formats/\(file).jsonl")).trace.log.sources[0]
    #expect(source.format == format)
    #expect(source.matched == source.records)
    #expect(source.requests == source.records)
    #expect(source.digest.hasPrefix("xxh128:"))
  }
}
