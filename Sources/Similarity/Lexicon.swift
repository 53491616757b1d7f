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
  /// Says something else behind an article: a few, few.
  case quantity
  /// I.
  case i
  /// Leads in before a comma: so, well, ok.
  case discourse
  /// Opens a greeting: good morning.
  case good
  /// Opens thanks: many thanks.
  case many
  /// Spelt in another way in America: its expansion.
  case british
  /// Its ending is no inflection, or its stem would be another word.
  case unstemmed
  /// Its singular ends in -ie.
  case ie
  /// A frequent word of another language: the text is not English.
  case foreign

  /// The roles, a bit for each, whose words the reduction may change. Those of all others stay as they are wherever they stand; they may
  /// still decide what becomes of their neighbours.
  static var changing: UInt64 {
    ~(content.asBit | pronoun.asBit | you.asBit | how.asBit | question.asBit | negation.asBit | preposition.asBit | mention.asBit
      | quantity.asBit | unstemmed.asBit)
  }

  private var asBit: UInt64 { 1 &<< UInt64(rawValue) }
}

/// The English words that the reduction knows, by packed word.
///
/// Its tables are written once and stay as long as the process, so that no reader has to count references.
struct Lexicon: @unchecked Sendable {
  /// The one lexicon.
  static let english = Lexicon()

  /// Open addressing; a free slot has no word.
  private let slots: UnsafeBufferPointer<Slot>
  /// The expansions of contractions, end to end.
  private let expansions: UnsafeRawBufferPointer
  /// ``SureKey``s of the words that have a role, each at one of its two places (cuckoo hashing), and their roles; a free place has the key 0
  /// and no role. Both places are looked at, so that no branch depends on the word: half of all words have a role, and no processor
  /// foresees which.
  private let keys: UnsafeBufferPointer<UInt64>
  private let roles: UnsafeBufferPointer<UInt8>

  private static let slotBits: UInt64 = 11
  private static let places = 1 << Int(slotBits)

  private struct Slot {
    var word: UInt64 = 0
    var role = WordRole.content
    var isHomograph = false
    /// Where its expansion stands in `expansions`.
    var start: UInt16 = 0
    var end: UInt16 = 0
  }

  private init() {
    var making = Making()
    for (role, list) in englishWords {
      for word in list.split(separator: " ") { making.insert(String(word), role) }
    }
    for (word, expansion) in englishContractions {
      let slot = making.insert(word, .contraction)
      making.slots[slot].start = UInt16(making.expansions.count)
      making.expansions += expansion.utf8
      making.slots[slot].end = UInt16(making.expansions.count)
    }
    for (word, american) in britishSpellings {
      let slot = making.insert(word, .british)
      making.slots[slot].start = UInt16(making.expansions.count)
      making.expansions += american.utf8
      making.slots[slot].end = UInt16(making.expansions.count)
    }
    for word in englishHomographs { making.slots[making.insert(word, .content)].isHomograph = true }
    slots = Self.kept(making.slots)
    expansions = UnsafeRawBufferPointer(Self.kept(making.expansions))
    keys = Self.kept(making.keys)
    roles = Self.kept(making.roles)
  }

  private static func kept<Element>(_ array: [Element]) -> UnsafeBufferPointer<Element> {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: array.count)
    _ = memory.initialize(from: array)
    return UnsafeBufferPointer(memory)
  }

  /// The tables while words are added to them.
  private struct Making {
    var slots = [Slot](repeating: Slot(), count: places)
    var expansions: [UInt8] = []
    var keys = [UInt64](repeating: 0, count: places)
    var roles = [UInt8](repeating: WordRole.content.rawValue, count: places)

    /// Where `word` stands from now on; it keeps its first role.
    @discardableResult
    mutating func insert(_ word: String, _ role: WordRole) -> Int {
      let packed = PackedWord(word)
      let slot = slots.withUnsafeBufferPointer { Lexicon.slot(of: packed, in: $0) }
      guard slots[slot].word == 0 else { return slot }
      slots[slot] = Slot(word: packed.bits, role: role)
      if role != .content, let key = SureKey(word) { place(key.bits, role.rawValue) }
      return slot
    }

    /// Puts a key at its first place; what stood there goes to its other one, and so on.
    private mutating func place(_ key: UInt64, _ role: UInt8) {
      var (key, role) = (key, role)
      var place = Lexicon.places(of: key).first
      while key != 0 {
        swap(&key, &keys[place])
        swap(&role, &roles[place])
        let (first, second) = Lexicon.places(of: key)
        place = place == first ? second : first
      }
    }
  }

  /// The role of `word`.
  /// - Complexity: O(1)
  func role(of word: PackedWord) -> WordRole { slots[Self.slot(of: word, in: slots)].role }

  /// The role of a word of lower-case letters.
  /// - Complexity: O(1)
  @inline(__always)
  func role(of word: SureKey) -> WordRole {
    let (first, second) = Self.places(of: word.bits)
    let role = roles[first] & mask(keys[first] == word.bits) | roles[second] & mask(keys[second] == word.bits)
    return unsafeBitCast(role, to: WordRole.self)
  }

  @inline(__always)
  private func mask(_ condition: Bool) -> UInt8 { condition ? 0xFF : 0 }

  /// Whether `word` may be a contraction that lost its meaning with its apostrophe.
  func isHomograph(_ word: PackedWord) -> Bool { slots[Self.slot(of: word, in: slots)].isHomograph }

  /// Whether `word` is spelt in another way in America, whatever else it is; then that is its expansion.
  func isBritish(_ word: PackedWord) -> Bool {
    let slot = slots[Self.slot(of: word, in: slots)]
    return slot.role != .contraction && slot.end > slot.start
  }

  /// What a contraction stands for, words separated by a space; or the American spelling of a British one.
  func expansion(of word: PackedWord) -> UnsafeRawBufferPointer {
    let slot = slots[Self.slot(of: word, in: slots)]
    return UnsafeRawBufferPointer(rebasing: expansions[Int(slot.start)..<Int(slot.end)])
  }

  /// Where `word` stands, or would.
  @inline(__always)
  private static func slot(of word: PackedWord, in slots: UnsafeBufferPointer<Slot>) -> Int {
    var slot = Int((word.bits &* 0x9E37_79B9_7F4A_7C15) >> (64 - slotBits))
    while slots[slot].word != 0, slots[slot].word != word.bits { slot = (slot + 1) & (places - 1) }
    return slot
  }

  /// The two places where a key may stand.
  @inline(__always)
  private static func places(of key: UInt64) -> (first: Int, second: Int) {
    let hash = key &* 0x9E37_79B9_7F4A_7C15
    return (Int(hash >> (64 - slotBits)), Int(hash >> (64 - 2 * slotBits)) & (places - 1))
  }
}

/// Twelve lower-case ASCII letters in one integer, as ``PackedWord``, but made of sixteen bytes as they stand in memory with few steps and no
/// branch: what stands before and after is not looked at, so it takes no apostrophes, and nothing can be added to it.
struct SureKey {
  /// 0 if the word is longer.
  fileprivate let bits: UInt64

  /// A word of 1…16 lower-case letters, of which sixteen bytes can be read.
  @inline(__always)
  init(_ letters: UnsafeRawPointer, _ count: Int) {
    // Five bits tell a letter, so that three bits between any two are free: those that are left of the ninth to twelfth letter go there.
    let fives: UInt64 = 0x1F1F_1F1F_1F1F_1F1F
    let first = letters.loadUnaligned(as: UInt64.self).littleEndian & fives &>> UInt64(truncatingIfNeeded: 64 &- 8 &* min(count, 8))
    // In two steps, for there may be none.
    let last =
      letters.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
      & ((fives &>> 1) &>> UInt64(truncatingIfNeeded: 63 &- 8 &* max(count &- 8, 0)))
    bits = count > PackedWord.longest ? 0 : first | (last & 0x0707_0707) << 5 | (last & 0x1818_1818) << 34
  }

  /// `nil` if the word is none of 1…``PackedWord/longest`` lower-case letters.
  init?(_ word: String) {
    var bytes = Array(word.utf8)
    guard (1...PackedWord.longest).contains(bytes.count), bytes.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
    let count = bytes.count
    bytes += [UInt8](repeating: 0, count: 16)
    self = bytes.withUnsafeBytes { bytes in
      guard let letters = bytes.baseAddress else { return SureKey(bits: 0) }
      return SureKey(letters, count)
    }
  }

  private init(bits: UInt64) { self.bits = bits }
}
