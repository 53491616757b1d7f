/// For each text, the best neighbours seen so far, at most a given number; what fell out is counted. The order of insertion does not matter.
struct CappedNeighbours {
  /// Where a text's neighbours stand in `pool`.
  private struct Room {
    var start = 0
    var count: UInt32 = 0
    var capacity: UInt32 = 0
  }

  private let degree: Int
  private var rooms: [Room]
  /// A heap per text, the worst neighbour first: the score in the high half, the complement of the neighbour in the low one.
  private var pool: [UInt64] = []
  /// How many neighbours of each text fell out.
  private(set) var dropped: [UInt32]

  init(count: Int, degree: Int) {
    self.degree = degree
    rooms = Array(repeating: Room(), count: count)
    dropped = Array(repeating: 0, count: count)
  }

  static func packed(neighbour: UInt32, score: Int32) -> UInt64 { UInt64(UInt32(bitPattern: score)) << 32 | UInt64(~neighbour) }
  static func neighbour(_ packed: UInt64) -> UInt32 { ~UInt32(truncatingIfNeeded: packed) }
  static func score(_ packed: UInt64) -> UInt16 { UInt16(packed >> 32) }

  /// Adds a neighbour; of equal scores the one with the least number stays.
  mutating func insert(_ neighbour: UInt32, score: Int32, of text: Int) {
    let new = Self.packed(neighbour: neighbour, score: score)
    var room = rooms[text]
    if Int(room.count) == degree {
      dropped[text] += 1
      guard degree > 0, pool[room.start] < new else { return }
      siftDown(new, in: room)
      return
    }
    if room.count == room.capacity {
      let capacity = min(max(2, room.capacity * 2), UInt32(degree))
      let start = pool.count
      pool.append(contentsOf: repeatElement(0, count: Int(capacity)))
      for index in 0..<Int(room.count) { pool[start + index] = pool[room.start + index] }
      room.start = start
      room.capacity = capacity
    }
    siftUp(new, in: &room)
    rooms[text] = room
  }

  /// The neighbours of a text, the best first.
  func sorted(of text: Int) -> [UInt64] {
    let room = rooms[text]
    return pool[room.start..<room.start + Int(room.count)].sorted(by: >)
  }

  private mutating func siftUp(_ new: UInt64, in room: inout Room) {
    var hole = Int(room.count)
    room.count += 1
    while hole > 0 {
      let parent = (hole - 1) / 2
      guard pool[room.start + parent] > new else { break }
      pool[room.start + hole] = pool[room.start + parent]
      hole = parent
    }
    pool[room.start + hole] = new
  }

  private mutating func siftDown(_ new: UInt64, in room: Room) {
    var hole = 0
    let count = Int(room.count)
    while true {
      var child = 2 * hole + 1
      guard child < count else { break }
      if child + 1 < count, pool[room.start + child + 1] < pool[room.start + child] { child += 1 }
      guard pool[room.start + child] < new else { break }
      pool[room.start + hole] = pool[room.start + child]
      hole = child
    }
    pool[room.start + hole] = new
  }
}
