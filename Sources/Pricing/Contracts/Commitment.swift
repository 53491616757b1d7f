public import Units

/// What a customer pays whether calls are made or not.
public struct Commitment: Hashable, Sendable {
  /// How a commitment turns calls into money.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Capacity by the unit: avoided calls save nothing until a whole unit can be given back.
    case provisioned
    /// A least spend: the bill never falls below it.
    case minimum
  }

  /// Whose bill it is, by the name that price books have.
  public var provider: String
  /// The one model that it is for, as the log names it; `nil` for all of the provider.
  public var model: String?
  /// How it works.
  public var kind: Kind
  /// What it costs a month.
  public var monthly: Dollars
  /// Units of provisioned capacity that ``monthly`` pays for.
  public var units: Int

  /// A commitment.
  public init(provider: String, model: String? = nil, kind: Kind, monthly: Dollars, units: Int = 1) {
    self.provider = ProviderName.canonical(provider)
    self.model = model
    self.kind = kind
    self.monthly = monthly
    self.units = max(units, 1)
  }

  /// What is paid in a month whose calls are worth `after` where they were worth `before` when the commitment was made.
  ///
  /// Provisioned units are taken to be full at `before`: a share of the traffic that is gone frees that share of them, rounded down.
  public func cash(before: Dollars, after: Dollars) -> Dollars {
    switch kind {
    case .minimum: return max(monthly, after)
    case .provisioned:
      guard before > .zero, after < before else { return monthly }
      let needed = (Double(units) * max(after.value, 0) / before.value - 1e-9).rounded(.up)
      return Dollars(monthly.value * needed / Double(units))
    }
  }

  /// Reads a table of commitments: `provider`, `kind` (provisioned or minimum), `monthly_usd`, and if need be `model` and `units`. Fails on
  /// the first row that is not right.
  public static func read(csv: String, name: String) throws(PriceBookError) -> [Commitment] {
    let records = try CSVRecord.records(
      of: csv, name: name, known: ["provider", "model", "kind", "monthly_usd", "units", "note"],
      required: ["provider", "kind", "monthly_usd"])
    var commitments: [Commitment] = []
    for record in records {
      guard let kind = Kind(rawValue: try record.required("kind")) else {
        throw record.error("kind", "no such kind; use \(Kind.allCases.map(\.rawValue).joined(separator: " or ")).")
      }
      _ = try record.required("monthly_usd")
      let model = record.text("model")
      commitments.append(
        Commitment(
          provider: try record.required("provider"), model: model.isEmpty || model == "*" ? nil : model, kind: kind,
          monthly: try record.amount("monthly_usd") ?? .zero, units: try record.count("units") ?? 1))
    }
    return commitments
  }
}
