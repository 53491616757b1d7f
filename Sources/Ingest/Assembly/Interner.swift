internal import Similarity
internal import Traces

/// The tables that turn the fingerprints of a draft into the dense ids of a trace.
struct Interner {
  var prompts = FingerprintTable()
  var earlierTurns = FingerprintTable()
  var systemPrompts = FingerprintTable()
  var parameters = FingerprintTable()
  var callers = FingerprintTable()
  var fields = FieldTables()
  var answers = FingerprintTable()
  var calls = FingerprintTable()
  var texts: LastMessages
  var views: [ViewKeeper]

  /// Texts of last user messages by id; empty if they are not kept.
  var keptTexts: [String] { texts.kept }

  /// The beginnings of system prompts by id; empty if texts are not kept.
  private(set) var keptSystemPrompts: [TextHead]

  /// What answers are compared by, by id; empty if texts are not kept.
  private var sketches: [AnswerSketch]
  private var sketcher = AnswerSketcher()

  /// Tables that keep the texts of last user messages, and make their near signatures, as the options say.
  init(_ options: IngestOptions) {
    texts = LastMessages(options)
    keptSystemPrompts = options.keepsTexts ? [TextHead("")] : []
    sketches = options.keepsTexts ? [.unknown] : []
    views = options.keptViews.map { ViewKeeper($0) }
  }

  /// The texts under each view that is kept, for rows of prompts that are renumbered.
  func viewedTexts(_ old: [UInt32]) -> [ViewedTexts] { views.map { $0.finish(old) } }

  /// Gives back the memory of the largest tables, when nothing more comes.
  mutating func forgetKeys() {
    for table in [\Interner.prompts, \.earlierTurns, \.answers, \.calls] { self[keyPath: table] = FingerprintTable() }
    texts.forgetKeys()
  }

  /// Makes room for what `times` as many requests will have.
  mutating func expect(_ times: Double) {
    for table in [\Interner.prompts, \.callers, \.answers, \.calls, \.texts.texts] { self[keyPath: table].expect(times) }
  }

  /// Adds what is still being made beside.
  mutating func finish(in builder: inout TraceBuilder) { texts.finish(in: &builder) }

  /// Whether the text of a new prompt is looked at, and not only its fingerprints.
  var needsTexts: Bool { texts.needsTexts || !views.isEmpty || !keptSystemPrompts.isEmpty }

  /// Asks for the memory that the request's places will be looked for in.
  func prefetch(_ request: PendingRequest) {
    prompts.prefetch(request.prompt.messages)
    if let earlier = request.prompt.earlierTurns { earlierTurns.prefetch(earlier) }
    if let last = request.prompt.lastUserMessage { texts.prefetch(last) }
    callers.prefetch(request.caller.print)
    if let answer = request.answer { answers.prefetch(answer) }
    if let call = request.call { calls.prefetch(call) }
  }

  /// Asks for what the places lead to, where those have come by now.
  func prefetchKeys(prompt: Fingerprint, caller: Fingerprint) {
    prompts.prefetchKey(prompt)
    callers.prefetchKey(caller)
  }

  /// The row of a prompt: 0 if the log does not have it. `conversation` is asked for only if ``needsTexts``.
  mutating func prompt(_ print: PromptPrint, in builder: inout TraceBuilder, _ conversation: () -> Conversation?) -> UInt32 {
    guard !print.isAbsent else { return 0 }
    // The other three fields follow from the whole conversation, so that its row serves as its id too.
    let (row, isNew) = prompts.id(print.messages)
    guard isNew else { return row }
    let earlier = print.earlierTurns.map { earlierTurns.id($0).id } ?? 0
    let last = print.lastUserMessage.map { texts.id($0, in: &builder, conversation) } ?? 0
    let system = print.systemPrompt.map { systemPrompt($0, conversation) } ?? 0
    if !views.isEmpty, let conversation = conversation() {
      for index in views.indices { views[index].add(conversation) }
    }
    return builder.addPrompt([row, earlier, last, system], messages: print.messageCount)
  }

  /// The beginnings of system prompts by their id in the trace; empty if texts are not kept.
  func systemPrompts(_ orders: TraceOrders) -> [TextHead] {
    keptSystemPrompts.isEmpty ? [] : (orders.fields[.systemPrompt] ?? []).map { keptSystemPrompts[Int($0)] }
  }

  private mutating func systemPrompt(_ print: Fingerprint, _ conversation: () -> Conversation?) -> UInt32 {
    let (id, isNew) = systemPrompts.id(print)
    if isNew, !keptSystemPrompts.isEmpty, let conversation = conversation() {
      keptSystemPrompts.append(conversation.withSystemText { TextHead($0) })
    }
    return id
  }

  /// The row of the draft's parameters.
  mutating func parameters(_ draft: inout RequestDraft, in builder: inout TraceBuilder) -> UInt32 {
    let given = draft.parameters
    let endpoint = Fingerprint(high: UInt64(draft.endpoint.rawValue), low: 1)
    let print = given.fingerprint.then(endpoint).with(draft.model?.fingerprint).with(draft.provider?.fingerprint)
    let (row, isNew) = parameters.id(print)
    guard isNew else { return row - 1 }
    return builder.addParameters([
      Self.name(&fields.model, .model, draft.model, in: &builder), Self.name(&fields.provider, .provider, draft.provider, in: &builder),
      UInt32(draft.endpoint.rawValue), temperature(given, in: &builder), Self.id(&fields.topP, given.topP),
      Self.id(&fields.maxTokens, given.maxTokens), Self.id(&fields.seed, given.seed),
      Self.id(&fields.responseFormat, given.responseFormat), Self.id(&fields.tools, given.tools),
      Self.id(&fields.toolChoice, given.toolChoice), Self.id(&fields.stream, given.stream), Self.id(&fields.other, given.other),
      cacheControls(given, in: &builder), Self.id(&fields.sent, given.written.values), Self.id(&fields.order, given.written.order),
    ])
  }

  /// The draft's caller, by the ids of its fields.
  mutating func callerTuple(_ draft: inout RequestDraft, in builder: inout TraceBuilder) -> CallerTuple {
    var identifiers = draft.parameters.written.identifiers
    if !draft.hasBody, let user = draft.user { identifiers = (identifiers ?? .zero).adding(user.fingerprint) }
    return CallerTuple(
      print: Fingerprint.zero.with(draft.organisation?.fingerprint).with(draft.team?.fingerprint).with(draft.user?.fingerprint)
        .with(draft.apiKey?.fingerprint).with(draft.place?.fingerprint).with(identifiers),
      organisation: Self.name(&fields.organisation, .organisation, draft.organisation, in: &builder),
      team: Self.name(&fields.team, .team, draft.team, in: &builder), user: Self.id(&fields.user, draft.user?.fingerprint),
      apiKey: Self.id(&fields.apiKey, draft.apiKey?.fingerprint), place: Self.name(&fields.place, .place, draft.place, in: &builder),
      identifiers: Self.id(&fields.identifiers, identifiers))
  }

  /// The row of a caller.
  mutating func caller(_ caller: CallerTuple, in builder: inout TraceBuilder) -> UInt32 {
    let (row, isNew) = callers.id(caller.print)
    guard isNew else { return row - 1 }
    return builder.addCaller([caller.organisation, caller.team, caller.user, caller.apiKey, caller.place, caller.identifiers])
  }

  /// The id of an answer; 0 for none. `answer` is asked for only if ``needsTexts``.
  mutating func answer(_ fingerprint: Fingerprint?, _ answer: () -> LoggedAnswer?) -> UInt32 {
    guard let fingerprint else { return 0 }
    let (id, isNew) = answers.id(fingerprint)
    if isNew, !sketches.isEmpty {
      // Those of a trace that logs are added to have none.
      while sketches.count < Int(id) { sketches.append(.unknown) }
      sketches.append(answer()?.sketch(by: &sketcher) ?? .unknown)
    }
    return id
  }

  /// What answers are compared by, by their id in the trace; empty if texts are not kept.
  func sketches(_ orders: TraceOrders) -> [AnswerSketch] {
    sketches.isEmpty ? [] : orders.answers.map { sketches.indices.contains(Int($0)) ? sketches[Int($0)] : .unknown }
  }

  /// The id of a logical call; 0 for none.
  mutating func call(_ fingerprint: Fingerprint?) -> UInt32 { fingerprint.map { calls.id($0).id } ?? 0 }

  private static func id(_ table: inout FingerprintTable, _ fingerprint: Fingerprint?) -> UInt32 {
    fingerprint.map { table.id($0).id } ?? 0
  }

  private static func name(
    _ table: inout FingerprintTable, _ field: KeyField, _ name: LoggedName?, in builder: inout TraceBuilder
  ) -> UInt32 {
    guard let name else { return 0 }
    let (id, isNew) = table.id(name.fingerprint)
    return isNew ? builder.addName(name.text, to: field) : id
  }

  private mutating func cacheControls(_ given: LoggedParameters, in builder: inout TraceBuilder) -> UInt32 {
    guard let asked = given.askedOfCache else { return 0 }
    let (id, isNew) = fields.cacheControls.id(asked)
    guard isNew else { return id }
    var controls = given.cacheControls
    controls.key = Self.id(&fields.cacheKey, given.cacheKey)
    return builder.addCacheControls(controls)
  }

  private mutating func temperature(_ given: LoggedParameters, in builder: inout TraceBuilder) -> UInt32 {
    guard let print = given.temperature else { return 0 }
    let (id, isNew) = fields.temperature.id(print)
    return isNew ? builder.addTemperature(given.temperatureValue) : id
  }
}

/// The values of the fields of parameters and callers.
struct FieldTables {
  var model = FingerprintTable()
  var provider = FingerprintTable()
  var temperature = FingerprintTable()
  var topP = FingerprintTable()
  var maxTokens = FingerprintTable()
  var seed = FingerprintTable()
  var responseFormat = FingerprintTable()
  var tools = FingerprintTable()
  var toolChoice = FingerprintTable()
  var stream = FingerprintTable()
  var other = FingerprintTable()
  var sent = FingerprintTable()
  var order = FingerprintTable()
  var cacheControls = FingerprintTable()
  var cacheKey = FingerprintTable()
  var organisation = FingerprintTable()
  var team = FingerprintTable()
  var user = FingerprintTable()
  var apiKey = FingerprintTable()
  var place = FingerprintTable()
  var identifiers = FingerprintTable()
}

extension Fingerprint {
  /// This followed by the next field of a tuple, which may be absent.
  func with(_ next: Fingerprint?) -> Fingerprint { then(next ?? Fingerprint(high: 1, low: 0)) }
}

/// Last user messages: text ids, and the near signatures of each text when it is seen first.
struct LastMessages {
  private(set) var kept: [String]
  var texts = FingerprintTable()
  var forms = FormTables()
  /// `nil` where texts are told apart exactly only.
  private let stage: SignatureStage?

  init(_ options: IngestOptions) {
    kept = options.keepsTexts ? [""] : []
    stage = options.makesNearSignatures ? SignatureStage(isBeside: options.threads > 1) : nil
  }

  /// Whether new texts are looked at.
  var needsTexts: Bool { stage != nil || !kept.isEmpty }

  func prefetch(_ fingerprint: Fingerprint) { texts.prefetch(fingerprint) }

  mutating func id(_ fingerprint: Fingerprint, in builder: inout TraceBuilder, _ conversation: () -> Conversation?) -> UInt32 {
    let (id, isNew) = texts.id(fingerprint)
    guard isNew else { return id }
    guard needsTexts, let conversation = conversation() else {
      _ = builder.addText(spelling: id, fillers: id, stems: id)
      return id
    }
    if !kept.isEmpty { kept.append(conversation.withLastText { String(decoding: $0, as: UTF8.self) }) }
    if let stage {
      conversation.withLastText { stage.add($0) { forms.add($0, to: &builder) } }
    } else {
      _ = builder.addText(spelling: id, fillers: id, stems: id)
    }
    return id
  }

  /// Gives back the memory of the tables.
  mutating func forgetKeys() {
    texts = FingerprintTable()
    forms = FormTables()
  }

  /// Waits for the last signatures.
  mutating func finish(in builder: inout TraceBuilder) {
    stage?.finish { forms.add($0, to: &builder) }
  }
}

/// The ids of normal forms. Signatures come in the order of text ids, later than those where they are made beside.
struct FormTables {
  var spelling = FingerprintTable()
  var fillers = FingerprintTable()
  var stems = FingerprintTable()

  mutating func add(_ signatures: Signatures, to builder: inout TraceBuilder) {
    _ = builder.addText(
      spelling: spelling.id(signatures.spelling).id, fillers: fillers.id(signatures.fillers).id, stems: stems.id(signatures.stems).id)
  }
}

extension Conversation {
  /// Calls `body` with the text of the last user message in UTF-8; several texts stand on lines of their own.
  fileprivate func withLastText<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R { Self.withText(said[lastSaid], body) }

  /// Calls `body` with the text of the system prompt in UTF-8; several texts stand on lines of their own.
  fileprivate func withSystemText<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R { Self.withText(said.filter(\.isSystem)[...], body) }

  private static func withText<R>(_ said: ArraySlice<Said>, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    if said.count == 1, let result = said.first?.text.withText(body) { return result }
    var joined: [UInt8] = []
    for (index, part) in said.enumerated() {
      if index > 0 { joined.append(0x0A) }
      _ = part.text.withText { joined.append(contentsOf: $0) }
    }
    return joined.withUnsafeBytes(body)
  }
}
