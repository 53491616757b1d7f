/// Published figures about caching, as an article, a vendor or a colleague states them: what ``ClaimCheck`` holds against one another.
public struct Claims: Sendable, Equatable {
  /// What the figures are from, in a line.
  public var title = ""
  /// Where they are found.
  public var source = ""
  /// The same requests without the cache.
  public var baseline = Baseline()
  /// The least that a hit takes, in milliseconds; not stated it is 0, the most generous.
  public var hit = Figure(0)
  /// What is known of the log that the figures were measured on.
  public var facts = Facts()
  /// What is claimed, one row per strategy.
  public var strategies: [Strategy] = []
  /// Sums of requests, tokens and prices.
  public var bills: [Bill] = []
  /// What models are said to cost.
  public var prices: [Price] = []

  /// No claims yet.
  public init() {}

  /// Latencies over all requests, in milliseconds; `nil` is not stated.
  public struct Latency: Sendable, Equatable {
    /// The mean.
    public var mean: Figure?
    /// The percentiles: the least latency that so many per cent of the requests do not exceed.
    public var p50, p90, p95, p99: Figure?

    /// Nothing stated.
    public init() {}

    /// The stated percentiles, ascending by level.
    public var percentiles: [(percentile: Percentile, figure: Figure)] {
      zip(Percentile.allCases, [p50, p90, p95, p99]).compactMap { level, figure in figure.map { (level, $0) } }
    }
  }

  /// A percentile that latencies are reported by.
  public enum Percentile: Int, Sendable, CaseIterable {
    case p50 = 50
    case p90 = 90
    case p95 = 95
    case p99 = 99

    /// As a fraction of 1.
    public var level: Double { Double(rawValue) / 100 }
    /// "P95".
    public var name: String { "P\(rawValue)" }
  }

  /// What the cache is compared with.
  public struct Baseline: Sendable, Equatable {
    /// Latencies without the cache.
    public var latency = Latency()
    /// The bill without the cache, in dollars.
    public var cost: Figure?

    /// Nothing stated.
    public init() {}
  }

  /// Facts of a log, as fractions of its requests.
  public struct Facts: Sendable, Equatable {
    /// Requests equal to an earlier one.
    public var exact: Figure?
    /// Requests that differ from an earlier one in spelling only.
    public var near: Figure?
    /// Requests that mean what an earlier one meant, in other words.
    public var semantic: Figure?
    /// Requests that repeat an earlier one in any of these ways.
    public var duplicates: Figure?
    /// What a request that is answered from the cache costs without it, at most, as a multiple of what another request costs.
    public var hitCostRatio: Figure?

    /// Nothing stated.
    public init() {}
  }

  /// When a cache takes two requests for the same.
  public enum Matching: String, Sendable, CaseIterable {
    case exact, near, semantic
  }

  /// What is claimed of one strategy.
  public struct Strategy: Sendable, Equatable {
    /// Its name, unique among the claims.
    public var name = ""
    /// When it takes two requests for the same.
    public var matching = Matching.near
    /// The strategy that this one adds to (a longer TTL, one more tier, looser matching), so that it answers all that the other answers.
    public var extends = ""
    /// Requests answered from the cache, of all (law 32).
    public var hitRate: Figure?
    /// Latencies with the cache.
    public var latency = Latency()
    /// The part of the bill that caching is said to save, at equal prices.
    public var costReduction: Figure?
    /// The bill with the cache, in dollars.
    public var cost: Figure?
    /// New prices over old ones, where the provider was changed too; `nil` where it was, and nobody says by how much.
    public var priceRatio: Figure? = Figure(1)

    /// Nothing claimed yet.
    public init() {}
  }

  /// A sum of requests, tokens and prices, and what it is said to come to.
  public struct Bill: Sendable, Equatable {
    /// Its name, unique among the claims.
    public var name = ""
    /// Requests, with those answered from the cache.
    public var requests: Figure?
    /// Requests answered from the cache, of all.
    public var hitRate = Figure(0)
    /// Tokens per request.
    public var inputTokens = Figure(0)
    /// Tokens per request.
    public var outputTokens = Figure(0)
    /// Dollars per million tokens.
    public var inputPrice: Figure?
    /// Dollars per million tokens.
    public var outputPrice: Figure?
    /// What the calls are said to cost, in dollars.
    public var cost: Figure?

    /// Nothing claimed yet.
    public init() {}
  }
}

extension Claims {
  /// What a model is said to cost, as if that were its list price.
  public struct Price: Sendable, Equatable {
    /// Its name, unique among the claims.
    public var name = ""
    /// The model, with its provider before it where need be: `gpt-4.1`, `anthropic/claude-sonnet-4-5`.
    public var model = ""
    /// Dollars per million tokens.
    public var input: Figure?
    /// Dollars per million tokens.
    public var output: Figure?

    /// Nothing claimed yet.
    public init() {}
  }
}

/// Why claims cannot be checked at all: where in the file ("strategies[2].extends"), and what to do.
public struct ClaimsError: Error, Equatable {
  /// The path of the field.
  public let path: String
  /// A sentence.
  public let reason: String
}

extension Claims {
  /// The most rows that one file may hold.
  private static let mostRows = 1_000

  /// Throws where rows cannot be told apart or there is nothing to check.
  public func validate() throws(ClaimsError) {
    guard !strategies.isEmpty || !bills.isEmpty || !prices.isEmpty else {
      throw ClaimsError(
        path: "", reason: "There is no claim in this file; add \"strategies\" (or \"bills\", or \"prices\") with what is claimed.")
    }
    let rows = strategies.map(\.name) + bills.map(\.name) + prices.map(\.name)
    guard rows.count <= Claims.mostRows else {
      throw ClaimsError(path: "strategies", reason: "More than \(Claims.mostRows) rows; split the file.")
    }
    var seen: Set<String> = []
    for (index, name) in rows.enumerated() {
      let sums = index - strategies.count
      let path = sums < 0 ? "strategies[\(index)]" : sums < bills.count ? "bills[\(sums)]" : "prices[\(sums - bills.count)]"
      guard !name.isEmpty else { throw ClaimsError(path: path, reason: "This row has no name; add \"name\".") }
      guard seen.insert(name).inserted else {
        throw ClaimsError(path: path + ".name", reason: "Two rows have this name; names must be unique.")
      }
    }
    let names = Set(strategies.map(\.name))
    for (index, strategy) in strategies.enumerated() where !strategy.extends.isEmpty {
      guard names.contains(strategy.extends), strategy.extends != strategy.name else {
        throw ClaimsError(
          path: "strategies[\(index)].extends",
          reason: "No other strategy of this file has that name; write the name of one that this adds to.")
      }
    }
  }
}
