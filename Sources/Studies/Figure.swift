/// A figure by which studies are compared; the raw value is its name in JSON, with its unit.
public enum Figure: String, CaseIterable, Sendable, Hashable {
  case requests
  case unpricedRequests = "unpriced_requests"
  case requestHitRate = "request_hit_rate"
  case lookupHitRate = "lookup_hit_rate"
  case tokenHitRate = "token_hit_rate"
  case dollarHitRate = "dollar_hit_rate"
  case mean = "mean_ms"
  case p50 = "p50_ms"
  case p95 = "p95_ms"
  case p99 = "p99_ms"
  /// What the calls made upstream cost, over the log.
  case upstreamCost = "upstream_cost_usd"
  /// What the avoided calls would have cost, over the log.
  case avoidedCost = "avoided_cost_usd"
  /// A month, tiers included; of one model: its calls upstream alone.
  case monthlyCost = "monthly_cost_usd"
  case monthlyInfrastructure = "monthly_infrastructure_usd"
  /// What a month costs less than as logged, tiers included; of one model: upstream alone.
  case monthlySaving = "monthly_saving_usd"
  /// The monthly saving as a share of the month as logged.
  case savingShare = "saving_share"

  /// What a figure counts.
  public enum Unit: Sendable {
    case count, share, milliseconds, dollars
  }

  /// What the figure counts.
  public var unit: Unit {
    switch self {
    case .requests, .unpricedRequests: .count
    case .requestHitRate, .lookupHitRate, .tokenHitRate, .dollarHitRate, .savingShare: .share
    case .mean, .p50, .p95, .p99: .milliseconds
    case .upstreamCost, .avoidedCost, .monthlyCost, .monthlyInfrastructure, .monthlySaving: .dollars
    }
  }

  /// The figure of a name as JSON has it, or without "monthly_" before an amount; `nil` for any other.
  public init?(named name: String) {
    guard let figure = Figure(rawValue: name) ?? Figure(rawValue: "monthly_" + name) else { return nil }
    self = figure
  }
}

/// The figures that are known of some requests.
public struct Figures: Sendable, Equatable {
  private var values: [Figure: Double] = [:]

  /// No figure known yet.
  public init() {}

  /// A figure in its own unit; `nil` where it is not known, which is never zero.
  public subscript(figure: Figure) -> Double? {
    get { values[figure] }
    set { values[figure] = newValue }
  }
}
