import Pricing
import Units

extension Claims.Price {
  /// The claimed prices held against those of the price book, of whatever day.
  func findings(_ book: PriceBook) -> [Finding] {
    let schedule = book.schedule(model: model)
    return [
      input.map { finding($0, .inputPrice, schedule) { $0.input } }, output.map { finding($0, .outputPrice, schedule) { $0.output } },
    ].compactMap { $0 }
  }

  private func finding(
    _ claimed: Claims.Figure, _ measure: Finding.Measure, _ schedule: PriceSchedule?, _ rate: (TokenRates) -> TokenPrice
  ) -> Finding {
    func finding(_ bound: Double?, _ verdict: Verdict, _ sentence: String) -> Finding {
      Finding(
        measure: measure, premise: .anyHits, claimed: .dollars(claimed.value), relation: .equals, bound: bound.map { .dollars($0) },
        verdict: verdict, sentence: sentence)
    }
    guard let schedule, let last = schedule.rows.last else {
      return finding(nil, .undecided, "There is no price of \"\(model.prefix(80))\" here.")
    }
    func isClaimed(_ price: TokenPrice) -> Bool { abs(price.usdPerMillionTokens - claimed.value) <= claimed.slack + 1e-9 }
    let stated = schedule.rows.flatMap { [$0.standard.base] + $0.standard.tiers.map(\.rates) }
    if let match = stated.first(where: { isClaimed(rate($0)) }) {
      return finding(rate(match).usdPerMillionTokens, .possible, "That is a list price.")
    }
    let list = rate(last.standard.base)
    let kind = measure == .inputPrice ? "input" : "output"
    var sentence =
      "The list price of \(kind) of \(last.provider) \(last.model) is \(list) (\(last.source)\(last.sourceDate.isEmpty ? "" : ", \(last.sourceDate)"))"
    if list > .free { sentence += "; the claim is \(plain(claimed.value / list.usdPerMillionTokens, decimals: 1)) times that" }
    // The commonest slip: the price of output taken for that of input.
    if measure == .inputPrice, isClaimed(last.standard.base.output) { sentence += ", and is the list price of output" }
    return finding(list.usdPerMillionTokens, .refuted, sentence + ".")
  }
}
