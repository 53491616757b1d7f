import Duplicates
import Pricing
import Simulation
import Traces
import Units

extension StudyCaveats {
  /// What the reader must know of the money beyond its prices.
  static func money(_ study: Study) -> [Caveat] {
    [invoice(study), sample(study), cooling(study), vendor(study), commitments(study)].compactMap { $0 }
  }

  /// Tokens that the log does not have.
  static func usage(_ estimate: UsageEstimate, of requests: Int) -> Caveat? {
    guard estimate.requests > 0 else { return nil }
    let learned = estimate.models.reduce(0) { $0 + ($1.input.samples > 0 ? $1.requests : 0) }
    let how =
      learned == estimate.requests
      ? "learned per model from the requests that have counts"
      : learned == 0
        ? "by a rule of thumb that knows no tokenizer" : "learned per model where enough requests have counts, else by a rule of thumb"
    let share = Ratio(estimate.requests, of: requests)
    return Caveat(
      id: "usage-estimated", severity: estimate.requests * 2 > requests ? .serious : .careful,
      text:
        "The log has no token counts for \(counted(estimate.requests, "request")) (\(share)): they are estimated from the texts, \(how), "
        + "and may be off by ±\(percent(estimate.error)). Reasoning that is not in the text is not in them.")
  }

  /// Prices in the table in use that are probably wrong, of models that the log has.
  static func prices(_ book: PriceBook, _ lookups: [PriceLookup]) -> Caveat? {
    let used = Set(lookups.map { [$0.provider, $0.model] })
    guard book != PriceBook.builtIn else { return nil }
    let rows = PriceBook(rows: book.rows.filter { used.contains([$0.provider, $0.model]) })
    let found = rows.validate().filter { $0.kind != .disputed } + rows.compare(with: .builtIn).filter { $0.kind == .factorBetweenSources }
    guard let first = found.first else { return nil }
    let others = found.count == 1 ? "" : ", and \(found.count - 1) more; 'hindcast list models --suspicious --prices FILE' shows all"
    return Caveat(
      id: "prices-suspicious", severity: .careful,
      text:
        "A price in use is suspicious: \(first.description.hasSuffix(".") ? String(first.description.dropLast()) : first.description)\(others)."
    )
  }

  private static func invoice(_ study: Study) -> Caveat? {
    guard let found = study.reconciliation else { return nil }
    guard let gap = found.gap, let modelled = found.modelled else {
      return Caveat(
        id: "invoice-gap", severity: .careful,
        text: "None of the bills given is of a month and a provider that the log covers, so the modelled bill is not checked against them.")
    }
    let size = abs(gap)
    let words =
      size < 0.0005
      ? "agree to the tenth of a percent"
      : "are \(percent(size)) \(gap < 0 ? "less" : "more") than the bills of \(found.billed) say"
    return Caveat(
      id: "invoice-gap", severity: size > 0.15 ? .serious : size > 0.03 ? .careful : .note,
      text:
        "The modelled costs of \(found.covered) (\(modelled)) \(words)"
        + (size > 0.03 ? ": every sum here may be off by as much. Look for calls that are not in the log, discounts, and prices." : "."))
  }

  private static func sample(_ study: Study) -> Caveat? {
    guard let basis = study.sample else { return nil }
    let errors = study.strategies.compactMap(\.money.sampling)
    let hits = errors.map(\.hitRate).max() ?? 0
    let dollars = errors.compactMap(\.dollarHitRate).max() ?? 0
    return Caveat(
      id: "sampled-by-question", severity: .careful,
      text:
        "\(percent(basis.sample.share)) of the questions were replayed (\(grouped(basis.sample.requests.kept)) of "
        + "\(grouped(basis.sample.requests.all)) requests), each with all of its repeats; counts are the sample's, months the log's. "
        + "By the luck of the sample, hit rates are off by up to ±\(percent(hits)) of requests and savings by up to ±\(percent(dollars)) of the "
        + "bill, 19 times of 20.")
  }

  private static func cooling(_ study: Study) -> Caveat? {
    let worst = study.strategies.filter { !$0.strategy.isBound && $0.money.coolingRequests > 0 }
      .max { ($0.money.cooling ?? .zero) < ($1.money.cooling ?? .zero) }
    guard let worst, let cooling = worst.money.cooling, cooling > .zero else { return nil }
    return Caveat(
      id: "prompt-cache-cools", severity: .careful,
      text:
        "Savings count avoided calls at what they really cost, with their prompt-cache discount. Of the calls that “\(worst.strategy.name)” "
        + "leaves, \(grouped(worst.money.coolingRequests)) read what an avoided call may have kept warm: if all of them found it cold, the saving "
        + "would be up to \(cooling) a month less.")
  }

  private static func vendor(_ study: Study) -> Caveat? {
    guard !study.terms.repricings.isEmpty else { return nil }
    let pairs = study.terms.repricings.map { "\($0.old) at the price of \($0.new)" }.joined(separator: ", ")
    return Caveat(
      id: "other-models-other-tokens", severity: .careful,
      text:
        "\(pairs): the same tokens at other prices. Another model has another tokenizer (between generations of one maker counts differ by "
        + "up to 30 %), answers at another length, and not equally well.")
  }

  private static func commitments(_ study: Study) -> Caveat? {
    guard study.terms.commitments.contains(where: { $0.kind == .provisioned }) else { return nil }
    return Caveat(
      id: "provisioned-capacity", severity: .note,
      text:
        "Provisioned capacity is taken to be full today, and to be given back by whole units: the cash column saves nothing before that.")
  }
}
