/// Compatibility decomposition, full case folding and canonical order of everything beyond ASCII (Unicode Standard 3.13, D146).
///
/// Two texts are equal under NFKC exactly if they are under NFKD, so nothing is composed again. The result is made for the
/// ``Tokenizer``: punctuation and separators have become ASCII spaces, quotes, hyphens and apostrophes their ASCII signs, format
/// characters are gone, and symbols stand apart between spaces, so that every byte from 0x80 on belongs to a word or such a symbol.
/// ASCII passes through untouched, upper case and code spans included. ``Folder`` reads the texts.
struct Folding: Sendable {
  /// The tables, unpacked once in a process.
  static let shared = Folding()

  private static let pageBits: UInt32 = 7
  /// Which page holds a code point: `pages[point >> 7]`; page 0 has no mapping.
  private var pages = [UInt16](repeating: 0, count: 0x110000 >> 7)
  /// Per code point of a page: offset into `targets` << 8 | length + 1, or 0 where the code point stays.
  private var mappings = [UInt32](repeating: 0, count: 128)
  private var targets: [UInt32] = []
  /// ``Kind`` of the basic multilingual plane.
  private var kinds: [Kind]

  /// What becomes of a code point once it is decomposed.
  private enum Kind: UInt8 {
    case word, mark, space, symbol, ignored
  }

  private init() {
    kinds = [Kind](repeating: .word, count: 0x1_0000)
    var asked: UInt32 = 0
    for (range, kind) in Self.uniform + [(0x1_0000..<0x1_0000, .word)] {
      for point in asked..<range.lowerBound { kinds[Int(point)] = Unicode.Scalar(point).map(Self.kind) ?? .symbol }
      for point in range { kinds[Int(point)] = kind }
      asked = range.upperBound
    }
    for sign in Self.signs { kinds[Int(sign.value)] = .symbol }
    var reader = PackedNumbers(text: foldingTable)
    var point: UInt32 = 0x7F
    while let gap = reader.next(), let length = reader.next() {
      point &+= gap
      if length == 1 {
        guard let run = reader.next(), let distance = reader.nextSigned() else { return }
        let step = run % 6 / 3 + 1
        let stride = run % 3
        let first = UInt32(truncatingIfNeeded: Int(point) + distance)
        for member in 0..<run / 6 {
          map(point &+ member &* step, to: CollectionOfOne(first &+ member &* stride))
        }
        point &+= (run / 6 &- 1) &* step
      } else {
        var target: [UInt32] = []
        var value = 0
        for _ in 0..<length {
          value += reader.nextSigned() ?? 0
          target.append(UInt32(truncatingIfNeeded: value))
        }
        map(point, to: target)
      }
    }
  }

  private mutating func map(_ point: UInt32, to target: some Collection<UInt32>) {
    let page = Int(point >> Self.pageBits)
    if pages[page] == 0 {
      pages[page] = UInt16(mappings.count >> Int(Self.pageBits))
      mappings.append(contentsOf: repeatElement(0, count: 128))
    }
    mappings[Int(pages[page]) << Int(Self.pageBits) | Int(point & 127)] = UInt32(targets.count) << 8 | UInt32(target.count + 1)
    targets.append(contentsOf: target)
  }

  /// Long ranges of one kind, three quarters of the plane: to ask after each of their code points would take ten milliseconds.
  private static let uniform: [(range: Range<UInt32>, kind: Kind)] = [
    (0x3400..<0x4DC0, .word),  // CJK ideographs, extension A
    (0x4E00..<0xA48D, .word),  // CJK ideographs and Yi syllables
    (0xAC00..<0xD7A4, .word),  // Hangul syllables
    (0xD800..<0xE000, .symbol),  // surrogates
    (0xE000..<0xF900, .word),  // private use
  ]

  /// Punctuation that says something: sections, paragraphs, daggers, per mille.
  private static let signs: [Unicode.Scalar] = ["§", "¶", "†", "‡", "‰", "‱"]

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return .ignored }
    switch properties.generalCategory {
    case .format: return .ignored
    case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: return .space
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
      .otherPunctuation:
      return .space
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: return .symbol
    default: return properties.canonicalCombiningClass == .notReordered ? .word : .mark
    }
  }

  /// Writes what a code point folds to.
  func fold(_ point: UInt32, into sink: inout FoldingSink) {
    guard point < 0x110000 else { return }
    let mapping = mappings[Int(pages[Int(point >> Self.pageBits)]) << Int(Self.pageBits) | Int(point & 127)]
    if mapping != 0 {
      let start = Int(mapping >> 8)
      for target in targets[start..<start + Int(mapping & 0xFF) - 1] { put(target, into: &sink) }
    } else if point >= 0xAC00, point <= 0xD7A3 {
      // Hangul syllables decompose by arithmetic (Unicode Standard 3.12).
      let syllable = point - 0xAC00
      put(0x1100 + syllable / 588, into: &sink)
      put(0x1161 + syllable % 588 / 28, into: &sink)
      if syllable % 28 != 0 { put(0x11A7 + syllable % 28, into: &sink) }
    } else {
      put(point, into: &sink)
    }
  }

  private func put(_ point: UInt32, into sink: inout FoldingSink) {
    guard point >= 0x80 else {
      sink.flush()
      sink.append(byte: UInt8(point))
      return
    }
    switch kind(of: point) {
    case .word:
      sink.flush()
      sink.hasLetters = true
      sink.append(point)
    case .mark:
      sink.hasLetters = true
      sink.hold(point)
    case .space:
      sink.flush()
      sink.append(byte: 0x20)
    case .symbol:
      sink.flush()
      sink.append(byte: 0x20)
      sink.append(point)
      sink.append(byte: 0x20)
    case .ignored: break
    }
  }

  /// What a code point beyond ASCII is.
  private func kind(of point: UInt32) -> Kind {
    point < 0x1_0000 ? kinds[Int(point)] : Unicode.Scalar(point).map(Self.kind) ?? .symbol
  }

  /// Whether what a code point folds to stands by itself: it does not begin with a mark, which belongs to what is before it, or with
  /// what is ignored, which a mark may follow.
  func standsAlone(_ point: UInt32) -> Bool {
    guard point < 0x110000 else { return false }
    let mapping = mappings[Int(pages[Int(point >> Self.pageBits)]) << Int(Self.pageBits) | Int(point & 127)]
    guard mapping & 0xFF != 1 else { return false }
    let first = mapping != 0 ? targets[Int(mapping >> 8)] : point
    guard first >= 0x80 else { return true }
    switch kind(of: first) {
    case .word, .space, .symbol: return true
    case .mark, .ignored: return false
    }
  }
}

/// Reads numbers written five bits a character, low bits first, in the alphabet A–Z a–z 0–9 - _; from the 32nd letter on, more follow.
private struct PackedNumbers {
  private let text: StaticString
  private var offset = 0

  init(text: StaticString) { self.text = text }

  mutating func next() -> UInt32? {
    var value: UInt32 = 0
    var shift: UInt32 = 0
    while let digit = nextDigit() {
      value |= (digit & 31) << shift
      if digit < 32 { return value }
      shift += 5
    }
    return nil
  }

  mutating func nextSigned() -> Int? {
    next().map { $0 & 1 == 0 ? Int($0 >> 1) : -Int($0 >> 1) - 1 }
  }

  private mutating func nextDigit() -> UInt32? {
    while offset < text.utf8CodeUnitCount {
      let byte = text.utf8Start[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): return UInt32(byte - UInt8(ascii: "A"))
      case UInt8(ascii: "a")...UInt8(ascii: "z"): return UInt32(byte - UInt8(ascii: "a")) + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): return UInt32(byte - UInt8(ascii: "0")) + 52
      case UInt8(ascii: "-"): return 62
      case UInt8(ascii: "_"): return 63
      default: continue
      }
    }
    return nil
  }
}
