internal import Similarity
internal import Traces
internal import Units

/// Azure API Management's GatewayLogs, with bodies if logging them was switched on; as diagnostic settings write them or as exported from
/// Log Analytics.
///
/// Source: elastic/integrations' real samples and learn.microsoft.com. The stamp is that of the end.
struct GatewayLogs: LogFormat {
  let name = "azure-apim"
  let title = "Azure API Management GatewayLogs"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]

  func matches(_ record: JSONValue) -> Bool {
    if record["category"]?.isText("GatewayLogs") == true || record["Category"]?.isText("GatewayLogs") == true { return true }
    if record["Type"]?.isText("ApiManagementGatewayLogs") == true { return true }
    if record["OperationName"]?.isText("Microsoft.ApiManagement/GatewayLogs") == true { return true }
    return record["ResponseCode"] != nil && record["TotalTime"] != nil && record.first(["BackendResponseCode", "CorrelationId"]) != nil
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let properties = draft.object(record["properties"]) ?? record
    let uri = properties.given(["backendUrl", "BackendUrl", "url", "Url"])?.string
    let target = CallTarget(method: properties.given(["method", "Method"]), uri: uri)
    if let cause = target.whyNoRequest { return .other(cause) }

    if let body = properties.given(["responseBody", "ResponseBody", "backendResponseBody", "BackendResponseBody"]) {
      draft.read(answer: body)
    }
    let body = properties.given(["requestBody", "RequestBody", "backendRequestBody", "BackendRequestBody"])
    draft.read(requestBody: body, in: body == nil ? nil : target.dialect)
    if draft.endpoint == .unknown { draft.endpoint = target.dialect?.endpoint ?? .unknown }
    if record["truncated"]?.whole ?? 0 > 0 { draft.flags.insert(.truncatedPrompt) }
    draft.model = draft.answer.model ?? draft.model ?? target.model.flatMap { LoggedName($0) }
    draft.provider = LoggedName(target.provider ?? "azure")

    draft.end = Stamp.moment(record.given(["time", "TimeGenerated", "TimeGenerated [UTC]"]))
    draft.duration = Stamp.span(record.given(["durationMs", "TotalTime"]), unit: 1e3)
    draft.usage = draft.answer.usage
    draft.read(status: properties.given(["responseCode", "ResponseCode"]))
    if draft.answer.isError { draft.flags.insert(.failed) }
    draft.read(cacheStatus: properties.given(["cache", "Cache"]))
    draft.answerID = draft.answer.id
    draft.team = LoggedName(properties.given(["productId", "ProductId"]))
    draft.user = LoggedName(properties.given(["userId", "UserId"])) ?? draft.user
    draft.apiKey = LoggedName(properties.given(["apimSubscriptionId", "ApimSubscriptionId"]))
    draft.place = LoggedName(record.given(["location", "Region"]))
    draft.read(recordID: record.given(["correlationId", "CorrelationId"]))
    return .request
  }
}
