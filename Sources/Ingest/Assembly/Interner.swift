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

  /// Tables that keep the texts of last user messages, and make their near signatures, as the options say.
  init(_ options: IngestOptions) {
    texts = LastMessages(options)
    keptSystemPrompts = options.keepsTexts ? [TextHead("")] : []
    views = options.keptViews.map { ViewKeeper($0) }
  }

  /// The texts under each view that is kept, for rows of prompts that are renumbered.
  func viewedTexts(_ old: [UInt32]) -> [ViewedTexts] { views.map { $0.finish(old) } }

  /// Gives back the memory of the largest tables, when nothing more comes.
  mutating func forgetKeys() {
    for table in [\Interner.prompts, \.earlierTurns, \.answers, \.calls] { self[keyPath: table] = FingerprintTable() }
    texts.forgetKeys()
  }

  /// Adds what is still being made beside.
  mutating func finish(in builder: inout TraceBuilder) { texts.finish(in: &builder) }

  /// Asks for the memory that the other functions will look at.
  func prefetch(_ draft: RequestDraft, answer: Fingerprint?) {
    prompts.prefetch(draft.conversation.messages)
    if let earlier = draft.conversation.earlierTurns { earlierTurns.prefetch(earlier) }
    if let last = draft.conversation.lastUserMessage { texts.prefetch(last) }
    if let answer { answers.prefetch(answer) }
    callers.prefetch(Self.caller(draft))
    if let user = draft.user { fields.user.prefetch(user.fingerprint) }
  }

  /// The row of the draft's prompt: 0 if the log does not have it.
  mutating func prompt(_ draft: RequestDraft, in builder: inout TraceBuilder) -> UInt32 {
    let conversation = draft.conversation
    guard !conversation.isEmpty, !draft.flags.contains(.noContent) else { return 0 }
    // The other three fields follow from the whole conversation, so that its row serves as its id too.
    let (row, isNew) = prompts.id(conversation.messages)
    guard isNew else { return row }
    let earlier = conversation.earlierTurns.map { earlierTurns.id($0).id } ?? 0
    let last = conversation.lastUserMessage.map { texts.id($0, of: conversation, in: &builder) } ?? 0
    let system = conversation.systemPrompt.map { systemPrompt($0, of: conversation) } ?? 0
    for index in views.indices { views[index].add(conversation) }
    return builder.addPrompt([row, earlier, last, system], messages: conversation.messageCount)
  }

  /// The beginnings of system prompts by their id in the trace; empty if texts are not kept.
  func systemPrompts(_ orders: TraceOrders) -> [TextHead] {
    keptSystemPrompts.isEmpty ? [] : (orders.fields[.systemPrompt] ?? []).map { keptSystemPrompts[Int($0)] }
  }

  private mutating func systemPrompt(_ print: Fingerprint, of conversation: Conversation) -> UInt32 {
    let (id, isNew) = systemPrompts.id(print)
    if isNew, !keptSystemPrompts.isEmpty { keptSystemPrompts.append(conversation.withSystemText { TextHead($0) }) }
    return id
  }

  /// The row of the draft's parameters.
  mutating func parameters(_ draft: RequestDraft, in builder: inout TraceBuilder) -> UInt32 {
    let given = draft.parameters
    let endpoint = Fingerprint(high: UInt64(draft.endpoint.rawValue), low: 1)
    let sampling = endpoint.with(given.temperature).with(given.topP).with(given.maxTokens).with(given.seed).with(given.responseFormat)
    let asked = Self.fingerprint(given)
    let print = sampling.with(given.tools).with(given.toolChoice).with(given.stream).with(given.other).with(draft.model?.fingerprint)
      .with(draft.provider?.fingerprint).with(asked)
    let (row, isNew) = parameters.id(print)
    guard isNew else { return row - 1 }
    return builder.addParameters([
      Self.name(&fields.model, .model, draft.model, in: &builder), Self.name(&fields.provider, .provider, draft.provider, in: &builder),
      UInt32(draft.endpoint.rawValue), temperature(given, in: &builder), Self.id(&fields.topP, given.topP),
      Self.id(&fields.maxTokens, given.maxTokens), Self.id(&fields.seed, given.seed),
      Self.id(&fields.responseFormat, given.responseFormat), Self.id(&fields.tools, given.tools),
      Self.id(&fields.toolChoice, given.toolChoice), Self.id(&fields.stream, given.stream), Self.id(&fields.other, given.other),
      cacheControls(given, asked, in: &builder),
    ])
  }

  /// The row of the draft's caller.
  mutating func caller(_ draft: RequestDraft, in builder: inout TraceBuilder) -> UInt32 {
    let (row, isNew) = callers.id(Self.caller(draft))
    guard isNew else { return row - 1 }
    return builder.addCaller([
      Self.name(&fields.organisation, .organisation, draft.organisation, in: &builder),
      Self.name(&fields.team, .team, draft.team, in: &builder), Self.id(&fields.user, draft.user?.fingerprint),
      Self.id(&fields.apiKey, draft.apiKey?.fingerprint), Self.name(&fields.place, .place, draft.place, in: &builder),
    ])
  }

  private static func caller(_ draft: RequestDraft) -> Fingerprint {
    Fingerprint.zero.with(draft.organisation?.fingerprint).with(draft.team?.fingerprint).with(draft.user?.fingerprint)
      .with(draft.apiKey?.fingerprint).with(draft.place?.fingerprint)
  }

  /// The id of an answer; 0 for none.
  mutating func answer(_ fingerprint: Fingerprint?) -> UInt32 { fingerprint.map { answers.id($0).id } ?? 0 }

  /// The id of a logical call: attempts have trace and prompt in common (law 5); 0 for none.
  mutating func call(_ fingerprint: Fingerprint?, prompt: UInt32) -> UInt32 {
    fingerprint.map { calls.id($0.then(Fingerprint(high: UInt64(prompt), low: 1))).id } ?? 0
  }

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

  /// What was asked of a cache; `nil` for nothing.
  private static func fingerprint(_ given: LoggedParameters) -> Fingerprint? {
    guard given.cacheControls != CacheControls() || given.cacheKey != nil else { return nil }
    let asked = given.cacheControls
    return Fingerprint(high: UInt64(bitPattern: asked.ttl), low: UInt64(bitPattern: asked.maximumAge))
      .then(Fingerprint(high: asked.wantsCache ? 1 : 0, low: 1)).with(given.cacheKey)
  }

  private mutating func cacheControls(_ given: LoggedParameters, _ asked: Fingerprint?, in builder: inout TraceBuilder) -> UInt32 {
    guard let asked else { return 0 }
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
  var cacheControls = FingerprintTable()
  var cacheKey = FingerprintTable()
  var organisation = FingerprintTable()
  var team = FingerprintTable()
  var user = FingerprintTable()
  var apiKey = FingerprintTable()
  var place = FingerprintTable()
}

extension Fingerprint {
  /// This followed by the next field of a tuple, which may be absent.
  fileprivate func with(_ next: Fingerprint?) -> Fingerprint { then(next ?? Fingerprint(high: 1, low: 0)) }
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

  func prefetch(_ fingerprint: Fingerprint) { texts.prefetch(fingerprint) }

  mutating func id(_ fingerprint: Fingerprint, of conversation: Conversation, in builder: inout TraceBuilder) -> UInt32 {
    let (id, isNew) = texts.id(fingerprint)
    guard isNew else { return id }
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
  fileprivate func withLastText<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R { Self.withText(lastTexts, body) }

  /// Calls `body` with the text of the system prompt in UTF-8; several texts stand on lines of their own.
  fileprivate func withSystemText<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R { Self.withText(systemTexts, body) }

  private static func withText<R>(_ texts: [JSONValue], _ body: (UnsafeRawBufferPointer) -> R) -> R {
    if texts.count == 1, let result = texts[0].withText(body) { return result }
    var joined: [UInt8] = []
    for (index, text) in texts.enumerated() {
      if index > 0 { joined.append(0x0A) }
      _ = text.withText { joined.append(contentsOf: $0) }
    }
    return joined.withUnsafeBytes(body)
  }
}
