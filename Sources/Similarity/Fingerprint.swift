/// 128 bits that stand for a text or a value: equal inputs give equal fingerprints, on every machine and in every run.
///
/// Not cryptographic: it tells texts apart inside a run, and never leaves it (trace files hold dense ids).
public struct Fingerprint: Hashable, Sendable, BitwiseCopyable {
  /// The first half.
  public var high: UInt64
  /// The second half.
  public var low: UInt64

  /// A fingerprint from its halves.
  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The fingerprint of nothing: neutral under ``adding(_:)``.
  @inlinable public static var zero: Fingerprint { Fingerprint(high: 0, low: 0) }

  /// The fingerprint of `bytes`, told apart by `tag` (a type, a field, a level of normalisation).
  ///
  /// Folded 64 × 64 → 128-bit multiplication over two lanes, as in wyhash (public domain) with constants of our own; over four where there
  /// is more, so that no multiplication waits for the one before it.
  /// - Complexity: O(*n*), about 16 bytes per two multiplications.
  public init(of bytes: UnsafeRawBufferPointer, tag: UInt64 = 0) {
    var a = tag ^ Self.k0
    var b = tag &+ Self.k1
    var left = bytes.count
    if var next = bytes.baseAddress {
      if left >= 64 {
        var c = a ^ Self.k3
        var d = b ^ Self.k2
        repeat {
          let (x, y, z, w) = (word(next), word(next + 8), word(next + 16), word(next + 24))
          a = fold(a ^ x, Self.k2 ^ y)
          b = fold(b ^ y, Self.k3 ^ x)
          c = fold(c ^ z, Self.k0 ^ w)
          d = fold(d ^ w, Self.k1 ^ z)
          next += 32
          left &-= 32
        } while left >= 32
        a = fold(a ^ Self.k1, c ^ Self.k3) &+ d
        b = fold(b ^ Self.k0, d ^ Self.k2) &+ c
      }
      while left >= 16 {
        let (x, y) = (word(next), word(next + 8))
        a = fold(a ^ x, Self.k2 ^ y)
        b = fold(b ^ y, Self.k3 ^ x)
        next += 16
        left &-= 16
      }
    }
    let offset = bytes.count &- left
    let x = word(bytes, offset, min(left, 8))
    let y = left > 8 ? word(bytes, offset &+ 8, left &- 8) : 0
    a = fold(a ^ x, Self.k2 ^ y)
    b = fold(b ^ y, Self.k3 ^ x)
    let length = UInt64(truncatingIfNeeded: bytes.count)
    high = fold(a ^ length, b ^ Self.k1)
    low = fold(b ^ Self.k0, a &+ length ^ Self.k3)
  }

  /// The fingerprint of `text` in UTF-8.
  public init(of text: some StringProtocol, tag: UInt64 = 0) {
    var copy = String(text)
    self = copy.withUTF8 { Fingerprint(of: UnsafeRawBufferPointer($0), tag: tag) }
  }

  /// This followed by `next`: the order of the parts counts.
  @inlinable
  public func then(_ next: Fingerprint) -> Fingerprint {
    Fingerprint(
      high: fold(high ^ Self.k0, next.high ^ Self.k2) &+ low,
      low: fold(low ^ Self.k1, next.low ^ Self.k3) ^ fold(next.high ^ Self.k3, high ^ Self.k1))
  }

  /// This and `other` as members of a set: the order of the parts does not count.
  @inlinable
  public func adding(_ other: Fingerprint) -> Fingerprint {
    Fingerprint(high: high &+ other.high, low: low &+ other.low)
  }

  @inlinable static var k0: UInt64 { 0xA24B_AED4_963E_E407 }
  @inlinable static var k1: UInt64 { 0x9FB2_1C65_1E98_DF25 }
  @inlinable static var k2: UInt64 { 0xD6E8_FEB8_6659_FD93 }
  @inlinable static var k3: UInt64 { 0xC2B2_AE3D_27D4_EB4F }
}

/// Eight bytes as a little-endian number.
@inline(__always)
private func word(_ bytes: UnsafeRawPointer) -> UInt64 { bytes.loadUnaligned(as: UInt64.self).littleEndian }

/// The `count` bytes from `offset`, at most eight, as a little-endian number.
@inline(__always)
private func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int, _ count: Int) -> UInt64 {
  if count == 0 { return 0 }
  if offset + count >= 8 {
    // The eight bytes that end where these do, without those before.
    let last = bytes.loadUnaligned(fromByteOffset: offset + count - 8, as: UInt64.self).littleEndian
    return last >> UInt64(64 - 8 * count)
  }
  var value: UInt64 = 0
  for index in (offset..<offset + count).reversed() { value = value << 8 | UInt64(bytes[index]) }
  return value
}

@inlinable
@inline(__always)
func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let (high, low) = a.multipliedFullWidth(by: b)
  return high ^ low
}
