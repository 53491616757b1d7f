internal import Similarity

/// What pieces of one request have in common.
struct Joint {
  /// Which of two pieces it is, where a request has exactly one of each.
  enum Half {
    case request, answer
  }

  /// Equal for pieces of one request.
  let id: Fingerprint
  /// `nil` where a request may have any number of pieces.
  let half: Half?
}

/// Pieces of requests that wait for the others, from whatever source of a run.
///
/// Waits within bounded memory: where there is no more room, the groups that began first are given as they are.
struct Pieces {
  /// Bytes that wait, at most.
  static let maximumBytes = 64 << 20

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
    fileprivate var pieces: [UInt8] = [UInt8(ascii: "[")]

    /// All pieces, as the text of a JSON array.
    var text: [UInt8] { pieces + [UInt8(ascii: "]")] }
  }

  private let limit: Int
  /// In the order of their first pieces; `nil` where they were given.
  private var groups: [Group?] = []
  private var first = 0
  private var byID: [Fingerprint: Int] = [:]
  private var bytes = 0

  /// Nothing that waits yet.
  init(limit: Int = Pieces.maximumBytes) { self.limit = limit }

  /// Takes a piece and gives the groups that are whole now, or have to make room.
  /// - Complexity: O(its length), amortised.
  mutating func take(
    _ piece: UnsafeRawBufferPointer, _ joint: Joint, of format: any LogFormat, source: Int, line: Int
  ) -> [Group] {
    var given: [Group] = []
    if let half = joint.half, let index = byID[joint.id], groups[index]?.halves.contains(half) == true {
      given += give(index)  // the same id again, of another request
    }
    let index = byID[joint.id] ?? groups.count
    if index == groups.count {
      groups.append(Group(format: format, source: source, line: line, id: joint.id))
      byID[joint.id] = index
    }
    groups[index]?.add(piece)
    bytes += piece.count
    if let half = joint.half {
      groups[index]?.halves.append(half)
      if groups[index]?.halves.count == 2 { given += give(index) }
    }
    while bytes > limit, first < groups.count {
      given += give(first)
      first += 1
    }
    return given
  }

  /// All that still wait, in the order of their first pieces.
  mutating func rest() -> [Group] {
    defer { self = Pieces(limit: limit) }
    return groups.compactMap { $0 }
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
  fileprivate mutating func add(_ piece: UnsafeRawBufferPointer) {
    if pieces.count > 1 { pieces.append(UInt8(ascii: ",")) }
    pieces.append(contentsOf: piece)
  }
}
