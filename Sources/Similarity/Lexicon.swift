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
