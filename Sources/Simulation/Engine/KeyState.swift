/// What is known of a key when it is asked and no entry of it answers: why that is.
struct KeyState: BitwiseCopyable {
  /// What last happened to the answers of the key.
  enum Fate: UInt8 { case none, notStored, expired, evicted, invalidated, lost }

  /// When that was: for what expired the last instant of its life.
  private(set) var since = Int64.min
  private(set) var fate = Fate.none
  /// Whether the key was ever looked up in vain.
  var wasAsked = false
  /// Calls under way whose answer will be stored.
  var underWay: UInt32 = 0

  /// Something happened to an answer. What happened later counts, though it may be noticed earlier; at one instant expiry is last (law 3).
  mutating func note(_ new: Fate, at time: Int64) {
    guard time > since || (time == since && (new == .expired || fate != .expired)) else { return }
    fate = new
    since = time
  }
}

extension Cause {
  /// The cause of a miss by what last happened to the answers of its key; `nil` where nothing ever did.
  init?(_ fate: KeyState.Fate) {
    switch fate {
    case .none: return nil
    case .notStored: self = .notStored
    case .expired: self = .expired
    case .evicted: self = .evicted
    case .invalidated: self = .invalidated
    case .lost: self = .outage
    }
  }
}
