public import Units

/// What embedding texts and searching among their vectors took.
public struct VectorUse: Hashable, Sendable {
  /// The embedding model, as the price list names it.
  public var model: String
  /// Calls of it.
  public var calls: Int
  /// Tokens embedded.
  public var tokens: Int
  /// Searches.
  public var queries: Int
  /// Vectors stored, averaged over time.
  public var storedVectors: Double
  /// Numbers in a vector.
  public var dimensions: Int

  /// The use of an embedding model and a vector index during the span of an ``InfrastructureUse``.
  public init(model: String, calls: Int, tokens: Int, queries: Int, storedVectors: Double, dimensions: Int) {
    self.model = model
    self.calls = calls
    self.tokens = tokens
    self.queries = queries
    self.storedVectors = storedVectors
    self.dimensions = dimensions
  }
}

/// What one tier of a cache did during a replay, as far as it is charged for.
public struct InfrastructureUse: Hashable, Sendable {
  /// Look-ups, those that found nothing included.
  public var reads: Int
  /// Entries stored.
  public var writes: Int
  /// Entries deleted by a command; expiry is none.
  public var deletes: Int
  /// Bytes read and written; `nil` if the replay does not know them.
  public var transferred: Bytes?
  /// Bytes kept, summed over each second that they were.
  public var storedByteSeconds: Double
  /// Most bytes kept at a time.
  public var peak: Bytes
  /// How much time the figures cover.
  public var span: Microseconds
  /// What was embedded and searched; `nil` where nothing was.
  public var vectors: VectorUse?

  /// The use of a tier during `span`.
  public init(
    reads: Int = 0, writes: Int = 0, deletes: Int = 0, transferred: Bytes? = nil, storedByteSeconds: Double = 0, peak: Bytes = Bytes(0),
    span: Microseconds, vectors: VectorUse? = nil
  ) {
    self.vectors = vectors
    self.reads = reads
    self.writes = writes
    self.deletes = deletes
    self.transferred = transferred
    self.storedByteSeconds = storedByteSeconds
    self.peak = peak
    self.span = span
  }
}

/// What a tier would cost in a month.
public struct InfrastructureBill: Hashable, Sendable {
  /// One charge.
  public struct Line: Hashable, Sendable {
    /// The component of the service: `read`.
    public var what: String
    /// Units charged, after what is included and after rounding.
    public var quantity: Double
    /// The unit: `million`.
    public var unit: String
    /// The price of a unit.
    public var unitPrice: Dollars
    /// The charge.
    public var amount: Dollars
    /// What it is charged on.
    public var meter: InfrastructureMeter

    /// A charge.
    public init(what: String, quantity: Double, unit: String, unitPrice: Dollars, amount: Dollars, meter: InfrastructureMeter) {
      self.what = what
      self.quantity = quantity
      self.unit = unit
      self.unitPrice = unitPrice
      self.amount = amount
      self.meter = meter
    }
  }

  /// The service.
  public let service: String
  /// The charges; those of zero are there too.
  public let lines: [Line]
  /// What the bill leaves out or is not sure of, as sentences.
  public let caveats: [String]
  /// Whether all that the service charges for this use is in ``lines``. If not, ``total`` is a lower bound.
  public let isComplete: Bool

  /// A bill.
  public init(service: String, lines: [Line], caveats: [String] = [], isComplete: Bool = true) {
    self.service = service
    self.lines = lines
    self.caveats = caveats
    self.isComplete = isComplete
  }

  /// The sum of the charges.
  public var total: Dollars { lines.reduce(.zero) { $0 + $1.amount } }

  /// … of which for embedding texts.
  public var embeddings: Dollars { lines.reduce(.zero) { $1.meter == .embeddedTokens ? $0 + $1.amount : $0 } }
}

extension InfrastructurePrices {
  /// What `use` would cost in a month of ``daysPerMonth`` days at a service; `nil` if the list has no such service.
  ///
  /// The use is scaled from its span to the month, then included volumes and rounding apply. Without a usable price a component is a caveat
  /// and makes the bill incomplete: it is never zero.
  public func monthlyBill(of use: InfrastructureUse, at service: String) -> InfrastructureBill? {
    let prices = rows.filter { $0.service == service }
    guard !prices.isEmpty else { return nil }
    var writer = BillWriter(service: service)
    guard use.span.seconds > 0 else {
      writer.omit("The use covers no time, so that a month of it is not known.")
      return writer.bill
    }
    for price in prices where price.isCharged(for: use) { writer.charge(price, for: use) }
    writer.chooseOne(of: prices.filter { $0.meter == .plan }, for: use)
    return writer.bill
  }
}

extension InfrastructurePrice {
  /// Whether the use may be charged by this row: plans are chosen from, and an embedding model is one of many.
  fileprivate func isCharged(for use: InfrastructureUse) -> Bool {
    switch meter {
    case .plan, .optional: false
    case .embeddedTokens: component == use.vectors?.model
    case .queriedDimensions, .storedDimensions, .vectorQueries: use.vectors != nil
    case .reads, .writes, .deletes, .operations, .kilobytes, .storage, .transfer, .time, .instances, .other: true
    }
  }
}

/// Collects the lines and caveats of one bill.
private struct BillWriter {
  let service: String
  private var lines: [InfrastructureBill.Line] = []
  private var caveats: [String] = []
  private var isComplete = true

  init(service: String) { self.service = service }

  var bill: InfrastructureBill { InfrastructureBill(service: service, lines: lines, caveats: caveats, isComplete: isComplete) }

  /// Notes something that the bill lacks.
  mutating func omit(_ sentence: String) {
    caveats.append(sentence)
    isComplete = false
  }

  mutating func charge(_ row: InfrastructurePrice, for use: InfrastructureUse) {
    guard let used = BillWriter.monthly(row, use) else {
      guard row.price != .zero else { return }
      omit("\(service) charges for \(row.component) (\(row.unit)), which the replay does not know; it is not in the bill.")
      return
    }
    guard used > 0 || row.minimum > 0 else { return }
    guard let price = row.usable else {
      omit("\(service) has no verified price of \(row.component) (\(row.unit)); give it with --infrastructure FILE.")
      return
    }
    var quantity = max(0, max(used, row.minimum) - row.included) / row.unitSize
    if row.roundsUp { quantity.round(.up) }
    if row.meter == .storage { quantity *= row.unitsOfTime }
    append(row, quantity: quantity, price: price)
  }

  /// Charges the cheapest plan that holds the peak.
  mutating func chooseOne(of plans: [InfrastructurePrice], for use: InfrastructureUse) {
    guard !plans.isEmpty else { return }
    let fitting = plans.filter { $0.usable != nil && use.peak <= $0.capacity ?? Bytes(.max) }
    guard let plan = fitting.min(by: { ($0.usable ?? .zero) < ($1.usable ?? .zero) }), let price = plan.usable else {
      omit("No plan of \(service) with a known price holds \(use.peak).")
      return
    }
    append(plan, quantity: 1, price: price)
  }

  private mutating func append(_ row: InfrastructurePrice, quantity: Double, price: Dollars) {
    lines.append(
      InfrastructureBill.Line(
        what: row.component, quantity: quantity, unit: row.unit, unitPrice: price, amount: Dollars(quantity * price.value),
        meter: row.meter))
    if row.confidence == .secondary {
      caveats.append("The price of \(service) \(row.component) is from a secondary source (\(row.source)).")
    }
  }

  /// What a row measures, in single operations or gigabytes a month (stored gigabytes, or units of time); `nil` if the use does not tell.
  private static func monthly(_ row: InfrastructurePrice, _ use: InfrastructureUse) -> Double? {
    let months = use.span.seconds / 86_400 / InfrastructurePrices.daysPerMonth
    let operations = Double(use.reads) + Double(use.writes) + Double(use.deletes)
    switch row.meter {
    case .reads: return Double(use.reads) / months
    case .writes: return Double(use.writes) / months
    case .deletes: return Double(use.deletes) / months
    case .operations: return operations / months
    case .kilobytes: return use.transferred.map { max(operations, Double($0.count) / 1e3) / months }
    case .storage: return use.storedByteSeconds / use.span.seconds / 1e9
    case .transfer: return use.transferred.map { Double($0.count) / 1e9 / months }
    case .time: return row.unitsOfTime
    case .instances:
      guard let capacity = row.capacity, capacity.count > 0 else { return row.unitsOfTime }
      return row.unitsOfTime * max(1, (Double(use.peak.count) / Double(capacity.count)).rounded(.up))
    case .embeddedTokens: return use.vectors.map { Double($0.tokens) / months }
    case .queriedDimensions: return use.vectors.map { (Double($0.queries) / months + $0.storedVectors) * Double($0.dimensions) }
    case .storedDimensions: return use.vectors.map { $0.storedVectors * Double($0.dimensions) }
    case .vectorQueries: return use.vectors.map { Double($0.queries) / months }
    case .plan, .optional, .other: return nil
    }
  }
}
