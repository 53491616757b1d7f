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

/// Makes a failing case smaller as long as it fails: drops rows, then makes numbers smaller.
func shrink(_ failing: Case, while fails: (Case) -> Bool) -> Case {
  var best = failing
  var improved = true
  while improved {
    improved = false
    for index in best.rows.indices.reversed() {
      var smaller = best
      smaller.rows.remove(at: index)
      if fails(smaller) { (best, improved) = (smaller, true) }
    }
    for index in best.rows.indices {
      for change in simplifications {
        var simpler = best
        change(&simpler.rows[index])
        if simpler.rows[index] != best.rows[index], fails(simpler) { (best, improved) = (simpler, true) }
      }
    }
  }
  return best
}

private let simplifications: [@Sendable (inout Case.Row) -> Void] = [
  { $0.flags = [] }, { $0.duration = 0 }, { $0.duration -= $0.duration > 0 ? 1 : 0 }, { $0.bytes = 1 }, { $0.cost = 1 },
  { $0.wording = 0 }, { $0.parameters = 0 }, { $0.user = 0 }, { $0.key = min($0.key, 1) }, { $0.time -= $0.time > 0 ? 1 : 0 },
]
