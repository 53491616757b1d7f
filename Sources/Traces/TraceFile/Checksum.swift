/// A 64-bit checksum against accidents, not against forgers: words of eight bytes, multiplied and folded in one after the other.
///
/// Each step is a bijection of the state, so a change within one word always changes the result.
func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
  var state = UInt64(bytes.count) ^ 0x9E37_79B9_7F4A_7C15
  func fold(_ word: UInt64) {
    state = (state ^ word) &* 0xD6E8_FEB8_6659_FD93
    state ^= state >> 32
  }
  let whole = bytes.count & ~7
  for offset in stride(from: 0, to: whole, by: 8) {
    fold(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
  }
  var rest: UInt64 = 0
  for offset in (whole..<bytes.count).reversed() { rest = rest << 8 | UInt64(bytes[offset]) }
  fold(rest)
  fold(0)
  return state
}
