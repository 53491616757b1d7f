import Traces
import Units

/// The event replay: arrivals, completions and expiries in the order of law 3, over flat arrays by dense key.
///
/// Look-ups, and copies from a lower tier to those above it, happen at the instant of arrival; only the latency adds up what they took. An
/// answer is stored in every tier that admits it, when its call completes (law 12).
struct EventEngine {
  private let requests: Requests
  private let durations: [Int64]
  private let costs: [Int64]
  /// Why requests stand apart from the default saving (law 5); empty where none does.
  private let apart: [Cause]
  /// Model ids by row of the trace's parameters.
  private let models: [UInt32]
  private let keys: [UInt32]
  private let wordings: [UInt32]
  private let screen: Screen
  private let latencies: [LatencyModel]
  private let draws: Draws

  private var tiers: [TierStore]
  private var states: [KeyState]
  /// Calls whose answer will be stored, by completion; the subject of an event is the request.
  private var flights = EventQueue()
  private var replay: Replay

  init(_ strategy: Strategy, _ traffic: Traffic, projections: Projections?, seed: UInt64) {
    let trace = traffic.trace
    requests = trace.requests
    durations = traffic.duration
    costs = traffic.cost
    apart = traffic.apart
    models = trace.parameters[.model] ?? Array(repeating: 0, count: trace.parameters.count)
    screen = Screen(strategy, trace)
    latencies = strategy.tiers.map(\.latency)
    draws = Draws(seed: seed)
    replay = Replay(requests: trace.requests.count, models: models.reduce(0) { max($0, Int($1)) } + 1)

    guard !strategy.tiers.isEmpty else {
      (keys, wordings, tiers, states) = ([], [], [], [])
      return
    }
    func project(_ rule: KeyRule) -> Keys { projections?.keys(rule, strategy.scope) ?? trace.keys(rule, scope: strategy.scope) }
    let projected = project(strategy.key)
    keys = projected.ids
    let wordForWord = strategy.key.wordForWord
    wordings = wordForWord == strategy.key ? projected.ids : project(wordForWord).ids
    let span = trace.span ?? 0...0
    tiers = strategy.tiers.map { TierStore($0, keys: projected.count, span: span) }
    states = Array(repeating: KeyState(), count: projected.count)
  }

  /// Runs the replay to its end and hands out the result.
  consuming func run() -> Replay {
    for i in 0..<requests.count {
      advance(to: requests.arrival[i])
      arrive(i)
    }
    // After the last arrival, what is under way completes (law 23); expiry goes on until then.
    while let flight = flights.pop() { complete(flight) }
    for index in tiers.indices { tiers[index].close() }
    replay.entries = tiers.map(\.counts)
    replay.use = tiers.map(\.use)
    return replay
  }

  /// Everything that law 3 puts before an arrival at `time`.
  private mutating func advance(to time: Int64) {
    while flights.nextTime <= time, let flight = flights.pop() { complete(flight) }
    expire(before: time)
  }

  private mutating func expire(before time: Int64) {
    for index in tiers.indices { tiers[index].expire(before: time, states: &states) }
  }

  private mutating func complete(_ flight: Event) {
    expire(before: flight.time)
    let i = Int(flight.subject)
    let key = keys[i]
    states[Int(key)].underWay -= 1
    let answerBytes = requests.answerBytes[i]
    for index in tiers.indices where tiers[index].admits(answerBytes) {
      tiers[index].fill(key, wording: wordings[i], answerBytes: answerBytes, at: flight.time, states: &states)
    }
  }

  private mutating func arrive(_ i: Int) {
    let flags = requests.flags[i]
    let key = keys.isEmpty ? Keys.none : keys[i]
    if let cause = screen.bypass(parameters: requests.parameters[i], key: key, flags: flags) {
      goUpstream(i, .bypass, cause, after: 0)
    } else if !apart.isEmpty, !tiers.isEmpty, apart[i] != .none {
      goUpstream(i, .bypass, apart[i], after: 0)
    } else if screen.refreshes(flags) {
      goUpstream(i, .bypass, .control, after: 0)
      takeOff(i, after: 0)
    } else {
      lookUp(i, key)
    }
  }

  /// Looks in the tiers in order; what was visited counts in the latency (laws 4 and 17).
  private mutating func lookUp(_ i: Int, _ key: UInt32) {
    let now = requests.arrival[i]
    var time: Int64 = 0
    for index in tiers.indices {
      time += latencies[index].draw(draws, ordinal: UInt64(i), stage: UInt64(index))
      guard let found = tiers[index].lookUp(key, at: now) else { continue }
      for above in 0..<index where tiers[above].admits(found.answerBytes) {
        tiers[above].fill(
          key, wording: found.wording, answerBytes: found.answerBytes, at: now, latest: found.deadline, states: &states)
      }
      replay.record(i, .hit, found.wording == wordings[i] ? .exact : .near, tier: index + 1, latency: logged(time, i))
      replay.ledger.avoided[model(i)].add(costs[i])
      return
    }
    goUpstream(i, .miss, states[Int(key)].missCause, after: time)
    takeOff(i, after: time)
  }

  /// A call that is made: a failed one stays an error with its logged duration (law 6).
  private mutating func goUpstream(_ i: Int, _ outcome: Outcome, _ cause: Cause, after wait: Int64) {
    let outcome = requests.flags[i].contains(.failed) ? .error : outcome
    replay.record(i, outcome, cause, tier: 0, latency: logged(sum(wait, max(0, durations[i])), i))
    replay.ledger.made[model(i)].add(costs[i])
  }

  /// Books the completion of a call, if its answer can be stored.
  private mutating func takeOff(_ i: Int, after wait: Int64) {
    let key = Int(keys[i])
    let answerBytes = requests.answerBytes[i]
    guard screen.stores(requests.flags[i]), tiers.contains(where: { $0.admits(answerBytes) }) else {
      states[key].fate = .notStored
      return
    }
    states[key].underWay += 1
    let end = sum(requests.arrival[i], sum(wait, max(0, durations[i])))
    flights.push(Event(time: end, sequence: UInt32(i), subject: UInt32(i)))
  }

  private func model(_ i: Int) -> Int { Int(models[Int(requests.parameters[i])]) }

  private func logged(_ latency: Int64, _ i: Int) -> Int64 { requests.flags[i].contains(.batch) ? Replay.noLatency : latency }

  /// The sum, or the end of time.
  private func sum(_ a: Int64, _ b: Int64) -> Int64 {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? .max : sum
  }
}

extension Strategy {
  /// What this strategy would have done with some traffic.
  ///
  /// Deterministic: it depends on the traffic, the strategy and the seed alone.
  ///
  /// - Parameter projections: the keys, where many strategies share them.
  /// - Throws: ``StrategyError`` where a field is wrong, or where the result breaks a law of conservation (law 31).
  /// - Complexity: O(requests × tiers × log calls under way), and the projection where it is not given.
  public func replay(_ traffic: Traffic, projections: Projections? = nil, seed: UInt64) throws(StrategyError) -> Replay {
    try validate()
    try requireInputs(traffic)
    let replay = EventEngine(self, traffic, projections: projections, seed: seed).run()
    try replay.check(against: traffic)
    return replay
  }
}
