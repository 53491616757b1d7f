import Caching
import Traces
import Units

/// The TTL of each answer in one tier (law 15).
struct LifeRule: ~Copyable {
  /// The tier's own; `nil` for never.
  let base: Int64?
  /// Whether a hit begins the life anew.
  let slides: Bool
  private let lifetime: Lifetime
  private let copyTTL: Int64?
  private let chosen: ChosenSpan
  private let asked: [Int64]
  /// Whether all answers have the tier's own.
  let isPlain: Bool

  init(_ tier: Tier, _ strategy: Strategy, _ traffic: Traffic) {
    switch tier.expiry {
    case .never: (base, slides) = (nil, false)
    case .fixed(let ttl): (base, slides) = (ttl.count, false)
    case .sliding(let ttl): (base, slides) = (ttl.count, true)
    }
    let lifetime = tier.lifetime
    self.lifetime = lifetime
    copyTTL = tier.fill.copyTTL?.count
    chosen = ChosenSpan(
      byTeam: lifetime.byTeam, byOrganisation: lifetime.byOrganisation, byClass: lifetime.byClass, byModel: lifetime.byModel, strategy,
      traffic)
    asked = lifetime.fromRequest ? traffic.asked.ttl : []
    isPlain =
      chosen.isEmpty && asked.isEmpty && lifetime.shortest == nil && lifetime.longest == nil && lifetime.jitter == 0
      && !lifetime.inWholeSeconds && copyTTL == nil
  }

  /// The TTL of the answer of request `i`, before jitter; `nil` for never, 0 for not stored.
  func ttl(_ i: Int, parameters row: Int, isCopy: Bool = false) -> Int64? {
    if isPlain { return base }
    var ttl = base
    if isCopy, let copyTTL {
      ttl = copyTTL
    } else if !asked.isEmpty, asked[i] >= 0 {
      ttl = asked[i]
    } else {
      let own = chosen.of(i, parameters: row)
      if own != ChosenSpan.none { ttl = own }
    }
    if let shortest = lifetime.shortest?.count, let own = ttl, own < shortest { ttl = shortest }
    if let longest = lifetime.longest?.count, ttl ?? .max > longest { ttl = longest }
    if lifetime.inWholeSeconds, let own = ttl { ttl = own / 1_000_000 * 1_000_000 }
    return ttl
  }

  /// A TTL after jitter, drawn for the fill that request `i` causes in a tier.
  func jittered(_ ttl: Int64, _ draws: Draws, _ i: Int, tier: Int) -> Int64 {
    guard lifetime.jitter > 0 else { return ttl }
    let less = Int64(Double(ttl) * lifetime.jitter * draws.unit(UInt64(i), Stage.jitter + UInt64(tier)))
    return max(1, ttl - less)
  }
}
