import Duplicates
import Pricing
import Studies
import Traces
import Units

extension AuditReport {
  /// Schema `hindcast/audit/1` (Reports/schemas/audit.json).
  var json: JSONTree {
    .object(
      [("schema", .string("hindcast/audit/1"))] + study.members + [
        ("audit", JSONTree(study.audit, prompts: prompts)), ("measured", .measured(measured)), ("prices", JSONTree(study.prices)),
        ("caveats", JSONTree(study.caveats)),
      ])
  }
}

extension AuditStudy {
  /// Manifest, log and span: what every JSON report begins with.
  var members: [(String, JSONTree)] {
    [
      ("version", .string(manifest.version)), ("seed", .digits("\(manifest.seed)")), ("price_table", .string(manifest.prices)),
      ("day_offset_s", .int(manifest.dayOffset)),
    ] + (manifest.selection.map { [("selection", .string($0))] } ?? []) + [
      (
        "inputs",
        .array(
          manifest.inputs.map {
            .object([("name", .string($0.name)), ("bytes", .int($0.bytes)), ("digest", .string($0.digest))])
          })
      ),
      ("log", JSONTree(log)),
      ("first_arrival", span.map { .string(Timestamp(microseconds: $0.lowerBound).description) } ?? .null),
      ("last_arrival", span.map { .string(Timestamp(microseconds: $0.upperBound).description) } ?? .null),
    ]
  }
}

extension JSONTree {
  init(_ log: LogSummary) {
    self = .object([
      ("records", .int(log.records)), ("bad_records", .int(log.badRecords)), ("out_of_order", .int(log.outOfOrder)),
      (
        "sources",
        .array(
          log.sources.map { source in
            .object([
              ("name", .string(source.name)), ("packing", .string(source.packing)), ("format", .string(source.format)),
              ("format_share", .ratio(Ratio(source.matched, of: source.examined))), ("bytes_in", .int(source.bytesIn)),
              ("bytes_out", .int(source.bytesOut)), ("records", .int(source.records)), ("requests", .int(source.requests)),
              ("fault", source.fault.map { .string($0) } ?? .null),
            ])
          })
      ),
      (
        "set_aside",
        .array(
          log.setAside.map { aside in
            .object([
              ("cause", .string(aside.cause)), ("bad", .bool(aside.isBad)), ("records", .int(aside.count)),
              (
                "examples",
                .array(aside.examples.map { .object([("source", .string(log.sources[$0.source].name)), ("line", .int($0.line))]) })
              ),
            ])
          })
      ),
    ])
  }

  init(_ caveats: [Caveat]) {
    self = .array(
      caveats.map {
        .object([("id", .string($0.id)), ("severity", .string($0.severity.name)), ("text", .string($0.text))])
      })
  }

  init(_ lookups: [PriceLookup]) {
    self = .array(
      lookups.map { lookup in
        .object([
          ("model", .string(lookup.loggedModel)), ("priced_as", .string("\(lookup.provider) \(lookup.model)")),
          ("notes", .array(lookup.notes.map { .string($0.description) })),
          (
            "rows",
            .array(
              lookup.schedule.rows.map { row in
                .object([
                  ("valid_from", row.validFrom.map { .string($0.description) } ?? .null),
                  ("valid_to", row.validTo.map { .string($0.description) } ?? .null),
                  ("input_usd_per_million", .number(row.standard.base.input.usdPerMillionTokens, decimals: 6)),
                  ("cache_read_usd_per_million", row.standard.base.cacheRead.map { .number($0.usdPerMillionTokens, decimals: 6) } ?? .null),
                  ("output_usd_per_million", .number(row.standard.base.output.usdPerMillionTokens, decimals: 6)),
                  ("source", .string(row.source)), ("source_date", .string(row.sourceDate)),
                ])
              })
          ),
        ])
      })
  }

  init(_ volume: Volume) {
    self = .object([
      ("requests", .int(volume.requests)), ("unpriced_requests", .int(volume.unpriced)), ("input_tokens", .int(volume.inputTokens)),
      ("output_tokens", .int(volume.outputTokens)), ("billed_usd", .dollars(volume.dollars)),
    ])
  }

  fileprivate init(_ table: ClassTable) {
    self = .object([
      ("total", JSONTree(table.total)), ("headline_requests", .int(table.headline.requests)),
      (
        "classes",
        .array(
          DuplicateClass.allCases.map { kind in
            .object([
              ("class", .string(kind.name)), ("request_share", table.share(of: kind).map { .ratio($0) } ?? .null),
              ("all", JSONTree(table[kind].all)), ("servable", JSONTree(table[kind].servable)),
            ])
          })
      ),
      (
        "near",
        .array(
          Likeness.near.map {
            .object([
              ("kind", .string($0.name)), ("all", JSONTree(table[near: $0].all)), ("servable", JSONTree(table[near: $0].servable)),
            ])
          })
      ),
    ])
  }

  private init(_ quality: LogQuality) {
    self = .object([
      ("requests", .int(quality.requests)), ("prompts_cut", .int(quality.truncated)), ("prompts_redacted", .int(quality.redacted)),
      ("without_content", .int(quality.withoutContent)),
      ("without_context", .int(quality.withoutContext)), ("without_usage", .int(quality.withoutUsage)),
      ("without_duration", .int(quality.withoutDuration)), ("without_time", .int(quality.withoutTime)),
      ("coarsely_timed", .int(quality.coarselyTimed)), ("already_cached", .int(quality.alreadyCached)),
      (
        "unpriced_models",
        .array(quality.unpricedModels.map { .object([("model", .string($0.name)), ("requests", .int($0.requests))]) })
      ),
    ])
  }

  private static func breakdowns(_ rows: [Breakdown]) -> JSONTree {
    .array(rows.map { .object([("name", .string($0.name)), ("table", JSONTree($0.table))]) })
  }

  init(_ audit: Audit, prompts: [String] = []) {
    self = .object(
      [
        ("scope", .string(audit.scope.rawValue)), ("quality", JSONTree(audit.quality)), ("total", JSONTree(audit.total)),
        ("models", Self.breakdowns(audit.models)),
        ("teams", Self.breakdowns(audit.teams)), ("unlimited_exact_cache", JSONTree(audit.unlimitedExact)),
        ("unlimited_near_cache", JSONTree(audit.unlimitedNear)), ("repeat_law", JSONTree(audit.repeatLaw)),
        ("top_keys", .array(audit.topKeys.map { JSONTree($0, prompts: prompts) })), ("reuse_gaps", .array(audit.gaps.map { JSONTree($0) })),
        (
          "key_safety",
          .array(
            audit.keySafety.map {
              .object([
                ("field", .string($0.field.rawValue)), ("in_key", .bool($0.isInKey)), ("keys", .int($0.keys)),
                ("wrong", JSONTree($0.wrong)),
              ])
            })
        ),
        (
          "leakage",
          .array(
            audit.leakage.map {
              .object([
                ("scope", .string($0.scope.rawValue)), ("shared", JSONTree($0.shared)), ("kept", JSONTree($0.kept)),
                ("crossing", JSONTree($0.crossing)),
              ])
            })
        ),
      ] + Self.similarity(audit))
  }

  private init(_ law: RepeatLaw) {
    self = .object([
      ("keys", .int(law.keys)), ("top_percent_request_share", .ratio(law.topPercent)), ("top_ten_request_share", .ratio(law.topTen)),
      (
        "bands",
        .array(
          law.bands.map {
            .object([
              ("asked_at_least", .int($0.least)), ("asked_at_most", $0.greatest.map { .int($0) } ?? .null), ("keys", .int($0.keys)),
              ("volume", JSONTree($0.volume)),
            ])
          })
      ),
    ])
  }

  private init(_ key: RepeatedKey, prompts: [String]) {
    var members: [(String, JSONTree)] = [
      ("fingerprint", .string(key.fingerprint)), ("model", .string(key.model)), ("first_source", .string(key.source)),
      ("first_line", .int(key.line)), ("callers", .int(key.callers)), ("all", JSONTree(key.all)), ("repeats", JSONTree(key.repeats)),
    ]
    if prompts.indices.contains(Int(key.text)) { members.append(("prompt", .string(prompts[Int(key.text)]))) }
    self = .object(members)
  }

  private init(_ gaps: ReuseGaps) {
    self = .object([
      ("text", .string(gaps.text.rawValue)), ("repeats", JSONTree(gaps.repeats)), ("untimed", .int(gaps.untimed)),
      (
        "percentiles",
        .array(gaps.percentiles.map { .object([("percent", .int($0.percent)), ("gap_s", .number($0.gap.seconds, decimals: 6))]) })
      ),
      (
        "within",
        .array(
          gaps.within.map {
            .object([
              ("ttl_s", .number($0.ttl.seconds, decimals: 6)), ("share_of_repeats", .ratio(gaps.shareOfRepeats($0))),
              ("share_of_requests", .ratio(gaps.shareOfRequests($0))), ("volume", JSONTree($0.volume)),
            ])
          })
      ),
    ])
  }
}
