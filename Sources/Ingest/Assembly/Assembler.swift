internal import Similarity
internal import Traces

/// Puts drafts together into a trace: interns their fields, settles their times, joins hits of an earlier cache, counts what was set aside.
struct Assembler {
  private var builder = TraceBuilder()
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

  /// The sources met so far.
  var sources: [LogSummary.Source] = []

  /// An assembler that keeps the texts of last user messages, and makes their near signatures, as the options say.
  init(_ options: IngestOptions) { interner = Interner(options) }

  /// How many requests there are.
  var count: Int { builder.count }

  /// Begins the next source.
  mutating func begin(_ source: LogSummary.Source) {
    sources.append(source)
    clock = nil
    sourceStart = builder.count
  }

  /// Ends the source: requests before its first time get that time.
  mutating func end() {
    if clock == nil, builder.count > sourceStart { untimed.append(sourceStart..<builder.count) }
  }

  /// Adds a request of the current source; says why not if it is a record that was read before.
  mutating func add(_ draft: RequestDraft, line: Int) -> Verdict {
    let answer = draft.answer.fingerprint
    if let id = draft.recordID { records.prefetch(id) }
    interner.prefetch(draft, answer: answer)
    if let id = draft.recordID, !records.id(id).isNew { return .other("the same record again") }
    var request = Request()
    settleTimes(draft, &request)
    request.prompt = interner.prompt(draft, in: &builder)
    request.parameters = interner.parameters(draft, in: &builder)
    request.caller = interner.caller(draft, in: &builder)
    request.answer = interner.answer(answer)
    request.answerBytes = UInt32(clamping: draft.answer.bytes)
    request.call = interner.call(draft.call, prompt: request.prompt)
    request.usage = draft.usage ?? request.usage
    request.loggedCost = draft.loggedCost
    request.status = UInt16(clamping: draft.status)
    request.flags.formUnion(draft.flags)
    request.flags.formUnion(draft.answer.flags)
    request.flags.formUnion(draft.parameters.controls)
    if draft.usage != nil { request.flags.insert(.hasUsage) }
    if request.prompt == 0 { request.flags.insert(.noContent) }
    request.source = UInt16(clamping: sources.count - 1)
    request.line = UInt32(clamping: line)
    hits.note(id: draft.answerID, isHit: request.flags.contains(.loggedHit), losesParameters: draft.losesParameters)
    builder.append(request)
    return .request
  }

  /// Counts a record of the current source that did not become a request.
  mutating func setAside(_ cause: String, isBad: Bool, line: Int) {
    let cause = causes[cause] == nil && causes.count >= Self.maximumCauses ? "other causes" : cause
    let index = causes[cause] ?? setAside.count
    if index == setAside.count {
      causes[cause] = index
      setAside.append(.init(cause: cause, isBad: isBad, count: 0, examples: []))
    }
    setAside[index].count += 1
    if setAside[index].examples.count < Self.maximumExamples {
      setAside[index].examples.append(.init(source: sources.count - 1, line: line))
    }
  }

  /// The trace, and the texts by text id if they were kept.
  consuming func finish() -> (trace: Trace, texts: [String]) {
    finishTexts()
    let times = (0..<builder.count).lazy.map { [builder] in builder[$0] }.filter { !$0.flags.contains(.noTime) }
    if let first = times.map(\.arrival).min() {
      for position in untimed.joined() { builder[position].arrival = first }
    }
    hits.join(in: &builder)
    builder.log.sources = sources
    builder.log.setAside = setAside.sorted { ($1.count, $0.cause) < ($0.count, $1.cause) }
    var texts = interner.keptTexts
    let (trace, textOrder) = builder.finishWithTexts()
    if !texts.isEmpty { texts = textOrder.map { texts[Int($0)] } }
    return (trace, texts)
  }

  private mutating func finishTexts() { interner.finish(in: &builder) }

  /// Arrival is the logged start, or the logged end less the duration (law 1), or a stamp in whole seconds, or the time of the row before.
  private mutating func settleTimes(_ draft: RequestDraft, _ request: inout Request) {
    request.duration = draft.duration
    if let start = draft.arrival, let end = draft.end, end >= start { request.duration = end - start }
    request.firstToken = draft.firstToken
    if let start = draft.arrival ?? draft.end.map({ $0 - (draft.duration ?? 0) }) {
      request.arrival = start
    } else if let coarse = draft.coarseTime {
      request.arrival = coarse
      request.flags.insert(.coarseTime)
    } else {
      request.flags.insert(.noTime)
      request.arrival = clock ?? 0
      return
    }
    if clock == nil {
      for position in sourceStart..<builder.count { builder[position].arrival = request.arrival }
    }
    clock = request.arrival
  }
}
