/// Least frequently used, as in libCacheSim: uses since the entry was stored, without ageing; of equally frequent entries, the one that reached the
/// frequency first goes first. O(1): entries of one frequency are a list, and those lists stand in the order of their frequencies.
struct LFU: Evicting {
  static var looksAtTime: Bool { false }

  private struct Class: Sendable {
    var frequency: UInt64
    var oldest: UInt32
    var newest: UInt32
    var lower: UInt32
    var higher: UInt32
  }
  private struct Link: Sendable {
    var newer: UInt32
    var older: UInt32
    var group: UInt32
  }
  private static let none = UInt32.max

  private var links: [Link]
  private var classes: [Class] = []
  private var free: [UInt32] = []
  private var lowest = none

  init(keys: Int) { links = Array(repeating: Link(newer: Self.none, older: Self.none, group: Self.none), count: keys) }

  @inline(__always)
  func contains(_ key: UInt32) -> Bool { links[Int(key)].group != Self.none }

  mutating func hit(_ key: UInt32, _ use: Use) {
    let group = links[Int(key)].group
    let old = classes[Int(group)]
    var next = old.higher
    let isNext = next != Self.none && classes[Int(next)].frequency == old.frequency + 1
    if !isNext {
      if old.oldest == old.newest {
        // Alone in its class: the class goes up with it.
        classes[Int(group)].frequency += 1
        return
      }
      next = open(old.frequency + 1, above: group)
    }
    detach(key)
    append(key, to: next)
  }

  mutating func evict(for size: UInt32, at time: Int64) -> UInt32? {
    guard lowest != Self.none else { return nil }
    let victim = classes[Int(lowest)].oldest
    detach(victim)
    return victim
  }

  mutating func insert(_ key: UInt32, size: UInt32, _ use: Use) -> Bool {
    let isOpen = lowest != Self.none && classes[Int(lowest)].frequency == 1
    append(key, to: isOpen ? lowest : open(1, above: Self.none))
    return true
  }

  mutating func remove(_ key: UInt32, size: UInt32) { detach(key) }

  /// A new, empty class above another, or below all.
  private mutating func open(_ frequency: UInt64, above lower: UInt32) -> UInt32 {
    let higher = lower == Self.none ? lowest : classes[Int(lower)].higher
    let new = Class(frequency: frequency, oldest: Self.none, newest: Self.none, lower: lower, higher: higher)
    let index: UInt32
    if let old = free.popLast() {
      index = old
      classes[Int(index)] = new
    } else {
      index = UInt32(classes.count)
      classes.append(new)
    }
    if lower == Self.none { lowest = index } else { classes[Int(lower)].higher = index }
    if higher != Self.none { classes[Int(higher)].lower = index }
    return index
  }

  private mutating func append(_ key: UInt32, to group: UInt32) {
    let newest = classes[Int(group)].newest
    links[Int(key)] = Link(newer: Self.none, older: newest, group: group)
    if newest == Self.none { classes[Int(group)].oldest = key } else { links[Int(newest)].newer = key }
    classes[Int(group)].newest = key
  }

  /// Takes a key out of its class, which closes if it was the last.
  private mutating func detach(_ key: UInt32) {
    let link = links[Int(key)]
    let group = Int(link.group)
    if link.newer == Self.none { classes[group].newest = link.older } else { links[Int(link.newer)].older = link.older }
    if link.older == Self.none { classes[group].oldest = link.newer } else { links[Int(link.older)].newer = link.newer }
    links[Int(key)].group = Self.none
    guard classes[group].oldest == Self.none else { return }
    let (lower, higher) = (classes[group].lower, classes[group].higher)
    if lower == Self.none { lowest = higher } else { classes[Int(lower)].higher = higher }
    if higher != Self.none { classes[Int(higher)].lower = lower }
    free.append(link.group)
  }

  func _checkInvariants() -> [UInt32] {
    var stored: [UInt32] = []
    var group = lowest
    var frequency: UInt64 = 0
    while group != Self.none {
      let at = classes[Int(group)]
      precondition(at.frequency > frequency && at.oldest != Self.none, "classes ascend, and none is empty")
      frequency = at.frequency
      var key = at.oldest
      var older = Self.none
      while key != Self.none {
        precondition(links[Int(key)].group == group && links[Int(key)].older == older, "a key is in its class")
        stored.append(key)
        (older, key) = (key, links[Int(key)].newer)
      }
      precondition(at.newest == older, "a class ends with its newest")
      group = at.higher
    }
    precondition(stored.sorted() == links.indices.filter { contains(UInt32($0)) }.map { UInt32($0) }, "what is stored is in a class")
    return stored.sorted()
  }
}
