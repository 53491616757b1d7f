/// A price that is probably wrong. Public catalogues have such rows: typing errors of a factor of ten, stale names, missing output prices.
public struct PriceWarning: Hashable, Sendable, CustomStringConvertible {
  /// What is suspicious.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Output is cheaper than input.
    case outputBelowInput
    /// Output costs more than twenty-five times the input.
    case outputFarAboveInput
    /// Both input and output are free.
    case free
    /// A cache read costs more than input without a cache.
    case cacheReadAboveInput
    /// A cache write costs less than input, or more than three times as much.
    case cacheWriteUnusual
    /// The batch price is not half the standard price.
    case batchNotHalf
    /// A tier for longer input is cheaper than the one below it.
    case tierBelowBase
    /// Two rows of the model hold on the same day.
    case overlap
    /// No row holds on some days between the first and the last.
    case gap
    /// The row names sources that say otherwise.
    case disputed
    /// Another book has a price that differs by a factor of five or more.
    case factorBetweenSources
    /// Another book has a different price.
    case differsBetweenSources
  }

  /// What is suspicious.
  public let kind: Kind
  /// The provider of the row.
  public let provider: String
  /// The model of the row.
  public let model: String
  /// The figures.
  public let detail: String

  /// "openai gpt-4.1: …"
  public var description: String { "\(provider) \(model): \(detail)" }
}

extension PriceBook {
  /// Suspicious rows of this book, in its order.
  public func validate() -> [PriceWarning] {
    var warnings: [PriceWarning] = []
    for (index, row) in rows.enumerated() {
      func warn(_ kind: PriceWarning.Kind, _ detail: String) {
        warnings.append(PriceWarning(kind: kind, provider: row.provider, model: row.model, detail: detail))
      }
      check(row.standard.base, generates: row.mode == "chat" || row.mode == "completion" || row.mode == "responses", warn)
      if let batch = row.batch?.base, batch.input.femtodollars * 2 != row.standard.base.input.femtodollars {
        warn(.batchNotHalf, "batch input costs \(batch.input), standard input \(row.standard.base.input).")
      }
      var lower = row.standard.base
      for tier in row.standard.tiers {
        if tier.rates.input < lower.input || tier.rates.output < lower.output {
          warn(.tierBelowBase, "above \(tier.threshold) tokens the price falls.")
        }
        lower = tier.rates
      }
      if !row.disagreeing.isEmpty { warn(.disputed, "\(row.disagreeing).") }
      // Rows of some hours stand between those of all hours.
      let earlier = rows[..<index].reversed().prefix { $0.key == row.key }.first { $0.hours == row.hours }
      if let earlier { checkSuccession(earlier, row, warn) }
    }
    return warnings
  }

  private func check(_ rates: TokenRates, generates: Bool, _ warn: (PriceWarning.Kind, String) -> Void) {
    if generates {
      if rates.input == .free, rates.output == .free { warn(.free, "input and output are free.") }
      if rates.output < rates.input { warn(.outputBelowInput, "output costs \(rates.output), input \(rates.input).") }
      if rates.input > .free, rates.output.femtodollars / rates.input.femtodollars >= 25 {
        warn(.outputFarAboveInput, "output costs \(rates.output), input \(rates.input).")
      }
    }
    if let read = rates.cacheRead, read > rates.input { warn(.cacheReadAboveInput, "a cache read costs \(read), input \(rates.input).") }
    for (name, write) in [("five minutes", rates.cacheWrite5m), ("an hour", rates.cacheWrite1h)] {
      guard let write, write < rates.input || write.femtodollars > 3 * rates.input.femtodollars else { continue }
      warn(.cacheWriteUnusual, "a cache write for \(name) costs \(write), input \(rates.input).")
    }
  }

  private func checkSuccession(_ earlier: ModelPrice, _ later: ModelPrice, _ warn: (PriceWarning.Kind, String) -> Void) {
    guard let end = earlier.validTo, let start = later.validFrom else {
      warn(.overlap, "two rows hold on the same days; give the first an end and the second a beginning.")
      return
    }
    if start <= end { warn(.overlap, "two rows hold from \(start) to \(end); the later one counts.") }
    if end.after < start { warn(.gap, "no price is known from \(end.after) to \(start.before).") }
  }

  /// Where this book and another differ on the models that both name in the same way, at the prices of the day each was current.
  public func compare(with other: PriceBook) -> [PriceWarning] {
    var warnings: [PriceWarning] = []
    var last: ModelKey?
    for row in rows where row.key != last {
      last = row.key
      guard let mine = schedule(model: row.model, provider: row.provider)?.row(at: nil).standard.base,
        let found = other.lookup(model: row.model, provider: row.provider),
        ModelKey(provider: found.provider, model: found.model) == row.key
      else { continue }
      let theirs = found.schedule.row(at: nil).standard.base
      let prices: [(String, TokenPrice?, TokenPrice?)] = [
        ("input", mine.input, theirs.input), ("output", mine.output, theirs.output), ("a cache read", mine.cacheRead, theirs.cacheRead),
      ]
      for (name, a, b) in prices {
        // A price that one book does not state is no contradiction.
        guard let a, let b, a != b else { continue }
        let far = max(a, b).femtodollars / 5 >= min(a, b).femtodollars
        warnings.append(
          PriceWarning(
            kind: far ? .factorBetweenSources : .differsBetweenSources, provider: row.provider, model: row.model,
            detail: "\(name) costs \(a) here and \(b) there."))
      }
    }
    return warnings
  }
}
