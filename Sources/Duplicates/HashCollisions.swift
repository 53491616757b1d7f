/// Keys that a hash of a given width makes equal by chance: each is an answer to another question.
public struct HashCollisions: Sendable, Equatable {
  /// The width of the hash.
  public let bits: Int
  /// How many keys there are.
  public let keys: Int
  /// The pairs of keys expected to have one hash: n (n − 1) / 2 over 2 to the power of the width (the birthday bound).
  public let expected: Double

  /// Widths that products use: 31 and 32 bits (hashes of programming languages), 64, and 128.
  public static let widths = [31, 32, 64, 128]

  static func all(keys: Int) -> [HashCollisions] {
    widths.map { bits in
      var buckets = 1.0
      for _ in 0..<bits { buckets *= 2 }
      return HashCollisions(bits: bits, keys: keys, expected: Double(keys) * Double(max(keys - 1, 0)) / 2 / buckets)
    }
  }
}
