/// What is known of a key when it is asked and no entry of it is live: why that is.
struct KeyState {
  /// What last happened to the answers of the key.
  enum Fate: UInt8 { case neverAsked, notStored, expired, evicted }

  var fate = Fate.neverAsked
  /// Calls under way whose answer will be stored.
  var underWay: UInt32 = 0

  /// The cause of a miss now. A call under way counts first: with single flight, it would have answered.
  var missCause: Cause {
    if underWay > 0 { return .inFlight }
    switch fate {
    case .neverAsked: return .cold
    case .notStored: return .notStored
    case .expired: return .expired
    case .evicted: return .evicted
    }
  }
}
