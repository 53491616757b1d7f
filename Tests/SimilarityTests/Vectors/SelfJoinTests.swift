import Testing

@testable import Similarity

/// The blocked join against working out every pair.
@Suite struct SelfJoinTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var count: Int
    var dimensions: Int
    var floor: UInt16
    var degree: Int
    var testDescription: String { "\(count) × \(dimensions), floor \(floor), degree \(degree)" }
  }

  static let cases: [Case] = [
    Case(count: 0, dimensions: 3, floor: 5_000, degree: 4), Case(count: 1, dimensions: 1, floor: 0, degree: 1),
    Case(count: 2, dimensions: 5, floor: 0, degree: 8), Case(count: 17, dimensions: 4, floor: 8_000, degree: 2),
    Case(count: 70, dimensions: 13, floor: 6_000, degree: 3), Case(count: 130, dimensions: 64, floor: 9_000, degree: 0),
    Case(count: 200, dimensions: 31, floor: 0, degree: 5), Case(count: 200, dimensions: 32, floor: 10_000, degree: 2),
    Case(count: 150, dimensions: 384, floor: 7_000, degree: 200),
  ]

  @Test(arguments: cases, DotPath.available)
  func equalsBruteForce(_ example: Case, _ path: DotPath) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let set = try MadeVectors.set(count: example.count, dimensions: example.dimensions, seed: seed)
      let expected = bruteForce(set, floor: Score(rawValue: example.floor), degree: example.degree)
      for (threads, block) in [(1, 256), (1, 16), (3, 32)] {
        let found = set.neighbours(
          floor: Score(rawValue: example.floor), degree: example.degree, threads: threads, path: path, block: block)
        #expect(found == expected, "\(threads) threads, blocks of \(block), seed \(seed)")
      }
    }
  }

  @Test func manyEqualVectorsKeepTheOldest() throws {
    var set = try VectorSet(model: "made", dimensions: 2)
    for _ in 0..<300 { try set.append([3, 4]) }
    let found = set.neighbours(floor: Score(rawValue: 9_000), degree: 2, threads: 2, path: .best, block: 32)
    #expect(found == bruteForce(set, floor: Score(rawValue: 9_000), degree: 2))
    #expect(found.bestEarlier(of: 299)?.text == 0)
    #expect(found.bestEarlier(of: 299)?.score.rawValue == 10_000)
    #expect(found.bestEarlier(of: 0) == nil)
  }

  /// The filter must let through whatever reaches a limit, also where 8 bits say little.
  @Test(arguments: DotPath.available)
  func quantisationBoundsWhatItLoses(_ path: DotPath) throws {
    let set = try MadeVectors.set(count: 120, dimensions: 50, seed: 9)
    let quantised = QuantisedVectors(set)
    for a in 0..<set.count {
      for b in 0..<set.count {
        var dot = 0.0
        for index in 0..<set.dimensions { dot += Double(number(quantised, a, index)) * Double(number(quantised, b, index)) }
        let estimate = dot * Double(quantised.scales[a]) * Double(quantised.scales[b])
        let slack = Double(quantised.errors[a]) * (1 + Double(quantised.errors[b])) + Double(quantised.errors[b])
        #expect(abs(set.cosine(a, b) - estimate) <= slack)
      }
    }
  }

  private func number(_ vectors: QuantisedVectors, _ row: Int, _ index: Int) -> Int8 {
    vectors.numbers[row / 16 * vectors.stride + (index / 4 * 16 + row % 16) * 4 + index % 4]
  }

  @Test(arguments: [1, 3, 7, 8, 9, 16, 31, 100])
  func exactDotsAreOfEqualBits(_ count: Int) {
    var draw = MadeVectors.Draws(UInt64(count))
    let a = (0..<count).map { _ in draw.float() }
    let b = (0..<count).map { _ in draw.float() }
    let dots = DotPath.available.map { exactDot(a, b, count, path: $0).bitPattern }
    #expect(Set(dots).count == 1)
    let plain = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    #expect(abs(Double(bitPattern: dots[0]) - plain) < 1e-12)
  }
}
