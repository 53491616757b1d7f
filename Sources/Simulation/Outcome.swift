/// What became of a request: exactly one of these (law 31).
public enum Outcome: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// Not eligible: went upstream, not looked up.
  case bypass
  /// A live entry answered.
  case hit
  /// An expired entry answered (stale-while-revalidate, stale-if-error).
  case stale
  /// Waited for the same call already in flight and shared its answer.
  case coalesced
  /// Looked up, not found: went upstream.
  case miss
  /// Looked up, not found, and failed upstream as in the log (law 6).
  case error
  /// The candidate list ran out before the look-up was decided (law 25).
  case undetermined

  /// The name used in tables and files.
  public var name: String { String(describing: self) }
}

/// Why an outcome was what it was; miss causes are priced: they are the list of what to fix.
public enum Cause: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// Nothing to explain.
  case none
  /// Hit: the very same key fields, word for word.
  case exact
  /// Hit: by the near signature only.
  case near
  /// Miss: the first time this key is asked.
  case cold
  /// Miss: the entry had expired.
  case expired
  /// Miss: the entry had been evicted.
  case evicted
  /// Miss: the same call was under way and its answer not stored yet.
  case inFlight
  /// Miss: earlier answers of this key were not storable (failed, cut short, too large, not to be stored).
  case notStored
  /// Bypass: the prompt is not in the log.
  case noContent
  /// Bypass: the temperature is above the limit.
  case temperature
  /// Bypass: a stream, and streams are not cached.
  case stream
  /// Bypass: tools on offer, and such calls are not cached.
  case tools
  /// Bypass: not a call that generates text.
  case endpoint
  /// Bypass: the caller asked for it.
  case control
  /// Bypass: the user asked for another answer to the same (law 5).
  case regeneration
  /// Bypass: an agent asked the same again in one run (law 5).
  case agentLoop
  /// Bypass: the logged prompt was cut, so that equal ones may have been different (law 5).
  case truncated
  /// Hit: by meaning (law 24).
  case semantic
  /// Hit: the answer to another key of the same narrow hash, a wrong one (law 8).
  case collision
  /// Miss: the first time this key is asked, but the same text was asked with other fields.
  case fieldDiffers
  /// Miss: the first time this key is asked in its scope, but it was asked in another.
  case otherScope
  /// Miss: the answer was stored at another place and had not come here, or never does.
  case otherPlace
  /// Miss: the place still remembered that there was nothing (negative caching).
  case negative
  /// Miss: the entry, or the answer on its way, was invalidated.
  case invalidated
  /// Miss: the entry was older than the caller allowed.
  case tooOld
  /// Miss: the tier that had the entry did not answer.
  case outage
  /// Miss: it waited for the same call until the lock timed out, then went alone.
  case lockTimeout
  /// Stale: the call failed, and an old answer took its place (stale-if-error); the call was made.
  case ifError
  /// Error: the API turned the call away, too many at a time.
  case rateLimited
  /// Error: the call was given up as it took too long.
  case timedOut
  /// Bypass: not in the share of the traffic that goes through the cache yet.
  case rollout
  /// Bypass: the cache was switched off.
  case switchedOff
  /// Bypass: the conversation has too many messages, or too many tokens.
  case tooLong
  /// Bypass: the prompt has too few tokens to be worth it.
  case tooShort
  /// Bypass: calls of this model are not cached.
  case model
  /// Bypass: questions of this class are not cached.
  case queryClass
  /// Bypass: calls of this organisation or team are not cached.
  case tenant

  /// The name used in tables and files.
  public var name: String {
    switch self {
    case .inFlight: "in flight"
    case .notStored: "not stored"
    case .noContent: "no content"
    case .agentLoop: "agent loop"
    case .fieldDiffers: "field differs"
    case .otherScope: "other scope"
    case .otherPlace: "other place"
    case .tooOld: "too old"
    case .lockTimeout: "lock timed out"
    case .ifError: "if error"
    case .rateLimited: "rate limited"
    case .timedOut: "timed out"
    case .switchedOff: "switched off"
    case .tooLong: "too long"
    case .tooShort: "too short"
    case .queryClass: "class"
    default: String(describing: self)
    }
  }
}
