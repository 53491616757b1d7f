import Duplicates
import Units

/// What part of the calls a bill is of.
enum PricedPart {
  /// Of fewer calls without a price a first sentence says nothing; the caveats do.
  private static let least = 0.01

  /// " for the 50.0 % of the calls that have a price"; empty where nearly all have one, or none.
  static func words(_ volume: Volume) -> String {
    guard volume.requests > 0, volume.unpriced < volume.requests,
      Double(volume.unpriced) >= least * Double(volume.requests)
    else { return "" }
    return " for the \(Ratio(volume.requests - volume.unpriced, of: volume.requests)) of the calls that have a price"
  }
}
