internal import CWords

extension Tokenizer {
  /// Reads words sixteen bytes at a time, and what is between them, until something asks for a closer look: a sign, an address, a word
  /// that goes on behind an apostrophe or underscore, a point that a file name may have, or a word whose case may count.
  ///
  /// What it does take, `readWord()` would take just so. Nothing is quoted or belongs to an option or path here (`specialUntil`).
  mutating func readSureWords() {
    guard let base = text.baseAddress, let target = out.baseAddress else { return }
    let bytes = base.assumingMemoryBound(to: UInt8.self)
    var place = index
    var written = length
    var made = count
    var end = lastEnd
    defer {
      index = place
      length = written
      count = made
      lastEnd = end
    }
    let limit = min(text.count, noAddressBefore)
    while place < limit {
      let start = written + 1
      var run = cwords_lower(bytes + place, (target + start).assumingMemoryBound(to: UInt8.self))
      guard run.word > 0 else {
        guard kinds[Int(bytes[place])] == .gap else { return }
        place += 1
        continue
      }
      // A capital behind the first letter: most often, if there is one at all, it is that of the next word.
      if run.capitals > 1, run.capitals & ((1 &<< run.word) &- 1) > 1 { return }
      var size = Int(run.word)
      var isPlain = run.letters == run.word
      while run.word == 16 {
        run = cwords_lower(bytes + place + size, (target + start + size).assumingMemoryBound(to: UInt8.self))
        size += Int(run.word)
        if run.letters != run.word { isPlain = false }
        if run.capitals & ((1 &<< run.word) &- 1) != 0 { return }
      }
      let stop = place + size
      let wordEnd = kinds[Int(bytes[stop])]
      // Most words are small letters with a space behind.
      let first = bytes[place]
      let isSimple = isPlain && wordEnd == .gap && first >= UInt8(ascii: "a") && first != UInt8(ascii: "w")
      guard isSimple || isSure(bytes + place, size, wordEnd, isPlain: isPlain) else { return }
      (target + written).storeBytes(of: 0x20, as: UInt8.self)
      var token = Token(start..<start + size, isPlain: isPlain)
      if isPlain, needsRoles, size <= PackedWord.longest {
        token.role = lexicon.role(of: SureKey(UnsafeRawPointer(target + start), size))
      }
      token.endsClause = wordEnd == .point || wordEnd == .stop
      tokens[made] = token
      made += 1
      written = start + size
      end = stop
      // A gap is passed, and what ends a clause is done with; other signs are read next.
      place = token.endsClause || wordEnd == .gap ? stop + 1 : stop
    }
  }

  /// Whether the word of `size` bytes, which has no capital behind its first letter, needs no closer look.
  @inline(__always)
  private func isSure(_ word: UnsafePointer<UInt8>, _ size: Int, _ end: ByteKind, isPlain: Bool) -> Bool {
    switch end {
    case .gap, .symbol, .hyphen, .quote, .backtick: break
    // A file name, a number that goes on, or an abbreviation.
    case .point:
      let next = kinds[Int(word[size + 1])]
      if next == .lower || next == .digit || size == 1 && next == .upper { return false }
    // A factorial, or an operator.
    case .stop: if !isPlain || size == 1 || kinds[Int(word[size + 1])] == .point { return false }
    case .lower, .upper, .digit, .beyond, .underscore, .apostrophe: return false
    }
    let first = word[0]
    guard size > 1 else { return !ExactCase.mayBeVariable(first) }
    if first <= UInt8(ascii: "9") { return word[size - 1] <= UInt8(ascii: "9") }
    if first < UInt8(ascii: "a") {
      if size <= 4, word[1] == UInt8(ascii: "b") { return false }
      if !isPlain, word[size - 1] <= UInt8(ascii: "9") { return false }
    }
    return !(first | 0x20 == UInt8(ascii: "w") && word[1] | 0x20 == UInt8(ascii: "w"))
  }
}
