public import Units

/// What an infrastructure price is charged on.
public enum InfrastructureMeter: String, Hashable, Sendable, CaseIterable {
  /// Look-ups, those that find nothing included.
  case reads
  /// Entries stored.
  case writes
  /// Entries deleted by a command; expiry is none.
  case deletes
  /// Reads, writes and deletes together.
  case operations
  /// Operations or kilobytes moved, whichever is more.
  case kilobytes
  /// Bytes kept, averaged over time.
  case storage
  /// Bytes moved.
  case transfer
  /// The passing of time: instances and subscriptions.
  case time
  /// Instances that run all the time: as many of its capacity as hold the peak.
  case instances
  /// A plan with a capacity: the cheapest that holds the peak.
  case plan
  /// Texts embedded, in tokens, by the model that the component names.
  case embeddedTokens
  /// Vectors searched: queries and stored vectors, each with its dimensions.
  case queriedDimensions
  /// Vectors stored, each with its dimensions.
  case storedDimensions
  /// Searches for a vector.
  case vectorQueries
  /// Something that a cache can do without: listed, never billed.
  case optional
  /// Something that a replay does not know, such as processor time.
  case other
}

/// How sure an infrastructure price is.
public enum PriceConfidence: String, Hashable, Sendable, CaseIterable {
  /// Seen in the provider's own price list.
  case verified
  /// Seen in someone else's account of it.
  case secondary
  /// Given by the user.
  case user
  /// Not known: never used in a bill.
  case unverified
}

/// One row of an infrastructure price list.
public struct InfrastructurePrice: Hashable, Sendable {
  /// The product: `cloudflare-kv`.
  public var service: String
  /// What is charged: `read`, `storage`.
  public var component: String
  /// What the charge is measured by.
  public var meter: InfrastructureMeter
  /// The unit of the price, as written: `million`, `GB-month`, `hour`.
  public var unit: String
  /// The price of one unit; `nil` if none is known.
  public var price: Dollars?
  /// What a month includes free of charge, in single operations or gigabytes.
  public var included: Double
  /// The least that is charged, in single operations or gigabytes.
  public var minimum: Double
  /// Whether a part of a unit is charged as a whole one.
  public var roundsUp: Bool
  /// What a plan holds, in bytes.
  public var capacity: Bytes?
  /// How sure the price is.
  public var confidence: PriceConfidence
  /// Where the figures were seen.
  public var source: String
  /// When they were seen.
  public var sourceDate: String
  /// What else must be known.
  public var note: String

  /// A price row.
  public init(
    service: String, component: String, meter: InfrastructureMeter, unit: String, price: Dollars?, included: Double = 0,
    minimum: Double = 0,
    roundsUp: Bool = false, capacity: Bytes? = nil, confidence: PriceConfidence = .user, source: String = "", sourceDate: String = "",
    note: String = ""
  ) {
    self.service = service
    self.component = component
    self.meter = meter
    self.unit = unit
    self.price = price
    self.included = included
    self.minimum = minimum
    self.roundsUp = roundsUp
    self.capacity = capacity
    self.confidence = confidence
    self.source = source
    self.sourceDate = sourceDate
    self.note = note
  }

  /// How many operations or gigabytes one unit is: 100,000 for `100000 commands`.
  var unitSize: Double {
    let words = unit.split(separator: " ")
    let count = words.first.flatMap { Double(Int($0) ?? 1) } ?? 1
    return words.contains("million") || words.contains("MTok") ? count * 1e6 : count
  }

  /// How many units of time a month has: one for `GB-month`, 730.5 for `hour`.
  var unitsOfTime: Double { unit.hasSuffix("hour") ? 24 * InfrastructurePrices.daysPerMonth : 1 }

  /// The price, if it may be used in a bill.
  var usable: Dollars? { confidence == .unverified ? nil : price }
}
