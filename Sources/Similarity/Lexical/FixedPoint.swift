/// Logarithms in whole numbers, so that weights are the same on every machine whatever its mathematical library (law 26).
enum FixedPoint {
  /// One, in units of 1/1,024.
  static let one: UInt64 = 1 << 10

  /// The natural logarithm of `numerator / denominator`, at least 1, in units of 1/1,024, rounded down.
  ///
  /// The binary logarithm bit by bit (square, and halve where it passes 2), times ln 2.
  static func log(_ numerator: UInt64, over denominator: UInt64) -> UInt64 {
    precondition(denominator > 0 && numerator >= denominator && numerator < 1 << 32, "a ratio of at least one")
    var whole: UInt64 = 0
    while numerator >= denominator << (whole + 1) { whole += 1 }
    // The ratio over its greatest power of two, in [1, 2), with 31 binary places.
    var x = (numerator << 31) / (denominator << whole)
    var bits = whole
    for _ in 0..<20 {
      x = (x * x) >> 31
      bits <<= 1
      if x >= 1 << 32 {
        x >>= 1
        bits |= 1
      }
    }
    // ln 2 in units of 2^-32.
    return (bits * 2_977_044_471) >> 42
  }
}
