extension FlatNames {
  /// What a member may mean.
  enum Meaning: Int, CaseIterable {
    case time, end, milliseconds, seconds, microseconds, nanoseconds, latency, firstToken, firstTokenMs, firstTokenSeconds
    case input, output, total, uncached, cacheRead, cacheWrite, cacheWrite5m, cacheWrite1h, cached, reasoning, usage
    case cost, costCents, costMicros, costNanos, model, provider, cacheHit, status, error, success, failure, stream
    case messages, history, prompt, question, system, context, answer, result, parameters, requests
    case user, session, organisation, team, apiKey
    /// What other programs log beside their questions and results: web servers, databases, shells, trainings.
    case foreign
    /// What is measured of a model in training, or of many calls.
    case training
    /// Which tool was called, by a program that logs those calls too.
    case tool
  }

  /// Some meanings.
  struct Meanings {
    /// A bit for each.
    let bits: UInt64

    static let all = Meanings(bits: .max)
    static let none = Meanings(bits: 0)
    static let counts = Meanings(
      .input, .output, .total, .uncached, .cacheRead, .cacheWrite, .cacheWrite5m, .cacheWrite1h, .cached, .reasoning, .usage)
    static let costs = Meanings(.cost, .costCents, .costMicros, .costNanos)
    static let spans = Meanings(
      .end, .milliseconds, .seconds, .microseconds, .nanoseconds, .latency, .firstToken, .firstTokenMs, .firstTokenSeconds)
    static let outcomes = Meanings(.cacheHit, .status, .error, .success, .failure)
    /// What an object that holds a call says of it: how it ended too.
    static let around = Meanings(bits: facts.bits | outcomes.bits)
    /// Who called, and whom.
    static let shared = Meanings(.model, .provider, .user, .session, .organisation, .team, .apiKey)
    /// What may be grouped within a record of a call, or stand around it: all but texts, and its time, which may be that of something else.
    static let facts = Meanings(bits: counts.bits | shared.bits | costs.bits | spans.bits | Meanings(.cacheHit).bits)

    /// What is said of a call in groups alone: when it was too.
    static let grouped = Meanings(bits: facts.bits | Meanings(.time, .status, .error).bits)

    init(bits: UInt64) { self.bits = bits }

    init(_ meanings: Meaning...) { bits = meanings.reduce(0) { $0 | 1 << UInt64($1.rawValue) } }

    func subtracting(_ others: Meanings) -> Meanings { Meanings(bits: bits & ~others.bits) }
  }

  /// Names of objects in which programs group what they say of a call, small and without signs.
  static let groups = Set(
    """
    metrics metric timing timings perf performance meta metadata context ctx stats statistics info details extra fields http telemetry \
    measurements llm ai genai call attributes props properties trace span labels tags caller client tenant usermeta userinfo \
    usage tokenusage llmusage
    """.split(separator: " ").map(String.init))
}
