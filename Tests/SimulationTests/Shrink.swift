import Caching
import Simulation
import Traces
import Units

/// Makes a failing case smaller as long as it fails: drops rows, then makes numbers smaller.
func shrink(_ failing: Case, while fails: (Case) -> Bool) -> Case {
  var best = failing
  var improved = true
  while improved {
    improved = false
    for index in best.rows.indices.reversed() {
      var smaller = best
      smaller.rows.remove(at: index)
      if fails(smaller) { (best, improved) = (smaller, true) }
    }
    for index in best.rows.indices {
      for change in simplifications {
        var simpler = best
        change(&simpler.rows[index])
        if simpler.rows[index] != best.rows[index], fails(simpler) { (best, improved) = (simpler, true) }
      }
    }
  }
  return best
}

private let simplifications: [@Sendable (inout Case.Row) -> Void] = [
  { $0.flags = [] }, { $0.duration = 0 }, { $0.duration -= $0.duration > 0 ? 1 : 0 }, { $0.bytes = 1 }, { $0.cost = 1 },
  { $0.wording = 0 }, { $0.parameters = 0 }, { $0.user = 0 }, { $0.key = min($0.key, 1) }, { $0.time -= $0.time > 0 ? 1 : 0 },
  { $0.team = 0 }, { $0.organisation = 0 }, { $0.place = 0 }, { $0.status = 200 }, { $0.queryClass = 0 }, { $0.messages = 1 },
  { $0.tokens = 1 }, { $0.askedTTL = -1 }, { $0.maximumAge = -1 }, { $0.customKey = 0 }, { $0.service = 0 },
  { $0.service -= $0.service > 0 ? 1 : 0 }, { $0.apart = .none },
]

/// Makes the strategy of a failing case smaller: switches off, one after the other, what it can do without.
func shrink(_ failing: Strategy, while fails: (Strategy) -> Bool) -> Strategy {
  var best = failing
  var improved = true
  while improved {
    improved = false
    for change in simplificationsOfStrategies {
      var simpler = best
      change(&simpler)
      if simpler != best, (try? simpler.validate()) != nil, fails(simpler) { (best, improved) = (simpler, true) }
    }
    for index in best.events.indices.reversed() {
      var simpler = best
      simpler.events.remove(at: index)
      if fails(simpler) { (best, improved) = (simpler, true) }
    }
    for index in best.tiers.indices.reversed() where best.tiers.count > 1 {
      var simpler = best
      simpler.tiers.remove(at: index)
      if (try? simpler.validate()) != nil, fails(simpler) { (best, improved) = (simpler, true) }
    }
  }
  return best
}

private let simplificationsOfStrategies: [@Sendable (inout Strategy) -> Void] = {
  var all: [@Sendable (inout Strategy) -> Void] = [
    { $0.key = .exact }, { $0.hashBits = nil }, { $0.scope = .global }, { $0.eligibility = Eligibility() },
    { $0.eligibility.rollout = Rollout() }, { $0.eligibility.switchedOff = [] }, { $0.eligibility.controls = .standard },
    { $0.eligibility.teams = nil }, { $0.eligibility.organisations = nil },
    { $0.flights = FlightRules() }, { $0.flights.lockTimeout = nil }, { $0.flights.polls = nil }, { $0.upstream = UpstreamLimits() },
    { $0.upstream.timeout = nil }, { ($0.upstream.concurrency, $0.upstream.queue) = (nil, nil) }, { $0.upstream.tokensPerMinute = nil },
    { $0.semantic = nil }, { $0.semantic?.window = .all }, { $0.semantic?.verification = nil }, { $0.semantic?.guards = [] },
  ]
  let changes: [@Sendable (inout Tier) -> Void] = [
    { $0.expiry = .never }, { $0.lifetime = Lifetime() }, { $0.lifetime.greatestAge = nil }, { $0.removal = .exact },
    { $0.stale = StaleRules() }, { $0.stale.ifError = .zero }, { $0.stale.whileRevalidating = .zero }, { $0.stale.byClass = [:] },
    { $0.stale.byModel = [:] }, { $0.capacity = .unlimited }, { $0.eviction = EvictionRules() },
    { $0.largestValue = nil }, { $0.fill = FillRules() }, { $0.places = Places() }, { $0.places.visibleAfter = nil }, { $0.negative = nil },
    { $0.writeInterval = nil }, { $0.latency = .constant(.zero) }, { $0.missLatency = nil }, { $0.policy = .lru },
  ]
  for index in 0..<3 {
    for change in changes { all.append { if $0.tiers.indices.contains(index) { change(&$0.tiers[index]) } } }
  }
  return all
}()

/// What of a strategy is not as by default, so that a failing case can be read.
func told(_ strategy: Strategy, beside standard: Strategy) -> String {
  differences(strategy, standard, path: "").joined(separator: "\n")
    + strategy.tiers.enumerated().map { "\ntier \($0): " + differences($1, Tier(), path: "").joined(separator: ", ") }.joined()
}

private func differences(_ value: Any, _ standard: Any, path: String) -> [String] {
  guard String(describing: value) != String(describing: standard) else { return [] }
  let (own, theirs) = (Mirror(reflecting: value), Mirror(reflecting: standard))
  guard own.displayStyle == .struct, !own.children.isEmpty else { return ["\(path) = \(value)"] }
  return zip(own.children, theirs.children).flatMap { a, b -> [String] in
    a.label == "tiers" ? [] : differences(a.value, b.value, path: path.isEmpty ? a.label ?? "" : "\(path).\(a.label ?? "")")
  }
}
