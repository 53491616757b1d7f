public import Units

/// Requests as columns, in the order of (arrival, file, line); the index of a request is its ordinal (law 2).
public struct Requests: Sendable, Equatable {
  /// Stands for "the log does not say" in ``duration``, ``firstToken`` and ``loggedCost``.
  public static let unknown: Int64 = -1
  /// Moments lie within ± this, durations and costs within 0 … this (285 years, nine million dollars), so that sums of a few never
  /// overflow. What is beyond is clamped; a negative duration or cost is ``unknown``.
  public static let limit: Int64 = 1 << 53

  /// Microseconds since the Unix epoch.
  public internal(set) var arrival: [Int64] = []
  /// Microseconds, or ``unknown``.
  public internal(set) var duration: [Int64] = []
  /// Microseconds, or ``unknown``.
  public internal(set) var firstToken: [Int64] = []
  /// Tokens billed at the full input price.
  public internal(set) var uncachedInput: [UInt32] = []
  /// Tokens served from the provider's prompt cache.
  public internal(set) var cacheRead: [UInt32] = []
  /// Tokens written to the provider's prompt cache for five minutes.
  public internal(set) var cacheWrite5m: [UInt32] = []
  /// Tokens written to the provider's prompt cache for one hour.
  public internal(set) var cacheWrite1h: [UInt32] = []
  /// Output tokens, reasoning included.
  public internal(set) var output: [UInt32] = []
  /// Reasoning tokens, a part of ``output``.
  public internal(set) var reasoning: [UInt32] = []
  /// Tokens of the prompt's texts by ``TokenEstimate``; 0 = not measured.
  public internal(set) var promptEstimate: [UInt32] = []
  /// Tokens of the answer's text by ``TokenEstimate``; 0 = not measured.
  public internal(set) var answerEstimate: [UInt32] = []
  /// Nanodollars, or ``unknown``.
  public internal(set) var loggedCost: [Int64] = []
  /// Rows of ``Trace/prompts``.
  public internal(set) var prompt: [UInt32] = []
  /// Rows of ``Trace/parameters``.
  public internal(set) var parameters: [UInt32] = []
  /// Rows of ``Trace/callers``.
  public internal(set) var caller: [UInt32] = []
  /// Dense ids of answers; 0 = none.
  public internal(set) var answer: [UInt32] = []
  /// Bytes; 0 = none.
  public internal(set) var answerBytes: [UInt32] = []
  /// Dense ids of logical calls; 0 = none.
  public internal(set) var call: [UInt32] = []
  /// What else is known.
  public internal(set) var flags: [RequestFlags] = []
  /// HTTP statuses; 0 = none.
  public internal(set) var status: [UInt16] = []
  /// Indices into ``LogSummary/sources``.
  public internal(set) var source: [UInt16] = []
  /// Lines of the source, from 1.
  public internal(set) var line: [UInt32] = []

  init() {}

  /// How many requests there are.
  public var count: Int { arrival.count }

  /// The tokens of one request.
  public func usage(_ i: Int) -> TokenUsage {
    TokenUsage(
      uncachedInput: Int(uncachedInput[i]), cacheRead: Int(cacheRead[i]), cacheWrite5m: Int(cacheWrite5m[i]),
      cacheWrite1h: Int(cacheWrite1h[i]), output: Int(output[i]), reasoning: Int(reasoning[i]))
  }

  /// One request as a row.
  public subscript(i: Int) -> Request {
    get {
      var row = Request()
      row.arrival = arrival[i]
      row.duration = duration[i] == Self.unknown ? nil : duration[i]
      row.firstToken = firstToken[i] == Self.unknown ? nil : firstToken[i]
      row.usage = usage(i)
      row.promptEstimate = promptEstimate[i]
      row.answerEstimate = answerEstimate[i]
      row.loggedCost = loggedCost[i] == Self.unknown ? nil : Dollars(nanodollars: loggedCost[i])
      row.prompt = prompt[i]
      row.parameters = parameters[i]
      row.caller = caller[i]
      row.answer = answer[i]
      row.answerBytes = answerBytes[i]
      row.call = call[i]
      row.flags = flags[i]
      row.status = status[i]
      row.source = source[i]
      row.line = line[i]
      return row
    }
    set {
      arrival[i] = Self.moment(newValue.arrival)
      duration[i] = Self.known(newValue.duration)
      firstToken[i] = Self.known(newValue.firstToken)
      uncachedInput[i] = UInt32(clamping: newValue.usage.uncachedInput)
      cacheRead[i] = UInt32(clamping: newValue.usage.cacheRead)
      cacheWrite5m[i] = UInt32(clamping: newValue.usage.cacheWrite5m)
      cacheWrite1h[i] = UInt32(clamping: newValue.usage.cacheWrite1h)
      output[i] = UInt32(clamping: newValue.usage.output)
      reasoning[i] = UInt32(clamping: newValue.usage.reasoning)
      promptEstimate[i] = newValue.promptEstimate
      answerEstimate[i] = newValue.answerEstimate
      loggedCost[i] = Self.known(newValue.loggedCost?.nanodollars)
      prompt[i] = newValue.prompt
      parameters[i] = newValue.parameters
      caller[i] = newValue.caller
      answer[i] = newValue.answer
      answerBytes[i] = newValue.answerBytes
      call[i] = newValue.call
      flags[i] = newValue.flags
      status[i] = newValue.status
      source[i] = newValue.source
      line[i] = newValue.line
    }
  }

  /// Appends rows, in whatever order: a column after the other, which costs less than a row after the other.
  mutating func append(contentsOf rows: [Request]) {
    arrival.append(rows) { Self.moment($0.arrival) }
    duration.append(rows) { Self.known($0.duration) }
    firstToken.append(rows) { Self.known($0.firstToken) }
    uncachedInput.append(rows) { UInt32(clamping: $0.usage.uncachedInput) }
    cacheRead.append(rows) { UInt32(clamping: $0.usage.cacheRead) }
    cacheWrite5m.append(rows) { UInt32(clamping: $0.usage.cacheWrite5m) }
    cacheWrite1h.append(rows) { UInt32(clamping: $0.usage.cacheWrite1h) }
    output.append(rows) { UInt32(clamping: $0.usage.output) }
    reasoning.append(rows) { UInt32(clamping: $0.usage.reasoning) }
    promptEstimate.append(rows) { $0.promptEstimate }
    answerEstimate.append(rows) { $0.answerEstimate }
    loggedCost.append(rows) { Self.known($0.loggedCost?.nanodollars) }
    prompt.append(rows) { $0.prompt }
    parameters.append(rows) { $0.parameters }
    caller.append(rows) { $0.caller }
    answer.append(rows) { $0.answer }
    answerBytes.append(rows) { $0.answerBytes }
    call.append(rows) { $0.call }
    flags.append(rows) { $0.flags }
    status.append(rows) { $0.status }
    source.append(rows) { $0.source }
    line.append(rows) { $0.line }
  }

  private static func moment(_ value: Int64) -> Int64 { min(max(value, -limit), limit) }

  private static func known(_ value: Int64?) -> Int64 {
    guard let value, value >= 0 else { return unknown }
    return min(value, limit)
  }
}

extension Array where Element: BitwiseCopyable {
  /// Appends what `value` makes of each row.
  @inline(__always)
  fileprivate mutating func append(_ rows: [Request], _ value: (borrowing Request) -> Element) {
    withUnsafeTemporaryAllocation(of: Element.self, capacity: rows.count) { memory in
      for index in rows.indices { memory.initializeElement(at: index, to: value(rows[index])) }
      append(contentsOf: UnsafeBufferPointer(memory))
    }
  }
}
