import Traces
import Units

extension Strategy {
  /// More often than once a second for ten days.
  private static let mostRepetitions = 1_000_000

  /// Checks the strategy, and that the traffic has what it reads: what a replay checks before it begins.
  ///
  /// - Throws: ``StrategyError/invalid(path:reason:)`` for the first thing that is wrong or missing.
  public func checkInputs(_ traffic: Traffic) throws(StrategyError) {
    try validate()
    try requireInputs(traffic)
  }

  /// Checks that the traffic has what this strategy reads of it beyond the trace.
  ///
  /// - Throws: ``StrategyError/invalid(path:reason:)`` for the first that is missing, with how to come by it.
  func requireInputs(_ traffic: Traffic) throws(StrategyError) {
    let length = traffic.trace.span.map { $0.upperBound - $0.lowerBound } ?? 0
    for (index, event) in events.enumerated() {
      if let every = event.every {
        try require(
          length / every.count <= Self.mostRepetitions, "events[\(index)].every",
          "every \(every) is more than \(grouped(Self.mostRepetitions)) times in this log: give a longer interval.")
      }
      if case .outage(let outage) = event.action, let place = outage.place, let tier = tiers.first(where: { $0.name == outage.tier }),
        case .field(let field) = tier.places.routing
      {
        try require(
          traffic.trace.names[field]?.contains(place) ?? false, "events[\(index)].place",
          "the log has no \(field.rawValue) called “\(place)”: name one that it has, or leave it out for all.")
      }
    }
    guard traffic.trace.requests.count > 0, !tiers.isEmpty || !upstream.isUnlimited else { return }
    if eligibility.maximumMessages != nil {
      try require(
        !traffic.messages.isEmpty, "eligibility.max_messages",
        "it is not known how many messages the requests have: replay the logs themselves, not an older trace file, or leave the limit out.")
    }
    if semantic?.maximumMessages != nil {
      try require(
        !traffic.messages.isEmpty, "semantic.max_messages",
        "it is not known how many messages the requests have: replay the logs themselves, not an older trace file, or leave the limit out.")
    }
    if eligibility.controls.onlyOnRequest {
      try require(
        !traffic.asked.cache.isEmpty, "eligibility.controls.only_on_request",
        "no request of the log asks for the cache, so nothing would be cached: leave it out to cache what is eligible.")
    }
    if let classifier {
      try require(
        traffic.classes[classifier] != nil, "classes",
        "the questions have not been sorted into classes, since their texts are not at hand: replay the logs themselves, not a trace file.")
    }
    if let semantic {
      let kind = CandidateGraph.Kind(view: semantic.view, measure: semantic.measure)
      guard let graph = traffic.graphs[kind] else {
        throw .invalid(
          path: "semantic",
          reason: "it is not known which texts are alike (\(semantic.measure.rawValue)), since their texts are not at hand: "
            + "replay the logs themselves, not a trace file, or leave the layer out.")
      }
      try require(
        semantic.threshold.leastScore >= graph.floor, "semantic.threshold",
        "texts are known to be alike from a cosine of \(Double(graph.floor) / 10_000) on, above the threshold of "
          + "\(semantic.threshold.cosine): compare them with a lower floor, or give a stricter threshold.")
    }
    if !upstream.isUnlimited {
      try require(
        !traffic.serviceTime.isEmpty, "upstream",
        "logged durations contain the queueing of their time already, and it has not been taken out of them: leave the limits out.")
    }
  }
}
