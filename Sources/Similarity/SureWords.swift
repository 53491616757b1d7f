internal import CWords

extension Tokenizer {
  /// Reads words from blocks of 64 bytes, and what is between them, until something asks for a closer look: a sign, an address, a word
  /// that goes on behind an apostrophe or underscore, a point that a file name may have, or a word whose case may count.
  ///
  /// What it does take, `readWord()` would take just so. Nothing is quoted or belongs to an option or path here (`specialUntil`). What a
  /// word is and whether it is sure is told for all words of a block at once, without a branch: how words begin and end is not foreseen.
  mutating func readSureWords() {
    guard let base = text.baseAddress, let target = out.baseAddress else { return }
    let bytes = base.assumingMemoryBound(to: UInt8.self)
    var place = index
    var written = length
    var made = count
    var end = lastEnd
    var block = cwords_block()
    let lexicon = lexicon
    let needsRoles = needsRoles
    let tokens = tokens
    let changing = changing
    var changingCount = changingCount
    let limit = min(text.count, noAddressBefore)
    while place < limit {
      cwords_look(bytes + place, &block)
      let firstSign = block.signs.trailingZeroBitCount
      // Words end before this: a sign may stand right behind one, and so may the limit. What ends at the last byte may go on.
      let bound = min(block.doubts.trailingZeroBitCount, firstSign &+ 1, limit &- place &+ 1, 63)
      var words = block.words
      while true {
        let rest = words &+ (words & (0 &- words))
        let wordEnd = (rest & ~words).trailingZeroBitCount
        guard wordEnd < bound else { break }
        let start = words.trailingZeroBitCount
        let isMixed = words & ~rest & block.mixed != 0
        let word = UnsafeRawPointer(bytes + place + start)
        let size = wordEnd &- start
        if isMixed, !isSure(mixed: word.assumingMemoryBound(to: UInt8.self), size) { break }
        // The space before it, and the word; a capital has one bit less.
        (target + written).storeBytes(of: 0x20, as: UInt8.self)
        written &+= 1
        var copied = 0
        repeat {
          let part = word.loadUnaligned(fromByteOffset: copied, as: SIMD16<UInt8>.self)
          (target + written + copied).storeBytes(of: part, as: SIMD16<UInt8>.self)
          copied &+= 16
        } while copied < size
        let first = bytes[place &+ start] | UInt8(truncatingIfNeeded: block.capitals &>> UInt64(start) & 1) &<< 5
        (target + written).storeBytes(of: first, as: UInt8.self)
        var token = Token(written..<written &+ size, isPlain: !isMixed)
        if needsRoles, !isMixed { token.role = lexicon.role(of: SureKey(word, min(size, 16))) }
        token.endsClause = block.ends &>> UInt64(wordEnd) & 1 != 0
        tokens[made] = token
        changing[changingCount] = UInt32(truncatingIfNeeded: made)
        changingCount &+= token.mayChange(last: bytes[place &+ wordEnd &- 1])
        made &+= 1
        written &+= size
        end = place &+ wordEnd
        words &= rest
      }
      let next = min(words.trailingZeroBitCount, firstSign, limit &- place)
      place &+= next
      guard bound == 63, next > 0 else { break }
    }
    index = place
    length = written
    count = made
    self.changingCount = changingCount
    lastEnd = end
  }

  /// Whether a word with digits or with letters beyond ASCII, of which only its first letter may be a capital, needs no closer look.
  private func isSure(mixed word: UnsafePointer<UInt8>, _ size: Int) -> Bool {
    // Behind a number there may be a factorial.
    guard kinds[Int(word[size])] != .stop else { return false }
    let (first, last) = (word[0], word[size - 1])
    if first <= UInt8(ascii: "9") { return last <= UInt8(ascii: "9") }
    return first >= UInt8(ascii: "a") || last > UInt8(ascii: "9")
  }
}
