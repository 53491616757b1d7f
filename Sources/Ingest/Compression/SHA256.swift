internal import CDigest

/// SHA-256 of bytes that come in pieces. Source: FIPS 180-4, sections 4.1.2, 5.1.1, 5.3.3 and 6.2.
///
/// Blocks go through the processor's own instructions where it has them, four times as fast as the rounds written out here.
public struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  private let usesInstructions: Bool

  /// The digest of nothing so far.
  public init() { self.init(usesInstructions: true) }

  /// The digest of nothing so far, with the processor's instructions or without.
  init(usesInstructions: Bool) {
    self.usesInstructions = usesInstructions && Self.hasInstructions
    pending.reserveCapacity(128)
  }

  /// Adds the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let missing = min(64 - pending.count, rest.count)
      pending.append(contentsOf: rest.prefix(missing))
      rest = rest.dropFirst(missing)
      guard pending.count == 64 else { return }
      let block = pending
      block.withUnsafeBytes { compress($0) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count & ~63
    compress(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)))
    pending.append(contentsOf: rest.dropFirst(whole))
  }

  /// The digest of all bytes added, in hexadecimal.
  public var hexadecimal: String {
    words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The digest of all bytes added, in eight words.
  public var words: [UInt32] {
    var copy = self
    let bits = length &* 8
    var padding: [UInt8] = [0x80]
    while (pending.count + padding.count) % 64 != 56 { padding.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) { padding.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    padding.withUnsafeBytes { copy.update($0) }
    return copy.state
  }

  /// Works whole blocks of 64 bytes into the state.
  private mutating func compress(_ blocks: UnsafeRawBufferPointer) {
    guard !blocks.isEmpty else { return }
    let bytes = blocks.baseAddress?.assumingMemoryBound(to: UInt8.self)
    if usesInstructions { return cdigest_sha256(&state, Self.constants, bytes, blocks.count / 64) }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
      Self.constants.withUnsafeBufferPointer { constants in
        var offset = 0
        while offset < blocks.count {
          for t in 0..<16 { words[t] = UInt32(bigEndian: blocks.loadUnaligned(fromByteOffset: offset + 4 * t, as: UInt32.self)) }
          for t in 16..<64 { words[t] = words[t - 16] &+ spread0(words[t - 15]) &+ words[t - 7] &+ spread1(words[t - 2]) }
          for t in 0..<64 { words[t] &+= constants[t] }
          rounds(words)
          offset += 64
        }
      }
    }
  }

  /// 64 rounds, eight to a turn so that the working variables change names and not places.
  @inline(__always)
  private mutating func rounds(_ w: UnsafeMutableBufferPointer<UInt32>) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    var t = 0
    while t < 64 {
      round(a, b, c, &d, e, f, g, &h, w[t])
      round(h, a, b, &c, d, e, f, &g, w[t + 1])
      round(g, h, a, &b, c, d, e, &f, w[t + 2])
      round(f, g, h, &a, b, c, d, &e, w[t + 3])
      round(e, f, g, &h, a, b, c, &d, w[t + 4])
      round(d, e, f, &g, h, a, b, &c, w[t + 5])
      round(c, d, e, &f, g, h, a, &b, w[t + 6])
      round(b, c, d, &e, f, g, h, &a, w[t + 7])
      t += 8
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
  }

  private static let hasInstructions = cdigest_has_sha256() != 0

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = primes(64).map { prime in
    // floor(cbrt(prime) · 2^32) mod 2^32, exactly: the largest x with x³ <= prime · 2^96, found bit by bit.
    var root: UInt64 = 0
    for bit in stride(from: 34, through: 0, by: -1) {
      let trial = root | 1 << UInt64(bit)
      let square = trial.multipliedFullWidth(by: trial)
      if isAtMost(square, times: trial, prime) { root = trial }
    }
    return UInt32(truncatingIfNeeded: root)
  }

  /// Whether `square · factor <= prime · 2^96`.
  private static func isAtMost(_ square: (high: UInt64, low: UInt64), times factor: UInt64, _ prime: UInt64) -> Bool {
    let low = square.low.multipliedFullWidth(by: factor)
    let high = square.high.multipliedFullWidth(by: factor)
    let (middle, carry) = low.high.addingReportingOverflow(high.low)
    let top = high.high + (carry ? 1 : 0)
    let limit = prime << 32
    return top == 0 && (middle < limit || (middle == limit && low.low == 0))
  }

  private static func primes(_ count: Int) -> [UInt64] {
    var found: [UInt64] = []
    var candidate: UInt64 = 2
    while found.count < count {
      if !found.contains(where: { candidate % $0 == 0 }) { found.append(candidate) }
      candidate += 1
    }
    return found
  }
}

@inline(__always)
private func round(
  _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32, _ word: UInt32
) {
  let first = h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ (g ^ (e & (f ^ g))) &+ word
  let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ ((a & b) | (c & (a | b)))
  d &+= first
  h = first &+ second
}

@inline(__always)
private func spread0(_ word: UInt32) -> UInt32 { rotated(word, 7) ^ rotated(word, 18) ^ (word >> 3) }

@inline(__always)
private func spread1(_ word: UInt32) -> UInt32 { rotated(word, 17) ^ rotated(word, 19) ^ (word >> 10) }

@inline(__always)
private func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 { word &>> count | word &<< (32 &- count) }
