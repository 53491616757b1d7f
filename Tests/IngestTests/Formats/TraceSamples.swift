import Ingest
import Testing
import Traces

/// Samples of public traces and conversations: every record, with its canonical values. Equal numbers stand for equal values.
@Suite(.disabled(if: FormatData.isAbsent, "the shared data is not beside the repository"))
struct TraceSamples {
  @Test func azureLlmInferenceCsv() throws {
    let sample = try Sample("azure_llm_inference.csv")
    #expect(sample.format == "azure-trace")
    #expect(
      sample.rows == [
        "2023-11-16T18:15:46.680590Z in=374 read=0 write=0+0 out=44 think=0 no-content",
        "2023-11-16T18:15:50.995169Z in=396 read=0 write=0+0 out=109 think=0 no-content",
      ])
  }

  @Test func azureLmmMultimodalCsv() throws {
    let sample = try Sample("azure_lmm_multimodal.csv")
    #expect(sample.format == "azure-trace")
    #expect(
      sample.rows == [
        "2024-10-15T12:00:00Z in=1374 read=0 write=0+0 out=44 think=0 no-content",
        "2024-10-15T12:00:01Z in=396 read=0 write=0+0 out=109 think=0 no-content",
      ])
  }

  @Test func burstgptCsv() throws {
    let sample = try Sample("burstgpt.csv")
    #expect(sample.format == "burstgpt")
    #expect(
      sample.rows == [
        "1970-01-01T00:00:05Z 3200000us in=472 read=0 write=0+0 out=18 think=0 model=ChatGPT chat no-content",
        "1970-01-01T00:00:45Z 7900000us in=1087 read=0 write=0+0 out=230 think=0 model=GPT-4 chat no-content",
        "1970-01-01T00:01:58Z 400000us in=417 read=0 write=0+0 out=0 think=0 model=GPT-4 chat failed no-content",
      ])
  }

  @Test func burstgptV1Csv() throws {
    let sample = try Sample("burstgpt_v1.csv")
    #expect(sample.format == "burstgpt")
    #expect(
      sample.rows == [
        "1970-01-01T00:00:05Z in=472 read=0 write=0+0 out=18 think=0 model=ChatGPT chat no-content",
        "1970-01-01T00:00:45Z in=417 read=0 write=0+0 out=0 think=0 model=GPT-4 chat failed no-content",
      ])
  }

  @Test func mooncakeJsonl() throws {
    let sample = try Sample("mooncake.jsonl")
    #expect(sample.format == "mooncake")
    #expect(
      sample.rows == [
        "1970-01-01T00:00:00Z in=6758 read=0 write=0+0 out=500 think=0 messages=1 earlier_turns=1",
        "1970-01-01T00:00:27.482Z in=6955 read=0 write=0+0 out=52 think=0 messages=2 earlier_turns=2",
      ])
  }

  @Test func qwenBailianJsonl() throws {
    let sample = try Sample("qwen_bailian.jsonl")
    #expect(sample.format == "bailian")
    #expect(
      sample.rows == [
        "1970-01-01T00:00:12.500Z in=40 read=0 write=0+0 out=132 think=0 chat messages=1 earlier_turns=1",
        "1970-01-01T00:01:01.114Z in=64 read=0 write=0+0 out=30 think=0 chat messages=2 earlier_turns=2",
      ])
  }

  @Test func wildchatJsonl() throws {
    let sample = try Sample("wildchat.jsonl")
    #expect(sample.format == "wildchat")
    #expect(
      sample.rows == [
        "2023-04-09T00:02:53Z model=gpt-4-0314 chat messages=1 last_user_message=1 user=1 place=Norway answer=1"
      ])
  }

  @Test func lmsysChatJsonl() throws {
    let sample = try Sample("lmsys_chat.jsonl")
    #expect(sample.format == "lmsys")
    #expect(
      sample.rows == [
        "1970-01-01T00:00:00Z model=vicuna-13b chat messages=1 last_user_message=1 answer=1 no-time",
        "1970-01-01T00:00:00Z model=gpt-4 chat messages=2 last_user_message=2 truncated no-time",
      ])
  }

  @Test func sharegptJson() throws {
    let sample = try Sample("sharegpt.json")
    #expect(sample.format == "sharegpt")
    #expect(
      sample.rows == [
        "1970-01-01T00:00:00Z chat messages=1 last_user_message=1 answer=1 no-time",
        "1970-01-01T00:00:00Z chat messages=2 earlier_turns=1 last_user_message=2 answer=2 no-time",
        "1970-01-01T00:00:00Z chat messages=3 last_user_message=3 system_prompt=1 answer=3 no-time",
      ])
  }
}
