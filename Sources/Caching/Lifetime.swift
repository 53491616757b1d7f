public import Units

/// How the TTL of an entry is chosen when it is stored: by header, team, organisation, class of question, model or the tier's own, in that order
/// (law 15).
///
/// The first that applies counts, then it is clamped, truncated and jittered. What remains without a TTL lives until it is evicted; a chosen
/// TTL of 0 stores nothing.
public struct Lifetime: Hashable, Sendable {
  /// TTLs by name of the model, compared as ``ModelTable`` does.
  public var byModel: [String: Microseconds]
  /// TTLs by name of the question's class; the strategy's classifier says which that is.
  public var byClass: [String: Microseconds]
  /// TTLs by name of the team whose request the answer was to, compared as ``NameTable`` does.
  public var byTeam: [String: Microseconds]
  /// TTLs by name of its organisation, likewise.
  public var byOrganisation: [String: Microseconds]
  /// Whether a TTL that the request asks for counts.
  public var fromRequest: Bool
  /// No TTL is shorter than this; `nil` for no floor.
  public var shortest: Microseconds?
  /// No TTL is longer than this; `nil` for no ceiling. It also bounds what would never expire.
  public var longest: Microseconds?
  /// No entry lives longer than this after it was stored, however often a sliding TTL is renewed; `nil` for no bound.
  public var greatestAge: Microseconds?
  /// The share of the TTL by which it is shortened at most, at random, drawn at birth: 0 for none, below 1.
  public var jitter: Double
  /// Whether TTLs are cut to whole seconds, as Redis's `EX` takes them.
  public var inWholeSeconds: Bool
  /// Whether an answer that overwrites a live entry keeps that entry's end (LiteLLM's memory cache), instead of beginning anew.
  public var keepsEnd: Bool

  /// The tier's own TTL for all.
  public init(
    byModel: [String: Microseconds] = [:], byClass: [String: Microseconds] = [:], byTeam: [String: Microseconds] = [:],
    byOrganisation: [String: Microseconds] = [:], fromRequest: Bool = false, shortest: Microseconds? = nil,
    longest: Microseconds? = nil, greatestAge: Microseconds? = nil, jitter: Double = 0, inWholeSeconds: Bool = false,
    keepsEnd: Bool = false
  ) {
    self.byModel = byModel
    self.byClass = byClass
    self.byTeam = byTeam
    self.byOrganisation = byOrganisation
    self.fromRequest = fromRequest
    self.shortest = shortest
    self.longest = longest
    self.greatestAge = greatestAge
    self.jitter = jitter
    self.inWholeSeconds = inWholeSeconds
    self.keepsEnd = keepsEnd
  }

  /// Whether some answers have a TTL by what they are or whose they are.
  public var choosesByName: Bool { !byModel.isEmpty || !byClass.isEmpty || !byTeam.isEmpty || !byOrganisation.isEmpty }
}

/// When an expired entry leaves memory. It is not served either way; this decides only what memory sees (law 14).
public enum ExpiredRemoval: String, CaseIterable, Hashable, Sendable {
  /// At the end of the last instant of its life.
  case exact
  /// When it is looked up, overwritten or evicted.
  case lazy
  /// As ``lazy``, and all of them whenever something is stored (LiteLLM's memory cache).
  case atStore = "at-store"
  /// As ``lazy``, and by Redis's active expiry: ten times a second a sample of keys.
  case redis
}
