public import Units

/// How long an entry lives.
public enum Expiry: Hashable, Sendable {
  /// Until it is evicted.
  case never
  /// Counted from its birth (law 15). An entry is live while its age is at most the TTL (law 3).
  case fixed(Microseconds)
  /// Counted from its birth or last hit.
  case sliding(Microseconds)
}
