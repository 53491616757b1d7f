/// By what a record of one's own is told to be a call, as names alone tell little.
extension FlatCalls {
  /// Whether a record, whose names mean this, is a call.
  static func isCall(_ record: JSONValue, _ names: FlatMembers) -> Bool {
    // A chat tells itself; other prompts need a sign that a model answers them.
    let messages = names[.messages] ?? names[.history] ?? record["input"]
    if let first = messages?[0], first["role"] != nil || LangChainMessage(first) != nil {
      // Customers talk to agents, and compilers to whom they may concern.
      let isModels = first["role"].map { Conversation.Role.isKnown($0) } ?? true
      guard isModels || names.tells(.model, .provider, .usage, .input, .total, .system) else { return false }
      return names.tells(.answer, .result, .time, .usage, .input, .total) || names.isTimed
    }
    return isAsked(record, names) || isTraffic(record, names)
  }

  /// Whether a record has a prompt, and something by which a model answered it: questions are asked of much else.
  private static func isAsked(_ record: JSONValue, _ names: FlatMembers) -> Bool {
    guard !isOfTool(record, names) else { return false }
    let isPrompt = instruction(of: record) != nil || names[.prompt].map(isAsked) == true || names[.messages]?.kind == .string
    guard isPrompt || names[.question].map(isAsked) == true else { return false }
    let isAnswered = names.tells(.answer, .result)
    // Models, inputs and outputs are of machines too.
    guard isPrompt || names[.question].map(isMeasure) != true else { return false }
    if names[.model]?.kind == .string
      || names.tells(.usage, .input, .total, .system, .provider, .firstToken, .firstTokenMs, .firstTokenSeconds)
    {
      return isAnswered || names.tells(.time, .usage, .input, .total)
    }
    guard isAnswered, !names.tells(.foreign, .tool) else { return false }
    if isPrompt || names.tells(.answer) { return true }
    return names.tells(.time) && record.first(["question", "Question", "input"]) != nil
  }

  /// Whether a record tells of a step that a tool took, which no tokens were counted of.
  static func isOfTool(_ record: JSONValue, _ names: FlatMembers) -> Bool {
    guard !names.tells(.usage, .input, .output, .total) else { return false }
    return record.first(kindsOfSteps)?.string.map { $0.utf8.count < 32 && $0.lowercased().contains("tool") } ?? false
  }

  private static let kindsOfSteps: [StaticString] = ["type", "kind", "event", "span_kind", "run_type", "operation", "step"]

  /// Whether a record of a failure is of a call: of one that is known, or that took a while; what else fails says what it was.
  static func isFailedCall(_ record: JSONValue, _ names: FlatMembers) -> Bool {
    guard let model = names[.model], names.tells(.provider, .usage) || names.isTimed || ModelFamilies.isCertain(model)
    else {
      return false
    }
    guard let kind = record.first(["event", "action", "object", "type"])?.string?.lowercased() else { return !names.tells(.foreign) }
    return ofCalls.contains { kind.contains($0) }
  }

  private static let ofCalls = [
    "call", "complet", "chat", "llm", "request", "response", "error", "generat", "inference", "invo", "message",
  ]

  /// Whether a value is a prompt: a text, a list of texts, or an object with the parts of one.
  private static func isAsked(_ value: JSONValue) -> Bool {
    value.kind == .string || value[0]?.kind == .string || value[0]?["role"] != nil
      || value.kind == .object && value.first(["user", "text", "content", "question"]) != nil
  }

  /// Whether a value is one word that begins with a digit: "230V".
  private static func isMeasure(_ value: JSONValue) -> Bool {
    value.withText { text in text.first.map { (0x30...0x39).contains($0) } == true && !text.contains { $0 <= 0x20 || $0 >= 0x80 } } ?? false
  }

  /// What bodies of answers have, which are no records of calls; the latter are texts in the lines of loggers.
  private static let ofAnswers: [StaticString] = ["choices", "candidates", "object"]
  private static let partsOfAnswers: [StaticString] = ["content", "output", "results", "message"]

  private static func isAnswer(_ record: JSONValue) -> Bool {
    let part = record.given(partsOfAnswers)
    return record.first(ofAnswers).map { $0.numeric == nil } ?? false || part?.kind == .object || part?.kind == .array
  }

  /// Whether a record tells of one call without its texts: which model, when, and what it took. Sums of many say of how many.
  private static func isTraffic(_ record: JSONValue, _ names: FlatMembers) -> Bool {
    let isOfMany = names.tells(.score) && !names.tells(.user) && !names.isTimed
    guard !isAnswer(record), !names.tells(.training), !isOfMany, !names.isSum, !isOfTool(record, names) else { return false }
    let isCounted = [.input, .output, .total].contains { names[$0]?.counted != nil }
    let hasCounts = names.tells(.input) && names.tells(.output) && isCounted
    guard names.tells(.time) else {
      // Prices have inputs and outputs too.
      let isPrice = record["input"]?.numeric != nil && record["output"]?.numeric != nil
      return names.tells(.model) && (hasCounts && !isPrice || Usage.read(names[.usage]) != nil)
    }
    let model = names[.model]?["id"] ?? names[.model]
    if hasCounts || names.tells(.usage) { return true }
    guard let model, model.kind == .string else { return names.tells(.provider) && names.tells(.total, .usage, .cost) }
    if isCounted { return true }
    // Cars, aeroplanes and classifiers are models too.
    guard !names.tells(.foreign), names.tells(.provider) || ModelFamilies.isCertain(model) else { return false }
    return names.tells(.cost, .answer, .result) || names.isTimed
  }
}
