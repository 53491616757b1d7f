/// ARC (Megiddo, Modha, FAST 2003) as in libCacheSim 0.3.5, which measures its lists in bytes where capacities are: entries used once and entries
/// used again, a list of ghosts for each, and a target size of the first list that follows the ghosts that come back.
struct ARC: Evicting {
  static var looksAtTime: Bool { false }

  /// The paper's names: what is stored and was used once (T1) or more often (T2), and the keys that left them last (B1, B2).
  private enum Place: UInt8, BitwiseCopyable { case t1, t2, b1, b2, nowhere }

  private var lists: KeyLists
  private let places: Slots<Place>
  /// By key, what it was stored with.
  private let sizes: Slots<UInt32>
  private var t1 = 0
  private var t2 = 0
  private var b1 = 0
  private var b2 = 0
  private let capacity: Int
  /// The size to which T1 tends.
  private var target = 0.0
  /// Whether the key that is asked for was a ghost.
  private var wasGhost = false
  /// Whether the last ghost that was asked for, and not stored or hit since, was in B2. (A ghost too large to be stored leaves this behind, in
  /// libCacheSim too.)
  private var wasInB2 = false

  init(keys: Int, capacity: Int) {
    lists = KeyLists(keys: keys, lists: 4)
    places = Slots(repeating: .nowhere, count: keys)
    sizes = Slots(repeating: 0, count: keys)
    self.capacity = capacity
  }

  @inline(__always)
  func contains(_ key: UInt32) -> Bool { places[Int(key)].rawValue < Place.b1.rawValue }

  @inline(__always)
  mutating func hit(_ key: UInt32, _ use: Use) {
    wasInB2 = false
    if places[Int(key)] == .t1 {
      places[Int(key)] = .t2
      let size = Int(sizes[Int(key)])
      t1 &-= size
      t2 &+= size
    }
    lists.move(key, to: Int(Place.t2.rawValue))
  }

  mutating func miss(_ key: UInt32) {
    let place = places[Int(key)]
    wasGhost = place != .nowhere
    guard wasGhost else { return }
    let size = Int(sizes[Int(key)])
    wasInB2 = place == .b2
    if wasInB2 {
      target = max(target - Self.step(b1, b2), 0)
      b2 -= size
    } else {
      target = min(target + Self.step(b2, b1), Double(capacity))
      b1 -= size
    }
    lists.remove(key)
    places[Int(key)] = .nowhere
  }

  mutating func evict(for size: UInt32, at time: Int64) -> UInt32? {
    guard t1 + t2 > 0 else { return nil }
    if !wasGhost {
      if t1 + b1 + Int(size) > capacity {
        guard b1 > 0 else { return leave(.t1, for: .nowhere) }
        _ = leave(.b1, for: .nowhere)
      } else if t1 + b1 + t2 + b2 >= 2 * capacity, b2 > 0 {
        _ = leave(.b2, for: .nowhere)
      }
    }
    let isT1 = t1 > 0 && (Double(t1) > target || Double(t1) == target && wasInB2) || t2 == 0
    return isT1 ? leave(.t1, for: .b1) : leave(.t2, for: .b2)
  }

  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    let place: Place = wasGhost ? .t2 : .t1
    if wasGhost { (wasGhost, wasInB2) = (false, false) }
    sizes[Int(key)] = size
    enter(place, key)
    return true
  }

  mutating func remove(_ key: UInt32, size: UInt32) {
    add(-Int(size), to: places[Int(key)])
    lists.remove(key)
    places[Int(key)] = .nowhere
  }

  /// How far the target moves: by how much longer the other list of ghosts is than the one that was right, and at least 1.
  private static func step(_ other: Int, _ own: Int) -> Double {
    let ratio = Double(other) / Double(own)
    return ratio > 1 ? ratio : 1
  }

  /// Moves the last key of a list.
  private mutating func leave(_ place: Place, for next: Place) -> UInt32? {
    guard let key = lists.last(of: Int(place.rawValue)) else { return nil }
    add(-Int(sizes[Int(key)]), to: place)
    lists.remove(key)
    places[Int(key)] = .nowhere
    if next != .nowhere { enter(next, key) }
    return key
  }

  private mutating func enter(_ place: Place, _ key: UInt32) {
    add(Int(sizes[Int(key)]), to: place)
    lists.prepend(key, to: Int(place.rawValue))
    places[Int(key)] = place
  }

  private mutating func add(_ size: Int, to place: Place) {
    switch place {
    case .t1: t1 += size
    case .t2: t2 += size
    case .b1: b1 += size
    case .b2: b2 += size
    case .nowhere: break
    }
  }

  func _checkInvariants() -> [UInt32] {
    for (place, size) in [(Place.t1, t1), (.t2, t2), (.b1, b1), (.b2, b2)] {
      let elements = lists.elements(of: Int(place.rawValue))
      precondition(
        elements.sorted() == places.indices.filter { places[$0] == place }.map { UInt32($0) }, "a key is in the list of its place")
      precondition(elements.reduce(0) { $0 + Int(sizes[Int($1)]) } == size, "a list's size is that of its keys")
    }
    precondition(0...Double(capacity) ~= target, "the target is a size of T1")
    return places.indices.filter { contains(UInt32($0)) }.map { UInt32($0) }
  }
}
