internal import Traces
internal import Units

/// Vercel AI Gateway's generations, as `/generation?id=` gives them: times and counts, no text.
///
/// Source: vercel/ai, `gateway-generation-info.ts`, whose function gives the same in camel case. `generation_time` is the whole time, in
/// milliseconds.
struct VercelGeneration: LogFormat {
  let name = "vercel"
  let title = "Vercel AI Gateway generation metadata"
  let contents: LogContents = [.times, .usage]

  func matches(_ record: JSONValue) -> Bool {
    let row = record["data"] ?? record
    if row["generationTime"] != nil { return row["promptTokens"] != nil && row["totalCost"] != nil }
    guard row["native_tokens_prompt"] != nil, row["total_cost"] != nil else { return false }
    return row["generation_time"] != nil || Generation.isVercels(row)
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let row = record["data"] ?? record
    Generation.read(row, into: &draft)
    draft.provider = LoggedName("vercel_ai_gateway")
    draft.duration = Stamp.span(row.given(["generation_time", "generationTime"]), unit: 1e3)
    return .request
  }
}
