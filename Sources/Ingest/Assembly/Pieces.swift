internal import Similarity
internal import Traces

/// What pieces of one request have in common.
struct Joint {
  /// Which of two pieces it is, where a request has exactly one of each.
  enum Half {
    case request, answer
  }

  /// Equal for pieces of one request.
  let id: Fingerprint
  /// `nil` where a request may have any number of pieces.
  var half: Half?
  /// The name of the only member of an object that the piece is kept in, where what it is stands outside of it.
  var label: StaticString?
}

/// Pieces of requests that wait for the others, from whatever source of a run.
///
/// Waits within bounded memory: where there is no more room, the pieces of the groups that began first go to a spill file; without one,
/// and where there are more groups than can be kept in mind, they are given as they are.
struct Pieces {
  /// Bytes that wait, at most.
  static let maximumBytes = 32 << 20
  /// Places of groups from the first that waits on, at most: all in memory, and with a spill file.
  static let maximumSlots = 1 << 18
  static let maximumSpilledSlots = 1 << 21

  /// Pieces of one request.
  struct Group {
    /// The format that reads them.
    let format: any LogFormat
    /// Where the first one stands.
    let source: Int
    /// Line of the first one.
    let line: Int
    fileprivate let id: Fingerprint
    fileprivate var halves: [Joint.Half] = []
    /// Each followed by a comma.
    fileprivate var pieces: [UInt8] = []
    /// Where more of them are in the spill file, before those.
    fileprivate var spilled: [Range<Int>] = []
  }

  private let limit: Int
  private let mostSlots: Int
  /// In the order of their first pieces, from `first` on; `nil` where they were given.
  private var groups: [Group?] = []
  private var first = 0
  /// How many were dropped from the front of `groups`.
  private var dropped = 0
  /// Their places, counted from the beginning of the run.
  private var byID: [Fingerprint: Int] = [:]
  private var bytes = 0
  private let spill: (@Sendable () throws -> any SpillFile)?
  private var file: (any SpillFile)?
  /// The first place whose pieces are not in the spill file.
  private var firstInMemory = 0

  /// Nothing that waits yet.
  init(limit: Int = Pieces.maximumBytes, mostSlots: Int? = nil, spill: (@Sendable () throws -> any SpillFile)? = nil) {
    self.limit = limit
    self.mostSlots = mostSlots ?? (spill == nil ? Self.maximumSlots : Self.maximumSpilledSlots)
    self.spill = spill
  }

  /// All pieces of a group, as the text of a JSON array.
  func text(of group: Group) throws -> [UInt8] {
    var text = [UInt8(ascii: "[")]
    for part in group.spilled {
      let start = text.count
      text.append(contentsOf: repeatElement(0, count: part.count))
      try text.withUnsafeMutableBytes { try file?.read(at: part.lowerBound, into: UnsafeMutableRawBufferPointer(rebasing: $0[start...])) }
    }
    text += group.pieces
    text[text.count - 1] = UInt8(ascii: "]")
    return text
  }

  /// Places from the first group that waits on.
  var slots: Int { groups.count - first }

  /// Takes a piece and gives the groups that are whole now, or have to make room.
  /// - Complexity: O(its length), amortised.
  mutating func take(
    _ piece: UnsafeRawBufferPointer, _ joint: Joint, of format: any LogFormat, source: Int, line: Int
  ) throws -> [Group] {
    var given: [Group] = []
    if let half = joint.half, let place = byID[joint.id], groups[place - dropped]?.halves.contains(half) == true {
      given += give(place - dropped)  // the same id again, of another request
    }
    let index = byID[joint.id].map { $0 - dropped } ?? groups.count
    if index == groups.count {
      groups.append(Group(format: format, source: source, line: line, id: joint.id))
      byID[joint.id] = index + dropped
    }
    bytes += groups[index]?.add(piece, joint) ?? 0
    if groups[index]?.halves.count == 2 { given += give(index) }
    if bytes > limit, spill != nil { try spillOldest() }
    while first < groups.count, bytes > limit || slots > mostSlots || groups[first] == nil {
      given += give(first)
      first += 1
    }
    if first > mostSlots / 4, first > groups.count / 2 {
      groups.removeFirst(first)
      dropped += first
      firstInMemory = max(0, firstInMemory - first)
      first = 0
    }
    return given
  }

  /// Forgets the pieces with an id; says whether there were any.
  mutating func remove(_ id: Fingerprint) -> Bool {
    guard let place = byID[id] else { return false }
    return !give(place - dropped).isEmpty
  }

  /// All that still wait, in the order of their first pieces.
  mutating func rest() -> [Group] {
    defer {
      groups = []
      byID = [:]
      bytes = 0
    }
    return groups.compactMap { $0 }
  }

  /// Writes pieces to the spill file, those of the groups that began first, until half of the room is free.
  private mutating func spillOldest() throws {
    let file = try self.file ?? spill.map { try $0() }
    guard let file else { return }
    self.file = file
    // What came to groups that were spilled before stays in memory until all places have had their turn.
    if firstInMemory >= groups.count { firstInMemory = first }
    while bytes > limit / 2, firstInMemory < groups.count {
      if let group = groups[firstInMemory], !group.pieces.isEmpty {
        let offset = try group.pieces.withUnsafeBytes { try file.append($0) }
        groups[firstInMemory]?.spilled.append(offset..<offset + group.pieces.count)
        groups[firstInMemory]?.pieces = []
        bytes -= group.pieces.count
      }
      firstInMemory += 1
    }
  }

  private mutating func give(_ index: Int) -> [Group] {
    guard let group = groups[index] else { return [] }
    groups[index] = nil
    byID[group.id] = nil
    bytes -= group.pieces.count
    return [group]
  }
}

extension Pieces.Group {
  /// Adds a piece; says by how many bytes the group grew.
  fileprivate mutating func add(_ piece: UnsafeRawBufferPointer, _ joint: Joint) -> Int {
    let before = pieces.count
    if let label = joint.label { pieces += Array("{\"\(label)\":".utf8) }
    pieces.append(contentsOf: piece)
    if joint.label != nil { pieces.append(UInt8(ascii: "}")) }
    pieces.append(UInt8(ascii: ","))
    if let half = joint.half { halves.append(half) }
    return pieces.count - before
  }
}
