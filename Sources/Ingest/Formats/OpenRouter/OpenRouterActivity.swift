/// OpenRouter's activity export: sums by day and model, recognised to be refused.
struct OpenRouterActivity: LogFormat {
  let name = "openrouter-activity"
  let title = "OpenRouter activity (refused: sums by day, not requests)"
  let contents: LogContents = []

  func matches(_ record: JSONValue) -> Bool { record["model_permaslug"] != nil && record["requests"] != nil }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    .other("a sum of many requests by day and model, which cannot be replayed: export generations (/generation) or a broadcast instead")
  }
}
