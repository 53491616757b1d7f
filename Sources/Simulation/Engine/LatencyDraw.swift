import Glibc
public import Units

extension LatencyModel {
  /// What request `ordinal` takes at `stage` (for a look-up the index of its tier), in microseconds: 0 to 24 hours.
  public func draw(_ draws: Draws, ordinal: UInt64, stage: UInt64) -> Int64 {
    switch self {
    case .constant(let time): return time.count
    case .logNormal(let median, let sigma):
      // A draw of exactly 0 would be minus infinity; half the least step of `unit` stands for it.
      let z = normalQuantile(max(draws.unit(ordinal, stage), 0x1p-54))
      let time = Double(median.count) * exp(sigma * z)
      return Int64(min(time.rounded(), Double(Self.longest.count)))
    case .mixture(let parts):
      // Which part is one draw, how long it takes another.
      var rest = draws.unit(ordinal, stage ^ Self.choosesPart) * parts.reduce(0) { $0 + $1.weight }
      for part in parts.dropLast() {
        rest -= part.weight
        if rest < 0 { return part.model.draw(draws, ordinal: ordinal, stage: stage) }
      }
      return parts.last?.model.draw(draws, ordinal: ordinal, stage: stage) ?? 0
    case .profile(let quantiles):
      let percent = draws.unit(ordinal, stage) * 100
      guard let above = quantiles.firstIndex(where: { $0.percent > percent }) else { return quantiles.last?.time.count ?? 0 }
      guard above > 0 else { return quantiles[0].time.count }
      let (low, high) = (quantiles[above - 1], quantiles[above])
      let share = (percent - low.percent) / (high.percent - low.percent)
      return low.time.count + Int64((Double(high.time.count - low.time.count) * share).rounded())
    }
  }

  /// Set in the stage of the draw that chooses a part of a mixture.
  private static let choosesPart: UInt64 = 1 << 40
}

/// The share of look-ups that GPTCache skips at a temperature: none at 0, all from 2 on, else 1 / (1 + e^(1/T)).
func shareSkipped(_ temperature: Double) -> Double {
  temperature <= 0 ? 0 : temperature >= 2 ? 1 : 1 / (1 + exp(1 / temperature))
}
