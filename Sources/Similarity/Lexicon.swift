/// A lower-case ASCII word of at most twelve letters in one integer, five bits a letter: 1–26, and 27 for an apostrophe; 0 is no word.
struct PackedWord: Hashable {
  private(set) var bits: UInt64

  /// The empty word.
  init() { bits = 0 }

  init(_ word: some StringProtocol) {
    bits = 0
    for byte in word.utf8 { append(byte) }
  }

  init(_ bytes: UnsafeRawBufferPointer) {
    bits = 0
    for byte in bytes { append(byte) }
  }

  /// The most letters a word may have.
  static let longest = 12

  /// Adds a letter of either case, or an apostrophe.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    bits = bits << 5 | (byte == UInt8(ascii: "'") ? 27 : UInt64(byte & 31))
  }

  /// Adds the letters at the front of eight bytes.
  @inline(__always)
  mutating func append(_ letters: EightLetters) {
    if letters.count > 0 { append(letters.lowered, letters.count) }
  }

  /// Adds the first letters of eight bytes, little-endian: 1…8 of them.
  @inline(__always)
  mutating func append(_ letters: UInt64, _ count: Int) {
    // The first letter goes highest; those behind the last fall off. Then five bits of each byte move together, by pairs.
    var x = letters.byteSwapped &>> UInt64(64 - 8 * count) & 0x1F1F_1F1F_1F1F_1F1F
    x = x & 0x001F_001F_001F_001F | x >> 3 & 0x03E0_03E0_03E0_03E0
    x = x & 0x0000_03FF_0000_03FF | x >> 6 & 0x000F_FC00_000F_FC00
    x = x & 0x0000_0000_000F_FFFF | x >> 12 & 0x0000_00FF_FFF0_0000
    bits = bits &<< UInt64(5 * count) | x
  }
}

/// The ASCII letters at the front of eight bytes.
struct EightLetters {
  /// The bytes, little-endian, with all letters in lower case.
  let lowered: UInt64
  /// How many bytes are letters before the first that is none.
  let count: Int

  /// Looks at eight bytes as they stand in memory.
  @inline(__always)
  init(_ bytes: UInt64) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let word = bytes.littleEndian
    lowered = word | ones &* 0x20
    // Seven bits of a byte cannot carry into the next: the high bit says at least "a", and beyond "z".
    let low = lowered & (ones &* 0x7F)
    let fromA = low &+ (ones &* (0x80 - 0x61))
    let beyondZ = low &+ (ones &* (0x80 - 0x7B))
    let other = (~fromA | beyondZ | word) & (ones &* 0x80)
    count = other.trailingZeroBitCount >> 3
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

  /// Open addressing; a free slot has no word.
  private var slots = [Slot](repeating: Slot(), count: 1 << Lexicon.slotBits)
  /// The expansions of contractions, end to end.
  private var expansions: [UInt8] = []
  private static let slotBits: UInt64 = 11

  fileprivate struct Slot {
    var word: UInt64 = 0
    var role = WordRole.content
    var isHomograph = false
    /// Where its expansion stands in `expansions`.
    var start: UInt16 = 0
    var end: UInt16 = 0
  }

  private init() {
    for (role, list) in englishWords {
      for word in list.split(separator: " ") { insert(word, role) }
    }
    for (word, expansion) in englishContractions {
      let slot = insert(word, .contraction)
      slots[slot].start = UInt16(expansions.count)
      expansions += expansion.utf8
      slots[slot].end = UInt16(expansions.count)
    }
    for word in englishHomographs { slots[insert(word, .content)].isHomograph = true }
  }

  /// Where `word` stands from now on; it keeps its first role.
  @discardableResult
  private mutating func insert(_ word: some StringProtocol, _ role: WordRole) -> Int {
    let word = PackedWord(word)
    let slot = withView { $0.slot(of: word) }
    if slots[slot].word == 0 { slots[slot] = Slot(word: word.bits, role: role) }
    return slot
  }

  /// Hands `body` the lexicon for many look-ups.
  func withView<Result>(_ body: (View) -> Result) -> Result {
    slots.withUnsafeBufferPointer { slots in
      expansions.withUnsafeBytes { body(View(slots: slots, expansions: $0)) }
    }
  }

  /// The lexicon without reference counting.
  struct View {
    fileprivate let slots: UnsafeBufferPointer<Slot>
    fileprivate let expansions: UnsafeRawBufferPointer

    /// The role of `word`.
    /// - Complexity: O(1)
    func role(of word: PackedWord) -> WordRole { slots[slot(of: word)].role }

    /// Whether `word` may be a contraction that lost its meaning with its apostrophe.
    func isHomograph(_ word: PackedWord) -> Bool { slots[slot(of: word)].isHomograph }

    /// What a contraction stands for, words separated by a space.
    func expansion(of word: PackedWord) -> UnsafeRawBufferPointer {
      let slot = slots[slot(of: word)]
      return UnsafeRawBufferPointer(rebasing: expansions[Int(slot.start)..<Int(slot.end)])
    }

    /// Where `word` stands, or would.
    @inline(__always)
    fileprivate func slot(of word: PackedWord) -> Int {
      var slot = Int((word.bits &* 0x9E37_79B9_7F4A_7C15) >> (64 - Lexicon.slotBits))
      while slots[slot].word != 0, slots[slot].word != word.bits { slot = (slot + 1) & (slots.count - 1) }
      return slot
    }
  }
}
