import Caching
import Simulation
import Traces
import Units

/// What a choice is compared by.
///
/// A saving before its machines are paid is greater than the same after them, so that the two cannot be compared. Of those whose bill is whole
/// the one that saves most is best, and of the others the one that saves most before its machines; between these two, machines without a
/// price are taken to cost what those of the other do: they win only where they save more before both (the rule of a report's
/// recommendation).
struct Merit {
  /// The saving; the hits where nothing is known of money.
  let worth: Int64
  /// … before any machines are paid.
  let gain: Int64
  /// Whether what its machines cost is all in its bill, or nothing is known of money at all.
  let isWhole: Bool
  /// Answers that are wrong or out of date among all requests.
  let risk: Double
  let p95: Microseconds
  /// How much it keeps and compares: of equals, the plainest is taken.
  var burden = Burden()

  /// Whether it is better than another whose bill is as whole: by worth, then by risk, then by P95, then by how plain it is.
  func isBetter(than other: Merit) -> Bool {
    if worth != other.worth { return worth > other.worth }
    if risk != other.risk { return risk < other.risk }
    if p95 != other.p95 { return p95 < other.p95 }
    return burden < other.burden
  }

  /// Whether it comes before another, its bill being whole and the other's not.
  private func beats(partly other: Merit) -> Bool {
    // Neither pays: the smaller loss, which of machines without a price is a lower bound.
    other.worth <= 0 || (worth > 0 && gain >= other.gain)
  }

  /// Indices by how good what they are of is, the best first, equals in their order.
  static func ranked(_ indices: [Int], by merit: (Int) -> Merit) -> [Int] {
    let all = indices.map { (index: $0, merit: merit($0)) }.enumerated().sorted { a, b in
      a.element.merit.isBetter(than: b.element.merit)
        || (!b.element.merit.isBetter(than: a.element.merit) && a.offset < b.offset)
    }.map(\.element)
    var (whole, partly) = (all.filter(\.merit.isWhole)[...], all.filter { !$0.merit.isWhole }[...])
    var ranked: [Int] = []
    while let a = whole.first, let b = partly.first {
      let next = a.merit.beats(partly: b.merit) ? whole.removeFirst() : partly.removeFirst()
      ranked.append(next.index)
    }
    return ranked + (whole + partly).map(\.index)
  }
}

/// What a strategy asks for beyond its saving: comparing by meaning, long lives, room.
///
/// What saves the same with less is the better choice: a life that nothing needs only keeps answers until they are out of date.
struct Burden: Comparable {
  /// In the order in which they count.
  private var parts: [Int64] = []

  /// None.
  init() {}

  init(_ strategy: Strategy) {
    func most(_ values: [Int64]) -> Int64 { values.max() ?? 0 }
    let tiers = strategy.tiers
    parts = [
      strategy.semantic == nil ? 0 : 1, strategy.key.text == .exact ? 0 : 1,
      most(tiers.map { ($0.expiry.span ?? Microseconds(.max)).count }),
      most(
        tiers.map { tier in
          if case .sliding = tier.expiry { 1 } else { 0 }
        }),
      most(tiers.map { max($0.stale.longestRevalidating.count, $0.stale.ifError.count) }),
      most(
        tiers.map { tier in
          switch tier.capacity {
          case .entries(let count), .bytes(let count, _): Int64(count)
          case .unlimited: .max
          }
        }),
      Int64(tiers.count),
    ]
  }

  static func < (a: Burden, b: Burden) -> Bool { a.parts.lexicographicallyPrecedes(b.parts) }
}
