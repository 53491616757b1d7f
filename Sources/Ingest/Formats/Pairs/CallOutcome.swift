internal import Traces

/// Whether a call failed, by all that records of one's own say of it: a status, an error, a flag.
enum CallOutcome {
  /// What holds something where there was an error: its text, an object, or true.
  static let errors: [StaticString] = [
    "error", "error_message", "errorMessage", "exception", "err", "error_type", "error_class", "error_code", "Error", "ErrorMessage",
    "Exception",
  ]
  static let successes: [StaticString] = [
    "success", "ok", "succeeded", "successful", "is_success", "isSuccess", "Success", "IsSuccess",
  ]
  static let failures: [StaticString] = ["is_error", "isError", "failed", "has_error", "is_failure", "IsError", "Failed"]
  private static let ends: [StaticString] = ["finish_reason", "stop_reason", "finishReason", "stopReason"]
  /// Statuses in words, in small letters and without what joins them.
  private static let failedWords: Set<String> = [
    "error", "err", "errored", "failed", "failure", "fail", "timeout", "timedout", "exception", "aborted", "cancelled", "canceled",
    "rejected", "ratelimited", "ratelimit", "unsuccessful",
  ]

  /// What programs write where there was no error; the last is Python's.
  private static let noErrors: Set<String> = ["-", "no error", "none", "no", "ok", "success", "n/a", "na", "nil", "nonetype: none"]

  /// Whether `record` says so; `status` is what stands in the answer's own record, where there is one.
  static func hasFailed(_ record: JSONValue, status: JSONValue? = nil) -> Bool {
    if isFailure(status: status ?? record.first(CallFacts.Key.status)) { return true }
    if errors.contains(where: { isError(record[$0]) }) { return true }
    if record.first(ends)?.isText("error") == true || record["result"]?.isText("error") == true { return true }
    return successes.contains { record[$0]?.truth == false } || failures.contains { record[$0]?.truth == true }
  }

  /// Whether a status is one of failure: a code from 400 on or below 0, or a word.
  static func isFailure(status: JSONValue?) -> Bool {
    guard let status else { return false }
    if let code = status.whole { return code >= 400 || code < 0 }
    guard status.raw.count <= 24, let word = status.string?.lowercased() else { return status.bool == false }
    return failedWords.contains(word.filter { $0 != "_" && $0 != "-" && $0 != " " })
  }

  /// Whether a member that tells of errors tells of one: it is not empty, not false, and not a word for nothing.
  private static func isError(_ value: JSONValue?) -> Bool {
    guard let value, !value.isNothing else { return false }
    if let truth = value.truth { return truth }
    if value.kind == .object {
      var isError = false
      value.forEachMember { _, part in isError = isError || !part.isNothing }
      return isError
    }
    if value.kind == .array { return value.count > 0 }
    return value.raw.count > 20 || !(value.string.map { noErrors.contains($0.lowercased()) } ?? false)
  }
}
