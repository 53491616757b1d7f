import Pricing
import Reporting
import Units

extension ListCommand {
  /// The models of a price table that the filter finds: by their own name, their provider's, or another name of theirs.
  func models(_ style: TerminalStyle) throws -> String {
    var book = PriceBook.builtIn
    if let prices { book = try Workbench.book(prices) }
    for path in contract {
      book = book.overlaid(by: try read(path) { text, name throws(PriceBookError) in try PriceOverlay(csv: text, name: name) })
    }
    let words = filter.lowercased()
    func isFound(_ provider: String, _ model: String) -> Bool {
      words.isEmpty || model.lowercased().contains(words) || provider.lowercased().contains(words)
        || book.aliases.contains { $0.provider == provider && $0.model == model && $0.name.lowercased().contains(words) }
    }
    if suspicious {
      let found = (book.validate() + (prices == nil ? [] : book.compare(with: .builtIn).filter { $0.kind == .factorBetweenSources }))
        .filter { isFound($0.provider, $0.model) }
      guard !found.isEmpty else { return "No price is suspicious.\n" }
      return ListText.render(titles: ["model", "provider", "why"], rows: found.map { [$0.model, $0.provider, $0.detail] }, style: style)
    }
    let found = book.rows.filter { isFound($0.provider, $0.model) }
    // What a log's model of that name is priced by comes first.
    let own = words.isEmpty ? nil : book.lookup(model: filter)
    func isOwn(_ row: ModelPrice) -> Bool { row.provider == own?.provider && row.model == own?.model }
    let rows = found.filter(isOwn) + found.filter { !isOwn($0) }
    guard !rows.isEmpty else { throw Failure(.usage, "Nothing in the list contains \"\(filter)\".") }
    if details { return rows.map { Self.details($0, book) }.joined(separator: "\n") }
    return ListText.render(
      titles: ["model", "provider", "input $/M", "cached", "output", "from", "seen on"], rows: rows.map(Self.row), style: style)
  }

  private static func usd(_ price: TokenPrice?) -> String { price.map { plain($0.usdPerMillionTokens, decimals: 6) } ?? "-" }

  private static func row(_ price: ModelPrice) -> [String] {
    let rates = price.standard.base
    return [
      price.model, price.provider, usd(rates.input), usd(rates.cacheRead), usd(rates.output), price.validFrom?.description ?? "",
      "\(price.sourceDate)",
    ]
  }

  /// All that is known of a row, a line for each kind of service and tier.
  private static func details(_ price: ModelPrice, _ book: PriceBook) -> String {
    var lines = ["\(price.provider) \(price.model) (\(price.mode)), $ a million tokens:"]
    let services: [(String, RateCard?)] = [
      ("", price.standard), ("batch: ", price.batch), ("flex: ", price.flex), ("priority: ", price.priority),
    ]
    for (name, card) in services {
      guard let card else { continue }
      lines.append("\(name)\(rates(card.base))")
      for tier in card.tiers {
        lines.append("\(name)above \(grouped(tier.threshold)) input tokens, the whole request: \(rates(tier.rates))")
      }
    }
    if let hours = price.hours { lines.append("only at \(hours)") }
    switch (price.validFrom, price.validTo) {
    case (let from?, let to?): lines.append("from \(from) to \(to)")
    case (let from?, nil): lines.append("from \(from)")
    case (nil, let to?): lines.append("to \(to)")
    case (nil, nil): break
    }
    if let day = price.deprecation { lines.append("switched off on \(day)") }
    if let prefix = price.minimumCacheablePrefix { lines.append("prompt cache from \(grouped(prefix)) tokens") }
    let names = book.aliases.filter { $0.provider == price.provider && $0.model == price.model }.map(\.name)
    if !names.isEmpty { lines.append("also called \(names.joined(separator: ", "))") }
    lines.append("source: \(price.source.isEmpty ? "not said" : price.source)\(price.sourceDate.isEmpty ? "" : ", \(price.sourceDate)")")
    if !price.disagreeing.isEmpty { lines.append("others say: \(price.disagreeing)") }
    if !price.note.isEmpty { lines.append("note: \(price.note)") }
    return lines.map { RowText.line($0) }.joined(separator: "\n  ") + "\n"
  }

  private static func rates(_ rates: TokenRates) -> String {
    var parts = ["\(usd(rates.input)) in", "\(usd(rates.output)) out"]
    if let read = rates.cacheRead { parts.append("\(usd(read)) cached") }
    if let write = rates.cacheWrite5m { parts.append("\(usd(write)) to cache for 5 minutes") }
    if let write = rates.cacheWrite1h { parts.append("\(usd(write)) for an hour") }
    if let reasoning = rates.reasoning { parts.append("\(usd(reasoning)) reasoning") }
    return parts.joined(separator: ", ")
  }
}
