/// Amounts and editions: a small word beside them makes another one of them.
extension Surroundings {
  /// Words that make another amount or day of what stands beside them: twenty-one, almost all, every other, the second largest, mid-June.
  func weighAmount(_ leftover: Alignment.Leftover, in text: ArraySlice<UInt32>, into found: inout Differ.Findings) {
    weighSign(leftover, in: text, into: &found)
    guard small.roles(of: leftover.word).contains(.qualifier) else { return }
    let spelling = word(of: leftover)
    let (before, next) = (word(leftover.place - 1, in: text), word(leftover.place + 1, in: text))
    func nextIs(_ kind: WordKind) -> Bool { text.indices.contains(leftover.place + 1) && self.kind(text[leftover.place + 1]) == kind }
    let isAmount =
      switch spelling {
      case "one": Self.tens.contains(before)
      case "other": before == "every"
      case "second", "third", "fourth", "fifth": before == "every" || next == "most" || next == "least" || Reordering.isSuperlative(next)
      case "almost", "nearly", "virtually", "practically": Self.wholes.contains(next) || next == "half" || nextIs(.number)
      case "before", "after": ["yesterday", "tomorrow", "next", "last"].contains(next)
      case "mid", "early", "late": nextIs(.number)
      default: false
      }
    if isAmount { found.insert(.number) }
    // The only user is not only the user.
    if spelling == "the" || spelling == "only", turnsOnly {
      found.insert(.order)
    }
    // Too hot is not hot; at the end of a clause it says "also".
    if spelling == "too", nextIs(.content) { found.insert(.logic) }
  }

  /// A sign or a picture once more.
  private func weighSign(_ leftover: Alignment.Leftover, in text: ArraySlice<UInt32>, into found: inout Differ.Findings) {
    guard kind(leftover.word) == .symbol || isPicture(leftover.word) else { return }
    let isBeside = [leftover.place - 1, leftover.place + 1].contains { place in
      text.indices.contains(place) && LexicalCorpus.id(text[place]) == LexicalCorpus.id(leftover.word)
    }
    if isBeside, isOnceMore(leftover) { found.insert(.symbol) }
  }

  /// Whether one text has it more often than the other; otherwise it has moved.
  private func isOnceMore(_ leftover: Alignment.Leftover) -> Bool {
    let id = LexicalCorpus.id(leftover.word)
    return left.count { LexicalCorpus.id($0) == id } != right.count { LexicalCorpus.id($0) == id }
  }

  /// Whether one text has "the only" and the other has "only the".
  private var turnsOnly: Bool {
    has("the", "only", in: left) && has("only", "the", in: right) || has("only", "the", in: left) && has("the", "only", in: right)
  }

  private func has(_ first: String, _ second: String, in text: ArraySlice<UInt32>) -> Bool {
    text.indices.dropFirst().contains { word($0 - 1, in: text) == first && word($0, in: text) == second }
  }

  private func word(of leftover: Alignment.Leftover) -> String { corpus.vocabulary.word(UInt32(LexicalCorpus.id(leftover.word))) }

  private func isName(_ place: Int, in text: ArraySlice<UInt32>) -> Bool {
    text.indices.contains(place) && text[place] & ReadWord.Marks.name.rawValue != 0
  }

  private func word(_ place: Int, in text: ArraySlice<UInt32>) -> String {
    text.indices.contains(place) ? corpus.vocabulary.word(UInt32(LexicalCorpus.id(text[place]))) : ""
  }

  /// Another place, or a model or an edition of what has a number: New Mexico is not Mexico, gpt-4o-mini is not gpt-4o, nor iPhone 15 Pro
  /// iPhone 15.
  func weighEdition(_ leftover: Alignment.Leftover, in text: ArraySlice<UInt32>, into found: inout Differ.Findings) {
    if small.roles(of: leftover.word).contains(.region), isName(leftover.place, in: text), isName(leftover.place + 1, in: text),
      isOnceMore(leftover)
    {
      found.insert(.name)
    }
    guard leftover.place > text.startIndex else { return }
    let isEdition = small.roles(of: leftover.word).contains(.edition)
    guard isEdition || leftover.word & ReadWord.Marks.name.rawValue != 0 && kind(leftover.word) == .content else { return }
    // Gpt-3.5-turbo-instruct: behind another one, too.
    guard let before = text[..<leftover.place].last(where: { !small.roles(of: $0).contains(.edition) }) else { return }
    let isNumbered = corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(before))) { $0.contains { (0x30...0x39).contains($0) } }
    if isNumbered || isEdition && isName(leftover.place - 1, in: text) { found.insert(.name) }
  }

  private func isPicture(_ word: UInt32) -> Bool {
    corpus.vocabulary.withBytes(of: UInt32(LexicalCorpus.id(word))) { bytes in
      guard let first = bytes.first, first >= 0x80, let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first else {
        return false
      }
      return !scalar.properties.isAlphabetic && scalar.properties.numericType == nil
    }
  }

  private static let tens: Set<String> = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand",
  ]
}
