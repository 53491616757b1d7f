import Traces

/// A call that is under way, or waits to be made.
struct Call: BitwiseCopyable {
  enum Kind: UInt8 { case request, refresh, warming }
  /// Where it is, where the API has limits.
  enum State: UInt8 { case free, trying, queued, running }

  /// The request whose duration, cost and answer it has.
  var request: UInt32 = 0
  /// Its place in the order of events at one instant: the ordinal of the request; those that warm come after all requests.
  var sequence: UInt32 = 0
  /// How many invalidations there had been when it began.
  var epoch: UInt32 = 0
  /// The flight that it leads, or ``Keys/none``.
  var flight = Keys.none
  /// The slot whose stale entry it fetches anew, or ``Keys/none``, and the tier of that.
  var refreshedSlot = Keys.none
  var refreshedTier: UInt8 = 0
  var kind = Kind.request
  var side: UInt8 = 0
  /// Whether its answer will be stored.
  var stores = false
  /// Whether it is one that a look-up in vain led to.
  var wasLookedUp = false
  var state = State.free
  /// Whether it has failed.
  var failed = false
  /// Tries after the first.
  var tries: UInt8 = 0
  /// What serves if it fails.
  var inHand = InHand()
  /// What its request becomes if it succeeds.
  var outcome = Outcome.miss
  var cause = Cause.none
  /// The first of those who wait for it, and the last, as numbers of waiters; ``Keys/none`` for none.
  var firstWaiter = Keys.none
  var lastWaiter = Keys.none
}

/// A request that waits for the call of another (law 19).
struct Waiter: BitwiseCopyable {
  /// The request, or ``Keys/none`` where it no longer waits.
  var request: UInt32
  var next = Keys.none
  /// When its look-ups were done.
  var start: Int64
  /// As in ``Call``.
  var inHand: InHand
}

/// A stale answer that a look-up met, kept for the case that the call fails (law 21).
struct InHand: BitwiseCopyable {
  /// The tier that had it, from 1; 0 for none.
  var tier: UInt8 = 0
  /// The request whose answer it is.
  var answer: UInt32 = 0
}

/// A write on its way to the other places (law 18).
struct Spread: BitwiseCopyable {
  var tier: UInt8
  var side: UInt8
  var slot: UInt32
  var key: UInt32
  var answer: UInt32
  var answerBytes: UInt32
  var number: UInt32
  var epoch: UInt32
  var deadline: Int64
  var limit: Int64
  var born: Int64
  var life: Int64?
}
