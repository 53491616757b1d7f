/// What texts ask for, allow and leave open: you have to pay, you may pay, you need not pay.
///
/// "Must" and "have to" say the same, but "must not" forbids what "do not have to" leaves open. Each of these is a few small words, some on
/// either side of the subject, which say little one by one.
struct Obligations {
  let corpus: LexicalCorpus
  let small: SmallWords

  /// Whether two texts differ in one that says that something need not be.
  func differInExemptions(_ x: ArraySlice<UInt32>, _ y: ArraySlice<UInt32>) -> Bool { exemptions(in: x) != exemptions(in: y) }

  /// Whether one text asks for what the other only allows. What do I have to do to become one asks for how I can.
  func turn(_ alignment: Alignment, _ x: ArraySlice<UInt32>, _ y: ArraySlice<UInt32>) -> Bool {
    func asks(_ some: [Alignment.Leftover], in text: ArraySlice<UInt32>, _ others: [Alignment.Leftover]) -> Bool {
      others.contains { isWord($0.word, Self.permissions) }
        && some.contains { duty in
          isNecessity(duty.place, in: text)
            && !text[..<duty.place].suffix(Self.clause).contains { corpus.vocabulary.entries[LexicalCorpus.id($0)].kind == .question }
        }
    }
    return asks(alignment.left, in: x, alignment.right) || asks(alignment.right, in: y, alignment.left)
  }

  /// Whether "help" at this place is what one cannot help doing: it undoes the "not" before it.
  func isUnhelped(_ place: Int, in text: ArraySlice<UInt32>) -> Bool {
    guard isWord(text[place], ["help"]) else { return false }
    let before = text[..<place].suffix(Self.reach)
    return before.indices.dropFirst().contains { isNot(text[$0]) && isWord(text[$0 - 1], ["can", "could"]) }
  }

  /// The leftovers that say "must" in one text and "have to" in the other, where nothing is negated, and either may stand before or behind
  /// the subject: must I pay, do I have to pay.
  func sameDuties(_ alignment: Alignment, _ x: ArraySlice<UInt32>, _ y: ArraySlice<UInt32>) -> (left: Set<Int>, right: Set<Int>) {
    func places(
      _ some: [Alignment.Leftover], in text: ArraySlice<UInt32>, _ others: [Alignment.Leftover], in other: ArraySlice<UInt32>
    ) -> (must: Set<Int>, have: Set<Int>)? {
      let must = some.filter { isWord($0.word, ["must"]) }
      let have = others.filter { isWord($0.word, Self.have) && isNecessity($0.place, in: other) }
      guard must.count == 1, have.count == 1, let to = others.first(where: { $0.place == have[0].place + 1 }) else { return nil }
      guard (0...Self.reach).contains(have[0].gap - must[0].gap), !(Array(text) + other).contains(where: isNot) else { return nil }
      return ([must[0].place], [have[0].place, to.place])
    }
    if let found = places(alignment.left, in: x, alignment.right, in: y) { return (found.must, found.have) }
    if let found = places(alignment.right, in: y, alignment.left, in: x) { return (found.have, found.must) }
    return ([], [])
  }

  /// How often a text says that something need not be, or is not asked for.
  private func exemptions(in text: ArraySlice<UInt32>) -> Int {
    text.indices.count { place in
      guard isNot(text[place]) else { return false }
      if place > text.startIndex, isWord(text[place - 1], Self.need) { return true }
      // You do not really have to, do I not have to.
      let next = text[(place + 1)...].prefix(Self.reach).drop { small.person(of: $0) != nil || isWord($0, Self.adverbs) }
      guard let verb = next.first else { return false }
      return isWord(verb, Self.asked) || isNecessity(next.startIndex, in: text) && !isWord(verb, ["must"])
    }
  }

  /// Whether a word asks for something: must, and have and need before "to".
  private func isNecessity(_ place: Int, in text: ArraySlice<UInt32>) -> Bool {
    if isWord(text[place], ["must"]) { return true }
    guard place + 1 < text.endIndex, isWord(text[place + 1], ["to"]) else { return false }
    return isWord(text[place], Self.have) || isWord(text[place], Self.need)
  }

  private func isNot(_ word: UInt32) -> Bool { small.roles(of: word).contains(.not) }

  private func isWord(_ word: UInt32, _ words: Set<String>) -> Bool {
    words.contains(corpus.vocabulary.word(UInt32(LexicalCorpus.id(word))))
  }

  /// How far from what it belongs to a word may stand.
  private static let reach = 3
  /// How far before its verb a question word may stand.
  private static let clause = 6
  private static let have: Set = ["have", "has", "had"]
  private static let need: Set = ["need", "needs", "needed"]
  private static let asked: Set = ["required", "obliged", "obligated", "compelled", "mandatory", "compulsory", "necessary", "obligatory"]
  private static let permissions: Set = ["may", "can", "could", "might"]
  private static let adverbs: Set = [
    "always", "really", "even", "just", "necessarily", "actually", "usually", "generally", "be", "been", "all", "both", "it", "one",
  ]
}
