import Caching
import Traces
import Units

@testable import Simulation

extension Model {
  /// Whether an answer was invalidated since an epoch in a tier, or in all.
  func isInvalidated(_ i: Int, since epoch: Int, tier s: Int?) -> Bool {
    if mutation == .invalidationForgetsFlights { return false }
    return invalidations.dropFirst(epoch).contains { concerns(i, $0, tier: s) }
  }

  private func concerns(_ i: Int, _ index: Int, tier s: Int?) -> Bool {
    guard case .invalidate(let target, let name) = strategy.events[index].action else { return false }
    if let name, s.map({ strategy.tiers[$0].name != name }) ?? true { return false }
    switch target {
    case .all: return true
    case .model(let model): return traffic.trace.model(i) == model
    case .queryClass(let name):
      guard let classifier = strategy.classifier, let number = traffic.classes[classifier]?[i], number > 0 else { return false }
      return classifier.classes[Int(number) - 1].name == name
    }
  }

  mutating func happen(_ index: Int, at now: Int64) {
    let event = strategy.events[index]
    if let every = event.every?.count, now + every <= end { at(now + every, .scheduled, index, .happen(index)) }
    switch event.action {
    case .invalidate:
      invalidations.append(index)
      for s in stores.indices {
        for (slot, entry) in stores[s].entries where concerns(entry.answer, index, tier: s) {
          remove(slot, s, .invalidated, at: now)
          stores[s].use.deletes += 1
        }
      }
    case .warm(let rules): warm(rules, at: now)
    case .outage(let outage): takeDown(outage, at: now)
    case .switchOver(let side): self.side = side == .green && mutation != .sidesAreOne ? 1 : 0
    }
  }

  private mutating func takeDown(_ outage: Outage, at now: Int64) {
    for s in stores.indices where strategy.tiers[s].name == outage.tier {
      func isMeant(_ place: Int) -> Bool {
        guard let name = outage.place else { return true }
        guard case .field(let field) = strategy.tiers[s].places.routing else { return false }
        return traffic.trace.names[field]?[place] == name
      }
      for place in Set(places[s]) where isMeant(place) {
        for side in 0...1 {
          let shard = shard(s, Slot(side: side, place: place, key: 0))
          stores[s].downUntil[shard] = max(stores[s].downUntil[shard] ?? .min, now + outage.duration.count)
          stores[s].downTime[shard] = outage.lookUpTime.count
        }
      }
      guard !outage.keepsEntries else { continue }
      for slot in stores[s].entries.keys where isMeant(slot.place) { remove(slot, s, .outage, at: now) }
    }
  }

  private mutating func warm(_ rules: Warming, at now: Int64) {
    let earlier = requests.arrival.indices.filter { i in
      requests.arrival[i] < now && (rules.over.map { requests.arrival[i] >= now - $0.count } ?? true)
        && bypass(i, at: requests.arrival[i]) == nil
    }
    let byKey = Dictionary(grouping: earlier) { plan.ids[$0] }.filter { $0.value.contains(where: isStorable) }
    let ranked = byKey.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    for (_, asks) in ranked.prefix(rules.top) {
      guard let i = asks.last(where: isStorable) else { continue }
      let isLive = stores.indices.contains { s in
        strategy.tiers[s].answersByKey && (stores[s].entries[slot(i, s)].map { now <= $0.deadline ?? .max } ?? false)
      }
      if isLive { continue }
      let call = Call(i, requests.count + warmed, .warming)
      call.stores = true
      warmed += 1
      warming[model(i), default: .init()].add(traffic.cost[i], mutation)
      begin(call, at: now, start: now, leads: false)
    }
  }
}
