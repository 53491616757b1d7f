internal import Similarity
internal import Traces
internal import Units

/// A home-made log, read by a map of its fields.
struct MappedLog: LogFormat {
  static let id = "map"
  /// What is wrong with a record in which no path leads to anything.
  static let hasNone = "has none of the mapped fields"

  let name = MappedLog.id
  let title = "a home-made log, by a map of its fields"
  let contents: LogContents = [.texts, .times, .usage, .tenants, .cacheStatus]

  let spansSources = true

  private let map: FieldMap
  /// Fields of which no record had a value so far: a path that is mistyped is among them.
  private var missing: [FieldMap.Field]

  /// A format that finds fields where `map` says.
  init(_ map: FieldMap) {
    self.map = map
    missing = FieldMap.Field.allCases.filter { map.paths[$0] != nil }
  }

  /// Those fields, as the user wrote them.
  var unmet: [String] { missing.map { "\($0.rawValue)=\((map.paths[$0] ?? []).joined(separator: "."))" } }

  mutating func parts(of record: JSONValue) -> [JSONValue]? {
    if !missing.isEmpty { missing.removeAll { map.value($0, in: record) != nil } }
    return nil
  }

  func matches(_ record: JSONValue) -> Bool { map.paths.keys.contains { map.value($0, in: record) != nil } }

  func read(_ record: JSONValue, into draft: inout RequestDraft) -> Verdict {
    guard record.kind == .object else { return .broken("not a JSON object") }
    guard matches(record) else { return .other("\(Self.hasNone) (keys: \(record.keys))") }
    func value(_ field: FieldMap.Field) -> JSONValue? { map.value(field, in: record) }

    if let response = value(.response) { draft.read(answer: response) }
    if let answer = value(.answer) {
      draft.answer.add(text: answer)
      draft.answer.bytes = answer.withText { $0.count } ?? answer.raw.count
    }
    draft.read(requestBody: value(.request))
    readPrompt(record, into: &draft)
    draft.model = LoggedName(value(.model)) ?? draft.model ?? draft.answer.model
    draft.provider = ProviderNames.known(value(.provider))

    draft.arrival = draft.moment(value(.time))
    draft.end = draft.moment(value(.end))
    draft.duration = Stamp.span(value(.durationMs), unit: 1e3) ?? Stamp.span(value(.durationSeconds), unit: 1e6) ?? draft.answer.duration
    draft.firstToken = Stamp.span(value(.firstTokenMs), unit: 1e3)
    draft.coarseTime = draft.answer.created

    draft.usage = draft.answer.usage
    let output = draft.count(value(.outputTokens))
    if let input = draft.count(value(.inputTokens)) ?? (value(.inputTokens) == nil ? output.map { _ in 0 } : nil) {
      draft.usage = Usage.disjoint(
        input: input, read: draft.count(value(.cachedTokens)) ?? 0, write5m: draft.count(value(.cacheWriteTokens)) ?? 0, write1h: 0,
        output: output ?? 0, reasoning: draft.count(value(.reasoningTokens)) ?? 0)
    }
    draft.read(cost: value(.cost))
    draft.read(status: value(.status))
    if CallOutcome.isFailure(status: value(.status)) { draft.flags.insert(.failed) }
    if draft.answer.isError { draft.flags.insert(.failed) }
    draft.read(cacheStatus: value(.cacheHit))

    draft.organisation = LoggedName(value(.organisation))
    draft.team = LoggedName(value(.team))
    draft.user = LoggedName(value(.user)) ?? draft.user
    draft.apiKey = LoggedName(value(.apiKey))
    draft.place = LoggedName(value(.place))
    draft.answerID = LoggedName(value(.answerID))?.fingerprint ?? draft.answer.id
    draft.read(recordID: value(.id))
    return .request
  }

  /// What is mapped beside or instead of a body, as the body that it stands for.
  private func readPrompt(_ record: JSONValue, into draft: inout RequestDraft) {
    let members: [(FieldMap.Field, StaticString)] = [
      (.temperature, "temperature"), (.topP, "top_p"), (.maxTokens, "max_tokens"), (.seed, "seed"), (.tools, "tools"), (.stream, "stream"),
    ]
    var json = JSONWriter()
    json.raw("{")
    for (field, member) in members {
      guard let value = map.value(field, in: record) else { continue }
      json.key(member)
      if let number = value.numeric {
        json.raw(value.whole.map { String($0).utf8.map { $0 } } ?? Array(String(number).utf8))
      } else {
        json.raw(value.raw)
      }
    }
    json.raw("}")
    if let body = draft.bodies.builtAnswer.keep(json.bytes) { draft.parameters.add(membersOf: body) }
    if let parameters = draft.object(map.value(.parameters, in: record)) { draft.parameters.add(membersOf: parameters) }
    if draft.parameters.wantsStream { draft.flags.insert(.streamed) }
    guard let prompt = map.value(.messages, in: record) ?? map.value(.prompt, in: record) else { return }
    if let system = map.value(.system, in: record) { draft.conversation.read(system: system) }
    let messages = prompt.kind == .string ? (try? draft.bodies.request.parse(textOf: prompt)) ?? prompt : prompt
    draft.conversation.read(messages: messages.kind == .array || messages.kind == .object ? messages : prompt)
    if draft.endpoint == .unknown { draft.endpoint = .chat }
  }
}
