public import Traces
public import Units

/// How long after the last answer to its key a repeat comes: what a TTL is chosen by.
///
/// Speaks of the requests of class exact (and near, for the near rule) that a stored answer would have served. A gap runs from the latest
/// earlier request of the key whose answer could be stored, so that a sliding TTL of that length serves the repeat; a fixed one serves
/// less.
public struct ReuseGaps: Sendable, Equatable {
  /// The repeats within a TTL.
  public struct Within: Sendable, Equatable {
    /// The TTL.
    public let ttl: Microseconds
    /// The repeats whose gap is at most the TTL (law 3).
    public internal(set) var volume = Volume()
  }

  /// A percentile of the gaps.
  public struct Percentile: Sendable, Equatable {
    /// From 1 to 99.
    public let percent: Int
    /// The least gap that at least so many per cent of the gaps do not exceed (nearest rank).
    public let gap: Microseconds
  }

  /// How texts are compared: ``KeyRule/Text/exact`` or ``KeyRule/Text/near``.
  public let text: KeyRule.Text
  /// All repeats with a gap.
  public let repeats: Volume
  /// Repeats left out because the log has no time for them or for the answer.
  public let untimed: Int
  /// The shares are of these requests too: ``ClassTable/headline``.
  public let headline: Volume
  /// P10 to P99; empty without repeats.
  public let percentiles: [Percentile]
  /// By rising TTL.
  public let within: [Within]

  /// The share of the repeats within a TTL.
  public func shareOfRepeats(_ within: Within) -> Ratio { Ratio(within.volume.requests, of: repeats.requests) }

  /// The share of all requests of the headline that are repeats within a TTL.
  public func shareOfRequests(_ within: Within) -> Ratio { Ratio(within.volume.requests, of: headline.requests) }

  static let percents = [10, 25, 50, 75, 90, 95, 99]

  init(
    _ costed: CostedTrace, text: KeyRule.Text, keys: Keys, classification: Classification, headline: Volume, ttls: [Microseconds]
  ) {
    let requests = costed.trace.requests
    let endpoints = costed.trace.endpoints
    var latest = LatestByKey(keys: keys.count)
    var gaps: [Int64] = []
    var repeats = Volume()
    var untimed = 0
    var within = ttls.sorted().map { Within(ttl: $0) }
    for i in keys.ids.indices where keys.ids[i] != Keys.none {
      let key = Int(keys.ids[i])
      if classification.isRepeat(i, text), latest.ordinals[key] != Classification.noMatch {
        let answer = Int(latest.ordinals[key])
        if requests.flags[i].union(requests.flags[answer]).contains(.noTime) {
          untimed += 1
        } else {
          let gap = saturatingDifference(requests.arrival[i], requests.arrival[answer])
          let volume = costed.volume(i)
          gaps.append(gap)
          repeats += volume
          for index in within.indices where gap <= within[index].ttl.count { within[index].volume += volume }
        }
      }
      let flags = requests.flags[i]
      if flags.isStored, flags.hasWholePrompt, endpoints[Int(requests.parameters[i])].isGeneration {
        latest.ordinals[key] = UInt32(i)
      }
    }
    gaps.sort()
    self.text = text
    self.repeats = repeats
    self.untimed = untimed
    self.headline = headline
    self.within = within
    percentiles =
      gaps.isEmpty
      ? []
      : Self.percents.map { Percentile(percent: $0, gap: Microseconds(gaps[(gaps.count * $0 + 99) / 100 - 1])) }
  }
}

extension Classification {
  /// Whether request `i` is a repeat that counts towards the saving under the exact or the near rule.
  fileprivate func isRepeat(_ i: Int, _ text: KeyRule.Text) -> Bool {
    switch classes[i] {
    case .exact, .near: text == .exact ? served[i] == .exact : served[i] != .none
    default: false
    }
  }
}
