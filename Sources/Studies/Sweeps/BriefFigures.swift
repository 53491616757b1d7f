import Pricing
import Simulation
import Traces
import Units

/// The brief figures of one replay, whatever its tiers are billed as.
struct BriefFigures {
  /// All that does not depend on what the tiers cost; its ``BriefResult/parts`` have no cost yet.
  var result = BriefResult()
  /// What the tiers did.
  var use: [TierUse] = []
  /// By part of the log: what the calls upstream cost, in nanodollars; `nil` where nothing has a price.
  var made: [Int64]?
}

extension BriefMaker {
  /// The figures of a replay.
  func figures(_ strategy: Strategy, _ replay: Replay) -> BriefFigures {
    var figures = BriefFigures()
    figures.use = replay.use
    var result = BriefResult()
    result.requests = replay.outcome.count
    let sources = SavingSource.allCases
    let none = sources.count
    // Rows of days: one per model for the calls made, one per source for the calls avoided.
    var byDay = Array(repeating: Int64(0), count: (models + sources.count) * days)
    var all = Array(repeating: Int64(0), count: models + sources.count)
    var isPriced = false
    // By part, then by source; the last of each is for no source.
    var counts = Array(repeating: 0, count: 2 * (none + 1))
    var made: [Int64] = [0, 0]
    var outdated = [0.0, 0.0]
    var outdatedByEarly = 0.0
    var wrong = [WrongAnswers(), WrongAnswers()]
    let risk = AnswerRisk(strategy, traffic, nearRisk)
    let mayBeWrong = risk.isAny || strategy.hashBits != nil
    let arrival = traffic.trace.requests.arrival
    for i in replay.outcome.indices {
      let source = Self.sourceIndex(replay.outcome[i], replay.cause[i])
      let part = Int(part[i])
      counts[part * (none + 1) + source] += 1
      if source < none {
        let origin = Int(replay.answer[i])
        let age = arrival[i] &- arrival[origin]
        if let staleness { outdated[part] += staleness.outdated(age: age) }
        if part == 0, let early { outdatedByEarly += early.outdated(age: age) }
        if mayBeWrong { wrong[part] += risk.wrong(i, sources[source], answeredBy: origin) }
      }
      let cost = traffic.cost[i]
      guard cost != Traffic.unpriced else { continue }
      isPriced = true
      if source == none { made[part] &+= cost }
      guard days > 0 else { continue }
      let row = source < none ? models + source : model.isEmpty ? 0 : Int(model[i])
      byDay[row * days + Int(day[i])] &+= cost
      all[row] &+= cost
    }
    let tallies = replay.tallies(of: traffic, by: part, count: cut == nil ? 1 : 2)
    let tally = tallies.dropFirst().reduce(into: tallies[0]) { $0.add($1) }
    result.hits = tally.requestHitRate.numerator
    result.mean = tally.meanLatency
    result.p50 = tally.latency(percentile: 50)
    result.p95 = tally.latency(percentile: 95)
    result.p99 = tally.latency(percentile: 99)
    result.peakBytes = replay.use.first?.peakBytes ?? 0
    for (index, source) in sources.enumerated() {
      let count = counts[index] + counts[none + 1 + index]
      if count > 0 { result.served[source] = count }
    }
    if staleness != nil { result.outdated = outdated[0] + outdated[1] }
    var allWrong = wrong[0]
    allWrong += wrong[1]
    result.wrongAnswers = allWrong.worse
    if isPriced, days > 0 {
      let own = month.of(strategy)
      // Models are held against each other before and after: of the same days (as in `StrategyResult.models`).
      let months = all.indices.map { row in
        self.monthly(row < models ? month.steady : own, byDay[(row * days)..<((row + 1) * days)], all: all[row])
      }
      result.upstreamByModel = months.prefix(models).compactMap { $0 }
      // Of the sum, as a study has it: sums of rounded months differ from it.
      let sums = (0..<days).map { day in (0..<models).reduce(Int64(0)) { $0 &+ byDay[$1 * days + day] } }
      result.upstream = self.monthly(own, sums[...], all: all.prefix(models).reduce(0, &+)).map(month.told)
      for (source, monthly) in zip(sources, months.dropFirst(models)) where result.served[source] != nil {
        result.avoided[source] = monthly
      }
    }
    result.beside = beside(replay)
    if cut != nil {
      result.parts = tallies.enumerated().map { index, tally in
        var part = BriefPart()
        part.requests = tally.requests
        part.hits = tally.requestHitRate.numerator
        for (source, name) in sources.enumerated() where counts[index * (none + 1) + source] > 0 {
          part.served[name] = counts[index * (none + 1) + source]
        }
        part.p95 = tally.latency(percentile: 95)
        if index == 0 {
          part.outdated = early.map { _ in outdatedByEarly }
        } else if staleness != nil {
          part.outdated = outdated[index]
        }
        part.wrongAnswers = wrong[index].worse
        return part
      }
    }
    figures.result = result
    figures.made = isPriced ? made : nil
    return figures
  }

  /// The figures of a strategy that has this replay: with what its own tiers are billed.
  func brief(_ strategy: Strategy, _ figures: BriefFigures) -> BriefResult {
    var result = figures.result
    let tiers = bills(strategy, figures.use, month: month, infrastructure: infrastructure)
      .reduce(Dollars.zero) { $0 + $1.total }
    result.infrastructure = month.told(tiers)
    // Told together, as a study tells them.
    result.beside = month.told(tiers + figures.result.beside) - result.infrastructure
    guard let made = figures.made else { return result }
    for index in result.parts.indices {
      result.parts[index].machines = share(of: tiers, isBefore: index == 0)
      result.parts[index].cost =
        Dollars(Double(made[index]) / 1e9 * month.weight) + share(of: tiers + figures.result.beside, isBefore: index == 0)
    }
    return result
  }

  /// The index of ``SavingSource``, or their number where the model answered: a look-up in a table, since it is asked for every request.
  @inline(__always)
  private static func sourceIndex(_ outcome: Outcome, _ cause: Cause) -> Int {
    Int(sourceTable[Int(outcome.rawValue) * Cause.allCases.count + Int(cause.rawValue)])
  }

  private static let sourceTable: [UInt8] = Outcome.allCases.flatMap { outcome in
    Cause.allCases.map { cause in
      UInt8(SavingSource(outcome, cause).flatMap { SavingSource.allCases.firstIndex(of: $0) } ?? SavingSource.allCases.count)
    }
  }

  /// A month of what is paid beside the calls of the log, at the rate of the log's span.
  private func beside(_ replay: Replay) -> Dollars {
    guard month.basis != .none else { return .zero }
    let calls = (replay.ledger.refreshes + replay.ledger.warming).reduce(Int64(0)) { $0 &+ $1.nanodollars }
    let all = Double(calls &+ replay.semantic.embeddingCost &+ replay.semantic.verificationCost) * month.weight
    return Dollars(all / 1e9 / month.lengthInMonths)
  }

  /// What of a month's amount falls on the time of the log before or after the cut.
  private func share(of monthly: Dollars, isBefore: Bool) -> Dollars {
    guard let span = month.span, let cut else { return .zero }
    let moment = min(max(cut, span.lowerBound), span.upperBound)
    let length = isBefore ? moment - span.lowerBound : span.upperBound - moment
    return Dollars(monthly.value * Double(length) / 86_400e6 / Month.days)
  }

  private func monthly(_ month: Month, _ amounts: ArraySlice<Int64>, all: Int64) -> Dollars? {
    let byDay = Dictionary(uniqueKeysWithValues: zip(firstDay..., amounts).lazy.filter { $0.1 != 0 })
    return month.amount(byDay: byDay, all: all).map { Dollars(clamping: $0) }
  }
}
