internal import Units

/// W-TinyLFU (Einziger, Friedman, Manes 2017) as in libCacheSim: a window of 1 % that is an LRU list, before a main part that is a segmented one (a
/// fifth on probation, the rest protected). What leaves the window goes on only if it was seen more often than what would leave the main part.
///
/// From libCacheSim: nothing larger than the window is stored, so a capacity below 100 entries stores nothing. A hit can evict
/// where sizes differ: what is protected too long goes back on probation, and out of it.
struct WTinyLFU: Evicting {
  static var looksAtTime: Bool { false }

  private enum Place: UInt8 { case window, probation, protected, nowhere }

  private var lists: KeyLists
  private var places: [Place]
  private var sizes: [UInt32]
  /// Sizes of the three lists.
  private var used = (window: 0, probation: 0, protected: 0)
  private var sketch: FrequencySketch
  /// Hits of the main part since counts were halved.
  private var mainHits = 0
  /// Whether the last of the window has won its place in the main part, which it has yet to take: libCacheSim evicts until one has lost.
  private var hasWinner = false
  /// Whether a hit has moved entries back on probation, which may be more than it holds.
  private var isCooling = false

  private let windowCapacity: Int
  private let mainCapacity: Int
  private let probationCapacity: Int
  private let protectedCapacity: Int

  init(keys: Int, capacity: Int, draws: Draws) {
    lists = KeyLists(keys: keys, lists: 3)
    places = Array(repeating: .nowhere, count: keys)
    sizes = Array(repeating: 0, count: keys)
    windowCapacity = Int(Double(capacity) * 0.01)
    mainCapacity = capacity - windowCapacity
    probationCapacity = Int(0.2 * Double(mainCapacity))
    protectedCapacity = Int(0.8 * Double(mainCapacity))
    sketch = FrequencySketch(entries: mainCapacity, keys: keys, draws: draws)
  }

  func admits(_ size: UInt32) -> Bool { Int(size) <= windowCapacity && Int(size) <= probationCapacity }

  @inline(__always)
  func contains(_ key: UInt32) -> Bool { places[Int(key)] != .nowhere }

  mutating func hit(_ key: UInt32, _ use: Use) {
    switch places[Int(key)] {
    case .window:
      lists.move(key, to: Int(Place.window.rawValue))
      return
    case .probation:
      leave(key)
      enter(.protected, key)
      while used.protected > protectedCapacity, let coolest = lists.last(of: Int(Place.protected.rawValue)) {
        leave(coolest)
        enter(.probation, coolest)
        isCooling = true
      }
    case .protected: lists.move(key, to: Int(Place.protected.rawValue))
    case .nowhere: return
    }
    sketch.add(key)
    mainHits += 1
    if mainHits >= 32 * mainCapacity {
      mainHits = 0
      sketch.age()
    }
  }

  mutating func miss(_ key: UInt32) { isCooling = false }

  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    sizes[Int(key)] = size
    enter(.window, key)
    sketch.add(key)
    return true
  }

  var wantsMore: Bool { hasWinner || used.probation > probationCapacity && isCooling }

  mutating func evict(for size: UInt32, at time: Int64) -> UInt32? {
    if isCooling, used.probation > probationCapacity, let coldest = lists.last(of: Int(Place.probation.rawValue)) {
      leave(coldest)
      return coldest
    }
    isCooling = false
    while used.window > 0, let candidate = lists.last(of: Int(Place.window.rawValue)) {
      if used.probation + used.protected + Int(sizes[Int(candidate)]) <= mainCapacity {
        promote(candidate)
        sketch.add(candidate)
        hasWinner = false
      } else if let victim = mainVictim, hasWinner || sketch.estimate(candidate) > sketch.estimate(victim) {
        leave(victim)
        hasWinner = true
        return victim
      } else {
        leave(candidate)
        sketch.add(candidate)
        return candidate
      }
    }
    hasWinner = false
    guard let victim = mainVictim ?? lists.last(of: Int(Place.window.rawValue)) else { return nil }
    leave(victim)
    return victim
  }

  mutating func remove(_ key: UInt32, size: UInt32) { leave(key) }

  /// The last on probation, else the last protected.
  private var mainVictim: UInt32? {
    used.probation > 0 ? lists.last(of: Int(Place.probation.rawValue)) : lists.last(of: Int(Place.protected.rawValue))
  }

  /// Into the first segment with room; on probation if none has any.
  private mutating func promote(_ key: UInt32) {
    leave(key)
    let size = Int(sizes[Int(key)])
    let isProtected = used.probation + size > probationCapacity && used.protected + size <= protectedCapacity
    enter(isProtected ? .protected : .probation, key)
  }

  private mutating func enter(_ place: Place, _ key: UInt32) {
    places[Int(key)] = place
    lists.prepend(key, to: Int(place.rawValue))
    add(Int(sizes[Int(key)]), to: place)
  }

  private mutating func leave(_ key: UInt32) {
    add(-Int(sizes[Int(key)]), to: places[Int(key)])
    places[Int(key)] = .nowhere
    lists.remove(key)
  }

  private mutating func add(_ size: Int, to place: Place) {
    switch place {
    case .window: used.window += size
    case .probation: used.probation += size
    case .protected: used.protected += size
    case .nowhere: break
    }
  }

  func _checkInvariants() -> [UInt32] {
    for (place, size) in [(Place.window, used.window), (.probation, used.probation), (.protected, used.protected)] {
      let elements = lists.elements(of: Int(place.rawValue))
      precondition(
        elements.sorted() == places.indices.filter { places[$0] == place }.map { UInt32($0) }, "a key is in the list of its place")
      precondition(elements.reduce(0) { $0 + Int(sizes[Int($1)]) } == size, "a list's size is that of its keys")
    }
    return places.indices.filter { places[$0] != .nowhere }.map { UInt32($0) }
  }
}
