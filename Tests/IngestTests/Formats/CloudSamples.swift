import Ingest
import Testing
import Traces

/// Samples of clouds, providers and servers: every record, with its canonical values. Equal numbers stand for equal values.
@Suite(.disabled(if: FormatData.isAbsent, "the shared data is not beside the repository"))
struct CloudSamples {
  @Test func bedrockInvocationJsonl() throws {
    let sample = try Sample("bedrock_invocation.jsonl")
    #expect(sample.format == "bedrock")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00Z 812000us in=24 read=64 write=0+0 out=6 think=0"
          + " model=eu.anthropic.claude-haiku-4-5-20251001-v1:0 provider=bedrock chat temperature=0.2 top_p=1 max_tokens=1"
          + " other_parameters=1 messages=1 last_user_message=1 system_prompt=1 organisation=111122223333 team=wms api_key=1"
          + " place=eu-north-1 answer=1",
        "2026-11-20T09:00:00Z 640000us first=210000us in=14 read=0 write=0+0 out=6 think=0"
          + " model=anthropic.claude-3-haiku-20240307-v1:0 provider=bedrock messages temperature=0.2 max_tokens=1 messages=2"
          + " last_user_message=1 organisation=111122223333 team=wms api_key=1 place=eu-north-1 answer=1 streamed",
        "2026-11-20T09:00:00Z 812000us in=3263 read=0 write=0+0 out=6 think=0"
          + " model=eu.anthropic.claude-haiku-4-5-20251001-v1:0 provider=bedrock chat messages=3 earlier_turns=1"
          + " last_user_message=2 organisation=111122223333 team=wms api_key=1 place=eu-north-1 answer=1 streamed",
        "2026-11-20T09:00:00Z status=429 model=eu.anthropic.claude-haiku-4-5-20251001-v1:0 provider=bedrock chat"
          + " messages=4 last_user_message=3 organisation=111122223333 team=wms api_key=1 place=eu-north-1 failed",
        "2026-11-20T09:00:00Z 812000us in=41000 read=0 write=0+0 out=6 think=0"
          + " model=eu.anthropic.claude-haiku-4-5-20251001-v1:0 provider=bedrock chat organisation=111122223333 team=wms"
          + " api_key=1 place=eu-north-1 answer=1 no-content",
      ])
  }

  @Test func azureApimGatewaylogsJsonl() throws {
    let sample = try Sample("azure_apim_gatewaylogs.jsonl")
    #expect(sample.format == "azure-apim")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00.932Z 812000us in=88 read=0 write=0+0 out=6 think=0 status=200 model=gpt-4o-mini"
          + " provider=azure chat temperature=0.2 messages=1 last_user_message=1 system_prompt=1 place=East US answer=1",
        "2026-11-20T09:00:00.932Z 9000us in=88 read=0 write=0+0 out=6 think=0 status=200 model=gpt-4o-mini provider=azure"
          + " chat temperature=0.2 messages=1 last_user_message=1 system_prompt=1 place=East US answer=1 original=0 hit",
        "2026-11-20T09:00:00.932Z 812000us status=400 model=chat-prod provider=azure chat temperature=0.2 messages=1"
          + " last_user_message=1 system_prompt=1 place=East US failed",
      ])
  }

  @Test func azureApimLlmlogJsonl() throws {
    let sample = try Sample("azure_apim_llmlog.jsonl")
    #expect(sample.format == "azure-llm")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00.932Z in=88 read=0 write=0+0 out=6 think=0 model=gpt-4o-mini provider=azure chat messages=1"
          + " last_user_message=1 system_prompt=1 answer=1"
      ])
  }

  @Test func azureOpenaiRequestresponseJsonl() throws {
    let sample = try Sample("azure_openai_requestresponse.jsonl")
    #expect(sample.format == "azure-openai")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00.120Z 812000us status=200 model=gpt-4o-mini provider=azure chat place=eastus no-content",
        "2026-11-20T09:00:05Z 1900000us status=200 model=gpt-4o-mini provider=azure chat place=eastus streamed no-content",
        "2026-11-20T09:00:06.996Z 4000us status=429 model=gpt-4o-mini provider=azure chat place=eastus failed no-content",
      ])
  }

  @Test func vertexRequestResponseJsonl() throws {
    let sample = try Sample("vertex_request_response.jsonl")
    #expect(sample.format == "vertex")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:11.435600Z 812400us in=24 read=64 write=0+0 out=46 think=40 model=gemini-2.5-flash"
          + " provider=vertex_ai chat temperature=0 max_tokens=1 messages=1 last_user_message=1 system_prompt=1 organisation=p"
          + " place=us-central1 answer=1",
        "2026-11-20T09:00:11.435600Z 812400us in=24 read=64 write=0+0 out=46 think=40 model=gemini-2.5-flash"
          + " provider=vertex_ai chat messages=2 earlier_turns=1 last_user_message=2 organisation=p place=us-central1 answer=1"
          + " streamed",
        "2026-11-20T09:00:12.236Z 12000us model=gemini-2.5-flash provider=vertex_ai chat temperature=0 max_tokens=1"
          + " messages=1 last_user_message=1 system_prompt=1 organisation=p place=us-central1 failed",
      ])
  }

  @Test func sglangRequestsJsonl() throws {
    let sample = try Sample("sglang_requests.jsonl")
    #expect(sample.format == "sglang")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00.120Z 812000us in=24 read=64 write=0+0 out=6 think=0 completion temperature=0.2 max_tokens=1"
          + " messages=1 last_user_message=1 answer=1",
        "2026-11-20T09:00:01.900Z 100000us in=9 read=0 write=0+0 out=0 think=0 completion temperature=0.2 no-content"
          + " unfinished",
      ])
    #expect(sample.setAside == ["1 the arrival of a request, which its end repeats"])
  }

  @Test func openaiBatchInputJsonl() throws {
    let sample = try Sample("openai_batch_input.jsonl")
    #expect(sample.format == "batch")
    #expect(
      sample.rows == [
        "1970-01-01T00:00:00Z model=gpt-4.1-mini chat temperature=0 max_tokens=1 messages=1 last_user_message=1"
          + " system_prompt=1 batch no-time",
        "1970-01-01T00:00:00Z model=gpt-4.1-mini responses messages=2 earlier_turns=1 last_user_message=2 system_prompt=2"
          + " batch no-time",
        "1970-01-01T00:00:00Z model=text-embedding-3-small embedding messages=3 last_user_message=3 batch no-time",
      ])
  }

  @Test func openaiBatchOutputJsonl() throws {
    let sample = try Sample("openai_batch_output.jsonl")
    #expect(sample.format == "batch")
    #expect(
      sample.rows == [
        "2026-11-21T00:44:31Z in=30 read=0 write=0+0 out=2 think=0 status=200 model=gpt-4.1-mini chat answer=1 no-content"
          + " batch coarse-time",
        "2026-11-21T00:44:31Z status=400 failed no-content batch no-time",
        "2026-11-21T00:44:31Z failed no-content batch no-time",
      ])
  }
}
