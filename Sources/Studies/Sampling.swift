import Caching
public import Pricing
import Simulation
public import Traces

/// A sample of a log's questions, and how it stands for the log (law 35).
public struct SampleBasis: Sendable, Equatable {
  /// Which were kept.
  public let sample: KeySample
  /// The log's cost over the sample's: what amounts are multiplied by, so that today's bill is that of the whole log.
  public let costWeight: Double
  /// The log's requests over the sample's.
  public var requestWeight: Double { Double(sample.requests.all) / Double(max(sample.requests.kept, 1)) }

  /// How a sample of `trace` stands for it, by what its requests really cost.
  public init(_ sample: KeySample, of trace: Trace, kept: Trace, prices: PriceBook) {
    func bill(_ trace: Trace) -> Double {
      let costs = Costing(trace, prices: prices).costs
      return costs.indices.reduce(0.0) { sum, i in
        costs[i] == Traffic.unpriced || trace.requests.flags[i].contains(.loggedHit) ? sum : sum + Double(costs[i])
      }
    }
    self.sample = sample
    let (all, part) = (bill(trace), bill(kept))
    costWeight = part > 0 ? all / part : Double(sample.requests.all) / Double(max(sample.requests.kept, 1))
  }
}

extension Strategy {
  /// The strategy for a share of the questions: capacities are that share, for that much of what would fill them comes (spatial sampling:
  /// Waldspurger et al., SHARDS, FAST 2015).
  func scaled(by share: Double) -> Strategy {
    var out = self
    for index in out.tiers.indices {
      switch out.tiers[index].capacity {
      case .unlimited: break
      case .entries(let count):
        // Below its least size a policy stores nothing, which says nothing of the whole.
        let least = min(count, out.tiers[index].policy.leastEntries)
        out.tiers[index].capacity = .entries(max(least, Int((Double(count) * share).rounded())))
      case .bytes(let count, let overhead):
        let fixed = overhead.fixedBytes
        let room = Double(max(count - fixed, 0)) * share
        out.tiers[index].capacity = .bytes(max(1, fixed + Int(room.rounded())), overhead: overhead)
      }
    }
    return out
  }
}
