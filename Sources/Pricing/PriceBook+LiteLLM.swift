extension PriceBook {
  /// Reads LiteLLM's price map (`model_prices_and_context_window.json`): an object of models, prices in US dollars per token.
  ///
  /// Tiers (`…_above_200k_tokens`, `tiered_pricing`) and services (`…_batches`, `…_flex`, `…_priority`) are read; prices per image, second,
  /// character or query are not. A model without a price per token of input and output is named in ``unread``; an embedding needs none of
  /// output. The map says nothing of dates: `asOf` ("2026-11-21") is when it was current. Fails if the document is not such a map.
  public init(liteLLM json: String, name: String, asOf: String = "") throws(PriceBookError) {
    guard case .object(let models) = try JSONTree(json, name: name) else {
      throw PriceBookError(source: name, row: 1, reason: "the document is not an object of models; give LiteLLM's price map.")
    }
    var rows: [ModelPrice] = []
    var unread: [String] = []
    var seen: Set<ModelKey> = []
    for (model, entry) in models where model != "sample_spec" {
      guard case .object(let members) = entry else {
        throw PriceBookError(source: name, row: 1, reason: "the entry \"\(model.prefix(80))\" is not an object; give LiteLLM's price map.")
      }
      if let row = LiteLLMEntry(members).row(model: model, source: name, asOf: asOf) {
        // The same model can stand there with and without its provider; the first one counts.
        if seen.insert(row.key).inserted { rows.append(row) }
      } else {
        unread.append(model)
      }
    }
    self.init(rows: rows, asOf: asOf, unread: unread)
  }
}

/// The prices and facts of one model in LiteLLM's map.
private struct LiteLLMEntry {
  private var cards: [PriceService: StatedCard] = [.standard: StatedCard()]
  private var facts: [String: JSONTree] = [:]

  init(_ members: [(name: String, value: JSONTree)]) {
    for (field, value) in members {
      if let place = LiteLLMField(field), let number = value.number, let price = TokenPrice(usdPerToken: number) {
        if place.threshold == 0 {
          cards[place.service, default: StatedCard()].base[keyPath: place.rate] = price
        } else {
          cards[place.service, default: StatedCard()].tiers[place.threshold, default: StatedRates()][keyPath: place.rate] = price
        }
      } else if field == "tiered_pricing", case .array(let bands) = value {
        read(bands)
      } else {
        facts[field] = value
      }
    }
  }

  /// Bands of input length: the first is the base, each other a tier above its lower bound.
  private mutating func read(_ bands: [JSONTree]) {
    for band in bands {
      guard case .object(let members) = band else { continue }
      var low = 0
      var rates = StatedRates()
      for (field, value) in members {
        if field == "range", case .array(let bounds) = value {
          low = bounds.first?.number?.scaled(byTenTo: 0).map { Int($0) } ?? 0
        } else if let place = LiteLLMField(field), place.service == .standard, place.threshold == 0, let number = value.number {
          rates[keyPath: place.rate] = TokenPrice(usdPerToken: number)
        }
      }
      if low == 0 {
        cards[.standard, default: StatedCard()].base = rates
      } else {
        cards[.standard, default: StatedCard()].tiers[low] = rates
      }
    }
  }

  /// The entry as a row; `nil` if it has no price per token.
  func row(model: String, source: String, asOf: String) -> ModelPrice? {
    let mode = facts["mode"]?.string ?? "chat"
    var stated = cards[.standard] ?? StatedCard()
    if stated.base.output == nil, mode == "embedding" || mode == "rerank" { stated.base.output = .free }
    guard let standard = stated.standard() else { return nil }

    let provider = ProviderName.canonical(facts["litellm_provider"]?.string ?? "")
    let slash = model.firstIndex(of: "/")
    let prefixed = slash.map { ProviderName.canonical(String(model[..<$0])) == provider } ?? false
    let name = prefixed ? String(model[model.index(after: slash ?? model.startIndex)...]) : model
    func count(_ field: String) -> Int? { facts[field]?.number?.scaled(byTenTo: 0).map { Int($0) } }
    return ModelPrice(
      provider: provider, model: name, mode: mode, standard: standard, batch: cards[.batch]?.service(from: standard),
      flex: cards[.flex]?.service(from: standard), priority: cards[.priority]?.service(from: standard),
      minimumCacheablePrefix: count("prompt_cache_min_tokens"), contextTokens: count("max_input_tokens"),
      maximumOutput: count("max_output_tokens"), deprecation: facts["deprecation_date"]?.string.flatMap { CivilDay($0) },
      source: facts["source"]?.string.map { "\(source): \($0)" } ?? source, sourceDate: asOf)
  }
}

/// Which price a field of LiteLLM's map is: `input_cost_per_token_above_200k_tokens_batches`.
private struct LiteLLMField {
  let rate: WritableKeyPath<StatedRates, TokenPrice?>
  let service: PriceService
  /// The tier's number of input tokens, or 0 for the base price.
  let threshold: Int

  init?(_ field: String) {
    guard let start = LiteLLMField.starts.first(where: { field.hasPrefix($0.name) }) else { return nil }
    rate = start.rate
    var rest = field.dropFirst(start.name.count)
    let end = LiteLLMField.ends.first { rest.hasSuffix($0.name) }
    service = end?.service ?? .standard
    rest = rest.dropLast(end?.name.count ?? 0)
    if rest.isEmpty {
      threshold = 0
    } else {
      guard rest.hasPrefix("_above_"), rest.hasSuffix("k_tokens"), let thousands = Int(rest.dropFirst(7).dropLast(8)),
        (1...1_000_000).contains(thousands)
      else { return nil }
      threshold = thousands * 1_000
    }
  }

  // Longer names stand before those they begin with.
  private static var starts: [(name: String, rate: WritableKeyPath<StatedRates, TokenPrice?>)] {
    [
      ("input_cost_per_token_cache_hit", \.cacheRead), ("input_cost_per_token", \.input), ("output_cost_per_token", \.output),
      ("output_cost_per_reasoning_token", \.reasoning), ("cache_read_input_token_cost", \.cacheRead),
      ("cache_creation_input_token_cost_above_1hr", \.cacheWrite1h), ("cache_creation_input_token_cost", \.cacheWrite5m),
    ]
  }

  private static let ends: [(name: String, service: PriceService)] = [("_batches", .batch), ("_flex", .flex), ("_priority", .priority)]
}
