/// A set of keys that stand in no order, so that one can be drawn.
struct KeyPool: Sendable {
  private var members: [UInt32] = []
  /// By key, one more than its place among the members; 0 where it is none.
  private var places: [UInt32]

  init(keys: Int) { places = Array(repeating: 0, count: keys) }

  var count: Int { members.count }
  var isEmpty: Bool { members.isEmpty }

  @inline(__always)
  func contains(_ key: UInt32) -> Bool { places[Int(key)] != 0 }

  subscript(place: Int) -> UInt32 { members[place] }

  mutating func insert(_ key: UInt32) {
    members.append(key)
    places[Int(key)] = UInt32(members.count)
  }

  /// The last member takes the place of the one that goes.
  mutating func remove(_ key: UInt32) {
    let place = places[Int(key)]
    let last = members.removeLast()
    if last != key {
      members[Int(place) - 1] = last
      places[Int(last)] = place
    }
    places[Int(key)] = 0
  }

  func _checkInvariants() -> [UInt32] {
    for (place, key) in members.enumerated() { precondition(Int(places[Int(key)]) == place + 1, "a member knows its place") }
    precondition(places.count { $0 != 0 } == members.count, "who has a place is a member")
    return members.sorted()
  }
}
