import Units

extension LatencyBounds {
  /// Every latency that is claimed, under both premises.
  func findings() -> [Finding] {
    var findings: [Finding] = []
    if let mean = claimed.mean { findings += means(mean) }
    for (percentile, figure) in claimed.percentiles { findings += percentiles(percentile, figure) }
    return findings + [Finding.order(claimed)].compactMap { $0 }
  }

  private var missShare: String { percent(1 - hits.value) }
  private var hitsTake: String { hit.value > 0 ? "hits take \(Amount.milliseconds(hit.value)) or more" : "hits take nothing at all" }

  private func means(_ mean: Claims.Figure) -> [Finding] {
    let independent = independentMean(mean)
    return [independent, anyMean(mean, isPossible: independent.verdict == .possible)]
  }

  private func independentMean(_ mean: Claims.Figure) -> Finding {
    func least(_ reading: Reading) -> Double { max(leastIndependentMean(reading), leastMean(reading)) }
    let limit = least(.printed)
    let isRefuted = Finding.isBelow(mean, least)
    var sentence: String
    if baseline.mean == nil, !isRefuted {
      sentence = "The baseline's mean is not stated; without it nothing bounds the mean from below but its percentiles (\(ms(limit)))."
    } else if limit > leastIndependentMean(.printed) {
      sentence = anyMeanReason(limit)
    } else {
      let misses =
        baseline.mean.map { "take \(ms($0.value)) on average" }
        ?? "take at least \(ms(quantiles(.printed).fastest.mean)) by the percentiles"
      sentence = "The mean is at least \(ms(limit)): \(missShare) of the requests still \(misses), and \(hitsTake)."
    }
    sentence += rounding(mean, limit, isRefuted)
    return Finding(
      measure: .mean, premise: .independent, claimed: .milliseconds(mean.value), relation: .atLeast, bound: bound(limit),
      verdict: isRefuted ? .refuted : baseline.mean == nil ? .undecided : .possible, sentence: sentence)
  }

  private func anyMean(_ mean: Claims.Figure, isPossible: Bool) -> Finding {
    let limit = leastMean(.printed)
    let isRefuted = Finding.isBelow(mean, leastMean)
    let isBounded = baseline.percentiles.contains { $0.percentile.level < 1 - hits.value } || hits.value == 0
    var sentence: String
    if isRefuted {
      sentence = anyMeanReason(limit)
    } else if let required = requiredMeans(mean.value), !isPossible, required.misses > 0 {
      sentence =
        "It takes that what is cached had taken \(ms(required.hits)) on average, and the rest \(ms(required.misses)): "
        + "hits \(plain(required.hits / required.misses, decimals: 1)) times as slow as misses, before."
      if !isBounded {
        sentence += " Whether they can have been, a percentile of the baseline below \(level(1 - hits.value)) would tell."
      }
    } else if isBounded || isPossible {
      sentence = "The mean is at least \(ms(limit)) even if the slowest requests are the ones cached."
    } else {
      sentence = "A percentile of the baseline below \(level(1 - hits.value)) would be needed to bound the mean whatever is cached."
    }
    sentence += rounding(mean, limit, isRefuted)
    return Finding(
      measure: .mean, premise: .anyHits, claimed: .milliseconds(mean.value), relation: .atLeast, bound: bound(limit),
      verdict: isRefuted ? .refuted : isBounded || isPossible ? .possible : .undecided, sentence: sentence)
  }

  /// Why the mean cannot be lower whatever is cached: what binds, the claim's own percentiles or those of the baseline.
  private func anyMeanReason(_ limit: Double) -> String {
    let own = leastMeanOfClaimedPercentiles(.printed)
    if own >= limit * (1 - 1e-9) {
      return "Its own percentiles make a mean of at least \(ms(limit)): so many requests take at least so long."
    }
    if hits.value == 0, let mean = baseline.mean { return "Without hits the mean stays at \(ms(mean.value))." }
    return
      "The mean is at least \(ms(limit)) even if the slowest requests are the ones cached: the fastest \(missShare) of the baseline, with "
      + "hits at \(ms(hit.value)), still take as much" + (own > 0 ? " under its own percentiles." : ".")
  }

  private func percentiles(_ percentile: Claims.Percentile, _ figure: Claims.Figure) -> [Finding] {
    let independent = finding(percentile, figure, .independent, isPossible: false)
    return [independent, finding(percentile, figure, .anyHits, isPossible: independent.verdict == .possible)]
  }

  private func finding(
    _ percentile: Claims.Percentile, _ figure: Claims.Figure, _ premise: Premise, isPossible: Bool
  ) -> Finding {
    let q = percentile.level
    let (r, _) = levels(q, premise, .printed)
    func least(_ reading: Reading) -> Double { leastPercentile(q, premise, reading) }
    let limit = least(.printed)
    let known = quantiles(.printed)
    let isRefuted = Finding.isBelow(figure, least)
    // What the percentile is at best lies at or below the next stated percentile: a claim from there on is possible, whatever is not stated.
    let isSlack = known.most(at: r).map { figure.value >= max($0, hit.value) } ?? false
    let isKnown = r <= 0 || known.least(at: r) != nil || isSlack || isPossible
    return Finding(
      measure: .percentile(percentile), premise: premise, claimed: .milliseconds(figure.value), relation: .atLeast,
      bound: bound(limit), verdict: isRefuted ? .refuted : isKnown ? .possible : .undecided,
      sentence: reason(percentile, premise, r: r, limit: limit) + rounding(figure, limit, isRefuted))
  }

  private func reason(_ percentile: Claims.Percentile, _ premise: Premise, r: Double, limit: Double) -> String {
    let name = percentile.name
    guard r > 0 else { return "More requests are hits than \(name) counts, so it may be as low as a hit takes, \(ms(limit))." }
    let when = premise == .independent ? "" : " if the slowest requests are the ones cached"
    let known = quantiles(.printed)
    var sentence = "At best \(name) becomes the baseline's \(level(r))\(when)"
    if hit.value > 0, limit == hit.value, limit > known.least(at: r) ?? 0 {
      sentence += "; hits, which it counts, take \(ms(limit)) or more"
    } else if let point = baseline.percentiles.last(where: { $0.percentile.level <= r + 1e-12 }) {
      sentence += ", and that is at least its \(point.percentile.name), \(ms(limit))"
    } else {
      sentence += ", which is not stated"
    }
    if premise == .independent, let fit = LogNormalFit(baseline) {
      sentence += "; a log-normal law through the baseline's figures estimates it as \(ms(fit.quantile(r)))"
    }
    return sentence + "."
  }

  private func rounding(_ figure: Claims.Figure, _ limit: Double, _ isRefuted: Bool) -> String {
    !isRefuted && figure.value < limit * (1 - 1e-9) ? " Rounding may explain the difference." : ""
  }

  /// What nothing bounds has no bound, rather than 0.
  private func bound(_ limit: Double) -> Amount? { limit > 0 ? .milliseconds(limit) : nil }
  private func ms(_ value: Double) -> String { Amount.milliseconds(value).description }
  private func level(_ level: Double) -> String { "P" + plain(level * 100, decimals: 1) }
}

extension Finding {
  /// A lower percentile above a higher one; `nil` where there is none.
  static func order(_ latency: Claims.Latency) -> Finding? {
    let points = latency.percentiles
    for (lower, higher) in zip(points, points.dropFirst()) where isBelow(higher.figure, { $0.low(lower.figure) }) {
      let bound = Amount.milliseconds(lower.figure.value)
      return Finding(
        measure: .order, premise: .anyHits, claimed: .milliseconds(higher.figure.value), relation: .atLeast, bound: bound,
        verdict: .refuted,
        sentence: "\(higher.percentile.name) cannot be below \(lower.percentile.name), which is \(bound).")
    }
    return nil
  }

  /// A mean below what its own percentiles make; `nil` where there is none.
  static func mean(_ latency: Claims.Latency) -> Finding? {
    guard let mean = latency.mean, !latency.percentiles.isEmpty else { return nil }
    func bound(_ reading: Reading) -> Double { Quantiles(latency, reading.low).fastest.mean }
    let limit = Amount.milliseconds(bound(.printed))
    return Finding(
      measure: .mean, premise: .anyHits, claimed: .milliseconds(mean.value), relation: .atLeast, bound: limit,
      verdict: isBelow(mean, bound) ? .refuted : .possible, sentence: "Its own percentiles make a mean of at least \(limit).")
  }

  /// Latencies of a cache of which nobody says how much it answers: only what contradicts itself is refuted.
  static func withoutHitRate(_ latency: Claims.Latency) -> [Finding] {
    let own = [mean(latency), order(latency)].compactMap { $0 }.filter { $0.verdict == .refuted }
    guard own.isEmpty, let first = latency.mean ?? latency.percentiles.first?.figure else { return own }
    return [
      Finding(
        measure: latency.mean == nil ? latency.percentiles.first.map { .percentile($0.percentile) } ?? .mean : .mean, premise: .anyHits,
        claimed: .milliseconds(first.value), relation: .atLeast, bound: nil, verdict: .undecided,
        sentence: "Neither the hit rate nor what repeats is stated, so nothing bounds the latencies.")
    ]
  }
}
