import Caching
import Pricing
import Simulation
import Studies
import Testing
import Traces
import Units

@Suite("The grid behind the sliders")
struct WhatIfTests {
  @Test("keeps every model's dollars under its name, however grown traffic numbers them", arguments: [2, 3, 4])
  func modelsKeepTheirNames(times: Int) throws {
    let log = SyntheticLog(models: ["gpt-4.1", "gpt-4.1-mini", "claude-sonnet-4-5", "gemini-2.5-flash"])
    let trace = log.trace
    let audited = log.audited()
    let logged = LoggedTraffic(trace, audit: audited.audit, prices: .builtIn, seed: log.seed)
    let study = try Study(audited, logged: logged, infrastructure: .builtIn, strategies: SyntheticLog.strategies, threads: 1)
    let grown = try #require(trace.grown(by: Double(times), offset: 0, seed: log.seed)?.trace)
    let audit = AuditStudy(
      grown, prices: .builtIn, priceTable: "built-in", scope: .global, version: "0.1.0", seed: log.seed, dayOffset: 0)
    let more = LoggedTraffic(grown, audit: audit.audit, prices: .builtIn, seed: log.seed)
    let month = Month(of: more, span: grown.span, offset: 0)
    let result = try #require(study.strategies.last)
    let whatIf = try #require(
      try WhatIf(
        result, traffics: [(1, logged, study.month), (Double(times), more, month)], infrastructure: .builtIn, seed: log.seed, threads: 1))
    let alone = try BriefMaker(more, isAsLogged: true, month: month, infrastructure: .builtIn, seed: log.seed).results(
      [.noCache], threads: 1)
    let names = try #require(grown.names[.model])
    let expected = Dictionary(uniqueKeysWithValues: zip(names, try #require(alone.first).upstreamByModel))
    let said = Dictionary(uniqueKeysWithValues: zip(whatIf.models, whatIf.baselines[1].upstreamByModel))
    for model in log.models { #expect(said[model] == expected[model] ?? .zero, "\(model)") }
    // Bills are told in cents, the models behind them with all their digits.
    let bill = try #require(whatIf.baselines[1].upstream)
    #expect(abs((said.values.reduce(Dollars.zero, +) - bill).value) <= 0.005 + 1e-9)
  }
}
