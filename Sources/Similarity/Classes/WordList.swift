/// The words of a text in lower case, end to end in one buffer.
///
/// Letters, marks, digits and underscores make words; an apostrophe inside a word is dropped. In scripts that are written without spaces
/// (Chinese, Japanese, Thai …) each character is a word, so that a phrase of them matches wherever it stands.
struct WordList: Sendable {
  /// Longer words are cut: nothing that is written as a rule is longer.
  static let longestWord = TextRule.longest

  private(set) var bytes: [UInt8] = []
  private(set) var ranges: [Range<Int>] = []

  /// How many words there are.
  var count: Int { ranges.count }

  /// A word's bytes.
  subscript(index: Int) -> ArraySlice<UInt8> { bytes[ranges[index]] }

  /// Takes the words of `text`, which is in lower case already; further characters in `signs` count as letters.
  /// - Complexity: O(*n*)
  mutating func read(_ text: String, signs: String = "") {
    bytes.removeAll(keepingCapacity: true)
    ranges.removeAll(keepingCapacity: true)
    var start = 0
    func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.makesWords || signs.unicodeScalars.contains(scalar) }
    func close(_ words: inout WordList) {
      if start < words.bytes.count {
        words.ranges.append(start..<min(words.bytes.count, start + Self.longestWord))
      }
      start = words.bytes.count
    }
    for scalar in text.unicodeScalars {
      if scalar.isApostrophe {
        continue
      } else if scalar.standsAlone {
        close(&self)
        append(scalar)
        close(&self)
      } else if isWord(scalar) {
        append(scalar)
      } else {
        close(&self)
      }
    }
    close(&self)
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.isASCII { bytes.append(UInt8(scalar.value)) } else { bytes.append(contentsOf: Character(scalar).utf8) }
  }
}

extension Unicode.Scalar {
  fileprivate var isApostrophe: Bool { self == "'" || self == "’" }

  fileprivate var makesWords: Bool {
    if isASCII { return ("a"..."z").contains(self) || ("0"..."9").contains(self) || self == "_" || ("A"..."Z").contains(self) }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark, .enclosingMark,
      .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }

  /// Whether it is of a script without spaces: Thai, Lao, Myanmar, Khmer, Kana, and ideographs.
  fileprivate var standsAlone: Bool {
    switch value {
    case 0..<0x0E00: false
    case 0x0E01...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3041...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: true
    default: properties.isIdeographic
    }
  }
}
