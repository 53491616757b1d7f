import Similarity

/// Made-up vectors: clusters of more or less similar ones, some equal, some opposite, some of zeros.
enum MadeVectors {
  /// The same numbers in every run.
  struct Draws {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 2 &+ 1 }
    mutating func callAsFunction(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    mutating func float() -> Float { Float(self(2_001) - 1_000) / 1_000 }
  }

  static func set(count: Int, dimensions: Int, seed: UInt64) throws -> VectorSet {
    var draw = Draws(seed)
    var set = try VectorSet(model: "made", dimensions: dimensions)
    var centres: [[Float]] = []
    for _ in 0..<max(count / 8, 2) { centres.append((0..<dimensions).map { _ in draw.float() }) }
    for _ in 0..<count {
      var vector = centres[draw(centres.count)]
      switch draw(12) {
      case 0: vector = Array(repeating: 0, count: dimensions)
      case 1: vector = vector.map { -$0 }
      case 2, 3: break
      case 4: vector = vector.map { $0 * 1e20 }
      default:
        let noise = Float(draw(100)) / 60
        vector = vector.map { $0 + noise * draw.float() }
      }
      if draw(9) == 0 { vector[draw(dimensions)] = 40 }  // one dimension far above the others
      try set.append(vector)
    }
    return set
  }
}

/// What a join must find, by working out every pair.
func bruteForce(_ set: VectorSet, floor: Score, degree: Int) -> Neighbours {
  let scores = (0..<set.count).map { a in (0..<set.count).map { set.score(a, $0) } }
  let least = max(floor, Score(rawValue: 1))
  func best(_ text: Int, _ others: some Sequence<Int>) -> [Int] {
    others.filter { $0 != text && scores[text][$0] >= least }
      .sorted { scores[text][$0] == scores[text][$1] ? $0 < $1 : scores[text][$0] > scores[text][$1] }
  }
  var result = Neighbours()
  for text in 0..<set.count {
    let earlier = best(text, 0..<text).first
    result.earlier.append(earlier.map(UInt32.init) ?? .max)
    result.earlierScores.append(earlier.map { scores[text][$0].rawValue } ?? 0)
    let all = degree == 0 ? [] : best(text, 0..<set.count)
    result.neighbours += all.prefix(degree).map(UInt32.init)
    result.scores += all.prefix(degree).map { scores[text][$0].rawValue }
    result.offsets.append(UInt64(result.neighbours.count))
    result.isCapped.append(all.count > degree)
  }
  return result
}
