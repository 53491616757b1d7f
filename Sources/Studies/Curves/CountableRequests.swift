public import Caching
public import Simulation
public import Traces

/// The requests of a log that a plain cache looks up and stores: what curves are reckoned from.
///
/// Curves know neither durations nor failures, so what is not answered in full, is not to be cached, or stands apart (law 5) is left out.
public struct CountableRequests: Sendable {
  /// Keys, sizes of answers and times.
  public let requests: CountedRequests
  /// The ordinal of each in the traffic.
  public let ordinals: [Int]
  /// Requests of the log that are left out.
  public let leftOut: Int

  /// The requests of some traffic under a rule.
  ///
  /// - Parameter isMeant: which requests are looked at, by ordinal; others count as if they were not in the log.
  /// - Complexity: O(tuples + requests).
  public init(_ traffic: Traffic, key: KeyRule, scope: Scope, where isMeant: (Int) -> Bool = { _ in true }) {
    let trace = traffic.trace
    let keys = trace.keys(key, scope: scope)
    var barred: RequestFlags = [.noContent, .skipCache, .refreshCache, .noStore, .failed, .unfinishedAnswer]
    if !key.fields.isDisjoint(with: [.messages, .earlierTurns]) { barred.insert(.missingContext) }
    let endpoints = trace.endpoints
    var ordinals: [Int] = []
    var ids: [UInt32] = []
    var numbers = [UInt32](repeating: .max, count: keys.count)
    var count: UInt32 = 0
    var asked = 0
    for i in keys.ids.indices where isMeant(i) {
      asked += 1
      guard keys.ids[i] != Keys.none, trace.requests.flags[i].isDisjoint(with: barred),
        endpoints[Int(trace.requests.parameters[i])].isGeneration, traffic.apart.isEmpty || traffic.apart[i] == .none
      else { continue }
      let key = Int(keys.ids[i])
      if numbers[key] == .max {
        numbers[key] = count
        count += 1
      }
      ids.append(numbers[key])
      ordinals.append(i)
    }
    self.ordinals = ordinals
    leftOut = asked - ordinals.count
    requests = CountedRequests(
      ids: ids, count: Int(count), sizes: ordinals.map { trace.requests.answerBytes[$0] },
      times: ordinals.map { trace.requests.arrival[$0] })
  }

  /// What an unlimited store would hold at the end, in bytes of answers.
  public var heldBytes: Int {
    var held = [UInt32](repeating: 0, count: requests.count)
    for (index, id) in requests.ids.enumerated() { held[Int(id)] = requests.sizes?[index] ?? 0 }
    return held.reduce(0) { $0 + Int($1) }
  }
}
