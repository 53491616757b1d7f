internal import Similarity
internal import Traces
internal import Units

/// Langfuse's observations: the export to blob storage (snake case) and that of the user interface (camel case), as JSON lines, JSON or
/// CSV; or inside of their traces, as the interface for programs gives these.
///
/// Source: langfuse/langfuse, `observation-field-groups.ts` and `batchExport/types.ts`. Only generations and embeddings are calls of a
/// model, the innermost where they nest: of a call by Vercel's AI SDK there is one for the call and one for each of its steps.
struct Langfuse: LogFormat {
  let name = "langfuse"
  let title = "Langfuse observations (blob storage and UI exports)"
  let contents: LogContents = [.texts, .times, .usage, .tenants]
  let spansSources = true

  /// Observations around calls.
  private var outer = OuterSpans(
    id: { LoggedName($0["id"])?.fingerprint }, parent: { LoggedName($0.given(Key.parent))?.fingerprint })

  private enum Key {
    static let parent: [StaticString] = ["parent_observation_id", "parentObservationId"]
    static let trace: [StaticString] = ["trace_id", "traceId"]
    static let project: [StaticString] = ["project_id", "projectId"]
    static let start: [StaticString] = ["start_time", "startTime"]
    static let end: [StaticString] = ["end_time", "endTime"]
    static let firstToken: [StaticString] = ["completion_start_time", "completionStartTime"]
    static let model: [StaticString] = ["provided_model_name", "model", "providedModelName"]
    static let parameters: [StaticString] = ["model_parameters", "modelParameters"]
    static let usage: [StaticString] = ["usage_details", "usageDetails"]
    static let cost: [StaticString] = ["total_cost", "totalCost", "calculatedTotalCost", "calculated_total_cost"]
    static let user: [StaticString] = ["user_id", "userId"]
    /// Members of `usage`, or columns.
    static let olderInput: [StaticString] = ["promptTokens", "prompt_tokens", "inputUsage", "input_usage", "inputTokens"]
    static let olderOutput: [StaticString] = ["completionTokens", "completion_tokens", "outputUsage", "output_usage", "outputTokens"]
  }

  private static let signs: [StaticString] = [
    "provided_model_name", "parent_observation_id", "usageDetails", "parentObservationId", "usage_details", "completionStartTime",
    "modelParameters", "totalCost",
  ]

  /// What a trace has that is no observation, and a score: they are exported beside the observations, and say of the same calls again.
  private static let ofTraces: [StaticString] = ["bookmarked", "public", "observationCount", "htmlPath"]
  private static let ofScores: [StaticString] = ["data_type", "dataType", "observation_id", "observationId"]

  /// Why a row of the other tables is no request; `nil` of any other record.
  private static func whyNoCall(_ record: JSONValue) -> String? {
    guard record["id"] != nil, record["timestamp"] != nil, record["name"] != nil, record["type"] == nil else { return nil }
    if record.first(Key.trace) != nil {
      let isScore = record["value"] != nil && record["source"] != nil && record.first(ofScores) != nil
      return isScore ? "a score of Langfuse's, which is no call" : nil
    }
    guard isTrace(record), observations(of: record) == nil else { return nil }
    return "a trace of Langfuse's: its calls are in the export of observations"
  }

  private static func isTrace(_ record: JSONValue) -> Bool {
    record["type"] == nil && record["id"] != nil && record["timestamp"] != nil && record["name"] != nil && record.first(ofTraces) != nil
      && record.first(["release", "tags", "environment"]) != nil
  }

  /// The observations inside of a trace; `nil` where it has none, or names them only.
  private static func observations(of record: JSONValue) -> JSONValue? {
    record["observations"].flatMap { $0[0]?.kind == .object ? $0 : nil }
  }

  func matches(_ record: JSONValue) -> Bool {
    if Self.isTrace(record) || Self.whyNoCall(record) != nil { return true }
    guard record.first(Key.trace) != nil, record.first(Key.start) != nil, record["type"] != nil else { return false }
    return record.first(Self.signs) != nil
  }

  private static func isCall(_ record: JSONValue) -> Bool {
    record["type"]?.isText("GENERATION") == true || record["type"]?.isText("EMBEDDING") == true
  }

  mutating func parts(of record: JSONValue) -> [JSONValue]? {
    if Self.isTrace(record), let inside = Self.observations(of: record) {
      return outer.innermost(of: Array(inside.elements), isCall: Self.isCall)
    }
    let calls = outer.innermost(of: [record], isCall: Self.isCall)
    return Self.isCall(record) ? calls : [record]
  }

  mutating func takenBack() -> [Fingerprint] { outer.takenBack() }

  func read(_ part: JSONValue, of record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let verdict = read(part, into: &draft)
    // Who asked stands with the trace.
    draft.user = draft.user ?? LoggedName(record.first(Key.user))
    return verdict
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    if let cause = Self.whyNoCall(record) { return .other(cause) }
    switch record["type"]?.string {
    case "GENERATION"?: draft.endpoint = .chat
    case "EMBEDDING"?: draft.endpoint = .embedding
    default: return .other("an observation that is no generation")
    }
    readPrompt(record["input"], into: &draft)
    if let output = record["output"] { draft.read(answer: output, isOutput: true) }
    draft.model = LoggedName(record.given(Key.model)) ?? draft.model

    draft.arrival = draft.moment(record.first(Key.start))
    draft.end = draft.moment(record.first(Key.end))
    if let start = draft.arrival, let first = Stamp.moment(record.first(Key.firstToken)), first >= start {
      draft.firstToken = first - start
      draft.flags.insert(.streamed)
    }
    draft.organisation = LoggedName(record.first(Key.project))
    draft.user = LoggedName(record.first(Key.user)) ?? draft.user
    draft.call = LoggedName(record.first(Key.trace))?.fingerprint
    draft.span = LoggedName(record["id"])?.fingerprint
    draft.recordID = draft.span
    draft.read(cost: record.given(Key.cost))
    if draft.loggedCost == nil { draft.read(cost: draft.object(record.given(["costDetails", "cost_details"]))?["total"]) }
    if draft.loggedCost == nil { draft.read(cost: record["usage"]?["totalCost"]) }
    if record["level"]?.string == "ERROR" { draft.flags.insert(.failed) }
    // Each is done with before the next is parsed.
    if let parameters = draft.object(record.given(Key.parameters)) { draft.parameters.add(membersOf: parameters) }
    draft.usage = Self.usage(draft.object(record.given(Key.usage))) ?? olderUsage(record, in: draft)
    let metadata = draft.object(record["metadata"])
    draft.team = LoggedName(metadata?["team"])
    draft.provider = ProviderNames.known(metadata?["ls_provider"])
    return .request
  }

  /// What the SDK sent: messages, an object with messages and tools, or a text, each as JSON or as the text of it.
  private func readPrompt(_ value: JSONValue?, into draft: inout RequestDraft) {
    guard let value, !value.isNull else { return }
    let endpoint = draft.endpoint
    var input = value
    // A text that is a number is a text.
    if value.kind == .string, let json = (try? draft.bodies.request.parse(textOf: value)) ?? nil, json.count > 0 || json.kind == .string {
      input = json
    }
    // Functions that are observed have all that they were called with there.
    if input["args"]?.kind == .array, let named = input["kwargs"], named.count > 0 { input = named }
    if !draft.read(requestBody: input.kind == .object ? input : nil) { draft.conversation.read(messages: input) }
    draft.endpoint = endpoint
  }

  /// The counts of earlier interfaces: `usage` in its own words or in OpenAI's, or columns.
  private func olderUsage(_ record: JSONValue, in draft: RequestDraft) -> TokenUsage? {
    let object = draft.object(record.given(["usage"]))
    // Earlier versions also counted characters, images, seconds and what else was paid by.
    if let unit = object?.given(["unit"]) ?? record.given(["unit"]), !unit.isText("TOKENS"), unit.kind == .string { return nil }
    if let read = Usage.read(object) { return read }
    func count(_ names: [StaticString]) -> Int? { Usage.count(object?.given(names)) ?? Usage.count(record.given(names)) }
    guard let input = Usage.count(object?["input"]) ?? count(Key.olderInput) else { return nil }
    let output = Usage.count(object?["output"]) ?? count(Key.olderOutput) ?? 0
    // Without a count of either, all of the columns are 0.
    return input + output > 0 ? TokenUsage(uncachedInput: input, output: output) : nil
  }

  /// Counts whose names begin with `input` or `output` and exclude each other by convention; where they add up to more than the total, the
  /// cached ones are part of the input.
  static func usage(_ details: JSONValue?) -> TokenUsage? {
    guard let details else { return nil }
    guard let plain = Usage.count(details["input"]) else { return Usage.read(details) }
    var usage = TokenUsage(uncachedInput: plain, output: Usage.count(details["output"]) ?? 0)
    var written = 0
    var thought = 0
    details.forEachMember { key, value in
      guard let count = Usage.count(value) else { return }
      let name = key.string
      switch name {
      case "input", "output", "total": break
      case _ where name.contains("ephemeral_1h") || name.hasSuffix("_1h"): usage.cacheWrite1h += count
      case _ where name.contains("ephemeral_5m") || name.hasSuffix("_5m"): usage.cacheWrite5m += count
      case _ where name.contains("cache") && (name.contains("creation") || name.contains("write")): written += count
      case _ where name.contains("cache"): usage.cacheRead += count
      case "reasoning", "reasoning_tokens": thought = count
      case _ where name.hasPrefix("input"): usage.uncachedInput += count
      case _ where name.hasPrefix("output"):
        usage.output += count
        if name.contains("reasoning") { usage.reasoning += count }
      default: break
      }
    }
    // All that was written stands beside its parts by lifetime.
    usage.cacheWrite5m += max(0, written - usage.cacheWrite5m - usage.cacheWrite1h)
    // A part of the output, or beside it: the total says so.
    if thought > 0 {
      if Usage.count(details["total"]) == usage.total + thought { usage.output += thought }
      usage.reasoning = min(thought, usage.output)
    }
    guard let total = Usage.count(details["total"]) else { return usage }
    // Of Gemini's thoughts only the total tells.
    if details.count == 3, usage.total == plain + usage.output, total > usage.total { usage.output = total - plain }
    guard usage.total > total, plain + usage.output == total else { return usage }
    return Usage.disjoint(
      input: plain, read: usage.cacheRead, write5m: usage.cacheWrite5m, write1h: usage.cacheWrite1h, output: usage.output,
      reasoning: usage.reasoning)
  }
}
