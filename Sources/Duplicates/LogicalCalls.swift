import Traces
import Units

/// Tells retries, regenerations and agent loops from other repeats (law 5), one request after the other.
///
/// Memory is per repeated (key, caller) and (key, call); the tables are only looked up, never walked, so that no result depends on their
/// order.
struct LogicalCalls {
  private let trace: Trace
  private let keys: Keys
  private let options: Audit.Options
  private let repeated: [Bool]
  private let who: [UInt32]
  private let isUser: [Bool]
  private let isCaller: [Bool]
  private let isWarm: [Bool]
  private var latestOfCaller: [UInt64: UInt32] = [:]
  private var latestOfCall: [UInt64: UInt32] = [:]

  init(_ trace: Trace, keys: Keys, options: Audit.Options) {
    self.trace = trace
    self.keys = keys
    self.options = options
    var seen = [Bool](repeating: false, count: keys.count)
    var repeated = seen
    for key in keys.ids where key != Keys.none {
      if seen[Int(key)] { repeated[Int(key)] = true } else { seen[Int(key)] = true }
    }
    self.repeated = repeated
    who = trace.whoCalls
    let users = (trace.callers[.user] ?? []).map { $0 != 0 }
    isUser = users
    // An organisation or a team is no caller: its members' equal questions are what a cache is for.
    isCaller = zip(users, trace.callers[.apiKey] ?? []).map { $0 || $1 != 0 }
    isWarm = (trace.parameters[.temperature] ?? []).map { (trace.temperatures[Int($0)] ?? options.defaultTemperature) > 0 }
  }

  /// The class that request `i` gets from an earlier request of the same exact key, if any; to be asked in the order of the ordinals.
  mutating func family(of i: Int) -> DuplicateClass? {
    let key = keys.ids[i]
    guard repeated[Int(key)] else { return nil }
    let requests = trace.requests
    var sameCall: UInt32?
    if requests.call[i] != 0 {
      sameCall = latestOfCall.updateValue(UInt32(i), forKey: UInt64(key) << 32 | UInt64(requests.call[i]))
    }
    let caller = requests.caller[i]
    var sameCaller: UInt32?
    if isCaller[Int(caller)] {
      sameCaller = latestOfCaller.updateValue(UInt32(i), forKey: UInt64(key) << 32 | UInt64(who[Int(caller)]))
    }
    if let sameCall { return requests.flags[Int(sameCall)].contains(.failed) ? .retry : .agentLoop }
    guard let sameCaller else { return nil }
    let wait = saturatingDifference(requests.arrival[i], requests.arrival[Int(sameCaller)])
    if requests.flags[Int(sameCaller)].contains(.failed) { return wait <= options.retryWindow.count ? .retry : nil }
    // Without times nobody can be said to have asked again soon.
    let isTimed = requests.flags[i].union(requests.flags[Int(sameCaller)]).isDisjoint(with: .noTime)
    let isAgain = isUser[Int(caller)] && isWarm[Int(requests.parameters[i])] && isTimed
    return isAgain && wait <= options.regenerationWindow.count ? .regeneration : nil
  }
}
