internal import Glibc
internal import Synchronization

/// The bytes of a source in blocks, in order, while a thread of its own reads ahead.
///
/// Blocks are cut anywhere: who looks for lines or values carries the cut ones over. The first block has ``first`` bytes, the others have
/// ``capacity`` at the most. Behind each there are ``padding`` readable bytes.
struct BlockReader: ~Copyable {
  /// Bytes of the first block, from which the container of the records is told.
  static let first = 1 << 20
  /// Bytes of a full block: a ring of them fits the second-level cache of one core.
  static let capacity = 1 << 18
  /// Readable bytes behind each block.
  static let padding = 64

  private let ring: Ring
  private let readsAhead: Bool

  /// Blocks that are read ahead, so many that a thread which has to wait for a core does not hold up the others.
  static let slots = 10
  /// Filled blocks from which on the thread that reads ahead parses them too: the other one has fallen behind.
  static let backlog = 4

  /// Blocks of `source`; with `threads` below 2 they are read on the caller's thread, with the same result. Lines are parsed ahead along the
  /// forms on `board`.
  init(_ source: any ByteSource, threads: Int, board: JSONFormBoard = JSONFormBoard()) {
    readsAhead = threads > 1
    ring = Ring(source, slots: readsAhead ? Self.slots : 1, board)
  }

  /// What a block comes with.
  struct Ahead {
    /// What was made of its lines already, if anything was.
    let lines: LinesAhead?
    /// Has the lines of later blocks parsed where there is time for it.
    let begin: () -> Void
  }

  /// Calls `body` with each block, whether it is the last one, and what it comes with, until it says false.
  ///
  /// The bytes are valid inside `body` only. Leaves no thread behind, however it ends. To be called once.
  /// - Throws: what `body` throws at once, and what the source throws after all blocks before it.
  mutating func forEachBlock(_ body: (UnsafeRawBufferPointer, _ isLast: Bool, Ahead) throws -> Bool) throws {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(ring)
    guard readsAhead, pthread_create(&thread, nil, readAhead, context.toOpaque()) == 0 else {
      context.release()
      return try ring.consume(body) { ring.fillAlone() }
    }
    defer {
      ring.stop()
      pthread_join(thread, nil)
    }
    try ring.consume(body) {}
  }
}

/// The producer's thread.
private func readAhead(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<Ring>.fromOpaque(context).takeRetainedValue().produce()
  return nil
}

/// Blocks that go round between one producer and one consumer.
///
/// A slot belongs to the producer from `free` to `filled`, and to the consumer from `filled` to `free`: the semaphores order all
/// access to it, so nothing else is shared but the flag.
private final class Ring: @unchecked Sendable {
  private struct Slot {
    /// Memory of its own; none where the source lends its.
    let room: UnsafeMutableRawBufferPointer
    var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    var isLast = false
    var fault: (any Error)?
    let ahead = LinesAhead()
  }

  private let source: any ByteSource
  /// The source, if it has its bytes in memory where they can be parsed. The first block is copied, as it is a large one.
  private let lender: (any LendingSource)?
  private let slots: UnsafeMutableBufferPointer<Slot>
  private let free = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  private let filled = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  private let isStopped = Atomic(false)
  /// Whether the consumer wants lines parsed ahead.
  private let parsesAhead = Atomic(false)
  /// Parses them, for the producer.
  private var parser: ParserAhead
  /// How much goes into the next slot; for the producer.
  private var size = BlockReader.first

  init(_ source: any ByteSource, slots count: Int, _ board: JSONFormBoard) {
    self.source = source
    parser = ParserAhead(board)
    let lender = source as? any LendingSource
    self.lender = lender?.willLend(count, of: BlockReader.capacity) == true ? lender : nil
    slots = .allocate(capacity: count)
    for index in 0..<count {
      let size = index == 0 ? BlockReader.first : self.lender == nil ? BlockReader.capacity : 0
      let room = UnsafeMutableRawBufferPointer.allocate(byteCount: size + BlockReader.padding, alignment: 64)
      UnsafeMutableRawBufferPointer(rebasing: room[size...]).initializeMemory(as: UInt8.self, repeating: 0)
      slots.initializeElement(at: index, to: Slot(room: room))
    }
    sem_init(free, 0, UInt32(count))
    sem_init(filled, 0, 0)
  }

  deinit {
    for slot in slots { slot.room.deallocate() }
    slots.deinitialize()
    slots.deallocate()
    for semaphore in [free, filled] {
      sem_destroy(semaphore)
      semaphore.deallocate()
    }
  }

  /// Fills a slot as far as the source goes.
  func fill(_ index: Int) {
    defer { slots[index].ahead.clear() }
    if let lender, size == BlockReader.capacity { return borrow(index, from: lender) }
    var count = 0
    do {
      while count < size {
        let room = UnsafeMutableRawBufferPointer(rebasing: slots[index].room[count..<size])
        let more = try source.read(into: room)
        if more == 0 { break }
        count += more
      }
    } catch {
      slots[index].fault = error
    }
    slots[index].bytes = UnsafeRawBufferPointer(rebasing: slots[index].room[..<count])
    slots[index].isLast = count < size
    size = BlockReader.capacity
  }

  /// Fills a slot with what the source lends.
  private func borrow(_ index: Int, from lender: any LendingSource) {
    slots[index].bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    do {
      slots[index].bytes = try lender.lend()
    } catch {
      slots[index].fault = error
    }
    slots[index].isLast = slots[index].bytes.isEmpty
  }

  /// Blocks that wait for the consumer.
  private var backlog: Int {
    var value: Int32 = 0
    return sem_getvalue(filled, &value) == 0 ? Int(value) : 0
  }

  /// Fills the only slot, on the consumer's thread.
  func fillAlone() {
    fill(0)
    sem_post(filled)
  }

  /// Fills one slot after the other until the source ends or the consumer stops.
  func produce() {
    var index = 0
    while true {
      wait(free)
      if isStopped.load(ordering: .acquiring) { return }
      fill(index)
      if parsesAhead.load(ordering: .relaxed), backlog >= BlockReader.backlog {
        slots[index].ahead.parse(slots[index].bytes, by: &parser)
      }
      sem_post(filled)
      // Only the producer wrote to the slot so far, and the consumer only reads it.
      if slots[index].isLast { return }
      index = (index + 1) % slots.count
    }
  }

  /// Calls `body` with one block after the other; `request` is called before each is waited for.
  func consume(_ body: (UnsafeRawBufferPointer, _ isLast: Bool, BlockReader.Ahead) throws -> Bool, _ request: () -> Void) throws {
    var index = 0
    while true {
      request()
      wait(filled)
      let slot = slots[index]
      let isLast = slot.isLast
      if !slot.bytes.isEmpty || slot.fault == nil {
        let ahead = BlockReader.Ahead(lines: slot.ahead) { self.parsesAhead.store(true, ordering: .relaxed) }
        guard try body(slot.bytes, isLast && slot.fault == nil, ahead) else { return }
      }
      if let fault = slot.fault { throw fault }
      if isLast { return }
      sem_post(free)
      index = (index + 1) % slots.count
    }
  }

  /// Makes the producer end after the block it is at.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    sem_post(free)
  }

  private func wait(_ semaphore: UnsafeMutablePointer<sem_t>) {
    while sem_wait(semaphore) != 0 {}  // a signal came between
  }
}
