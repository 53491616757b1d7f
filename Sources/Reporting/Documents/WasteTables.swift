import Duplicates
import Traces
import Units

extension AuditTables {
  /// Groups of one division, `most` of them.
  static func waste(_ waste: WasteTable, most: Int = .max) -> Table {
    let rows = waste.rows.prefix(most)
    let isTemplate = waste.division == .template
    var table = Table(
      [
        .name(title(waste.division)), .number("requests", rank: 0), .number("repeats", rank: 0), .number("of these", rank: 1),
        .number("tokens", rank: 2), .number("billed", rank: 1), .number("in repeats", rank: 0),
      ] + (isTemplate ? [.number("shared prefix tokens", rank: 2), .number("worth at most", rank: 0)] : []) + [.text("first at", rank: 3)],
      mostInTerminal: 3, beyond: waste.groups - rows.count)
    for row in rows {
      table.append(
        [
          .text(waste.division == .model ? ModelPair.title(row.name) : row.name.isEmpty ? "unnamed" : row.name), .count(row.all.requests),
          .count(row.repeats.requests), .ratio(Ratio(row.repeats.requests, of: row.all.requests)),
          .count(row.repeats.inputTokens + row.repeats.outputTokens), .billed(row.all), .billed(row.repeats),
        ] + (isTemplate ? [.count(row.sharedPrefixTokens), worth(row)] : []) + [.text("\(row.source):\(row.line)")])
    }
    return table
  }

  /// What a shared prefix is worth, where it has a price (law 29).
  private static func worth(_ template: WasteTable.Row) -> Cell {
    template.all.unpriced == template.all.requests ? .text("no price") : .dollars(template.sharedPrefixDollars)
  }

  /// What the columns of templates mean.
  static func wasteNote(_ waste: WasteTable) -> String {
    guard waste.division == .template, !waste.rows.isEmpty else { return "" }
    return "A template is a question with other values in the same places. What all its questions have in front of the first value is its "
      + "shared prefix: “worth at most” is what the provider's prompt cache would save on it if it served every one but the first. "
      + "Providers cache beginnings of some thousand tokens, for minutes, so put what is the same in front and what changes last."
  }

  /// What a division is called.
  static func title(_ division: WasteTable.Division) -> String {
    switch division {
    case .model, .team, .endpoint, .template: division.rawValue
    case .hour: "hour (UTC)"
    case .systemPrompt: "system prompt"
    }
  }

  /// What can be done, the most worth first.
  static func fixes(_ audit: Audit) -> Table {
    var table = Table(
      [
        .name("what"), .number("requests", rank: 0), .number("share", rank: 1), .number("worth", rank: 0), .number("wrong", rank: 2),
      ], mostInTerminal: 8)
    for fix in audit.fixes {
      table.append([
        .text(words(fix, audit)), .count(fix.volume.requests), .ratio(Ratio(fix.volume.requests, of: audit.total.headline.requests)),
        .billed(fix.volume), fix.wrong.map { .expected($0) } ?? .none,
      ])
    }
    return table
  }

  /// A fix in words: names of files only, no text of a prompt.
  static func words(_ fix: Fix, _ audit: Audit) -> String {
    switch fix.kind {
    case .exactCache: "cache exact repeats"
    case .nearKeys: "level spelling, fillers, endings in keys"
    case .semanticCache:
      "match by \(audit.matches?.measure == .words ? "words" : "vectors") at \(threshold(audit.matches?.threshold ?? 9_000))"
    case .systemPromptValue(let source, let line, let offset, let prompts):
      "drop the value at byte \(grouped(offset)) of \(grouped(prompts)) system prompts (\(source):\(line))"
    case .parameter(let field): "agree on \(words(field))"
    case .agentLoops: "stop agents from asking again"
    case .wideScope: "one cache for all, not per \(words(audit.scope))"
    }
  }

  private static func words(_ scope: Scope) -> String { scope == .apiKey ? "API key" : scope.rawValue }

  /// Keys that collide by chance.
  static func collisions(_ audit: Audit) -> String {
    guard let keys = audit.collisions.first?.keys, keys > 1 else { return "" }
    let widths = audit.collisions.filter { $0.bits <= 64 }.map { "\($0.bits) bits: \(number($0.expected))" }
    return "Pairs of the \(grouped(keys)) keys that a hash is expected to mix up, by its width: \(widths.joined(separator: ", "))."
  }

  private static func number(_ value: Double) -> String {
    value >= 10 ? grouped(Int(value.rounded())) : value >= 0.001 ? significant(value, digits: 2) : "below 0.001"
  }
}
