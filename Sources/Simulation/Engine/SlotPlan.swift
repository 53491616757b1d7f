import Traces
import Units

/// Where each request goes in a tier, and the slots of its entries: one per (place, key) that occurs, grouped by place (law 18).
///
/// A tier of one place has the keys themselves for slots. With two sides (blue and green), the slots of green follow those of blue.
struct SlotPlan {
  /// By request; ``Keys/none`` where it has no key.
  let slots: [UInt32]
  /// Every slot of one side is below it.
  let count: Int
  /// The key of each slot; empty where slots are keys.
  let keys: [UInt32]
  /// The place of each slot; empty where there is one.
  let places: [UInt32]
  /// The first slot of each place, and the count after the last.
  let firsts: [Int]
  /// The slots of each key, in the order of their places: from `starts[key]` to `starts[key + 1]`; empty where slots are keys.
  private let starts: [UInt32]
  private let byKey: [UInt32]

  /// How many places there are.
  var placeCount: Int { firsts.count - 1 }

  /// The one place of a tier: its slots are the keys.
  init(keys ids: [UInt32], count: Int) {
    slots = ids
    self.count = count
    (keys, places, starts, byKey) = ([], [], [], [])
    firsts = [0, count]
  }

  /// - Parameter route: the place of each request, below `placeCount`.
  init(keys ids: [UInt32], keyCount: Int, route: [UInt32], placeCount: Int) {
    var table = PairTable()
    var pairs = [UInt32](repeating: Keys.none, count: ids.count)
    var keyOf: [UInt32] = []
    var placeOf: [UInt32] = []
    for i in ids.indices where ids[i] != Keys.none {
      pairs[i] = table.id(ids[i], route[i])
      if Int(pairs[i]) == keyOf.count {
        keyOf.append(ids[i])
        placeOf.append(route[i])
      }
    }
    var firsts = [Int](repeating: 0, count: placeCount + 1)
    for place in placeOf { firsts[Int(place) + 1] += 1 }
    for place in 0..<placeCount { firsts[place + 1] += firsts[place] }
    var next = firsts
    let slotOf = placeOf.map { place in
      next[Int(place)] += 1
      return UInt32(next[Int(place)] - 1)
    }
    var keys = [UInt32](repeating: 0, count: keyOf.count)
    var places = keys
    for (pair, slot) in slotOf.enumerated() { (keys[Int(slot)], places[Int(slot)]) = (keyOf[pair], placeOf[pair]) }
    var starts = [UInt32](repeating: 0, count: keyCount + 1)
    for key in keys { starts[Int(key) + 1] += 1 }
    for key in 0..<keyCount { starts[key + 1] += starts[key] }
    var cursor = starts
    var byKey = [UInt32](repeating: 0, count: keys.count)
    for (slot, key) in keys.enumerated() {
      byKey[Int(cursor[Int(key)])] = UInt32(slot)
      cursor[Int(key)] += 1
    }
    slots = pairs.map { $0 == Keys.none ? Keys.none : slotOf[Int($0)] }
    count = keys.count
    (self.keys, self.places, self.firsts, self.starts, self.byKey) = (keys, places, firsts, starts, byKey)
  }

  /// The key of a slot of either side.
  @inline(__always)
  func key(_ slot: UInt32) -> UInt32 {
    let slot = Int(slot) < count ? Int(slot) : Int(slot) - count
    return keys.isEmpty ? UInt32(slot) : keys[slot]
  }

  /// The place of a slot of the blue side.
  @inline(__always)
  func place(_ slot: UInt32) -> Int { places.isEmpty ? 0 : Int(places[Int(slot)]) }

  /// The slots of a key at all places, of the blue side.
  func slots(of key: UInt32) -> ArraySlice<UInt32> {
    keys.isEmpty ? [key] : byKey[Int(starts[Int(key)])..<Int(starts[Int(key) + 1])]
  }
}

extension Places.Routing {
  /// The place of each request, and how many there are. Ids and salts have no part in it: callers are known by their first request (law 7).
  func route(_ trace: Trace, _ draws: Draws) -> (places: [UInt32], count: Int) {
    let requests = trace.requests
    switch self {
    case .one: return ([UInt32](repeating: 0, count: requests.count), 1)
    case .request(let count):
      return (requests.arrival.indices.map { UInt32(draws.bits(UInt64($0), Stage.place) % UInt64(count)) }, count)
    case .caller(let count):
      let firsts = trace.firstOrdinalOfCallers
      return (requests.caller.map { UInt32(draws.bits(UInt64(firsts[Int($0)]), Stage.place) % UInt64(count)) }, count)
    case .field(let field):
      let column = trace.callers[field] ?? []
      guard !column.isEmpty else { return ([UInt32](repeating: 0, count: requests.count), 1) }
      return (requests.caller.map { column[Int($0)] }, Int(column.max() ?? 0) + 1)
    }
  }
}

extension Trace {
  /// The ordinal of the first request of each row of callers.
  var firstOrdinalOfCallers: [UInt32] {
    var firsts = [UInt32](repeating: .max, count: callers.count)
    for (ordinal, caller) in requests.caller.enumerated() where firsts[Int(caller)] == .max { firsts[Int(caller)] = UInt32(ordinal) }
    return firsts
  }
}
