public import Units

/// What the API behind the cache takes (law 22). With any limit on, calls take the time that they need without queueing, which comes in with
/// the ``Traffic``.
public struct UpstreamLimits: Hashable, Sendable {
  /// Calls at one time; `nil` for any number. More wait in a queue, first come first served.
  public var concurrency: Int?
  /// Calls that may wait; `nil` for any number. One more is rejected.
  public var queue: Int?
  /// Calls a minute, as a token bucket that holds a minute's worth; `nil` for no limit. One more is rejected.
  public var requestsPerMinute: Int?
  /// Input and output tokens a minute, likewise.
  public var tokensPerMinute: Int?
  /// Whether each model has limits of its own.
  public var perModel: Bool
  /// What a rejected call does.
  public var retry: RetryRule
  /// How long a call may take, waiting included, before it is given up as an error; `nil` for as long as it takes.
  public var timeout: Microseconds?

  /// Limits; by default there are none.
  public init(
    concurrency: Int? = nil, queue: Int? = nil, requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil, perModel: Bool = false,
    retry: RetryRule = RetryRule(), timeout: Microseconds? = nil
  ) {
    self.concurrency = concurrency
    self.queue = queue
    self.requestsPerMinute = requestsPerMinute
    self.tokensPerMinute = tokensPerMinute
    self.perModel = perModel
    self.retry = retry
    self.timeout = timeout
  }

  /// Whether nothing is limited.
  public var isUnlimited: Bool { concurrency == nil && requestsPerMinute == nil && tokensPerMinute == nil && timeout == nil }
}

/// How often and when a rejected call is tried again.
public struct RetryRule: Hashable, Sendable {
  /// Tries after the first; 0 makes a rejection an error at once.
  public var attempts: Int
  /// The wait before the first of them.
  public var wait: Microseconds
  /// What the wait is multiplied by each time.
  public var factor: Double

  /// A rule; the defaults are those of OpenAI's clients: two more tries, half a second, doubled.
  public init(attempts: Int = 2, wait: Microseconds = Microseconds(500_000), factor: Double = 2) {
    self.attempts = attempts
    self.wait = wait
    self.factor = factor
  }
}
