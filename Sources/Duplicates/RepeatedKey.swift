import Traces
import Units

/// A key that was asked more than once.
public struct RepeatedKey: Sendable, Equatable {
  /// The number of the key by first appearance in the trace, from 1. Not a hash of the text: that of a short prompt can be guessed.
  public let number: Int
  /// The ordinal of the first request with it.
  public let first: Int
  /// The model of that request.
  public let model: String
  /// The file or stream of that request, as a report may show it; empty where the log does not say.
  public let source: String
  /// The line of that request, from 1.
  public let line: Int
  /// The id of the text of its last user message, for those who may see texts.
  public let text: UInt32
  /// How many distinct callers asked it (organisation, team, user and API key together).
  public internal(set) var callers = 0
  /// All requests with it.
  public internal(set) var all = Volume()
  /// … but for the first.
  public internal(set) var repeats = Volume()

  /// A short name that is stable for a given trace and scope: "k000017".
  public var fingerprint: String {
    let digits = String(number)
    return "k" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }
}

/// What the comparable requests of each exact key come to, as columns by key.
struct KeyUse {
  /// The key of each request.
  let ids: [UInt32]
  /// How many comparable requests there are.
  private(set) var requests: [UInt32]
  /// The first of them.
  private(set) var first: LatestByKey
  /// What the others cost, in nanodollars.
  private(set) var repeatCost: [Int64]

  init(_ costed: CostedTrace, keys: Keys, classes: [DuplicateClass]) {
    ids = keys.ids
    requests = Array(repeating: 0, count: keys.count)
    first = LatestByKey(keys: keys.count)
    repeatCost = Array(repeating: 0, count: keys.count)
    for i in classes.indices where classes[i].isComparable {
      let key = Int(ids[i])
      requests[key] += 1
      if requests[key] == 1 {
        first.ordinals[key] = UInt32(i)
      } else if costed.costs[i] != Audit.unpriced {
        repeatCost[key] = saturatingSum(repeatCost[key], costed.costs[i])
      }
    }
  }

  /// The keys whose repeats cost most; ties by the number of requests, then by first appearance.
  ///
  /// - Complexity: O(requests + repeated keys × log).
  func top(_ count: Int, _ costed: CostedTrace, classes: [DuplicateClass]) -> [RepeatedKey] {
    let order = requests.indices.filter { requests[$0] > 1 }.sorted { a, b in
      if repeatCost[a] != repeatCost[b] { return repeatCost[a] > repeatCost[b] }
      return requests[a] == requests[b] ? a < b : requests[a] > requests[b]
    }
    var slots = [Int](repeating: -1, count: requests.count)
    var out = order.prefix(max(count, 0)).enumerated().map { slot, key in
      slots[key] = slot
      return repeatedKey(key, costed.trace)
    }
    let people = Self.people(costed.trace.callers)
    var callers = [Set<UInt32>](repeating: [], count: out.count)
    for i in classes.indices where classes[i].isComparable && slots[Int(ids[i])] >= 0 {
      let slot = slots[Int(ids[i])]
      let volume = costed.volume(i)
      out[slot].all += volume
      if i != out[slot].first { out[slot].repeats += volume }
      callers[slot].insert(people[Int(costed.trace.requests.caller[i])])
    }
    for slot in out.indices { out[slot].callers = callers[slot].count }
    return out
  }

  private func repeatedKey(_ key: Int, _ trace: Trace) -> RepeatedKey {
    let i = Int(first.ordinals[key])
    let source = Int(trace.requests.source[i])
    return RepeatedKey(
      number: key + 1, first: i, model: trace.model(i), source: source < trace.log.sources.count ? trace.log.sources[source].name : "",
      line: Int(trace.requests.line[i]), text: trace.prompts[.lastUserMessage]?[Int(trace.requests.prompt[i])] ?? 0)
  }

  /// For each row of the table of callers, a number that leaves the place out: one caller may come through several.
  private static func people(_ callers: Dimension) -> [UInt32] {
    var seen: [[UInt32]: UInt32] = [:]
    let kept = callers.fields.indices.filter { callers.fields[$0] != .place && !KeyField.ofWriting.contains(callers.fields[$0]) }
    return (0..<callers.count).map { row in
      let next = UInt32(seen.count)
      let tuple = kept.map { callers.columns[$0][row] }
      let id = seen[tuple] ?? next
      if id == next { seen[tuple] = id }
      return id
    }
  }
}
