internal import Glibc
internal import Similarity
internal import Synchronization

/// Near signatures of texts, made on a thread beside the one that parses, and given back in the order of the texts.
///
/// Texts are collected into batches that go round. With one thread, or where the texts do not fill a batch, no thread is begun. A thread that
/// has fallen behind is helped: the signatures do not depend on who makes them.
final class SignatureStage {
  /// Bytes of text from which a batch is full.
  private static let full = 64 << 10
  private static let batches = 6

  private let isBeside: Bool
  private let ring = SignatureRing(count: SignatureStage.batches)
  private var thread: pthread_t?
  /// The batch being collected, and how many before it are on the thread.
  private var current = 0
  private var underWay = 0

  /// A stage that works beside its caller, or in its calls.
  init(isBeside: Bool) { self.isBeside = isBeside }

  deinit {
    guard let thread else { return }
    ring.stop()
    pthread_join(thread, nil)
  }

  /// Takes a text. Calls `body` with the signatures that are done, of this text or of earlier ones, each once and in order.
  func add(_ text: UnsafeRawBufferPointer, _ body: (Signatures) -> Void) {
    ring[current].append(text)
    if !isBeside || ring[current].bytes.count >= Self.full { pass(on: body) }
  }

  /// Calls `body` with the signatures of all texts that are left.
  func finish(_ body: (Signatures) -> Void) {
    pass(on: body)
    while underWay > 0 { take(body) }
  }

  /// Passes the batch on to the thread, and makes room for the next.
  private func pass(on body: (Signatures) -> Void) {
    let isFull = ring[current].bytes.count >= Self.full
    guard isBeside, thread != nil || isFull, begin() else {
      ring.help(with: current)
      ring[current].give(body)
      return
    }
    while underWay > 0, ring.isNextDone() { give(body) }
    if underWay == Self.batches - 1 { ring.help(with: current) }
    ring.fill()
    underWay += 1
    current = (current + 1) % Self.batches
    if underWay == Self.batches { take(body) }
  }

  /// Waits for the oldest batch under way.
  private func take(_ body: (Signatures) -> Void) {
    ring.await()
    give(body)
  }

  /// Gives what came of the oldest batch under way, which is done.
  private func give(_ body: (Signatures) -> Void) {
    ring[(current + Self.batches - underWay) % Self.batches].give(body)
    underWay -= 1
  }

  /// Whether there is a thread now.
  private func begin() -> Bool {
    if thread != nil { return true }
    var new = pthread_t()
    let context = Unmanaged.passRetained(ring)
    guard pthread_create(&new, nil, makeSignatures, context.toOpaque()) == 0 else {
      context.release()
      return false
    }
    thread = new
    return true
  }
}

/// The thread of a stage.
private func makeSignatures(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<SignatureRing>.fromOpaque(context).takeRetainedValue().work()
  return nil
}

/// Texts end to end, and then their signatures.
private struct TextBatch {
  private(set) var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var signatures: [Signatures] = []
  /// Whether the signatures are made.
  private(set) var isDone = false

  mutating func append(_ text: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  mutating func work(_ normalizer: inout Normalizer) {
    isDone = true
    var start = 0
    for end in ends {
      signatures.append(bytes.withUnsafeBytes { normalizer.signatures(of: UnsafeRawBufferPointer(rebasing: $0[start..<end])) })
      start = end
    }
  }

  /// Gives the signatures, and forgets everything but its memory; a great deal of that too.
  mutating func give(_ body: (Signatures) -> Void) {
    for signature in signatures { body(signature) }
    isDone = false
    signatures.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: bytes.capacity < 4 << 20)
  }
}

/// Batches that go round between the thread that fills them and the one that works.
///
/// A batch is the worker's from `filled` to `done`, else the filler's: the semaphores order all access to it.
private final class SignatureRing: @unchecked Sendable {
  private let slots: UnsafeMutableBufferPointer<TextBatch>
  private var workersNormalizer = Normalizer()
  private var fillersNormalizer = Normalizer()
  private let filled = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  private let done = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  private let isStopped = Atomic(false)

  init(count: Int) {
    slots = .allocate(capacity: count)
    for index in 0..<count { slots.initializeElement(at: index, to: TextBatch()) }
    sem_init(filled, 0, 0)
    sem_init(done, 0, 0)
  }

  deinit {
    slots.deinitialize()
    slots.deallocate()
    for semaphore in [filled, done] {
      sem_destroy(semaphore)
      semaphore.deallocate()
    }
  }

  /// The batch at `index`, while it is the filler's.
  subscript(index: Int) -> TextBatch {
    _read { yield slots[index] }
    _modify { yield &slots[index] }
  }

  /// Makes the signatures of a batch that is the filler's.
  func help(with index: Int) { slots[index].work(&fillersNormalizer) }

  /// Says that the next batch is filled.
  func fill() { sem_post(filled) }

  /// Waits until the next batch is done.
  func await() { wait(done) }

  /// Whether the next batch is done; its turn is over then.
  func isNextDone() -> Bool { sem_trywait(done) == 0 }

  /// Works on one batch after the other until the filler stops.
  func work() {
    var index = 0
    while true {
      wait(filled)
      if isStopped.load(ordering: .acquiring) { return }
      if !slots[index].isDone { slots[index].work(&workersNormalizer) }
      sem_post(done)
      index = (index + 1) % slots.count
    }
  }

  /// Makes the worker end after the batch it is at.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    sem_post(filled)
  }

  private func wait(_ semaphore: UnsafeMutablePointer<sem_t>) {
    while sem_wait(semaphore) != 0 {}  // a signal came between
  }
}
