/// Which rare words of a corpus are misspellings of common ones; what makes two texts *near* by a typo.
///
/// A rare word (``Typos/rare``) is taken for the one common word (``Typos/common``) that is a slip away, if no other common word is as
/// close. Only words of ASCII letters outside code are corrected; numbers, names with digits, addresses and short words never are.
public struct Corrections: Sendable {
  private let corpus: LexicalCorpus
  /// By word: the word meant.
  private var meant: [UInt32: UInt32] = [:]

  /// How many words are corrected.
  public var count: Int { meant.count }

  /// The corrections of a corpus.
  /// - Complexity: O(distinct words × length²)
  public init(_ corpus: LexicalCorpus) {
    self.corpus = corpus
    var common: [UInt64: [UInt32]] = [:]
    for word in 0..<UInt32(corpus.words) where corpus.frequency[Int(word)] >= Typos.common {
      Self.forEachDeletion(of: word, corpus) { common[$0, default: []].append(word) }
    }
    for word in 0..<UInt32(corpus.words) where (1...Typos.rare).contains(corpus.frequency[Int(word)]) {
      var found: Set<UInt32> = []
      Self.forEachDeletion(of: word, corpus) { found.formUnion(common[$0] ?? []) }
      if let best = Self.closest(to: word, of: found.sorted(), corpus) { meant[word] = best }
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
      return corpus.vocabulary.entries[Int(isCorrected ? meant[id] ?? id : id)].base
    }
    return bases.withUnsafeBytes { Fingerprint(of: $0) }
  }

  /// What is meant by a word, or the word itself.
  func meant(by word: UInt32) -> UInt32 { meant[word] ?? word }

  private static func closest(to word: UInt32, of candidates: [UInt32], _ corpus: LexicalCorpus) -> UInt32? {
    var best: (distance: Int, word: UInt32, isAlone: Bool)?
    corpus.vocabulary.withBytes(of: word) { bytes in
      for candidate in candidates {
        corpus.vocabulary.withBytes(of: candidate) { other in
          guard Typos.isSlip(bytes, other) else { return }
          let distance = Typos.distance(bytes, other)
          if best.map({ distance < $0.distance }) ?? true {
            best = (distance, candidate, true)
          } else if distance == best?.distance {
            best?.isAlone = false
          }
        }
      }
    }
    return best.flatMap { $0.isAlone ? $0.word : nil }
  }

  /// Hashes of the word and of what is left of it without one letter (without two, if it is long): words that are a slip apart share one.
  private static func forEachDeletion(of word: UInt32, _ corpus: LexicalCorpus, _ body: (UInt64) -> Void) {
    corpus.vocabulary.withBytes(of: word) { bytes in
      guard bytes.count >= Typos.shortest, bytes.count <= 32, bytes.allSatisfy(Typos.isLetter) else { return }
      var letters = Array(bytes)
      func give() { body(letters.withUnsafeBytes { Fingerprint(of: $0).low }) }
      give()
      for first in bytes.indices {
        letters.remove(at: first)
        give()
        if bytes.count >= Typos.long {
          for second in first..<letters.count {
            let letter = letters.remove(at: second)
            give()
            letters.insert(letter, at: second)
          }
        }
        letters.insert(bytes[first], at: first)
      }
    }
  }
}
