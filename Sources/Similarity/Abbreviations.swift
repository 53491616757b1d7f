/// Abbreviations and units that are written in more than one way.
extension Tokenizer {
  /// Makes one word of letters with points between, U.S. of the US; `false` if they are none that is often written so.
  mutating func readAbbreviation(_ first: Int, at start: Int) -> Bool {
    var end = first
    while end - first < 8, end + 1 < text.count, kind(at: end).isLetter, text[end + 1] == UInt8(ascii: ".") { end += 2 }
    var letters = stride(from: first, to: end, by: 2).map { text[$0] }
    // The last point may be left out.
    if end < text.count, kind(at: end).isWord {
      guard kind(at: end).isLetter, !kind(after: end).isWord else { return false }
      letters.append(text[end])
      end += 1
    }
    let word = letters.map { $0 | 0x20 }
    guard letters.count > 1, Self.abbreviations.contains(where: { $0 == word }) else { return false }
    // With points, what could be another word without is the acronym in either case.
    let capitals = letters.map { $0 & ~0x20 }
    let isAcronym = ExactCase.isAcronym(capitals)
    length = start
    for letter in isAcronym ? capitals : word { write(letter) }
    index = end
    let packed = word.withUnsafeBytes { PackedWord($0) }
    self.end(Token(start..<length, role: isAcronym ? .content : lexicon.role(of: packed), isPlain: true))
    return true
  }

  private static let abbreviations = "us uk usa uae eu un am pm eg ie ai ad bc dc la ny tv".split(separator: " ").map { Array($0.utf8) }

  /// Where the unit starts that ends the number from `first` to `index`: 10km, 3pm.
  func startOfUnit(_ first: Int) -> Int? {
    guard kind(at: first) == .digit, kind(at: index - 1).isLetter else { return nil }
    var start = index - 1
    while kind(at: start - 1).isLetter { start -= 1 }
    guard (2...4).contains(index - start), kind(at: start - 1) == .digit else { return nil }
    return Self.units.contains(PackedWord(UnsafeRawBufferPointer(rebasing: text[start..<index]))) ? start : nil
  }

  private static let units =
    ("km cm mm kg mg lb lbs oz ml cl gb mb kb tb hz khz mhz ghz am pm mph kmh kw kwh mw mah mv ms min mins hr hrs sec secs yr yrs ft px pt rpm "
    + "bps kbps mbps gbps kcal usd eur gbp inr nm pf nf db dpi fps").split(separator: " ").map { PackedWord($0) }

  /// Ends a number before the unit that is written to it, and the unit.
  mutating func endNumber(_ first: Int, at start: Int, before unit: Int) {
    let count = index - unit
    let digits = start..<length - count
    for place in stride(from: length, to: digits.upperBound, by: -1) { out[place] = out[place - 1] }
    out[digits.upperBound] = 0x20
    length += 1
    end(Token(digits))
    let letters = digits.upperBound + 1
    if ExactCase.holds(unit..<index, in: text, kinds: kinds, afterNumber: true, afterLabel: false) {
      keepCase(unit, at: letters)
      end(Token(letters..<length, isPlain: true))
    } else {
      let word = PackedWord(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(out)[letters..<length]))
      end(Token(letters..<length, role: lexicon.role(of: word), isPlain: true))
    }
  }
}
