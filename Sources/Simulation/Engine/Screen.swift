import Traces
import Units

/// Which requests a strategy looks up at all: one verdict per tuple of parameters, the flags of the request, and the time.
struct Screen {
  /// `endpoint`, `temperature`, `tools`, `model` or `none`, by row of the trace's parameters.
  private let byParameters: Column<Cause>
  private let verdicts: [Cause]
  private let rules: Eligibility
  private let comparesConversation: Bool
  /// Whether there is anything to be looked up in.
  private let hasTiers: Bool
  private let skips: RequestFlags
  private let refreshing: RequestFlags
  /// A request with one of these flags is not stored.
  private let unstorable: RequestFlags
  /// A request with none of these flags, whose parameters are eligible, is eligible.
  private let telling: RequestFlags
  private let asked: [Bool]
  private let messages: [UInt16]
  /// The class of each request, and whether it is cached, by class; empty where all are.
  private let classes: [UInt8]
  private let cachedClasses: [Bool]
  /// Whether calls are cached, by row of the trace's callers; empty where all are.
  private let tenants: [Bool]
  private let apart: [Cause]
  private let requests: Requests
  private let parameters: Column<UInt32>
  private let off: [(from: Int64, until: Int64)]
  private let steps: [(from: Int64, share: Double)]
  /// What a rollout draws by: the first ordinals of callers; empty where each request is drawn.
  private let callers: [UInt32]
  private let draws: Draws
  private let isSimple: Bool

  init(_ strategy: Strategy, _ traffic: Traffic, _ draws: Draws) {
    let trace = traffic.trace
    let start = trace.span?.lowerBound ?? 0
    rules = strategy.eligibility
    requests = trace.requests
    parameters = Column(trace.requests.parameters)
    hasTiers = !strategy.tiers.isEmpty
    comparesConversation = !strategy.key.fields.isDisjoint(with: [.messages, .earlierTurns])
    let controls = rules.controls
    func flags(_ meaning: ControlRules.Meaning) -> RequestFlags {
      var out: RequestFlags = []
      if controls.skip == meaning { out.insert(.skipCache) }
      if controls.refresh == meaning { out.insert(.refreshCache) }
      if controls.noStore == meaning { out.insert(.noStore) }
      return out
    }
    let notStored = flags(.noStore)
    (skips, refreshing) = (flags(.skip), flags(.refresh))
    var telling = skips.union([.noContent, .missingContext])
    if !rules.streams { telling.insert(.streamed) }
    if !rules.tools { telling.insert(.calledTools) }
    self.telling = telling
    asked = controls.onlyOnRequest ? traffic.asked.cache : []
    messages = rules.maximumMessages == nil ? [] : traffic.messages
    if let cached = rules.classes, let classifier = strategy.classifier {
      classes = traffic.classes[classifier] ?? []
      cachedClasses = [false] + classifier.classes.map { cached.contains($0.name) }
    } else {
      (classes, cachedClasses) = ([], [])
    }
    tenants = Self.tenants(rules, trace)
    var together: Set<Cause> = []
    if rules.regenerations { together.insert(.regeneration) }
    if rules.agentLoops { together.insert(.agentLoop) }
    let left = together.isEmpty ? traffic.apart : traffic.apart.map { together.contains($0) ? .none : $0 }
    apart = left.contains { $0 != .none } ? left : []
    off = rules.switchedOff.map { ($0.from.time(start: start), $0.until?.time(start: start) ?? .max) }
    steps = rules.rollout.steps.map { ($0.from.time(start: start), $0.share) }.sorted { $0.from < $1.from }
    callers = !steps.isEmpty && rules.rollout.unit == .caller ? trace.firstOrdinalOfCallers : []
    self.draws = draws
    isSimple =
      asked.isEmpty && messages.isEmpty && classes.isEmpty && tenants.isEmpty && rules.maximumInputTokens == nil
      && rules.minimumInputTokens == nil && off.isEmpty && steps.isEmpty && apart.isEmpty && hasTiers
    let temperatures = trace.parameters[.temperature]
    let tools = trace.parameters[.tools]
    let models = rules.modelTable
    let verdicts: [Cause] = trace.endpoints.enumerated().map { [rules] row, endpoint in
      if !(rules.endpoints?.contains(endpoint) ?? endpoint.isGeneration) { return .endpoint }
      if let models, models[trace.name(.model, parameters: row)] == nil { return .model }
      let temperature = temperatures.flatMap { trace.temperatures[Int($0[row])] } ?? rules.defaultTemperature
      // Written so that a temperature that is not a number is not cached.
      if let limit = rules.maximumTemperature, !(temperature <= limit) { return .temperature }
      if !rules.tools, let tools, tools[row] != 0 { return .tools }
      return .none
    }
    self.verdicts = verdicts
    byParameters = Column(verdicts)
    let unanswered: RequestFlags = rules.storesUnfinished ? .failed : [.failed, .unfinishedAnswer]
    unstorable = notStored.union(unanswered).union(.early)
  }

  /// The flags of all requests, with ``RequestFlags/early`` where a key has not been asked for often enough to be stored (law 12).
  ///
  /// - Parameters:
  ///   - keys: the key of each request; empty without tiers.
  ///   - count: every key is below it.
  /// - Complexity: O(requests) where a strategy waits for a second request, else O(1).
  mutating func flags(keys: [UInt32], count: Int) -> [RequestFlags] {
    guard rules.minimumUses > 1 else { return requests.flags }
    var flags = requests.flags
    var uses = [Int](repeating: 0, count: count)
    for (i, key) in keys.enumerated() where bypass(i, key: key, flags: flags[i]) == nil {
      uses[Int(key)] += 1
      if uses[Int(key)] < rules.minimumUses { flags[i].insert(.early) }
    }
    return flags
  }

  /// Whether it is plain that a request is looked up. Where not, ``bypass(_:key:flags:)`` says.
  @inline(__always)
  func lets(_ i: Int, key: UInt32, flags: RequestFlags) -> Bool {
    isSimple && key != Keys.none && flags.isDisjoint(with: telling) && byParameters[Int(parameters[i])] == .none
  }

  /// What tells at a glance, for the loop of a replay, that a request is looked up: as ``lets(_:key:flags:)``, that it is no refresh, and nothing else
  /// that needs a closer look.
  struct Glance: BitwiseCopyable {
    fileprivate let isSimple: Bool
    fileprivate let telling: RequestFlags
    fileprivate let byParameters: Column<Cause>

    @inline(__always)
    func lets(_ key: UInt32, _ flags: RequestFlags, _ parameters: Int) -> Bool {
      isSimple && key != Keys.none && flags.isDisjoint(with: telling) && byParameters[parameters] == .none
    }
  }

  /// - Parameter special: flags of requests that need a closer look.
  func glance(but special: RequestFlags) -> Glance {
    Glance(isSimple: isSimple, telling: telling.union(refreshing).union(special), byParameters: byParameters)
  }

  /// Why a request is not looked up, or `nil` where it is. A refresh is not looked up either, but it is stored: ``refreshes(_:)``.
  ///
  /// It changes nothing; if it were not `mutating`, what screens would be copied to ask it.
  mutating func bypass(_ i: Int, key: UInt32, flags: RequestFlags) -> Cause? {
    guard hasTiers else { return Cause.none }
    let verdict = byParameters[Int(requests.parameters[i])]
    if verdict == .endpoint { return .endpoint }
    if key == Keys.none || flags.contains(.noContent) { return .noContent }
    // A request without its earlier turns never repeats another exactly, unless they do not count.
    if comparesConversation, flags.contains(.missingContext) { return .noContent }
    let now = requests.arrival[i]
    if off.contains(where: { $0.from <= now && now < $0.until }) { return .switchedOff }
    if !steps.isEmpty {
      let unit = callers.isEmpty ? UInt64(i) : UInt64(callers[Int(requests.caller[i])])
      let share = steps.last { $0.from <= now }?.share ?? 0
      if draws.unit(unit, Stage.rollout) >= share { return .rollout }
    }
    if !flags.isDisjoint(with: skips) { return .control }
    if !asked.isEmpty, !asked[i] { return .control }
    if !tenants.isEmpty, !tenants[Int(requests.caller[i])] { return .tenant }
    if verdict == .model || verdict == .temperature { return verdict }
    if !classes.isEmpty, !cachedClasses[Int(classes[i])] { return .queryClass }
    if !rules.streams, flags.contains(.streamed) { return .stream }
    if verdict == .tools || (!rules.tools && flags.contains(.calledTools)) { return .tools }
    if let most = rules.maximumMessages, Int(messages[i]) > most { return .tooLong }
    if let most = rules.maximumInputTokens, requests.usage(i).input > most { return .tooLong }
    if let least = rules.minimumInputTokens, requests.usage(i).input < least { return .tooShort }
    if !apart.isEmpty, apart[i] != .none { return apart[i] }
    return nil
  }

  private static func tenants(_ rules: Eligibility, _ trace: Trace) -> [Bool] {
    let tables = rules.tenantTables
    guard !tables.isEmpty else { return [] }
    var cached = [Bool](repeating: true, count: trace.callers.count)
    for (field, names) in tables {
      let byName = (trace.names[field] ?? [""]).map { names[$0] ?? false }
      for (row, id) in (trace.callers[field] ?? []).enumerated() where !byName[Int(id)] { cached[row] = false }
    }
    return cached
  }

  /// Whether the caller wants the answer fetched anew (law 11).
  @inline(__always)
  func refreshes(_ flags: RequestFlags) -> Bool { !flags.isDisjoint(with: refreshing) }

  /// Whether the answer of an eligible request may be stored, its size apart (laws 6, 11 and 12).
  @inline(__always)
  func stores(_ flags: RequestFlags) -> Bool {
    flags.isDisjoint(with: unstorable)
  }
}

extension RequestFlags {
  /// It comes before its key has been asked for often enough to be stored: a flag of a replay, which no trace has.
  fileprivate static let early = RequestFlags(rawValue: 1 << 31)
}
