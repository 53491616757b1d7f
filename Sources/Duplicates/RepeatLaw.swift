public import Units

/// How often keys are asked: how many once, how many again and again.
///
/// Speaks of the requests whose class is comparable (``DuplicateClass/isComparable``), by the exact key.
public struct RepeatLaw: Sendable, Equatable {
  /// The keys asked so many times.
  public struct Band: Sendable, Equatable {
    /// The least number of times.
    public let least: Int
    /// The greatest number of times; `nil` for no limit.
    public let greatest: Int?
    /// How many keys.
    public internal(set) var keys = 0
    /// All requests with these keys.
    public internal(set) var volume = Volume()

    /// "1", "3–5", "> 100".
    public var name: String {
      guard let greatest else { return "> \(least - 1)" }
      return least == greatest ? "\(least)" : "\(least)–\(greatest)"
    }
  }

  /// From the keys asked once to those asked most.
  public let bands: [Band]
  /// How many keys there are.
  public let keys: Int
  /// The share of requests that asked one of the most frequent 1 % of the keys (rounded up).
  public let topPercent: Ratio
  /// The share of requests that asked one of the ten most frequent keys.
  public let topTen: Ratio

  private static let least = [1, 2, 3, 6, 11, 101]

  init(_ costed: CostedTrace, use: KeyUse, classes: [DuplicateClass]) {
    var bands = Self.least.indices.map { index in
      Band(least: Self.least[index], greatest: index + 1 < Self.least.count ? Self.least[index + 1] - 1 : nil)
    }
    func band(_ count: UInt32) -> Int { Self.least.lastIndex { $0 <= Int(count) } ?? 0 }
    for count in use.requests where count > 0 { bands[band(count)].keys += 1 }
    for i in classes.indices where classes[i].isComparable {
      bands[band(use.requests[Int(use.ids[i])])].volume += costed.volume(i)
    }
    self.bands = bands
    keys = bands.reduce(0) { $0 + $1.keys }
    let all = bands.reduce(0) { $0 + $1.volume.requests }
    let counts = use.requests.filter { $0 > 0 }.sorted(by: >)
    func top(_ count: Int) -> Ratio { Ratio(counts.prefix(count).reduce(0) { $0 + Int($1) }, of: all) }
    topPercent = top((keys + 99) / 100)
    topTen = top(10)
  }
}
