internal import Similarity
internal import Traces
internal import Units

/// Accesses of a cache: a time, a key and a size each, as CSV, or in libCacheSim's `oracleGeneral` binary form.
///
/// The key stands for the prompt and the size for that of the answer. Without a header, rows of three fields are time, key and size where
/// the user names the format; those of Twitter's cache traces are told by their operation (twitter/cache-trace: time, key, size of the key,
/// size of the value, client, operation, time to live), of which those that get something are accesses.
struct CacheTrace: LogFormat {
  let name = "cache-trace"
  let title = "plain cache traces (CSV: time, key, size[, model, tokens …]; Twitter's; libCacheSim oracleGeneral)"
  let contents: LogContents = [.times, .usage, .tenants]

  private enum Key {
    static let seconds: [StaticString] = ["time", "timestamp", "ts", "clock", "clock_time", "real_time", "Timestamp", "Time"]
    static let milliseconds: [StaticString] = ["time_ms", "timestamp_ms", "ts_ms"]
    static let microseconds: [StaticString] = ["time_us", "timestamp_us", "ts_us"]
    static let key: [StaticString] = ["key", "obj_id", "object_id", "objID", "obj", "object", "block_id", "Key"]
    static let size: [StaticString] = ["size", "obj_size", "object_size", "bytes", "value_size", "Size"]
    static let model: [StaticString] = ["model", "Model"]
    static let input: [StaticString] = ["input_tokens", "prompt_tokens", "tokens_in", "tokens"]
    static let output: [StaticString] = ["output_tokens", "completion_tokens", "tokens_out"]
    static let milliLatency: [StaticString] = ["latency_ms", "duration_ms"]
    static let user: [StaticString] = ["user", "user_id", "client", "client_id"]
    static let tenant: [StaticString] = ["tenant", "tenant_id", "team"]
  }

  private static let lookups: Set<String> = ["get", "gets", "GET", "READ", "read"]
  private static let changes: Set<String> = [
    "set", "add", "replace", "cas", "append", "prepend", "delete", "incr", "decr", "SET", "PUT", "WRITE", "write", "DELETE",
  ]

  func columns(of row: [CSV.Field], isChosen: Bool) -> [String]? {
    let row = row.map { String(decoding: $0.text, as: UTF8.self) }
    guard let first = row.first, Double(first) != nil else { return nil }
    if row.count == 7, Int(row[2]) != nil, Int(row[3]) != nil, Self.lookups.contains(row[5]) || Self.changes.contains(row[5]) {
      return ["time", "key", "key_size", "size", "client", "operation", "ttl"]
    }
    return isChosen && row.count == 3 && Double(row[2]) != nil ? ["time", "key", "size"] : nil
  }

  func matches(_ record: JSONValue) -> Bool {
    guard record.first(Key.key) != nil, record.first(Key.size) != nil || record.first(Key.output) != nil else { return false }
    // Songs and clothes have keys and sizes too.
    if let size = record.given(Key.size), !size.isNothing, size.whole == nil { return false }
    guard let time = [Key.seconds, Key.milliseconds, Key.microseconds].lazy.compactMap({ record.first($0) }).first else { return false }
    // Beside a prompt, a key is that of an interface or of a cache.
    return (time.isNothing || self.time(record) != nil) && !CallFacts.holdsPrompt(record)
  }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard let key = record.given(Key.key) else { return .broken("no key") }
    if let operation = record["operation"]?.string, Self.changes.contains(operation) { return .other("no look-up: a write to the cache") }
    let print = key.withText { Fingerprint(of: $0) } ?? Fingerprint(of: key.raw)
    draft.read(promptIdentity: print)
    draft.note = .accesses
    draft.answer.bytes = record.given(Key.size)?.whole.map { max($0, 0) } ?? 0
    draft.arrival = time(record)
    draft.duration = Stamp.span(record.given(Key.milliLatency), unit: 1e3)
    draft.model = LoggedName(record.given(Key.model))
    draft.user = LoggedName(record.given(Key.user))
    draft.team = LoggedName(record.given(Key.tenant))
    let output = Usage.count(record.given(Key.output))
    if let input = Usage.count(record.given(Key.input)) ?? output.map({ _ in 0 }) {
      draft.usage = TokenUsage(uncachedInput: input, output: output ?? 0)
    }
    return .request
  }

  /// Times are seconds unless the header says otherwise, from the beginning of the trace or of the Unix epoch; or dates.
  private func time(_ record: JSONValue) -> Int64? {
    if let micro = Stamp.span(record.given(Key.microseconds), unit: 1) { return micro }
    if let milli = Stamp.span(record.given(Key.milliseconds), unit: 1e3) { return milli }
    guard let value = record.given(Key.seconds) else { return nil }
    if let number = value.numeric, number < 1e11 { return Stamp.span(value, unit: 1e6) }
    return Stamp.moment(value)
  }
}
