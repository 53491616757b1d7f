import Ingest
import Testing
import Traces

/// Samples of tracing and observability: every record, with its canonical values. Equal numbers stand for equal values.
@Suite(.disabled(if: FormatData.isAbsent, "the shared data is not beside the repository"))
struct ObservabilitySamples {
  @Test func langfuseBlobObservationsJsonl() throws {
    let sample = try Sample("langfuse_blob_observations.jsonl")
    #expect(sample.format == "langfuse")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00Z 812000us in=24 read=64 write=0+0 out=6 think=0 $0.0000168 model=gpt-4o-mini chat"
          + " temperature=0.2 max_tokens=1 messages=1 last_user_message=1 system_prompt=1 organisation=prj team=wms answer=1"
          + " call=1",
        "2026-11-20T09:00:00Z 812000us model=gpt-4o-mini chat temperature=0.2 max_tokens=1 messages=1 last_user_message=1"
          + " system_prompt=1 organisation=prj team=wms call=1 failed",
        "2026-11-20T09:00:05Z 1900000us first=244000us in=24 read=64 write=0+0 out=6 think=0 $0.0000168 model=gpt-4o-mini"
          + " chat temperature=0.2 max_tokens=1 tools=1 messages=2 earlier_turns=1 last_user_message=2 organisation=prj"
          + " team=wms answer=1 call=2 streamed",
      ])
    #expect(sample.setAside == ["1 an observation that is no generation"])
  }

  @Test func langfuseUiObservationsJsonl() throws {
    let sample = try Sample("langfuse_ui_observations.jsonl")
    #expect(sample.format == "langfuse")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00Z 812000us in=88 read=0 write=0+0 out=6 think=0 $0.0000168 model=gpt-4o-mini chat"
          + " temperature=0.2 messages=1 last_user_message=1 system_prompt=1 organisation=prj team=wms user=1 answer=1 call=1",
        "2026-11-20T09:00:00Z 812000us first=244000us in=88 read=0 write=0+0 out=6 think=0 $0.0000168 model=gpt-4o-mini"
          + " chat temperature=0.2 messages=1 last_user_message=1 system_prompt=1 organisation=prj team=wms user=1 answer=1"
          + " call=1 streamed",
        "2026-11-20T09:00:00Z 812000us $0.0000168 model=gpt-4o-mini chat temperature=0.2 messages=1 last_user_message=1"
          + " system_prompt=1 organisation=prj team=wms user=1 call=1 failed",
      ])
  }

  @Test func otlpGenaiCurrentJsonl() throws {
    let sample = try Sample("otlp_genai_current.jsonl")
    #expect(sample.format == "otlp")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00.120Z 812000us in=24 read=64 write=0+0 out=6 think=0 model=gpt-4o-mini provider=openai chat"
          + " temperature=0.2 max_tokens=1 seed=1 messages=1 last_user_message=1 system_prompt=1 answer=1 call=1",
        "2026-11-20T09:00:00.120Z 812000us first=244000us in=24 read=64 write=0+0 out=6 think=0 model=gpt-4o-mini"
          + " provider=openai chat temperature=0.2 max_tokens=1 seed=1 stream=1 messages=2 earlier_turns=1 last_user_message=2"
          + " system_prompt=1 answer=1 call=2 streamed",
        "2026-11-20T09:00:00.120Z 812000us status=429 model=gpt-4o-mini provider=openai chat messages=3"
          + " last_user_message=1 call=3 failed",
      ])
    #expect(sample.setAside == ["1 holds no call of a model"])
  }

  @Test func otlpGenaiV136LogsJsonl() throws {
    let sample = try Sample("otlp_genai_v136_logs.jsonl")
    #expect(sample.format == "otlp")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00.120Z 812000us provider=openai chat messages=1 last_user_message=1 system_prompt=1 answer=1"
          + " call=1",
        "2026-11-20T09:00:01Z in=24 read=64 write=0+0 out=6 think=0 model=gpt-4o-mini provider=openai chat temperature=0.2"
          + " max_tokens=1 seed=1 messages=1 last_user_message=1 system_prompt=1 answer=1 call=1",
      ])
  }

  @Test func otlpGenaiV136SpansJsonl() throws {
    let sample = try Sample("otlp_genai_v136_spans.jsonl")
    #expect(sample.format == "otlp")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00.120Z 812000us in=88 read=0 write=0+0 out=6 think=0 model=gpt-4o-mini provider=openai chat"
          + " seed=1 messages=1 last_user_message=1 system_prompt=1 answer=1 call=1",
        "2026-11-20T09:00:00.120Z 812000us model=gpt-4o-mini provider=openai chat call=2 failed no-content",
      ])
  }

  @Test func otlpOpenllmetryJsonl() throws {
    let sample = try Sample("otlp_openllmetry.jsonl")
    #expect(sample.format == "otlp")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00.120Z 812000us in=88 read=0 write=0+0 out=6 think=0 model=gpt-4o-mini provider=openai chat"
          + " stream=1 messages=1 last_user_message=1 system_prompt=1 answer=1 call=1"
      ])
  }

  @Test func otlpOpeninferenceJsonl() throws {
    let sample = try Sample("otlp_openinference.jsonl")
    #expect(sample.format == "otlp")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00.120Z 812000us in=24 read=64 write=0+0 out=6 think=0 model=gpt-4o-mini provider=openai chat"
          + " temperature=0.2 messages=1 last_user_message=1 user=1 answer=1 call=1"
      ])
  }

  @Test func otlpCloudflareAigJsonl() throws {
    let sample = try Sample("otlp_cloudflare_aig.jsonl")
    #expect(sample.format == "otlp")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00.120Z 812000us in=88 read=0 write=0+0 out=6 think=0 $0.0000168 model=gpt-4o-mini"
          + " provider=openai chat messages=1 last_user_message=1 team=wms answer=1 call=1"
      ])
  }
}
