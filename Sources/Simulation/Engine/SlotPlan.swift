import Caching
import Traces
import Units

/// Where each request goes in a tier, and the slots of its entries: one per (place, key) that occurs (law 18).
///
/// A tier of one place has the keys themselves for slots. One of a few places has a slot for each key at each of them, asked or not, so that nothing needs
/// to be looked up to know of which key and place a slot is. Else the slots of a key stand side by side, as a write that becomes visible everywhere meets
/// them all; where each place has a policy of its own, the slots of a place do, since a policy numbers its keys from 0. With two sides (blue and green),
/// the slots of green follow those of blue.
struct SlotPlan {
  /// What stands side by side.
  enum Grouping: Hashable { case byKey, byPlace }

  /// By request; ``Keys/none`` where it has no key.
  let slots: Column<UInt32>
  /// Every slot of one side is below it.
  let count: Int
  /// How many places there are.
  let placeCount: Int
  /// The first slot of each place, and the count after the last; empty unless slots stand by place.
  let firsts: [Int]
  /// Whether each key has a slot at each place; that of a key at a place is then (key << `shift`) + place.
  private let isDense: Bool
  private let shift: UInt32
  /// By key, the places where it is asked, as bits; empty unless slots are dense, and at several places.
  private let asked: Column<UInt8>
  /// The key of each slot; empty where slots are dense.
  private let keys: Column<UInt32>
  /// The place of each slot; empty where slots are dense.
  private let places: Column<UInt32>
  /// The occurrences of each key, in the order of their places: from `starts[key]` to `starts[key + 1]`; empty where slots are dense.
  private let starts: Column<UInt32>
  /// The slot of each occurrence; empty where that is its number.
  private let byKey: Column<UInt32>
  /// What the columns live in.
  private let held: [Any]

  /// The one place of a tier: its slots are the keys.
  init(keys ids: [UInt32], count: Int) {
    held = [ids]
    slots = Column(ids)
    self.count = count
    placeCount = 1
    firsts = [0, count]
    (keys, places, starts, byKey) = (Column([]), Column([]), Column([]), Column([]))
    (isDense, shift, asked) = (true, 0, Column([]))
  }

  /// Up to so many places have a slot for each key.
  static let few = 4

  /// - Parameters:
  ///   - route: the place of each request, below `placeCount`.
  ///   - few: up to so many places have a slot for each key; at most 8.
  /// - Complexity: O(requests + keys).
  static func routed(
    keys ids: [UInt32], keyCount: Int, route: [UInt32], placeCount: Int, _ grouping: Grouping, few: Int = few
  ) -> SlotPlan {
    // Slots of both sides have numbers of 32 bits.
    grouping == .byKey && placeCount <= few && keyCount < 1 << 28
      ? SlotPlan(dense: ids, keyCount: keyCount, route: route, placeCount: placeCount)
      : SlotPlan(occurring: ids, keyCount: keyCount, route: route, placeCount: placeCount, grouping)
  }

  private init(occurring ids: [UInt32], keyCount: Int, route: [UInt32], placeCount: Int, _ grouping: Grouping) {
    let plan =
      placeCount <= 64
      ? Occurrences(fewPlaces: ids, keyCount: keyCount, route: route, placeCount)
      : Occurrences(manyPlaces: ids, keyCount: keyCount, route: route, placeCount)
    self.placeCount = placeCount
    count = plan.places.count
    (isDense, shift, asked) = (false, 0, Column([]))
    var held: [Any] = []
    func scattered(_ elements: [UInt32]) -> Column<UInt32> {
      let (column, owner) = Column.scattered(elements)
      held.append(owner)
      return column
    }
    starts = scattered(plan.starts)
    guard grouping == .byPlace else {
      (slots, keys, places) = (Column(plan.ofRequests), scattered(plan.keys), scattered(plan.places))
      (byKey, firsts) = (Column([]), [])
      self.held = held + [plan.ofRequests]
      return
    }
    // Within a place, slots are numbered by first appearance.
    var firsts = [Int](repeating: 0, count: placeCount + 1)
    for place in plan.places { firsts[Int(place) + 1] += 1 }
    for place in 0..<placeCount { firsts[place + 1] += firsts[place] }
    var next = firsts
    var slotOf = [UInt32](repeating: Keys.none, count: count)
    var (keys, places) = (slotOf, slotOf)
    for occurrence in plan.ofRequests where occurrence != Keys.none && slotOf[Int(occurrence)] == Keys.none {
      let place = Int(plan.places[Int(occurrence)])
      let slot = next[place]
      next[place] += 1
      slotOf[Int(occurrence)] = UInt32(slot)
      (keys[slot], places[slot]) = (plan.keys[Int(occurrence)], UInt32(place))
    }
    let slots = plan.ofRequests.map { $0 == Keys.none ? Keys.none : slotOf[Int($0)] }
    self.slots = Column(slots)
    (self.keys, self.places, byKey, self.firsts) = (scattered(keys), scattered(places), scattered(slotOf), firsts)
    self.held = held + [slots]
  }

  private init(dense ids: [UInt32], keyCount: Int, route: [UInt32], placeCount: Int) {
    // Places are few; room for the next power of two of them.
    let shift = UInt32(Int.bitWidth - (placeCount - 1).leadingZeroBitCount)
    let asked = Slots<UInt8>(repeating: 0, count: keyCount)
    let slots = [UInt32](unsafeUninitializedCapacity: ids.count) { out, count in
      for i in ids.indices {
        out[i] = Keys.none
        guard ids[i] != Keys.none else { continue }
        asked[Int(ids[i])] |= 1 << UInt8(truncatingIfNeeded: route[i])
        out[i] = ids[i] << shift &+ route[i]
      }
      count = ids.count
    }
    let places = asked.indices.map { asked[$0] }
    held = [slots, places]
    (self.slots, self.asked) = (Column(slots), Column(places))
    (count, self.placeCount, firsts) = (keyCount << Int(shift), placeCount, [])
    (keys, self.places, starts, byKey) = (Column([]), Column([]), Column([]), Column([]))
    (isDense, self.shift) = (true, shift)
  }

  /// The occurrences of a key are looked at soon.
  @inline(__always)
  func prefetchOccurrences(of key: UInt32) {
    if !isDense { starts.prefetch(Int(key)) } else if !asked.isEmpty { asked.prefetch(Int(key)) }
  }

  /// The key of a slot is asked for soon.
  @inline(__always)
  func prefetchKey(of slot: UInt32) { if !isDense { keys.prefetch(Int(slot) < count ? Int(slot) : Int(slot) &- count) } }

  /// The key of a slot of either side.
  @inline(__always)
  func key(_ slot: UInt32) -> UInt32 {
    let blue = Int(slot) < count ? Int(slot) : Int(slot) - count
    return isDense ? UInt32(truncatingIfNeeded: blue) >> shift : keys[blue]
  }

  /// The place of a slot of the blue side.
  @inline(__always)
  func place(_ slot: UInt32) -> Int { isDense ? Int(slot & (1 << shift &- 1)) : Int(places[Int(slot)]) }

  /// Whether the key of a slot of the blue side is ever asked at its place.
  @inline(__always)
  func isAsked(_ slot: UInt32) -> Bool { asked.isEmpty || asked[Int(slot >> shift)] & (1 << UInt8(slot & (1 << shift &- 1))) != 0 }

  /// Where a key occurs, or at a few places could (``isAsked(_:)``), in the order of the places; ``slot(at:)`` tells the slot of each.
  @inline(__always)
  func occurrences(of key: UInt32) -> Range<Int> {
    isDense ? Int(key) << Int(shift)..<Int(key) << Int(shift) &+ placeCount : Int(starts[Int(key)])..<Int(starts[Int(key) + 1])
  }

  /// The slot of an occurrence, of the blue side.
  @inline(__always)
  func slot(at occurrence: Int) -> UInt32 { byKey.isEmpty ? UInt32(truncatingIfNeeded: occurrence) : byKey[occurrence] }
}

/// The (key, place) pairs that occur, numbered by key, then by place.
private struct Occurrences {
  /// By request.
  private(set) var ofRequests: [UInt32]
  /// By occurrence.
  private(set) var keys: [UInt32] = []
  private(set) var places: [UInt32] = []
  /// By key, its first occurrence; and their count.
  private(set) var starts: [UInt32]

  /// The places of a key are bits of one word, and its occurrences are counted off from there.
  init(fewPlaces ids: [UInt32], keyCount: Int, route: [UInt32], _ placeCount: Int) {
    let masks = Slots<UInt64>(repeating: 0, count: keyCount)
    for i in ids.indices where ids[i] != Keys.none { masks[Int(ids[i])] |= 1 << UInt64(route[i]) }
    starts = [0]
    starts.reserveCapacity(keyCount + 1)
    for key in masks.indices {
      var mask = masks[key]
      while mask != 0 {
        keys.append(UInt32(key))
        places.append(UInt32(mask.trailingZeroBitCount))
        mask &= mask &- 1
      }
      starts.append(UInt32(keys.count))
    }
    ofRequests = [UInt32](unsafeUninitializedCapacity: ids.count) { [starts] out, count in
      for i in ids.indices {
        let below: UInt64 = (1 << UInt64(route[i])) &- 1
        out[i] = ids[i] == Keys.none ? Keys.none : starts[Int(ids[i])] &+ UInt32((masks[Int(ids[i])] & below).nonzeroBitCount)
      }
      count = ids.count
    }
  }

  init(manyPlaces ids: [UInt32], keyCount: Int, route: [UInt32], _ placeCount: Int) {
    var table = PairTable()
    var pairs: [(key: UInt32, place: UInt32)] = []
    ofRequests = ids.indices.map { i in
      guard ids[i] != Keys.none else { return Keys.none }
      let pair = table.id(ids[i], route[i])
      if Int(pair) == pairs.count { pairs.append((ids[i], route[i])) }
      return pair
    }
    let order = pairs.indices.sorted { (pairs[$0].key, pairs[$0].place) < (pairs[$1].key, pairs[$1].place) }
    keys = order.map { pairs[$0].key }
    places = order.map { pairs[$0].place }
    starts = [UInt32](repeating: 0, count: keyCount + 1)
    for key in keys { starts[Int(key) + 1] += 1 }
    for key in 0..<keyCount { starts[key + 1] += starts[key] }
    var rank = [UInt32](repeating: 0, count: pairs.count)
    for (occurrence, pair) in order.enumerated() { rank[pair] = UInt32(occurrence) }
    ofRequests = ofRequests.map { $0 == Keys.none ? Keys.none : rank[Int($0)] }
  }
}

extension Places.Routing {
  /// How many places there are.
  func count(in trace: Trace) -> Int {
    switch self {
    case .one: 1
    case .request(let count), .caller(let count): count
    case .field(let field): Int(trace.callers[field]?.max() ?? 0) + 1
    }
  }

  /// The place of each request, and how many there are. Ids and salts have no part in it: callers are known by their first request (law 7).
  func route(_ trace: Trace, _ draws: Draws) -> (places: [UInt32], count: Int) {
    let requests = trace.requests
    let count = count(in: trace)
    func place(_ ordinal: UInt64) -> UInt32 { UInt32(draws.bits(ordinal, Stage.place) % UInt64(count)) }
    switch self {
    case .request: return (requests.arrival.indices.map { place(UInt64($0)) }, count)
    case .caller:
      let places = trace.firstOrdinalOfCallers.map { place(UInt64($0)) }
      return (requests.caller.map { places[Int($0)] }, count)
    case .field(let field):
      if let column = trace.callers[field], !column.isEmpty { return (requests.caller.map { column[Int($0)] }, count) }
      fallthrough
    case .one: return ([UInt32](repeating: 0, count: requests.count), count)
    }
  }
}

extension Trace {
  /// The ordinal of the first request of the caller that each row of callers is.
  var firstOrdinalOfCallers: [UInt32] {
    let who = whoCalls
    var firsts = [UInt32](repeating: .max, count: who.count)
    for (ordinal, row) in requests.caller.enumerated() {
      let caller = Int(who[Int(row)])
      if firsts[caller] == .max { firsts[caller] = UInt32(ordinal) }
    }
    return who.map { firsts[Int($0)] }
  }
}
