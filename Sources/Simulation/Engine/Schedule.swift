import Caching
import Traces
import Units

/// Which answers an invalidation removes.
enum Matcher {
  case nothing
  case all(tier: Int?)
  case parameters([Bool], tier: Int?)
  case queryClass(UInt8, [UInt8], tier: Int?)

  init(_ action: ScheduledEvent.Action, _ strategy: Strategy, _ traffic: Traffic) {
    guard case .invalidate(let target, let name) = action else {
      self = .nothing
      return
    }
    let tier = name.flatMap { name in strategy.tiers.firstIndex { $0.name == name } }
    switch target {
    case .all: self = .all(tier: tier)
    case .model(let model):
      let rows = 0..<traffic.trace.parameters.count
      let table = ModelTable([model: true])
      self = .parameters(rows.map { table[traffic.trace.name(.model, parameters: $0)] ?? false }, tier: tier)
    case .queryClass(let name):
      let classes = strategy.classifier.flatMap { traffic.classes[$0] } ?? []
      self = .queryClass(strategy.classifier?.number(name) ?? 0, classes, tier: tier)
    }
  }

  /// The tier that it concerns; `nil` for all.
  var tier: Int? {
    switch self {
    case .nothing: nil
    case .all(let tier), .parameters(_, let tier), .queryClass(_, _, let tier): tier
    }
  }

  func matches(_ i: Int, parameters row: UInt32) -> Bool {
    switch self {
    case .nothing: false
    case .all: true
    case .parameters(let rows, _): rows[Int(row)]
    case .queryClass(let number, let classes, _): classes[i] == number
    }
  }
}

extension ScheduledEvent {
  /// When it is done first in a log that begins at `start`: of a repeated one the last time before that, or the first after.
  public func first(start: Int64) -> Int64 {
    let time = at.time(start: start)
    guard let every = every?.count, time < start else { return time }
    return time + (start - time) / every * every
  }
}

extension EventEngine {
  /// Whether an invalidation concerned the answer of a request since an epoch, in a tier; `nil`: in all of them.
  @inline(__always)
  mutating func isInvalidated(since epoch: UInt32, request i: Int, tier: Int?) -> Bool {
    Int(epoch) < invalidationCount && isInvalidated(byOneSince: epoch, request: i, tier: tier)
  }

  private mutating func isInvalidated(byOneSince epoch: UInt32, request i: Int, tier: Int?) -> Bool {
    for event in invalidations[Int(epoch)...] {
      let matcher = matchers[event]
      if matcher.tier == nil || matcher.tier == tier, matcher.matches(i, parameters: requests.parameters[i]) { return true }
    }
    return false
  }

  /// A scheduled event happens.
  mutating func happen(_ index: Int, at now: Int64) {
    let event = strategy.events[index]
    if let every = event.every?.count, sum(now, every) <= lastArrival {
      schedule.push(Event(time: now + every, sequence: UInt32(index), subject: UInt32(index)))
      expect(now + every)
    }
    switch event.action {
    case .invalidate: invalidate(index, at: now)
    case .warm(let warming): warm(warming, at: now)
    case .outage(let outage): takeDown(outage, at: now)
    case .switchOver(let side): self.side = side == .green ? 1 : 0
    }
  }

  private mutating func invalidate(_ index: Int, at now: Int64) {
    invalidations.append(index)
    invalidationCount += 1
    let matcher = matchers[index]
    for tier in tiers.indices where matcher.tier == nil || matcher.tier == tier {
      let before = tiers[tier].counts.invalidated
      tiers[tier].removeAll(at: now, as: .invalidated) { [requests] _, answer in
        matcher.matches(Int(answer), parameters: requests.parameters[Int(answer)])
      }
      tiers[tier].use.deletes += tiers[tier].counts.invalidated - before
    }
  }

  private mutating func takeDown(_ outage: Outage, at now: Int64) {
    for index in tiers.indices where strategy.tiers[index].name == outage.tier {
      let place = outage.place.map { number($0, in: strategy.tiers[index].places.routing) }
      let placeCount = tiers[index].plan.placeCount
      let shards = tiers[index].shards.indices.filter { place == nil || $0 % placeCount == place }
      let until = sum(now, outage.duration.count)
      for shard in shards { tiers[index].takeDown(shard, until: until, lookUpTime: outage.lookUpTime.count) }
      guard !outage.keepsEntries else { continue }
      let tier = tiers[index].plan
      tiers[index].removeAll(at: now, as: .lost) { slot, _ in
        place == nil || tier.place(Int(slot) < tier.count ? slot : slot - UInt32(tier.count)) == place
      }
    }
  }

  /// The number of a place by its name; one that no place has where the log does not know it.
  private func number(_ place: String, in routing: Places.Routing) -> Int {
    guard case .field(let field) = routing, let number = traffic.trace.names[field]?.firstIndex(of: place) else { return -1 }
    return number
  }

  /// Fetches the keys asked most often before now that are not live, as their latest storable answers.
  private mutating func warm(_ warming: Warming, at now: Int64) {
    let from = warming.over.map { now.subtractingReportingOverflow($0.count) }.map { $0.overflow ? .min : $0.partialValue } ?? .min
    var counts = [UInt32](repeating: 0, count: plan.count)
    var latest = [UInt32](repeating: Keys.none, count: plan.count)
    for i in 0..<requests.count where requests.arrival[i] >= from {
      if requests.arrival[i] >= now { break }
      let key = plan.ids[i]
      guard key != Keys.none, screen.bypass(i, key: key, flags: requests.flags[i]) == nil else { continue }
      counts[Int(key)] += 1
      if isStorable(i) { latest[Int(key)] = UInt32(i) }
    }
    let keys = (0..<UInt32(plan.count)).filter { latest[Int($0)] != Keys.none }.sorted {
      (counts[Int($1)], $0) < (counts[Int($0)], $1)
    }
    for key in keys.prefix(warming.top) {
      let i = Int(latest[Int(key)])
      guard !isLive(i, at: now) else { continue }
      var call = Call(request: UInt32(i), sequence: UInt32(requests.count) + warmed, kind: .warming)
      call.stores = true
      warmed += 1
      takeOff(call, at: now, start: now)
    }
  }
  private mutating func isLive(_ i: Int, at now: Int64) -> Bool {
    for index in tiers.indices where tiers[index].answersByKey {
      if tiers[index].isFresh(slot(i, index), at: now) { return true }
    }
    return false
  }
}
