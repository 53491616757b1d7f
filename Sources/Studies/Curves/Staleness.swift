import Caching
public import Simulation
public import Traces
public import Units

/// How often the same question got another answer, by how much later it was asked: what a cache that keeps answers so long exposes its users to.
///
/// Models at a temperature answer otherwise even at once. What is different already among the youngest pairs is put down to that; the rest, to age.
public struct Staleness: Sendable, Equatable {
  /// Pairs of answers to one key of a range of ages.
  public struct Band: Sendable, Equatable {
    /// Older than the band before, and at most this.
    public let upTo: Microseconds
    /// Pairs of such an age.
    public internal(set) var pairs = 0
    /// … whose answers differ.
    public internal(set) var different = 0
    /// The share that is put down to age, which does not fall with age; `nil` where nothing can be told.
    public internal(set) var outdated: Double?

    /// The share of pairs that differ.
    public var share: Ratio { Ratio(different, of: pairs) }
  }

  /// By rising age.
  public private(set) var bands: [Band]
  /// What differs at once, by temperature alone; `nil` where there are too few pairs to tell.
  public private(set) var atOnce: Double?

  /// The steps of age: 1 min to 30 days.
  public static let ages: [Microseconds] = [
    60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400, 172_800, 259_200, 604_800, 1_209_600, 2_592_000, 7_776_000,
  ].map { Microseconds(seconds: $0) }

  /// Fewer pairs tell nothing.
  static let fewest = 20
  /// Where so many answers differ at once, no more can differ by age that it could be told.
  static let mostAtOnce = 0.9
  /// Earlier answers to a key that an answer is compared with: bounds the time for keys that are asked often.
  private static let compared = 8

  /// Compares the answers of the log to each key with up to eight before.
  ///
  /// Answers of an earlier cache are copies, and left out.
  /// - Complexity: O(requests).
  public init(_ countable: CountableRequests, of trace: Trace) {
    self.init(ids: countable.requests.ids, count: countable.requests.count, ordinals: countable.ordinals, trace)
  }

  init(ids: [UInt32], count: Int, ordinals: [Int], _ trace: Trace) {
    bands = Self.ages.map { Band(upTo: $0) }
    let requests = trace.requests
    // Most keys are asked once: a ring is made for those only that come again.
    var latest = [Int32](repeating: -1, count: count)
    var rings: [UInt32: (ordinals: [Int], next: Int)] = [:]
    for (index, id) in ids.enumerated() {
      let i = ordinals[index]
      guard requests.answer[i] != 0, requests.flags[i].isDisjoint(with: [.loggedHit, .noTime]) else { continue }
      let before = latest[Int(id)]
      guard before >= 0 else {
        latest[Int(id)] = Int32(i)
        continue
      }
      var ring = rings[id] ?? ([Int(before)], 1)
      for j in ring.ordinals {
        let age = requests.arrival[i] - requests.arrival[j]
        guard let band = Self.band(of: age) else { continue }
        bands[band].pairs += 1
        if requests.answer[i] != requests.answer[j] { bands[band].different += 1 }
      }
      if ring.ordinals.count < Self.compared {
        ring.ordinals.append(i)
      } else {
        ring.ordinals[ring.next % Self.compared] = i
      }
      ring.next += 1
      rings[id] = ring
    }
    judge()
  }

  /// The index of the band of an age; `nil` beyond the last.
  static func band(of age: Int64) -> Int? { ages.firstIndex { age <= $0.count } }

  /// Takes what differs at once off, and makes the rest rise with age: of neighbours that fall, the pooled share (pool adjacent violators).
  private mutating func judge() {
    guard let first = bands.firstIndex(where: { $0.pairs >= Self.fewest }), let atOnce = bands[first].share.value else { return }
    self.atOnce = atOnce
    guard atOnce <= Self.mostAtOnce else { return }
    var pools: [(bands: Int, pairs: Int, different: Int)] = []
    for band in bands[first...] {
      pools.append((1, band.pairs, band.different))
      while pools.count > 1 {
        let (b, a) = (pools[pools.count - 1], pools[pools.count - 2])
        // Nothing is known of a band without pairs: it is as the one before.
        guard b.pairs == 0 || Double(a.different) * Double(b.pairs) > Double(b.different) * Double(a.pairs) else { break }
        pools.removeLast(2)
        pools.append((a.bands + b.bands, a.pairs + b.pairs, a.different + b.different))
      }
    }
    let least = Double(pools[0].different) / Double(max(pools[0].pairs, 1))
    self.atOnce = least
    var index = first
    for pool in pools {
      let share = Double(pool.different) / Double(max(pool.pairs, 1))
      for _ in 0..<pool.bands {
        bands[index].outdated = max(0, (share - least) / (1 - least))
        index += 1
      }
    }
    for index in 0..<first { bands[index].outdated = 0 }
  }

  /// Whether it can be told how many answers of an age are out of date.
  public var isKnown: Bool { bands.contains { $0.outdated != nil } }

  /// The share of answers of an age that are out of date; 0 where nothing can be told, and beyond the last band as in it.
  func outdated(age: Int64) -> Double { bands[Self.band(of: age) ?? bands.count - 1].outdated ?? 0 }
}
