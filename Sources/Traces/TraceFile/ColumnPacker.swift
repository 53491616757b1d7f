internal import Glibc
internal import Synchronization

/// Packs columns on some threads, each taking the next one that nobody has: what comes of it does not depend on how many they are.
final class ColumnPacker: @unchecked Sendable {
  private let columns: [@Sendable () -> [UInt8]?]
  /// Written to by the one thread that took the column, and read when all have ended.
  private let packed: UnsafeMutableBufferPointer<[UInt8]?>
  private let next = Atomic(0)

  private init(_ columns: [@Sendable () -> [UInt8]?]) {
    self.columns = columns
    packed = .allocate(capacity: columns.count)
    packed.initialize(repeating: nil)
  }

  deinit {
    packed.deinitialize()
    packed.deallocate()
  }

  /// The packed bytes of each column; `nil` where its packing failed.
  static func pack(_ columns: [@Sendable () -> [UInt8]?], threads count: Int) -> [[UInt8]?] {
    let packer = ColumnPacker(columns)
    var threads: [pthread_t] = []
    for _ in 1..<max(1, min(count, columns.count)) {
      var thread = pthread_t()
      let context = Unmanaged.passRetained(packer)
      if pthread_create(&thread, nil, packColumns, context.toOpaque()) == 0 { threads.append(thread) } else { context.release() }
    }
    packer.work()
    for thread in threads { pthread_join(thread, nil) }
    return Array(packer.packed)
  }

  /// Packs one column after the other until there are no more.
  func work() {
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < columns.count else { return }
      packed[index] = columns[index]()
    }
  }
}

/// A thread that helps.
private func packColumns(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<ColumnPacker>.fromOpaque(context).takeRetainedValue().work()
  return nil
}
