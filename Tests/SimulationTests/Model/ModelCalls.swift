import Caching
import Traces
import Units

@testable import Simulation

extension Model {
  mutating func depart(
    _ i: Int, _ outcome: Outcome, _ cause: Cause, at now: Int64, start: Int64, isLookedUp: Bool = false, leads: Bool = false,
    refreshes: (tier: Int, slot: Slot)? = nil, inHand: (tier: Int, answer: Int)? = nil
  ) {
    let call = Call(i, i, .request)
    (call.outcome, call.cause, call.refreshes, call.inHand, call.wasLookedUp) = (outcome, cause, refreshes, inHand, isLookedUp)
    call.stores = isLookedUp && isStorable(i)
    if isLookedUp, !call.stores { lose(plan.ids[i], .notStored, at: now) }
    begin(call, at: now, start: start, leads: leads)
  }

  mutating func begin(_ call: Call, at now: Int64, start: Int64, leads: Bool) {
    let i = call.request
    call.epoch = invalidations.count
    call.side = side
    call.fails = requests.flags[i].contains(.failed)
    if call.stores { underWay[plan.ids[i], default: 0] += 1 }
    if leads, strategy.flights.singleFlight != .none {
      let flight = flight(i)
      call.flight = flight
      flights[flight] = call
    }
    if let refreshed = call.refreshes { stores[refreshed.tier].refreshing.insert(refreshed.slot) }
    if strategy.upstream.isUnlimited {
      call.state = .running
      at(start + duration(i), .completion, call.sequence, .land(call))
    } else {
      at(start, .attempt, call.sequence, .attempt(call))
      if let patience = strategy.upstream.timeout { at(start + patience.count, .givingUp, call.sequence, .giveUp(call)) }
    }
  }

  mutating func land(_ call: Call, at now: Int64) {
    let i = call.request
    guard call.state == .running else { return }
    call.state = .over
    if !strategy.upstream.isUnlimited {
      leave(i, at: now)
      // What was turned away in the log is decided anew.
      if requests.status[i] == 429, mutation != .refusalsStand { call.fails = false }
    }
    if call.kind == .request { finish(call, call.cause, at: now) }
    if call.stores {
      underWay[plan.ids[i], default: 0] -= 1
      if !call.fails { storeAnswer(call, at: now) }
    }
    settle(call, at: now)
  }

  /// The request of a call is over.
  mutating func finish(_ call: Call, _ why: Cause, at now: Int64) {
    let i = call.request
    if call.fails, let old = call.inHand {
      outcome[i] = .stale
      record(i, why == .rateLimited ? why : .ifError, tier: old.tier + 1, latency: now - requests.arrival[i], answer: old.answer)
    } else {
      outcome[i] = call.fails ? .error : call.outcome
      record(i, why, tier: 0, latency: now - requests.arrival[i], answer: i)
    }
    if why == .rateLimited, mutation != .refusedIsBilled {
      refused[model(i), default: .init()].add(traffic.cost[i], mutation)
    } else {
      made[model(i), default: .init()].add(traffic.cost[i], mutation)
    }
  }

  private mutating func storeAnswer(_ call: Call, at now: Int64) {
    let i = call.request
    var (isStored, isDiscarded) = (false, false)
    for s in stores.indices where strategy.tiers[s].fill.onMiss && fits(i, s) {
      if isInvalidated(i, since: call.epoch, tier: s) {
        isDiscarded = true
      } else if write(s, Slot(side: call.side, place: places[s][i], key: plan.ids[i]), i, by: i, at: now) {
        isStored = true
      }
    }
    if !isStored { lose(plan.ids[i], isDiscarded ? .invalidated : .notStored, at: now) }
  }

  /// What waits for a call goes on.
  mutating func settle(_ call: Call, at now: Int64) {
    if let refreshed = call.refreshes { stores[refreshed.tier].refreshing.remove(refreshed.slot) }
    guard let flight = call.flight else { return }
    if flights[flight] === call { flights[flight] = nil }
    let waiting = call.followers.filter(\.isWaiting)
    if let polls = strategy.flights.polls?.count, call.fails || !call.stores, mutation != .followersDoNotLookAgain {
      for follower in waiting {
        var time = max(now, follower.start)
        while (time - follower.start) % polls != 0 { time += 1 }
        at(time, .look, follower.request, .look(follower))
      }
      return
    }
    if call.fails, mutation != .followersFailWithTheLeader {
      guard let first = waiting.first else { return }
      first.isWaiting = false
      depart(
        first.request, .miss, .inFlight, at: now, start: max(now, first.start), isLookedUp: true, leads: true, inHand: first.inHand)
      flights[self.flight(first.request)]?.followers = Array(waiting.dropFirst())
      return
    }
    for follower in waiting {
      follower.isWaiting = false
      let i = follower.request
      guard call.stores || mutation == .whatIsNotStoredIsShared else {
        depart(i, .miss, .inFlight, at: now, start: max(now, follower.start), isLookedUp: true, inHand: follower.inHand)
        continue
      }
      var end = max(now, follower.start)
      if let polls = strategy.flights.polls?.count, mutation != .pollsAreAtOnce { while (end - follower.start) % polls != 0 { end += 1 } }
      outcome[i] = .coalesced
      record(i, .none, tier: 0, latency: end - requests.arrival[i], answer: call.request)
      avoided[model(i), default: .init()].add(traffic.cost[i], mutation)
    }
  }

  /// A follower looks: for a call to wait for, then for an answer; where there is neither, it leads.
  mutating func look(_ follower: Follower, at now: Int64) {
    guard follower.isWaiting else { return }
    let i = follower.request
    if let call = joinable(flight(i)) {
      call.followers.append(follower)
      return
    }
    follower.isWaiting = false
    for (s, rules) in strategy.tiers.enumerated() where rules.answersByKey && !isDown(s, slot(i, s), at: now) {
      guard let entry = stores[s].entries[slot(i, s)], now <= entry.deadline ?? .max else { continue }
      if let until = stores[s].nothingUntil[slot(i, s)], now <= until { continue }
      if let age = maximumAge(i), now - entry.born > age { continue }
      outcome[i] = .coalesced
      record(i, .none, tier: 0, latency: now - requests.arrival[i], answer: entry.answer)
      avoided[model(i), default: .init()].add(traffic.cost[i], mutation)
      return
    }
    depart(i, .miss, .inFlight, at: now, start: now, isLookedUp: true, leads: true, inHand: follower.inHand)
  }

  mutating func stopWaiting(_ follower: Follower, at now: Int64) {
    guard follower.isWaiting else { return }
    follower.isWaiting = false
    depart(follower.request, .miss, .lockTimeout, at: now, start: now, isLookedUp: mutation == .lockTimeoutStores, inHand: follower.inHand)
  }

  /// Where others wait for a request: its key in its domain.
  func flight(_ i: Int) -> Slot { Slot(side: side, place: domains[i], key: plan.ids[i]) }

  /// The call that can be waited for: one that began before an invalidation of its key is none.
  func joinable(_ flight: Slot) -> Call? {
    guard let call = flights[flight] else { return nil }
    return mutation != .invalidatedIsJoined && isInvalidated(call.request, since: call.epoch, tier: nil) ? nil : call
  }
}

/// Token buckets and a queue, as plainly as can be.
struct Buckets {
  var requests: Int64
  var tokens: Int64
  var since: Int64
  var running: [Model.Call] = []
  var waiting: [Model.Call] = []
}

extension Model {
  private static let token: Int64 = 60_000_000

  private func group(_ i: Int) -> Int { strategy.upstream.perModel ? Int(model(i)) : 0 }

  mutating func attempt(_ call: Call, at now: Int64) {
    guard call.state == .trying else { return }
    let i = call.request
    let limits = strategy.upstream
    let perMinute = Int64(limits.requestsPerMinute ?? 0)
    let tokensPerMinute = Int64(limits.tokensPerMinute ?? 0)
    var bucket = buckets[group(i)] ?? Buckets(requests: perMinute * Self.token, tokens: tokensPerMinute * Self.token, since: now)
    bucket.requests = min(perMinute * Self.token, bucket.requests + (now - bucket.since) * perMinute)
    bucket.tokens = min(tokensPerMinute * Self.token, bucket.tokens + (now - bucket.since) * tokensPerMinute)
    bucket.since = now
    bucket.waiting.removeAll { $0.state != .queued }
    let isFull = bucket.running.count >= limits.concurrency ?? .max
    let oneRequest = limits.requestsPerMinute == nil ? 0 : Self.token
    let itsTokens = limits.tokensPerMinute == nil ? 0 : min(Int64(requests.usage(i).total), tokensPerMinute) * Self.token
    let isTaken =
      !(isFull && bucket.waiting.count >= limits.queue ?? .max && mutation != .queuesHaveNoEnd) && bucket.requests >= oneRequest
      && bucket.tokens >= itsTokens
    if isTaken {
      bucket.requests -= oneRequest
      bucket.tokens -= itsTokens
      if isFull {
        call.state = .queued
        bucket.waiting.append(call)
      }
    }
    buckets[group(i)] = bucket
    if isTaken, !isFull {
      start(call, at: now)
    } else if !isTaken {
      if call.kind == .request, call.tries < limits.retry.attempts {
        call.tries += 1
        retries += 1
        var wait = Double(limits.retry.wait.count)
        for _ in 1..<call.tries { wait *= limits.retry.factor }
        if mutation == .retriesAreAtOnce { wait = 0 }
        at(now + Int64(wait.rounded()), .attempt, call.sequence, .attempt(call))
      } else {
        fail(call, .rateLimited, at: now)
      }
    }
  }

  private mutating func start(_ call: Call, at now: Int64) {
    call.state = .running
    buckets[group(call.request)]?.running.append(call)
    at(now + duration(call.request), .completion, call.sequence, .land(call))
  }

  /// A running call is over; the one that waits longest starts.
  mutating func leave(_ i: Int, at now: Int64) {
    buckets[group(i)]?.running.removeAll { $0.state == .over }
    if let next = buckets[group(i)]?.waiting.first(where: { $0.state == .queued }) {
      buckets[group(i)]?.waiting.removeAll { $0 === next }
      start(next, at: now)
    }
  }

  mutating func giveUp(_ call: Call, at now: Int64) {
    guard call.state != .over else { return }
    let wasRunning = call.state == .running
    call.state = .over
    if wasRunning { leave(call.request, at: now) }
    fail(call, .timedOut, at: now)
  }

  private mutating func fail(_ call: Call, _ why: Cause, at now: Int64) {
    call.state = .over
    call.fails = true
    if call.kind == .request { finish(call, why, at: now) }
    if call.stores {
      underWay[plan.ids[call.request], default: 0] -= 1
      if call.kind == .request { lose(plan.ids[call.request], .notStored, at: now) }
    }
    settle(call, at: now)
  }
}
