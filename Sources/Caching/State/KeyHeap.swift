/// A binary heap of keys, the one of highest priority at its top; priorities can change, and keys leave from anywhere.
///
/// Of equal priorities, which is at the top depends on the history. The steps are the textbook's (a strict comparison going up and going down, the
/// left child where both are equal), as in libCacheSim's heap, so that ``Belady`` breaks ties as it does there.
struct KeyHeap<Priority: Comparable & Sendable>: Sendable {
  /// From 1: a place's children are at its double and the one after.
  private var heap: [UInt32] = [.max]
  private var places: [UInt32]
  private var priorities: [Priority]

  init(keys: Int, zero: Priority) {
    places = Array(repeating: 0, count: keys)
    priorities = Array(repeating: zero, count: keys)
  }

  var isEmpty: Bool { heap.count == 1 }

  /// The key of highest priority.
  var top: UInt32? { isEmpty ? nil : heap[1] }

  @inline(__always)
  func contains(_ key: UInt32) -> Bool { places[Int(key)] != 0 }

  subscript(key: UInt32) -> Priority { priorities[Int(key)] }

  mutating func insert(_ key: UInt32, _ priority: Priority) {
    priorities[Int(key)] = priority
    heap.append(key)
    rise(heap.count - 1)
  }

  mutating func change(_ key: UInt32, to priority: Priority) {
    let old = priorities[Int(key)]
    priorities[Int(key)] = priority
    if old < priority { rise(Int(places[Int(key)])) } else { sink(Int(places[Int(key)])) }
  }

  mutating func pop() -> UInt32? {
    guard let top else { return nil }
    remove(top)
    return top
  }

  mutating func remove(_ key: UInt32) {
    let place = Int(places[Int(key)])
    let last = heap.removeLast()
    places[Int(key)] = 0
    guard last != key else { return }
    heap[place] = last
    if priorities[Int(key)] < priorities[Int(last)] { rise(place) } else { sink(place) }
  }

  private mutating func rise(_ start: Int) {
    var place = start
    let key = heap[place]
    while place > 1, priorities[Int(heap[place / 2])] < priorities[Int(key)] {
      put(heap[place / 2], at: place)
      place /= 2
    }
    put(key, at: place)
  }

  private mutating func sink(_ start: Int) {
    var place = start
    let key = heap[place]
    while place * 2 < heap.count {
      var child = place * 2
      if child + 1 < heap.count, priorities[Int(heap[child])] < priorities[Int(heap[child + 1])] { child += 1 }
      guard priorities[Int(key)] < priorities[Int(heap[child])] else { break }
      put(heap[child], at: place)
      place = child
    }
    put(key, at: place)
  }

  private mutating func put(_ key: UInt32, at place: Int) {
    heap[place] = key
    places[Int(key)] = UInt32(place)
  }

  func _checkInvariants() -> [UInt32] {
    for place in heap.indices.dropFirst() {
      precondition(Int(places[Int(heap[place])]) == place, "a key knows its place")
      precondition(place == 1 || !(priorities[Int(heap[place / 2])] < priorities[Int(heap[place])]), "no child is above its parent")
    }
    precondition(places.count { $0 != 0 } == heap.count - 1, "who has a place is in the heap")
    return heap.dropFirst().sorted()
  }
}
