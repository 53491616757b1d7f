import Ingest
import Testing
import Traces

/// Samples of gateways and proxies: every record, with its canonical values. Equal numbers stand for equal values.
@Suite(.disabled(if: FormatData.isAbsent, "the shared data is not beside the repository"))
struct GatewaySamples {
  @Test func heliconeJsonl() throws {
    let sample = try Sample("helicone.jsonl")
    #expect(sample.format == "helicone")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00Z 812000us in=24 read=64 write=0+0 out=6 think=0 $0.0000168 status=200 model=gpt-4o-mini"
          + " provider=openai chat temperature=0.2 messages=1 last_user_message=1 system_prompt=1 team=wms user=1 place=NO"
          + " answer=1 call=1",
        "2026-11-20T09:00:00Z 9000us in=24 read=64 write=0+0 out=6 think=0 $0 status=200 model=gpt-4o-mini provider=openai"
          + " chat temperature=0.2 messages=1 last_user_message=1 system_prompt=1 team=wms user=1 place=NO answer=1 call=1"
          + " original=0 hit",
        "2026-11-20T09:00:00Z 1900000us first=244000us in=24 read=64 write=0+0 out=6 think=0 $0.0000168 status=200"
          + " model=gpt-4o-mini provider=openai chat stream=1 messages=2 earlier_turns=1 last_user_message=2 team=wms user=1"
          + " place=NO answer=1 call=2 streamed",
        "2026-11-20T09:00:00Z 812000us $0.0000168 status=429 model=gpt-4o-mini provider=openai chat temperature=0.2"
          + " messages=1 last_user_message=1 system_prompt=1 team=wms user=1 place=NO call=1 failed",
        "2026-11-20T09:00:00Z in=24 read=64 write=0+0 out=6 think=0 $0.0000168 model=gpt-4o-mini provider=openai chat"
          + " temperature=0.2 messages=1 last_user_message=1 system_prompt=1 team=wms user=1 place=NO call=1 failed",
      ])
  }

  @Test func heliconeCsv() throws {
    let sample = try Sample("helicone.csv")
    #expect(sample.format == "helicone")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00Z 812000us in=88 read=0 write=0+0 out=6 think=0 $0.0000168 status=200 model=gpt-4o-mini chat"
          + " temperature=0.2 messages=1 last_user_message=1 system_prompt=1 team=wms user=1 call=1",
        "2026-11-20T09:00:00Z 812000us in=88 read=0 write=0+0 out=6 think=0 $0 status=200 model=gpt-4o-mini chat"
          + " temperature=0.2 messages=1 last_user_message=1 system_prompt=1 team=wms user=1 call=1",
        "2026-11-20T09:00:00Z 812000us in=88 read=0 write=0+0 out=6 think=0 $0.0000168 status=200 model=gpt-4o-mini chat"
          + " stream=1 messages=2 earlier_turns=1 last_user_message=2 team=wms user=1 call=2 streamed",
      ])
  }

  @Test func portkeyJsonl() throws {
    let sample = try Sample("portkey.jsonl")
    #expect(sample.format == "portkey")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00Z 812000us in=88 read=0 write=0+0 out=6 think=0 $0.0000168 status=200 model=gpt-4o-mini"
          + " provider=openai chat temperature=0.2 messages=1 last_user_message=1 system_prompt=1 team=wms user=1 answer=1"
          + " call=1",
        "2026-11-20T09:00:00Z 11000us in=88 read=0 write=0+0 out=6 think=0 $0 status=200 model=gpt-4o-mini provider=openai"
          + " chat temperature=0.2 messages=1 last_user_message=1 system_prompt=1 team=wms user=1 answer=1 call=1",
        "2026-11-20T09:00:00Z 812000us in=88 read=0 write=0+0 out=6 think=0 $0.0000168 status=200 model=gpt-4o-mini"
          + " provider=openai chat stream=1 messages=2 earlier_turns=1 last_user_message=2 team=wms user=1 answer=1 call=2"
          + " streamed",
        "2026-11-20T09:00:00Z 812000us in=0 read=0 write=0+0 out=0 think=0 $0 status=429 model=gpt-4o-mini provider=openai"
          + " chat temperature=0.2 messages=1 last_user_message=1 system_prompt=1 team=wms user=1 call=1 failed",
      ])
  }

  @Test func kongAiJsonl() throws {
    let sample = try Sample("kong_ai.jsonl")
    #expect(sample.format == "kong")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00.120Z 812000us in=88 read=0 write=0+0 out=6 think=0 $0.0000168 status=200 model=gpt-4o-mini"
          + " provider=openai chat messages=1 last_user_message=1 system_prompt=1 organisation=default team=wms user=1"
          + " answer=1",
        "2026-11-20T09:00:03Z 12000us in=88 read=0 write=0+0 out=6 think=0 $0.0000168 status=200 model=gpt-4o-mini"
          + " provider=openai chat messages=1 last_user_message=1 system_prompt=1 organisation=default team=wms user=1"
          + " answer=1 original=0 hit semantic-hit",
        "2026-11-20T09:00:04Z 812000us in=0 read=0 write=0+0 out=0 think=0 $0 status=429 model=gpt-4o-mini provider=openai"
          + " chat messages=1 last_user_message=1 system_prompt=1 organisation=default team=wms user=1 answer=1 failed",
        "2026-11-20T09:00:05Z 812000us in=28 read=0 write=0+0 out=20 think=0 $0.0038 status=200 model=command"
          + " provider=cohere chat messages=2 last_user_message=2 organisation=default team=wms user=1 answer=2",
      ])
  }

  @Test func envoyAiGatewayJsonl() throws {
    let sample = try Sample("envoy_ai_gateway.jsonl")
    #expect(sample.format == "envoy")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00.120Z 812000us in=88 read=0 write=0+0 out=6 think=0 status=200 model=gpt-4o-mini"
          + " provider=openai chat no-content",
        "2026-11-20T09:00:00.120Z 812000us status=429 model=gpt-4o-mini provider=openai chat failed no-content",
        "2026-11-20T09:00:00.120Z 1900000us in=88 read=0 write=0+0 out=6 think=0 status=200 model=gpt-4o-mini"
          + " provider=openai chat no-content",
      ])
  }

  @Test func openrouterGenerationJsonl() throws {
    let sample = try Sample("openrouter_generation.jsonl")
    #expect(sample.format == "openrouter")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00.120Z 812000us first=244000us in=24 read=64 write=0+0 out=6 think=0 $0.0000168"
          + " model=openai/gpt-4o-mini provider=openrouter chat organisation=w1 user=1 streamed no-content",
        "2026-11-20T09:00:00.120Z 598000us first=30000us in=24 read=64 write=0+0 out=6 think=0 $0 model=openai/gpt-4o-mini"
          + " provider=openrouter chat organisation=w1 user=1 original=0 streamed no-content hit",
        "2026-11-20T09:00:00.120Z 812000us first=244000us in=24 read=64 write=0+0 out=0 think=0 $0"
          + " model=openai/gpt-4o-mini provider=openrouter chat organisation=w1 user=1 streamed failed no-content unfinished",
      ])
  }

  @Test func vercelGenerationJsonl() throws {
    let sample = try Sample("vercel_generation.jsonl")
    #expect(sample.format == "vercel")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00Z 812000us first=244000us in=24 read=64 write=0+0 out=6 think=0 $0.0000168"
          + " model=openai/gpt-4o-mini provider=vercel_ai_gateway chat streamed no-content",
        "2026-11-20T09:00:02Z 0us in=0 read=0 write=0+0 out=0 think=0 $0 model=openai/gpt-4o-mini"
          + " provider=vercel_ai_gateway chat failed no-content unfinished",
      ])
  }

  @Test func litellmSpendlogsCsv() throws {
    let sample = try Sample("litellm_spendlogs.csv")
    #expect(sample.format == "litellm-spend")
    #expect(
      sample.rows == [
        "2026-11-21T00:44:31.938Z 1315000us in=56 read=64 write=0+0 out=18 think=0 $0.000024 status=200 model=gpt-4o-mini"
          + " provider=openai chat temperature=0 max_tokens=1 other_parameters=1 cache_controls=1 messages=1 last_user_message=1 system_prompt=1"
          + " organisation=org-7 team=team-wms user=1 api_key=1 answer=1 call=1",
        "2026-11-21T00:44:31.938Z 1315000us in=0 read=0 write=0+0 out=0 think=0 $0 status=400 model=gpt-4o-mini provider=openai chat"
          + " temperature=0 max_tokens=1 other_parameters=1 cache_controls=1 messages=1 last_user_message=1 system_prompt=1"
          + " organisation=org-7 team=team-wms"
          + " user=1 api_key=1 call=1 failed",
        "2026-11-21T00:44:31.938Z 1315000us in=56 read=64 write=0+0 out=18 think=0 $0.000024 status=200 model=gpt-4o-mini"
          + " provider=openai chat organisation=org-7 team=team-wms user=1 api_key=1 call=2 no-content",
        "2026-11-21T00:44:59.930Z 1000us in=56 read=64 write=0+0 out=18 think=0 $0 status=200 model=gpt-4o-mini"
          + " provider=openai chat temperature=0 max_tokens=1 other_parameters=1 cache_controls=1 messages=1 last_user_message=1 system_prompt=1"
          + " organisation=org-7 team=team-wms user=1 api_key=1 answer=1 call=1 original=0 hit",
        "2026-11-21T00:45:10Z 3000000us first=410000us in=56 read=64 write=0+0 out=18 think=0 $0.000024 status=200"
          + " model=gpt-4o-mini provider=openai chat stream=1 messages=2 last_user_message=2 organisation=org-7 team=team-wms"
          + " user=1 api_key=1 answer=1 call=3 streamed truncated",
      ])
  }

  @Test func cloudflareApiLogsJson() throws {
    let sample = try Sample("cloudflare_api_logs.json")
    #expect(sample.format == "cloudflare")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00Z 812000us in=88 read=0 write=0+0 out=6 think=0 $0.0000168 status=200 model=gpt-4o-mini"
          + " provider=openai chat messages=1 last_user_message=1 team=wms answer=1",
        "2026-11-20T09:00:02Z 9000us in=88 read=0 write=0+0 out=6 think=0 $0 status=200 model=gpt-4o-mini provider=openai"
          + " chat no-content hit",
        "2026-11-20T09:00:03Z 44000us status=429 model=gpt-4o-mini provider=openai chat failed no-content",
      ])
  }

  @Test func cloudflareLogpushDecryptedJsonl() throws {
    let sample = try Sample("cloudflare_logpush_decrypted.jsonl")
    #expect(sample.format == "cloudflare-logpush")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00Z 812000us in=88 read=0 write=0+0 out=6 think=0 $0.0000168 status=200 model=gpt-4o-mini"
          + " provider=openai chat temperature=0.2 messages=1 last_user_message=1 system_prompt=1 organisation=wms team=wms"
          + " user=1 answer=1",
        "2026-11-20T09:00:00Z 12000us in=88 read=0 write=0+0 out=6 think=0 $0 status=200 model=gpt-4o-mini provider=openai"
          + " chat temperature=0.2 messages=1 last_user_message=1 system_prompt=1 organisation=wms answer=1 original=0 hit",
        "2026-11-20T09:00:00Z 812000us in=0 read=0 write=0+0 out=0 think=0 $0 status=429 model=gpt-4o-mini provider=openai"
          + " chat messages=2 last_user_message=2 organisation=wms failed",
      ])
  }

  @Test func cloudflareLogpushEncryptedJsonl() throws {
    let sample = try Sample("cloudflare_logpush_encrypted.jsonl")
    #expect(sample.format == "cloudflare-logpush")
    #expect(
      sample.rows == [
        "2026-11-20T09:00:00Z 812000us in=88 read=0 write=0+0 out=6 think=0 $0.0000168 status=200 model=gpt-4o-mini"
          + " provider=openai chat organisation=wms no-content",
        "2026-11-20T09:00:00Z 12000us in=88 read=0 write=0+0 out=6 think=0 $0 status=200 model=gpt-4o-mini provider=openai"
          + " chat organisation=wms no-content hit",
        "2026-11-20T09:00:00Z 812000us in=88 read=0 write=0+0 out=6 think=0 $0.0000168 status=429 model=gpt-4o-mini"
          + " provider=openai chat organisation=wms failed no-content",
      ])
  }
}
