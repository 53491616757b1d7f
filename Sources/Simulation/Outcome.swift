/// What became of a request: exactly one of these (law 31).
public enum Outcome: UInt8, CaseIterable, Sendable {
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
public enum Cause: UInt8, CaseIterable, Sendable {
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

  /// The name used in tables and files.
  public var name: String {
    switch self {
    case .inFlight: "in flight"
    case .notStored: "not stored"
    case .noContent: "no content"
    case .agentLoop: "agent loop"
    default: String(describing: self)
    }
  }
}
