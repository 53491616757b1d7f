import Caching
internal import Simulation
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
  /// Whether only answers at temperature 0 were compared: where there are enough of them, they tell most.
  public private(set) var isDeterministic = false
  /// What differs at once, by temperature alone; `nil` where there are too few pairs to tell.
  public private(set) var atOnce: Double?

  /// The steps of age: 1 min to 90 days.
  public static let ages: [Microseconds] = [
    60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400, 172_800, 259_200, 604_800, 1_209_600, 2_592_000, 7_776_000,
  ].map { Microseconds(seconds: $0) }

  /// Fewer pairs tell nothing.
  static let fewest = 200
  /// Where so many answers differ at once, no more can differ by age that it could be told.
  static let mostAtOnce = 0.9
  /// Earlier answers to a key that an answer is compared with: bounds the time for keys that are asked often.
  private static let compared = 8
  /// Parts of the keys, by whose differences it is judged what is chance: pairs of one key are not independent.
  private static let parts = 16
  /// A rise by so many standard errors is no chance.
  private static let sure = 3.0

  /// Compares the answers of the log to each key with up to eight before.
  ///
  /// Answers of an earlier cache are copies, and left out.
  /// - Complexity: O(requests).
  public init(_ countable: CountableRequests, of trace: Trace) {
    self.init(ids: countable.requests.ids, count: countable.requests.count, ordinals: countable.ordinals, trace)
  }

  init(ids: [UInt32], count: Int, ordinals: [Int], _ trace: Trace) {
    let rows = trace.parameters[.temperature] ?? []
    let isCold = rows.map { trace.temperatures[Int($0)] == 0 }
    let requests = trace.requests
    // Pairs and those that differ by part of the keys, then by band: of all answers, and of those at temperature 0.
    var all = Tables()
    var cold = Tables()
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
      let part = Int(id) % Self.parts
      let isCold = !isCold.isEmpty && isCold[Int(requests.parameters[i])]
      for j in ring.ordinals {
        guard let band = Self.band(of: requests.arrival[i] - requests.arrival[j]) else { continue }
        let differs = requests.answer[i] != requests.answer[j]
        all.add(part, band, differs)
        if isCold { cold.add(part, band, differs) }
      }
      if ring.ordinals.count < Self.compared {
        ring.ordinals.append(i)
      } else {
        ring.ordinals[ring.next % Self.compared] = i
      }
      ring.next += 1
      rings[id] = ring
    }
    isDeterministic = cold.pairs >= Self.fewest
    let chosen = isDeterministic ? cold : all
    bands = Self.ages.enumerated().map { index, age in
      let (pairs, different) = chosen.sum(index..<index + 1)
      return Band(upTo: age, pairs: pairs, different: different)
    }
    if chosen.pairs >= Self.fewest { judge(chosen) }
  }

  /// Counts by part of the keys and band.
  private struct Tables {
    private var counts = [(pairs: Int, different: Int)](repeating: (0, 0), count: Staleness.parts * Staleness.ages.count)
    private(set) var pairs = 0

    mutating func add(_ part: Int, _ band: Int, _ differs: Bool) {
      counts[part * Staleness.ages.count + band].pairs += 1
      if differs { counts[part * Staleness.ages.count + band].different += 1 }
      pairs += 1
    }

    /// Of some bands, without one part of the keys.
    func sum(_ bands: Range<Int>, without left: Int? = nil) -> (pairs: Int, different: Int) {
      var out = (pairs: 0, different: 0)
      for part in 0..<Staleness.parts where part != left {
        for band in bands {
          out.pairs += counts[part * Staleness.ages.count + band].pairs
          out.different += counts[part * Staleness.ages.count + band].different
        }
      }
      return out
    }

    /// By how much the share of the later bands is above that of the earlier, and its standard error by leaving out each part (jackknife).
    func rise(_ earlier: Range<Int>, _ later: Range<Int>) -> (value: Double, error: Double)? {
      func rise(without left: Int?) -> Double? {
        let (a, b) = (sum(earlier, without: left), sum(later, without: left))
        guard a.pairs > 0, b.pairs > 0 else { return nil }
        return Double(b.different) / Double(b.pairs) - Double(a.different) / Double(a.pairs)
      }
      guard let whole = rise(without: nil) else { return nil }
      let parts = (0..<Staleness.parts).compactMap { rise(without: $0) }
      guard parts.count == Staleness.parts else { return nil }
      let mean = parts.reduce(0, +) / Double(parts.count)
      let squares = parts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (whole, (squares * Double(parts.count - 1) / Double(parts.count)).squareRoot())
    }
  }

  /// Takes what differs at once off, and makes the rest rise with age: of neighbours that fall, the pooled share (pool adjacent violators);
  /// what does not rise for certain above those before is pooled with them.
  private mutating func judge(_ tables: Tables) {
    guard let first = bands.firstIndex(where: { $0.pairs > 0 }) else { return }
    func share(_ pool: Range<Int>) -> Double {
      let (pairs, different) = tables.sum(pool)
      return Double(different) / Double(max(pairs, 1))
    }
    var pools: [Range<Int>] = []
    for index in first..<bands.count {
      pools.append(index..<index + 1)
      while pools.count > 1 {
        let (a, b) = (pools[pools.count - 2], pools[pools.count - 1])
        if let rise = tables.rise(a, b), rise.value > Self.sure * rise.error { break }
        pools.removeLast(2)
        pools.append(a.lowerBound..<b.upperBound)
      }
    }
    let least = share(pools[0])
    atOnce = least
    guard least <= Self.mostAtOnce else { return }
    for index in 0..<first { bands[index].outdated = 0 }
    for pool in pools {
      for index in pool { bands[index].outdated = max(0, (share(pool) - least) / (1 - least)) }
    }
  }

  /// The index of the band of an age; `nil` beyond the last.
  static func band(of age: Int64) -> Int? { ages.firstIndex { age <= $0.count } }

  /// Whether it can be told how many answers of an age are out of date.
  public var isKnown: Bool { bands.contains { $0.outdated != nil } }

  /// The share of answers of an age that are out of date; 0 where nothing can be told, and beyond the last band as in it.
  func outdated(age: Int64) -> Double { bands[Self.band(of: age) ?? bands.count - 1].outdated ?? 0 }
}
