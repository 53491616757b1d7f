internal import Similarity
internal import Traces
internal import Units

/// What records of one's own say beside prompt and answer: who called when, how long it took, how it ended, what it cost.
///
/// Keys have many names in the wild (``Key``); the first that a record has counts.
struct CallFacts {
  /// Whether a record holds a prompt of its own, so that what is beside it is no more than that.
  static func holdsPrompt(_ record: JSONValue) -> Bool {
    guard let prompt = record.first(["messages", "prompt", "request"]) else { return false }
    return prompt.kind == .string || prompt.kind == .object || prompt.kind == .array
  }

  /// What was seen in the sample of the file of latencies without a unit in their key.
  private var smallest = Double.infinity
  private var largest = 0.0
  private var sawFraction = false
  private var sawGeneration = false
  /// Whether they are in seconds: with a fraction, none from 100 on, and not those of embeddings alone from 10 on, which take so many
  /// milliseconds.
  private var isInSeconds: Bool { sawFraction && largest < 100 && (sawGeneration || smallest < 10) }
  /// Whether the other unit is not out of the question: answers of some seconds each, or none of as much as a second.
  private var isDoubtful: Bool { isInSeconds ? smallest >= 5 : largest < (sawFraction ? 100 : 600) }

  /// Whether they are in neither: no log has calls of a quarter of an hour and more alone.
  private var isInNeither: Bool { smallest >= 1e6 && smallest.isFinite }

  /// Whether `time` is a span, as others call a stamp: small numbers that go up and down.
  private var isSpan = false
  private var lastTime = -Double.infinity
  /// Days since the end of 1899, as spreadsheets count them: of 2020 to 2036, and times in whole seconds, as those of a clock hardly are.
  private static func isSerial(_ days: Double) -> Bool {
    let seconds = days * 86_400
    return 43_831..<49_810 ~= days && abs(seconds - seconds.rounded()) < 0.06
  }
  private var serialCount = 0
  private var otherStamps = 0
  private var hasFractions = false
  private var isSerial: Bool { serialCount > 0 && otherStamps == 0 && hasFractions }

  /// Looks at a record of the sample.
  mutating func examine(_ record: JSONValue) {
    var names = FlatMembers(record)
    names.gather(.facts)
    examine(latency: names[.latency], model: names[.model] ?? record.first(Key.request)?["model"])
    examine(time: record["time"])
    if let stamp = names[.time]?.decimal {
      if Self.isSerial(stamp) { serialCount += 1 } else { otherStamps += 1 }
      hasFractions = hasFractions || stamp != stamp.rounded()
    }
  }

  /// Looks at what may be a stamp, or a span.
  private mutating func examine(time: JSONValue?) {
    guard let time = time?.double, time < Stamp.earliest / 10 else { return }
    if time < lastTime { isSpan = true }
    lastTime = time
  }

  /// Looks at a latency without a unit, and at the model that took it.
  private mutating func examine(latency: JSONValue?, model: JSONValue?) {
    guard let number = latency?.decimal else { return }
    smallest = min(smallest, number)
    largest = max(largest, number)
    if number != number.rounded() { sawFraction = true }
    if model?.string?.contains("embed") != true { sawGeneration = true }
  }

  /// The model by the name that it is priced under: that of the address where it stands there (Bedrock, Gemini), that of the answer where
  /// the request names a deployment (Azure) or an alias, else the one asked for, else the one that answered.
  func readModel(_ record: JSONValue, _ target: CallTarget, into draft: inout RequestDraft) {
    let named = target.model.flatMap { LoggedName($0) }
    let served = draft.answer.model
    if target.provider == "azure" {
      draft.model = served ?? draft.model ?? named
    } else {
      draft.model = named ?? draft.model ?? served
    }
    draft.model = draft.model ?? LoggedName(record.first(Key.model))
    draft.provider =
      target.provider.flatMap { LoggedName($0) }
      ?? ProviderNames.known(record.first(Key.provider) ?? Self.beside(record)?.first(Key.provider))
    draft.nameServed(served)
  }

  /// Objects in which records keep what is of no field of its own.
  private static let labels: [StaticString] = ["metadata", "tags", "labels", "spend_log_metadata"]
  private static let callers = ["x-user-id", "x-end-user", "x-user"]

  /// The metadata of a record, where it is an object: what the record does not say itself of a call may stand there.
  private static func beside(_ record: JSONValue) -> JSONValue? { record["metadata"].flatMap { $0.kind == .object ? $0 : nil } }

  /// Who called, and in which run: by its trace, else by its session, in the record or in its metadata, else in those of the body, else by
  /// an id of the call itself (law 5); `exchange` is the request's own record, where headers stand in it. Ask last: names may be of metadata
  /// that tables have as text.
  func readCallers(_ record: JSONValue, _ exchange: JSONValue? = nil, into draft: inout RequestDraft) {
    let labels = draft.object(record.first(Self.labels))
    func name(_ names: [StaticString]) -> LoggedName? {
      let told = record.first(names)
      return LoggedName(told) ?? LoggedName(told?.given(["id", "user_id", "name"])) ?? LoggedName(labels?.first(names))
    }
    draft.organisation = name(Key.organisation)
    draft.team = name(Key.team)
    let headers = record.first(["request_headers", "requestHeaders", "headers"]) ?? exchange?["headers"]
    let header = headers?.header(Self.callers)
    draft.user = name(Key.user) ?? draft.user ?? LoggedName(header)
    draft.apiKey = name(Key.apiKey)
    draft.place = name(Key.place)
    let run = LoggedName(record.given(Key.run)) ?? LoggedName(labels?.given(Key.run))
    draft.call = run?.fingerprint ?? draft.call ?? LoggedName(record.first(Key.id))?.fingerprint
  }

  /// How it ended, what was counted, and whether a cache answered; `exchange` is the answer's own record, where headers stand in it.
  func readOutcome(_ record: JSONValue, _ exchange: JSONValue? = nil, into draft: inout RequestDraft) {
    let beside = Self.beside(record)
    draft.usage =
      draft.answer.usage ?? counts(in: draft.object(record.first(Key.usage)), of: draft) ?? usage(record, in: &draft) ?? Usage.read(beside)
    if draft.usage == nil, draft.answer.dialect == nil, let answer = record.first(Key.response), answer.kind == .object {
      draft.usage = usage(answer, in: &draft)
    }
    if let cost = Self.cost(record) ?? draft.answer.cost ?? beside?.first(Key.cost)?.amount { draft.loggedCost = Dollars(cost) }
    let told = exchange?.first(Key.status) ?? record.first(Key.status)
    let word = told?.given(["code", "status_code"]) ?? told
    // Beside a word there may be a code.
    let status = word?.whole == nil ? record.given(Key.code) ?? word : word
    draft.status = status?.whole.map { max($0, 0) } ?? draft.answer.errorStatus
    if draft.answer.isError || CallOutcome.hasFailed(record, status: status) || CallOutcome.isFailure(status: word) {
      draft.flags.insert(.failed)
    }
    draft.answerID = draft.answer.id
    let cached = record.first(Key.cacheHit) ?? beside?.first(Key.cacheHit)
    let header = (exchange ?? record).first(Key.headers)?.header(Self.cacheHeaders)
    draft.read(cacheStatus: (cached?.kind == .object ? cached?.given(["hit", "status", "result"]) : cached) ?? header)
  }

  private static let cacheHeaders = [
    "cf-aig-cache-status", "x-portkey-cache-status", "helicone-cache", "x-openrouter-cache-status", "x-cache-status", "x-cache",
  ]

  /// What a record says that the call cost, in dollars: a number, or the sum of an object.
  private static func cost(_ record: JSONValue) -> Double? {
    let told = record.first(Key.cost)
    // What it was in dollars is not known.
    if let currency = (record["currency"] ?? told?["currency"])?.string?.uppercased(), currency != "USD", currency != "$" { return nil }
    if let cost = told?.amount ?? told?.given(["total", "total_cost", "usd", "amount", "value"])?.amount { return cost }
    if let cents = record.first(Key.costCents)?.amount { return cents / 100 }
    if let micros = record.first(Key.costMicros)?.amount { return micros / 1e6 }
    if let nanos = record.first(Key.costNanos)?.amount { return nanos / 1e9 }
    // A price is that of the call in PromptLayer's words, and may be of a token in others'.
    return record["request_start_time"] != nil ? record["price"]?.amount : nil
  }

  /// The time to the first token: of streams, and of what came before the end, as only streams do.
  private func readFirstToken(_ record: JSONValue, into draft: inout RequestDraft) {
    let told = record.first(Key.firstToken)
    // A fraction is one of seconds, and so are a few beside as many and more.
    let isSeconds = told?.numeric.map { $0 < 100 && ($0 != $0.rounded() || $0 < 10 && $0 * 1e6 < Double(draft.duration ?? 0)) } ?? false
    let first =
      Stamp.span(record.first(Key.firstTokenMs), unit: 1e3) ?? Stamp.span(record.first(Key.firstTokenSeconds), unit: 1e6)
      ?? Stamp.span(told, unit: isSeconds ? 1e6 : 1e3)
    guard let first else { return }
    if first > 0, let duration = draft.duration, first < duration { draft.flags.insert(.streamed) }
    if draft.flags.contains(.streamed) { draft.firstToken = first }
  }

  /// The moment that a record tells: a number that is none only where nothing else is. nginx calls a span so that others call a stamp.
  private static func start(of record: JSONValue) -> JSONValue? {
    var small: JSONValue?
    for name in Key.start {
      guard let value = record[name], !value.isNothing else { continue }
      if Stamp.isOfEpoch(value) { return value }
      if small == nil, "\(name)" != "\(span)" { small = value }
    }
    return small
  }

  private static let span: StaticString = "request_time"

  /// The moment that a date and a time of day in two columns are.
  private static func moment(in record: JSONValue, _ order: Stamp.DateOrder?) -> Int64? {
    guard let date = record.first(["date", "Date"]), let time = record.first(["time", "Time"]), date.kind == .string, time.kind == .string,
      date.raw.count <= 32, time.raw.count <= 32, let day = date.string, let clock = time.string, clock.contains(":"), !day.contains(":")
    else { return nil }
    var text = "\(day) \(clock)"
    return text.withUTF8 { text in
      let text = UnsafeRawBufferPointer(text)
      return order.flatMap { Stamp.numbered(text, in: $0) } ?? Stamp.moment(text)
    }
  }

  /// A stamp without a word about it is the start. Where there is none, the whole seconds of the answer or of its `Date` header stand in.
  /// `call` and `exchange` are the records of the two sides, where those have stamps of their own.
  func readTimes(
    _ record: JSONValue, _ exchange: JSONValue? = nil, call: JSONValue? = nil, into draft: inout RequestDraft
  ) {
    let headers = (exchange ?? record).first(Key.headers)
    // Portkey's interface calls a span so that others call a stamp.
    let told = exchange?.given(["time", "latency", "latency_ms", "duration_ms", "response_time"])
    let isTold = (told?.numeric ?? .infinity) < Stamp.earliest
    let milliseconds = record.first(Key.milliseconds) ?? (isTold ? told : Self.beside(record)?.first(Key.milliseconds))
    draft.duration = Stamp.span(milliseconds, unit: 1e3) ?? Stamp.span(record.first(Key.seconds), unit: 1e6)
    draft.duration =
      draft.duration ?? Stamp.span(record.first(Key.nanoseconds), unit: 1e-3) ?? Stamp.span(record.first(Key.microseconds), unit: 1)
    if draft.duration == nil, let span = Stamp.span(record.first(Key.noUnit), unit: isInSeconds ? 1e6 : 1e3) {
      // A span with its unit leaves no doubt.
      let isBare = record.first(Key.noUnit)?.decimal != nil
      if isBare, isInNeither { draft.note = draft.note ?? .absurdLatency } else { draft.duration = span }
      if isDoubtful, isBare { draft.note = draft.note ?? (isInSeconds ? .latencySeconds : .latencyMilliseconds) }
    }
    // nginx writes its line when all is over.
    let spent = record[Self.span].flatMap { Stamp.isOfEpoch($0) ? nil : Stamp.span($0, unit: 1e6) }
    draft.duration = draft.duration ?? spent
    if draft.duration == nil, record["eval_count"] != nil { draft.duration = Stamp.span(record["total_duration"], unit: 1e-3) }  // Ollama
    // An HTTP archive has its whole time, in milliseconds, where others have the stamp.
    if record["startedDateTime"] != nil { draft.duration = Stamp.span(record["time"], unit: 1e3) }
    let start = Self.start(of: record) ?? call.flatMap(Self.start)
    if isSpan, start?.raw.baseAddress == record["time"]?.raw.baseAddress {
      draft.duration = draft.duration ?? Stamp.span(start, unit: 1e6)
    } else if isSerial, let days = start?.decimal {
      draft.arrival = Stamp.held(Int64(((days - 25_569) * 86_400e3).rounded()) * 1_000)
    } else {
      draft.arrival = Self.moment(in: record, draft.dateOrder) ?? draft.moment(start)
    }
    let answered = exchange?.given(["timestamp_end"]) ?? (isTold ? nil : exchange?.first(Key.start))  // mitmproxy has two
    draft.end = draft.moment(answered ?? record.first(Key.end))
    if spent != nil, draft.end == nil { swap(&draft.arrival, &draft.end) }
    readFirstToken(record, into: &draft)
    draft.duration = draft.duration ?? draft.answer.duration
    // OpenAI's header is the time until the answer began: for streams that is not their duration.
    if draft.duration == nil, !draft.flags.contains(.streamed) {
      draft.duration = Stamp.span(headers?.header(["openai-processing-ms"]), unit: 1e3)
    }
    if draft.arrival == nil { draft.end = draft.end ?? draft.answer.ended }
    draft.coarseTime = draft.answer.created
    if draft.coarseTime == nil, let date = headers?.header(["date"])?.withText({ Stamp.lettered($0) }) ?? nil {
      draft.coarseTime = date - (draft.duration ?? 0)
    }
  }
}
