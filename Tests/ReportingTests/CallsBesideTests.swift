import Caching
import Pricing
import Simulation
import Studies
import Testing
import Traces
import Units

@Suite("Calls beside those of the log")
struct CallsBesideTests {
  private static let grace = Strategy(
    name: "grace",
    tiers: [
      Tier(name: "edge", expiry: .fixed(Microseconds(seconds: 3_600)), stale: StaleRules(whileRevalidating: Microseconds(seconds: 864_000)))
    ])

  @Test("are in the month's bill, and a step of the waterfall: what is served stale is fetched anew")
  func refreshesAreBilled() throws {
    let log = SyntheticLog(requests: 800)
    let audited = log.audited()
    let logged = LoggedTraffic(log.trace, audit: audited.audit, prices: .builtIn, seed: log.seed)
    let study = try Study(audited, logged: logged, infrastructure: .builtIn, strategies: [Self.grace], threads: 1)
    let result = try #require(study.strategies.first)
    let replay = try Self.grace.replay(logged.withoutCache, seed: log.seed)
    let refreshes = replay.ledger.refreshes.reduce(Int64(0)) { $0 + $1.nanodollars }
    let span = try #require(study.month.span)
    let months = Double(span.upperBound - span.lowerBound) / 86_400e6 / Month.days
    #expect(refreshes > 0)
    #expect(result.infrastructureMonthly == study.month.told(Dollars(Double(refreshes) / 1e9 / months)))
    let all = try #require(result.monthlyAll)
    #expect(all > (try #require(result.total.monthly.expected)))
    let fall = try #require(Waterfall(study, to: result))
    #expect(fall.steps.contains { $0.label == "Refreshes and other calls beside" && $0.amount > .zero })
    // The bill of the edge itself is not known; what is known of it is no part of the cache.
    #expect(!result.isInfrastructureKnown && fall.steps.contains { $0.label == "Cache infrastructure" && $0.kind == .unknown })
  }

  @Test("have sliders without a life for ever, where nothing would ever be stale")
  func slidersKeepAnEnd() throws {
    let log = SyntheticLog(requests: 300)
    let audited = log.audited()
    let logged = LoggedTraffic(log.trace, audit: audited.audit, prices: .builtIn, seed: log.seed)
    let study = try Study(audited, logged: logged, infrastructure: .builtIn, strategies: [Self.grace], threads: 1)
    let result = try #require(study.strategies.first)
    let made = try WhatIf(result, traffics: [(1, logged, study.month)], infrastructure: .builtIn, seed: log.seed, threads: 1)
    let whatIf = try #require(made)
    #expect(whatIf.ttls.count > 5 && !whatIf.ttls.contains(nil))
    let own = whatIf.cell(growth: 0, ttl: whatIf.own.ttl, capacity: whatIf.own.capacity)
    #expect(abs((own.total?.value ?? 0) - (study.strategies[0].monthlyAll?.value ?? 1)) < 1e-6)
  }
}
