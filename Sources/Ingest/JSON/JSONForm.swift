internal import CScan

/// What texts have in common that have the same bytes between their strings, numbers, booleans and nulls, names among these bytes: their
/// tape, but for what those values are and where everything stands.
///
/// The lines of one log have few forms. Along a known one a text is compared and its tape filled in a fraction of the time that it takes
/// to find its tokens and to make a tape of them.
final class JSONForm: @unchecked Sendable {
  /// Values of the longest text whose form is kept, and bytes between them.
  private static let mostPieces = 4 << 10
  private static let mostFixed = 64 << 10
  /// Readable bytes behind ``fixed``.
  private static let padding = 64

  /// A name: the piece that it is in, where in that, and what the tape has of it in every text of the form.
  private struct Name {
    let node: UInt32
    let piece: UInt32
    let offset: UInt32
    let length: UInt32
    let link: UInt32
    let tag: UInt32
  }

  /// An array or object, likewise; it ends at another place of a piece.
  private struct Nest {
    let node: UInt32
    let piece: UInt32
    let offset: UInt32
    let lastPiece: UInt32
    let end: UInt32
    let link: UInt32
    let tag: UInt32
  }

  // Never written to after they were made.
  private let pieces: UnsafeMutableBufferPointer<cscan_piece>
  private let fixed: UnsafeMutableBufferPointer<UInt8>
  private let names: UnsafeMutableBufferPointer<Name>
  private let nests: UnsafeMutableBufferPointer<Nest>
  /// How many nodes the tape of a text has.
  let nodeCount: Int

  /// The form of the text whose tape is `nodes`; `nil` if it is none that is kept.
  init?(_ nodes: UnsafePointer<JSONNode>, _ text: UnsafePointer<UInt8>, _ count: Int) {
    guard nodes[0].isKind(.array) || nodes[0].isKind(.object) else { return nil }
    nodeCount = Int(nodes[0].link)
    let cuts = Cuts(UnsafeBufferPointer(start: nodes, count: nodeCount), text, count)
    guard cuts.pieces.count <= Self.mostPieces, cuts.fixed.count <= Self.mostFixed else { return nil }
    var names: [Name] = []
    var nests: [Nest] = []
    for (index, node) in UnsafeBufferPointer(start: nodes, count: nodeCount).enumerated() where !node.isValue {
      let (first, offset) = cuts.piece(at: node.start)
      if node.isKind(.array) || node.isKind(.object) {
        let (last, end) = cuts.piece(at: node.start + node.length - 1)
        nests.append(
          Nest(node: UInt32(index), piece: first, offset: offset, lastPiece: last, end: end + 1, link: node.link, tag: node.tag))
      } else {
        names.append(
          Name(node: UInt32(index), piece: first, offset: offset, length: node.length, link: node.link, tag: node.tag))
      }
    }
    pieces = Self.keep(cuts.pieces)
    fixed = Self.keep(cuts.fixed + [UInt8](repeating: 0, count: Self.padding))
    self.names = Self.keep(names)
    self.nests = Self.keep(nests)
  }

  deinit {
    pieces.deallocate()
    fixed.deallocate()
    names.deallocate()
    nests.deallocate()
  }

  private static func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = memory.initialize(from: elements)
    return memory
  }

  /// How many pieces its texts have: one before each value, and one behind the last.
  var count: Int { pieces.count }

  /// How many pieces, from the first on, are the same as those of another.
  func shared(with other: JSONForm) -> Int {
    zip(pieces, other.pieces).prefix { one, two in
      one.node == two.node && one.count == two.count
        && JSONValue.equal(bytes(of: one), other.bytes(of: two), Int(one.count))
    }.count
  }

  private func bytes(of piece: cscan_piece) -> UnsafeRawPointer { UnsafeRawPointer(fixed.baseAddress.unsafelyUnwrapped + Int(piece.text)) }

  /// Follows a text from a piece on, and gives the first that does not fit; ``count`` if all do. To `places` goes where each begins, and to
  /// the tape what the values are.
  @inline(__always)
  func follow(
    _ text: UnsafePointer<UInt8>, _ length: Int, from piece: Int, _ places: UnsafeMutablePointer<UInt32>,
    _ nodes: UnsafeMutablePointer<JSONNode>, level: CInt
  ) -> Int {
    // Both are four numbers of 32 bits.
    let nodes = UnsafeMutableRawPointer(nodes).assumingMemoryBound(to: cscan_node.self)
    return cscan_follow(level, text, length, pieces.baseAddress, pieces.count, fixed.baseAddress, piece, places, nodes)
  }

  /// Fills what the tape has beside values, by where the pieces begin.
  @inline(__always)
  func fill(_ nodes: UnsafeMutablePointer<JSONNode>, _ places: UnsafePointer<UInt32>) {
    for name in names {
      nodes[Int(name.node)] = JSONNode(
        start: places[Int(name.piece)] &+ name.offset, length: name.length, link: name.link, tag: name.tag)
    }
    for nest in nests {
      let start = places[Int(nest.piece)] &+ nest.offset
      let end = places[Int(nest.lastPiece)] &+ nest.end
      nodes[Int(nest.node)] = JSONNode(start: start, length: end &- start, link: nest.link, tag: nest.tag)
    }
  }
}

/// A text cut before and behind each of its values.
private struct Cuts {
  var pieces: [cscan_piece] = []
  var fixed: [UInt8] = []
  /// Where each piece begins.
  private var places: [UInt32] = []

  init(_ nodes: UnsafeBufferPointer<JSONNode>, _ text: UnsafePointer<UInt8>, _ count: Int) {
    var place: UInt32 = 0
    for (index, node) in nodes.enumerated() where node.isValue {
      cut(text, from: place, to: node.start, before: UInt32(index))
      place = node.start + node.length
    }
    cut(text, from: place, to: UInt32(count), before: 0)
  }

  private mutating func cut(_ text: UnsafePointer<UInt8>, from start: UInt32, to end: UInt32, before node: UInt32) {
    pieces.append(cscan_piece(text: UInt32(fixed.count), count: end - start, node: node))
    places.append(start)
    fixed += UnsafeBufferPointer(start: text + Int(start), count: Int(end - start))
  }

  /// The piece that a place of the text is in, and where in that.
  /// - Complexity: O(log *n*).
  func piece(at place: UInt32) -> (piece: UInt32, offset: UInt32) {
    var low = 0
    var high = places.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if places[middle] <= place { low = middle } else { high = middle }
    }
    return (UInt32(low), place - places[low])
  }
}

extension JSONNode {
  /// Whether it is a value that has no others in it.
  fileprivate var isValue: Bool {
    switch kind {
    case .null, .false, .true, .number, .string, .escapedString: true
    case .array, .object, .key, .escapedKey: false
    }
  }
}
