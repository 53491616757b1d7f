internal import Similarity
internal import Traces
internal import Units

/// What Azure API Management's two logs say of one call: GatewayLogs when and how it went, GatewayLlmLogs what was asked and counted.
///
/// Their rows have the correlation id in common, and may stand in one file.
enum GatewayCall {
  private static let correlation: [StaticString] = ["CorrelationId", "correlationId"]

  /// The id of the call that a row of either log is of.
  static func id(of row: JSONValue) -> Fingerprint? {
    (LoggedName(row.first(correlation)) ?? LoggedName(row["properties"]?.first(correlation)))?.fingerprint
  }

  /// What the same row again has in common with a row, and what is told of the same call by a row that waited for others.
  static func record(_ row: JSONValue) -> Fingerprint? { id(of: row).map { $0.then(Fingerprint(high: 0, low: 4)) } }

  /// Whether a row is of either log.
  static func isRow(_ row: JSONValue) -> Bool { GatewayLogs.isRow(row) || GatewayLLMLog.isRow(row) }

  /// A row of the table AzureDiagnostics, whose columns end in their types (`url_s`, `responseCode_d`), under the names that they have
  /// elsewhere; `nil` of any other row.
  static func rewritten(_ row: JSONValue) -> [UInt8]? {
    guard row.first(["url_s", "responseCode_d", "sequenceNumber_d"]) != nil else { return nil }
    var json = JSONWriter()
    json.raw("{")
    row.forEachMember { key, value in
      guard !value.isNothing else { return }
      json.comma()
      key.withText { name in
        let isTyped = name.count > 2 && name[name.count - 2] == UInt8(ascii: "_") && "sdbgt".utf8.contains(name[name.count - 1])
        json.string(isTyped ? name.dropLast(2) : name[...])
      }
      json.raw(":")
      json.raw(value.raw)
    }
    json.raw("}")
    return json.bytes
  }

  /// Reads a row, or all rows of a call.
  static func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    let rows = record.kind == .array ? Array(record.elements) : [record]
    guard let row = rows.first(where: GatewayLogs.isRow) else {
      guard rows.contains(where: { $0.kind == .object }) else { return .broken("not a JSON object") }
      GatewayLLMLog.read(rows, into: &draft)
      draft.recordID = Self.record(rows[0])
      return .request
    }
    let told = rows.filter(GatewayLLMLog.isRow)
    let verdict = GatewayLogs.read(row, isCall: !told.isEmpty, into: &draft)
    if verdict == .request, !told.isEmpty { GatewayLLMLog.read(told, into: &draft) }
    return verdict
  }
}
