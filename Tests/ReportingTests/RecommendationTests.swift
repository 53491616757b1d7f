import Duplicates
import Foundation
import Simulation
import Studies
import Testing
import Traces
import Units

@testable import Reporting

@Suite struct RecommendationTests {
  /// A log without prompts or times says nothing of caches: 0 % there is no finding, and no reason to advise against one.
  @Test(arguments: [
    (Cases.noTimes, "the log has no times, and what"), (.noContent, "prompts are not in the log, so that"),
  ])
  func nothingIsSaidWhereNothingIsKnown(_ kind: Cases, why: String) throws {
    let study = try kind.study
    let headline = Headline(study)
    #expect(headline.sentence.hasPrefix("Nothing can be said of what a cache would have changed: \(why)"))
    #expect(headline.result == nil && Recommendation(study, headline) == nil)
    let report = StudyReport(study)
    // The page's script has words of its own.
    let page = try #require(report.html.components(separatedBy: "<script").first)
    for text in [report.terminal(TerminalStyle(width: 80)), report.markdown, page] {
      #expect(text.contains("Nothing can be said of"))
      for word in ["would have saved", "have saved money", "Recommendation"] { #expect(!text.contains(word), "\(word)") }
    }
    #expect(page.contains("The calls cost <b>") && !page.contains("id=\"worth\""))
    // Nor is a hit rate of 0 shown: only what the calls were as logged, and how strategies are configured.
    let rows = report.terminal(TerminalStyle(width: 200)).split(separator: "\n") + report.markdown.split(separator: "\n")
    #expect(rows.count { $0.hasPrefix("as logged ") || $0.hasPrefix("| as logged ") } == 2)
    for name in study.strategies.map(\.strategy.name) {
      #expect(!rows.contains { $0.hasPrefix("\(name) ") || $0.hasPrefix("| \(name) ") || $0.hasPrefix("## \(name)") })
      #expect(!page.contains("\(name) by model") && page.contains("<h3>\(name)</h3>"))
    }
    #expect(!page.contains("Request hit rate") && !page.contains("id=\"causes-of-misses\""))
  }

  @Test("names what a wrong answer may cost before exact keys alone are the better choice")
  func breakEven() throws {
    // Those whose stores have a price: between these and others nothing can be decided by net savings.
    var study = try Cases.rich.study
    study.strategies.removeAll { !$0.isInfrastructureKnown && !$0.isBound }
    let headline = Headline(study)
    let recommendation = try #require(Recommendation(study, headline))
    let best = try #require(headline.result)
    let wrong = try #require(best.money.wrongAnswers)
    #expect(wrong > 0)
    // By force: at a price below the break-even the best net saving is the recommended one's, above it another's.
    let breakEven = try #require(recommendation.breakEven)
    func net(_ result: StrategyResult, _ price: Double) throws -> Double {
      try #require(study.saving(of: result).expected).value - price * (result.money.wrongAnswers ?? 0)
    }
    let real = study.strategies.filter { !$0.isBound }
    for (price, isBest) in [(0.9 * breakEven.value, true), (1.1 * breakEven.value, false)] {
      let values = try real.map { (name: $0.strategy.name, net: try net($0, price)) } + [(name: "nothing", net: 0)]
      let winner = try #require(values.max { $0.net < $1.net })
      #expect((winner.name == best.strategy.name) == isBest, "at \(price): \(winner)")
      if !isBest { #expect(winner.name == recommendation.safer?.strategy.name ?? "nothing") }
    }
    #expect(recommendation.text.contains("“\(best.strategy.name)”") && recommendation.text.contains("\(breakEven)"))
    #expect(StudyReport(study).markdown.contains("Recommendation"))
    #expect(StudyReport(study).html.contains("Recommendation"))
  }

  @Test("says nothing where there is nothing to choose or to count, and no where none pays", arguments: Cases.allCases)
  func edges(_ kind: Cases) throws {
    let study = try kind.study
    let headline = Headline(study)
    let recommendation = Recommendation(study, headline)
    if headline.result == nil || headline.money.basis == .unpriced { #expect(recommendation == nil) }
    guard let recommendation else { return }
    let isShort = study.month.basis == .none
    #expect(recommendation.text.hasPrefix("Do not decide by this log") == isShort)
    #expect(recommendation.text.hasPrefix("Do not add one of these") == (!headline.saves && !isShort))
    #expect(recommendation.breakEven.map { $0 > .zero } ?? true)
  }

  @Test("a log of one request or of less than a minute tells neither for a cache nor against it")
  func tooShort() throws {
    var some = SyntheticLog()
    (some.requests, some.span, some.questions) = (40, Microseconds(seconds: 40), 3)
    for (log, words) in [(SyntheticLog(requests: 1), "it is of one moment"), (some, "it is of less than a minute")] {
      let study = try log.study([redis("ttl-24h")])
      let whole = "Do not decide by this log: \(words), too short to tell what a cache would save; a week of logs would tell."
      #expect(try text(study) == whole)
      for text in [StudyReport(study).terminal(TerminalStyle(width: 200)), StudyReport(study).markdown, StudyReport(study).html] {
        #expect(text.contains("too short to tell") && !text.contains("Do not add") && !text.contains("No cache here would have"))
      }
    }
  }

  /// The studies of one strategy or more over a log of which each question is asked again and again.
  private func study(_ strategies: [Strategy], teams: [String] = []) throws -> Study {
    var log = SyntheticLog()
    (log.requests, log.questions, log.teams, log.inputTokens) = (3_000, 60, teams, 20_000)
    return try log.study(strategies)
  }

  private func text(_ study: Study) throws -> String { try #require(Recommendation(study, Headline(study))).text }

  private func redis(_ name: String, ttl: Double = 86_400, service: String? = nil) -> Strategy {
    Strategy(name: name, tiers: [SyntheticLog.redis(ttl, service: service)])
  }

  @Test("an unpriced store does not win by having no price: the same cache with a price is named, and where the other begins to win")
  func sameCacheUnpriced() throws {
    let study = try study([redis("unpriced"), redis("priced", service: "upstash-redis")])
    let (unpriced, priced) = (study.strategies[0], study.strategies[1])
    #expect(priced.isInfrastructureKnown && !unpriced.isInfrastructureKnown && priced.infrastructureMonthly > .zero)
    let headline = Headline(study)
    #expect(headline.result?.strategy.name == "priced")
    let store = try #require(study.saving(of: unpriced).expected) - (try #require(study.saving(of: priced).expected))
    #expect(
      try text(study).contains("“unpriced”, whose store has no price here, would be better while that costs less than \(store) a month"))
    #expect(headline.beforeStore.isEmpty)
  }

  @Test("an unpriced store that saves more before both is named with what it may cost: the difference to the other, not its whole saving")
  func betterUnpriced() throws {
    let study = try study([redis("unpriced"), redis("short", ttl: 3_600, service: "upstash-redis")])
    let savings = try study.strategies.map { try #require(study.saving(of: $0).expected) }
    let headline = Headline(study)
    #expect(headline.result?.strategy.name == "unpriced" && savings[1] > .zero && savings[0] > savings[1])
    let text = try text(study)
    let most = savings[0] - savings[1]
    #expect(
      text.contains("it beats “short”, which saves \(savings[1]) after its own, while its store costs less than \(most) a month"), "\(text)"
    )
    #expect(StudyReport(study).html.contains("a month, before its store"))
  }

  @Test("an unpriced store alone may cost what it saves")
  func aloneUnpriced() throws {
    let study = try study([redis("unpriced")])
    let saving = try #require(Headline(study).saving)
    #expect(try text(study).contains("above \(saving) a month it does not pay"))
  }

  @Test("of two tiers of which one has no price, every figure says which is in it: no sum is called unknown that is there")
  func partlyPriced() throws {
    var memory = SyntheticLog.redis(600)
    memory.name = "memory"
    let disk = SyntheticLog.redis(86_400, service: "upstash-redis")
    var study = try study([Strategy(name: "two", tiers: [memory, disk])])
    let two = study.strategies[0]
    #expect(two.stores == StoreBills(two.strategy, billing: ["upstash-redis"]) && two.stores.isInPart && !two.isInfrastructureKnown)
    let billed = two.infrastructureMonthly
    let saving = try #require(Headline(study).saving)
    #expect(billed > .zero && study.saving(of: two).expected == saving)
    #expect(
      Headline(study).sentence.contains(", after what “redis” costs and before what “memory” does. It would have answered"),
      "\(Headline(study).sentence)")
    #expect(try text(study).contains("Ask first what its “memory” costs: above \(saving) a month it does not pay"))
    let report = StudyReport(study)
    let (terminal, page) = (report.terminal(TerminalStyle(width: 120)), report.html.replacing("\u{A0}", with: " "))
    #expect(terminal.contains("≥ \(billed)") && !terminal.contains(" ? "))
    #expect(page.contains("a month, before its “memory”") && report.markdown.contains("≥ \(billed)"))
    #expect(report.jsonText.contains("\"monthly_infrastructure_usd\": null") && report.jsonText.contains("\"unpriced_tiers\": [\n"))
    let caveats = study.caveats.filter { $0.id.hasPrefix("infrastructure-unpriced") }
    #expect(
      caveats.map(\.id) == ["infrastructure-unpriced-in-part-1"]
        && caveats[0].text.hasPrefix("What “redis” of two costs is in the saving; what “memory” costs is not"))

    // A store that has no price at all is still "?", and so told.
    study = try self.study([redis("unpriced")])
    #expect(StudyReport(study).terminal(TerminalStyle(width: 120)).contains(" ? "))
    #expect(study.caveats.contains { $0.id == "infrastructure-unpriced" && $0.text.hasPrefix("The store behind unpriced has no price") })
  }

  @Test("a scope that the log does not tell is shared by all: the recommendation says so, and the log's caveat")
  func untoldScope() throws {
    var cache = redis("by-organisation")
    cache.scope = .organisation
    let study = try study([cache], teams: ["a", "b"])
    #expect(
      try text(study).contains(
        "Settle first whether callers may get what others were told: “by-organisation” was simulated as shared by all"))
    var byTeam = cache
    (byTeam.name, byTeam.scope) = ("by-team", .team)
    let told = try self.study([byTeam], teams: ["a", "b"])
    #expect(try !text(told).contains("Settle first"))
  }

  @Test("colliding keys are told as wrong answers by their cause, on the page as in the text")
  func collisions() throws {
    var cache = redis("narrow")
    cache.hashBits = 4
    let study = try study([cache])
    let money = study.strategies[0].money
    #expect(try #require(money.wrongByCollision) > 1 && money.wrongByCollision == money.wrongAnswers)
    #expect(study.caveats.contains { $0.id == "keys-collide" && $0.severity == .serious })
    let headline = Headline(study)
    #expect(headline.sentence.contains("by colliding keys (hash_bits 4)"), "\(headline.sentence)")
    #expect(try text(study).contains("Its keys collide (hash_bits 4)"))
    let page = StudyReport(study).html.replacing("\u{A0}", with: " ")
    #expect(page.contains("wrong by colliding keys") && page.contains("by colliding keys (hash_bits 4)"))
    #expect(!page.contains("all word for word") && !page.contains(">by labelled pairs<"))
    #expect(page.contains("Colliding keys (wrong answers)"))
  }

  /// Two strategies over a log whose answers change every hour.
  private func aged(_ strategies: [Strategy]) throws -> Study {
    var log = SyntheticLog()
    (log.requests, log.questions, log.inputTokens, log.span) = (6_000, 20, 20_000, Microseconds(seconds: 16 * 86_400))
    log.answersHold = Microseconds(seconds: 3_600)
    return try log.study(strategies)
  }

  @Test("what is nearly all out of date is not recommended: the fresher is, or the least stale is named; all formats tell how much")
  func outOfDate() throws {
    let alone = try aged([redis("day")])
    let stale = try #require(alone.strategies[0].stale)
    #expect(stale.isGreat && stale.ofHits > 0.5 && stale.hits == alone.strategies[0].total.tally.requestHitRate.numerator)
    let words = "about \(grouped(stale.count)) of its \(grouped(stale.hits)) hits would have answered with what the model no longer said"
    #expect(Headline(alone).sentence.contains("But \(words)."), "\(Headline(alone).sentence)")
    #expect(try text(alone).hasPrefix("Do not take “day”, though it saves most: \(words)."))
    #expect(try text(alone).contains("Try shorter TTLs"))

    let lead = StudyReport(alone).html.replacing("\u{A0}", with: " ").split(separator: "\n").first { $0.hasPrefix("<h1 id=\"lead\"") } ?? ""
    #expect(lead.hasSuffix("a month, before its store, but \(percent(stale.ofHits)) of its hits would be out of date</h1>"), "\(lead)")

    let two = try aged([redis("day"), redis("hour", ttl: 3_600)])
    #expect(try text(two).contains("The least out of date is “hour”"))
    let report = StudyReport(two)
    #expect(report.markdown.contains("| strategy | hits | stale |"))
    let page = report.html.replacing("\u{A0}", with: " ")
    #expect(page.contains("Answers out of date") && page.contains("of the hits: about \(grouped(stale.count)) of \(grouped(stale.hits))"))
    let header = report.csv.split(separator: "\n")[0]
    #expect(header.hasSuffix("outdated_answers,outdated_share") && report.jsonText.contains("\"outdated_answers\": "))

    // The tiniest life has next to nothing out of date, and is what to take.
    var fresh = two
    fresh.strategies[1].stale = StaleAnswers(expected: 1, hits: 500, requests: 6_000)
    #expect(try text(fresh).contains("Take “hour”, which saves"))
  }

  @Test("without logged answers nothing is said of their age")
  func noAnswers() throws {
    let study = try study([redis("day")])
    let report = StudyReport(study)
    #expect(study.strategies[0].stale == nil && report.jsonText.contains("\"outdated_share\": null"))
    #expect(!report.markdown.contains("| stale |") && !report.html.contains("out of date") && !report.markdown.contains("no longer said"))
  }

  @Test("what costs more than it saves with the costs named is not to be taken, and pays back never")
  func neverPays() throws {
    var study = try study([redis("day"), redis("hour", ttl: 3_600)])
    let saving = try #require(Headline(study).saving)
    study.terms.engineering = .init(once: .zero, monthly: saving + Dollars(70))
    #expect(try text(study).hasPrefix("Take none of these: with the costs named it never pays back; a month of “day” brings -$70.00."))
    #expect(StudyReport(study).html.contains("before its store, but never pays back</h1>"))
    let outlook = try #require(study.investment(in: study.strategies[0])?.expected)
    #expect(outlook.payback == nil && outlook.firstYear < .zero)
    let table = MoneyTables.outlooks(study).rows.map { $0[3] }
    #expect(!table.contains(.text("at once")) && table.contains(.text("never")))
    study.terms.engineering = .init(once: .zero, monthly: Dollars(saving.value / 2))
    #expect(!StudyReport(study).html.contains("never pays back"))
    #expect(try text(study).hasPrefix("Take “day”") && study.investment(in: study.strategies[0])?.expected.payback == 0)
  }

  @Test("what to settle first is said of what is to be taken, not of what is not")
  func sharingOfWhatIsTaken() throws {
    var byTeam = redis("by-team", ttl: 3_600)
    byTeam.scope = .team
    var none = try study([redis("day"), byTeam], teams: ["a", "b"])
    #expect(try text(none).contains("Settle first whether callers may get what others were told: “day” shares"))
    // A log that names teams and no users does not keep users apart.
    var apart = try study([redis("day")], teams: ["a", "b"])
    (apart.strategies[0].strategy.scope, apart.strategies[0].sharedBy) = (.user, .team)
    #expect(try text(apart).hasSuffix("“day” was simulated as shared by each team, since the log does not tell by user."))
    apart.strategies[0].sharedBy = .user
    #expect(try !text(apart).contains("Settle first"))
    none.terms.engineering = .init(once: .zero, monthly: try #require(Headline(none).saving) + Dollars(70))
    #expect(try text(none).hasSuffix("it never pays back; a month of “day” brings -$70.00."))
    var log = SyntheticLog()
    (log.requests, log.questions, log.inputTokens, log.span) = (6_000, 20, 20_000, Microseconds(seconds: 16 * 86_400))
    (log.answersHold, log.teams) = (Microseconds(seconds: 3_600), ["a", "b"])
    var stale = try log.study([redis("day"), redis("hour", ttl: 3_600)])
    #expect(try text(stale).hasPrefix("Do not take “day”") && !text(stale).contains("Settle first"))
    stale.strategies[1].stale = StaleAnswers(expected: 1, hits: 500, requests: 6_000)
    #expect(try text(stale).contains("Take “hour”, which saves") && text(stale).contains("were told: “hour” shares"))
  }

  @Test("requests that share the call under way are told, and a sentence without a span begins with a capital")
  func sharedCalls() throws {
    var log = SyntheticLog(requests: 40, span: Microseconds(seconds: 1), questions: 1)
    log.inputTokens = 20_000
    var lock = redis("lock")
    lock.flights = FlightRules(singleFlight: .global)
    let study = try log.study([lock])
    let shared = study.strategies[0].total.tally.count(.coalesced)
    // Each of twelve callers asks once or more; what one asks again stands apart.
    #expect(shared > 5)
    #expect(Headline(study).sentence.contains("shared the call under way for \(shared) requests"), "\(Headline(study).sentence)")
    let one = try SyntheticLog(requests: 1).study([redis("day")])
    #expect(Headline(one).sentence.hasPrefix("None of these strategies") && Headline(one).sentence.contains("mean latency stays at"))
    #expect(StudyTables.title(one).hasSuffix("1 request, at one moment"))
  }

  @Test("a bill of some of the calls is called that in the first sentence")
  func pricedPart() throws {
    let study = try SyntheticLog(models: ["gpt-4.1", "in-house"], inputTokens: 20_000).study([redis("day")])
    let volume = study.audited.audit.total.total
    #expect(volume.unpriced > volume.requests / 10 && volume.unpriced < volume.requests)
    let words = " for the \(Ratio(volume.requests - volume.unpriced, of: volume.requests)) of the calls that have a price"
    let before = try #require(Headline(study).before)
    #expect(Headline(study).sentence.contains("of the bill of \(before)\(words), before what"))
    let whole = try self.study([redis("day")])
    #expect(!Headline(whole).sentence.contains("have a price"))
  }

  @Test("every negative amount has the same minus sign")
  func minus() throws {
    #expect(Dollars(-1.5).description == "-$1.50" && Dollars(-1.5).text(decimals: 2) == "-$1.50" && Dollars(-1.5).cents == "-$1.50")
    #expect(VerificationWords.money(Dollars(-1.5)) == "-$1.50" && VerificationWords.signed(-2) { "\($0)" } == "-2.0")
    for kind in Cases.allCases { #expect(try !StudyReport(kind.study).markdown.contains("−")) }
    #expect(!PageScript.whatIf.text.contains("2212") && !PageScript.whatIf.text.contains("−"))
  }

  @Test("page and JSON show each strategy's whole file, escaped")
  func wholeFile() throws {
    let study = try study([redis("mine")])
    let file = "name: mine\nsummary: \"<b>\"\nevents:\n  - at: 1d\n"
    let report = StudyReport(study, files: ["mine": file])
    #expect(report.html.contains("name: mine\nsummary: &quot;&lt;b&gt;&quot;\nevents:\n  - at: 1d\n"))
    #expect(report.jsonText.contains(#""file": "name: mine\nsummary: \"\u003cb>\"\nevents:\n  - at: 1d\n""#))
    #expect(StudyReport(study).jsonText.contains(#""file": null"#))
  }
}
