import Units

/// Draws for random cases: the pure draws of a replay, one after the other.
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

  mutating func pick<T>(_ values: [T]) -> T { values[roll(0...values.count - 1)] }
}
