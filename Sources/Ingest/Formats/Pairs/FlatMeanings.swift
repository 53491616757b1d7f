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
    /// What is measured of a model in training.
    case training
    /// What is measured of an answer, or of many.
    case score
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
    func intersection(_ others: Meanings) -> Meanings { Meanings(bits: bits & others.bits) }
  }

  /// Objects in which programs group what they say, by names that are small and without signs, the surest first: of what a call took, of
  /// whatever their logger was given, and of who called, whose times and costs are of something else.
  private static let groups: [(names: Set<Substring>, meanings: Meanings)] = [
    (
      Set(
        """
        metrics metric timing timings perf performance stats statistics telemetry measurements llm ai genai usage tokenusage llmusage
        """.split(separator: " ")), Meanings.facts
    ),
    (
      Set("meta metadata extra fields attributes".split(separator: " ")),
      Meanings.facts.subtracting(Meanings(.latency, .provider, .cacheHit))
    ),
    (
      Set(
        "context ctx info details http props properties trace span labels tags call caller client tenant usermeta userinfo".split(
          separator: " ")),
      Meanings.shared.subtracting(Meanings(.provider))
    ),
  ]

  /// Which of the groups an object of this name is; `nil` if it is none.
  static func group(named name: String) -> Int? { groups.firstIndex { $0.names.contains(name[...]) } }

  /// What may be taken over from a group.
  static func meanings(of group: Int) -> Meanings { groups[group].meanings }
}
