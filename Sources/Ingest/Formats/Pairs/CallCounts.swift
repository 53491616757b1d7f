internal import Traces
internal import Units

/// What records of one's own count.
extension CallFacts {
  /// The counts in an object of them.
  func counts(in object: JSONValue?, of draft: RequestDraft) -> TokenUsage? {
    guard let object, let read = Usage.read(object) else { return nil }
    return settled(read, object, in: draft)
  }

  /// Counts beside everything else.
  func usage(_ record: JSONValue, in draft: inout RequestDraft) -> TokenUsage? {
    let object = draft.object(record.given(Key.usage)).flatMap { $0.kind == .object ? $0 : nil }
    let names = object.map { FlatMembers($0) }
    if names?[.input] == nil, let read = Usage.read(record, isOwn: draft.model?.text.contains("gemini") != true) {
      return read.input == read.uncachedInput ? withCached(read, of: record, in: draft) : settled(read, record, in: draft)
    }
    let bareOutput = draft.model != nil ? record["out"] : nil
    let output = draft.count(record.given(Key.output) ?? names?[.output] ?? object?.given(["output", "completion", "out"]) ?? bareOutput)
    let counted = record.given(Key.input) ?? names?[.input] ?? object?.given(["input", "prompt", "in"])
    let bare = counted == nil && draft.model != nil ? record["in"] : nil
    var input = draft.count(counted ?? bare)
    if counted ?? bare == nil {
      let names = names ?? FlatMembers(record)
      if let fresh = Usage.count(names[.uncached]) {
        let read = Usage.count(names[.cacheRead]) ?? Usage.count(names[.cached]) ?? 0
        return TokenUsage(
          uncachedInput: fresh, cacheRead: read, cacheWrite5m: Usage.count(names[.cacheWrite5m] ?? names[.cacheWrite]) ?? 0,
          cacheWrite1h: Usage.count(names[.cacheWrite1h]) ?? 0, output: output ?? 0)
      }
      // The rest of the total; of an embedding there is no other.
      if let total = Usage.count(names[.total]), output != nil || draft.endpoint == .embedding, total >= output ?? 0 {
        input = total - (output ?? 0)
      }
    }
    // Output alone is a count of it; beside an input that cannot be read it is none.
    let isThere = counted?.isNothing == false || record.first(Key.input) != nil
    guard let input = input ?? (isThere ? nil : output.map { _ in 0 }) else { return nil }
    return withCached(
      TokenUsage(uncachedInput: input, output: output ?? 0), of: record.given(Key.input) == nil ? object ?? record : record, in: draft)
  }

  /// Models whose input includes what was cached, whoever counts it.
  private static let inclusive = ["gpt", "o1", "o3", "o4", "gemini", "grok", "deepseek"]

  /// Counts in Anthropic's words, of which a logger may have told other models' input, and how long what was written lives beside it.
  private func settled(_ usage: TokenUsage, _ counts: JSONValue, in draft: RequestDraft) -> TokenUsage {
    var usage = usage
    let names = FlatMembers(counts)
    if usage.cacheWrite1h == 0, let long = Usage.count(names[.cacheWrite1h]) {
      usage.cacheWrite5m = Usage.count(names[.cacheWrite5m]) ?? max(0, usage.cacheWrite5m - long)
      usage.cacheWrite1h = long
    } else if usage.cacheWrite5m == 0, let short = Usage.count(names[.cacheWrite5m]) {
      usage.cacheWrite5m = short
    }
    let model = draft.model?.text.lowercased().split(separator: "/").last ?? ""
    let cached = usage.input - usage.uncachedInput
    // Nothing was taken off yet.
    guard cached > 0, cached <= usage.uncachedInput, Usage.count(names[.input]) == usage.uncachedInput else { return usage }
    let isInside =
      Usage.count(names[.total]).map { $0 == usage.uncachedInput + usage.output } ?? Self.inclusive.contains { model.hasPrefix($0) }
    if isInside { usage.uncachedInput -= cached }
    return usage
  }

  /// Counts with what was cached and thought, by names of one's own. The total says whether that is a part of the input; where there is none,
  /// it is beside it if it is more, or if it is told as what was read and written, as Anthropic does.
  private func withCached(_ plain: TokenUsage, of counts: JSONValue, in draft: RequestDraft) -> TokenUsage {
    let names = FlatMembers(counts)
    let long = Usage.count(names[.cacheWrite1h]) ?? 0
    let written = max(Usage.count(names[.cacheWrite]) ?? 0, (Usage.count(names[.cacheWrite5m]) ?? 0) + long)
    let told = Usage.count(names[.cacheRead])
    let read = told ?? Usage.count(names[.cached]) ?? Usage.count(counts["cached"]) ?? 0
    let thought = Usage.count(names[.reasoning]) ?? 0
    let all = Usage.count(names[.total])
    // Cursor has what was written to a cache together with the rest, and tells the rest apart.
    if written > 0, read > 0, all == plain.uncachedInput + plain.output + read {
      return TokenUsage(uncachedInput: plain.uncachedInput, cacheRead: read, output: plain.output)
    }
    guard read + written + thought > 0 else { return plain }
    let (input, output) = (plain.uncachedInput, plain.output)
    var isBeside = read + written > input
    switch all {
    case (input + output)?, (input + output + thought)?: isBeside = read + written > input
    case (input + output + read + written)?, (input + output + read + written + thought)?: isBeside = true
    default: isBeside = isBeside || told != nil && (draft.model?.text.lowercased().contains("claude") ?? false)
    }
    return Usage.disjoint(
      input: input + (isBeside ? read + written : 0), read: read, write5m: written - long, write1h: long, output: output,
      reasoning: thought, total: all)
  }
}
