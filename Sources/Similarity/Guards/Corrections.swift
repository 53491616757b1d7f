/// Which rare words of a corpus are misspellings of common ones; what makes two texts *near* by a typo.
///
/// A rare word (``Typos/rare``), or its base form, is taken for the one common word (``Typos/common``) that is a slip away, if no other
/// common word is. Only words of ASCII letters outside code are corrected; numbers, names with digits, addresses and short words never are.
public struct Corrections: Sendable {
  private let corpus: LexicalCorpus
  /// By word: the word meant.
  private var meant: [UInt32: UInt32] = [:]

  /// How many words are corrected.
  public var count: Int { meant.count }

  /// The corrections of a corpus.
  /// - Complexity: O(distinct words × length)
  public init(_ corpus: LexicalCorpus) {
    self.corpus = corpus
    var common: [UInt64: [UInt32]] = [:]
    for word in 0..<UInt32(corpus.words) where corpus.frequency[Int(word)] >= Typos.common {
      Self.forEachDeletion(of: word, corpus) { common[$0, default: []].append(word) }
    }
    for word in 0..<UInt32(corpus.words) where corpus.frequency[Int(word)] <= Typos.rare {
      var found: Set<UInt32> = []
      Self.forEachDeletion(of: word, corpus) { found.formUnion(common[$0] ?? []) }
      found = found.filter { Self.isSlip(word, $0, corpus) }
      if let right = found.first, found.count == 1 { meant[word] = right }
    }
  }

  /// Whether two texts are the same but for misspellings, and perhaps inflection, case and punctuation.
  public func differInTyposOnly(_ a: Int, _ b: Int) -> Bool {
    guard let meant = signature(of: a), meant == signature(of: b) else { return false }
    return signature(of: a, isCorrected: false) != signature(of: b, isCorrected: false)
  }

  /// The fingerprint of a text with its misspellings corrected, inflection, case and punctuation levelled; `nil` for code and for texts
  /// without words. Texts that share it, but not what it is without corrections, differ in typos.
  public func signature(of text: Int, isCorrected: Bool = true) -> Fingerprint? {
    let words = corpus.words(of: text)
    guard !words.isEmpty, !corpus.isCode[text] else { return nil }
    let isLiteral = ReadWord.Marks.literal.rawValue
    let bases = words.map { word -> UInt32 in
      let id = UInt32(LexicalCorpus.id(word))
      // What is quoted is meant letter by letter.
      if word & isLiteral != 0 { return id | isLiteral }
      return corpus.vocabulary.entries[Int(isCorrected ? meant(by: id) : id)].base
    }
    return bases.withUnsafeBytes { Fingerprint(of: $0) }
  }

  /// What is meant by a word, or the word itself.
  private func meant(by word: UInt32) -> UInt32 {
    guard corpus.frequency[Int(word)] <= Typos.rare else { return word }
    return meant[word] ?? meant[corpus.vocabulary.entries[Int(word)].base] ?? word
  }

  private static func isSlip(_ a: UInt32, _ b: UInt32, _ corpus: LexicalCorpus) -> Bool {
    corpus.vocabulary.withBytes(of: a) { a in corpus.vocabulary.withBytes(of: b) { b in Typos.isSlip(a, b) } }
  }

  /// Hashes of the word and of what is left of it without one letter: words that are a slip apart share one.
  private static func forEachDeletion(of word: UInt32, _ corpus: LexicalCorpus, _ body: (UInt64) -> Void) {
    corpus.vocabulary.withBytes(of: word) { bytes in
      guard bytes.count >= Typos.shortest, bytes.count <= Typos.longest, bytes.allSatisfy(Typos.isLetter) else { return }
      var letters = Array(bytes)
      func give() { body(letters.withUnsafeBytes { Fingerprint(of: $0).low }) }
      give()
      for place in bytes.indices {
        let letter = letters.remove(at: place)
        give()
        letters.insert(letter, at: place)
      }
    }
  }
}
