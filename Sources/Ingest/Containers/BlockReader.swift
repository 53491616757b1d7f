internal import Glibc
internal import Synchronization

/// The bytes of a source in blocks, in order, while a thread of its own reads ahead.
///
/// Blocks are cut anywhere: who looks for lines or values carries the cut ones over. The first block has ``first`` bytes, the others have
/// ``capacity``; only the last one has fewer. Behind each there are ``padding`` readable bytes.
struct BlockReader: ~Copyable {
  /// Bytes of the first block, from which the container of the records is told.
  static let first = 1 << 20
  /// Bytes of a full block: a ring of them fits the second-level cache of one core.
  static let capacity = 1 << 18
  /// Readable bytes behind each block.
  static let padding = 64

  private let ring: Ring
  private let readsAhead: Bool

  /// Blocks of `source`; with `threads` below 2 they are read on the caller's thread, with the same result.
  init(_ source: any ByteSource, threads: Int) {
    readsAhead = threads > 1
    ring = Ring(source, slots: readsAhead ? 4 : 1)
  }

  /// Calls `body` with each block and whether it is the last one, until it says false.
  ///
  /// The bytes are valid inside `body` only. Leaves no thread behind, however it ends. To be called once.
  /// - Throws: what `body` throws at once, and what the source throws after all blocks before it.
  mutating func forEachBlock(_ body: (UnsafeRawBufferPointer, _ isLast: Bool) throws -> Bool) throws {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(ring)
    guard readsAhead, pthread_create(&thread, nil, readAhead, context.toOpaque()) == 0 else {
      context.release()
      return try ring.consume(body) { ring.fill(0) }
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
    let bytes: UnsafeMutableRawBufferPointer
    var count = 0
    var isLast = false
    var fault: (any Error)?
  }

  private let source: any ByteSource
  private let slots: UnsafeMutableBufferPointer<Slot>
  private let free = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  private let filled = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  private let isStopped = Atomic(false)
  /// How much goes into the next slot; for the producer.
  private var size = BlockReader.first

  init(_ source: any ByteSource, slots count: Int) {
    self.source = source
    slots = .allocate(capacity: count)
    for index in 0..<count {
      let size = index == 0 ? BlockReader.first : BlockReader.capacity
      let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: size + BlockReader.padding, alignment: 64)
      UnsafeMutableRawBufferPointer(rebasing: bytes[size...]).initializeMemory(as: UInt8.self, repeating: 0)
      slots.initializeElement(at: index, to: Slot(bytes: bytes))
    }
    sem_init(free, 0, UInt32(count))
    sem_init(filled, 0, 0)
  }

  deinit {
    for slot in slots { slot.bytes.deallocate() }
    slots.deinitialize()
    slots.deallocate()
    for semaphore in [free, filled] {
      sem_destroy(semaphore)
      semaphore.deallocate()
    }
  }

  /// Fills a slot as far as the source goes.
  func fill(_ index: Int) {
    var count = 0
    do {
      while count < size {
        let room = UnsafeMutableRawBufferPointer(rebasing: slots[index].bytes[count..<size])
        let more = try source.read(into: room)
        if more == 0 { break }
        count += more
      }
    } catch {
      slots[index].fault = error
    }
    slots[index].count = count
    slots[index].isLast = count < size
    size = BlockReader.capacity
    sem_post(filled)
  }

  /// Fills one slot after the other until the source ends or the consumer stops.
  func produce() {
    var index = 0
    while true {
      wait(free)
      if isStopped.load(ordering: .acquiring) { return }
      fill(index)
      // Only the producer wrote to the slot so far, and the consumer only reads it.
      if slots[index].isLast { return }
      index = (index + 1) % slots.count
    }
  }

  /// Calls `body` with one block after the other; `request` is called before each is waited for.
  func consume(_ body: (UnsafeRawBufferPointer, _ isLast: Bool) throws -> Bool, _ request: () -> Void) throws {
    var index = 0
    while true {
      request()
      wait(filled)
      let slot = slots[index]
      let isLast = slot.isLast
      if slot.count > 0 || slot.fault == nil {
        let bytes = UnsafeRawBufferPointer(rebasing: slot.bytes[..<slot.count])
        guard try body(bytes, isLast && slot.fault == nil) else { return }
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
