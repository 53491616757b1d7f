import Traces
import Units

/// The slots of each way to route requests, made once.
struct SlotPlans {
  private struct Kind: Hashable {
    var routing: Places.Routing
    var grouping: SlotPlan.Grouping
  }

  private let keys: KeyPlan
  private let trace: Trace
  private let draws: Draws
  private var known: [Kind: SlotPlan] = [:]

  init(_ keys: KeyPlan, _ trace: Trace, _ draws: Draws) {
    (self.keys, self.trace, self.draws) = (keys, trace, draws)
  }

  mutating func plan(_ routing: Places.Routing, _ grouping: SlotPlan.Grouping) -> SlotPlan {
    if routing == .one { return SlotPlan(keys: keys.ids, count: keys.count) }
    let kind = Kind(routing: routing, grouping: grouping)
    if let plan = known[kind] { return plan }
    let route = routing.route(trace, draws)
    // One place has the keys for slots, also those that no request has any more since it named a key of its own.
    let plan =
      route.count == 1
      ? SlotPlan(keys: keys.ids, count: keys.count)
      : SlotPlan.routed(keys: keys.ids, keyCount: keys.count, route: route.places, placeCount: route.count, grouping)
    known[kind] = plan
    return plan
  }
}
