import Similarity
import Testing
import Traces

@testable import Duplicates

/// The audit's semantic class by vectors in the place of words.
@Suite struct VectorTests {
  /// An audit of texts, each of which has the vector given, or none.
  private func audit(_ texts: [String], _ vectors: [[Float]?], threshold: Int? = nil) throws -> Audit {
    let sketch = TextSketch(texts)
    var set = try VectorSet(model: "m", dimensions: vectors.lazy.compactMap { $0?.count }.first ?? 1)
    var positions: [Int] = []
    // Texts have their ids by first appearance, from 1.
    for (index, vector) in vectors.enumerated() {
      guard let vector else { continue }
      try set.append(vector)
      positions.append(index + 1)
    }
    var texts = sketch.texts
    texts.vectors = TextVectors(set, at: positions, of: texts.lastUserMessages.count)
    let rows = Sketch(sketch.rows)
    var options = Audit.Options()
    options.threshold = threshold
    return Audit(trace: rows.trace, costs: rows.costs, options: options, texts: texts)
  }

  @Test func whatNoWordSharesIsFoundAndWhatVectorsDoNotSeeIsRefused() throws {
    let texts = [
      "How do I reset my password?", "I forgot my secret, what now?", "How do I not reset my password?", "Wholly other", "No vector here",
      "Set a reminder for May 3", "Set a reminder for May 4",
    ]
    let audit = try audit(texts, [[1, 0, 0], [0.99, 0.05, 0], [1, 0.01, 0], [0, 1, 0], nil, [0, 0, 1], [0, 0, 1]])
    let matches = try #require(audit.matches)
    #expect(audit.classification.classes == [.unique, .semantic, .unique, .unique, .unique, .unique, .templated])
    #expect(matches.measure == .vectors(model: "m") && matches.threshold == 9_500 && matches.withoutVector == 1)
    #expect(matches.match[1] == 0 && matches.isVetoed(2) && matches.difference[2] == .negation)
    #expect(matches.match[4] == Classification.noMatch)
    // What is expected is counted on pairs of that cosine, not on pairs that share as many words.
    let expected = try #require(VectorCalibration.all.precision(score: Int(matches.score[1]), isRefused: false)?.mean)
    let band = try #require(audit.expectations.last)
    #expect(band.kind == .band(9_900) && abs(band.wrong - (1 - expected)) < 1e-12)
    #expect(audit.expectedWrong(of: .semantic) == band.wrong)
    let point = try #require(audit.sweep.first { $0.threshold == 9_500 })
    // Texts 1, 2 and 6: two of them only without guards.
    #expect(point.hits.requests == 1 && point.unguarded.requests == 3)
    #expect(point.unguardedWrong > point.wrong)
  }

  @Test(arguments: [40, 400]) func matchesAreThoseOfBruteForce(_ count: Int) throws {
    var state: UInt64 = 11
    let vectors: [[Float]?] = (0..<count).map { index in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      if index % 7 == 3 { return nil }
      // Few directions, so that many are alike and some are equal.
      return (0..<4).map { Float((state >> (20 + 8 * UInt64($0))) % 5) }
    }
    let texts = (0..<count).map { "word\($0)a" }
    let matches = try #require(try audit(texts, vectors, threshold: 9_000).matches)
    var set = try VectorSet(model: "m", dimensions: 4)
    var rows: [Int?] = []
    for vector in vectors {
      rows.append(vector == nil ? nil : set.count)
      if let vector { try set.append(vector) }
    }
    var found = 0
    for i in texts.indices {
      var best = (score: 6_999, match: Classification.noMatch)
      for j in 0..<i {
        guard let a = rows[i], let b = rows[j] else { continue }
        let score = Int(set.score(a, b).rawValue)
        if score > best.score { best = (score, UInt32(j)) }
      }
      #expect(matches.match[i] == best.match, "\(i)")
      if best.match != Classification.noMatch {
        found += 1
        #expect(Int(matches.score[i]) == best.score)
      }
    }
    #expect(found > count / 2)
  }
}

@Suite struct VectorCalibrationTests {
  @Test func aHigherCosineIsRighterAndARefusedOneIsNot() throws {
    func mean(_ score: Int, isRefused: Bool = false) throws -> Double {
      try #require(VectorCalibration.all.precision(score: score, isRefused: isRefused)?.mean)
    }
    #expect(try mean(7_100) < mean(8_600) && mean(8_600) < mean(9_600))
    #expect(try mean(9_600) > 0.8)
    for score in [9_000, 9_500, 9_900] { #expect(try mean(score, isRefused: true) < mean(score)) }
    #expect(VectorCalibration.all.precision(score: 6_999, isRefused: false) == nil)
    let all = VectorCalibration.all.pairs(from: 0...10_000)
    #expect(all.total > 5_000 && all.right < all.total)
  }
}
