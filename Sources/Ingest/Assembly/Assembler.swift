internal import Similarity
internal import Traces

/// Puts drafts together into a trace: interns their fields, settles their times, joins hits of an earlier cache, counts what was set aside.
struct Assembler: ~Copyable {
  private var builder: TraceBuilder
  private var interner: Interner
  private var hits = EarlierHits()
  private var records = FingerprintTable()
  private var causes: [String: Int] = [:]
  /// Records set aside, in the order in which causes were met.
  private var setAside: [LogSummary.SetAside] = []
  private static let maximumExamples = 5
  private static let maximumCauses = 1_000

  /// The last time met in the source being read, and where requests without one began before it.
  private var clock: Int64?
  private var sourceStart = 0
  /// Requests of sources without any time.
  private var untimed: [Range<Int>] = []

  /// Where the requests are that spans are, and how many were taken back.
  private var spans: [Fingerprint: Int] = [:]
  private var takenBackCount = 0
  private static let takenBack = RequestFlags(rawValue: 1 << 31)
  /// Formats that remember something of earlier sources, by name.
  var formats: [String: any LogFormat] = [:]

  /// Pieces of requests that wait for the others.
  var pieces: Pieces
  /// Requests put together from pieces, by the source of their first.
  private var joined: [Int: Int] = [:]
  /// What must be said of requests beyond their flags, with how many they are.
  var remarks: [LogRemark: Int] = [:]

  /// Entries of sources, at most: a request names its own in 16 bits. Gateways that write one object per request make more files.
  private static let mostSources = 60_000
  private var sharesEntry = false
  /// The sources met so far.
  var sources: [LogSummary.Source] = []

  /// Requests whose places in the tables are not looked for yet.
  private var pending: [PendingRequest] = []
  private static let mostPending = 32

  private let options: IngestOptions
  /// Requests of the trace that is added to.
  private let resumed: Int

  /// An assembler that keeps the texts of last user messages, and makes their near signatures, as the options say; it adds to a trace, if
  /// there is one.
  init(_ options: IngestOptions, resuming before: ResumedTrace? = nil) {
    self.options = options
    pieces = Pieces(spill: options.spill)
    guard let before else {
      builder = TraceBuilder()
      interner = Interner(options)
      resumed = 0
      return
    }
    builder = TraceBuilder(resuming: before.trace)
    interner = Interner(options, resuming: before.keys.tables)
    hits = EarlierHits(ids: before.keys.answerIDs)
    records = FingerprintTable(before.keys.tables.last ?? [])
    resumed = before.trace.requests.count
    sources = before.trace.log.sources
    remarks = before.trace.log.remarks
    setAside = before.trace.log.setAside
    for (index, cause) in setAside.enumerated() { causes[cause.cause] = index }
    sourceStart = resumed
  }

  /// How many requests there are, beside those of the trace that is added to.
  var count: Int { builder.count + pending.count - takenBackCount - resumed }

  /// Adds the requests of pieces that belong together, the first of which gives them their place.
  mutating func add(_ groups: [Pieces.Group], _ draft: inout RequestDraft) throws {
    for group in groups {
      draft.reset()
      let source = group.source
      let verdict =
        draft.pieces(try pieces.text(of: group)) { group.format.read($0, into: &$1) } ?? .broken("pieces that are not JSON together")
      switch verdict {
      case .request:
        add(&draft, line: group.line, source: source)
        joined[source, default: 0] += 1
      case .other(let cause): setAside(cause, isBad: false, line: group.line, source: source)
      case .broken(let cause): setAside(cause, isBad: true, line: group.line, source: source)
      }
    }
  }

  /// Adds what is left of pieces when every source was read.
  mutating func addLastPieces() throws {
    var draft = RequestDraft()
    clock = nil
    sourceStart = builder.count
    try add(pieces.rest(), &draft)
    end()
  }

  /// Says that `more` requests or so will come. Columns that are made anew for every doubling are copied, and touch twice the memory.
  mutating func expect(_ more: Int) {
    // Room for fewer than there are already would be made, and all copied, once for each of many files.
    guard more >= builder.count else { return }
    // What is beyond grows by doubling, as a guess may be wrong.
    let total = builder.count + min(more, 1 << 22)
    let times = Double(total) / Double(max(builder.count, 1))
    builder.reserve(total)
    hits.reserve(total)
    records.expect(times)
    interner.expect(times)
  }

  /// Begins the next source; those beyond ``mostSources`` share one entry.
  mutating func begin(_ source: LogSummary.Source) {
    sharesEntry = sources.count == Self.mostSources
    if !sharesEntry { sources.append(source) }
    clock = nil
    sourceStart = builder.count
  }

  /// Ends the source, of which everything is known now.
  mutating func end(_ source: LogSummary.Source) {
    if sharesEntry { sources[sources.count - 1].absorb(source) } else { sources[sources.count - 1] = source }
    end()
  }

  /// Ends what is being read: requests before its first time get that time.
  private mutating func end() {
    settlePending()
    if clock == nil, builder.count > sourceStart { untimed.append(sourceStart..<builder.count) }
  }

  /// Adds a request, unless it turns out to be a record that was read before: it is set aside then, and its source has one request less.
  ///
  /// It is of the current source, unless its pieces began in an earlier one.
  mutating func add(_ draft: inout RequestDraft, line: Int, source: Int? = nil) {
    let parameters = interner.parameters(&draft, in: &builder)
    let caller = interner.callerTuple(&draft, in: &builder)
    let request = PendingRequest(&draft, parameters: parameters, caller: caller, source: source ?? sources.count - 1, line: line)
    // A text is at hand only now.
    if interner.needsTexts { return settle(request, of: { draft.conversation }, answered: { draft.answer }) }
    if let id = request.record { records.prefetch(id) }
    interner.prefetch(request)
    pending.append(request)
    if pending.count == Self.mostPending { settlePending() }
  }

  /// Finds the places of all requests that wait.
  private mutating func settlePending() {
    for request in pending { interner.prefetchKeys(prompt: request.prompt.messages, caller: request.caller.print) }
    for request in pending { settle(request, of: { nil }, answered: { nil }) }
    pending.removeAll(keepingCapacity: true)
  }

  /// Finds the places of a request in the tables, and adds it to the trace.
  private mutating func settle(_ request: PendingRequest, of conversation: () -> Conversation?, answered answer: () -> LoggedAnswer?) {
    if let id = request.record, !records.id(id).isNew, !replaces(request) {
      joined[Int(request.row.source), default: 0] -= 1
      return setAside("the same record again", isBad: false, line: Int(request.row.line), source: Int(request.row.source))
    }
    var row = request.row
    settleTimes(request, &row)
    row.prompt = interner.prompt(request.prompt, in: &builder, conversation)
    row.caller = interner.caller(request.caller, in: &builder)
    row.answer = interner.answer(request.answer, answer)
    row.call = interner.call(request.call)
    if row.prompt == 0 { row.flags.insert(.noContent) }
    if let note = request.note { remarks[note, default: 0] += 1 }
    hits.note(id: request.answerID, isHit: row.flags.contains(.loggedHit), losesParameters: request.losesParameters)
    if let span = request.span { spans[span] = builder.count }
    builder.append(row)
  }

  /// Whether a request is a later state of one that is there, which is taken back then: of calls that are traced, what is written when one
  /// begins is written again when it is over, and once more when it is corrected.
  private mutating func replaces(_ request: PendingRequest) -> Bool {
    guard let position = request.span.flatMap({ spans[$0] }) else { return false }
    let earlier = builder[position]
    let (before, now) = (earlier.flags.contains(.hasUsage), request.row.flags.contains(.hasUsage))
    let isLess = before && !now || earlier.duration != nil && request.row.duration == nil && request.end == nil
    let isSame = before == now && earlier.usage == request.row.usage && earlier.loggedCost == request.row.loggedCost
    guard !isLess, !isSame, !earlier.flags.contains(Self.takenBack) else { return false }
    remove(position)
    setAside("an earlier state of a record", isBad: false, line: Int(earlier.line), source: Int(earlier.source))
    return true
  }

  /// Leaves a request out of the trace.
  private mutating func remove(_ position: Int) {
    builder[position].flags.insert(Self.takenBack)
    takenBackCount += 1
    joined[Int(builder[position].source), default: 0] -= 1
  }

  /// Takes back the request that a span was, because another call is inside of it.
  mutating func takeBack(_ span: Fingerprint, line: Int) {
    if !pieces.remove(span) {
      settlePending()
      guard let position = spans[span] else { return }
      remove(position)
    }
    setAside("a span around a call, which is counted itself", isBad: false, line: line)
  }

  /// Counts a record of the current source that did not become a request.
  mutating func setAside(_ cause: String, isBad: Bool, line: Int, source: Int? = nil, count: Int = 1) {
    let cause = causes[cause] == nil && causes.count >= Self.maximumCauses ? "other causes" : cause
    let index = causes[cause] ?? setAside.count
    if index == setAside.count {
      causes[cause] = index
      setAside.append(.init(cause: cause, isBad: isBad, count: 0, examples: []))
    }
    setAside[index].count += count
    if setAside[index].examples.count < Self.maximumExamples {
      setAside[index].examples.append(.init(source: source ?? sources.count - 1, line: line))
    }
  }

  /// What all became: the trace, the texts by text id and the keys if they were to be kept.
  consuming func finish() throws -> IngestResult {
    finishTexts()
    settleUntimed()
    if takenBackCount > 0 { dropTakenBack() }
    hits.join(in: &builder)
    for index in sources.indices { sources[index].requests += joined[index] ?? 0 }
    let unequal = UnequalCounts.count(in: builder.requests())
    remarks[.unequalCounts] = unequal > 0 ? unequal : nil
    if !options.makesNearSignatures { remarks[.noNear] = builder.count }
    if let share = options.sampledShare { remarks[.saidSampled] = Int((share * 1e6).rounded()) }
    builder.log.sources = sources
    builder.log.remarks = remarks
    builder.log.setAside = setAside.sorted { ($1.count, $0.cause) < ($0.count, $1.cause) }
    let texts = interner.keptTexts
    if !options.keepsKeys {
      // What tells requests apart is done with; the memory is for putting them in order.
      interner.forgetKeys()
      records = FingerprintTable()
      hits = EarlierHits()
    }
    // Taken out, so that the columns have one holder and are not copied.
    var rows = TraceBuilder()
    swap(&rows, &builder)
    if let open = options.spill, !options.keepsKeys {
      let (trace, orders, spilled) = try (consume rows).finish(SpillPlan(run: options.sortedInMemory, open: open))
      let kept = texts.isEmpty ? [] : orders.texts.map { texts[Int($0)] }
      return IngestResult(
        trace: trace, texts: kept, views: interner.viewedTexts(orders.prompts), systemPrompts: interner.systemPrompts(orders),
        answers: interner.sketches(orders), keys: nil, spilledBytes: spilled)
    }
    let (trace, orders) = (consume rows).finishWithOrders()
    let kept = texts.isEmpty ? [] : orders.texts.map { texts[Int($0)] }
    let views = interner.viewedTexts(orders.prompts)
    let systemPrompts = interner.systemPrompts(orders)
    let answers = interner.sketches(orders)
    guard options.keepsKeys else {
      return IngestResult(
        trace: trace, texts: kept, views: views, systemPrompts: systemPrompts, answers: answers, keys: nil, spilledBytes: 0)
    }
    let ids = hits.ids
    let keys = TraceKeys(
      tables: interner.keys(orders) + [records.all], answerIDs: orders.requests.map { $0.map { ids[Int($0)] } } ?? ids)
    return IngestResult(
      trace: trace, texts: kept, views: views, systemPrompts: systemPrompts, answers: answers, keys: keys, spilledBytes: 0)
  }

  private mutating func dropTakenBack() {
    let kept = (0..<builder.count).filter { !builder[$0].flags.contains(Self.takenBack) }.map { UInt32($0) }
    builder.keep(kept)
    hits.keep(kept)
  }

  /// Gives the requests of sources without any time the first time that there is.
  private mutating func settleUntimed() {
    guard !untimed.isEmpty else { return }
    var first: Int64?
    for position in resumed..<builder.count where !builder[position].flags.contains(.noTime) {
      first = min(first ?? .max, builder[position].arrival)
    }
    guard let first else { return }
    for position in untimed.joined() { builder[position].arrival = first }
  }

  private mutating func finishTexts() { interner.finish(in: &builder) }

  /// A batch may take a day; what else does is in another unit, or of a stamp that was never set.
  private static let longestCall: Int64 = 86_400_000_000

  /// Leaves out a latency that no call has, and says so.
  private mutating func dropAbsurdLatency(_ row: inout Request) {
    guard !row.flags.contains(.batch), max(row.duration ?? 0, row.firstToken ?? 0) > Self.longestCall else { return }
    remarks[.absurdLatency, default: 0] += 1
    if let duration = row.duration, duration > Self.longestCall { row.duration = nil }
    row.firstToken = nil
  }

  /// Arrival is the logged start, or the logged end less the duration (law 1), or a stamp in whole seconds, or the time of the row before.
  private mutating func settleTimes(_ request: PendingRequest, _ row: inout Request) {
    if let start = request.arrival, let end = request.end, end >= start { row.duration = end - start }
    dropAbsurdLatency(&row)
    if let start = request.arrival ?? request.end.map({ $0 - (request.row.duration ?? 0) }) {
      row.arrival = start
    } else if let coarse = request.coarseTime {
      row.arrival = coarse
      row.flags.insert(.coarseTime)
    } else {
      row.flags.insert(.noTime)
      row.arrival = clock ?? 0
      return
    }
    if clock == nil {
      for position in sourceStart..<builder.count { builder[position].arrival = row.arrival }
    }
    clock = row.arrival
  }
}
