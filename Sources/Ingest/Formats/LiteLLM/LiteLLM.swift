internal import Similarity
internal import Traces
internal import Units

/// What LiteLLM's two kinds of log have in common.
enum LiteLLM {
  private static let redacted = Fingerprint(of: "redacted-by-litellm")

  /// The counts of a row, which include cached tokens for every provider; how many were cached stands in the first object of details that
  /// is about the same number of prompt tokens: `details`, or the usage in the answer, which was read as `answered` if that is not `nil`.
  static func usage(
    input: JSONValue?, output: JSONValue?, status: JSONValue?, details: JSONValue?, ofAnswer: JSONValue? = nil,
    answered: TokenUsage? = nil
  ) -> TokenUsage? {
    guard let input = Usage.count(input), let output = Usage.count(output) else { return nil }
    // A success without tokens was not counted; a failure without tokens cost none.
    if input == 0, output == 0 { return status?.isText("failure") == true ? TokenUsage() : nil }
    let own = counted(ofAnswer, input, output, answered)
    guard var usage = counted(details, input, output) ?? own else { return TokenUsage(uncachedInput: input, output: output) }
    // Of what was written, the answer may say for how long.
    if let own, usage.cacheWrite1h == 0, own.cacheWrite1h > 0, own.cacheWrite5m + own.cacheWrite1h == usage.cacheWrite5m {
      (usage.cacheWrite5m, usage.cacheWrite1h) = (own.cacheWrite5m, own.cacheWrite1h)
    }
    return usage
  }

  /// The counts of an object of details, or what is `known` of it, that is about `input` prompt tokens.
  private static func counted(_ details: JSONValue?, _ input: Int, _ output: Int, _ known: TokenUsage? = nil) -> TokenUsage? {
    guard var usage = known ?? Usage.read(details) else { return nil }
    // An answer in the words of Anthropic or of Responses has its counts in them too: they are the same if their sum is.
    guard usage.input == input || Usage.count(details?["prompt_tokens"]) == input else { return nil }
    // What was thought may stand beside the completion.
    if Usage.count(details?["completion_tokens"]) != output || usage.output < output { usage.output = output }
    usage.reasoning = min(usage.reasoning, usage.output)
    return usage
  }

  /// Names the model that served, by its answer, else by what LiteLLM took its price from; of an alias, which may stand in the answer too, the
  /// other way round.
  static func nameServed(_ answered: LoggedName?, _ priced: JSONValue?, in draft: inout RequestDraft) {
    if draft.isDeployment { return draft.nameServed(answered ?? LoggedName(priced)) }
    draft.nameServed(LoggedName(priced))
    draft.nameServed(answered)
  }

  /// Streams only: elsewhere LiteLLM puts the time of the end there, and a time to the first token is not known.
  static func readFirstToken(_ value: JSONValue?, into draft: inout RequestDraft) {
    guard draft.flags.contains(.streamed), let first = Stamp.moment(value), let start = draft.arrival, let end = draft.end,
      first >= start, first < end
    else { return }
    draft.firstToken = first - start
  }

  /// `success` or `failure`, with the HTTP status as text.
  static func readStatus(_ status: JSONValue?, code: JSONValue?, into draft: inout RequestDraft) {
    guard status?.isText("failure") == true else {
      draft.status = 200
      return
    }
    draft.flags.insert(.failed)
    draft.status = code?.int ?? code?.string.flatMap { Int($0) } ?? 0
  }

  /// Ids of a row; that of a logged hit is its original's and `_cache_hit` and a time. A trace groups the attempts of a call, and may group
  /// more than that.
  static func readIDs(answer: JSONValue?, call: JSONValue?, trace: JSONValue?, start: Int64?, into draft: inout RequestDraft) {
    let call = LoggedName(call)?.fingerprint
    draft.call = LoggedName(trace)?.fingerprint ?? call
    guard let whole = LoggedName(answer)?.fingerprint else { return }
    draft.answerID =
      answer?.withText { id in
        let end = suffix(of: id)
        return end == id.count ? whole : Fingerprint(of: UnsafeRawBufferPointer(rebasing: id[..<end]))
      }
    draft.recordID = whole.then(call ?? .zero).then(Fingerprint(high: UInt64(bitPattern: start ?? 0), low: 1))
  }

  /// Where `_cache_hit1795221874.5221198` begins in an id; its end where there is no such suffix.
  private static func suffix(of id: UnsafeRawBufferPointer) -> Int {
    var end = id.count
    while end > 0, id[end - 1] == UInt8(ascii: ".") || (0x30...0x39).contains(id[end - 1]) { end -= 1 }
    guard end < id.count, end > 10, id[end - 1] == UInt8(ascii: "t") else { return id.count }
    return id[..<end].suffix(10).elementsEqual("_cache_hit".utf8) ? end - 10 : id.count
  }

  /// Says whether the prompt is in the log, and whole: it may be redacted, or have an image cut down to its size.
  static func flagContent(of messages: JSONValue?, in draft: inout RequestDraft) {
    guard let messages, !isRedacted(messages) else {
      draft.flags.insert(.noContent)
      return
    }
    for message in messages.elements {
      let content = message["content"] ?? message
      if content.kind == .string, isRedacted(content) { draft.flags.insert(.noContent) }
      for part in content.elements where part["text"] == nil {
        if part.raw.contains("[base64_data truncated") { draft.flags.insert(.truncatedPrompt) }
      }
    }
  }

  /// Whether a value was replaced by LiteLLM's redaction.
  static func isRedacted(_ value: JSONValue) -> Bool {
    guard let text = value.kind == .object ? value["text"] : value, text.raw.count < 32 else { return false }
    return text.withText { Fingerprint(of: $0) } == redacted
  }
}

/// LiteLLM's `call_type`, with or without the `a` of its asynchronous calls.
enum CallType {
  /// The kind of call that it names.
  static func endpoint(_ value: JSONValue?) -> Endpoint {
    // What nearly all calls are needs no search.
    if value?.isText("acompletion") == true { return .chat }
    return value?.withText { text in
      for (name, endpoint) in names where same(name, text) { return endpoint }
      // A call that was refused before it was told what it is has its route there.
      if text.first == UInt8(ascii: "/") { return CallTarget(method: nil, uri: value?.string).dialect?.endpoint ?? .other }
      return text.isEmpty ? .unknown : .other
    } ?? .unknown
  }

  /// Why a call of this type asks no model, as a cause; `nil` if it may.
  static func whyNoCall(_ value: JSONValue?) -> String? {
    guard endpoint(value) == .other, let type = value?.string, !type.contains("completion"), !type.contains("embed") else { return nil }
    return others.contains { type.contains($0) } ? "no call of a model: LiteLLM's own interfaces (files, batches, tools, searches)" : nil
  }

  /// What is in the names of calls of LiteLLM's other interfaces.
  private static let others = [
    "file", "batch", "fine_tuning", "count_tokens", "mcp", "vector_store", "thread", "assistant", "search", "container", "list_", "ingest",
    "skill",
  ]

  private static let names: [(StaticString, Endpoint)] = [
    ("completion", .chat), ("text_completion", .completion), ("responses", .responses), ("anthropic_messages", .messages),
    ("generate_content", .chat), ("generate_content_stream", .chat), ("embedding", .embedding), ("image_generation", .image),
    ("image_edit", .image), ("image_variation", .image), ("moderation", .moderation), ("transcription", .audio), ("speech", .audio),
    ("rerank", .rerank), ("pass_through_endpoint", .unknown), ("llm_passthrough_route", .unknown),
  ]

  private static func same(_ name: StaticString, _ text: UnsafeRawBufferPointer) -> Bool {
    let skipped = text.count - name.utf8CodeUnitCount
    guard skipped == 0 || (skipped == 1 && text.first == UInt8(ascii: "a")) else { return false }
    return name.withUTF8Buffer { $0.elementsEqual(text.dropFirst(skipped)) }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether `word`, which is not empty, stands somewhere in the bytes.
  /// - Complexity: O(*n*) for words whose first byte is rare.
  func contains(_ word: StaticString) -> Bool {
    word.withUTF8Buffer { word in
      guard let first = word.first, count >= word.count else { return false }
      var index = 0
      while index <= count - word.count {
        if self[index] == first, zip(word, self[index...]).allSatisfy({ $0 == $1 }) { return true }
        index += 1
      }
      return false
    }
  }
}
