import Pricing
import Simulation
import Studies
import Traces
import Units

extension Study {
  /// The money of the study beyond its bills.
  var moneyJSON: JSONTree {
    let said: [(String, JSONTree)] = [
      ("engineering_once_usd", .dollars(terms.engineering?.once)), ("engineering_month_usd", .dollars(terms.engineering?.monthly)),
      ("discount_rate", .number(terms.discountRate, decimals: 6)), ("wrong_answer_usd", .dollars(terms.wrongAnswerPrice)),
      ("commitments", .array(terms.commitments.map { JSONTree($0) })),
      ("repricings", .array(terms.repricings.map { .object([("old", .string($0.old)), ("new", .string($0.new))]) })),
    ]
    return .object([
      ("terms", .object(said)), ("reconciliation", reconciliation.map { JSONTree($0) } ?? .null),
      ("growth", growth.map { JSONTree($0) } ?? .null), ("sample", sample.map { JSONTree($0) } ?? .null),
      ("usage_estimate", audited.usageEstimate.map { JSONTree($0) } ?? .null),
    ])
  }

  /// The money of one strategy beyond its bill.
  func moneyJSON(_ result: StrategyResult) -> JSONTree {
    let worth = Money.isPriced(result.total) ? worth(of: result) : nil
    let money = result.money
    let amounts: [(String, JSONTree)] = [
      ("saving_list_usd", .dollars(worth?.list)), ("saving_effective_usd", .dollars(worth?.effective)),
      ("saving_effective_if_cold_usd", .dollars(worth?.effectiveIfCold)), ("saving_cash_usd", .dollars(worth?.cash)),
      ("cooling_requests", .int(money.coolingRequests)), ("cooling_usd", .dollars(money.cooling)),
      ("repriced_upstream_usd", .dollars(money.repriced)),
      ("wrong_answers", money.wrongAnswers.map { .number($0, decimals: 6) } ?? .null),
      ("wrong_answers_by_pairs", money.wrongByPairs.map { .number($0, decimals: 6) } ?? .null),
      ("wrong_answers_by_log", money.wrongByLog.map { .number($0, decimals: 6) } ?? .null),
      ("outdated_answers", result.stale.map { .number($0.expected, decimals: 6) } ?? .null),
      ("outdated_share", result.stale.map { .number($0.share, decimals: 9) } ?? .null),
    ]
    let parts: [(String, JSONTree)] = [
      ("sources", .array(money.sources.map { JSONTree($0) })), ("billers", .array(money.billers.map { JSONTree($0) })),
      ("waterfall", Waterfall(self, to: result).map { JSONTree($0) } ?? .null),
      ("investment", investment(in: result).map { JSONTree($0) } ?? .null),
      ("sampling_error", money.sampling.map { JSONTree($0) } ?? .null),
    ]
    return .object(amounts + parts)
  }
}

extension JSONTree {
  fileprivate init(_ source: ResultMoney.Source) {
    self = .object([
      ("source", .string(source.source.rawValue)), ("requests", .int(source.requests)), ("avoided_cost_usd", .dollars(source.avoided)),
      ("monthly_usd", .dollars(source.monthly)), ("monthly_repriced_usd", .dollars(source.repriced)),
    ])
  }

  fileprivate init(_ biller: ResultMoney.Biller) {
    self = .object([
      ("provider", .string(biller.provider)), ("model", .string(biller.model)), ("monthly_usd", .dollars(biller.monthly)),
    ])
  }

  fileprivate init(_ error: SamplingError) {
    self = .object([
      ("request_hit_rate", .number(error.hitRate, decimals: 9)),
      ("dollar_hit_rate", error.dollarHitRate.map { .number($0, decimals: 9) } ?? .null),
    ])
  }

  fileprivate init(_ commitment: Commitment) {
    self = .object([
      ("provider", .string(commitment.provider)), ("model", commitment.model.map { .string($0) } ?? .null),
      ("kind", .string(commitment.kind.rawValue)), ("monthly_usd", .dollars(commitment.monthly)), ("units", .int(commitment.units)),
    ])
  }

  fileprivate init(_ waterfall: Waterfall) {
    self = .object([
      ("is_shapley", .bool(waterfall.isShapley)), ("decimals", .int(waterfall.decimals)),
      (
        "steps",
        .array(
          waterfall.steps.map {
            .object([
              ("label", .string($0.label)), ("kind", .string($0.kind.rawValue)), ("from_usd", .dollars($0.from)),
              ("to_usd", .dollars($0.to)),
              ("amount_usd", .dollars($0.amount)),
            ])
          })
      ),
    ])
  }

  fileprivate init(_ investment: Investment) {
    func outlook(_ outlook: Investment.Outlook) -> JSONTree {
      .object([
        ("monthly_usd", .dollars(outlook.monthly)), ("payback_months", outlook.payback.map { .number($0, decimals: 6) } ?? .null),
        ("first_year_usd", .dollars(outlook.firstYear)), ("present_value_usd", .dollars(outlook.presentValue)),
      ])
    }
    self = .object([
      ("low", outlook(investment.low)), ("expected", outlook(investment.expected)), ("high", outlook(investment.high)),
      (
        "tornado",
        .array(
          investment.tornado.map {
            .object([
              ("assumption", .string($0.assumption)), ("low", .string($0.low)), ("high", .string($0.high)),
              ("first_year_low_usd", .dollars($0.firstYearLow)), ("first_year_high_usd", .dollars($0.firstYearHigh)),
            ])
          })
      ),
    ])
  }

  fileprivate init(_ reconciliation: Reconciliation) {
    self = .object([
      ("billed_usd", .dollars(reconciliation.billed)), ("modelled_usd", .dollars(reconciliation.modelled)),
      ("gap", reconciliation.gap.map { .number($0, decimals: 9) } ?? .null),
      (
        "bills",
        .array(
          reconciliation.rows.map {
            .object([
              ("provider", .string($0.provider)), ("month", .string($0.month)), ("billed_usd", .dollars($0.billed)),
              ("modelled_usd", .dollars($0.modelled)), ("coverage", .number($0.coverage, decimals: 9)),
              ("modelled_whole_month_usd", .dollars($0.scaled)), ("unpriced_requests", .int($0.unpriced)),
              ("gap", $0.gap.map { .number($0, decimals: 9) } ?? .null),
            ])
          })
      ),
    ])
  }

  fileprivate init(_ outcome: GrowthOutcome) {
    self = .object([
      ("factor", .number(outcome.growth.factor, decimals: 6)), ("days", .int(outcome.growth.days)),
      ("logged_days", .int(outcome.growth.loggedDays)), ("monthly_cost_before_usd", .dollars(outcome.before)),
      (
        "strategies",
        .array(
          outcome.rows.map {
            .object([
              ("strategy", .string($0.strategy)), ("request_hit_rate", .ratio($0.hitRate)), ("monthly_cost_usd", .dollars($0.monthly)),
              ("monthly_saving_usd", .dollars($0.saving.expected)), ("monthly_saving_low_usd", .dollars($0.saving.interval?.lowerBound)),
              ("monthly_saving_high_usd", .dollars($0.saving.interval?.upperBound)),
            ])
          })
      ),
    ])
  }

  fileprivate init(_ basis: SampleBasis) {
    let sample = basis.sample
    self = .object([
      ("share", .number(sample.share, decimals: 9)), ("questions", .ratio(Ratio(sample.keys.kept, of: sample.keys.all))),
      ("requests", .ratio(Ratio(sample.requests.kept, of: sample.requests.all))), ("cost_weight", .number(basis.costWeight, decimals: 9)),
    ])
  }

  fileprivate init(_ estimate: UsageEstimate) {
    func fit(_ fit: TokenFit) -> JSONTree {
      .object([
        ("samples", .int(fit.samples)), ("offset_tokens", .number(fit.offset, decimals: 6)), ("slope", .number(fit.slope, decimals: 9)),
        ("error", .number(fit.error, decimals: 6)),
      ])
    }
    self = .object([
      ("requests", .int(estimate.requests)), ("error", .number(estimate.error, decimals: 6)),
      (
        "models",
        .array(
          estimate.models.map {
            .object([
              ("model", .string($0.name)), ("requests", .int($0.requests)), ("input_tokens", .int($0.inputTokens)),
              ("output_tokens", .int($0.outputTokens)), ("input", fit($0.input)), ("output", fit($0.output)),
            ])
          })
      ),
    ])
  }
}
