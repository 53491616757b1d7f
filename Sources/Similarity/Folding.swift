/// Compatibility decomposition, full case folding and canonical order of everything beyond ASCII (Unicode Standard 3.13, D146).
///
/// Two texts are equal under NFKC exactly if they are under NFKD, so nothing is composed again. The result is made for the
/// ``Tokenizer``: punctuation and separators have become ASCII spaces, quotes, hyphens and apostrophes their ASCII signs, format
/// characters are gone, and symbols stand apart between spaces, so that every byte from 0x80 on belongs to a word or such a symbol.
/// ASCII passes through untouched, upper case and code spans included.
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
    kinds = (0..<0x1_0000).map { Unicode.Scalar($0 as UInt32).map(Self.kind) ?? .symbol }
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

  /// Appends the folded form of `text`, which must be well-formed UTF-8, and says whether letters or marks beyond ASCII are left in it.
  /// - Complexity: O(*n*)
  func fold(_ text: UnsafeRawBufferPointer, into out: inout [UInt8]) -> Bool {
    var sink = Sink(out: out)
    out = []
    var spans = CodeSpans()
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        sink.flush()
        let isTick = byte == UInt8(ascii: "`")
        let end = isTick ? spans.end(of: index, in: text) ?? index + 1 : Self.endOfPlain(index, in: text)
        sink.out.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[index..<end]))
        index = end
        continue
      }
      let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      var point = UInt32(byte) & (0x7F >> UInt32(length))
      for next in text[index + 1..<min(index + length, text.count)] { point = point << 6 | UInt32(next & 0x3F) }
      index += length
      fold(point, into: &sink)
    }
    sink.flush()
    out = sink.out
    return sink.hasLetters
  }

  /// Where a run of ASCII without backticks ends, eight bytes at a time.
  private static func endOfPlain(_ start: Int, in text: UnsafeRawBufferPointer) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var end = start
    while text.count - end >= 8 {
      let word = text.loadUnaligned(fromByteOffset: end, as: UInt64.self).littleEndian
      // High bits of bytes beyond ASCII and of backticks; the lowest one set is exact.
      let marks = (word | ((word ^ (ones &* 0x60)) &- ones)) & (ones &* 0x80)
      if marks != 0 { return end + marks.trailingZeroBitCount >> 3 }
      end += 8
    }
    while end < text.count, text[end] < 0x80, text[end] != UInt8(ascii: "`") { end += 1 }
    return end
  }

  private func fold(_ point: UInt32, into sink: inout Sink) {
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

  private func put(_ point: UInt32, into sink: inout Sink) {
    guard point >= 0x80 else {
      sink.flush()
      sink.out.append(UInt8(point))
      return
    }
    let kind = point < 0x1_0000 ? kinds[Int(point)] : Unicode.Scalar(point).map(Self.kind) ?? .symbol
    switch kind {
    case .word:
      sink.flush()
      sink.hasLetters = true
      sink.append(point)
    case .mark:
      sink.hasLetters = true
      sink.hold(point)
    case .space:
      sink.flush()
      sink.out.append(0x20)
    case .symbol:
      sink.flush()
      sink.out.append(0x20)
      sink.append(point)
      sink.out.append(0x20)
    case .ignored: break
    }
  }
}

/// Folded bytes, and the marks that wait to be put in canonical order.
private struct Sink {
  var out: [UInt8]
  var hasLetters = false
  private var marks: [(order: UInt8, point: UInt32)] = []

  init(out: [UInt8]) { self.out = out }

  /// Holds a combining mark back until the next starter. No more than 30, as in the Stream-Safe Text Format of UAX #15.
  mutating func hold(_ point: UInt32) {
    if marks.count == 30 { flush() }
    let order = Unicode.Scalar(point)?.properties.canonicalCombiningClass.rawValue ?? 0
    let place = marks.firstIndex { $0.order > order } ?? marks.count
    marks.insert((order, point), at: place)
  }

  mutating func flush() {
    guard !marks.isEmpty else { return }
    // The iota subscript folds to the letter only after it was ordered as a mark.
    for mark in marks { append(mark.point == 0x345 ? 0x3B9 : mark.point) }
    marks.removeAll(keepingCapacity: true)
  }

  mutating func append(_ point: UInt32) {
    if point < 0x800 {
      out.append(UInt8(truncatingIfNeeded: 0xC0 | point >> 6))
    } else {
      if point < 0x1_0000 {
        out.append(UInt8(truncatingIfNeeded: 0xE0 | point >> 12))
      } else {
        out.append(UInt8(truncatingIfNeeded: 0xF0 | point >> 18))
        out.append(UInt8(truncatingIfNeeded: 0x80 | point >> 12 & 0x3F))
      }
      out.append(UInt8(truncatingIfNeeded: 0x80 | point >> 6 & 0x3F))
    }
    out.append(UInt8(truncatingIfNeeded: 0x80 | point & 0x3F))
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
