public import Units

/// The prices of models through time, with their sources.
///
/// Books come from the built-in catalogue, from CSV tables and from LiteLLM's price map, and are laid over one another.
public struct PriceBook: Hashable, Sendable {
  /// All rows, by provider, model and first day.
  public let rows: [ModelPrice]
  /// Other names of models.
  public let aliases: [ModelAlias]
  /// The day up to which the prices were checked, as "2026-11-21"; empty if not known.
  public let asOf: String
  /// Entries of the source that have no price per token and so are not in ``rows``.
  public let unread: [String]

  private let indices: [ModelKey: [Int]]
  private let aliasIndices: [ModelKey: [Int]]
  /// Who may stand as a prefix of a model's name.
  private let providers: Set<String>

  /// A book of `rows` and `aliases`.
  public init(rows: [ModelPrice], aliases: [ModelAlias] = [], asOf: String = "", unread: [String] = []) {
    let keys = rows.map(\.key)
    // Rows of the same model and day keep their order, so that the result does not depend on the sort.
    let order = rows.indices.sorted { a, b in
      if keys[a].provider != keys[b].provider { return keys[a].provider < keys[b].provider }
      if keys[a].model != keys[b].model { return keys[a].model < keys[b].model }
      return (rows[a].validFrom?.number ?? .min, a) < (rows[b].validFrom?.number ?? .min, b)
    }
    self.rows = order.map { rows[$0] }
    self.aliases = aliases
    self.asOf = asOf
    self.unread = unread
    indices = Dictionary(grouping: rows.indices) { keys[order[$0]] }
    aliasIndices = Dictionary(grouping: aliases.indices) { aliases[$0].key }
    providers = Set(indices.keys.map(\.provider)).union(ProviderName.makers).union(ProviderName.passedOn.keys)
  }

  /// The prices of a logged model, resolved once for all its requests; `nil` if it is unpriced.
  public func schedule(model: String, provider: String? = nil) -> PriceSchedule? { lookup(model: model, provider: provider)?.schedule }

  /// The price of a logged model at a moment, by the rules of ``PriceSchedule/index(at:)``; `nil` if it is unpriced.
  ///
  /// Resolves the name each time: for many requests, ask ``schedule(model:provider:)`` once per model.
  public func price(model: String, provider: String? = nil, at moment: Timestamp? = nil) -> ModelPrice? {
    schedule(model: model, provider: provider)?.row(at: moment)
  }

  /// How a logged model is priced; `nil` if it is unpriced.
  ///
  /// Tried in turn, for the logged provider and then for those whose list price it passes on: the name; without region prefix; without
  /// version suffix; without date. Names compare without regard to case, and dots equal dashes. Path prefixes that name a provider, a
  /// gateway or a resource are taken off. Without a provider, only the makers of models are searched, never those who host others'
  /// models or the labelled contract providers. Of variants on
  /// OpenRouter (`:floor`), the model is searched, and those that are `:free` cost nothing. Nothing else is tried: a model that is not found
  /// is unpriced.
  public func lookup(model: String, provider: String? = nil) -> PriceLookup? {
    for candidate in ModelCandidate.all(model: model, provider: provider, isProvider: providers.contains) {
      let key = ModelKey(provider: candidate.provider, model: candidate.name)
      guard let (found, aliased) = rows(of: key), let row = found.last else { continue }
      let raised = candidate.surcharge.map { found.map($0.on) } ?? found
      guard let schedule = PriceSchedule(rows: raised, today: today), let priced = raised.last else { continue }
      var notes = candidate.notes
      if aliased || candidate.isVariant {
        notes.insert(.alias(logged: model, priced: "\(row.provider) \(row.model)"), at: 0)
      }
      if row.model.hasSuffix("-latest") { notes.append(.moving(row.model)) }
      return PriceLookup(
        loggedModel: model, loggedProvider: provider, provider: priced.provider, model: priced.model, schedule: schedule, notes: notes)
    }
    return OpenRouterName(model, provider: provider).flatMap { variant(model, provider: provider, $0) }
  }

  /// The price of a variant of a model on OpenRouter: nothing, or that of the model.
  private func variant(_ model: String, provider: String?, _ name: OpenRouterName) -> PriceLookup? {
    if name.isFree {
      let free = TokenPrice(femtodollars: 0)
      let row = ModelPrice(
        provider: "openrouter", model: model, standard: RateCard(base: TokenRates(input: free, output: free)),
        source: "openrouter.ai: variants that end in :free cost nothing", sourceDate: asOf)
      return PriceSchedule(rows: [row], today: today).map {
        PriceLookup(
          loggedModel: model, loggedProvider: provider, provider: row.provider, model: row.model, schedule: $0, notes: [])
      }
    }
    guard let found = lookup(model: name.model, provider: provider) else { return nil }
    return PriceLookup(
      loggedModel: model, loggedProvider: provider, provider: found.provider, model: found.model, schedule: found.schedule,
      notes: found.notes.contains { if case .alias = $0 { true } else { false } }
        ? found.notes : [.alias(logged: model, priced: "\(found.provider) \(found.model)")] + found.notes)
  }

  /// One spelling for each provider: that of the rows.
  public static func canonicalProvider(_ name: String) -> String { ProviderName.canonical(name) }

  /// The rows under a name, or under the name that it is an alias of; an alias that moved gives the rows of each model for its time.
  private func rows(of key: ModelKey) -> (rows: [ModelPrice], aliased: Bool)? {
    if let found = indices[key] { return (found.map { rows[$0] }, false) }
    guard let moves = aliasIndices[key] else { return nil }
    let found = moves.flatMap { move in
      let alias = aliases[move]
      return (indices[ModelKey(provider: alias.provider, model: alias.model)] ?? []).flatMap { alias.clipped(rows[$0]) }
    }
    return found.isEmpty ? nil : (found, true)
  }

  /// The day for requests without a time.
  private var today: CivilDay {
    CivilDay(asOf) ?? rows.lazy.compactMap { CivilDay($0.sourceDate) }.max() ?? CivilDay(number: 0)
  }
}

/// Another name of a model, for all time or for some days: names such as `-latest` move.
public struct ModelAlias: Hashable, Sendable {
  /// Whose name it is.
  public var provider: String
  /// The other name.
  public var name: String
  /// The model of the price book that it stands for.
  public var model: String
  /// The first day on which it did, where that is known.
  public var validFrom: CivilDay?
  /// The last day on which it did, where that is known.
  public var validTo: CivilDay?

  /// `name` stands for `model`.
  public init(provider: String, name: String, model: String, validFrom: CivilDay? = nil, validTo: CivilDay? = nil) {
    self.provider = provider
    self.name = name
    self.model = model
    self.validFrom = validFrom
    self.validTo = validTo
  }

  /// The part of a row that falls into the days of the alias, if any does.
  func clipped(_ row: ModelPrice) -> [ModelPrice] { row.within(from: validFrom, to: validTo) }
}
