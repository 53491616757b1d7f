import Duplicates
public import Studies
import Traces
import Units

/// A prediction against production, in every format. Functions of the value; nothing is written.
public struct VerificationReport: Sendable {
  /// What the comparison was made from.
  public struct Facts: Sendable {
    let study, version, prices: String
    let seed: UInt64
    let inputs: [String]

    /// What the comparison was made from: names of files without folders.
    public init(study: String, version: String, seed: UInt64, prices: String, inputs: [String]) {
      self.study = study
      self.version = version
      self.seed = seed
      self.prices = prices
      self.inputs = inputs
    }
  }

  let verification: StudyVerification
  let facts: Facts

  /// The report of a comparison.
  public init(_ verification: StudyVerification, facts: Facts) {
    self.verification = verification
    self.facts = facts
  }

  /// For a terminal.
  public func terminal(_ style: TerminalStyle) -> String { document.terminal(style) }

  /// As GitHub-flavoured Markdown.
  public var markdown: String { document.markdown() }

  /// One row per model, the total first.
  public var csv: String {
    let header =
      ["model", "is_total"]
      + ["predicted", "replayed", "replayed_at_new_prices", "actual"].flatMap { name in
        ["requests", "answered_share", "mean_ms", "p95_ms", "monthly_upstream_usd"].map { "\(name)_\($0)" }
      }
    let all = [verification.predicted, verification.replayed, verification.repriced, verification.actual]
    func cells(_ row: Standing?) -> [String] {
      [
        row.map { "\($0.requests)" } ?? "", row?.answered.map { plain($0, decimals: 6) } ?? "",
        row?.mean.map { plain($0.milliseconds, decimals: 3) } ?? "", row?.p95.map { plain($0.milliseconds, decimals: 3) } ?? "",
        row?.monthly?.exact ?? "",
      ]
    }
    let total = ["all", "true"] + all.flatMap { cells($0.total) }
    return CSVText.table(header, [total] + names.map { name in [Escaping.csv(name), "false"] + all.flatMap { cells($0.model(name)) } })
  }

  /// Schema `hindcast/verify/1`.
  public var jsonText: String {
    func standings(_ all: Standings) -> JSONTree {
      .object([
        ("requests_per_month", .number(all.requestsPerMonth, decimals: 6)), ("total", standing(all.total)),
        ("models", .array(all.models.map(standing))),
      ])
    }
    let tree = JSONTree.object([
      ("schema", .string("hindcast/verify/1")), ("version", .string(facts.version)), ("study", .string(facts.study)),
      ("inputs", .array(facts.inputs.map { .string($0) })), ("seed", .digits("\(facts.seed)")), ("price_table", .string(facts.prices)),
      ("strategy", .string(verification.strategy)), ("predicted", standings(verification.predicted)),
      ("replayed", standings(verification.replayed)), ("replayed_at_new_prices", standings(verification.repriced)),
      ("actual", standings(verification.actual)), ("main_cause", verification.mainCause.map { .string($0.kind.rawValue) } ?? .null),
      ("causes", .array(verification.causes.map(cause))), ("agreement", agreement),
      ("caveats", .array(verification.caveats.map(caveat))),
    ])
    return tree.text() + "\n"
  }

  private var agreement: JSONTree {
    let agreement = verification.agreement
    var (keepsApart, room): (Scope?, Int?) = (nil, nil)
    switch agreement.sign {
    case .keepsApart(let scope): keepsApart = scope
    case .evicts(let entries): room = entries
    case nil: break
    }
    func seconds(_ span: Microseconds?) -> JSONTree { span.map { .number($0.seconds, decimals: 6) } ?? .null }
    return .object([
      ("both", .int(agreement.both)), ("only_replay", .int(agreement.onlyReplay)), ("only_production", .int(agreement.onlyProduction)),
      ("neither", .int(agreement.neither)), ("share", .ratio(agreement.share)), ("oldest_served_s", seconds(agreement.oldestServed)),
      ("oldest_replayed_s", seconds(agreement.oldestReplayed)), ("keeps_apart", keepsApart.map { .string($0.rawValue) } ?? .null),
      ("room_entries", room.map { .int($0) } ?? .null),
    ])
  }

  private func cause(_ cause: CauseOfDifference) -> JSONTree {
    .object([
      ("cause", .string(cause.kind.rawValue)), ("monthly_usd", .dollars(cause.dollars)),
      ("answered_share", cause.answered.map { .number($0, decimals: 9) } ?? .null), ("mean_ms", .milliseconds(cause.mean)),
    ])
  }

  private func caveat(_ caveat: Caveat) -> JSONTree {
    .object([("id", .string(caveat.id)), ("severity", .string(caveat.severity.name)), ("text", .string(caveat.text))])
  }

  private func standing(_ row: Standing) -> JSONTree {
    .object([
      ("name", .string(row.name)), ("requests", .int(row.requests)),
      ("answered_share", row.answered.map { .number($0, decimals: 9) } ?? .null), ("mean_ms", .milliseconds(row.mean)),
      ("p95_ms", .milliseconds(row.p95)), ("uncached_mean_ms", .milliseconds(row.uncachedMean)),
      ("monthly_upstream_usd", .dollars(row.monthly)), ("monthly_uncached_usd", .dollars(row.uncachedMonthly)),
    ])
  }

  /// The models of both, those of production first.
  private var names: [String] {
    let now = verification.actual.models.map(\.name)
    return now + verification.predicted.models.map(\.name).filter { !now.contains($0) }
  }

  private var document: Document {
    var document = Document()
    document.heading("\(verification.strategy): predicted and real", level: 1)
    document.paragraph(VerificationWords.headline(verification))
    document.table(overview)
    document.heading("Why they differ")
    document.table(causes)
    document.paragraph(VerificationWords.agreement(verification))
    document.heading("By model")
    document.table(models)
    document.paragraph(
      "The bill is that of the calls made upstream, without the cache's own cost. Each cause is one step from the prediction to production, "
        + "in this order, so that the steps add up. Nothing here knows what production was told to do: where the cache differs, look at its settings."
    )
    document.caveats(verification.caveats)
    return document
  }

  private var overview: Table {
    var table = Table([
      .name("figure"), .number("predicted", rank: 0), .number("replayed", rank: 1), .number("production", rank: 0),
      .number("difference", rank: 0),
    ])
    let (a, b, c) = (verification.predicted, verification.repriced, verification.actual)
    func row(_ name: String, _ cells: [Cell], _ difference: Cell) { table.append([.text(name)] + cells + [difference]) }
    // Of a log too short for a month, that is not known, and not 0.
    let months = [a, b, c].map { $0.requestsPerMonth > 0 ? $0.requestsPerMonth.rounded() : nil }
    let change = months[2].flatMap { after in months[0].map { after - $0 } }
    row(
      "requests a month", months.map { $0.map { Cell.count(Int($0)) } ?? .text("–") },
      .text(change.map { VerificationWords.signed($0) { grouped($0, decimals: 0) } } ?? "–"))
    row(
      "answered from the cache", [a, b, c].map { .share($0.total.answered) },
      .text(VerificationWords.points(a.total.answered, c.total.answered)))
    row("mean", [a, b, c].map { .time($0.total.mean) }, .text(VerificationWords.times(a.total.mean, c.total.mean)))
    row("P95", [a, b, c].map { .time($0.total.p95) }, .text(VerificationWords.times(a.total.p95, c.total.p95)))
    row("calls, a month", [a, b, c].map { .dollars($0.total.monthly) }, .text(VerificationWords.money(a.total.monthly, c.total.monthly)))
    return table
  }

  private var causes: Table {
    var table = Table([
      .name("cause"), .text("what", rank: 1), .number("calls/month", rank: 0), .number("answered", rank: 0), .number("mean", rank: 0),
    ])
    for cause in verification.causes {
      table.append([
        .text(cause.kind.title), .text(cause.kind.explanation), .text(cause.dollars.map(VerificationWords.money) ?? "–"),
        .text(cause.answered.map(VerificationWords.points) ?? "–"), .text(cause.mean.map(VerificationWords.time) ?? "–"),
      ])
    }
    let sum = verification.causes
    func total<Value>(_ values: [Value?], _ add: (Value, Value) -> Value, _ words: (Value) -> String) -> Cell {
      let known = values.compactMap { $0 }
      guard let first = known.first else { return .none }
      return .text(words(known.dropFirst().reduce(first, add)))
    }
    table.append(
      [
        .text("all"), .text("production less the prediction"), total(sum.map(\.dollars), +, VerificationWords.money),
        total(sum.map(\.answered), +, VerificationWords.points), total(sum.map(\.mean), +, VerificationWords.time),
      ], isTotal: true)
    return table
  }

  private var models: Table {
    var table = Table([
      .name("model"), .number("requests", rank: 4), .number("answered", rank: 0), .number("mean", rank: 2), .number("P95", rank: 3),
      .number("calls/month", rank: 0),
    ])
    func pair(_ a: Cell, _ b: Cell) -> Cell { a.shown == b.shown ? .text(a.shown) : .text("\(a.shown) → \(b.shown)") }
    for name in names {
      let (a, b) = (verification.predicted.model(name), verification.actual.model(name))
      func cell(_ make: (Standing) -> Cell) -> Cell { pair(a.map(make) ?? .none, b.map(make) ?? .none) }
      table.append([
        .text(ModelPair.title(name)), cell { .count($0.requests) }, cell { .share($0.answered) }, cell { .time($0.mean) },
        cell { .time($0.p95) }, cell { .dollars($0.monthly) },
      ])
    }
    return table
  }
}
