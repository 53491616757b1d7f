extension PriceBook {
  /// This book with `other` laid over it: on the days of a row of `other`, and in its hours, the price of that model is the other's.
  ///
  /// Rows of this book keep the days that `other` leaves open. Aliases of both count, the other's first.
  public func overlaid(by other: PriceBook) -> PriceBook {
    let over = Dictionary(grouping: other.rows, by: \.key)
    let below = rows.flatMap { row in
      (over[row.key] ?? []).filter { $0.hours == nil || $0.hours == row.hours }.reduce([row]) { pieces, winner in
        pieces.flatMap { $0.outside(winner) }
      }
    }
    let names = Set(other.aliases.map(\.key))
    return PriceBook(
      rows: below + other.rows, aliases: other.aliases + aliases.filter { !names.contains($0.key) }, asOf: max(asOf, other.asOf),
      unread: unread + other.unread)
  }

  /// This book with all prices, or those of one provider, times `factor`: 0.85 for a discount of 15 %, 1.08 for a table in a currency
  /// that is worth 1.08 US dollars. Prices are rounded to the femtodollar; `reason` is added to the notes of the rows.
  public func multiplied(by factor: Double, provider: String? = nil, reason: String) -> PriceBook {
    let changed = provider.map(ProviderName.canonical)
    let rows = rows.map { row -> ModelPrice in
      guard changed == nil || ProviderName.canonical(row.provider) == changed else { return row }
      var row = row.mapped { TokenPrice(usdPerMillionTokens: $0.usdPerMillionTokens * factor) }
      row.note = row.note.isEmpty ? reason : row.note + "; " + reason
      return row
    }
    return PriceBook(rows: rows, aliases: aliases, asOf: asOf, unread: unread)
  }

  /// This book with more names for its models.
  public func aliased(_ more: [ModelAlias]) -> PriceBook {
    PriceBook(rows: rows, aliases: more + aliases, asOf: asOf, unread: unread)
  }
}
