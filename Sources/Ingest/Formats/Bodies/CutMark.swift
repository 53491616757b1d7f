/// What loggers write where they leave out a part of a text: "[... 1234 chars omitted ...]", "<truncated>", "… +500 chars".
///
/// It is in brackets, with the word truncated, or a number of characters and what became of them, and nothing beside but words that belong
/// there; or it is that behind an ellipsis at the end. People and programs write such things too, and a request that is flagged is not
/// served: prose in brackets, code, what is quoted and what is talked about is left out, as far as that can be told.
///
/// Sources: LiteLLM (`(litellm_truncated skipped 5000 chars. …)`, `[base64_data truncated: 330B]`), Langfuse's SDKs (`<truncated due to size
/// exceeding limit>`). NewsAPI's `[+1234 chars]`, which is part of articles, is none.
enum CutMark {
  private typealias Text = UnsafeRawBufferPointer

  /// Longest mark, in bytes.
  private static let longest = 120
  /// Texts below this that talk of cutting texts are taken to talk of the mark; long ones may well be cut, and hold the word.
  private static let longestTalk = 1_000

  /// Whether "nca" at a place is in a word that ends as truncated does.
  static func isWord(_ text: UnsafeRawBufferPointer, at place: Int) -> Bool {
    guard place >= 3, has("tru", text, at: place - 3), has("ted", text, at: place + 3) else { return false }
    return place + 6 == text.count || !isLetter(text[place + 6])
  }

  /// Whether a digit and a space at a place are of a number of characters, or of more of them.
  static func isCount(_ text: UnsafeRawBufferPointer, at place: Int) -> Bool {
    switch text[place + 2] | 0x20 {
    case UInt8(ascii: "c"): has("chars", text, at: place + 2) || has("character", text, at: place + 2)
    case UInt8(ascii: "b"): has("byte", text, at: place + 2)
    case UInt8(ascii: "t"): has("token", text, at: place + 2)
    case UInt8(ascii: "m"): has("more ", text, at: place + 2) || has("mb", text, at: place + 2)
    default: has("kb", text, at: place + 2)
    }
  }

  /// Whether a mark that no one but a logger writes has its word at a place.
  static func isOwn(_ text: UnsafeRawBufferPointer, at place: Int) -> Bool {
    if has("(litellm_", text, at: place - 12) { return has(" skipped ", text, at: place + 6) }
    return has("[base64_data ", text, at: place - 16) && has(": ", text, at: place + 6)
      || has("<", text, at: place - 4) && has(" due to size exceeding limit>", text, at: place + 6)
  }

  /// Whether there is a mark around a place where ``isWord(_:at:)`` or ``isCount(_:at:)`` holds.
  static func stands(in text: UnsafeRawBufferPointer, at place: Int, by speaker: TextMarks.Speaker) -> Bool {
    if isOwn(text, at: place) { return true }
    guard let frame = frame(text, around: place) else { return isEnding(text, at: place) }
    guard let words = CutWords(text[(frame.lowerBound + 1)..<(frame.upperBound - 1)]), words.tell else { return false }
    guard !isQuoted(text, frame) else { return false }
    let isLast = isLast(text, frame)
    switch speaker {
    case .tool: guard isLast else { return false }
    case .system: guard isLast || words.hasCount else { return false }
    case .anyone: break
    }
    let hasEllipsis =
      words.hasEllipsis || endsWithEllipsis(text, before: frame.lowerBound) || beginsWithEllipsis(text, at: frame.upperBound)
    if !hasEllipsis, !words.hasCount, text.count < longestTalk, isTalkedOf(text, frame) { return false }
    let isApart = hasEllipsis || isLast || isLine(text, frame)
    let isAttached = frame.lowerBound > 0 && isOfName(text[frame.lowerBound - 1])
    switch text[frame.lowerBound] {
    case UInt8(ascii: "["): return !(words.isBare && isAttached && isOperator(text, behind: frame.upperBound))
    case UInt8(ascii: "<"): return !words.isBare || isApart
    case UInt8(ascii: "("):
      // Between names and brackets is a call; "log (truncated to ten lines):" is what people write of what they paste.
      if words.isBare, isAttached, !hasEllipsis { return false }
      return words.hasCount && !words.hasAim || isApart
    default: return words.hasCount || hasEllipsis
    }
  }

  /// The brackets around a place, on its line; `nil` if there are none nearby.
  private static func frame(_ text: Text, around place: Int) -> Range<Int>? {
    var open = place - 1
    let first = max(0, place - longest)
    while open >= first, closing(text[open]) == nil {
      if text[open] == 0x0A || isClosing(text[open]) { return nil }
      open -= 1
    }
    guard open >= first, let wanted = closing(text[open]) else { return nil }
    for close in place..<min(text.count, open + longest) {
      if text[close] == wanted { return open..<(close + 1) }
      if text[close] == 0x0A || closing(text[close]) != nil || isClosing(text[close]) { return nil }
    }
    return nil
  }

  /// Whether what is left of the text from an ellipsis before a place on is a mark without brackets.
  private static func isEnding(_ text: Text, at place: Int) -> Bool {
    guard text.count - place <= longest else { return false }
    var start = place
    while start > max(0, place - longest / 2), !endsWithEllipsis(text, before: start) { start -= 1 }
    guard endsWithEllipsis(text, before: start), let words = CutWords(text[start...]) else { return false }
    return words.tell || words.hasCount && words.hasPlus
  }

  /// Whether nothing but space and dots follows.
  private static func isLast(_ text: Text, _ frame: Range<Int>) -> Bool {
    var rest = text[frame.upperBound...]
    while let byte = rest.first {
      if has("…", text, at: rest.startIndex) {
        rest = rest.dropFirst(3)
      } else if isSpace(byte) || byte == UInt8(ascii: ".") {
        rest = rest.dropFirst()
      } else {
        return false
      }
    }
    return true
  }

  /// Whether it stands on a line of its own.
  private static func isLine(_ text: Text, _ frame: Range<Int>) -> Bool {
    let before = text[..<frame.lowerBound].last { $0 != 0x20 && $0 != 0x09 }
    let after = text[frame.upperBound...].first { $0 != 0x20 && $0 != 0x09 }
    return (before == nil || before == 0x0A) && (after == nil || after == 0x0A || after == 0x0D)
  }

  private static func isQuoted(_ text: Text, _ frame: Range<Int>) -> Bool {
    // The ellipsis that may follow is in the quotes too.
    let end = text[frame.upperBound...].firstIndex { $0 != UInt8(ascii: ".") } ?? text.count
    if end < text.count, [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`")].contains(text[end]) { return true }
    if ["”", "’", "“", "»", "«"].contains(where: { has($0, text, at: end) }) { return true }
    let start = frame.lowerBound
    if start > 0, text[start - 1] == UInt8(ascii: "\"") || text[start - 1] == UInt8(ascii: "`") { return true }
    return has("“", text, at: start - 3) || has("„", text, at: start - 3) || has("«", text, at: start - 2) || has(" '", text, at: start - 2)
  }

  /// Whether the text speaks of the mark: cutting texts is named elsewhere in it too, or the words beside are those of who quotes it.
  private static func isTalkedOf(_ text: Text, _ frame: Range<Int>) -> Bool {
    for place in text.indices.dropLast(6) where !frame.contains(place) && text[place] | 0x20 == UInt8(ascii: "t") {
      if has("truncat", text, at: place), !has("ed", text, at: place + 7) { return true }
    }
    return Talk.isOf(text, frame)
  }

  private static func endsWithEllipsis(_ text: Text, before end: Int) -> Bool {
    var end = end
    let first = max(0, end - longest)
    while end > first, isSpace(text[end - 1]) { end -= 1 }
    return has("...", text, at: end - 3) || has("…", text, at: end - 3)
  }

  private static func beginsWithEllipsis(_ text: Text, at start: Int) -> Bool {
    let start = text[start...].firstIndex { !isSpace($0) } ?? text.count
    return has("...", text, at: start) || has("…", text, at: start)
  }

  private static func isOperator(_ text: Text, behind end: Int) -> Bool {
    guard let next = text[end...].first(where: { $0 != 0x20 }) else { return false }
    return "=+*/<>!&|);[".utf8.contains(next)
  }

  private static func closing(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "<"): UInt8(ascii: ">")
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    default: nil
    }
  }

  private static func isClosing(_ byte: UInt8) -> Bool { "]>)}".utf8.contains(byte) }
  private static func isOfName(_ byte: UInt8) -> Bool { isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_") }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// Whether a word in small letters stands at a place, in any case.
  static func has(_ word: StaticString, _ text: UnsafeRawBufferPointer, at place: Int) -> Bool {
    guard place >= 0, place + word.utf8CodeUnitCount <= text.count else { return false }
    return word.withUTF8Buffer { word in
      for (index, byte) in word.enumerated() {
        let found = text[place + index]
        guard found == byte || (0x41...0x5A).contains(found) && found | 0x20 == byte else { return false }
      }
      return true
    }
  }
}

/// Who quotes a mark or a placeholder, instead of having it in what they say.
enum Talk {
  private static let before: Set<String> = [
    "say", "says", "said", "saying", "show", "shows", "showing", "see", "sees", "read", "reads", "print", "prints", "printed", "get",
    "gets",
    "got", "display", "displays", "write", "writes", "mean", "means", "does", "called", "word", "marker", "string", "contain", "contains",
  ]
  private static let behind: Set<String> = ["mean", "means", "marker", "markers", "tag", "tags", "placeholder", "placeholders", "in"]

  /// Whether the words before and behind a place are theirs.
  static func isOf(_ text: UnsafeRawBufferPointer, _ frame: Range<Int>) -> Bool {
    let ahead = text[..<frame.lowerBound]
    if let end = ahead.lastIndex(where: { $0 != 0x20 }), end < frame.lowerBound - 1 || frame.lowerBound == 0 {
      let start = ahead[...end].lastIndex { !CutMark.isLetter($0) }.map { $0 + 1 } ?? 0
      if end + 1 - start <= 10, before.contains(word(text, start..<(end + 1))) { return true }
    }
    guard let start = text[frame.upperBound...].firstIndex(where: { $0 != 0x20 }) else { return false }
    let end = text[start...].firstIndex { !CutMark.isLetter($0) } ?? text.count
    return end - start <= 12 && behind.contains(word(text, start..<end))
  }

  private static func word(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> String {
    String(decoding: text[range], as: UTF8.self).lowercased()
  }
}

/// What the words of a mark say; there are none where one of them does not belong in a mark.
struct CutWords {
  /// A number of characters, bytes or tokens.
  private(set) var hasCount = false
  private(set) var hasEllipsis = false
  private(set) var hasPlus = false
  /// To or at what was cut.
  private(set) var hasAim = false
  /// It is the word truncated alone.
  var isBare: Bool { isCut && words == 1 && !hasEllipsis && !hasNumber }
  /// It says that something is missing.
  var tell: Bool { isCut || hasCount && hasVerb }

  private var hasNumber = false
  private var hasUnit = false
  private var hasVerb = false
  private var isCut = false
  private var words = 0

  private static let units: Set<String> = [
    "chars", "char", "characters", "character", "bytes", "byte", "tokens", "token", "b", "kb", "mb", "kib", "mib",
  ]
  private static let verbs: Set<String> = [
    "omitted", "skipped", "removed", "more", "elided", "clipped", "cut", "dropped", "hidden", "trimmed", "stripped", "snipped", "shortened",
  ]
  private static let others: Set<String> = [
    "content", "contents", "text", "message", "messages", "prompt", "input", "output", "data", "body", "value", "string", "response",
    "request", "field", "base64", "log", "litellm", "of", "for", "due", "to", "by", "from", "in", "at", "the", "its", "was", "is", "has",
    "been", "and", "because", "size", "length", "exceeding", "exceeds", "exceeded", "limit", "limits", "max", "maximum", "too", "long",
    "large", "brevity", "logging", "logger", "after", "first", "last", "total", "original", "originally", "middle", "rest", "here",
  ]

  /// The words of what stands in brackets or at the end; `nil` if they are too many, or others.
  init?(_ text: Slice<UnsafeRawBufferPointer>) {
    var rest = text
    while let byte = rest.first {
      if CutMark.isLetter(byte) {
        // Letters and digits: base64 is a word.
        let end = rest.firstIndex { !CutMark.isLetter($0) && !(0x30...0x39).contains($0) } ?? rest.endIndex
        guard take(String(decoding: rest[..<end], as: UTF8.self).lowercased()) else { return nil }
        rest = rest[end...]
      } else if (0x30...0x39).contains(byte) {
        hasNumber = true
        rest = rest.drop { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "_") }
      } else if CutMark.has("...", text.base, at: rest.startIndex) || CutMark.has("…", text.base, at: rest.startIndex) {
        hasEllipsis = true
        rest = rest.dropFirst(3)
      } else if CutMark.has("–", text.base, at: rest.startIndex) || CutMark.has("—", text.base, at: rest.startIndex) {
        rest = rest.dropFirst(3)
      } else if CutMark.isSpace(byte) || ".,;:-+~=*_/#".utf8.contains(byte) {
        if byte == UInt8(ascii: "+") { hasPlus = true }
        rest = rest.dropFirst()
      } else {
        return nil
      }
    }
    hasCount = hasNumber && hasUnit
  }

  private mutating func take(_ word: String) -> Bool {
    words += 1
    guard words <= 14 else { return false }
    if word == "truncated" { isCut = true } else if Self.units.contains(word) { hasUnit = true }
    if Self.verbs.contains(word) { hasVerb = true }
    if word == "to" || word == "at" { hasAim = true }
    return word == "truncated" || Self.units.contains(word) || Self.verbs.contains(word) || Self.others.contains(word)
  }
}
