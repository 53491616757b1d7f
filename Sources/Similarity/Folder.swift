internal import CWords

/// Folds texts by the tables of ``Folding``. Keeps the folded text, and what frequent characters fold to, until the next one: use one per
/// thread.
struct Folder: Sendable {
  /// What came of a text.
  enum Outcome: Equatable {
    /// It is folded: its length in ``bytes``, and whether letters or marks beyond ASCII are left in it.
    case folded(count: Int, hasLetters: Bool)
    /// It is not UTF-8.
    case illFormed
    /// Its folded form is longer than the limit.
    case tooLong
  }

  /// How many zero bytes stand behind a folded text, so that it can be read in blocks.
  static let padding = 64

  /// The folded text, with zero bytes behind.
  private(set) var bytes: [UInt8] = []
  private var known = [FoldedCharacter](repeating: FoldedCharacter(), count: FoldedCharacter.places)

  /// Room for what is copied or written without asking: a character, sixteen bytes too many, and the padding.
  private static let slack = FoldingSink.most + 16 + padding

  /// Folds `text`, if what comes of it is not longer than `limit` bytes.
  /// - Complexity: O(*n*)
  mutating func fold(_ text: UnsafeRawBufferPointer, limit: Int) -> Outcome {
    var room = 2 * text.count + Self.slack
    while true {
      if bytes.count < room { bytes = [UInt8](repeating: 0, count: room + room / 2) }
      let outcome = bytes.withUnsafeMutableBytes { bytes in
        known.withUnsafeMutableBufferPointer { known in Self.fold(text, into: bytes, limit: limit, known) }
      }
      if let outcome { return outcome }
      room = 2 * bytes.count
    }
  }

  /// `nil` where the room does not suffice.
  private static func fold(
    _ text: UnsafeRawBufferPointer, into out: UnsafeMutableRawBufferPointer, limit: Int,
    _ known: UnsafeMutableBufferPointer<FoldedCharacter>
  ) -> Outcome? {
    guard let target = out.baseAddress else { return nil }
    var sink = FoldingSink(out: target)
    if let source = text.baseAddress {
      let bytes = source.assumingMemoryBound(to: UInt8.self)
      let end = bytes + text.count
      var spans = CodeSpans()
      var place = bytes
      while place < end {
        if place.pointee == UInt8(ascii: "`") {
          sink.flush()
          let index = place - bytes
          let span = UnsafeRawBufferPointer(rebasing: text[index..<(spans.end(of: index, in: text) ?? index + 1)])
          guard span.allSatisfy({ $0 < 0x80 }) || String(validating: span, as: UTF8.self) != nil else { return .illFormed }
          (target + sink.length).copyMemory(from: bytes + index, byteCount: span.count)
          sink.length += span.count
          place += span.count
        } else if place.pointee < 0x80 {
          sink.flush()
          let copied = cwords_copy(place, end, (target + sink.length).assumingMemoryBound(to: UInt8.self))
          sink.length += copied
          place += copied
        } else {
          guard sink.length <= limit else { return .tooLong }
          guard out.count - sink.length >= end - place + slack else { return nil }
          guard let length = fold(place, end, into: &sink, known) else { return .illFormed }
          place += length
        }
      }
    }
    sink.flush()
    guard sink.length <= limit else { return .tooLong }
    (target + sink.length).initializeMemory(as: UInt8.self, repeating: 0, count: padding)
    return .folded(count: sink.length, hasLetters: sink.hasLetters)
  }

  /// Folds the character beyond ASCII at `place`, and gives its length; `nil` if there is none.
  @inline(__always)
  private static func fold(
    _ place: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, into sink: inout FoldingSink,
    _ known: UnsafeMutableBufferPointer<FoldedCharacter>
  ) -> Int? {
    guard let (point, length) = scalar(at: place, end) else { return nil }
    let folded = FoldedCharacter.of(point, known)
    // Nothing of it has to be put in order with what is before it and behind.
    if folded.standsAlone, folded.isShort, standsAlone(place + length, end, known) {
      sink.flush()
      (sink.out + sink.length).storeBytes(of: folded.bytes, as: UInt64.self)
      sink.length += Int(folded.count)
      if folded.isLetter { sink.hasLetters = true }
    } else {
      Folding.shared.fold(point, into: &sink)
    }
    return length
  }

  /// Whether what follows, a character or the end, does not belong to what is before it.
  @inline(__always)
  private static func standsAlone(
    _ place: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ known: UnsafeMutableBufferPointer<FoldedCharacter>
  ) -> Bool {
    guard place < end, place.pointee >= 0x80 else { return true }
    guard let (point, _) = scalar(at: place, end) else { return false }
    return FoldedCharacter.of(point, known).standsAlone
  }

  /// The character beyond ASCII at `place`, and its length; `nil` if it is not well-formed (Unicode Standard, table 3-7).
  @inline(__always)
  private static func scalar(at place: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> (UInt32, Int)? {
    let first = UInt32(place[0])
    let left = end - place
    guard left >= 2, place[1] & 0xC0 == 0x80 else { return nil }
    let second = UInt32(place[1] & 0x3F)
    if first < 0xE0 { return first >= 0xC2 ? ((first & 0x1F) << 6 | second, 2) : nil }
    guard left >= 3, place[2] & 0xC0 == 0x80 else { return nil }
    let third = UInt32(place[2] & 0x3F)
    if first < 0xF0 {
      let point = (first & 0x0F) << 12 | second << 6 | third
      return point >= 0x800 && !(0xD800..<0xE000).contains(point) ? (point, 3) : nil
    }
    guard left >= 4, place[3] & 0xC0 == 0x80, first < 0xF8 else { return nil }
    let point = (first & 0x07) << 18 | second << 12 | third << 6 | UInt32(place[3] & 0x3F)
    return (0x1_0000..<0x11_0000).contains(point) ? (point, 4) : nil
  }
}

/// What a character folds to, by itself.
struct FoldedCharacter: Sendable {
  /// How many are remembered.
  fileprivate static let places = 1_024

  /// The code point; 0 where nothing is remembered.
  private var point: UInt32 = 0
  /// How many bytes it folds to; more than eight are not kept.
  fileprivate private(set) var count: UInt8 = 0
  fileprivate private(set) var isLetter = false
  /// ``Folding/standsAlone(_:)``.
  fileprivate private(set) var standsAlone = false
  /// The bytes as they stand in memory.
  fileprivate private(set) var bytes: UInt64 = 0

  fileprivate var isShort: Bool { count <= 8 }

  fileprivate init() {}

  private init(_ point: UInt32) {
    self.point = point
    standsAlone = Folding.shared.standsAlone(point)
    withUnsafeTemporaryAllocation(byteCount: FoldingSink.most, alignment: 8) { room in
      guard let out = room.baseAddress else { return }
      var sink = FoldingSink(out: out)
      Folding.shared.fold(point, into: &sink)
      sink.flush()
      count = UInt8(truncatingIfNeeded: min(sink.length, 9))
      isLetter = sink.hasLetters
      withUnsafeMutableBytes(of: &bytes) { $0.copyMemory(from: UnsafeRawBufferPointer(start: out, count: min(sink.length, 8))) }
    }
  }

  /// Looks a code point up among the known ones, and makes it known.
  @inline(__always)
  fileprivate static func of(_ point: UInt32, _ known: UnsafeMutableBufferPointer<FoldedCharacter>) -> FoldedCharacter {
    let place = Int(point) & (places - 1)
    if known[place].point != point { learn(point, &known[place]) }
    return known[place]
  }

  @inline(never)
  private static func learn(_ point: UInt32, _ place: inout FoldedCharacter) { place = FoldedCharacter(point) }
}
