/// Whether `text` looks like code or a formula outside of backticks, where case, punctuation, brackets and white space bear meaning.
///
/// Braces; `;` that ends a line; operators of two signs (`==` `->` `::` `&&` …); a backslash before a letter; empty brackets; `x[`;
/// a call with a literal; brackets beside an operator or a digit. One such sign suffices: the text is then compared as it stands.
/// - Complexity: O(*n*)
func looksLikeCode(_ text: UnsafeRawBufferPointer) -> Bool {
  codeSigns.withUnsafeBufferPointer { looksLikeCode(text, signs: $0) }
}

/// The bytes at which ``looksLikeCode(_:)`` stops.
private let codeSigns: [Bool] = {
  var signs = [Bool](repeating: false, count: 256)
  for sign in "`{};\\=>/:&|[()".utf8 { signs[Int(sign)] = true }
  return signs
}()

private func looksLikeCode(_ text: UnsafeRawBufferPointer, signs: UnsafeBufferPointer<Bool>) -> Bool {
  var spans = CodeSpans()
  var index = 0
  while true {
    while index < text.count, !signs[Int(text[index])] { index += 1 }
    guard index < text.count else { return false }
    switch text[index] {
    case UInt8(ascii: "`"):
      if let end = spans.end(of: index, in: text) {
        index = end
        continue
      }
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
    index += 1
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
