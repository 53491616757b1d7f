internal import Glibc

/// Memory that a decoder writes to from one end to the other and then from the front again, with the last bytes still there behind it.
///
/// What was lent stays as it is until so many more pieces were lent as were agreed upon: the ring is longer than all of them together.
struct DecodingRing: ~Copyable {
  /// Bytes of the largest piece that is lent.
  private(set) var most = 0
  private var blocks = 0

  private var memory: UnsafeMutableRawPointer?
  private var size = 0
  /// The bytes that wait to be given.
  private var start = 0
  private var end = 0
  private var hasLent = false
  /// Rings that became too small, with how many pieces were lent since.
  private var former: [(memory: UnsafeMutableRawPointer, lent: Int)] = []

  /// Pieces that there is room for at the least: the shorter the ring, the more often what is repeated is behind the end.
  private static let fewest = 10
  /// Bytes that a decoder may write behind a block.
  private static let slack = 64

  deinit {
    free(memory)
    for ring in former { free(ring.memory) }
  }

  /// Agrees that up to `blocks` pieces of `most` bytes are lent at once; before anything is.
  mutating func willLend(_ blocks: Int, of most: Int) {
    self.blocks = blocks
    self.most = most
  }

  /// Bytes that wait to be given.
  var waiting: Int { end - start }

  /// Where the next block goes.
  var room: UnsafeMutableRawPointer { memory.unsafelyUnwrapped + end }

  /// How many bytes a decoder may write to there, for a block of `count`.
  func roomCount(for count: Int) -> Int { count + Self.slack }

  /// Makes the ring fit for frames that need `needed` bytes of it and come in blocks of up to `block`, and makes room for the first one, or
  /// for as many as the frame needs if they must stand `together`; false where what waits must be given first.
  mutating func begin(size needed: Int, block: Int, together: Bool = false) throws -> Bool {
    // Less would do, as what is lent is within reach mostly; but a decoder is slower where what it repeats is behind the end.
    let wanted = needed + (max(blocks, Self.fewest) + 2) * most + 3 * (block + Self.slack)
    if wanted > size {
      guard waiting == 0 else { return false }
      // Somewhat more than before, lest a file of ever larger frames has it made anew for each.
      let larger = max(wanted, size + size / 2)
      guard let fresh = malloc(larger) else { throw UnpackingError.Reason.outOfMemory }
      if hasLent, let memory { former.append((memory, 0)) } else { free(memory) }
      memory = fresh
      size = larger
      start = 0
      end = 0
      hasLent = false
    }
    return makeRoom(for: together ? needed : block)
  }

  /// Goes to the front where a block of up to `count` bytes has no room; false where what waits must be given first.
  mutating func makeRoom(for count: Int) -> Bool {
    if end + count + Self.slack <= size { return true }
    guard waiting == 0 else { return false }
    start = 0
    end = 0
    return true
  }

  /// Says that the next `count` bytes were written.
  mutating func append(_ count: Int) { end += count }

  /// Gives the bytes that wait, `count` at most.
  mutating func take(_ count: Int, isLent: Bool) -> UnsafeRawBufferPointer {
    let given = UnsafeRawBufferPointer(start: memory.map { $0 + start }, count: min(count, waiting))
    start += given.count
    if isLent { keep() }
    return given
  }

  /// Counts a piece that is lent, and gives back rings of which no piece is out any more.
  private mutating func keep() {
    hasLent = true
    guard !former.isEmpty else { return }
    for index in former.indices { former[index].lent += 1 }
    while let oldest = former.first, oldest.lent > blocks {
      free(oldest.memory)
      former.removeFirst()
    }
  }
}
