public import Caching
public import Units

/// How curves are made.
public struct CurveOptions: Sendable {
  /// Policies beside LRU.
  public var policies: [EvictionPolicy] = []
  /// Whether stores are measured in bytes too; ignored where the log has no sizes of answers.
  public var inBytes = true
  /// Which requests are replayed.
  public var sampling = Sampling.chosen
  /// Of draws.
  public var seed: UInt64 = 1
  /// How many replays run at a time; the result does not depend on it.
  public var threads = 2

  /// The defaults.
  public init() {}

  /// Which requests are replayed.
  public enum Sampling: Sendable, Hashable {
    /// All where that is a matter of seconds, else samples.
    case chosen
    /// All: exact figures.
    case none
    /// Those of this share of the keys in each of four samples.
    case share(Double)
  }

  /// The samples of one question: their differences give the error.
  static let samples = 4
  /// Requests replayed in all before ``chosenShare(_:requests:points:)`` samples: some seconds.
  static let budget = 400_000_000

  /// The share of the keys to be sampled so that all points are a matter of seconds; `nil` where all requests are.
  public func chosenShare(requests: Int, groups: Int) -> Double? {
    switch sampling {
    case .none: return nil
    case .share(let share): return share
    case .chosen: break
    }
    let curves = policies.count * (inBytes ? 2 : 1) + (inBytes ? 1 : 0)
    let work = requests * curves * CurveSet.points * max(1, min(groups, 2))
    guard work > Self.budget else { return nil }
    // Not more than a quarter fits four disjoint samples, and less than a thousandth says little.
    return min(0.25, max(0.001, Double(Self.budget) / Double(work) / Double(Self.samples)))
  }
}

extension CurveSet {
  /// Amounts of a curve by replays, at the most.
  static let points = 20

  /// TTLs of ``lives``.
  public static let ttls: [Microseconds] = [
    60, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400, 172_800, 259_200, 604_800, 1_209_600, 2_592_000,
  ].map { Microseconds(seconds: $0) }

  private static let percents = [10, 25, 50, 75, 90, 95, 99]

  /// The curves of some requests.
  ///
  /// - Parameters:
  ///   - hasTimes: whether the log says when its requests came.
  ///   - share: the share of the keys in each sample; `nil` for exact figures.
  /// - Complexity: O(requests × log keys), and a replay for each point of ``policies``.
  init(
    _ name: String, _ countable: CountableRequests, staleness: Staleness, hasTimes: Bool, options: CurveOptions, share: Double?
  ) {
    let requests = countable.requests
    self.name = name
    self.requests = requests.ids.count
    leftOut = countable.leftOut
    self.staleness = staleness
    let curve = LRUCurve(ids: requests.ids, count: requests.count)
    keys = curve.keys
    entries = Self.ladder(to: curve.keys, perDecade: 20).map { Point(amount: $0, hits: curve.requests - curve.misses(entries: $0)) }
    bytes = countable.heldBytes
    policies = Self.policies(requests, keys: curve.keys, bytes: bytes, options: options, share: share)
    (lives, gaps) = hasTimes ? Self.lives(requests) : ([], [])
  }

  private static func lives(_ requests: CountedRequests) -> ([Life], [Gap]) {
    let sliding = SlidingTTLCurve(requests)
    let fixed = FixedTTLCurve(requests, ttls: ttls)
    let lives = zip(ttls, fixed.hits).map { Life(ttl: $0, sliding: sliding.hits(ttl: $0), fixed: $1) }
    var last = [Int64](repeating: .min, count: requests.count)
    var gaps: [Int64] = []
    for (id, now) in zip(requests.ids, requests.times ?? []) {
      if last[Int(id)] != .min { gaps.append(now - last[Int(id)]) }
      last[Int(id)] = now
    }
    gaps.sort()
    guard !gaps.isEmpty else { return (lives, []) }
    return (lives, percents.map { Gap(percent: $0, gap: Microseconds(gaps[(gaps.count * $0 + 99) / 100 - 1])) })
  }

  private static func policies(
    _ requests: CountedRequests, keys: Int, bytes: Int, options: CurveOptions, share: Double?
  ) -> [PolicyCurve] {
    let entries = thinned(ladder(to: keys, perDecade: 3)).map { (amount: $0, capacity: Capacity.entries($0)) }
    let sizes = bytes > 0 && options.inBytes ? thinned(ladder(from: max(1, bytes / 5_000), to: bytes, perDecade: 5)) : []
    let inBytes = sizes.map { (amount: $0, capacity: Capacity.bytes($0, overhead: .none)) }
    let asked = options.policies.filter { $0 != .lru }
    return curves(asked, entries, isInBytes: false, requests, options, share)
      + curves([.lru] + asked, inBytes, isInBytes: true, requests, options, share)
  }

  private static func curves(
    _ policies: [EvictionPolicy], _ amounts: [(amount: Int, capacity: Capacity)], isInBytes: Bool, _ requests: CountedRequests,
    _ options: CurveOptions, _ share: Double?
  ) -> [PolicyCurve] {
    guard !policies.isEmpty, !amounts.isEmpty else { return [] }
    guard let share else {
      let grid = CapacityGrid(policies, at: amounts.map(\.capacity), requests, threads: options.threads, seed: options.seed)
      return zip(policies, grid.misses).map { policy, misses in
        PolicyCurve(
          policy: policy, isInBytes: isInBytes,
          points: zip(amounts, misses).map {
            PolicyCurve.Point(
              amount: $0.amount, ratio: Estimate(value: 1 - Double($1) / Double(max(requests.ids.count, 1)), standardError: 0))
          }, sampled: nil)
      }
    }
    let small = MiniatureSimulation(requests, rate: share, samples: CurveOptions.samples, seed: options.seed)
    return policies.map { policy in
      PolicyCurve(
        policy: policy, isInBytes: isInBytes,
        points: amounts.map {
          let misses = small.missRatio(policy, capacity: $0.capacity)
          return PolicyCurve.Point(amount: $0.amount, ratio: Estimate(value: 1 - misses.value, standardError: misses.standardError))
        }, sampled: share * Double(CurveOptions.samples))
    }
  }

  /// Whole numbers from `from` up to `to`, about so many in each decade, with one digit or two; both ends are among them.
  static func ladder(from: Int = 1, to: Int, perDecade: Int) -> [Int] {
    guard to >= from, from > 0 else { return [] }
    let steps: [Int] =
      switch perDecade {
      case ...3: [10, 20, 50]
      case ...5: [10, 15, 25, 40, 60]
      default: [10, 11, 12, 14, 16, 18, 20, 22, 25, 28, 32, 36, 40, 45, 50, 56, 63, 71, 80, 90]
      }
    var out: Set<Int> = [from, to]
    var unit = 1
    while unit <= to {
      for step in steps {
        let (product, overflow) = step.multipliedReportingOverflow(by: unit)
        if !overflow { out.insert(product / 10) }
      }
      let (next, overflow) = unit.multipliedReportingOverflow(by: 10)
      if overflow { break }
      unit = next
    }
    return out.filter { (from...to).contains($0) }.sorted()
  }

  /// The greatest of a ladder, no more than ``points``.
  private static func thinned(_ ladder: [Int]) -> [Int] { Array(ladder.suffix(points)) }
}
