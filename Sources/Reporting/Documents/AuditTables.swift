import Duplicates
import Studies
import Traces
import Units

/// The tables of an audit.
enum AuditTables {
  /// The inputs, where there is more than one or something is odd about one.
  static func sources(_ log: LogSummary) -> Table {
    let isOdd = log.sources.contains { $0.fault != nil || $0.matched < $0.examined }
    return log.sources.count > 1 || isOdd ? allSources(log) : Table(sourceColumns)
  }

  /// All inputs; of more than a dozen, the rest as the twelfth row.
  static func allSources(_ log: LogSummary) -> Table {
    var table = Table(sourceColumns)
    let shown = log.sources.count > 12 ? 11 : 12
    for source in log.sources.prefix(shown) { table.append(row(source)) }
    if log.sources.count > shown {
      let rest = log.sources.dropFirst(shown)
      table.append([
        .text("… and \(grouped(rest.count)) more"), .none, .none, .none, .count(rest.reduce(0) { $0 + $1.records }),
        .count(rest.reduce(0) { $0 + $1.requests }), .bytes(rest.reduce(0) { $0 + $1.bytesIn }),
      ])
    }
    return table
  }

  private static let sourceColumns: [Table.Column] = [
    .name("file"), .text("packing", rank: 3), .text("format"), .number("of its shape", rank: 2), .number("records", rank: 2),
    .number("requests"),
    .number("size", rank: 1),
  ]

  private static func row(_ source: LogSummary.Source) -> [Cell] {
    [
      .text(source.name), .text(source.packing), .text(source.format.isEmpty ? "unknown" : source.format),
      .ratio(Ratio(source.matched, of: source.examined)), .count(source.records), .count(source.requests),
      .bytes(source.bytesIn),
    ]
  }

  /// Records that did not become requests.
  static func setAside(_ log: LogSummary) -> Table {
    var table = Table([.name("set aside because"), .number("records"), .text("first at", rank: 2)])
    for aside in log.setAside {
      let place = aside.examples.first.map { "\(log.sources[$0.source].name):\($0.line)" } ?? ""
      table.append([.text(aside.cause), .count(aside.count), .text(place)])
    }
    return table
  }

  /// A class in words that explain themselves.
  static func name(_ kind: DuplicateClass) -> String {
    switch kind {
    case .exact, .near, .templated, .semantic, .unique: kind.name
    case .retry: "retries"
    case .regeneration: "regenerations"
    case .agentLoop: "agent loops"
    case .truncated: "cut prompts"
    case .noContent: "prompt not logged"
    case .failed: "failed"
    case .notGeneration: "not generation"
    }
  }

  /// What an unlimited cache would have answered.
  static func headline(_ audit: Audit) -> String {
    guard hasContent(audit.total) else {
      let requests = audit.total.total.requests
      return "No prompt of \(requests == 1 ? "this" : "these") \(counted(requests, "request")) is in the log, so nothing can be said of "
        + "what repeats: classes are – where they are not known, not 0."
    }
    let exact = audit.unlimitedExact
    let near = audit.unlimitedNear
    var text = "Shares are of \(counted(audit.total.headline.requests, "call")) that generate text and did not fail. "
    guard near.requests > 0 else { return text + "A cache without limits would have answered none of them." }
    // The classes are about prompts, these counts about a cache: say where they part.
    let repeats = audit.total[.exact].all.requests
    let own = audit.classification.classes.indices.count {
      audit.classification.classes[$0] == .exact && audit.classification.served[$0] == .exact
    }
    text += "A cache without limits would have answered \(counted(exact.requests, "request"))\(worth(exact)) by exact keys"
    var parts: [String] = []
    if own < repeats {
      parts.append("\(grouped(own)) of the \(grouped(repeats)) exact ones, for what the others repeat had failed or was not whole")
    }
    if exact.requests > own { parts.append("\(grouped(exact.requests - own)) of other classes, such as calls that failed in the log") }
    if !parts.isEmpty { text += " (\(parts.joined(separator: "; ")))" }
    return text + ", and \(grouped(near.requests))\(worth(near)) by near keys. “Servable” is what near keys (of semantic ones, "
      + "a semantic cache) would have answered of each class."
  }

  /// " worth $23.10"; nothing where no price is known.
  static func worth(_ volume: Volume) -> String {
    volume.requests > volume.unpriced ? " worth \(volume.dollars)" : ""
  }

  /// The classes by model.
  static func models(_ audit: Audit) -> Table {
    var table = Table([
      .name("model"), .number("requests", rank: 1), .number("exact", rank: 0), .number("near", rank: 0), .number("templated", rank: 3),
      .number("semantic", rank: 1), .number("unique", rank: 2), .number("billed", rank: 0), .number("in repeats", rank: 0),
    ])
    let isCompared = audit.matches != nil
    for model in audit.models { table.append(cells(ModelPair.title(model.name), model.table, isCompared)) }
    if audit.models.count > 1 { table.append(cells("all", audit.total, isCompared), isTotal: true) }
    return table
  }

  private static func cells(_ name: String, _ table: ClassTable, _ isCompared: Bool) -> [Cell] {
    let hasContent = hasContent(table)
    func share(_ kind: DuplicateClass) -> Cell {
      guard hasContent, isCompared || kind.needsNoTexts else { return .none }
      return table.share(of: kind).map { .ratio($0) } ?? .none
    }
    let repeats = table[.exact].all + table[.near].all
    let total = table.total
    return [
      .text(name), .count(total.requests), share(.exact), share(.near), share(.templated), share(.semantic), share(.unique),
      .billed(total), hasContent ? .billed(repeats) : .none,
    ]
  }

  static func repeatLaw(_ law: RepeatLaw) -> Table {
    var table = Table([
      .name("asked"), .number("keys", rank: 0), .number("requests", rank: 0), .number("share", rank: 0), .number("billed"),
    ])
    let all = law.bands.reduce(0) { $0 + $1.volume.requests }
    for band in law.bands where band.keys > 0 {
      table.append([
        .text(band.name), .count(band.keys), .count(band.volume.requests), .ratio(Ratio(band.volume.requests, of: all)),
        .billed(band.volume),
      ])
    }
    return table
  }

  /// How much the keys that are asked most take.
  static func mostAsked(_ law: RepeatLaw) -> String {
    guard law.keys > 10 else { return "" }
    return "The most asked 1 % of \(grouped(law.keys)) keys take \(law.topPercent) of the requests, the ten most asked \(law.topTen)."
  }

  static func topKeys(_ audit: Audit, prompts: [String]) -> Table {
    var table = Table(
      [
        .name("key"), .text("model", rank: 1), .number("asked", rank: 0), .number("callers", rank: 3), .number("billed", rank: 2),
        .number("in repeats", rank: 0), .text("first at", rank: 4),
      ] + (prompts.isEmpty ? [] : [.text("prompt", rank: 0)]))
    for key in audit.topKeys.prefix(10) {
      let prompt = prompts.indices.contains(Int(key.text)) ? prompts[Int(key.text)] : ""
      table.append(
        [
          .text(key.fingerprint), .text(ModelPair.title(key.model)), .count(key.all.requests), .count(key.callers), .billed(key.all),
          .billed(key.repeats), .text("\(key.source):\(key.line)"),
        ] + (prompts.isEmpty ? [] : [.text(prompt)]))
    }
    return table
  }

  static func gaps(_ gaps: ReuseGaps) -> Table {
    var table = Table([
      .name("asked again within"), .number("repeats", rank: 0), .number("of repeats", rank: 0), .number("of requests", rank: 1),
      .number("billed", rank: 0),
    ])
    for within in gaps.within {
      table.append([
        .text(within.ttl.span), .count(within.volume.requests), .ratio(gaps.shareOfRepeats(within)), .ratio(gaps.shareOfRequests(within)),
        .billed(within.volume),
      ])
    }
    return table
  }

  static func percentiles(_ gaps: ReuseGaps) -> String {
    "Time since the same was last answered: " + gaps.percentiles.map { "P\($0.percent) \($0.gap.span)" }.joined(separator: ", ") + "."
  }

  /// Of which repeats the gaps are.
  static func gapsNote(_ gaps: ReuseGaps) -> String {
    var text =
      "Of the \(counted(gaps.repeats.requests, "exact repeat")) that an earlier answer would have served; calls that failed are left out."
    if gaps.untimed > 0 { text += " \(counted(gaps.untimed, "further one")) without a time left out." }
    return text
  }

  static let keySafetyNote =
    "“Would mix” counts requests that a key without the field answers with the answer to another value of it. Fields of the caller are not in "
    + "the key unless --scope says so: whether that is safe depends on what the answers hold."

  /// Which repeats the scopes are held against.
  static func leakageNote(_ audit: Audit) -> String {
    let shared = audit.leakage.first?.shared.requests ?? 0
    return
      "Of the \(counted(shared, "request")) whose exact key an earlier one had that did not fail, retries and regenerations among them. The "
      + "class of exact repeats counts repeats of failed requests too, so it is another count."
  }

  static func keySafety(_ audit: Audit) -> Table {
    var table = Table([.name("field"), .text("in the key"), .number("keys", rank: 2), .number("would mix", rank: 0), .number("billed")])
    for field in audit.keySafety where field.wrong.requests > 0 {
      table.append([
        .text(words(field.field)), .text(field.isInKey ? "yes" : "no: these share answers"), .count(field.keys),
        .count(field.wrong.requests),
        .billed(field.wrong),
      ])
    }
    return table
  }

  static func leakage(_ audit: Audit) -> Table {
    var table = Table([
      .name("one cache for each"), .number("repeats kept", rank: 0), .number("lost", rank: 0), .number("lost, billed", rank: 1),
    ])
    for row in audit.leakage {
      table.append([.text(row.scope.rawValue), .count(row.kept.requests), .count(row.crossing.requests), .billed(row.crossing)])
    }
    return table
  }

  /// What the log has and lacks: counts of requests, but for the last lines.
  static func quality(_ quality: LogQuality) -> Table {
    var table = Table([.name("of the requests"), .number("count"), .number("share")])
    let unpriced = quality.unpricedModels.reduce(0) { $0 + $1.requests }
    let lines = [
      ("prompt cut in the log", quality.truncated), ("placeholders in the prompt", quality.redacted),
      ("prompt not in the log", quality.withoutContent),
      ("part of the conversation not in the log", quality.withoutContext), ("no token counts", quality.withoutUsage),
      ("no duration", quality.withoutDuration), ("no price", unpriced), ("answered by an earlier cache", quality.alreadyCached),
      ("no time", quality.withoutTime), ("timed to the second", quality.coarselyTimed), ("out of order, sorted", quality.outOfOrder),
    ]
    for (name, count) in lines { table.append([.text(name), .count(count), .ratio(Ratio(count, of: quality.requests))]) }
    table.append([
      .text("records that could not be read"), .count(quality.badRecords), .ratio(Ratio(quality.badRecords, of: quality.records)),
    ])
    return table
  }

  /// A field's name as words.
  static func words(_ field: KeyField) -> String {
    String(field.rawValue.map { $0 == "_" ? " " : $0 })
  }
}
