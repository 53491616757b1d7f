/// `text` without marks that stand around all of it or before it: quotation marks, the stars of bold print, the sign of a heading, a
/// quotation or an item of a list.
///
/// A mark that also stands inside belongs to what it stands at, and stays.
/// - Complexity: O(1) where none is in front, otherwise O(*n*)
@inline(__always)
func withoutWrapping(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
  // Letters are behind all these signs.
  text.count == 0 || text[0] > UInt8(ascii: ">") ? text : unwrapped(text)
}

@inline(never)
private func unwrapped(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
  guard var first = text.firstIndex(where: { $0 > 0x20 }) else { return text }
  var end = text.count
  let sign = text[first]
  switch sign {
  case UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "*"), UInt8(ascii: "\""): break
  default: return text
  }
  let run = text[first...].prefix { $0 == sign }.count
  let inner = first + run
  guard inner < end else { return text }
  switch sign {
  case UInt8(ascii: "#") where run <= 6 && text[inner] == 0x20, UInt8(ascii: ">") where run == 1 && text[inner] == 0x20,
    UInt8(ascii: "*") where run == 1 && text[inner] == 0x20:
    first = inner
  case UInt8(ascii: "*") where run <= 3, UInt8(ascii: "\"") where run == 1:
    while end > inner, text[end - 1] <= 0x20 { end -= 1 }
    let isClosed = end - run > inner && text[(end - run)..<end].allSatisfy { $0 == sign }
    guard isClosed, text[inner] > 0x20, !text[inner..<(end - run)].contains(sign) else { return text }
    first = inner
    end -= run
  default: return text
  }
  return UnsafeRawBufferPointer(rebasing: text[first..<end])
}
