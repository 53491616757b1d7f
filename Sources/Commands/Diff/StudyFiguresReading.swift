import Duplicates
import Studies
import Units

extension StudyFigures {
  /// The study in a file of schema `hindcast/study/1`.
  init(path: String) throws {
    let file = try StudyFile.read(path)
    let before = file.asLogged.figures(asLogged: nil)
    let withoutCache = file.noCache.figures(asLogged: file.asLogged)
    let names = Set(file.strategies.map(\.name))
    // Without an earlier cache the two baselines are one.
    let needsBoth = before.total != withoutCache.total && !names.contains(withoutCache.name)
    self.init(
      name: lastComponent(path), facts: file.facts, baselines: [before] + (needsBoth ? [withoutCache] : []),
      strategies: file.strategies.map { $0.figures(asLogged: file.asLogged) },
      caveats: file.caveats.map { remark in
        Caveat(id: remark.id, severity: Caveat.Severity.allCases.first { $0.name == remark.severity } ?? .note, text: remark.text)
      })
  }
}

extension StudyFile {
  /// What the study rests on.
  fileprivate var facts: [StudyFigures.Fact] {
    var out: [StudyFigures.Fact] = [
      .init(.manifest, "Hindcast", version), .init(.manifest, "seed", "\(seed)"), .init(.manifest, "price table", priceTable),
      .init(.manifest, "days cut at", zone),
    ]
    if let selection { out.append(.init(.manifest, "selection", selection)) }
    if let firstArrival { out.append(.init(.manifest, "first request", firstArrival)) }
    if let lastArrival { out.append(.init(.manifest, "last request", lastArrival)) }
    out.append(.init(.manifest, "month", "\(grouped(month.wholeDays)) whole days (\(month.basis))"))
    out += Self.distinct(inputs.map { .init(.input, $0.name, "\($0.digest), \(Bytes($0.bytes))") })
    out += Self.distinct(prices.map { .init(.price, $0.model, $0.words) })
    return out
  }

  /// "UTC+02:00"
  private var zone: String {
    let minutes = dayOffset.magnitude / 60
    func two(_ number: UInt) -> String { (number < 10 ? "0" : "") + "\(number)" }
    return "UTC\(dayOffset < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
  }

  /// Facts of one name told apart by a number: files of several folders may share a name.
  private static func distinct(_ facts: [StudyFigures.Fact]) -> [StudyFigures.Fact] {
    var counts: [String: Int] = [:]
    return facts.map { fact in
      let count = counts[fact.name, default: 0] + 1
      counts[fact.name] = count
      return count == 1 ? fact : .init(fact.kind, "\(fact.name) (\(count))", fact.value)
    }
  }
}

extension StudyFile.Price {
  /// "openai gpt-4.1: $2 in, $0.5 cached, $8 out", each time span after the other.
  fileprivate var words: String {
    func usd(_ rate: Double) -> String { "$" + plain(rate, decimals: 6) }
    let spans = rows.map { row in
      (row.validFrom.map { "from \($0) " } ?? "") + "\(usd(row.input)) in, " + (row.cacheRead.map { "\(usd($0)) cached, " } ?? "")
        + "\(usd(row.output)) out"
    }
    return "\(pricedAs): " + spans.joined(separator: "; ")
  }
}

extension StudyFile.Result {
  /// The strategy's figures; money is known only where a request has a price (law 29).
  ///
  /// - Parameter before: The log as it was; `nil` for itself.
  fileprivate func figures(asLogged before: StudyFile.Result?) -> StudyFigures.Strategy {
    var total = figures(of: total)
    if total.isPriced {
      total[.monthlyCost] = monthlyCost?.value
      if !tiers.isEmpty { total.setSaving(monthlySaving?.value, of: before?.monthlyCost?.value) }
    }
    // A tier that nobody prices costs something: it is not known what.
    if !tiers.isEmpty, tiers.allSatisfy({ $0.bill != nil }) { total[.monthlyInfrastructure] = monthlyInfrastructure?.value }
    let rows = models.map { row -> StudyFigures.Row in
      var figures = figures(of: row)
      if figures.isPriced {
        figures[.monthlyCost] = row.monthlyUpstream?.value
        if !tiers.isEmpty, let was = row.monthlyUpstreamBefore?.value, let now = row.monthlyUpstream?.value {
          figures.setSaving((Dollars(was) - Dollars(now)).value, of: was)
        }
      }
      return StudyFigures.Row(name: row.name, figures: figures)
    }
    let settings = [StudyFigures.Fact(.strategy, "summary", summary)] + (settings?.values ?? []).map { .init(.strategy, $0.path, $0.value) }
    return StudyFigures.Strategy(name: name, isBound: isBound, settings: settings, total: total, models: rows)
  }

  /// What looks nothing up has no hit rate.
  private func figures(of row: StudyFile.Row) -> Figures {
    var figures = row.figures
    if tiers.isEmpty { for rate in [Figure.requestHitRate, .lookupHitRate, .tokenHitRate, .dollarHitRate] { figures[rate] = nil } }
    if !figures.isPriced { for figure in Figure.allCases where figure.unit == .dollars { figures[figure] = nil } }
    return figures
  }
}

extension Figures {
  /// Whether any request has a price.
  fileprivate var isPriced: Bool { (self[.unpricedRequests] ?? 0) < (self[.requests] ?? 0) }

  fileprivate mutating func setSaving(_ saving: Double?, of before: Double?) {
    self[.monthlySaving] = saving
    guard let saving, let before, before > 0 else { return }
    let share = saving / before
    // A strategy that costs a million times the bill as logged saves no share that is worth a name.
    self[.savingShare] = abs(share) <= 1e6 ? share : nil
  }
}
