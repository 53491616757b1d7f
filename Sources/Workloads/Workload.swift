public import Units

/// An answer of the gateway's own cache.
public struct CachedAnswer: Sendable, Equatable {
  /// The request whose answer it was, by its place in the order of starts.
  public var from: Int
  /// How long it took.
  public var duration: Microseconds

  /// An answer of the gateway's own cache.
  public init(from: Int, duration: Microseconds) {
    self.from = from
    self.duration = duration
  }
}

/// A synthetic log whose repeats are known.
///
/// ```swift
/// let workload = try Workload(spec)
/// try workload.generate(log: { file.write($0) }, truth: { truthFile.write($0) })
/// ```
public struct Workload: Sendable {
  /// What it is made from.
  public let spec: WorkloadSpec

  /// Checks the spec; the error names the first field at fault.
  public init(_ spec: WorkloadSpec) throws(WorkloadError) {
    try spec.check()
    self.spec = spec
  }

  /// How many requests of the log are exact repeats, near repeats, and the first of their key.
  public var planned: (exact: Int, near: Int, unique: Int) { (spec.exacts, spec.nears, spec.uniques) }

  /// Writes the log and the truth about it.
  ///
  /// - Parameters:
  ///   - log: gets every line with its line feed, in the order in which the requests end; the bytes are valid during the call only.
  ///   - truth: gets the rows of a CSV file, each with its line feed: the head `id,class,first_id`, then one row per request in the order in
  ///     which they start. `class` is `exact`, `near` or `unique`; `first_id` is the request whose prompt it repeats, empty for `unique`.
  ///   - cache: for each request in the order of starts, what the gateway's own cache did; `nil` where it let the call through. Empty
  ///     without a cache.
  /// - Throws: what `log` and `truth` throw.
  /// - Complexity: O(n · log n) time for n requests; memory for the distinct texts (some words each, not the texts) and the requests in flight.
  public func generate(
    behind cache: [CachedAnswer?] = [], log: (UnsafeRawBufferPointer) throws -> Void, truth: (String) throws -> Void
  ) throws {
    precondition(cache.isEmpty || cache.count == spec.requests)
    var requests = RequestSequence(spec, behind: cache)
    var order = CompletionOrder()
    try truth("id,class,first_id\n")
    for _ in 0..<spec.requests {
      let (exchange, plan) = requests.next()
      while let line = order.next(by: exchange.start) { try line.withUnsafeBytes(log) }
      order.add(line(exchange), end: exchange.end, ordinal: exchange.ordinal)
      try truth("\(exchange.id),\(plan.requestClass.rawValue),\(plan.first.map { requests.id($0) } ?? "")\n")
    }
    while let line = order.next(by: nil) { try line.withUnsafeBytes(log) }
  }

  private func line(_ exchange: Exchange) -> [UInt8] {
    var text = JSONText()
    switch spec.format {
    case .liteLLM: text.liteLLM(exchange)
    case .openAIChatPairs: text.openAIChat(exchange)
    case .openAIResponsesPairs: text.openAIResponses(exchange)
    case .anthropicPairs: text.anthropic(exchange)
    }
    text.endLine()
    return text.bytes
  }
}
