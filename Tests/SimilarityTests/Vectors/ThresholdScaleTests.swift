import Similarity
import Testing

/// Thresholds of products, converted: what a product does with them is told in their documentation or was seen in runs.
@Suite struct ThresholdScaleTests {
  struct Known: Sendable, CustomTestStringConvertible {
    var scale: ThresholdScale
    var value: Double
    var score: UInt16
    var testDescription: String { "\(scale) \(value)" }
  }

  @Test(arguments: [
    // GPTCache 0.1.44: hit if and only if 4 - d² >= 4 × threshold; seen for each of these.
    Known(scale: .gptCache, value: 0.8, score: 6_000), Known(scale: .gptCache, value: 0.9, score: 8_000),
    Known(scale: .gptCache, value: 0.95, score: 9_000), Known(scale: .gptCache, value: 0.5, score: 0),
    Known(scale: .gptCache, value: 0, score: 0), Known(scale: .gptCache, value: 1, score: 10_000),
    Known(scale: .gptCacheRank, value: 3.2, score: 6_000), Known(scale: .squaredEuclidean, value: 0.8, score: 6_000),
    // RedisVL's default, LangChain's, and a tolerance of Zuplo's.
    Known(scale: .cosineDistance, value: 0.1, score: 9_000), Known(scale: .cosineDistance, value: 0.2, score: 8_000),
    Known(scale: .halfDistance, value: 0.1, score: 8_000), Known(scale: .halfSimilarity, value: 0.9, score: 8_000),
    Known(scale: .cosine, value: 0.95, score: 9_500), Known(scale: .euclidean, value: 0, score: 10_000),
    Known(scale: .euclidean, value: 1, score: 5_000), Known(scale: .euclidean, value: 2, score: 0),
  ])
  func thresholdsOfProducts(_ known: Known) {
    #expect(known.scale.score(of: known.value)?.rawValue == known.score)
  }

  @Test(arguments: ThresholdScale.allCases)
  func scalesGoThereAndBack(_ scale: ThresholdScale) {
    var last = scale.value(of: -1)
    for step in -99...100 {
      let cosine = Double(step) / 100
      let value = scale.value(of: cosine)
      #expect(abs(scale.cosine(of: value) - cosine) < 1e-12)
      #expect(scale.isDistance ? value < last : value > last)
      #expect(scale.score(of: value) == Score(atLeast: cosine))
      last = value
    }
    #expect(scale.score(of: .nan) == nil)
    #expect(scale.score(of: scale.isDistance ? -0.01 : scale.value(of: 1) + 0.01) == nil)
  }

  /// d² = 2 - 2 cos of normalised vectors, worked out from the vectors themselves.
  @Test func distancesAreThoseOfVectors() throws {
    let set = try MadeVectors.set(count: 40, dimensions: 6, seed: 4)
    for a in 0..<set.count where set.score(a, a).rawValue > 0 {
      for b in 0..<set.count where set.score(b, b).rawValue > 0 {
        let squared = zip(set[a], set[b]).reduce(0.0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
        let cosine = set.cosine(a, b)
        #expect(abs(ThresholdScale.squaredEuclidean.value(of: cosine) - squared) < 1e-6)
        #expect(abs(ThresholdScale.gptCacheRank.value(of: cosine) - (4 - squared)) < 1e-6)
        #expect(abs(ThresholdScale.euclidean.value(of: cosine) - squared.squareRoot()) < 1e-3)
      }
    }
  }
}
