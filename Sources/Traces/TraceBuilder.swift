/// Collects requests in the order of reading and puts them in the order of time.
///
/// Ids handed in may be numbered in any way that is one-to-one; ``finish()`` renumbers every table by first appearance in time order, so
/// that the trace does not depend on the order or the threads of reading.
public struct TraceBuilder: Sendable {
  private var rows = Requests()
  /// The last rows, which go to the columns some at a time.
  private var waiting: [Request] = []
  private static let mostWaiting = 64
  private var prompts = Dimension(fields: KeyField.ofPrompts)
  private var messageCounts: [UInt16] = [0]
  private var parameters = Dimension(fields: KeyField.ofParameters)
  private var callers = Dimension(fields: KeyField.ofCallers)
  private var forms = NormalForms()
  private var temperatures: [Double?] = [nil]
  private var cacheControls = [CacheControls()]
  private var names: [KeyField: [String]]
  private var originals: [UInt32: UInt32] = [:]
  /// What ingest met; ``LogSummary/outOfOrder`` is counted by ``finish()``.
  public var log = LogSummary()

  /// A builder whose prompt row 0 is the prompt that is not in the log.
  public init() {
    prompts.append([0, 0, 0, 0])
    names = Dictionary(uniqueKeysWithValues: KeyField.named.map { ($0, [""]) })
  }

  /// A builder to which a trace was added already: ids of the trace are those that it gives.
  public init(resuming trace: Trace) {
    rows = trace.requests
    prompts = trace.prompts
    messageCounts = trace.messageCounts.isEmpty ? Array(repeating: 0, count: prompts.count) : trace.messageCounts
    parameters = trace.parameters
    callers = trace.callers
    forms = trace.normalForms
    temperatures = trace.temperatures
    cacheControls = trace.cacheControls
    names = trace.names
    originals = trace.originals
    log = trace.log
  }

  /// How many requests were appended.
  public var count: Int { rows.count + waiting.count }

  /// The model id of each row of parameters so far.
  public var models: [UInt32] { parameters[.model] ?? [] }

  /// Appends a request and returns its position in the order of reading.
  @discardableResult public mutating func append(_ request: Request) -> Int {
    waiting.append(request)
    if waiting.count == Self.mostWaiting { settle() }
    return count - 1
  }

  /// Makes room for so many requests in all, which costs nothing where they do not come.
  public mutating func reserve(_ count: Int) {
    settle()
    rows.reserve(count)
  }

  /// Puts the rows that wait into the columns.
  private mutating func settle() {
    rows.append(contentsOf: waiting)
    waiting.removeAll(keepingCapacity: true)
  }

  /// Adds a distinct tuple of ``KeyField/ofPrompts`` ids, with how many messages it has, and returns its row; 0 is not known.
  public mutating func addPrompt(_ ids: SIMD4<UInt32>, messages: Int = 0) -> UInt32 {
    prompts.append(ids)
    messageCounts.append(UInt16(clamping: messages))
    return UInt32(prompts.count - 1)
  }

  /// Adds a distinct tuple of ``KeyField/ofParameters`` ids and returns its row.
  public mutating func addParameters(_ ids: [UInt32]) -> UInt32 {
    parameters.append(ids)
    return UInt32(parameters.count - 1)
  }

  /// Adds a distinct tuple of ``KeyField/ofCallers`` ids and returns its row.
  public mutating func addCaller(_ ids: [UInt32]) -> UInt32 {
    callers.append(ids)
    return UInt32(callers.count - 1)
  }

  /// Adds the next name of a named field and returns its id.
  public mutating func addName(_ name: String, to field: KeyField) -> UInt32 {
    names[field, default: [""]].append(name)
    return UInt32((names[field]?.count ?? 1) - 1)
  }

  /// Adds the next temperature (`nil` for null) and returns its id.
  public mutating func addTemperature(_ value: Double?) -> UInt32 {
    temperatures.append(value)
    return UInt32(temperatures.count - 1)
  }

  /// Adds the next controls of a cache and returns their id.
  public mutating func addCacheControls(_ controls: CacheControls) -> UInt32 {
    cacheControls.append(controls)
    return UInt32(cacheControls.count - 1)
  }

  /// Adds the normal forms of the next last-user-message text and returns the text's id.
  public mutating func addText(spelling: UInt32, fillers: UInt32, stems: UInt32) -> UInt32 {
    forms.spelling.append(spelling)
    forms.fillers.append(fillers)
    forms.stems.append(stems)
    return UInt32(forms.stems.count - 1)
  }

  /// Says that the request at `position` got the answer of the one at `original` from an earlier cache.
  public mutating func setOriginal(of position: Int, to original: Int) {
    originals[UInt32(position)] = UInt32(original)
  }

  /// The requests appended so far, in the order of reading. To be let go of before anything is changed, lest all columns are copied.
  public mutating func requests() -> Requests {
    settle()
    return rows
  }

  /// The request appended at `position`.
  public subscript(position: Int) -> Request {
    get { position < rows.count ? rows[position] : waiting[position - rows.count] }
    set {
      settle()
      rows[position] = newValue
    }
  }

  /// Keeps the requests at `positions` only, which ascend.
  public mutating func keep(_ positions: [UInt32]) {
    settle()
    rows.reorder(positions)
  }

  /// Requests in the order of (arrival, source, line) and every id by first appearance in that order (laws 2 and 7).
  ///
  /// - Complexity: O(*n* log *n*), O(*n*) where the log was in order.
  public consuming func finish() -> Trace {
    settle()
    let (order, outOfOrder) = rows.putInOrder()
    return number(order: order, outOfOrder).trace
  }

  /// The trace, and the old ids of its new ones: those that the functions of this builder gave. What no request uses is not among them.
  ///
  /// - Complexity: that of ``finish()``.
  public consuming func finishWithOrders() -> (trace: Trace, orders: TraceOrders) {
    settle()
    let (order, outOfOrder) = rows.putInOrder()
    return number(order: order, outOfOrder)
  }

  /// The trace and the old ids of its new ones, but those of the requests; sorts as `plan` says.
  ///
  /// - Complexity: that of ``finish()``; memory beside that of the trace is bounded.
  /// - Throws: what the spill file throws.
  public consuming func finish(_ plan: SpillPlan) throws -> (trace: Trace, orders: TraceOrders, spilledBytes: Int) {
    settle()
    var joined: Set<UInt32> = []
    for (hit, original) in originals { joined.formUnion([hit, original]) }
    let (newIndex, outOfOrder, spilledBytes) = try rows.putInOrder(plan, tracking: joined)
    if let newIndex {
      originals = Dictionary(uniqueKeysWithValues: originals.map { (newIndex[$0.key] ?? $0.key, newIndex[$0.value] ?? $0.value) })
    }
    let (trace, orders) = number(order: nil, outOfOrder)
    return (trace, orders, spilledBytes)
  }

  private consuming func number(order: [UInt32]?, _ outOfOrder: Int) -> (trace: Trace, orders: TraceOrders) {
    log.outOfOrder += outOfOrder
    if let order {
      var position = order
      for (ordinal, index) in order.enumerated() { position[Int(index)] = UInt32(ordinal) }
      originals = Dictionary(uniqueKeysWithValues: originals.map { (position[Int($0.key)], position[Int($0.value)]) })
    }
    var trace = Trace(
      requests: rows, prompts: prompts, parameters: parameters, callers: callers, names: names, temperatures: temperatures,
      cacheControls: cacheControls, normalForms: forms, originals: originals, log: log)
    if messageCounts.contains(where: { $0 != 0 }) { trace.messageCounts = messageCounts }
    // The trace must be the only holder of the columns, so that they are renumbered in place.
    rows = Requests()
    var orders = trace.renumber()
    orders.requests = order
    return (trace, orders)
  }
}

/// The old ids of the new ones, after a trace was put in order and numbered.
public struct TraceOrders: Sendable {
  /// The old positions of requests; `nil` where they were in order, or it is not known.
  public internal(set) var requests: [UInt32]?
  /// The old rows of ``Trace/prompts``; the first is 0.
  public internal(set) var prompts: [UInt32] = []
  /// The old rows of ``Trace/parameters``.
  public internal(set) var parameters: [UInt32] = []
  /// The old rows of ``Trace/callers``.
  public internal(set) var callers: [UInt32] = []
  /// The old ids of answers; the first is 0.
  public internal(set) var answers: [UInt32] = []
  /// The old ids of logical calls; the first is 0.
  public internal(set) var calls: [UInt32] = []
  /// The old ids of the values of each field but the endpoint; the first of each is 0.
  public internal(set) var fields: [KeyField: [UInt32]] = [:]
  /// The old ids of spellings, of forms without fillers, and of stems; the first of each is 0.
  public internal(set) var forms: [[UInt32]] = []

  /// The old ids of texts: 0, the absent one, and then of those that a request uses.
  public var texts: [UInt32] { fields[.lastUserMessage] ?? [] }
}
