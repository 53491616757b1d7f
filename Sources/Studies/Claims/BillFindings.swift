import Units

extension Claims.Bill {
  /// Requests that are not hits, times tokens, times prices; `nil` where a factor is not stated. Prices are per million tokens.
  func dollars(_ amount: (Claims.Figure) -> Double, hits: (Claims.Figure) -> Double) -> Double? {
    guard let requests else { return nil }
    var perRequest = 0.0
    for (tokens, price) in [(inputTokens, inputPrice), (outputTokens, outputPrice)] where tokens.value > 0 {
      guard let price else { return nil }
      perRequest += amount(tokens) * amount(price) / 1e6
    }
    return amount(requests) * max(0, 1 - hits(hitRate)) * perRequest
  }

  /// The sum done again: an identity, so that what differs by more than rounding is refuted in either direction.
  var finding: Finding? {
    guard let cost else { return nil }
    let printed = dollars({ $0.value }, hits: { $0.value })
    guard let printed, let least = dollars(Reading.generous.low, hits: Reading.generous.highShare),
      let most = dollars(Reading.generous.high, hits: Reading.generous.low)
    else {
      return Finding(
        measure: .bill, premise: .anyHits, claimed: .dollars(cost.value), relation: .equals, bound: nil, verdict: .undecided,
        sentence: "The number of requests or a price of their tokens is not stated.")
    }
    let isRefuted = Finding.isBelow(cost) { _ in least } || Finding.isAbove(cost) { _ in most }
    var factors = "\(grouped(requests?.value ?? 0, decimals: 0)) requests"
    if hitRate.value > 0 { factors += ", \(percent(1 - hitRate.value)) of them paid for," }
    let tokens = [(inputTokens, inputPrice, "input"), (outputTokens, outputPrice, "output")].compactMap { tokens, price, kind in
      price.flatMap { price in
        tokens.value > 0 ? "\(grouped(tokens.value, decimals: 0)) \(kind) tokens at $\(plain(price.value, decimals: 6)) a million" : nil
      }
    }
    return Finding(
      measure: .bill, premise: .anyHits, claimed: .dollars(cost.value), relation: .equals, bound: .dollars(printed),
      verdict: isRefuted ? .refuted : .possible,
      sentence: "\(factors) of \(tokens.joined(separator: " and ")) come to \(Amount.dollars(printed)).")
  }
}
