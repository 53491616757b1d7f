import Simulation
import Studies
import Testing
import Units

@testable import Reporting

@Suite struct RecommendationTests {
  @Test("names what a wrong answer may cost before exact keys alone are the better choice")
  func breakEven() throws {
    let study = try Cases.rich.study
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
    #expect(recommendation.text.hasPrefix("Do not add one of these") == !headline.saves)
    #expect(recommendation.breakEven.map { $0 > .zero } ?? true)
  }
}
