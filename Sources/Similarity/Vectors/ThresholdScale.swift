/// A scale on which a product states how alike two prompts must be. All say the same of normalised vectors, from cosine 1 down to -1.
public enum ThresholdScale: String, CaseIterable, Sendable {
  /// The cosine itself, 1 to -1; a hit is at or above. Bifrost, Portkey, APISIX, Zuplo (1 less its tolerance).
  case cosine
  /// 1 less the cosine, 0 to 2; a hit is at or below. RedisVL's `distance_threshold`, LangChain's Redis cache, Kong with `cosine`.
  case cosineDistance
  /// Half of that, 0 to 1; a hit is at or below.
  case halfDistance
  /// 1 less half the distance, 1 to 0; a hit is at or above. RedisVL with normalised scores.
  case halfSimilarity
  /// The distance of the points, 0 to 2; a hit is at or below.
  case euclidean
  /// Its square, 0 to 4; a hit is at or below. faiss's `IndexFlatL2`.
  case squaredEuclidean
  /// GPTCache's `similarity_threshold`, 0 to 1: a hit where 4 less the squared distance is at least 4 times it, so where the cosine is at
  /// least twice it less 1. Its default of 0.8 is cosine 0.6 (gptcache 0.1.44, confirmed by probes on both sides of the bound).
  case gptCache
  /// GPTCache's rank, 4 less the squared distance, 4 to 0; a hit is at or above.
  case gptCacheRank

  /// Whether a smaller value is stricter.
  public var isDistance: Bool {
    switch self {
    case .cosineDistance, .halfDistance, .euclidean, .squaredEuclidean: true
    case .cosine, .halfSimilarity, .gptCache, .gptCacheRank: false
    }
  }

  /// The cosine that `value` on this scale stands for; outside -1…1 where none can have it.
  public func cosine(of value: Double) -> Double {
    switch self {
    case .cosine: value
    case .cosineDistance: 1 - value
    case .halfDistance: 1 - 2 * value
    case .halfSimilarity, .gptCache: 2 * value - 1
    case .euclidean: 1 - value * value / 2
    case .squaredEuclidean: 1 - value / 2
    case .gptCacheRank: value / 2 - 1
    }
  }

  /// The value on this scale that `cosine` stands for.
  public func value(of cosine: Double) -> Double {
    switch self {
    case .cosine: cosine
    case .cosineDistance: 1 - cosine
    case .halfDistance: (1 - cosine) / 2
    case .halfSimilarity, .gptCache: (1 + cosine) / 2
    case .euclidean: max(2 - 2 * cosine, 0).squareRoot()
    case .squaredEuclidean: 2 - 2 * cosine
    case .gptCacheRank: 2 + 2 * cosine
    }
  }

  /// The lowest score that is a hit with the threshold `value`; `nil` where nothing is.
  public func score(of value: Double) -> Score? {
    if self == .euclidean, value < 0 { return nil }
    return Score(atLeast: cosine(of: value))
  }
}
