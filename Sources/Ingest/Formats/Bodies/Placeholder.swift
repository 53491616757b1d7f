internal import Traces

/// What loggers and exporters write in place of a text: it is equal for different texts, so that it must never count as one.
///
/// Sources: LiteLLM (`redacted-by-litellm`, and `default-message-value` for calls whose prompt it does not know), OpenInference (`__REDACTED__`), Sentry (`[Filtered]`), Logfire (`[Scrubbed due to …]`),
/// Langfuse's SDKs (`<truncated due to size exceeding limit>`), Datadog's (`[This value has been dropped because …]`), Helicone
/// (`helicone_message`), and what proxies of one's own write. What they leave inside of a text is for ``TextMarks``.
enum Placeholder {
  /// The text was left out on purpose.
  case redacted
  /// The text, or its end, was left out for its length.
  case truncated

  /// How it is flagged in a prompt.
  var flag: RequestFlags { self == .redacted ? .noContent : .truncatedPrompt }

  /// Longest placeholder, in bytes.
  private static let longest = 100
  /// What placeholders are set in, and what stands around the words.
  private static let brackets: [UInt8] = Array("[]<>(){}*_".utf8)
  /// What begins one, if it is set in brackets.
  private static let words: [(StaticString, Placeholder)] = [
    ("redacted", .redacted), ("masked", .redacted), ("scrubbed", .redacted), ("filtered", .redacted), ("removed", .redacted),
    ("hidden", .redacted), ("omitted", .redacted), ("elided", .redacted), ("content redacted", .redacted), ("content omitted", .redacted),
    ("content removed", .redacted), ("content filtered", .redacted), ("prompt redacted", .redacted), ("truncated", .truncated),
    ("this value has been dropped", .truncated),
  ]
  /// What is one as it stands.
  private static let plain: [StaticString] = ["redacted-by-litellm", "redacted", "masked", "default-message-value"]
  /// What they begin with.
  private static let letters: [UInt8] = Array("rmd".utf8)

  /// What the whole of `text` is in place of; `nil` if it is a text of its own.
  /// - Complexity: O(1) for nearly all texts: their first and number of bytes tell.
  static func of(_ text: UnsafeRawBufferPointer) -> Placeholder? {
    guard text.count <= longest, let first = text.first else { return nil }
    return brackets.contains(first) || letters.contains(first | 0x20) ? whole(text) : nil
  }

  private static func whole(_ text: UnsafeRawBufferPointer) -> Placeholder? {
    if plain.contains(where: { $0.utf8CodeUnitCount == text.count && begins(text, with: $0) }) { return .redacted }
    guard let first = text.first, let last = text.last, brackets.contains(first), brackets.contains(last) else { return nil }
    var inner = text[...]
    while let byte = inner.first, brackets.contains(byte) || byte == 0x20 { inner.removeFirst() }
    while let byte = inner.last, brackets.contains(byte) || byte == 0x20 { inner.removeLast() }
    guard !inner.isEmpty else {
      return text.count >= 3 && text.allSatisfy { $0 == UInt8(ascii: "*") } ? .redacted : nil
    }
    let bare = UnsafeRawBufferPointer(rebasing: inner)
    for (word, kind) in words where begins(bare, with: word) {
      let next = bare.count > word.utf8CodeUnitCount ? bare[word.utf8CodeUnitCount] | 0x20 : 0
      if !(0x61...0x7A).contains(next) { return kind }
    }
    return nil
  }

  /// Whether `text` begins with a word in small letters, in any case.
  private static func begins(_ text: UnsafeRawBufferPointer, with word: StaticString) -> Bool {
    word.withUTF8Buffer { word in text.count >= word.count && zip(text, word).allSatisfy { lower($0) == $1 } }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  /// Bytes of the longest part of a message that is looked into.
  private static let longestPart = 512

  /// What stands in place of the inside of a part that is no text, such as an image.
  static func within(_ part: JSONValue) -> Placeholder? {
    guard part.raw.count <= longestPart else { return nil }
    if part["helicone_message"] != nil { return .truncated }
    if part.kind == .string { return part.withText { of($0) ?? (TextMarks.isCut($0, by: .tool) ? .truncated : nil) } ?? nil }
    var found: Placeholder?
    part.forEachMember { _, value in found = found ?? within(value) }
    return found
  }
}
