/// Pure draws (law 7): a value depends on what is asked, never on how often or by which thread.
public struct Draws: Sendable {
  private let seed: UInt64

  /// Draws of one run.
  public init(seed: UInt64) { self.seed = seed }

  /// 64 well-mixed bits for `(seed, ordinal, stage)`. Mixing: the finaliser of splitmix64 (Steele, Lea, Flood 2014) applied per word.
  public func bits(_ ordinal: UInt64, _ stage: UInt64 = 0) -> UInt64 {
    mix(mix(mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ ordinal &+ 0x9E37_79B9_7F4A_7C15) ^ stage &+ 0x9E37_79B9_7F4A_7C15)
  }

  /// A uniform number in 0 ..< 1 for `(seed, ordinal, stage)`.
  public func unit(_ ordinal: UInt64, _ stage: UInt64 = 0) -> Double {
    Double(bits(ordinal, stage) >> 11) * 0x1p-53
  }

  private func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
