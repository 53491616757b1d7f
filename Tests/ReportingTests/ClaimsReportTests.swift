import Reporting
import Studies
import Testing

@Suite struct ClaimsReportTests {
  private func report(name: String = "a\u{1B}[31m cache | <b>") throws -> ClaimsReport {
    var claims = Claims()
    claims.title = "Somebody's figures"
    claims.baseline.latency.mean = Claims.Figure(142)
    claims.baseline.latency.p95 = Claims.Figure(380)
    var strategy = Claims.Strategy()
    strategy.name = name
    strategy.hitRate = Claims.Figure(0.34)
    strategy.latency.mean = Claims.Figure(68)
    strategy.latency.p95 = Claims.Figure(180)
    strategy.costReduction = Claims.Figure(0.34)
    claims.strategies = [strategy]
    var bill = Claims.Bill()
    bill.name = "sum"
    bill.requests = Claims.Figure(1_000)
    bill.cost = Claims.Figure(5)
    claims.bills = [bill]
    return ClaimsReport(try ClaimCheck(claims), premise: .independent, version: "1.0")
  }

  @Test func theTerminalHasEightyColumnsAndTheReasons() throws {
    let text = try report().terminal(TerminalStyle(width: 80))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for part in ["refuted", "≥ 93.7 ms", "218 ms", "322 ms", "What this rests on", "Sums"] { #expect(words.contains(part), "\(part)") }
    #expect(!text.contains("\u{1B}"))
  }

  @Test func hostileNamesAreHarmless() throws {
    let markdown = try report().markdown
    #expect(!markdown.contains("<b>") && !markdown.contains("\u{1B}"))
    let json = try report().jsonText
    #expect(!json.contains("<b>") && !json.contains("\u{1B}"))
    #expect(json.contains("\"schema\": \"hindcast/check/1\""))
    #expect(json.contains("\"bound\": 93.72"))
    #expect(try report(name: "=cmd()").csv.contains("'=cmd()"))
  }

  @Test func theSameClaimsGiveTheSameBytes() throws {
    #expect(try report().jsonText == report().jsonText)
    #expect(try report().summary == "Of 2 rows 2 cannot be true.")
  }

  @Test func theJSONIsOfItsSchema() throws {
    let schema = try Schema(folder: SchemaTests.folder)
    #expect(try schema.complaints(about: report().jsonText, against: "check.json").isEmpty)
    #expect(try !schema.complaints(about: report().jsonText.replacing("refuted", with: "wrong"), against: "check.json").isEmpty)
  }

  @Test func pricesAreHeldAgainstTheListAndSayWhoseTheyAre() throws {
    var claims = Claims()
    claims.prices = [("right", "gpt-4.1", 2.0, 8.0), ("article", "openai/gpt-4.1", 8, 24), ("unknown", "in-house", 1, 1)].map { row in
      var price = Claims.Price()
      (price.name, price.model) = (row.0, row.1)
      (price.input, price.output) = (Claims.Figure(row.2), Claims.Figure(row.3))
      return price
    }
    let check = try ClaimCheck(claims)
    #expect(check.subjects.map { $0.verdict(under: .anyHits) } == [.possible, .refuted, .undecided])
    let report = ClaimsReport(check, premise: .independent, version: "1.0")
    let words = report.terminal(TerminalStyle(width: 80)).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for part in ["Prices", "the claim is 4 times that, and is the list price of output", "There is no price of \"in-house\" here."] {
      #expect(words.contains(part), "\(part)")
    }
    #expect(try Schema(folder: SchemaTests.folder).complaints(about: report.jsonText, against: "check.json").isEmpty)
  }
}
