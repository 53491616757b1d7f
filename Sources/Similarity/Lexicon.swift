/// A lower-case ASCII word of at most twelve letters in one integer, five bits a letter: 1–26, and 27 for an apostrophe; 0 is no word.
struct PackedWord: Hashable {
  var bits: UInt64

  init(bits: UInt64) { self.bits = bits }

  /// The empty word.
  static let none = PackedWord(bits: 0)

  init(_ word: some StringProtocol) {
    bits = 0
    for byte in word.utf8 { append(byte) }
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    bits = 0
    for byte in bytes { append(byte) }
  }

  /// Adds a letter or an apostrophe; of a word that is too long, the last twelve letters stay.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    bits = (bits << 5 | (byte == UInt8(ascii: "'") ? 27 : UInt64(byte & 31))) & (1 << 60 - 1)
  }
}

/// What an English word is to the reduction of a text to its ``NormalForm/fillers`` and ``NormalForm/stems``.
enum WordRole: UInt8 {
  /// Any word without an entry.
  case content
  /// the, an, some, any.
  case article
  /// The letter that is an article or a label ("plan A").
  case a
  /// do, does.
  case auxiliary
  /// Present forms of to be.
  case be
  /// Past forms of to be.
  case was
  /// Has an expansion: don't → not, what's → what is.
  case contraction
  /// really, actually, basically.
  case intensifier
  case exactly
  case please
  case greeting
  case thanks
  case thank
  case modal
  case pronoun
  case you
  case how
  case question
  /// What one asks a model to do: explain, write, list …
  case request
  case negation
  /// Never followed by a noun that "a" could belong to.
  case preposition
  /// Followed by a letter as a name: plan A, vitamin A.
  case label
  /// Words about words: say "please".
  case mention
  /// Its ending is no inflection, or its stem would be another word.
  case unstemmed
  /// Its singular ends in -ie.
  case ie
  /// A frequent word of another language: the text is not English.
  case foreign
}

/// The English words that the reduction knows, by packed word.
struct Lexicon: Sendable {
  /// The one lexicon.
  static let english = Lexicon()

  /// Open addressing: 0 is a free slot.
  private var words = [UInt64](repeating: 0, count: 1 << Lexicon.slotBits)
  private var roles = [WordRole](repeating: .content, count: 1 << Lexicon.slotBits)
  private var expansions: [UInt64: [UInt8]] = [:]
  private var homographs: Set<UInt64> = []
  private static let slotBits: UInt64 = 11

  private init() {
    for (role, list) in englishWords {
      for word in list.split(separator: " ") { insert(PackedWord(word), role) }
    }
    for (word, expansion) in englishContractions {
      insert(PackedWord(word), .contraction)
      expansions[PackedWord(word).bits] = Array(expansion.utf8)
    }
    homographs = Set(englishHomographs.map { PackedWord($0).bits })
  }

  /// Whether `word` is a contraction that lost its apostrophe, and with it its meaning.
  func isHomograph(_ word: PackedWord) -> Bool { homographs.contains(word.bits) }

  /// The role of `word`.
  /// - Complexity: O(1)
  func role(of word: PackedWord) -> WordRole { roles[slot(of: word)] }

  /// What a contraction stands for, words separated by a space.
  func expansion(of word: PackedWord) -> [UInt8] { expansions[word.bits] ?? [] }

  /// A word keeps its first role.
  private mutating func insert(_ word: PackedWord, _ role: WordRole) {
    let slot = slot(of: word)
    guard words[slot] == 0 else { return }
    words[slot] = word.bits
    roles[slot] = role
  }

  /// Where `word` stands, or would.
  @inline(__always)
  private func slot(of word: PackedWord) -> Int {
    var slot = Int((word.bits &* 0x9E37_79B9_7F4A_7C15) >> (64 - Self.slotBits))
    while words[slot] != 0, words[slot] != word.bits { slot = (slot + 1) & (words.count - 1) }
    return slot
  }
}
