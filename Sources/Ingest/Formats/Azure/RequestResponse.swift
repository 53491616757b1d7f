internal import Traces
internal import Units

/// Azure OpenAI's RequestResponse diagnostic log: times, status and model, neither text nor tokens.
///
/// Source: elastic/integrations' real samples. `requestTime` and `responseTime` are .NET ticks: 100 ns since the year 1. `durationMs` may
/// be negative, and is then not believed. Log Analytics' table AzureDiagnostics has the same under other names.
struct RequestResponse: LogFormat {
  let name = "azure-openai"
  let title = "Azure OpenAI RequestResponse diagnostic logs"
  let contents: LogContents = [.times]

  /// Ticks from the year 1 to the Unix epoch.
  private static let epoch = 621_355_968_000_000_000

  private enum Key {
    static let category: [StaticString] = ["category", "Category"]
    static let operation: [StaticString] = ["operationName", "OperationName"]
    static let properties: [StaticString] = ["properties", "properties_s"]
    static let place: [StaticString] = ["location", "Tenant", "location_s"]
  }

  func matches(_ record: JSONValue) -> Bool {
    record.first(Key.category) != nil && record.first(Key.operation) != nil && record.first(Key.properties) != nil
      && record.first(Key.category)?.string != "GatewayLogs"
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record.first(Key.category)?.string == "RequestResponse" else {
      return .other("a diagnostic record that is no call (of another category)")
    }
    let properties = draft.object(record.first(Key.properties))
    draft.endpoint = Self.endpoint(record.first(Key.operation)?.string ?? "")
    draft.model = LoggedName(properties?["modelName"]) ?? LoggedName(properties?["modelDeploymentName"])
    if draft.endpoint == .unknown, draft.model == nil, LoggedName(properties?["streamType"]) == nil {
      return .other("a call of Azure OpenAI that asks no model (threads, runs, files, lists …)")
    }
    draft.provider = LoggedName("azure")
    if properties?["streamType"]?.string == "Streaming" { draft.flags.insert(.streamed) }

    draft.arrival = Self.moment(ticks: properties?["requestTime"])
    draft.end = Self.moment(ticks: properties?["responseTime"])
    draft.duration = Stamp.span(record.first(["durationMs", "DurationMs"]), unit: 1e3)
    if draft.arrival == nil { draft.end = draft.end ?? Stamp.moment(record.first(["time", "TimeGenerated", "TimeGenerated [UTC]"])) }
    draft.place = LoggedName(record.given(Key.place))
    draft.read(status: record.first(["resultSignature", "ResultSignature"]))
    return .request
  }

  private static func moment(ticks value: JSONValue?) -> Int64? {
    guard let ticks = value?.whole, ticks > epoch else { return nil }
    return Stamp.held(Int64((ticks - epoch) / 10))
  }

  private static func endpoint(_ operation: String) -> Endpoint {
    let operation = operation.lowercased()
    if operation.contains("chatcompletion") { return .chat }
    if operation.contains("embedding") { return .embedding }
    if operation.contains("image") { return .image }
    if operation.contains("audio") || operation.contains("transcription") || operation.contains("translation") { return .audio }
    if operation.contains("response") { return .responses }
    return operation.contains("completion") ? .completion : .unknown
  }
}
