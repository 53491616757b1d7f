import Units

extension Month {
  /// Rounds the months of models so that they add up to the total as it is told: each to one of the cents about it, those first that are
  /// nearest to the next one (largest remainders). A model that the cache does not touch stays as it is told without one. Rows of other days
  /// than the total's stay as they are.
  ///
  /// - Parameters:
  ///   - rows: The models, each told by itself.
  ///   - bare: The models without a cache, as they are told; none where these are they.
  ///   - total: What all of them come to, as it is told.
  func apportion(_ rows: inout [ResultRow], like bare: [ResultRow], to total: Dollars?) {
    let cent: Int64 = 10_000_000
    guard isInCents, let total else { return }
    let all = rows.reduce(0) { $0 + ($1.exactMonth ?? 0) }
    guard abs(all - Double(total.nanodollars)) <= Double(cent) * 0.51 else { return }

    let before = Dictionary(bare.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var movable: [Int] = []
    for index in rows.indices {
      if let same = before[rows[index].name], same.exactMonth == rows[index].exactMonth {
        rows[index].monthly = same.monthly
      } else if let expected = rows[index].monthly.expected, expected.nanodollars > cent {
        // Less than a cent keeps its digits.
        movable.append(index)
      }
    }
    let told = rows.reduce(Dollars.zero) { $0 + ($1.monthly.expected ?? .zero) }
    let gap = Int((Double(total.nanodollars - told.nanodollars) / Double(cent)).rounded())
    guard gap != 0, !movable.isEmpty else { return }
    /// By how much a row lies beyond what it is told as, on the side of the gap.
    func rest(_ index: Int) -> Double {
      ((rows[index].exactMonth ?? 0) - Double(rows[index].monthly.expected?.nanodollars ?? 0)) * (gap > 0 ? 1 : -1)
    }
    movable.sort { (-rest($0), $0) < (-rest($1), $1) }
    for step in 0..<abs(gap) { rows[movable[step % movable.count]].monthly.move(by: gap > 0 ? cent : -cent) }
  }
}

extension MonthlyCost {
  /// Moves what is expected, and the interval where it would lie outside.
  fileprivate mutating func move(by nanodollars: Int64) {
    guard let old = expected else { return }
    let new = Dollars(nanodollars: old.nanodollars + nanodollars)
    expected = new
    interval = interval.map { min($0.lowerBound, new)...max($0.upperBound, new) }
  }
}
