/// The tiers of a replay, each changed where it stands.
struct TierStores: ~Copyable {
  private let base: UnsafeMutablePointer<TierStore>
  let count: Int

  init(count: Int, _ make: (Int) -> TierStore) {
    base = .allocate(capacity: max(1, count))
    self.count = count
    for index in 0..<count { (base + index).initialize(to: make(index)) }
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  @inline(__always)
  var indices: Range<Int> { 0..<count }

  subscript(index: Int) -> TierStore {
    @inline(__always) _read { yield base[index] }
    @inline(__always) nonmutating _modify { yield &base[index] }
  }
}
