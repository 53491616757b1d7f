internal import CWords

/// Whether `text` looks like code or a formula outside of backticks, where case, punctuation, brackets and white space bear meaning.
///
/// Braces; `;` that ends a line; operators of two signs (`==` `->` `::` `&&` …); a backslash before a letter; empty brackets; `x[`;
/// a call with a literal; brackets beside an operator or a digit. One such sign suffices: the text is then compared as it stands.
///
/// ``Folder/padding`` stands behind the text.
/// - Complexity: O(*n*)
func looksLikeCode(_ text: UnsafeRawBufferPointer) -> Bool {
  var spans = CodeSpans()
  var signs = Signs(text)
  while let index = signs.next() {
    switch text[index] {
    case UInt8(ascii: "`"):
      if let end = spans.end(of: index, in: text) { signs.skip(to: end) }
    case UInt8(ascii: "{"), UInt8(ascii: "}"): return true
    case UInt8(ascii: ";"):
      let next = character(after: index, in: text)
      if next == "\n" || next == "\r" || character(before: index, in: text) == ")" { return true }
    case UInt8(ascii: "\\"):
      if character(after: index, in: text).isASCIILetter { return true }
    case UInt8(ascii: "="):
      if isOne(of: "=!<>:+-*/%|&", character(before: index, in: text)) { return true }
    case UInt8(ascii: ">"):
      if isOne(of: "-=/", character(before: index, in: text)) { return true }
    case UInt8(ascii: "/"):
      if character(before: index, in: text) == "<" { return true }
    case let sign where sign == UInt8(ascii: ":") || sign == UInt8(ascii: "&") || sign == UInt8(ascii: "|"):
      if character(after: index, in: text) == Unicode.Scalar(sign) { return true }
    case UInt8(ascii: "["):
      let before = character(before: index, in: text)
      if before.isASCIIWord || character(after: index, in: text) == "]" { return true }
    case UInt8(ascii: "("):
      if opensCodeOrFormula(index, in: text) { return true }
    case UInt8(ascii: ")"):
      if closesFormula(index, in: text) { return true }
    default: break
    }
  }
  return false
}

/// The places of signs that may make a text code, one after the other.
private struct Signs {
  private let text: UnsafeRawBufferPointer
  /// Where the block of 64 bytes starts that is looked at, and which of its signs are left.
  private var block = 0
  private var left: UInt64 = 0

  init(_ text: UnsafeRawBufferPointer) {
    self.text = text
    left = look()
  }

  mutating func next() -> Int? {
    while left == 0 {
      block += 64
      guard block < text.count else { return nil }
      left = look()
    }
    defer { left &= left - 1 }
    return block + left.trailingZeroBitCount
  }

  /// Leaves out all before `place`.
  mutating func skip(to place: Int) {
    guard place < text.count else {
      (block, left) = (text.count, 0)
      return
    }
    if place >= block + 64 {
      block = place & ~63
      left = look()
    }
    left &= ~0 << UInt64(place & 63)
  }

  /// Where the text ends there are zero bytes, which are no signs.
  private func look() -> UInt64 {
    guard let base = text.baseAddress else { return 0 }
    return cwords_signs((base + block).assumingMemoryBound(to: UInt8.self))
  }
}

private func opensCodeOrFormula(_ index: Int, in text: UnsafeRawBufferPointer) -> Bool {
  let before = character(before: index, in: text)
  let after = character(after: index, in: text)
  if after == ")" || before == ")" || before.isASCIIDigit { return true }
  if before.isASCIIWord, isOne(of: "\"'&*[", after) { return true }
  guard let last = neighbour(of: index, by: -1, in: text) else { return false }
  if isOne(of: "+*/^=<>", scalar(last, in: text)) { return true }
  guard scalar(last, in: text) == "-", let operand = neighbour(of: last, by: -1, in: text) else { return false }
  return scalar(operand, in: text).isASCIIDigit || scalar(operand, in: text) == ")"
}

private func closesFormula(_ index: Int, in text: UnsafeRawBufferPointer) -> Bool {
  guard let next = neighbour(of: index, by: 1, in: text) else { return false }
  if isOne(of: "+*/^=<>", scalar(next, in: text)) { return true }
  if next == index + 1, scalar(next, in: text).isASCIIDigit { return true }
  guard scalar(next, in: text) == "-", let operand = neighbour(of: next, by: 1, in: text) else { return false }
  return scalar(operand, in: text).isASCIIDigit || scalar(operand, in: text) == "("
}

/// The offset of the nearest byte in one direction that is not a space; it looks past four spaces at most.
private func neighbour(of index: Int, by step: Int, in text: UnsafeRawBufferPointer) -> Int? {
  var place = index + step
  for _ in 0...4 where text.indices.contains(place) && text[place] == 0x20 { place += step }
  return text.indices.contains(place) ? place : nil
}

private func scalar(_ index: Int, in text: UnsafeRawBufferPointer) -> Unicode.Scalar { Unicode.Scalar(text[index]) }

/// The byte before `index`; a line feed stands for the edge of the text.
private func character(before index: Int, in text: UnsafeRawBufferPointer) -> Unicode.Scalar {
  index > 0 ? scalar(index - 1, in: text) : "\n"
}

/// The byte after `index`; a line feed stands for the edge of the text.
private func character(after index: Int, in text: UnsafeRawBufferPointer) -> Unicode.Scalar {
  index + 1 < text.count ? scalar(index + 1, in: text) : "\n"
}

private func isOne(of signs: StaticString, _ scalar: Unicode.Scalar) -> Bool {
  for offset in 0..<signs.utf8CodeUnitCount where UInt32(signs.utf8Start[offset]) == scalar.value { return true }
  return false
}

extension Unicode.Scalar {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
  fileprivate var isASCIIWord: Bool { isASCIILetter || isASCIIDigit || self == "_" }
}
