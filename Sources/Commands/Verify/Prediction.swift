import Pricing
import Scenarios
import Studies
import Units

/// What a study said of one of its strategies.
struct Prediction {
  let strategy: StudyFile.Result
  let standings: Standings
  /// The prices in force when the log of the study ended.
  let prices: [KnownPrice]

  /// The prediction of a study; of its only strategy where none is named.
  init(_ file: StudyFile, path: String, strategy name: String?) throws {
    let names = file.strategies.map(\.name)
    let list = names.prefix(20).map { "\"\($0.prefix(60))\"" }.joined(separator: ", ")
    guard let name = name ?? (names.count == 1 ? names[0] : nil) else {
      throw Failure(.usage, "\(path) has several strategies; say with -s which of them was put in place: \(list).")
    }
    guard let result = file.strategies.first(where: { $0.name == name }) else {
      throw Failure(.usage, "\(path) has no strategy called \"\(name)\"; there are: \(list).")
    }
    strategy = result
    standings = Standings(result, of: file)
    let end = file.lastArrival.map { String($0.prefix(10)) } ?? "9999"
    prices = file.prices.compactMap { price in
      let words = price.pricedAs.split(separator: " ", maxSplits: 1).map(String.init)
      // Days are compared as they are written: year, month, day.
      guard words.count == 2, let row = price.rows.last(where: { ($0.validFrom ?? "") <= end }) ?? price.rows.first else { return nil }
      return KnownPrice(provider: words[0], model: words[1], input: row.input, cacheRead: row.cacheRead, output: row.output)
    }
  }
}

extension Standings {
  /// How a study says that its requests would have stood.
  fileprivate init(_ result: StudyFile.Result, of file: StudyFile) {
    let before = Dictionary(file.noCache.models.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    func standing(_ row: StudyFile.Row, _ uncached: StudyFile.Row?) -> Standing {
      let requests = Int(row.figures[.requests] ?? 0)
      let isPriced = (row.figures[.unpricedRequests] ?? 0) < Double(requests)
      func span(_ row: StudyFile.Row?, _ figure: Figure) -> Microseconds? { row?.figures[figure].map { Microseconds(milliseconds: $0) } }
      return Standing(
        name: row.name, requests: requests,
        answered: row.answered.flatMap { requests > 0 ? Double($0) / Double(requests) : nil } ?? row.figures[.requestHitRate],
        mean: span(row, .mean), p95: span(row, .p95), uncachedMean: span(uncached, .mean),
        monthly: isPriced ? row.monthlyUpstream?.value.map { Dollars($0) } : nil,
        uncachedMonthly: isPriced ? uncached?.monthlyUpstream?.value.map { Dollars($0) } : nil)
    }
    let days = (file.noCache.days ?? []).compactMap { day in CivilDay(day.date).map { ($0.number, day.requests) } }
    func day(_ text: String?) -> Int? { text.flatMap { CivilDay($0) }?.number }
    let whole = day(file.month.firstWholeDay).flatMap { first in
      day(file.month.lastWholeDay).flatMap { first <= $0 && $0 - first < 100_000 ? first...$0 : nil }
    }
    let total = standing(result.total, file.noCache.total)
    let moments = [file.firstArrival, file.lastArrival].compactMap { $0.flatMap { Quantity.moment($0) }?.microseconds }
    let span = moments.count == 2 && moments[0] <= moments[1] ? moments[0]...moments[1] : nil
    self.init(
      total: total, models: result.models.map { standing($0, before[$0.name]) },
      requestsPerMonth: file.month.requestsPerMonth
        ?? Standings.perMonth(days: days, whole: whole, all: total.requests, span: span))
  }
}
