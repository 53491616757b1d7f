public import Duplicates
public import Simulation
public import Traces
import Units

/// What caches of every size and every TTL would have hit, from a few passes over the log: to see where more stops helping.
///
/// Curves count: they know keys, sizes and times, but no durations. A repeat that comes while the first call is under way is a hit here and
/// a miss in a replay, which for the most part hits a little less; but a replay counts the age of an entry from when its answer came, so that at
/// a TTL as short as calls take it may hit more.
public struct Curves: Sendable {
  /// The audit of the log.
  public let audited: AuditStudy
  /// What must be equal for a hit.
  public let key: KeyRule
  /// Who shares a store.
  public let scope: Scope
  /// What the sets after the first are of: "model", "team" …; `nil` where there is one.
  public let division: String?
  /// All requests, then each model or tenant with a store of its own, those with the most requests first.
  public let sets: [CurveSet]
  /// Models or tenants that have no set, since they are beyond ``mostSets``.
  public let more: Int
  /// What the reader must know.
  public let caveats: [Caveat]

  /// Models or tenants shown, those with the most requests.
  public static let mostSets = 12

  /// The curves of some traffic.
  ///
  /// - Parameters:
  ///   - division: a field of requests or callers, each value of which gets curves of its own; `nil` for none.
  /// - Complexity: see ``CurveSet``.
  public init(
    _ audited: AuditStudy, _ traffic: Traffic, key: KeyRule, scope: Scope, by division: KeyField?, options: CurveOptions
  ) {
    self.audited = audited
    self.key = key
    self.scope = scope
    self.division = division?.rawValue
    let trace = traffic.trace
    let all = CountableRequests(traffic, key: key, scope: scope)
    let groups: (of: [UInt32], names: [String]) = division.map { trace.groups($0) } ?? ([], [])
    var counts = [Int](repeating: 0, count: groups.names.count)
    for i in all.ordinals where !groups.of.isEmpty { counts[Int(groups.of[i])] += 1 }
    let ranked = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$1], $0) < (counts[$0], $1) }
    let share = options.chosenShare(requests: all.ordinals.count, groups: ranked.count)
    let hasTimes = !trace.requests.flags.allSatisfy { $0.contains(.noTime) } && (trace.span.map { $0.lowerBound < $0.upperBound } ?? false)
    let staleness = Staleness(all, of: trace)
    var sets = [CurveSet("all", all, staleness: staleness, hasTimes: hasTimes, options: options, share: share)]
    for group in ranked.prefix(Self.mostSets) {
      let part = CountableRequests(traffic, key: key, scope: scope) { groups.of[$0] == UInt32(group) }
      sets.append(
        CurveSet(
          groups.names[group], part, staleness: Staleness(part, of: trace), hasTimes: hasTimes, options: options, share: share))
    }
    self.sets = sets
    more = max(0, ranked.count - Self.mostSets)
    let told = StudyCaveats.scopes(trace, scope == .global ? [] : [(scope, "what --scope \(scope.rawValue) shows")])
    caveats =
      (audited.caveats(ttls: Set(CurveSet.ttls)) + told + Self.caveats(sets[0], trace, share: share, hasTimes: hasTimes))
      .sortedBySeverity
  }

  private static func caveats(_ all: CurveSet, _ trace: Trace, share: Double?, hasTimes: Bool) -> [Caveat] {
    var out = [
      Caveat(
        id: "curves-count", severity: .note,
        text:
          "Curves count hits without durations: a repeat that comes while the first call is under way is a hit here and a miss in a replay; one "
          + "whose age is about a TTL may be the other way round, for a replay counts age from when the answer came."
      )
    ]
    if all.leftOut > 0 {
      out.append(
        Caveat(
          id: "curves-left-out", severity: .note,
          text:
            "\(counted(all.leftOut, "request")) of \(grouped(all.leftOut + all.requests)) are in no curve: failed, cut short, not to be cached, "
            + "without a prompt, no text generation, or apart from the saving (regenerations, agent loops)."))
    }
    if let share {
      out.append(
        Caveat(
          id: "curves-sampled", severity: .note,
          text:
            "Curves by bytes and of policies other than LRU are made of \(CurveOptions.samples) samples of \(percent(share)) of the keys, with "
            + "stores as much smaller; the error is one standard error."))
    }
    if !hasTimes {
      out.append(Caveat(id: "curves-untimed", severity: .careful, text: "The log has no times, so nothing is said of TTLs."))
    }
    if all.bytes == 0 {
      out.append(Caveat(id: "curves-sizeless", severity: .note, text: "The log has no answers, so nothing is said of stores in bytes."))
    }
    if let text = stalenessCaveat(all.staleness) {
      out.append(Caveat(id: "staleness-unknown", severity: .note, text: text))
    }
    return out
  }

  /// Why nothing is known of how answers age.
  static func stalenessCaveat(_ staleness: Staleness) -> String? {
    guard !staleness.isKnown else { return nil }
    guard let atOnce = staleness.atOnce else {
      return "The log has too few repeated questions with their answers to tell how soon answers go out of date."
    }
    return
      "\(percent(atOnce)) of repeated questions got another answer even at once, as models at a temperature give: how soon answers go out "
      + "of date cannot be told from that."
  }
}

extension Trace {
  /// The value of a field for each request, and the names of the values; values without a name are numbered.
  func groups(_ field: KeyField) -> (of: [UInt32], names: [String]) {
    let column: [UInt32]
    if let values = parameters[field] {
      column = requests.parameters.map { values[Int($0)] }
    } else if let values = callers[field] {
      column = requests.caller.map { values[Int($0)] }
    } else {
      return ([], [])
    }
    let known = names[field] ?? []
    let count = Int(column.max() ?? 0) + 1
    return (
      column,
      (0..<count).map { id in
        if id < known.count, !known[id].isEmpty { return known[id] }
        return id == 0 ? "none" : "\(field.rawValue) \(id)"
      }
    )
  }
}
