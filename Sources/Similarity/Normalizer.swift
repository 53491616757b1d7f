/// Turns texts into ``NormalForm``s and their fingerprints. Keeps its scratch memory between texts: use one per thread.
///
/// A text is compared as it stands, but for white space around it, where anything less would lose something: if it looks like code
/// or a formula, if it has no word or sign at all (only punctuation), or if it is longer than ``longest``. A text with letters beyond
/// ASCII, or with words of a language other than English, or of nothing but fillers, stops at ``NormalForm/spelling``.
public struct Normalizer: Sendable {
  /// Longer texts, in bytes, are compared as they stand; it bounds the scratch memory, some forty times that.
  public static let longest = 1 << 20

  private var folder = Folder()
  private var room = TokenRoom()
  private let lexicon = Lexicon.english

  /// A normalizer without scratch memory yet.
  public init() {}

  /// The fingerprints of a text in all forms, in one pass. Ill-formed sequences count as U+FFFD.
  /// - Complexity: O(*n*)
  public mutating func signatures(of utf8: UnsafeRawBufferPointer) -> Signatures {
    withForms(of: utf8) { spelling, fillers, stems in
      let first = Fingerprint(of: spelling)
      return Signatures(
        spelling: first,
        fillers: fillers.map { Fingerprint(of: $0) } ?? first,
        stems: stems.map { Fingerprint(of: $0) } ?? first)
    }
  }

  /// The fingerprints of `text` in all forms.
  public mutating func signatures(of text: String) -> Signatures {
    var text = text
    return text.withUTF8 { signatures(of: UnsafeRawBufferPointer($0)) }
  }

  /// `text` in `form`: its fingerprint is the signature of that form.
  /// - Complexity: O(*n*)
  public mutating func normalized(_ text: String, to form: NormalForm) -> String {
    var text = text
    return text.withUTF8 { utf8 in
      withForms(of: UnsafeRawBufferPointer(utf8)) { spelling, fillers, stems in
        let chosen =
          switch form {
          case .spelling: spelling
          case .fillers: fillers ?? spelling
          case .stems: stems ?? spelling
          }
        return String(decoding: chosen, as: UTF8.self)
      }
    }
  }

  /// Hands `body` the three forms of a text; no second or third where it is equal to the first.
  private mutating func withForms<Result>(
    of utf8: UnsafeRawBufferPointer,
    _ body: (_ spelling: UnsafeRawBufferPointer, _ fillers: UnsafeRawBufferPointer?, _ stems: UnsafeRawBufferPointer?) -> Result
  ) -> Result {
    switch utf8.count <= Self.longest ? folder.fold(utf8, limit: Self.longest) : .illFormed {
    case .folded(let count, let hasLetters): return withForms(ofFolded: count, original: utf8, isEnglish: !hasLetters, body)
    case .tooLong: return body(trimmed(utf8), nil, nil)
    case .illFormed:
      var repaired = String(decoding: utf8, as: UTF8.self)
      return repaired.withUTF8 { text in
        let text = UnsafeRawBufferPointer(text)
        return text.count <= Self.longest ? withForms(of: text, body) : body(trimmed(text), nil, nil)
      }
    }
  }

  private mutating func withForms<Result>(
    ofFolded count: Int, original: UnsafeRawBufferPointer, isEnglish: Bool,
    _ body: (_ spelling: UnsafeRawBufferPointer, _ fillers: UnsafeRawBufferPointer?, _ stems: UnsafeRawBufferPointer?) -> Result
  ) -> Result {
    folder.bytes.withUnsafeBytes { folded in
      let text = withoutWrapping(UnsafeRawBufferPointer(rebasing: folded[..<count]))
      if looksLikeCode(text) { return body(trimmed(original), nil, nil) }
      return room.withTokenizer(of: text, needsRoles: isEnglish, forms: 2) { tokenizer in
        tokenizer.run()
        guard tokenizer.count > 0 else { return body(trimmed(original), nil, nil) }
        let tokens = UnsafeBufferPointer(rebasing: tokenizer.tokens[..<tokenizer.count])
        if isEnglish {
          var reduction = Reduction(
            of: tokenizer.out, length: tokenizer.length, tokens: tokens,
            changing: UnsafeBufferPointer(rebasing: tokenizer.changing[..<tokenizer.changingCount]), lexicon: lexicon)
          if reduction.run() { return body(tokenizer.spelling, reduction.fillers.bytes, reduction.stems.bytes) }
        }
        // Tokens point behind the space that is before the first.
        let rest = ForeignPoliteness.rest(of: UnsafeRawBufferPointer(tokenizer.out), tokens)
        return body(tokenizer.spelling, rest, rest)
      }
    }
  }
}

/// The text without white space around it; the whole text if there is nothing else.
private func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
  guard let first = text.firstIndex(where: { $0 > 0x20 }), let last = text.lastIndex(where: { $0 > 0x20 }) else { return text }
  return UnsafeRawBufferPointer(rebasing: text[first...last])
}
