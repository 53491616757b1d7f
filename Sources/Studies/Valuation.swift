import Simulation

/// What calls are worth in other ways than by their effective cost (law 30); one element per request.
public struct Valuation: Sendable {
  /// Nanodollars at list price without a prompt cache; empty where that is the effective cost.
  public let list: [Int64]
  /// Nanodollars with a cold prompt cache; empty where no call read from one.
  public let cold: [Int64]
  /// Who sends the bill, by row of parameters.
  public let billers: [String]
  /// Nanodollars with other models in place of some; empty where that was not asked for.
  public internal(set) var repriced: [Int64] = []
  /// How often near answers are wrong as the log's own answers have it; `nil` where these say too little.
  public let nearRisk: LoggedNearRisk?
  /// Whether an earlier cache answered the request.
  let loggedHits: [Bool]

  init(_ costing: Costing, nearRisk: LoggedNearRisk?, loggedHits: [Bool]) {
    self.nearRisk = nearRisk
    list = costing.list
    cold = costing.cold
    billers = costing.billers
    self.loggedHits = loggedHits
  }
}

/// What answered a request in place of the model, as savings are split by.
public enum SavingSource: String, CaseIterable, Sendable, Hashable {
  /// A stored answer to the very same key.
  case exact
  /// A stored answer to a key that is the same up to spelling, fillers and inflection.
  case near
  /// A stored answer to a question of like meaning.
  case semantic
  /// A stored answer to another key whose narrow hash is the same.
  case collision
  /// The answer of the same call that was under way.
  case coalesced
  /// An expired answer.
  case stale

  /// The source of an outcome; `nil` where the model answered.
  ///
  /// Both switches are meant to name every case, so that a new kind of answer cannot go unnoticed here.
  init?(_ outcome: Outcome, _ cause: Cause) {
    switch outcome {
    case .hit:
      switch cause {
      case .near: self = .near
      case .semantic: self = .semantic
      case .collision: self = .collision
      case .none, .exact, .cold, .expired, .evicted, .inFlight, .notStored, .noContent, .temperature, .stream, .tools, .endpoint, .control,
        .regeneration, .agentLoop, .truncated, .fieldDiffers, .otherScope, .otherPlace, .negative, .invalidated, .tooOld, .outage,
        .lockTimeout, .ifError, .rateLimited, .timedOut, .rollout, .switchedOff, .tooLong,
        .tooShort, .model, .queryClass, .tenant:
        self = .exact
      }
    case .coalesced: self = .coalesced
    case .stale: self = .stale
    case .miss, .bypass, .error, .undetermined: return nil
    }
  }

  /// The name used in tables: "Exact hits".
  public var title: String {
    switch self {
    case .exact: "Exact hits"
    case .near: "Near hits"
    case .semantic: "Semantic hits"
    case .collision: "Colliding keys (wrong answers)"
    case .coalesced: "Coalesced calls"
    case .stale: "Stale answers"
    }
  }
}
