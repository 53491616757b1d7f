internal import Units

/// All requests in the order of their starts, each with its answer.
struct RequestSequence {
  private let spec: WorkloadSpec
  private let draws: Draws
  private let callers: Callers
  private let prompts: Prompts
  private let teams: [String]
  private let digits: Int
  private var arrivals: ArrivalTimes
  private var repeats: Repeats
  private var past: RecentPast
  private var provider = ProviderCache()
  /// The first answer to each wording, where the gateway has a cache.
  private var stored: [Repeats.Wording: StoredAnswer] = [:]
  /// What the gateway's cache did, request by request; empty without one.
  private let cache: [CachedAnswer?]
  /// Key and answer of each request so far, where the gateway has such a cache.
  private var made: [(key: Int, answer: StoredAnswer)] = []
  private var ordinal = 0

  /// An answer in the gateway's cache.
  private struct StoredAnswer {
    var ordinal: Int
    var ready: Timestamp
    var usage: TokenUsage
  }

  init(_ spec: WorkloadSpec, behind cache: [CachedAnswer?] = []) {
    self.spec = spec
    self.cache = cache
    draws = Draws(seed: spec.seed)
    callers = Callers(spec)
    arrivals = ArrivalTimes(spec, draws)
    repeats = Repeats(spec, draws)
    past = RecentPast(spec)
    prompts = Prompts(spec, draws, ranks: repeats.popularity.ranks)
    teams = Vocabulary(spec.topic).teams
    digits = String(spec.requests - 1).count
  }

  /// The id of a request that no cache answered.
  func id(_ ordinal: Int) -> String {
    let number = String(ordinal)
    return spec.name + "-" + String(repeating: "0", count: digits - number.count) + number
  }

  /// The next request; called as often as there are requests.
  mutating func next() -> (exchange: Exchange, plan: Repeats.Plan) {
    defer { ordinal += 1 }
    let start = arrivals.next()
    past.advance(to: start)
    let plan = repeats.next(ordinal, prompts, after: past)
    let key = prompts.key(plan.wording.key)
    var exchange = asked(key, plan, at: start)
    past.add(plan.wording, by: exchange.user, at: start)
    var delivery = Dice(draws, ordinal, .delivery)
    let streams = delivery.happens(spec.streamShare)
    if !cache.isEmpty {
      exchange.isStream = streams
      send(&exchange, key)
      made.append((plan.wording.key, StoredAnswer(ordinal: ordinal, ready: exchange.end, usage: exchange.usage)))
      if let hit = cache[ordinal], hit.from <= ordinal, hit.from >= 0 {
        let (source, answer) = made[hit.from]
        exchange.isStream = false
        exchange.firstToken = nil
        serve(&exchange, prompts.key(source), from: answer, &delivery)
        exchange.duration = hit.duration
      }
    } else if let answer = stored[plan.wording], answer.ready <= start, delivery.happens(spec.loggedCacheHitShare) {
      serve(&exchange, key, from: answer, &delivery)
    } else {
      exchange.isStream = streams
      send(&exchange, key)
      if spec.loggedCacheHitShare > 0, exchange.failure == nil, stored[plan.wording] == nil {
        stored[plan.wording] = StoredAnswer(ordinal: ordinal, ready: exchange.end, usage: exchange.usage)
      }
    }
    return (exchange, plan)
  }

  /// The request, not yet answered.
  private func asked(_ key: Key, _ plan: Repeats.Plan, at start: Timestamp) -> Exchange {
    let user = caller(plan)
    let team = user % spec.teams
    let names = teams[team % teams.count]
    return Exchange(
      id: id(ordinal), ordinal: ordinal, start: start, duration: .zero, model: spec.models[key.model],
      system: key.system.map { prompts.systems[$0] }, cachesSystem: spec.promptCaching, earlier: key.earlier,
      message: plan.edit.applied(to: key.question), temperature: key.temperature, maxTokens: spec.maxTokens, isStream: false, user: user,
      team: team, teamName: team < teams.count ? names : "\(names) \(team / teams.count + 1)", outcome: .failed(.timeout),
      usage: TokenUsage(), created: 0)
  }

  /// Who asks. What was asked recently is asked by someone else, as far as there is anyone: the same user would be regenerating an answer
  /// or retrying, and that is no repeat for a cache (law 5).
  private func caller(_ plan: Repeats.Plan) -> Int {
    var dice = Dice(draws, ordinal, .caller)
    var user = callers.drawn(&dice)
    guard plan.isRecent else { return user }
    for _ in 0..<64 where past.holds(plan.wording.key, by: user) { user = callers.drawn(&dice) }
    return user
  }

  /// The gateway's own cache answers within milliseconds, with usage and answer of the call that it avoids.
  private func serve(_ exchange: inout Exchange, _ key: Key, from answer: StoredAnswer, _ dice: inout Dice) {
    exchange.servedFrom = id(answer.ordinal)
    let instant = String(exchange.start.microseconds)
    exchange.id = id(answer.ordinal) + "_cache_hit" + instant.dropLast(6) + "." + instant.suffix(6)
    exchange.duration = Microseconds(Int64(1 + dice.index(4)) * 1_000)
    exchange.outcome = .answered(prompts.answer(key, to: answer.ordinal))
    exchange.usage = answer.usage
    exchange.created = answer.ready.microseconds / 1_000_000
  }

  /// The provider answers or fails.
  ///
  /// An answer takes the time to the first token plus output over speed. Both are log-normal about the model's medians; one first token of
  /// 33 is four times as late, as measured tails are heavier than the body of the law.
  private mutating func send(_ exchange: inout Exchange, _ key: Key) {
    var failing = Dice(draws, ordinal, .failure)
    if failing.happens(spec.errorShare) {
      let kind = failing.weighted([0.6, 0.25, 0.15])
      let failure: Failure = kind == 0 ? .rateLimited : kind == 1 ? .serverError : .timeout
      let milliseconds = kind == 0 ? 30 + failing.index(120) : kind == 1 ? 300 + failing.index(1_700) : 60_000 + failing.index(40)
      exchange.duration = Microseconds(Int64(milliseconds) * 1_000)
      exchange.outcome = .failed(failure)
    } else {
      let answer = prompts.answer(key, to: ordinal)
      var timing = Dice(draws, ordinal, .timing)
      let median = exchange.model.firstTokenMilliseconds
      let isLate = timing.happens(0.03)
      let first = max(1, timing.logNormal(isLate ? median * 4 : median, isLate ? 0.6 : 0.35).rounded())
      let speed = timing.logNormal(exchange.model.tokensPerSecond, 0.25)
      let whole = (first + Double(answer.tokens) / speed * 1_000).rounded()
      exchange.duration = Microseconds(milliseconds: min(whole, 8.64e7))
      exchange.firstToken = exchange.isStream ? Microseconds(milliseconds: min(first, 8.64e7)) : nil
      exchange.outcome = .answered(answer)
      let prefix = exchange.system.map(tokens) ?? 0
      exchange.usage = provider.usage(
        input: input(exchange), output: answer.tokens, prefix: spec.promptCaching ? prefix : 0, of: key,
        provider: exchange.model.provider, at: exchange.start)
    }
    exchange.created = exchange.end.microseconds / 1_000_000
  }

  /// All input tokens: the texts, and four a message for what frames it.
  private func input(_ exchange: Exchange) -> Int {
    let system = exchange.system.map { tokens($0) + 4 } ?? 0
    return exchange.earlier.reduce(system + tokens(exchange.message) + 4) { $0 + tokens($1.user) + tokens($1.assistant) + 8 }
  }
}
