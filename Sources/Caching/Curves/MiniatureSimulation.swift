internal import Units

/// The miss ratio of any policy, from replays of parts of the keys through stores as much smaller (Waldspurger, Saemundsson, Ahmad, Park, USENIX ATC
/// 2017). Corrected as ``SampledLRUCurve`` is.
public struct MiniatureSimulation: Sendable {
  private let samples: [KeySample]
  private let rate: Double

  /// Samples keys; what they are then replayed through is up to each question.
  ///
  /// - Parameters:
  ///   - rate: the share of the keys in each sample.
  ///   - samples: how many disjoint samples there are: at least 2, and not more than `1 / rate`.
  ///   - seed: of the choice of keys.
  /// - Complexity: O(requests × samples).
  public init(_ requests: CountedRequests, rate: Double, samples: Int = 4, seed: UInt64 = 0) {
    precondition(rate > 0 && samples > 1 && rate * Double(samples) <= 1 + 1e-9, "samples are disjoint shares of the keys")
    self.rate = rate
    let draws = Draws(seed: seed)
    self.samples = (0..<samples).map { sample in
      KeySample(requests, (Double(sample) * rate)..<(Double(sample + 1) * rate), draws: draws)
    }
  }

  /// The miss ratio of a policy at a capacity.
  ///
  /// - Complexity: that of a replay of each sample.
  public func missRatio(_ policy: EvictionPolicy, capacity: Capacity, redis: RedisEviction = RedisEviction()) -> Estimate {
    let small = capacity.scaled(by: rate)
    return Estimate(
      samples.enumerated().map { number, sample in
        let replay = CountingReplay(policy, sample.requests, capacity: small, seed: UInt64(number), redis: redis)
        return sample.expected > 0 ? min(1, Double(replay.misses) / sample.expected) : 1
      })
  }
}

extension Capacity {
  /// A part of it; at least one entry.
  func scaled(by rate: Double) -> Capacity {
    switch self {
    case .unlimited: .unlimited
    case .entries(let count): .entries(count > 0 ? max(1, Int((Double(count) * rate).rounded())) : 0)
    case .bytes(let bytes, let overhead):
      .bytes(overhead.fixedBytes + Int((Double(bytes - overhead.fixedBytes) * rate).rounded()), overhead: overhead)
    }
  }
}
