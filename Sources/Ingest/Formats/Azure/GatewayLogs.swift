internal import Similarity
internal import Traces
internal import Units

/// Azure API Management's GatewayLogs, with bodies if logging them was switched on; as diagnostic settings write them or as exported from
/// Log Analytics.
///
/// Source: elastic/integrations' real samples and learn.microsoft.com, by which the stamp is when the gateway began with the request. Where
/// bodies or counts are missing, a row waits for those of ``GatewayLLMLog``.
struct GatewayLogs: LogFormat {
  let name = "azure-apim"
  let title = "Azure API Management GatewayLogs"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]

  func matches(_ record: JSONValue) -> Bool { Self.isRow(record) }

  func accepts(_ record: JSONValue) -> Bool { GatewayCall.isRow(record) }

  func rewritten(_ record: JSONValue) -> [UInt8]? { GatewayCall.rewritten(record) }

  /// Whether a row is of this log.
  static func isRow(_ record: JSONValue) -> Bool {
    if record["category"]?.isText("GatewayLogs") == true || record["Category"]?.isText("GatewayLogs") == true { return true }
    if record["Type"]?.isText("ApiManagementGatewayLogs") == true { return true }
    if record["OperationName"]?.isText("Microsoft.ApiManagement/GatewayLogs") == true { return true }
    return record["ResponseCode"] != nil && record["TotalTime"] != nil && record.first(["BackendResponseCode", "CorrelationId"]) != nil
  }

  private static let request: [StaticString] = ["requestBody", "RequestBody", "backendRequestBody", "BackendRequestBody"]
  private static let response: [StaticString] = ["responseBody", "ResponseBody", "backendResponseBody", "BackendResponseBody"]

  func joint(of part: JSONValue) -> Joint? {
    if Self.isRow(part) {
      // As text, properties have the same names.
      let fields = part["properties"] ?? part
      if fields.kind == .string ? fields.raw.contains("usage") : Self.isWhole(fields) { return nil }
    }
    return GatewayCall.id(of: part).map { Joint(id: $0) }
  }

  /// Whether a row has all that there is to know.
  private static func isWhole(_ fields: JSONValue) -> Bool {
    fields.given(request) != nil && fields.given(response)?.raw.contains("usage") == true
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict { GatewayCall.read(record, into: &draft) }

  /// Reads a row, of which another log may say that it `isCall` of a model.
  static func read(_ record: JSONValue, isCall: Bool, into draft: inout RequestDraft) -> Verdict {
    let properties = draft.object(record["properties"]) ?? record
    let uri = properties.given(["backendUrl", "BackendUrl", "url", "Url"])?.string
    let target = CallTarget(method: properties.given(["method", "Method"])?.string, uri: uri)
    if let cause = target.whyNoRequest { return .other(cause) }

    if let body = properties.given(Self.response) {
      draft.read(answer: body)
    }
    let body = properties.given(Self.request)
    let isRead = draft.read(requestBody: body, in: body == nil ? nil : target.dialect)
    guard isCall || isRead || target.dialect != nil || target.model != nil || draft.answer.usage != nil else {
      return .other("no call of a model: neither its address nor its bodies are of a model's interface")
    }
    if draft.endpoint == .unknown { draft.endpoint = target.dialect?.endpoint ?? .unknown }
    if record["truncated"]?.whole ?? 0 > 0 { draft.flags.insert(.truncatedPrompt) }
    draft.model = draft.answer.model ?? draft.model ?? target.model.flatMap { LoggedName($0) }
    draft.provider = LoggedName(target.provider ?? "azure")

    draft.arrival = draft.moment(record.given(["time", "TimeGenerated", "TimeGenerated [UTC]"]))
    draft.duration = Stamp.span(record.given(["durationMs", "DurationMs", "TotalTime"]), unit: 1e3)
    draft.usage = draft.answer.usage
    draft.read(status: properties.given(["responseCode", "ResponseCode"]))
    if draft.answer.isError { draft.flags.insert(.failed) }
    draft.read(cacheStatus: properties.given(["cache", "Cache"]))
    draft.answerID = draft.answer.id
    draft.team = LoggedName(properties.given(["productId", "ProductId"]))
    draft.user = LoggedName(properties.given(["userId", "UserId"])) ?? draft.user
    draft.apiKey = LoggedName(properties.given(["apimSubscriptionId", "ApimSubscriptionId"]))
    draft.place = LoggedName(record.given(["location", "Region"]))
    draft.recordID = GatewayCall.record(record)
    return .request
  }
}
