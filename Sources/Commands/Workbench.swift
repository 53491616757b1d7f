import Duplicates
import Pricing
import Reporting
import Scenarios
import Simulation
import Studies
import Traces
import Units

/// The prices of a command.
struct PriceTable {
  /// What requests are priced by.
  let book: PriceBook
  /// The prices before a contract; `nil` without one.
  let list: PriceBook?
  /// For the manifest.
  let name: String
}

/// What the commands share between the options and the value to be reported.
struct Workbench {
  let logs: LogOptions
  let study: StudyOptions
  var money = MoneyOptions()
  /// What the strategies were chosen by, for messages about them.
  var choice = StrategyChoice()

  /// The prices that requests are priced by, with their name for the manifest.
  func prices() throws -> PriceTable {
    let base = try basePrices()
    guard !study.contract.isEmpty else { return PriceTable(book: base.book, list: nil, name: base.name) }
    var book = base.book
    for path in study.contract {
      book = book.overlaid(by: try read(path) { text, name throws(PriceBookError) in try PriceOverlay(csv: text, name: name) })
    }
    return PriceTable(
      book: book, list: base.book, name: ([base.name] + study.contract.map { lastComponent($0) }).joined(separator: ", under "))
  }

  private func basePrices() throws -> (book: PriceBook, name: String) {
    guard let path = study.prices else { return (.builtIn, "built in, as of \(PriceBook.builtIn.asOf)") }
    let book = try Self.book(path)
    guard !book.rows.isEmpty else {
      throw Failure(.usage, "\(path) has no price per token of any model; give LiteLLM's price map or a table like the built-in one.")
    }
    return (book, lastComponent(path))
  }

  /// A price table of the user's: LiteLLM's map, or CSV.
  static func book(_ path: String) throws -> PriceBook {
    try read(path) { text, name throws(PriceBookError) in
      let isJSON = text.first { !$0.isWhitespace } == "{"
      return isJSON ? try PriceBook(liteLLM: text, name: name) : try PriceBook(csv: text, name: name)
    }
  }

  /// The audit of a trace.
  func audit(
    _ trace: Trace, _ prices: PriceTable, scope: Scope = .global, options: Audit.Options = Audit.Options(), texts: LoggedTexts? = nil
  ) -> AuditStudy {
    let estimated = trace.estimatingUsage()
    return audit(
      estimated?.trace ?? trace, prices, scope: scope, estimate: estimated?.estimate, options: options, texts: texts)
  }

  private func audit(
    _ trace: Trace, _ prices: PriceTable, scope: Scope, estimate: UsageEstimate?, options: Audit.Options = Audit.Options(),
    texts: LoggedTexts? = nil
  ) -> AuditStudy {
    AuditStudy(
      trace, prices: prices.book, priceTable: prices.name, scope: scope, version: Hindcast.version, seed: study.seed,
      dayOffset: study.dayOffset, usageEstimate: estimate, options: options, texts: texts)
  }

  /// The study of what was loaded, and the traffic that was replayed.
  ///
  /// - Parameter texts: What prompts are compared by in the audit beyond their keys, if at all.
  func study(_ loaded: TraceLoader.Loaded, _ strategies: [Strategy], _ prices: PriceTable, texts: LoggedTexts? = nil) throws -> (
    study: Study, logged: LoggedTraffic
  ) {
    let estimated = loaded.trace.estimatingUsage()
    let whole = estimated?.trace ?? loaded.trace
    let questions = questions(loaded, strategies)
    let audited = audit(whole, prices, scope: .global, estimate: estimated?.estimate, texts: texts)
    let terms = try money.terms()
    let infrastructure = try money.infrastructure()
    func make(
      _ trace: Trace, _ audited: AuditStudy, _ audit: Audit, _ terms: MoneyTerms, _ sample: SampleBasis?, target: Month.Target? = nil
    ) throws -> (Study, LoggedTraffic) {
      do {
        var logged = try LoggedTraffic(
          trace, audit: audit, prices: prices.book, listPrices: prices.list, repricings: terms.repricings, seed: study.seed,
          questions: questions)
        logged.fitServiceTimes(for: strategies)
        try choice.checkInputs(logged.withoutCache)
        let made = try Study(
          audited, logged: logged, infrastructure: infrastructure, strategies: strategies, threads: logs.threads ?? 2, terms: terms,
          sample: sample, target: target)
        return (made, logged)
      } catch let error as StrategyError {
        if case .invalid = error { throw Failure(.usage, "\(error)") }
        throw Failure(.bug, "\(error); please report this: it is a fault of Hindcast, not of your log.")
      } catch let error as RepricingError {
        throw Failure(.usage, "--reprice: \(error)")
      }
    }

    var replayed = whole
    var replayedAudit = audited.audit
    var basis: SampleBasis?
    if let share = money.sampleShare {
      let (part, sample) = whole.samplingKeys(share, seed: study.seed)
      guard part.requests.count > 0 else {
        throw Failure(.usage, "--sample-keys \(money.sampleKeys ?? "") keeps no request of this log; it is not too large: leave it out.")
      }
      basis = SampleBasis(sample, of: whole, kept: part, prices: prices.book)
      replayed = part
      replayedAudit = audit(part, prices, scope: .global, estimate: nil).audit
    }
    var (made, logged) = try make(replayed, audited, replayedAudit, terms, basis)
    if let factor = money.growth {
      guard let (grown, growth) = replayed.grown(by: factor, offset: study.dayOffset, seed: study.seed) else {
        throw Failure(
          .usage,
          "--growth \(plain(factor, decimals: 3)) needs a log of at least \(Int(factor.rounded(.up))) whole days, to lay over one another.")
      }
      let grownAudit = audit(grown, prices, scope: .global, estimate: nil)
      let more = try make(grown, grownAudit, grownAudit.audit, MoneyTerms(), basis, target: Month.Target(factor, times: made)).0
      made.growth = GrowthOutcome(more, growth: growth)
    }
    return (made, logged)
  }

  /// The class of each text, for each classifier that a strategy has.
  func questions(_ loaded: TraceLoader.Loaded, _ strategies: [Strategy]) -> [QueryClassifier: [UInt8]] {
    let classifiers = Set(strategies.compactMap(\.classifier))
    return Dictionary(uniqueKeysWithValues: classifiers.map { ($0, $0.numbers(of: loaded.texts)) })
  }

  /// The scenarios of `--focus`, with their open files.
  func focusFiles(_ strategies: [Strategy]) throws -> [(strategy: Strategy?, file: OutputFile)] {
    try money.focus.map { argument in
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 {
        if parts[0] == "as-logged" { return (nil, try OutputFile(parts[1])) }
        if let strategy = strategies.first(where: { $0.name == parts[0] }) { return (strategy, try OutputFile(parts[1])) }
      } else if strategies.count == 1 {
        return (strategies[0], try OutputFile(argument))
      }
      let names = (["as-logged"] + strategies.map(\.name)).joined(separator: ", ")
      throw Failure(.usage, "--focus takes SCENARIO=FILE, one scenario a file; the scenarios are \(names).")
    }
  }

  /// Writes the scenarios of `--focus`.
  func write(_ files: [(strategy: Strategy?, file: OutputFile)], _ made: Study, _ logged: LoggedTraffic, _ prices: PriceTable) throws {
    for (strategy, file) in files {
      let costs = try ScenarioCosts(
        made, logged: logged, strategy: strategy, prices: prices.book, listPrices: prices.list ?? prices.book, seed: study.seed)
      try file.write(FocusText.csv(costs, version: Hindcast.version))
      try file.finish()
    }
  }
}
