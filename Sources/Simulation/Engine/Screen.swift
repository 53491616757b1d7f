import Traces

/// Which requests a strategy looks up at all: one verdict per tuple of parameters, and the flags of the request.
struct Screen {
  /// `endpoint`, `temperature`, `tools` or `none`, by row of the trace's parameters.
  private let byParameters: [Cause]
  private let rules: Eligibility
  private let comparesConversation: Bool
  /// Whether there is anything to be looked up in.
  private let hasTiers: Bool

  init(_ strategy: Strategy, _ trace: Trace) {
    rules = strategy.eligibility
    hasTiers = !strategy.tiers.isEmpty
    comparesConversation = !strategy.key.fields.isDisjoint(with: [.messages, .earlierTurns])
    let temperatures = trace.parameters[.temperature]
    let tools = trace.parameters[.tools]
    byParameters = trace.endpoints.enumerated().map { [rules] row, endpoint in
      if !endpoint.isGeneration { return .endpoint }
      let temperature = temperatures.flatMap { trace.temperatures[Int($0[row])] } ?? rules.defaultTemperature
      // Written so that a temperature that is not a number is not cached.
      if let limit = rules.maximumTemperature, !(temperature <= limit) { return .temperature }
      if !rules.tools, let tools, tools[row] != 0 { return .tools }
      return .none
    }
  }

  /// Why a request is not looked up, or `nil` where it is. A refresh is not looked up either, but ``stores(_:)`` says that it is stored.
  func bypass(parameters: UInt32, key: UInt32, flags: RequestFlags) -> Cause? {
    guard hasTiers else { return Cause.none }
    let verdict = byParameters[Int(parameters)]
    if verdict == .endpoint { return .endpoint }
    if key == Keys.none || flags.contains(.noContent) { return .noContent }
    // A request without its earlier turns never repeats another exactly, unless they do not count.
    if comparesConversation, flags.contains(.missingContext) { return .noContent }
    if rules.honoursControls, flags.contains(.skipCache) { return .control }
    if verdict == .temperature { return .temperature }
    if !rules.streams, flags.contains(.streamed) { return .stream }
    if verdict == .tools || (!rules.tools && flags.contains(.calledTools)) { return .tools }
    return nil
  }

  /// Whether the caller wants the answer fetched anew (law 11).
  func refreshes(_ flags: RequestFlags) -> Bool { rules.honoursControls && flags.contains(.refreshCache) }

  /// Whether the answer of an eligible request may be stored, its size apart (laws 6, 11 and 12).
  func stores(_ flags: RequestFlags) -> Bool {
    flags.isDisjoint(with: [.failed, .unfinishedAnswer]) && !(rules.honoursControls && flags.contains(.noStore))
  }
}
