public import Traces
public import Units

/// What a log has and lacks, counted: what every figure rests on. ``caveats`` says it in sentences.
public struct LogQuality: Sendable, Equatable {
  /// A model without a price.
  public struct UnpricedModel: Sendable, Hashable {
    /// Its name; empty where the log does not say.
    public let name: String
    /// Its requests that have usage and no price.
    public let requests: Int
  }

  /// All requests.
  public let requests: Int
  /// From the first arrival to the last.
  public let span: Microseconds
  /// Requests whose logged prompt was cut.
  public internal(set) var truncated = 0
  /// Requests of whose prompt parts were redacted, or which have placeholders of their own.
  public internal(set) var redacted = 0
  /// Requests whose prompt is not in the log.
  public internal(set) var withoutContent = 0
  /// Requests of which part of the conversation is not in the log.
  public internal(set) var withoutContext = 0
  /// Requests that did not fail and have no token counts.
  public internal(set) var withoutUsage = 0
  /// Requests whose token counts are estimated from their texts.
  public internal(set) var estimatedUsage = 0
  /// Requests without a logged duration, batch rows apart.
  public internal(set) var withoutDuration = 0
  /// Models of requests that have usage and no price: most requests first, ties by first appearance.
  public internal(set) var unpricedModels: [UnpricedModel] = []
  /// Requests that an earlier cache answered.
  public internal(set) var alreadyCached = 0
  /// Requests without a time of their own.
  public internal(set) var withoutTime = 0
  /// Requests timed by a whole-second stamp.
  public internal(set) var coarselyTimed = 0
  /// Whether every request that has a time arrived on a whole second, though there are twenty or more: by chance that does not happen.
  public internal(set) var isInWholeSeconds = false
  /// Requests that stood before an earlier one in the log.
  public let outOfOrder: Int
  /// Records of the log.
  public let records: Int
  /// … of which were broken.
  public let badRecords: Int
  /// Where and how files were broken, each as "name: sentence".
  public let faults: [String]
  /// Files of which some records looked at did not have the shape of the format they were read as.
  public let doubtfulFormats: Int
  /// Whether any request names a user or an API key.
  public let hasCallers: Bool
  /// What else must be said of the log, each with how many it concerns.
  public let remarks: [LogRemark: Int]

  /// Whether no request has a time.
  public var hasNoTimes: Bool { requests > 0 && withoutTime == requests }
  /// Whether no request has its prompt.
  public var hasNoContent: Bool { requests > 0 && withoutContent == requests }

  init(_ costed: CostedTrace) {
    let trace = costed.trace
    let all = trace.requests
    requests = all.count
    span = Microseconds(trace.covered.map { saturatingDifference($0.upperBound, $0.lowerBound) } ?? 0)
    outOfOrder = trace.log.outOfOrder
    records = trace.log.records
    badRecords = trace.log.badRecords
    faults = trace.log.sources.compactMap { source in source.fault.map { "\(source.name): \($0)" } }
    doubtfulFormats = trace.log.sources.reduce(0) { $0 + ($1.matched < $1.examined ? 1 : 0) }
    hasCallers = [.user, .apiKey].contains { trace.callers[$0]?.contains { $0 != 0 } == true }
    remarks = trace.log.remarks
    isInWholeSeconds = Self.isInWholeSeconds(all)
    count(costed)
  }

  private static func isInWholeSeconds(_ requests: Requests) -> Bool {
    var timed = 0
    for i in 0..<requests.count where requests.flags[i].isDisjoint(with: [.noTime, .coarseTime]) {
      guard requests.arrival[i] % 1_000_000 == 0 else { return false }
      timed += 1
    }
    return timed >= 20
  }

  private mutating func count(_ costed: CostedTrace) {
    let all = costed.trace.requests
    let names = costed.trace.names[.model] ?? [""]
    let models = costed.trace.parameters[.model] ?? []
    var unpriced = [Int](repeating: 0, count: names.count)
    for i in 0..<all.count {
      let flags = all.flags[i]
      if flags.contains(.truncatedPrompt) { truncated += 1 }
      if flags.contains(.redactedParts) { redacted += 1 }
      if flags.contains(.noContent) || all.prompt[i] == 0 {
        withoutContent += 1
      } else if flags.contains(.missingContext) {
        withoutContext += 1
      }
      if flags.isDisjoint(with: [.failed, .hasUsage, .estimatedUsage]) { withoutUsage += 1 }
      if flags.contains(.estimatedUsage) { estimatedUsage += 1 }
      if !flags.isDisjoint(with: [.hasUsage, .estimatedUsage]), costed.costs[i] == Audit.unpriced {
        unpriced[Int(models[Int(all.parameters[i])])] += 1
      }
      if all.duration[i] == Requests.unknown, !flags.contains(.batch) { withoutDuration += 1 }
      if flags.contains(.loggedHit) { alreadyCached += 1 }
      if flags.contains(.noTime) {
        withoutTime += 1
      } else if flags.contains(.coarseTime) {
        coarselyTimed += 1
      }
    }
    unpricedModels = unpriced.indices.filter { unpriced[$0] > 0 }
      .sorted { unpriced[$0] == unpriced[$1] ? $0 < $1 : unpriced[$0] > unpriced[$1] }
      .map { UnpricedModel(name: names[$0], requests: unpriced[$0]) }
  }
}
