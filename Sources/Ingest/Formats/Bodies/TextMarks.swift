internal import CScan
internal import Similarity
internal import Traces

/// What loggers left inside a text: marks where they cut it, names in place of what they redacted. And what a text cannot hold, lone
/// surrogates.
///
/// One pass looks for three bytes that such things begin with or hold, most of which are rare; only where it finds some is a text read.
struct TextMarks {
  /// Whose text it is. Programs cut and explain too, and the model sees what they wrote: what counts as a logger's mark depends on it.
  enum Speaker {
    /// The user, the model, or anyone else.
    case anyone
    /// The system prompt: it explains marks and placeholders rather than having them, and is in every request of its program.
    case system
    /// A tool, whose outputs agents cut in the middle.
    case tool
  }

  /// ``RequestFlags/truncatedPrompt`` and ``RequestFlags/redactedParts``, as far as they hold.
  private(set) var flags: RequestFlags = []
  /// The lone surrogates among the escapes of a string, all of which are U+FFFD in its text; `nil` if there are none.
  private(set) var surrogates: Fingerprint?

  private static let cuts = UInt8(CSCAN_MARK_WORD | CSCAN_MARK_COUNT)
  private static let redactions = UInt8(CSCAN_MARK_ANGLE | CSCAN_MARK_SQUARE | CSCAN_MARK_STARS | CSCAN_MARK_REDACTED)
  private static let inEscapes = UInt8(CSCAN_MARK_SURROGATE | CSCAN_MARK_ESCAPED)
  /// Places of a text that are looked at, which bounds what a hostile one costs.
  private static let mostPlaces = 10_000

  /// The marks of a string; of anything else there are none.
  /// - Complexity: O(*n*), at some 10 to 20 bytes a nanosecond.
  init(of value: JSONValue, by speaker: Speaker) {
    guard let inside = value.inside else { return }
    let wanted = speaker == .system ? Self.cuts : Self.cuts | Self.redactions
    guard value.isEscaped else {
      look(at: inside, wanted, speaker)
      return
    }
    // Most texts with escapes have nothing that is worth undoing them.
    var isWorthIt = false
    Self.places(inside, wanted | Self.inEscapes) { _, _ in
      isWorthIt = true
      return nil
    }
    guard isWorthIt else { return }
    _ = value.withText { look(at: $0, wanted, speaker) }
    surrogates = Self.surrogates(inside)
  }

  /// Whether a part of a message that is no text holds the mark of a logger, who cuts the texts inside of it too.
  static func isCut(part: UnsafeRawBufferPointer) -> Bool {
    var isCut = false
    places(part, UInt8(CSCAN_MARK_WORD)) { place, _ in
      isCut = CutMark.isOwn(part, at: place)
      return isCut ? nil : place + 1
    }
    return isCut
  }

  /// Whether a text was cut.
  static func isCut(_ text: UnsafeRawBufferPointer, by speaker: Speaker) -> Bool {
    var marks = TextMarks()
    marks.look(at: text, cuts, speaker)
    return marks.flags.contains(.truncatedPrompt)
  }

  private init() {}

  private mutating func look(at text: UnsafeRawBufferPointer, _ wanted: UInt8, _ speaker: Speaker) {
    var found: RequestFlags = []
    let most: RequestFlags = speaker == .system ? .truncatedPrompt : [.truncatedPrompt, .redactedParts]
    Self.places(text, wanted) { place, kinds in
      if kinds & Self.cuts != 0, !found.contains(.truncatedPrompt), CutMark.stands(in: text, at: place, by: speaker) {
        found.insert(.truncatedPrompt)
      }
      var next = place + 1
      if kinds & Self.redactions != 0, RedactedPart.stands(in: text, at: place, next: &next) { found.insert(.redactedParts) }
      return found == most ? nil : next
    }
    flags = found
  }

  /// Calls `body` with the places of a text that are worth to be looked at, and what may begin there; it gives where to go on, or `nil`.
  private static func places(_ text: UnsafeRawBufferPointer, _ wanted: UInt8, _ body: (Int, UInt8) -> Int?) {
    var from = 0
    for _ in 0..<mostPlaces {
      guard case (let place, var kinds)? = first(in: text, from: from, wanted) else { return }
      if kinds & UInt8(CSCAN_MARK_WORD) != 0, !CutMark.isWord(text, at: place) { kinds &= ~UInt8(CSCAN_MARK_WORD) }
      if kinds & UInt8(CSCAN_MARK_COUNT) != 0, !CutMark.isCount(text, at: place) { kinds &= ~UInt8(CSCAN_MARK_COUNT) }
      if kinds & UInt8(CSCAN_MARK_REDACTED) != 0, !RedactedPart.isWord(text, at: place) { kinds &= ~UInt8(CSCAN_MARK_REDACTED) }
      guard kinds != 0 else {
        from = place + 1
        continue
      }
      guard let next = body(place, kinds) else { return }
      from = next
    }
  }

  /// The first place from `from` on where one of the wanted things may begin, as bits of CScan's, and which.
  static func first(
    in text: UnsafeRawBufferPointer, from: Int, _ wanted: UInt8, level: CInt = JSONTokens.best
  ) -> (place: Int, kinds: UInt8)? {
    guard from < text.count, let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    var kinds: UInt8 = 0
    let place = Int(cscan_mark(level, base, text.count, from, wanted, &kinds))
    return place < text.count ? (place, kinds) : nil
  }

  /// The lone surrogates of a string as it is written, in their order.
  private static func surrogates(_ inside: UnsafeRawBufferPointer) -> Fingerprint? {
    var print: Fingerprint?
    var counted = 0
    var units = 0
    // The place behind a pair, whose second half is none of its own.
    var end = 0
    places(inside, UInt8(CSCAN_MARK_SURROGATE)) { place, _ in
      guard place >= end, isEscape(inside, at: place), let unit = unit(inside, at: place), unit & 0xF800 == 0xD800 else { return place + 1 }
      if unit < 0xDC00, let second = Self.unit(inside, at: place + 6), second & 0xFC00 == 0xDC00 {
        end = place + 12
        return end
      }
      // Where it stands is told from where a U+FFFD does, however the text before it is written.
      units += Self.units(inside[counted..<place])
      counted = place
      print = (print ?? .zero).then(Fingerprint(high: UInt64(unit), low: UInt64(units)))
      return place + 6
    }
    return print
  }

  /// How many code units of UTF-16 a part of a string means.
  private static func units(_ part: Slice<UnsafeRawBufferPointer>) -> Int {
    var count = 0
    var place = part.startIndex
    while place < part.endIndex {
      let byte = part[place]
      if byte & 0xC0 != 0x80 { count += byte >= 0xF0 ? 2 : 1 }
      let isEscape = byte == UInt8(ascii: "\\") && place + 1 < part.endIndex
      place += !isEscape ? 1 : part[place + 1] == UInt8(ascii: "u") ? 6 : 2
    }
    return count
  }

  /// Whether the backslash at a place begins an escape: an even number of them stands before it.
  private static func isEscape(_ inside: UnsafeRawBufferPointer, at place: Int) -> Bool {
    var before = place
    while before > 0, inside[before - 1] == UInt8(ascii: "\\") { before -= 1 }
    return (place - before) % 2 == 0
  }

  /// The number that an escape of four digits at a place stands for.
  private static func unit(_ inside: UnsafeRawBufferPointer, at place: Int) -> UInt32? {
    guard place + 6 <= inside.count, inside[place] == UInt8(ascii: "\\"), inside[place + 1] == UInt8(ascii: "u") else { return nil }
    return UInt32(String(decoding: inside[(place + 2)..<(place + 6)], as: UTF8.self), radix: 16)
  }
}
