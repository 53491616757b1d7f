/// Why a strategy cannot be replayed, or a replay not be trusted.
public enum StrategyError: Error, Hashable, Sendable {
  /// A field of the strategy is wrong: its path as in a strategy file ("tiers[0].ttl"), and a sentence with the way out.
  case invalid(path: String, reason: String)
  /// A law of conservation does not hold after the replay: a fault of Hindcast itself, or of the traffic handed in.
  case broken(law: Int, detail: String)
}

extension StrategyError: CustomStringConvertible {
  /// The error as a sentence.
  public var description: String {
    switch self {
    case .invalid(let path, let reason): "\(path): \(reason)"
    case .broken(let law, let detail): "the replay broke law \(law): \(detail)"
    }
  }
}
