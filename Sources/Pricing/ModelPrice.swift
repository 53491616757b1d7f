public import Units

/// The kind of service a request was made under.
public enum PriceService: String, Hashable, Sendable, CaseIterable {
  /// The ordinary one.
  case standard
  /// The batch interface: hours instead of seconds, commonly at half the price.
  case batch
  /// Slower and cheaper processing.
  case flex
  /// Faster and dearer processing.
  case priority
}

/// One row of a price book: what the tokens of a model cost during a span of days.
public struct ModelPrice: Hashable, Sendable {
  /// Whose price it is, in lower case: `openai`, `anthropic`, `bedrock`.
  public var provider: String
  /// The model as the provider names it.
  public var model: String
  /// What the model does: `chat`, `embedding`, …
  public var mode: String
  /// The rates of ordinary requests.
  public var standard: RateCard
  /// The rates of the batch interface, where the source states any.
  public var batch: RateCard?
  /// The rates of flex processing, where the source states any.
  public var flex: RateCard?
  /// The rates of priority processing, where the source states any.
  public var priority: RateCard?
  /// The first day of the price; `nil` if the source does not say when it began.
  public var validFrom: CivilDay?
  /// The last day of the price; `nil` while no end is known.
  public var validTo: CivilDay?
  /// The hours of the day in which the price holds; `nil` for all.
  public var hours: DailyWindow?
  /// Fewest tokens of a prefix that the provider's prompt cache takes; `nil` if not known.
  public var minimumCacheablePrefix: Int?
  /// Most tokens of input and output together; `nil` if not known.
  public var contextTokens: Int?
  /// Most tokens of output; `nil` if not known.
  public var maximumOutput: Int?
  /// The day on which the provider switches the model off, where announced.
  public var deprecation: CivilDay?
  /// Where the figures were seen.
  public var source: String
  /// When they were seen, as the source states it: a day, a month, or nothing.
  public var sourceDate: String
  /// Which other sources say otherwise, and what.
  public var disagreeing: String
  /// What else must be known about the row.
  public var note: String

  /// A price row; what is left out is not known.
  public init(
    provider: String, model: String, mode: String = "chat", standard: RateCard, batch: RateCard? = nil, flex: RateCard? = nil,
    priority: RateCard? = nil, validFrom: CivilDay? = nil, validTo: CivilDay? = nil, hours: DailyWindow? = nil,
    minimumCacheablePrefix: Int? = nil, contextTokens: Int? = nil, maximumOutput: Int? = nil, deprecation: CivilDay? = nil,
    source: String = "", sourceDate: String = "", disagreeing: String = "", note: String = ""
  ) {
    self.provider = provider
    self.model = model
    self.mode = mode
    self.standard = standard
    self.batch = batch
    self.flex = flex
    self.priority = priority
    self.validFrom = validFrom
    self.validTo = validTo
    self.hours = hours
    self.minimumCacheablePrefix = minimumCacheablePrefix
    self.contextTokens = contextTokens
    self.maximumOutput = maximumOutput
    self.deprecation = deprecation
    self.source = source
    self.sourceDate = sourceDate
    self.disagreeing = disagreeing
    self.note = note
  }

  /// The rates of a kind of service. A service for which no price is stated costs the standard price: no discount is assumed.
  public func rates(_ service: PriceService) -> RateCard {
    switch service {
    case .standard: standard
    case .batch: batch ?? standard
    case .flex: flex ?? standard
    case .priority: priority ?? standard
    }
  }

  /// The cost of a request, tier chosen by its whole input, rounded once to the nanodollar (half away from zero).
  ///
  /// Cache reads without a price of their own cost the input price, and so do cache writes; batch without a price costs the standard price.
  public func cost(of usage: TokenUsage, batch: Bool = false) -> Dollars { rates(batch ? .batch : .standard).cost(of: usage) }

  /// The cost of a request by part; the parts add up exactly to ``cost(of:batch:)``.
  public func parts(of usage: TokenUsage, batch: Bool = false) -> CostParts { rates(batch ? .batch : .standard).parts(of: usage) }

  /// Whether the price holds on a day.
  public func isInForce(on day: CivilDay) -> Bool {
    (validFrom.map { $0 <= day } ?? true) && (validTo.map { day <= $0 } ?? true)
  }

  /// The row with each price changed by `change`.
  func mapped(_ change: (TokenPrice) -> TokenPrice) -> ModelPrice {
    var row = self
    row.standard = standard.mapped(change)
    row.batch = batch?.mapped(change)
    row.flex = flex?.mapped(change)
    row.priority = priority?.mapped(change)
    return row
  }

  /// What is left of the row outside the days of `other`: none, one or two rows.
  func outside(_ other: ModelPrice) -> [ModelPrice] { outside(from: other.validFrom, to: other.validTo) }

  /// What is left of the row before a first day and after a last one; `nil` is an open end.
  func outside(from first: CivilDay?, to last: CivilDay?) -> [ModelPrice] {
    var rest: [ModelPrice] = []
    if let first { rest += within(from: nil, to: first.before) }
    if let last { rest += within(from: last.after, to: nil) }
    return rest
  }

  /// The part of the row from a first day to a last one, both inclusive: none or one.
  func within(from first: CivilDay?, to last: CivilDay?) -> [ModelPrice] {
    var row = self
    if let first { row.validFrom = max(validFrom ?? first, first) }
    if let last { row.validTo = min(validTo ?? last, last) }
    if let from = row.validFrom, let to = row.validTo, to < from { return [] }
    return [row]
  }
}

extension CivilDay {
  var before: CivilDay { CivilDay(number: number - 1) }
  var after: CivilDay { CivilDay(number: number + 1) }
}
