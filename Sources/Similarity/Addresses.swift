internal import Glibc

/// Finds URLs and e-mail addresses. Remembers how far it looked in vain, so that a whole text costs O(*n*).
struct Addresses {
  /// The end of an address.
  enum Address {
    /// Kept as it stands: paths tell upper case from lower.
    case url(end: Int)
    /// Kept but for its case.
    case mail(end: Int)
  }

  /// No e-mail address starts before this place.
  private var noMailBefore = 0
  /// The next `://` and the next `@` from where was last looked: far from both, a word is no part of an address.
  private var nextScheme = -1
  private var nextAt = -1
  /// Where the run of bytes starts that may stand before that `@`.
  private var mailStart = 0

  /// The address that starts with the word at `start`, or `nil`.
  mutating func address(at start: Int, in text: UnsafeRawBufferPointer) -> Address? {
    if nextScheme < start { nextScheme = Self.nextScheme(from: start, in: text) }
    let mayBeURL = nextScheme <= start + Self.longestScheme || text[start] | 0x20 == UInt8(ascii: "w")
    if mayBeURL, isURL(start, in: text) { return .url(end: endOfURL(start, in: text)) }
    findAt(from: start, in: text)
    guard start >= noMailBefore, nextAt < text.count else { return nil }
    var at = start
    while at < text.count, Self.isMailPart(text[at]) { at += 1 }
    if at < text.count, text[at] == UInt8(ascii: "@"), at + 1 < text.count, Self.isLetterOrDigit(text[at + 1]) {
      var end = at + 1
      while end < text.count, Self.isLetterOrDigit(text[end]) || text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: ".") {
        end += 1
      }
      while text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: "-") { end -= 1 }
      return .mail(end: end)
    }
    noMailBefore = at
    return nil
  }

  /// A place before which no address starts, of those that start at `place` or later, but for one with `www`.
  mutating func nextStart(from place: Int, in text: UnsafeRawBufferPointer) -> Int {
    if nextScheme < place { nextScheme = Self.nextScheme(from: place, in: text) }
    findAt(from: place, in: text)
    let url = nextScheme < text.count ? nextScheme - Self.longestScheme : Int.max
    return min(url, nextAt < text.count ? mailStart : Int.max)
  }

  private mutating func findAt(from start: Int, in text: UnsafeRawBufferPointer) {
    guard nextAt < start else { return }
    nextAt = Self.next(UInt8(ascii: "@"), from: start, in: text)
    mailStart = nextAt
    while mailStart > start, nextAt < text.count, Self.isMailPart(text[mailStart - 1]) { mailStart -= 1 }
  }

  /// The longest scheme in use is some twenty letters long.
  private static let longestScheme = 32

  /// The offset of the next `://` at or after `start`, or the end of the text.
  private static func nextScheme(from start: Int, in text: UnsafeRawBufferPointer) -> Int {
    var place = next(UInt8(ascii: ":"), from: start, in: text)
    while place < text.count {
      if place + 2 < text.count, text[place + 1] == UInt8(ascii: "/"), text[place + 2] == UInt8(ascii: "/") { return place }
      place = next(UInt8(ascii: ":"), from: place + 1, in: text)
    }
    return place
  }

  /// The offset of the next such byte at or after `start`, or the end of the text.
  private static func next(_ byte: UInt8, from start: Int, in text: UnsafeRawBufferPointer) -> Int {
    guard start < text.count, let base = text.baseAddress, let found = memchr(base + start, Int32(byte), text.count - start) else {
      return text.count
    }
    return UnsafeRawPointer(found) - base
  }

  /// Whether a scheme and `://`, or `www.`, stands at `start`.
  private func isURL(_ start: Int, in text: UnsafeRawBufferPointer) -> Bool {
    var end = start
    while end < min(text.count, start + Self.longestScheme), Self.isLetterOrDigit(text[end]) || text[end] == UInt8(ascii: "+") { end += 1 }
    guard end > start, end + 2 < text.count else { return false }
    if text[end] == UInt8(ascii: ":") { return text[end + 1] == UInt8(ascii: "/") && text[end + 2] == UInt8(ascii: "/") }
    return end == start + 3 && text[end] == UInt8(ascii: ".") && Self.isLetterOrDigit(text[end + 1])
      && (start..<end).allSatisfy { text[$0] | 0x20 == UInt8(ascii: "w") }
  }

  /// Up to white space, a quotation mark or an angle bracket, without the punctuation that ends a sentence.
  private func endOfURL(_ start: Int, in text: UnsafeRawBufferPointer) -> Int {
    var end = start
    scanning: while end < text.count {
      switch text[end] {
      case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "`"): break scanning
      default: end += 1
      }
    }
    trimming: while end > start + 1 {
      switch text[end - 1] {
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"),
        UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "'"):
        end -= 1
      default: break trimming
      }
    }
    return end
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: false
    }
  }

  private static func isMailPart(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "%")
  }
}
