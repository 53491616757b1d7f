import Caching
import Traces
import Units

/// What the API takes (law 22): token buckets and a queue, one of each or one per model.
struct Upstream {
  private let limits: UpstreamLimits
  private var requests: [Bucket]
  private var tokens: [Bucket]
  private var running: [Int]
  private var queues: [[UInt32]]

  init(_ limits: UpstreamLimits, models: Int) {
    self.limits = limits
    let count = limits.perModel ? models : 1
    requests = Array(repeating: Bucket(perMinute: limits.requestsPerMinute), count: count)
    tokens = Array(repeating: Bucket(perMinute: limits.tokensPerMinute), count: count)
    running = Array(repeating: 0, count: count)
    queues = Array(repeating: [], count: count)
  }

  enum Answer { case starts, waits, rejected }

  /// Whether a call is taken now.
  mutating func ask(_ call: UInt32, model: Int, tokens used: Int, at now: Int64, _ calls: borrowing Pool<Call>) -> Answer {
    let m = limits.perModel ? model : 0
    let isFull = running[m] >= limits.concurrency ?? .max
    if isFull {
      dropAbandoned(m, calls)
      if queues[m].count >= limits.queue ?? .max { return .rejected }
    }
    guard requests[m].has(1, at: now), tokens[m].has(used, at: now) else { return .rejected }
    requests[m].take(1)
    tokens[m].take(used)
    if isFull {
      queues[m].append(call)
      return .waits
    }
    running[m] += 1
    return .starts
  }

  /// Drops from a queue what no longer waits.
  private mutating func dropAbandoned(_ m: Int, _ calls: borrowing Pool<Call>) {
    var waiting: [UInt32] = []
    for call in queues[m] where calls[call].state == .queued { waiting.append(call) }
    queues[m] = waiting
  }

  /// A call is over; the one that waits longest starts, if any does.
  mutating func leave(model: Int, _ calls: borrowing Pool<Call>) -> UInt32? {
    let m = limits.perModel ? model : 0
    running[m] -= 1
    while !queues[m].isEmpty {
      let next = queues[m].removeFirst()
      guard calls[next].state == .queued else { continue }
      running[m] += 1
      return next
    }
    return nil
  }
}

/// A token bucket that holds a minute's worth, in whole units: one token is 60,000,000 of them, and each microsecond adds `perMinute`.
private struct Bucket {
  private static let token: Int64 = 60_000_000
  private let perMinute: Int64?
  private var level: Int64
  private var since = Int64.min

  init(perMinute: Int?) {
    self.perMinute = perMinute.map { Int64(min($0, 1_000_000_000)) }
    level = (self.perMinute ?? 0) * Self.token
  }

  /// Whether there are so many tokens; what exceeds the bucket needs a full one.
  mutating func has(_ count: Int, at now: Int64) -> Bool {
    guard let perMinute else { return true }
    let full = perMinute * Self.token
    if since != .min {
      let (more, overflow) = (now - since).multipliedReportingOverflow(by: perMinute)
      level = overflow || more > full - level ? full : level + more
    }
    since = now
    return level >= need(count, perMinute)
  }

  mutating func take(_ count: Int) {
    if let perMinute { level -= need(count, perMinute) }
  }

  private func need(_ count: Int, _ perMinute: Int64) -> Int64 { min(Int64(count), perMinute) * Self.token }
}

extension EventEngine {
  /// Books a try of a call.
  mutating func tryAgain(_ index: UInt32, at time: Int64) {
    calls[index].state = .trying
    attempts.push(Event(time: time, sequence: calls[index].sequence, subject: index))
    expect(time)
  }

  /// A call is tried: it starts, waits, or is turned away and tried again by the rule.
  mutating func attempt(_ event: Event) {
    let index = event.subject
    let call = calls[index]
    guard call.sequence == event.sequence, call.state == .trying else { return }
    let i = Int(call.request)
    let used = requests.usage(i).total
    let model = books.model(i)
    let answer = upstream?.ask(index, model: model, tokens: used, at: event.time, calls)
    switch answer {
    case .starts: start(index, at: event.time)
    case .waits: calls[index].state = .queued
    case .rejected, nil:
      let rule = strategy.upstream.retry
      if call.kind == .request, Int(call.tries) < rule.attempts {
        calls[index].tries += 1
        books.postRetry(i)
        tryAgain(index, at: sum(event.time, rule.wait(after: Int(call.tries))))
      } else {
        fail(index, .rateLimited, at: event.time)
      }
    }
  }

  private mutating func start(_ index: UInt32, at now: Int64) {
    calls[index].state = .running
    let end = sum(now, max(0, durations[Int(calls[index].request)]))
    landings.push(Event(time: end, sequence: calls[index].sequence, subject: index))
    expect(end)
  }

  /// A running call is over: the next may start.
  mutating func vacate(_ call: Call, at now: Int64) {
    let model = books.model(Int(call.request))
    let next = upstream?.leave(model: model, calls)
    if let next { start(next, at: now) }
  }

  /// A call has taken too long.
  mutating func giveUp(_ event: Event) {
    let call = calls[event.subject]
    guard call.sequence == event.sequence, call.state != .free else { return }
    calls[event.subject].state = .free
    if call.state == .running { vacate(call, at: event.time) }
    fail(event.subject, .timedOut, at: event.time)
  }

  /// A call fails here that may not have failed in the log.
  private mutating func fail(_ index: UInt32, _ cause: Cause, at now: Int64) {
    var call = calls[index]
    let i = Int(call.request)
    call.failed = true
    if call.kind == .request { finish(i, .error, cause, failed: true, end: now, inHand: call.inHand) }
    if call.stores {
      states[Int(plan.ids[i])].underWay -= 1
      if call.kind == .request { states[Int(plan.ids[i])].note(.notStored, at: now) }
    }
    settle(index, call, at: now)
  }
}

extension RetryRule {
  /// The wait after so many tries beside the first: `wait` × `factor` to their power, at most 24 hours.
  func wait(after tries: Int) -> Int64 {
    var time = Double(wait.count)
    for _ in 0..<tries { time *= factor }
    return Int64(min(time.rounded(), Double(LatencyModel.longest.count)))
  }
}
