import Foundation
import Pricing
import Simulation
import Studies
import Testing
import Units

@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The page: the sum it names, what is in it at the edges, and that nothing in a log can make it do anything.
@Suite struct PageTests {
  @Test func headlineHasTheFiguresOfTheStudy() throws {
    let study = try Cases.rich.study
    let best = try #require(study.strategies.first { $0.strategy.name == "near-24h" })
    let before = try #require(study.asLogged.total.monthly.expected)
    let after = try #require(best.total.monthly.expected) + best.infrastructure.reduce(.zero) { $0 + $1.total }
    // In whole cents, as they are printed.
    func cents(_ amount: Dollars) -> Int { Int((amount.value * 100).rounded()) }
    func text(_ cents: Int) -> String { grouped(Double(cents) / 100, decimals: 2) }
    let saved = cents(before) - cents(after)
    let answered = best.total.tally.count(.hit) + best.total.tally.count(.stale)
    let (was, now) = (try #require(study.asLogged.total.latency), try #require(best.total.latency))
    let interval = try #require(study.saving(of: best).interval)
    let ends = [interval.lowerBound, interval.upperBound]

    let page = StudyReport(study).html.replacing("\u{A0}", with: " ")
    for figure in [
      "$\(text(saved)) a month", "95 % interval $\(text(cents(ends[0]))) to $\(text(cents(ends[1])))",
      "\(percent(Double(saved) / Double(cents(before)))) of the bill of $\(text(cents(before)))",
      "\(percent(Double(answered) / Double(study.noCache.total.tally.requests))) of the requests",
      "mean latency goes from \(was.mean) to \(now.mean)",
      "P95 from \(was.p95) to \(now.p95)", "<b>$\(text(saved))</b> a month", "1,500 requests",
    ] {
      #expect(page.contains(figure), "\(figure)")
    }
    for other in study.strategies where !other.isBound { #expect(try #require(other.monthlyAll) >= after) }
  }

  /// What a reader adds up: the models of every table.
  @Test(arguments: Cases.allCases) func modelsAddUp(_ kind: Cases) throws {
    let study = try kind.study
    guard !study.hadCache, study.month.isInCents else { return }
    for result in [study.asLogged] + study.strategies {
      let months = result.models.compactMap(\.monthly.expected)
      guard months.allSatisfy({ $0 == .zero || $0.value >= 0.01 }), let total = result.total.monthly.expected else { continue }
      #expect(months.reduce(.zero, +) == total, "\(result.strategy.name)")
    }
  }

  @Test(arguments: Cases.allCases) func waterfallAddsUp(_ kind: Cases) throws {
    let study = try kind.study
    for result in study.strategies {
      guard let waterfall = Waterfall(study, to: result) else {
        #expect(Money(study).basis == .unpriced)
        continue
      }
      let steps = waterfall.steps
      let (first, last) = (try #require(steps.first), try #require(steps.last))
      let unit = Int64(pow(10, Double(9 - waterfall.decimals)))
      #expect(steps.allSatisfy { $0.from.nanodollars % unit == 0 && $0.to.nanodollars % unit == 0 }, "all in whole units")
      let changes = steps.filter { $0.kind != .level }.reduce(Dollars.zero) { $0 + $1.amount }
      #expect(first.to + changes == last.to)
      // What is printed adds up too, digit by digit.
      func printed(_ step: Waterfall.Step) throws -> Decimal {
        let text = step.amount.text(decimals: waterfall.decimals).filter { $0 != "$" && $0 != "," }
        return try #require(Decimal(string: text.replacing("−", with: "-")))
      }
      let sum = try steps.filter { $0.kind != .level }.reduce(try printed(first)) { $0 + (try printed($1)) }
      #expect(try sum == printed(last))
      let money = Money(study)
      #expect(try abs(last.to.value - #require(money.all(result)).value) <= Double(unit) / 2e9)
      #expect(try abs(first.to.value - #require(money.all(study.asLogged)).value) <= Double(unit) / 2e9)
    }
  }

  @Test(arguments: Cases.allCases) func isWellFormedAndDoesNothing(_ kind: Cases) throws {
    let page = StudyReport(try kind.study).html
    #expect(page.utf8.count < 1_500_000)
    #expect(!page.contains("Markup("), "markup printed as text")
    let main = try Elements(page)
    #expect(main.fault == nil)
    #expect(
      main.names.isDisjoint(with: [
        "script", "img", "iframe", "object", "embed", "link", "style", "foreignObject", "use", "image", "a:href",
      ]))
    for (name, value) in main.attributes {
      #expect(!name.lowercased().hasPrefix("on"), "\(name)")
      if name == "href" { #expect(value.hasPrefix("#")) }
      #expect(name != "src" && name != "style")
    }
    let ids = main.attributes.filter { $0.name == "id" }.map(\.value)
    #expect(Set(ids).count == ids.count, "ids are unique")
    for (name, value) in main.attributes where name == "aria-labelledby" {
      for id in value.split(separator: " ") { #expect(ids.contains(String(id)), "\(id)") }
    }
    for (name, value) in main.attributes where name == "href" { #expect(ids.contains(String(value.dropFirst())), "\(value)") }
    #expect(!page.contains("\u{1B}") && !page.contains("\u{202E}") && !page.contains("\u{7}"))
  }

  @Test func loadsNothing() throws {
    let page = StudyReport(try Cases.rich.study).html
    let withoutNamespace = page.replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "")
    for word in ["http://", "https://", "url(", "@import", "src=", "//cdn", "fetch(", "XMLHttpRequest", "import(", "localStorage"] {
      #expect(!withoutNamespace.contains(word), "\(word)")
    }
    #expect(page.contains("what-if"))
    #expect(page.contains("default-src &#39;none&#39;"))
    #expect(page.components(separatedBy: "<script").count == 2)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sha256sum"), "sha256sum is not installed"))
  func policyKnowsTheScript() throws {
    let page = StudyReport(try Cases.none.study).html
    let start = try #require(page.range(of: "<script>")).upperBound
    let script = page[start..<(try #require(page.range(of: "</script>")).lowerBound)]
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/sha256sum")
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(script.utf8))
    try input.fileHandleForWriting.close()
    let hex = String(decoding: try #require(try output.fileHandleForReading.readToEnd()).prefix(64), as: UTF8.self)
    process.waitUntilExit()
    let bytes = stride(from: 0, to: 64, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    #expect(PageScript.digest == "sha256-" + Data(bytes).base64EncodedString())
  }

  @Test func isTheSameEachTime() throws {
    let log = SyntheticLog(requests: 600, models: ["gpt-4.1", "gpt-4o-mini"], rewordsEvery: 4)
    let (a, b) = (StudyReport(try log.study()), StudyReport(try log.study()))
    #expect(a.html == b.html)
    #expect(a.markdown == b.markdown && a.csv == b.csv && a.jsonText == b.jsonText)
  }

  @Test("a part of a day at the end of the log draws no fall of the hit rate, and stands in the figures")
  func aPartOfADayIsNotDrawn() throws {
    var study = try Cases.rich.study
    let whole = try #require(Chart.dailyHits(study))
    let last = try #require(study.strategies[0].days.last?.day)
    for index in study.strategies.indices {
      var part = study.strategies[index].days[0]
      (part.day, part.requests, part.served) = (last + 1, 5, 0)
      study.strategies[index].days.append(part)
    }
    let cut = try #require(Chart.dailyHits(study))
    let lines = { (chart: Chart) in chart.markup.text.components(separatedBy: "<polyline").dropFirst().map { $0.prefix { $0 != ">" } } }
    #expect(lines(cut) == lines(whole) && !lines(cut).isEmpty)
    #expect(cut.data.rows.count == whole.data.rows.count + 1)
    #expect(cut.subtitle.hasSuffix("; the last day, of which the log has a part, is in the figures only") && !whole.subtitle.contains(";"))
  }

  @Test func hasAChartOfEachKind() throws {
    let page = StudyReport(try Cases.rich.study).html
    for id in [
      "waterfall", "model-costs", "hit-rates", "monthly-costs", "latencies", "daily-hits", "causes", "classes", "repeat-law", "reuse-gaps",
    ] {
      #expect(page.contains("<figure id=\"\(id)\">"), "\(id)")
      #expect(page.contains("<title id=\"\(id)-t\">") && page.contains("<desc id=\"\(id)-d\">"))
    }
    #expect(page.components(separatedBy: "<summary>Figures</summary>").count == 11)
  }

  @Test(arguments: [
    (Cases.noStrategies, "Name strategies with -s"), (.noHits, "none of these strategies would have saved money"),
    (.noPrices, "nothing can be said of money"),
    (.noUsage, "nothing can be said of money"), (.noTimes, "over the log"), (.none, "there is nothing to say"),
    (.dearCache, "would have cost"),
    (.halfADay, "it covers no whole day"), (.earlierCache, "Without the cache that is there"), (.eightyModels, "35 other models"),
    (.eightyModels, "; 40 without a price left out"),
  ])
  func says(_ kind: Cases, _ words: String) throws {
    #expect(StudyReport(try kind.study).html.replacing("\u{A0}", with: " ").contains(words))
  }

  @Test func unpricedIsNeverZero() throws {
    let report = StudyReport(try Cases.noPrices.study)
    let text = report.html + report.markdown + report.terminal(TerminalStyle())
    #expect(!text.contains("$0"))
    #expect(report.jsonText.contains("\"monthly_cost_usd\": null"))
  }

  @Test func fiftyModelsAndTenStrategiesAreLight() throws {
    let log = SyntheticLog(
      requests: 3_000, span: Microseconds(seconds: 60 * 86_400), models: SyntheticLog.pricedModels(50), questions: 500)
    let strategies = (1...10).map { Strategy(name: "ttl-\($0)h", summary: "Hours.", tiers: [SyntheticLog.redis(Double($0) * 3_600)]) }
    #expect(StudyReport(try log.study(strategies)).html.utf8.count < 1_500_000)
  }
}

/// The elements and attributes of the main part of a page, read as XML.
private final class Elements: NSObject, XMLParserDelegate {
  private(set) var names: Set<String> = []
  private(set) var attributes: [(name: String, value: String)] = []
  private(set) var fault: String?

  init(_ page: String) throws {
    super.init()
    let start = try #require(page.range(of: "<main>")).lowerBound
    let end = try #require(page.range(of: "</main>")).upperBound
    let parser = XMLParser(data: Data(page[start..<end].utf8))
    parser.delegate = self
    if !parser.parse() { fault = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "?")" }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
  ) {
    names.insert(name)
    self.attributes += attributes.map { (name: $0.key, value: $0.value) }
  }
}
