public import Units

/// The prices of one model through time: resolved once by name, then asked per request without touching a string.
public struct PriceSchedule: Hashable, Sendable {
  /// The rows by first day, the rows of some hours after those of all hours. Never empty.
  public let rows: [ModelPrice]
  /// The day on which prices are asked for when a request has no time.
  public let today: CivilDay

  /// How well a row fits the time it was asked for.
  public enum Fit: Hashable, Sendable {
    /// The price was in force.
    case inForce
    /// The time is before the first known price, which was taken.
    case beforeFirst
    /// No known price was in force; the last one before was taken.
    case afterEnd
  }

  /// The schedule of `rows`, or `nil` of none.
  init?(rows: [ModelPrice], today: CivilDay) {
    guard !rows.isEmpty else { return nil }
    self.rows = rows.sorted {
      (($0.validFrom?.number ?? .min), $0.hours == nil ? 0 : 1) < (($1.validFrom?.number ?? .min), $1.hours == nil ? 0 : 1)
    }
    self.today = today
  }

  /// The index of the row in force at a moment; without one, on the day ``today`` outside special hours. A moment before the first row
  /// takes the earliest, one after the end of all rows the last that ended.
  ///
  /// - Complexity: O(number of rows), without allocation.
  public func index(at moment: Timestamp?) -> (row: Int, fit: Fit) {
    let day = moment.map(CivilDay.init) ?? today
    var best: Int?
    var ended: Int?
    for index in rows.indices {
      let row = rows[index]
      if let hours = row.hours, !(moment.map(hours.contains) ?? false) { continue }
      if row.isInForce(on: day) {
        // Special hours win over the price of all hours; else the row that began last.
        if let chosen = best, rows[chosen].hours != nil, row.hours == nil { continue }
        best = index
      } else if let end = row.validTo, end < day, ended.map({ rows[$0].validTo ?? end <= end }) ?? true {
        ended = index
      }
    }
    if let best { return (best, .inForce) }
    if let ended { return (ended, .afterEnd) }
    return (rows.firstIndex { $0.hours == nil } ?? 0, .beforeFirst)
  }

  /// The row in force at a moment, by the rules of ``index(at:)``.
  public func row(at moment: Timestamp?) -> ModelPrice { rows[index(at: moment).row] }

  /// The cost of a request made at a moment: ``ModelPrice/cost(of:batch:)`` of the row in force.
  public func cost(of usage: TokenUsage, at moment: Timestamp?, service: PriceService = .standard) -> Dollars {
    let index = rows.count == 1 ? 0 : index(at: moment).row
    return rows[index].rates(service).cost(of: usage)
  }

  /// The days on which a new price came into force strictly after `first` and up to `last`.
  public func changes(from first: Timestamp, to last: Timestamp) -> [CivilDay] {
    let span = CivilDay(first).after...max(CivilDay(first).after, CivilDay(last))
    let days = Set(rows.dropFirst().compactMap(\.validFrom)).filter { span.contains($0) && $0 <= CivilDay(last) }
    return days.sorted()
  }
}
