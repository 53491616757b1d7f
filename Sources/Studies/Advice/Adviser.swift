import Caching
import Duplicates
public import Pricing
import Simulation
import Traces
import Units

/// Searches candidates for the one that saves most within limits.
///
/// Where all candidates over all requests are a matter of seconds each is replayed in full: then the advice is what exhaustive search gives.
/// Else all are replayed over a sample of the questions, and the best of these in full.
public struct Adviser {
  /// The sample of a share of the questions: its traffic, and how it stands for the log.
  public typealias Sampler = (Double) throws -> (logged: LoggedTraffic, basis: SampleBasis)

  private let audited: AuditStudy
  private let logged: LoggedTraffic
  private let infrastructure: InfrastructurePrices
  private let constraints: Constraints
  private let threads: Int
  private let sampler: Sampler?

  /// Requests replayed, all candidates together, up to which all are replayed in full.
  public static let budget = 60_000_000
  /// Requests that a screening replays about.
  private static let screening = 40_000_000
  /// Candidates that come through a screening by saving, and by what the first part of the log says.
  private static let shortlist = (bySaving: 32, byFirstPart: 16)
  /// … and of each product, and of those without risk.
  private static let reserve = 4
  /// Requests that each part of the log must have at least.
  private static let leastPart = 100

  private let budget: Int

  /// An adviser for the traffic of a log.
  ///
  /// - Parameters:
  ///   - threads: How many strategies are replayed at a time; the result does not depend on it.
  ///   - budget: see ``budget``.
  ///   - sampler: makes samples; without one, all candidates are replayed in full whatever it takes.
  public init(
    _ audited: AuditStudy, _ logged: LoggedTraffic, infrastructure: InfrastructurePrices, constraints: Constraints, threads: Int,
    budget: Int = Adviser.budget, sampler: Sampler? = nil
  ) {
    self.audited = audited
    self.logged = logged
    self.infrastructure = infrastructure
    self.constraints = constraints
    self.threads = threads
    self.budget = budget
    self.sampler = sampler
  }

  /// Searches.
  ///
  /// - Parameters:
  ///   - skipped: candidates that were left out before.
  ///   - onStep: Is told, for each replay, how many are done of about how many.
  /// - Throws: ``StrategyError`` where a replay breaks a law.
  public func advise(
    _ candidates: [Candidate], skipped before: [Advice.Skipped] = [], onStep: @escaping (Int, Int) -> Void = { _, _ in }
  ) throws -> Advice {
    var (usable, skipped) = usable(candidates)
    skipped = before + skipped
    let trace = logged.withoutCache.trace
    let requests = trace.requests.count
    let month = Month(of: logged, span: audited.covered, offset: audited.manifest.dayOffset)
    let staleness = Staleness(CountableRequests(logged.withoutCache, key: .exact, scope: .global), of: trace)
    let cut = Self.cut(trace)
    // What is chosen by the first part must know nothing of the last, not even how its answers aged.
    let early = cut.map { cut in
      Staleness(
        CountableRequests(logged.withoutCache, key: .exact, scope: .global, where: { trace.requests.arrival[$0] < cut }), of: trace)
    }
    let seed = audited.manifest.seed
    let first = BriefMaker(logged, isAsLogged: true, month: month, infrastructure: infrastructure, seed: seed, cut: cut)
    let baseline = try first.results([.noCache], threads: 1)[0]

    var screenedBy: Double?
    let all = usable.count
    var done = 0
    if let sampler, requests * all > budget {
      let share = min(0.5, max(Double(Self.screening) / (Double(requests) * Double(all)), 2_000 / Double(requests)))
      let (part, basis) = try sampler(share)
      let maker = BriefMaker(
        part, month: month, infrastructure: infrastructure, seed: seed, sample: basis, staleness: staleness, early: early, cut: cut)
      let before = BriefMaker(
        part, isAsLogged: true, month: month, infrastructure: infrastructure, seed: seed, sample: basis, cut: cut)
      let today = try before.results([.noCache], threads: 1)[0]
      let total = all + Self.shortlist.bySaving + Self.shortlist.byFirstPart
      let results = try maker.results(usable.map { $0.strategy.scaled(by: share) }, threads: threads) { _, _ in
        done += 1
        onStep(done, total)
      }
      usable = shortlist(usable, results, today).map { usable[$0] }
      screenedBy = share
    }
    let inFull = usable.count
    let start = done
    let maker = BriefMaker(
      logged, month: month, infrastructure: infrastructure, seed: seed, staleness: staleness, early: early, cut: cut)
    let results = try maker.results(usable.map(\.strategy), threads: threads) { _, _ in
      done += 1
      onStep(done, start + inFull)
    }
    let choices = zip(usable, results).map { candidate, result in
      Advice.Choice(
        candidate: candidate, result: result, saving: Self.saving(baseline, result), broken: constraints.broken(result))
    }
    let judge = Judge(choices: choices, baseline: baseline, constraints: constraints, month: month)
    let winner = judge.ranking.first
    let shown = ([winner, judge.runnerUp] + judge.byProduct).compactMap { $0 }.map { index in
      var strategy = choices[index].candidate.strategy
      strategy.name = choices[index].candidate.product
      return strategy
    }
    return Advice(
      constraints: constraints, tried: (all, inFull), screenedBy: screenedBy, skipped: skipped, choices: choices, winner: winner,
      runnerUp: judge.runnerUp, byProduct: judge.byProduct,
      bestBilled: judge.ranking.first { choices[$0].isBilled }, bestUnbilled: judge.ranking.first { !choices[$0].isBilled },
      baseline: baseline,
      lastDollar: winner.flatMap { judge.lastDollar($0) }, riskless: winner.flatMap { judge.riskless($0) },
      nearRisk: logged.valuation.nearRisk,
      nextDollar: winner.flatMap { judge.nextDollar($0) },
      bound: try winner.flatMap { try bound(choices[$0].candidate.strategy, choices[$0].result, month, seed) },
      outOfSample: cut.map { judge.outOfSample($0) }, audited: audited, month: month,
      caveats: (audited.caveats(ttls: winner.map { [choices[$0].candidate.strategy].lives } ?? [])
        + caveats(staleness, choices)
        + StudyCaveats.scopes(trace, shown) + StudyCaveats.ineffective(logged.withoutCache, shown)).sortedBySeverity)
  }

  /// The candidates that can be replayed, and the others by product and reason.
  private func usable(_ candidates: [Candidate]) -> ([Candidate], [Advice.Skipped]) {
    var usable: [Candidate] = []
    var counts: [(product: String, reason: String, count: Int)] = []
    let trace = logged.withoutCache.trace
    // Who really shares answers: what the log cannot tell apart is not to be judged by it.
    let told = Dictionary(uniqueKeysWithValues: Scope.allCases.map { ($0, trace.told($0)) })
    for candidate in candidates {
      do throws(StrategyError) {
        try candidate.strategy.checkInputs(logged.withoutCache)
        let scope = candidate.strategy.scope
        guard let sharers = told[scope], sharers == scope || trace.requests.count == 0 else {
          throw .invalid(
            path: "scope",
            reason: "they keep \(scope.plural) apart, of which the log names none: simulated as shared by "
              + "\((told[scope] ?? .global).sharers) they would look better than they are. Log the \(scope.plural).")
        }
        usable.append(candidate)
      } catch {
        let reason = "\(error)"
        if let index = counts.firstIndex(where: { $0.product == candidate.product && $0.reason == reason }) {
          counts[index].count += 1
        } else {
          counts.append((candidate.product, reason, 1))
        }
      }
    }
    return (usable, counts.map { Advice.Skipped(product: $0.product, count: $0.count, reason: $0.reason) })
  }

  /// Two thirds of the requests come before it; `nil` where a part would be too small.
  private static func cut(_ trace: Trace) -> Int64? {
    let arrival = trace.requests.arrival
    guard arrival.count >= 3 * leastPart, let first = arrival.first, let last = arrival.last else { return nil }
    let cut = arrival[arrival.count * 2 / 3]
    return cut > first && cut < last ? cut : nil
  }

  static func saving(_ before: BriefResult, _ after: BriefResult) -> Dollars? {
    guard let before = before.total, let after = after.total else { return nil }
    return before - after
  }

  /// The candidates that are worth a replay in full, in their order.
  private func shortlist(_ candidates: [Candidate], _ results: [BriefResult], _ today: BriefResult) -> [Int] {
    let loose = constraints.loosened
    func worth(_ index: Int) -> Int64 { Self.saving(today, results[index])?.nanodollars ?? Int64(results[index].hits) }
    func worthOfFirst(_ index: Int) -> Int64 {
      guard let part = results[index].parts.first, let before = today.parts.first?.cost, let after = part.cost else { return worth(index) }
      return (before - after).nanodollars
    }
    // Of equals the plainest come through.
    let burdens = candidates.map { Burden($0.strategy) }
    let ranked = results.indices.filter { loose.broken(results[$0]).isEmpty }.sorted {
      (worth($1), burdens[$0], $0) < (worth($0), burdens[$1], $1)
    }
    let byFirst = results.indices.filter { results[$0].parts.first.map { loose.broken($0).isEmpty } ?? true }
      .sorted { (worthOfFirst($1), $0) < (worthOfFirst($0), $1) }
    var chosen = Set(ranked.prefix(Self.shortlist.bySaving)).union(byFirst.prefix(Self.shortlist.byFirstPart))
    for product in Set(candidates.map(\.product)) {
      chosen.formUnion(ranked.lazy.filter { candidates[$0].product == product }.prefix(Self.reserve))
    }
    chosen.formUnion(ranked.lazy.filter { results[$0].wrongAnswers == 0 }.prefix(Self.reserve))
    // What wider limits would give is told by the best of those that break them.
    let others = results.indices.sorted { (worth($1), $0) < (worth($0), $1) }
    chosen.formUnion(others.prefix(Self.reserve))
    return chosen.sorted()
  }

  /// The winner's bill with one limit after the other taken away.
  private func bound(_ strategy: Strategy, _ result: BriefResult, _ month: Month, _ seed: UInt64) throws -> Advice.Bound? {
    guard let own = result.total else { return nil }
    var endless = strategy
    endless.name = "without-limit"
    for index in endless.tiers.indices { endless.tiers[index].capacity = .unlimited }
    var ageless = endless
    ageless.name = "without-end"
    for index in ageless.tiers.indices {
      ageless.tiers[index].expiry = .never
      ageless.tiers[index].lifetime = Lifetime()
      ageless.tiers[index].stale = StaleRules()
    }
    let free = Strategy(
      name: "bound", key: strategy.key, scope: strategy.scope, eligibility: strategy.eligibility, tiers: [Tier(name: "infinite")],
      flights: FlightRules(singleFlight: .global))
    let maker = BriefMaker(logged, month: month, infrastructure: infrastructure, seed: seed)
    let results = try maker.results([endless, ageless, free], threads: threads)
    guard let unlimited = results[0].total, let unending = results[1].total, let least = results[2].total else { return nil }
    return Advice.Bound(
      winner: own, capacity: own - unlimited, life: unlimited - unending, flightAndStore: unending - least, traffic: least,
      hits: Ratio(results[2].served.values.reduce(0, +), of: results[2].requests))
  }

  private func caveats(_ staleness: Staleness, _ choices: [Advice.Choice]) -> [Caveat] {
    var out: [Caveat] = []
    if let text = Curves.stalenessCaveat(staleness) {
      let limit = constraints.stale == nil ? "" : " The limit on answers out of date is held against answers served after their end."
      out.append(
        Caveat(id: "staleness-unknown", severity: constraints.stale == nil ? .note : .careful, text: text + limit))
    }
    out += Self.unbilled(choices)
    if choices.contains(where: { $0.result.wrongAnswers > 0 }) {
      out.append(
        Caveat(
          id: "advice-wrong", severity: .note,
          text:
            "Expected wrong answers rest on labelled pairs (\(NearRisk.words); by meaning: by score and differences), "
            + (logged.valuation.nearRisk.map { "and for near hits on this log, where \($0.words); the worse counts" } ?? "not on this log")
            + ": check a sample of yours before you rely on them."))
    }
    return out
  }

  /// Products of which some configuration has stores that nobody prices: of all of its stores, or of some.
  private static func unbilled(_ choices: [Advice.Choice]) -> [Caveat] {
    func products(_ isMeant: (StoreBills) -> Bool) -> [String] {
      Set(choices.filter { isMeant($0.stores) }.map(\.candidate.product)).sorted()
    }
    var out: [Caveat] = []
    let whole = products { $0.billed.isEmpty && !$0.isWhole }
    if let last = whole.last {
      let names = whole.count == 1 ? last : whole.dropLast().joined(separator: ", ") + " and " + last
      // A product may keep its answers in its own memory, or in a store that is billed.
      let some = whole.contains(where: products(\.isWhole).contains) || whole.contains(where: products(\.isInPart).contains)
      out.append(
        Caveat(
          id: "advice-unbilled", severity: .careful,
          text: "What the machines of \(names) cost is not known and not in the bill\(some ? " of those without a billed store" : ""): "
            + "take it off the saving."))
    }
    for product in products(\.isInPart) {
      guard let stores = choices.first(where: { $0.candidate.product == product && $0.stores.isInPart })?.stores else { continue }
      out.append(
        Caveat(
          id: "advice-unbilled-in-part-\(product)", severity: .careful,
          text: "Of \(product) with \(StoreBills.words(stores.billed)), the bill has what that costs, but not what "
            + "\(StoreBills.words(stores.unbilled)) costs: take it off the saving."))
    }
    return out
  }
}
