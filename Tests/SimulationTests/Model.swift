import Caching
import Simulation
import Traces
import Units

/// The slow, obviously right model: one list of events in the order of law 3, dictionaries, no cleverness. The engine must agree with it,
/// request by request. Only the draws and the size of an entry are shared with the engine.
struct Model {
  /// The kinds of events, in the order of law 3.
  enum Kind: Int { case completion, visibility, invalidation, arrival, expiry }

  struct Event {
    var time: Int64
    var kind: Kind
    var sequence: Int
    var order: [Int64] { [time, Int64(kind.rawValue), Int64(sequence)] }
  }

  struct Entry {
    var wording: UInt32
    var answer: Int
    var bytes: Int
    var deadline: Int64?
  }

  struct Store {
    var entries: [UInt32: Entry] = [:]
    /// The next to be evicted first.
    var queue: [UInt32] = []
    var counts = EntryFacts()
    var reads = 0
    var nullReads = 0
    var byteMicroseconds: Int64 = 0
    var peakBytes = 0
    var peakEntries = 0
  }

  struct EntryFacts: Equatable { var fills = 0, replaced = 0, expired = 0, evicted = 0, resident = 0 }
  struct PostingFacts: Equatable { var calls = 0, unpriced = 0, nanodollars: Int64 = 0 }

  let strategy: Strategy
  let traffic: Traffic
  let draws: Draws
  let keys: [UInt32]
  let wordings: [UInt32]

  var events: [Event] = []
  var stores: [Store]
  var asked: Set<UInt32> = []
  var underWay: [UInt32: Int] = [:]
  var lastLoss: [UInt32: Cause] = [:]

  var outcome: [Outcome]
  var cause: [Cause]
  var tier: [UInt8]
  var latency: [Int64]
  var made: [UInt32: PostingFacts] = [:]
  var avoided: [UInt32: PostingFacts] = [:]

  init(_ strategy: Strategy, _ traffic: Traffic, seed: UInt64) {
    self.strategy = strategy
    self.traffic = traffic
    draws = Draws(seed: seed)
    keys = traffic.trace.keys(strategy.key, scope: strategy.scope).ids
    wordings = traffic.trace.keys(KeyRule(fields: strategy.key.fields), scope: strategy.scope).ids
    let count = traffic.trace.requests.count
    stores = strategy.tiers.map { _ in Store() }
    outcome = Array(repeating: .bypass, count: count)
    cause = Array(repeating: .none, count: count)
    tier = Array(repeating: 0, count: count)
    latency = Array(repeating: 0, count: count)
    for i in 0..<count { events.append(Event(time: traffic.trace.requests.arrival[i], kind: .arrival, sequence: i)) }
  }

  mutating func run() {
    let end = traffic.trace.requests.arrival.last ?? 0
    var now = traffic.trace.requests.arrival.first ?? 0
    while events.contains(where: { $0.kind != .expiry }) {
      let next = events.indices.min { events[$0].order.lexicographicallyPrecedes(events[$1].order) } ?? 0
      let event = events.remove(at: next)
      for s in stores.indices { stores[s].byteMicroseconds += Int64(used(s)) * max(0, min(event.time, end) - min(now, end)) }
      now = event.time
      switch event.kind {
      case .completion: complete(event.sequence, at: now)
      case .arrival: arrive(event.sequence, at: now)
      default: expire(at: now)
      }
      for s in stores.indices where now <= end {
        stores[s].peakBytes = max(stores[s].peakBytes, used(s))
        stores[s].peakEntries = max(stores[s].peakEntries, stores[s].entries.count)
      }
    }
    for s in stores.indices { stores[s].counts.resident = stores[s].entries.count }
  }

  private mutating func arrive(_ i: Int, at now: Int64) {
    let flags = traffic.trace.requests.flags[i]
    let honours = strategy.eligibility.honoursControls
    let refusal = bypass(i)
    let refreshes = refusal == nil && honours && flags.contains(.refreshCache)
    var time: Int64 = 0
    var why = refusal ?? (refreshes ? .control : .none)
    if refusal == nil, !refreshes, !strategy.tiers.isEmpty {
      for s in stores.indices {
        time += lookUp(i, s)
        stores[s].reads += 1
        guard let entry = stores[s].entries[keys[i]] else {
          stores[s].nullReads += 1
          continue
        }
        hit(i, s, entry, at: now)
        latency[i] = flags.contains(.batch) ? Replay.noLatency : time
        asked.insert(keys[i])
        return
      }
      if underWay[keys[i], default: 0] > 0 {
        why = .inFlight
      } else if let loss = lastLoss[keys[i]] {
        why = loss
      } else {
        why = asked.contains(keys[i]) ? .none : .cold
      }
    }
    let failed = flags.contains(.failed)
    outcome[i] = failed ? .error : refusal != nil || refreshes || strategy.tiers.isEmpty ? .bypass : .miss
    cause[i] = why
    latency[i] = flags.contains(.batch) ? Replay.noLatency : time + traffic.duration[i]
    made = posting(i, to: made)
    guard refusal == nil, !strategy.tiers.isEmpty else { return }
    asked.insert(keys[i])
    let answer = Int(traffic.trace.requests.answerBytes[i])
    let kept = !failed && !flags.contains(.unfinishedAnswer) && !(honours && flags.contains(.noStore))
    if kept, stores.indices.contains(where: { fits(answer, $0) }) {
      underWay[keys[i], default: 0] += 1
      events.append(Event(time: now + time + traffic.duration[i], kind: .completion, sequence: i))
    } else {
      lastLoss[keys[i]] = .notStored
    }
  }

  private mutating func hit(_ i: Int, _ s: Int, _ entry: Entry, at now: Int64) {
    outcome[i] = .hit
    cause[i] = entry.wording == wordings[i] ? .exact : .near
    tier[i] = UInt8(s + 1)
    avoided = posting(i, to: avoided)
    if strategy.tiers[s].policy == .lru {
      stores[s].queue.removeAll { $0 == keys[i] }
      stores[s].queue.append(keys[i])
    }
    if case .sliding(let ttl) = strategy.tiers[s].expiry {
      stores[s].entries[keys[i]]?.deadline = now + ttl.count
      events.append(Event(time: now + ttl.count, kind: .expiry, sequence: i))
    }
    let rest = stores[s].entries[keys[i]]?.deadline
    for above in 0..<s {
      if fits(entry.answer, above) { store(keys[i], entry.wording, entry.answer, above, at: now, atMost: rest) }
    }
  }

  private mutating func complete(_ i: Int, at now: Int64) {
    underWay[keys[i], default: 0] -= 1
    let answer = Int(traffic.trace.requests.answerBytes[i])
    for s in stores.indices where fits(answer, s) {
      store(keys[i], wordings[i], answer, s, at: now, atMost: nil)
    }
  }

  private mutating func store(_ key: UInt32, _ wording: UInt32, _ answer: Int, _ s: Int, at now: Int64, atMost: Int64?) {
    if stores[s].entries.removeValue(forKey: key) != nil {
      stores[s].queue.removeAll { $0 == key }
      stores[s].counts.replaced += 1
    }
    let bytes = size(answer, s)
    while !hasRoom(for: bytes, s), let victim = stores[s].queue.first {
      stores[s].queue.removeFirst()
      stores[s].entries[victim] = nil
      stores[s].counts.evicted += 1
      lastLoss[victim] = .evicted
    }
    var deadline: Int64?
    switch strategy.tiers[s].expiry {
    case .never: deadline = atMost
    case .fixed(let ttl), .sliding(let ttl): deadline = min(now + ttl.count, atMost ?? .max)
    }
    if let deadline { events.append(Event(time: deadline, kind: .expiry, sequence: Int(key))) }
    stores[s].entries[key] = Entry(wording: wording, answer: answer, bytes: bytes, deadline: deadline)
    stores[s].queue.append(key)
    stores[s].counts.fills += 1
  }

  private mutating func expire(at now: Int64) {
    for s in stores.indices {
      for (key, entry) in stores[s].entries where entry.deadline == now {
        stores[s].entries[key] = nil
        stores[s].queue.removeAll { $0 == key }
        stores[s].counts.expired += 1
        lastLoss[key] = .expired
      }
    }
  }
}

extension Model {
  private func bypass(_ i: Int) -> Cause? {
    let trace = traffic.trace
    let row = Int(trace.requests.parameters[i])
    let flags = trace.requests.flags[i]
    let rules = strategy.eligibility
    guard !strategy.tiers.isEmpty else { return Cause.none }
    if !trace.endpoints[row].isGeneration { return .endpoint }
    if keys[i] == Keys.none || flags.contains(.noContent) { return .noContent }
    if flags.contains(.missingContext), !strategy.key.fields.isDisjoint(with: [.messages, .earlierTurns]) { return .noContent }
    if rules.honoursControls, flags.contains(.skipCache) { return .control }
    let temperature = trace.temperatures[Int(trace.parameters[.temperature]?[row] ?? 0)] ?? rules.defaultTemperature
    if let limit = rules.maximumTemperature, temperature > limit { return .temperature }
    if !rules.streams, flags.contains(.streamed) { return .stream }
    if !rules.tools, trace.parameters[.tools]?[row] != 0 || flags.contains(.calledTools) { return .tools }
    if !traffic.apart.isEmpty, traffic.apart[i] != .none { return traffic.apart[i] }
    return nil
  }

  private func lookUp(_ i: Int, _ s: Int) -> Int64 {
    strategy.tiers[s].latency.draw(draws, ordinal: UInt64(i), stage: UInt64(s))
  }

  private func posting(_ i: Int, to side: [UInt32: PostingFacts]) -> [UInt32: PostingFacts] {
    let model = traffic.trace.parameters[.model]?[Int(traffic.trace.requests.parameters[i])] ?? 0
    var side = side
    var facts = side[model] ?? PostingFacts()
    facts.calls += 1
    if traffic.cost[i] == Traffic.unpriced { facts.unpriced += 1 } else { facts.nanodollars += traffic.cost[i] }
    side[model] = facts
    return side
  }

  private func expires(_ s: Int) -> Bool { strategy.tiers[s].expiry != .never }

  private func size(_ answer: Int, _ s: Int) -> Int {
    guard case .bytes(_, let overhead) = strategy.tiers[s].capacity else { return answer }
    return overhead.entryBytes(answer: answer, expires: expires(s))
  }

  private func table(_ s: Int, _ entries: Int) -> Int {
    guard case .bytes(_, let overhead) = strategy.tiers[s].capacity else { return 0 }
    return overhead.tableBytes(entries: entries, expires: expires(s))
  }

  private func used(_ s: Int) -> Int {
    stores[s].entries.values.reduce(table(s, stores[s].entries.count)) { $0 + $1.bytes }
  }

  private func hasRoom(for bytes: Int, _ s: Int) -> Bool {
    let held = stores[s].entries
    switch strategy.tiers[s].capacity {
    case .unlimited: return true
    case .entries(let limit): return held.count + 1 <= limit
    case .bytes(let limit, let overhead):
      return held.values.reduce(bytes) { $0 + $1.bytes } + table(s, held.count + 1) + overhead.fixedBytes <= limit
    }
  }

  private func fits(_ answer: Int, _ s: Int) -> Bool {
    if let largest = strategy.tiers[s].largestValue, answer > largest { return false }
    guard case .bytes(let limit, let overhead) = strategy.tiers[s].capacity else { return true }
    return size(answer, s) + table(s, 1) + overhead.fixedBytes <= limit
  }
}
