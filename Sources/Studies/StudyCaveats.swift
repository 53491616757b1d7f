import Duplicates
import Pricing
import Simulation
import Traces
import Units

/// What the reader of a study must know beyond what the audit says.
enum StudyCaveats {
  static func all(of logged: LoggedTraffic, month: Month, strategies: [StrategyResult]) -> [Caveat] {
    [
      estimated(logged), hits(logged, month), monthly(month), attempts(logged), apart(strategies), unaware(logged, strategies),
      near(strategies, logged.valuation.nearRisk), collisions(strategies),
      sharing(logged, strategies), trend(strategies), standing,
    ].compactMap { $0 }
      // Where no month can be made there is no bill, priced or not.
      + ofStrategies(logged.withoutCache, strategies.map(\.strategy)) + limits(strategies)
      + (month.basis == .none ? [] : infrastructure(strategies)) + undetermined(strategies)
  }

  /// What a study of part of a log is not: caches see all of their traffic.
  static func selection(_ log: LogSummary, requests: Int) -> Caveat? {
    guard !log.selections.isEmpty else { return nil }
    return Caveat(
      id: "selection", severity: .careful,
      text: "Only \(grouped(requests)) requests are looked at, those \(log.selections.joined(separator: "; of these "))."
        + " All figures, months too, are theirs alone.")
  }

  /// Without what another of them says with more words: no times and so no month, no durations and so estimates of them.
  static func once(_ caveats: [Caveat], of log: LogQuality) -> [Caveat] {
    let isEstimated = caveats.contains { $0.id == "durations-estimated" }
    return caveats.filter { !(log.hasNoTimes && $0.id == "no-month") && !(isEstimated && $0.id == "no-duration") }
  }

  private static func estimated(_ logged: LoggedTraffic) -> Caveat? {
    let flags = logged.withoutCache.trace.requests.flags
    let count = flags.indices.count { logged.withoutCache.isEstimated[$0] && !flags[$0].contains(.batch) }
    guard count > 0 else { return nil }
    let share = Ratio(count, of: flags.count)
    return Caveat(
      id: "durations-estimated", severity: count * 2 > flags.count ? .serious : count * 20 > flags.count ? .careful : .note,
      text:
        "The log has no upstream duration for \(counted(count, "request")) (\(share)): it is estimated from their output tokens and the model's "
        + "speed, so latencies rest on an estimate.")
  }

  private static func hits(_ logged: LoggedTraffic, _ month: Month) -> Caveat? {
    let all = logged.joinedHits + logged.lonelyHits
    guard all > 0 else { return nil }
    return Caveat(
      id: "earlier-cache", severity: .careful,
      text:
        "\(counted(all, "request")) \(all == 1 ? "was" : "were") answered by a cache that is there already. Strategies are replayed as if it were "
        + "not; savings are counted from today's bill."
        + (logged.lonelyHits == 0
          ? ""
          : " For \(grouped(logged.lonelyHits)) of them the call that they saved is not in the log, and its duration is drawn from the model's "
            + "other calls.")
        + (month.hasWarmUp
          ? " Bills of single models are of the days after the warm-up, before and after alike, and that of all is of all days: they need not add up."
          : ""))
  }

  private static func monthly(_ month: Month) -> Caveat? {
    switch month.basis {
    case .none:
      return Caveat(
        id: "no-month", severity: .serious,
        text: "The log spans less than a minute, so no monthly cost can be made of it, and TTLs mean nothing.")
    case .span:
      return Caveat(
        id: "month-from-part-of-a-day", severity: .serious,
        text: "The log covers no whole day: months are its cost scaled by time, and say nothing of nights or weekends.")
    case .days, .weekdays:
      guard !month.hasInterval, let days = month.wholeDays?.count, let steady = month.steadyDays?.count else { return nil }
      return Caveat(
        id: "month-from-few-days", severity: days < 7 ? .careful : .note,
        text: "Bills rest on \(counted(days, "whole day"))"
          + (month.hasWarmUp ? ", and what a cache does to them on the \(steady) after it has filled" : "")
          + "; under 14 their interval is a range, not a 95 % interval.")
    }
  }

  private static func attempts(_ logged: LoggedTraffic) -> Caveat? {
    guard logged.mergedAttempts > 0 else { return nil }
    return Caveat(
      id: "attempts-merged", severity: .note,
      text:
        "\(counted(logged.mergedAttempts, "row")) \(logged.mergedAttempts == 1 ? "is a further attempt" : "are further attempts") of a call that "
        + "had failed; each chain is replayed as one request, with the "
        + "time and the cost of all its attempts.")
  }

  /// What near answers risk: the expected wrong ones beside the saving.
  private static func near(_ strategies: [StrategyResult], _ logged: LoggedNearRisk?) -> Caveat? {
    let risky = strategies.filter { !$0.strategy.isBound && $0.total.tally.count(.hit, .near) > 0 }
    guard let most = risky.max(by: { $0.total.tally.count(.hit, .near) < $1.total.tally.count(.hit, .near) }) else { return nil }
    let hits = most.total.tally.count(.hit, .near)
    let own = logged.map { "; on this log, \($0.words), and the worse counts" } ?? ""
    var text =
      "Near answers can be wrong: as labelled pairs of questions have it, \(NearRisk.words)\(own). “\(most.strategy.name)” has "
      + "\(counted(hits, "near hit"))"
    if let wrong = most.money.wrongAnswers {
      text += "; with it up to \(counted(Int(wrong.rounded(.up)), "wrong answer")) a month are to be expected"
    }
    return Caveat(
      id: "near-answers", severity: .careful, text: text + ". Labelled questions are short; your prompts may do better or worse.")
  }

  /// Answers to other questions under the same narrow hash: all of them are wrong, and their calls are no saving.
  private static func collisions(_ strategies: [StrategyResult]) -> Caveat? {
    let colliding = strategies.filter { $0.total.tally.count(.hit, .collision) > 0 }
    guard let most = colliding.max(by: { $0.total.tally.count(.hit, .collision) < $1.total.tally.count(.hit, .collision) }) else {
      return nil
    }
    let (wrong, hits) = (most.total.tally.count(.hit, .collision), most.total.tally.count(.hit))
    let avoided = most.money.sources.first { $0.source == .collision }.flatMap(\.monthly)
    return Caveat(
      id: "keys-collide", severity: wrong * 1_000 >= most.total.tally.requests ? .serious : .careful,
      text:
        "Keys of \(most.strategy.hashBits ?? 0) bits collide (hash_bits): \(grouped(wrong)) of \(counted(hits, "hit")) of "
        + "“\(most.strategy.name)” answered another question, and are wrong."
        + (avoided.map { " What they avoided, \($0) a month, is in its saving but bought nothing." } ?? "")
        + " Take a wider hash: leave hash_bits out, or give it 64.")
  }

  /// Answers that cross from one team or user to another under a shared cache.
  private static func sharing(_ logged: LoggedTraffic, _ strategies: [StrategyResult]) -> Caveat? {
    let shared = strategies.filter { !$0.strategy.isBound && !$0.strategy.tiers.isEmpty && $0.sharedBy == .global }
    let callers = logged.withoutCache.trace.callers
    guard !shared.isEmpty, [KeyField.team, .user, .apiKey].contains(where: { Set(callers[$0] ?? []).count > 1 }) else { return nil }
    return Caveat(
      id: "answers-cross-callers", severity: .careful,
      text:
        "Strategies that everyone shares answer one caller with what another was told; the audit says how many repeats that is. Where answers may "
        + "not be shared, replay with scope team or user.")
  }

  /// A hit rate that drifts makes the month's interval too narrow: it knows the luck of the days, not their trend.
  private static func trend(_ strategies: [StrategyResult]) -> Caveat? {
    for result in strategies where !result.strategy.isBound && result.days.count >= 14 {
      let half = result.days.count / 2
      func rate(_ days: ArraySlice<DayRow>) -> Double {
        let requests = days.reduce(0) { $0 + $1.requests }
        return requests == 0 ? 0 : Double(days.reduce(0) { $0 + $1.served }) / Double(requests)
      }
      let first = rate(result.days[..<half])
      let second = rate(result.days[half...])
      guard max(first, second) > 0.02, abs(first - second) > 0.1 * max(first, second) else { continue }
      return Caveat(
        id: "hit-rate-drifts", severity: .careful,
        text:
          "The hit rate of “\(result.strategy.name)” is \(percent(first)) in the first half of the log and \(percent(second)) in the second: "
          + "the month is a mean of both, and its interval does not know the trend.")
    }
    return nil
  }

  private static func apart(_ strategies: [StrategyResult]) -> Caveat? {
    // Without tiers nothing is left out, since nothing is looked up.
    let counts = strategies.map { result in
      [Cause.regeneration, .agentLoop, .truncated].reduce(0) { $0 + result.total.tally.count(.bypass, $1) }
    }
    guard let count = counts.max(), count > 0 else { return nil }
    return Caveat(
      id: "left-out-of-savings", severity: .note,
      text:
        "\(counted(count, "request")) \(count == 1 ? "is" : "are") left out of the savings: users who asked for another answer, agents in a loop, and prompts that the log "
        + "cut. A real cache would have served some of them, rightly or not.")
  }

  /// Strategies that serve an old answer to who asks for another.
  private static func unaware(_ logged: LoggedTraffic, _ strategies: [StrategyResult]) -> Caveat? {
    let unaware = strategies.map(\.strategy).filter { $0.eligibility.regenerations && !$0.tiers.isEmpty }
    let count = logged.withoutCache.apart.count { $0 == .regeneration }
    guard let first = unaware.first, count > 0 else { return nil }
    let others = unaware.count > 1 ? " and \(counted(unaware.count - 1, "other"))" : ""
    return Caveat(
      id: "serves-regenerations", severity: .careful,
      text:
        "In \(counted(count, "request")) a user asks for another answer: “\(first.name)”\(others) may serve the old one, which is counted as a "
        + "saving like any other.")
  }

  private static func infrastructure(_ strategies: [StrategyResult]) -> [Caveat] {
    let real = strategies.filter { !$0.strategy.isBound }
    var out: [Caveat] = []
    for bill in real.flatMap(\.infrastructure) {
      for text in bill.caveats where !out.contains(where: { $0.text == text }) {
        out.append(
          Caveat(id: "infrastructure-\(bill.service)-\(out.count + 1)", severity: bill.isComplete ? .note : .careful, text: text))
      }
    }
    return unpriced(real.map { ($0.strategy.name, $0.stores) }) + out
  }

  /// Law 39.
  private static let standing = Caveat(
    id: "hindsight", severity: .note,
    text:
      "A replay cannot know what would have changed with the answers: faster answers shift later calls, users ask again when an answer was wrong, "
      + "and avoided calls let the provider's own prompt cache grow cold.")
}
