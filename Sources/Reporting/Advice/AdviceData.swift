import Duplicates
import Simulation
import Studies
import Units

extension AdviceReport {
  /// One row per configuration that was replayed in full.
  public var csv: String {
    let header = [
      "product", "strategy", "settings", "choice", "hits", "request_hit_rate", "p95_ms", "monthly_cost_usd", "monthly_saving_usd",
      "expected_wrong_share", "stale_share", "broken_limits",
    ]
    let rows = advice.choices.indices.map { index -> [String] in
      let choice = advice.choices[index]
      return [
        choice.candidate.product, choice.candidate.strategy.name, Escaping.csv(settings[index]),
        index == advice.winner ? "winner" : index == advice.runnerUp ? "runner-up" : "", "\(choice.result.hits)",
        CSVText.share(choice.result.hitRate), choice.result.p95.map { plain($0.milliseconds, decimals: 3) } ?? "",
        choice.result.total?.exact ?? "", choice.saving?.exact ?? "", plain(choice.result.wrongShare, decimals: 9),
        plain(choice.result.staleShare, decimals: 9), choice.broken.map(\.rawValue).joined(separator: " "),
      ]
    }
    return CSVText.table(header, rows)
  }

  /// Schema `hindcast/advice/1`.
  public var jsonText: String {
    let manifest = advice.audited.manifest
    let limits = advice.constraints
    let tree = JSONTree.object([
      ("schema", .string("hindcast/advice/1")), ("version", .string(manifest.version)), ("seed", .digits("\(manifest.seed)")),
      ("price_table", .string(manifest.prices)), ("selection", manifest.selection.map { .string($0) } ?? .null),
      (
        "limits",
        .object([
          ("wrong", number(limits.wrong)), ("stale", number(limits.stale)),
          ("stale_of_hits", number(limits.stale == nil ? limits.staleHits : nil)), ("p95_ms", .milliseconds(limits.p95)),
        ])
      ),
      (
        "logged_near_risk",
        advice.nearRisk.map {
          .object([
            ("pairs", .int($0.pairs)), ("wrong_share", .number($0.share, decimals: 9)), ("beyond_identical", .bool($0.isBeyondIdentical)),
          ])
        } ?? .null
      ),
      ("tried", .int(advice.tried.all)), ("replayed_in_full", .int(advice.tried.inFull)), ("screened_by", number(advice.screenedBy)),
      ("baseline", SweepTables.json(advice.baseline)), ("winner", index(advice.winner)), ("runner_up", index(advice.runnerUp)),
      ("by_product", .array(advice.byProduct.map { .int($0) })), ("best_billed", index(advice.bestBilled)),
      ("best_unbilled", index(advice.bestUnbilled)),
      ("last_dollar", margin(advice.lastDollar)),
      ("riskless", margin(advice.riskless)),
      ("next_dollar", margin(advice.nextDollar)), ("bound", advice.bound.map(bound) ?? .null),
      ("out_of_sample", advice.outOfSample.map(outOfSample) ?? .null), ("choices", .array(advice.choices.indices.map(choice))),
      (
        "skipped",
        .array(
          advice.skipped.map {
            .object([("product", .string($0.product)), ("count", .int($0.count)), ("reason", .string($0.reason))])
          })
      ),
      (
        "caveats",
        .array(
          advice.caveats.map {
            .object([("id", .string($0.id)), ("severity", .string($0.severity.name)), ("text", .string($0.text))])
          })
      ),
    ])
    return tree.text() + "\n"
  }

  private func index(_ index: Int?) -> JSONTree { index.map { .int($0) } ?? .null }
  private func number(_ value: Double?) -> JSONTree { value.map { .number($0, decimals: 9) } ?? .null }

  private func choice(_ index: Int) -> JSONTree {
    let choice = advice.choices[index]
    return .object([
      ("product", .string(choice.candidate.product)), ("strategy", .string(choice.candidate.strategy.name)),
      ("settings", .string(settings[index])), ("monthly_saving_usd", .dollars(choice.saving)),
      ("broken", .array(choice.broken.map { .string($0.rawValue) })), ("figures", SweepTables.json(choice.result)),
    ])
  }

  private func margin(_ margin: Advice.Margin?) -> JSONTree {
    guard let margin else { return .null }
    return .object([
      ("choice", .int(margin.other)), ("monthly_usd", .dollars(margin.dollars)), ("before_machines", .bool(margin.isBeforeMachines)),
      ("monthly_wrong", .number(margin.wrong, decimals: 6)),
      ("monthly_stale", .number(margin.stale, decimals: 6)),
    ])
  }

  private func bound(_ bound: Advice.Bound) -> JSONTree {
    .object([
      ("winner_usd", .dollars(bound.winner)), ("capacity_usd", .dollars(bound.capacity)), ("ttl_usd", .dollars(bound.life)),
      ("flight_and_store_usd", .dollars(bound.flightAndStore)), ("traffic_usd", .dollars(bound.traffic)), ("hits", .ratio(bound.hits)),
    ])
  }

  private func outOfSample(_ sample: Advice.OutOfSample) -> JSONTree {
    .object([
      ("from", .string("\(Timestamp(microseconds: sample.cut))")), ("chosen", index(sample.chosen)), ("saved_share", number(sample.saved)),
      ("best", index(sample.best)), ("best_saved_share", number(sample.bestSaved)),
      ("broken", .array(sample.broken.map { .string($0.rawValue) })),
    ])
  }
}
