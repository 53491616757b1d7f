/// What latencies a cache can give, from what is stated of the latencies without it.
///
/// **Premises.** Of all requests a share h is answered from the cache and takes at least t; the others take what they took without it, or
/// longer (law 4: a look-up costs them time too). All is stated for shares of very many requests.
///
/// **Percentile q.** Let F be the share of requests that took at most x without the cache, Q its inverse.
/// - *Hits independent of latency.* For x >= t at most h + (1−h)·F(x) of the requests take at most x. To reach q, F(x) >= (q−h)/(1−h) =: r, hence
///   x >= Q(r); where h >= q the hits alone reach q. For x < t only misses count: (1−h)·F(x) >= q, x >= Q(q/(1−h)).
/// - *Whatever is cached.* Hits do most where they are the slowest requests: for x >= t it is min(1, h + F(x)), so x >= Q(q−h); for x < t it is
///   min(F(x), 1−h), so x >= Q(q) where q <= 1−h.
///
/// So the percentile is at least max(Q(r), min(t, Q(w))), with r = (q−h)/(1−h), w = q/(1−h), or r = q−h, w = q; some latencies with the stated
/// percentiles reach it (``Quantiles/fastest``), so the bound is sharp.
///
/// **Mean.**
/// - *Hits independent of latency.* The misses' mean is the mean m of all: mean = (1−h)·m + h·t at least, and exactly where nothing else is slow.
/// - *Whatever is cached.* Removing the slowest requests leaves at every rank the least latency, over all choices of hits; the latencies of
///   ``Quantiles/fastest`` are the least at every rank, over all with the stated percentiles; the claimed percentiles are reached only by
///   latencies that are nowhere below their own ``Quantiles/fastest``. So the mean is at least that of the slower, rank by rank, of the fastest
///   1−h of the first together with h·t, and of the last. (The stated mean says nothing more: the slowest h, which are cached, may
///   have been as slow as it needs, unless h is 0.) All of it can be had at once, so this one bound is the sharp one for mean and percentiles together.
struct LatencyBounds {
  let baseline: Claims.Latency
  /// The least that a hit takes.
  let hit: Claims.Figure
  /// The fewest requests that are answered from the cache, and the most: the same figure where the hit rate is stated.
  let fewestHits, hits: Claims.Figure
  let claimed: Claims.Latency

  func quantiles(_ reading: Reading) -> Quantiles { Quantiles(baseline, reading.low) }

  /// The levels r and w of the type's comment; w is `nil` where misses alone never reach q.
  func levels(_ q: Double, _ premise: Premise, _ reading: Reading) -> (r: Double, w: Double?) {
    let (least, most) = (reading.low(fewestHits), reading.highShare(hits))
    switch premise {
    case .independent: return (most >= q ? 0 : (q - most) / (1 - most), q <= 1 - least ? q / (1 - least) : nil)
    case .anyHits: return (max(0, q - most), q <= 1 - least ? q : nil)
    }
  }

  /// The least that percentile q can be.
  func leastPercentile(_ q: Double, _ premise: Premise, _ reading: Reading) -> Double {
    let known = quantiles(reading)
    let (r, w) = levels(q, premise, reading)
    let byMisses = r > 0 ? known.least(at: r) ?? 0 : 0
    let withoutHits = w.map { known.least(at: $0) ?? 0 } ?? .infinity
    return max(byMisses, min(reading.low(hit), withoutHits))
  }

  /// The least mean where hits do not depend on latency.
  func leastIndependentMean(_ reading: Reading) -> Double {
    let mean = baseline.mean.map(reading.low) ?? quantiles(reading).fastest.mean
    return (1 - reading.highShare(hits)) * mean + reading.low(fewestHits) * reading.low(hit)
  }

  /// The least mean whatever is cached, given the claimed percentiles.
  func leastMean(_ reading: Reading) -> Double {
    let (least, most) = (reading.low(fewestHits), reading.highShare(hits))
    let misses = quantiles(reading).fastest.fastest(1 - most)
    let all = Steps(misses.parts + [(least, reading.low(hit)), (most - least, 0)])
    let joint = Steps.meanOfSlower(all, Quantiles(claimed, reading.low).fastest)
    return most > 0 ? joint : max(joint, baseline.mean.map(reading.low) ?? 0)
  }

  /// The least mean that the claimed percentiles have by themselves.
  func leastMeanOfClaimedPercentiles(_ reading: Reading) -> Double { Quantiles(claimed, reading.low).fastest.mean }

  /// What hits and misses would have to take without the cache, on average, for a mean to come true: m = h·hits + (1−h)·misses, and misses
  /// keep their latency, so misses <= (mean − h·t)/(1−h) and hits >= (m − mean + h·t)/h.
  func requiredMeans(_ mean: Double) -> (hits: Double, misses: Double)? {
    guard let all = baseline.mean?.value, hits.value > 0, hits.value < 1 else { return nil }
    let byHits = hits.value * hit.value
    return ((all - mean + byHits) / hits.value, (mean - byHits) / (1 - hits.value))
  }
}

extension Finding {
  /// Whether a figure that should not be below a bound is: only where the generous reading still refutes it.
  static func isBelow(_ figure: Claims.Figure, _ bound: (Reading) -> Double) -> Bool {
    Reading.generous.high(figure) < bound(.generous) * (1 - 1e-9)
  }

  /// Whether a figure that should not be above a bound is.
  static func isAbove(_ figure: Claims.Figure, _ bound: (Reading) -> Double) -> Bool {
    Reading.generous.low(figure) > bound(.generous) * (1 + 1e-9)
  }
}
