internal import Glibc

/// The slots of a ``FingerprintTable``, all empty at first.
///
/// They are looked at in no order at all. In pages of two mebibytes, where they are as large and the system has such pages, the processor
/// finds each at once, and they come zeroed with one fault for each.
final class FingerprintSlots {
  /// A place in a table: 32 bits of the fingerprint, and its id.
  struct Slot {
    var hash: UInt32 = 0
    /// 0 in an empty slot.
    var id: UInt32 = 0
  }

  let count: Int
  let first: UnsafeMutablePointer<Slot>

  private static let largePage = 2 << 20

  /// `count` slots, a power of two.
  init(_ count: Int) {
    self.count = count
    let bytes = count * MemoryLayout<Slot>.stride
    guard bytes >= Self.largePage, let memory = Self.map(bytes) else {
      first = .allocate(capacity: count)
      first.initialize(repeating: Slot(), count: count)
      isMapped = false
      return
    }
    first = memory.bindMemory(to: Slot.self, capacity: count)
    isMapped = true
  }

  private let isMapped: Bool

  /// The same slots.
  convenience init(copying old: FingerprintSlots) {
    self.init(old.count)
    first.update(from: old.first, count: count)
  }

  /// The entries of `old` in `count` slots.
  convenience init(rehashing old: FingerprintSlots, count: Int) {
    self.init(count)
    for place in 0..<old.count where old.first[place].id != 0 {
      var index = Int(old.first[place].hash) & (count - 1)
      while first[index].id != 0 { index = (index + 1) & (count - 1) }
      first[index] = old.first[place]
    }
  }

  deinit {
    if isMapped { munmap(first, count * MemoryLayout<Slot>.stride) } else { first.deallocate() }
  }

  /// Zeroed memory that begins at a large page, and consists of them if it can.
  private static func map(_ bytes: Int) -> UnsafeMutableRawPointer? {
    let memory = mmap(nil, bytes + largePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else { return nil }
    let before = -Int(bitPattern: memory) & (largePage - 1)
    if before > 0 { munmap(memory, before) }
    munmap(memory + (before + bytes), largePage - before)
    madvise(memory + before, bytes, MADV_HUGEPAGE)
    return memory + before
  }
}
