import Caching
import Simulation
import Traces
import Units

/// Which of many strategies have one and the same replay, so that it is made once.
///
/// Strategies that differ only in their words and in what their tiers are billed as have one. So have those that differ in how much their tiers
/// hold and in what goes when they are full, as far as they are never full: a store asks its policy when there is no room, and not before (laws
/// 14 and 16). Who is never full is known from the replay of the roomiest.
struct ReplayFamilies {
  /// Indices of strategies that may have one replay, the roomiest first.
  private(set) var families: [[Int]] = []

  init(_ strategies: [Strategy]) {
    var numbers: [Strategy: Int] = [:]
    for (index, strategy) in strategies.enumerated() {
      let kin = strategy.kin
      if let number = numbers[kin] {
        families[number].append(index)
      } else {
        numbers[kin] = families.count
        families.append([index])
      }
    }
    for number in families.indices where families[number].count > 1 {
      families[number].sort { a, b in
        let (x, y) = (strategies[a].tiers.map(\.capacity.rank), strategies[b].tiers.map(\.capacity.rank))
        return x == y ? a < b : y.lexicographicallyPrecedes(x)
      }
    }
  }

  /// Those of `indices` that are the same strategy in all but words and bills, together.
  static func alike(_ indices: [Int], _ strategies: [Strategy]) -> [[Int]] {
    var numbers: [Strategy: Int] = [:]
    var out: [[Int]] = []
    for index in indices {
      let plain = strategies[index].plain
      if let number = numbers[plain] {
        out[number].append(index)
      } else {
        numbers[plain] = out.count
        out.append([index])
      }
    }
    return out
  }
}

/// The room that a replay took, or somewhat more: with so much in each tier, nothing is ever evicted or turned away.
struct RoomTaken {
  private let tiers: [(entries: Int, bytes: Int)]

  /// - Complexity: O(requests).
  init(_ strategy: Strategy, _ replay: Replay, _ traffic: Traffic) {
    let requests = traffic.trace.requests
    let last = requests.arrival.last ?? 0
    // Peaks are those up to the last arrival. What may have been stored later comes on top: answers of calls that were still under way.
    var late: [Int] = []
    var largest = 0
    for i in requests.arrival.indices {
      largest = max(largest, Int(requests.answerBytes[i]))
      let (left, latency) = (last - requests.arrival[i], replay.latency[i])
      if latency == Replay.noLatency || latency >= left || traffic.duration[i] >= left - latency {
        late.append(Int(requests.answerBytes[i]))
      }
    }
    tiers = zip(strategy.tiers, replay.use).map { tier, use in
      let entries = use.peakEntries + late.count + 1
      guard case .bytes(_, let overhead) = tier.capacity else { return (entries, use.peakBytes + late.reduce(largest, +)) }
      let answers = (late + [largest]).reduce(0) { $0 + overhead.entryBytes(answer: $1, expires: true) }
      return (entries, use.peakBytes + answers + overhead.tableBytes(entries: entries, expires: true) + overhead.fixedBytes)
    }
  }

  /// Whether all tiers of a strategy of the same family hold so much.
  func fits(_ strategy: Strategy) -> Bool {
    zip(strategy.tiers, tiers).allSatisfy { tier, taken in
      switch tier.capacity {
      case .unlimited: true
      case .entries(let count): taken.entries <= count
      case .bytes(let count, _): taken.bytes <= count
      }
    }
  }
}

extension Strategy {
  /// Without what no replay reads.
  fileprivate var plain: Strategy {
    var out = self
    (out.name, out.summary, out.source, out.caveats) = ("", "", "", [])
    for index in out.tiers.indices { out.tiers[index].service = nil }
    return out
  }

  /// What strategies have in common that have one replay where none of them is ever full.
  fileprivate var kin: Strategy {
    var out = plain
    // Peaks of several places or of calls that wait do not say enough.
    let isSimple = upstream.isUnlimited && events.isEmpty && tiers.allSatisfy { $0.places.routing == .one && $0.policy.waitsUntilFull }
    guard isSimple else { return out }
    for index in out.tiers.indices {
      out.tiers[index].policy = .lru
      out.tiers[index].redis = RedisEviction()
      out.tiers[index].eviction = EvictionRules()
      switch out.tiers[index].capacity {
      case .unlimited, .entries, .bytes(_, overhead: .none): out.tiers[index].capacity = .unlimited
      case .bytes(_, let overhead): out.tiers[index].capacity = .bytes(0, overhead: overhead)
      }
    }
    return out
  }
}

extension EvictionPolicy {
  /// Whether it does nothing while there is room. Those with a queue for newcomers may turn an answer away or let one go before.
  fileprivate var waitsUntilFull: Bool {
    switch self {
    case .lru, .fifo, .lfu, .clock, .sieve, .random, .noEviction, .earliestExpiry, .allkeysLRU, .allkeysLFU, .allkeysRandom, .volatileLRU,
      .volatileLFU, .volatileRandom, .volatileTTL:
      true
    case .s3fifo, .arc, .wTinyLFU, .halfEveryFiveMinutes: false
    }
  }
}

extension Capacity {
  /// A greater one holds more, of one unit.
  fileprivate var rank: Int {
    switch self {
    case .unlimited: .max
    case .entries(let count): count
    case .bytes(let count, _): count
    }
  }
}
