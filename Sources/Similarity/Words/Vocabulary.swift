/// The distinct words of a corpus by dense ids, with what guards need to know of each.
struct Vocabulary: Sendable {
  /// What is known of a word.
  struct Entry {
    /// Where its bytes end in the arena; they start where those of the word before it end.
    var end: UInt32
    /// The word that its inflections, or its digits, share with it.
    var base: UInt32
    var kind: WordKind
  }

  private(set) var entries: [Entry] = []
  private var arena: [UInt8] = []
  /// Open addressing: id + 1, or 0.
  private var slots = [UInt32](repeating: 0, count: 1 << 10)

  var count: Int { entries.count }

  /// The id of a word that is here already.
  func find(_ word: UnsafeRawBufferPointer) -> UInt32? {
    var slot = Self.hash(word) & (slots.count - 1)
    while slots[slot] != 0 {
      if bytes(of: slots[slot] - 1, equal: word) { return slots[slot] - 1 }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The id of a word, new or not. What is known of a word depends on its letters alone, not on where it stood first.
  mutating func intern(_ word: UnsafeRawBufferPointer) -> UInt32 {
    if let id = find(word) { return id }
    let isEnglish = word.count <= PackedWord.longest && word.allSatisfy { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
    let role = isEnglish ? Lexicon.english.role(of: PackedWord(word)) : .content
    let id = insert(word, WordKind(word, role: role))
    entries[Int(id)].base = base(of: id, word, role: role)
    return id
  }

  private mutating func insert(_ word: UnsafeRawBufferPointer, _ kind: WordKind) -> UInt32 {
    if (entries.count + 1) * 2 > slots.count { grow() }
    var slot = Self.hash(word) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    let id = UInt32(entries.count)
    arena.append(contentsOf: word)
    entries.append(Entry(end: UInt32(arena.count), base: id, kind: kind))
    slots[slot] = id + 1
    return id
  }

  /// The word that `word` is a form of, as long as there is one; made if it is not here yet.
  private mutating func base(of id: UInt32, _ word: UnsafeRawBufferPointer, role: WordRole) -> UInt32 {
    switch role {
    case .be: return intern(form: "is", of: id)
    case .was: return intern(form: "was", of: id)
    case .auxiliary: return intern(form: "do", of: id)
    case .british, .request:
      let packed = PackedWord(word)
      guard Lexicon.english.isBritish(packed) else { break }
      return intern(form: String(decoding: Lexicon.english.expansion(of: packed), as: UTF8.self), of: id)
    default: break
    }
    if word.count <= 3, word[0] < UInt8(ascii: "0") || word[0] >= 0x80, let spoken = Self.spoken[String(decoding: word, as: UTF8.self)] {
      return intern(form: spoken, of: id)
    }
    // Quoted and as an option a word keeps its case, and is a form of itself without; what another word has in lower case is none.
    if word.contains(where: { $0 >= 0x41 && $0 <= 0x5A }), word.allSatisfy({ $0 < 0x80 }), !ExactCase.tellsApart(word) {
      return intern(form: String(decoding: word, as: UTF8.self).lowercased(), of: id)
    }
    if let written = WrittenForms.base(of: word) { return intern(form: written, of: id) }
    switch entries[Int(id)].kind {
    case .number:
      guard word.count <= 16, let digits = WordLists.shared.digits[String(decoding: word, as: UTF8.self)] else { return id }
      return intern(form: digits, of: id)
    case .content, .unit:
      guard role != .unstemmed, word.allSatisfy({ $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }) else { return id }
      if let verb = IrregularVerbs.base(of: word) { return intern(form: verb, of: id) }
      if role == .ie { return intern(form: String(decoding: word.dropLast(), as: UTF8.self), of: id) }
      guard let stem = Inflection.withoutS(word) ?? Inflection.withoutEd(word) ?? Inflection.withoutIng(word) else { return id }
      return intern(form: String(decoding: Array(word[..<stem.kept]) + (stem.added == 0 ? [] : [stem.added]), as: UTF8.self), of: id)
    default: return id
    }
  }

  /// Signs, and how they are said.
  private static let spoken = ["&": "and", "%": "percent", "$": "dollar", "€": "euro", "£": "pound", "₹": "rupee"]

  /// The base of another form of the word `id`.
  private mutating func intern(form: String, of id: UInt32) -> UInt32 {
    let form = Array(form.utf8).withUnsafeBytes { intern($0) }
    return form == id ? id : entries[Int(form)].base
  }

  /// Hands `body` the bytes of a word.
  func withBytes<Result>(of id: UInt32, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let start = id == 0 ? 0 : Int(entries[Int(id) - 1].end)
    return arena.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<Int(entries[Int(id)].end)])) }
  }

  /// The word with this id.
  func word(_ id: UInt32) -> String { withBytes(of: id) { String(decoding: $0, as: UTF8.self) } }

  private func bytes(of id: UInt32, equal word: UnsafeRawBufferPointer) -> Bool {
    withBytes(of: id) { $0.count == word.count && $0.elementsEqual(word) }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for id in entries.indices {
      var slot = withBytes(of: UInt32(id), Self.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(id + 1)
    }
  }

  private static func hash(_ word: UnsafeRawBufferPointer) -> Int {
    Int(truncatingIfNeeded: Fingerprint(of: word).low >> 1)
  }
}
