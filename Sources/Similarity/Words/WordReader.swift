/// One word, number or sign of a text, as the lexical comparison sees it.
struct ReadWord {
  /// What more is known of a word than its letters.
  struct Marks: OptionSet {
    let rawValue: UInt32
    /// It stands between quotation marks or is a code span or an address: it is meant letter by letter.
    static let literal = Marks(rawValue: 1 << 31)
    /// It starts with an upper-case letter although it opens no clause: likely a name.
    static let name = Marks(rawValue: 1 << 30)
    /// It stands behind a comma.
    static let listed = Marks(rawValue: 1 << 29)
    static let all: Marks = [.literal, .name, .listed]
  }

  /// Its bytes: lower case and folded, but for code and URLs.
  var bytes: UnsafeRawBufferPointer
  var marks: Marks
}

/// Reads the words of a text in order, contractions written out. Keeps its scratch memory between texts: use one per thread.
///
/// What the ``Normalizer`` compares as it stands (code and formulas outside of backticks) is cut into words and single signs with nothing
/// dropped but white space. Scripts that are written without spaces are cut into characters. Texts longer than ``Normalizer/longest``
/// have no words.
struct WordReader {
  private var folder = Folder()
  private var room = TokenRoom()
  private let lexicon = Lexicon.english

  /// Calls `body` for each word of `utf8`, and says whether the text looks like code.
  /// - Complexity: O(*n*)
  mutating func read(_ utf8: UnsafeRawBufferPointer, _ body: (ReadWord) -> Void) -> Bool {
    guard utf8.count <= Normalizer.longest else { return false }
    switch folder.fold(utf8, limit: Normalizer.longest) {
    case .folded(let count, _): return read(folded: count, body)
    case .tooLong: return false
    case .illFormed:
      var repaired = String(decoding: utf8, as: UTF8.self)
      return repaired.withUTF8 { read(UnsafeRawBufferPointer($0), body) }
    }
  }

  private mutating func read(folded count: Int, _ body: (ReadWord) -> Void) -> Bool {
    folder.bytes.withUnsafeBytes { folded -> Bool in
      let text = withoutWrapping(UnsafeRawBufferPointer(rebasing: folded[..<count]))
      if looksLikeCode(text) {
        readCode(text, body)
        return true
      }
      room.withTokenizer(of: text) { tokenizer in
        tokenizer.run()
        let (tokens, spelling) = (tokenizer.tokens, UnsafeRawBufferPointer(tokenizer.out))
        var cursor = Cursor(text: text)
        var opensClause = true
        for index in 0..<tokenizer.count {
          let token = tokens[index]
          let word = UnsafeRawBufferPointer(rebasing: spelling[token.range])
          let isCapital = cursor.advance(past: word)
          // Hepatitis A has a name, whatever the case.
          let isLabelled = token.role == .a && index > 0 && tokens[index - 1].role == .label
          let isName = isCapital && (!opensClause || cursor.isAfterComma) || isLabelled
          var marks: ReadWord.Marks = isName ? .name : []
          if cursor.isAfterComma { marks.insert(.listed) }
          Self.emit(word, token, marks, ByteKind.table, lexicon, body)
          opensClause = token.endsClause
        }
      }
      return false
    }
  }

  private static func emit(
    _ word: UnsafeRawBufferPointer, _ token: Token, _ known: ReadWord.Marks, _ kinds: UnsafeBufferPointer<ByteKind>, _ lexicon: Lexicon,
    _ body: (ReadWord) -> Void
  ) {
    if token.role == .contraction, token.isPlain {
      for part in lexicon.expansion(of: PackedWord(word)).split(separator: 0x20) {
        body(ReadWord(bytes: UnsafeRawBufferPointer(rebasing: part), marks: []))
      }
      return
    }
    var marks = known
    if !token.isPlain, isLiteral(word, kinds) { marks.insert(.literal) }
    if word[0] >= 0x80 { return Unspaced.cut(word) { body(ReadWord(bytes: $0, marks: marks.subtracting(.listed))) } }
    body(ReadWord(bytes: word, marks: marks))
  }

  /// Whether a word that is not plain was quoted, or is an address or code: letters alone, or letters with signs.
  private static func isLiteral(_ word: UnsafeRawBufferPointer, _ kinds: UnsafeBufferPointer<ByteKind>) -> Bool {
    var hasSign = false
    var hasOther = false
    for byte in word {
      switch kinds[Int(byte)] {
      case .lower, .upper: break
      case .symbol, .backtick, .quote, .point, .underscore: hasSign = true
      default: hasOther = true
      }
    }
    return hasSign ? word.count > 1 && word.contains { kinds[Int($0)].isLetter } : !hasOther
  }

  /// Runs of letters, digits and underscores, and every other sign but white space by itself.
  private func readCode(_ text: UnsafeRawBufferPointer, _ body: (ReadWord) -> Void) {
    var index = 0
    let kinds = ByteKind.table
    while index < text.count {
      let start = index
      while index < text.count, kinds[Int(text[index])].isWord || kinds[Int(text[index])] == .underscore { index += 1 }
      if index == start {
        index += 1
        if text[start] <= 0x20 { continue }
      }
      let word = UnsafeRawBufferPointer(rebasing: text[start..<index])
      body(ReadWord(bytes: word, marks: []))
    }
  }
}

/// Follows the tokens of a text through the text itself, to see which of them start with a capital.
private struct Cursor {
  let text: UnsafeRawBufferPointer
  private var index = 0
  /// Whether a comma and a space stand before the last word: it ends a clause, but opens no sentence.
  private(set) var isAfterComma = false

  init(text: UnsafeRawBufferPointer) { self.text = text }

  /// Goes behind the next place where `word` stands but for case and apostrophes, and says whether an upper-case letter opens it.
  mutating func advance(past word: UnsafeRawBufferPointer) -> Bool {
    while index < text.count, !Self.agree(text[index], word[0]) { index += 1 }
    guard index < text.count else { return false }
    isAfterComma = index >= 2 && text[index - 1] == 0x20 && text[index - 2] == UInt8(ascii: ",")
    let isCapital = text[index] >= UInt8(ascii: "A") && text[index] <= UInt8(ascii: "Z")
    var place = 0
    while place < word.count, index < text.count {
      if Self.agree(text[index], word[place]) {
        place += 1
      } else if word[place] == UInt8(ascii: "'"), text[index] != UInt8(ascii: "'") {
        place += 1
        continue
      }
      index += 1
    }
    return isCapital
  }

  private static func agree(_ a: UInt8, _ b: UInt8) -> Bool {
    a == b || a >= UInt8(ascii: "A") && a <= UInt8(ascii: "Z") && a | 0x20 == b
  }
}

/// Scripts that put no spaces between words.
enum Unspaced {
  /// Cuts a word into the single characters of such scripts and what stands between them.
  static func cut(_ word: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void) {
    var start = 0
    var index = 0
    var wasUnspaced = false
    while index < word.count {
      let length = word[index] < 0x80 ? 1 : word[index] < 0xE0 ? 2 : word[index] < 0xF0 ? 3 : 4
      let isUnspaced = length >= 3 && contains(word, index, length)
      if index > start, isUnspaced || wasUnspaced {
        body(UnsafeRawBufferPointer(rebasing: word[start..<index]))
        start = index
      }
      wasUnspaced = isUnspaced
      index = min(index + length, word.count)
    }
    if index > start { body(UnsafeRawBufferPointer(rebasing: word[start..<index])) }
  }

  /// Whether the character at `index` is Han, Hiragana, Katakana, Thai, Lao, Myanmar or Khmer.
  private static func contains(_ word: UnsafeRawBufferPointer, _ index: Int, _ length: Int) -> Bool {
    guard index + length <= word.count else { return false }
    if length == 4 { return word[index] == 0xF0 && word[index + 1] >= 0xA0 && word[index + 1] < 0xB4 }
    let point = UInt32(word[index] & 0x0F) << 12 | UInt32(word[index + 1] & 0x3F) << 6 | UInt32(word[index + 2] & 0x3F)
    switch point {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005...0x3007, 0x3040...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF: return true
    default: return false
    }
  }
}
