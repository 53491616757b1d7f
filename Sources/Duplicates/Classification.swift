import Traces
import Units

/// The class of every request of a trace, and which earlier request it repeats.
///
/// The class is about the prompt: a request repeats an earlier one whether or not that one was answered. ``served`` is about a cache: it
/// says whether an answer would have been there, so that the requests `served` under a rule are those that a replay with this rule in an
/// unlimited cache with zero durations hits.
public struct Classification: Sendable, Equatable {
  /// Stands for "no earlier request" in ``match``.
  public static let noMatch = UInt32.max

  /// One per request.
  public internal(set) var classes: [DuplicateClass]
  /// How the request is like the most alike of all earlier ones, one per request.
  public internal(set) var likeness: [Likeness]
  /// How the request is like the most alike of the earlier ones whose answer could be stored (law 12), one per request; ``Likeness/none``
  /// too where it would not be looked up (law 11).
  public internal(set) var served: [Likeness]
  /// The ordinal of the latest earlier request that is alike as ``served`` says, else as ``likeness`` says; else ``noMatch``.
  public internal(set) var match: [UInt32]
  /// Whether a semantic cache would have had an answer that no key finds, one per request.
  public internal(set) var isServedByText: [Bool]
}

extension Classification {
  /// Classifies the requests of `trace`.
  ///
  /// - Complexity: O(tuples + requests); 7 bytes a request for the result and 16 for the keys while it runs.
  init(_ trace: Trace, keys: RuleKeys, options: Audit.Options) {
    let count = trace.requests.count
    classes = Array(repeating: .noContent, count: count)
    likeness = Array(repeating: .none, count: count)
    served = Array(repeating: .none, count: count)
    match = Array(repeating: Self.noMatch, count: count)
    isServedByText = Array(repeating: false, count: count)
    var asked = keys.all.map { LatestByKey(keys: $0.count) }
    var answered = asked
    var calls = LogicalCalls(trace, keys: keys.exact, options: options)
    let endpoints = trace.endpoints

    for i in 0..<count {
      let flags = trace.requests.flags[i]
      guard endpoints[Int(trace.requests.parameters[i])].isGeneration else {
        classes[i] = .notGeneration
        continue
      }
      guard flags.hasWholePrompt, keys.exact.ids[i] != Keys.none else {
        classes[i] = flags.contains(.failed) ? .failed : .noContent
        continue
      }
      for (level, keys) in keys.all.enumerated() {
        let key = Int(keys.ids[i])
        if likeness[i] == .none, asked[level].ordinals[key] != Self.noMatch {
          likeness[i] = Self.levels[level]
          match[i] = asked[level].ordinals[key]
        }
        if served[i] == .none, answered[level].ordinals[key] != Self.noMatch, flags.isLookedUp {
          served[i] = Self.levels[level]
          match[i] = answered[level].ordinals[key]
        }
        asked[level].ordinals[key] = UInt32(i)
        if flags.isStored { answered[level].ordinals[key] = UInt32(i) }
      }
      let family = calls.family(of: i)
      classes[i] = Self.filed(flags, likeness[i], family: family)
    }
  }

  private static let levels: [Likeness] = [.exact, .spelling, .fillers, .inflection]

  /// The class of a request whose prompt is in the log.
  private static func filed(_ flags: RequestFlags, _ likeness: Likeness, family: DuplicateClass?) -> DuplicateClass {
    if flags.contains(.failed) { return .failed }
    if flags.contains(.truncatedPrompt) { return .truncated }
    if likeness == .none { return .unique }
    return family ?? (likeness == .exact ? .exact : .near)
  }
}

/// The keys of every request by each way to compare texts, in one scope.
struct RuleKeys {
  /// By ``KeyRule/exact``.
  let exact: Keys
  /// By ``KeyRule/near``.
  let near: Keys
  /// From word for word to the loosest.
  let all: [Keys]

  init(_ trace: Trace, scope: Scope) {
    func keys(_ text: KeyRule.Text) -> Keys { trace.keys(KeyRule(fields: KeyRule.exact.fields, text: text), scope: scope) }
    exact = keys(.exact)
    near = keys(.near)
    all = [exact, keys(.spelling), keys(.fillers), near]
  }
}

/// The latest request of each key so far.
struct LatestByKey {
  /// By key; ``Classification/noMatch`` where there was none.
  var ordinals: [UInt32]

  init(keys: Int) { ordinals = Array(repeating: Classification.noMatch, count: keys) }
}

extension RequestFlags {
  /// Whether the log has the prompt and all of the conversation before it.
  var hasWholePrompt: Bool { isDisjoint(with: [.noContent, .missingContext]) }
  /// Whether the answer would be stored by a cache without limits (laws 11 and 12).
  var isStored: Bool { isDisjoint(with: [.failed, .unfinishedAnswer, .noStore, .skipCache]) }
  /// Whether the request would be looked up (law 11).
  var isLookedUp: Bool { isDisjoint(with: [.skipCache, .refreshCache]) }
}
