import Caching
import Testing
import Units

@Suite struct PolicyModelTests {
  static let modelled: [EvictionPolicy] = [.fifo, .lru, .lfu, .clock, .sieve, .s3fifo, .arc]

  static func model(_ policy: EvictionPolicy, capacity: Int) -> SlowModel {
    switch policy {
    case .fifo: SlowQueue(capacity: capacity)
    case .lru: SlowLRU(capacity: capacity)
    case .lfu: SlowLFU(capacity: capacity)
    case .clock: SlowClock(capacity: capacity)
    case .sieve: SlowSieve(capacity: capacity)
    case .s3fifo: SlowS3FIFO(capacity: capacity)
    case .arc: SlowARC(capacity: capacity)
    default: fatalError("no model of \(policy)")
    }
  }

  @Test("the policies against models written from their rules, with entries taken out in between", arguments: modelled)
  func againstModel(policy: EvictionPolicy) {
    for seed in 0..<500 {
      var dice = Stream(UInt64(seed) << 8)
      let isWide = dice.oneIn(3)
      let keys = isWide ? dice.roll(15...60) : dice.roll(1...8)
      let capacity = isWide ? dice.roll(10...60) : dice.roll(0...10)
      let inBytes = dice.oneIn(2)
      let removals = dice.oneIn(2) ? 0 : dice.roll(3...12)
      let model = Self.model(policy, capacity: capacity)
      var store = Store(policy, keys: keys, capacity: capacity, seed: UInt64(seed))
      for step in 0..<(isWide ? 300 : 100) {
        let id = min(dice.roll(0...keys - 1), dice.roll(0...keys - 1))
        if removals > 0, dice.oneIn(removals) {
          model.remove(id)
          store.remove(id)
        }
        let size = inBytes ? dice.roll(0...4) : 1
        let expected = model.request(id, size: size)
        #expect(store.request(id, size: size, time: Int64(step)) == expected, "\(policy), seed \(seed), step \(step)")
        guard step % 8 != 7 || store.keys == model.entries.map(\.id).sorted() else {
          Issue.record("\(policy), seed \(seed), step \(step): stores \(store.keys), should \(model.entries.map(\.id).sorted())")
          return
        }
      }
    }
  }

  @Test(
    "a policy knows what is stored, keeps to the capacity, and stays consistent when entries are taken out",
    arguments: EvictionPolicy.allCases)
  func invariants(policy: EvictionPolicy) {
    for seed in 0..<60 {
      var dice = Stream(UInt64(seed) << 8 | 1)
      let keys = dice.roll(1...150)
      let capacity = dice.roll(0...300)
      let inBytes = dice.oneIn(2)
      let hasDeadlines = dice.oneIn(2)
      var store = Store(policy, keys: keys, capacity: capacity, seed: UInt64(seed))
      var time: Int64 = 0
      for step in 0..<400 {
        time += Int64(dice.roll(0...90_000_000))
        let id = dice.roll(0...keys - 1)
        switch dice.roll(0...9) {
        case 0: store.remove(id)
        default:
          let deadline = hasDeadlines && !dice.oneIn(3) ? time + Int64(dice.roll(0...1_000)) * 1_000 : .max
          _ = store.request(id, size: inBytes ? dice.roll(0...9) : 1, time: time, deadline: deadline)
        }
        #expect(store.used <= max(0, capacity))
        if step % 16 == 0 {
          #expect(store.evictor._checkInvariants() == store.keys.map { UInt32($0) }, "\(policy), seed \(seed), step \(step)")
        }
      }
    }
  }

  @Test("the loop of each policy and the Evictor do the same, request by request", arguments: EvictionPolicy.allCases)
  func evictorIsThePolicy(policy: EvictionPolicy) {
    for seed in 0..<20 {
      var dice = Stream(UInt64(seed) << 8 | 2)
      let keys = dice.roll(1...400)
      let capacity = dice.roll(0...300)
      let ids = (0..<800).map { _ in UInt32(min(dice.roll(0...keys - 1), dice.roll(0...keys - 1))) }
      let sizes = ids.map { _ in UInt32(dice.roll(0...3)) }
      let times = (0..<800).map { Int64($0) * 7_000_000 }
      let deadlines = seed % 2 == 0 ? times.map { $0 + Int64(dice.roll(0...900)) * 1_000_000 } : nil
      let requests = CountedRequests(ids: ids, count: keys, sizes: sizes, times: times, deadlines: deadlines)
      var store = Store(policy, keys: keys, capacity: capacity, seed: 5)
      let hits = ids.indices.map {
        store.request(Int(ids[$0]), size: Int(sizes[$0]), time: times[$0], deadline: deadlines?[$0] ?? .max)
      }
      let replay = CountingReplay(policy, requests, capacity: .bytes(capacity, overhead: .none), seed: 5, recordsHits: true)
      #expect(replay.hits == hits, "seed \(seed)")
      #expect(replay.resident == store.keys.count)
    }
  }

  @Test("no policy has fewer misses than Belady's MIN where all sizes are one", arguments: EvictionPolicy.allCases)
  func belady(policy: EvictionPolicy) {
    for seed in 0..<20 {
      var dice = Stream(UInt64(seed) << 8 | 3)
      let ids = (0..<2_000).map { _ in UInt32(min(dice.roll(0...299), dice.roll(0...299))) }
      let requests = CountedRequests(ids: ids, count: 300)
      let capacity = Capacity.entries(dice.roll(1...200))
      #expect(CountingReplay(policy, requests, capacity: capacity).misses >= CountingReplay(belady: requests, capacity: capacity).misses)
    }
  }
}

/// A store around an `Evictor`: who is stored, with which size, and whether there is room.
struct Store {
  private(set) var evictor: Evictor
  private var stored: [Int: Int] = [:]
  private let capacity: Int

  init(_ policy: EvictionPolicy, keys: Int, capacity: Int, seed: UInt64) {
    evictor = Evictor(policy, keys: keys, capacity: capacity, draws: Draws(seed: seed))
    self.capacity = capacity
  }

  var keys: [Int] { stored.keys.sorted() }
  var used: Int { stored.values.reduce(0, +) }

  mutating func request(_ id: Int, size: Int, time: Int64, deadline: Int64 = .max) -> Bool {
    let (key, use) = (UInt32(id), Use(time: time, deadline: deadline))
    if evictor.sweeps {
      while let gone = evictor.overdue(at: time, fill: capacity > 0 ? Double(used) / Double(capacity) : 1) { release(gone) }
    }
    #expect(evictor.contains(key) == (stored[id] != nil))
    if stored[id] != nil {
      evictor.hit(key, use)
      while evictor.wantsMore, let gone = evictor.evict(for: 0, at: time) { release(gone) }
      return true
    }
    evictor.miss(key)
    guard size <= capacity, evictor.admits(UInt32(size)) else { return false }
    while used + size > capacity || evictor.wantsMore {
      guard let gone = evictor.evict(for: UInt32(size), at: time) else { return false }
      release(gone)
    }
    if evictor.insert(key, size: UInt32(size), use) { stored[id] = size }
    return false
  }

  mutating func remove(_ id: Int) {
    guard let size = stored.removeValue(forKey: id) else { return }
    evictor.remove(UInt32(id), size: UInt32(size))
  }

  private mutating func release(_ key: UInt32) {
    #expect(stored.removeValue(forKey: Int(key)) != nil, "what is evicted was stored")
  }
}
