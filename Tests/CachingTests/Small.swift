import Units

/// Draws for random cases, one after the other.
struct Dice {
  private let draws: Draws
  private var next: UInt64 = 0

  init(_ seed: Int) { draws = Draws(seed: UInt64(seed)) }

  /// A number in `range`.
  mutating func roll(_ range: ClosedRange<Int>) -> Int {
    next += 1
    return range.lowerBound + Int(draws.bits(next) % UInt64(range.count))
  }

  /// Yes, once in `n` times.
  mutating func oneIn(_ n: Int) -> Bool { roll(1...n) == 1 }
}
