import Duplicates
import Similarity
import Units

extension JSONTree {
  /// What the audit tells beyond keys: members of `audit`.
  static func similarity(_ audit: Audit) -> [(String, JSONTree)] {
    [
      ("texts_compared", .bool(audit.matches != nil)),
      ("semantic_threshold", audit.matches.map { .number(Double($0.threshold) / 10_000, decimals: 4) } ?? .null),
      ("semantic_measure", audit.matches.map { .string($0.measure == .words ? "words" : "vectors") } ?? .null),
      ("embedding_model", model(audit).map { .string($0) } ?? .null),
      ("texts_without_vector", audit.matches.map { .int($0.withoutVector) } ?? .null),
      ("undetermined_texts", audit.matches.map { .int($0.undetermined) } ?? .null),
      ("expectations", .array(audit.expectations.filter { !$0.isBand }.map { JSONTree($0, audit) })),
      ("expectations_by_score", .array(audit.expectations.filter(\.isBand).map { JSONTree($0, audit) })),
      ("threshold_sweep", .array(audit.sweep.map { point($0, audit) })),
      (
        "answers",
        .object([
          ("identical", agreement(audit.answers.identical, nil)), ("near", agreement(audit.answers.near, audit.answers.identical)),
          ("semantic", agreement(audit.answers.semantic, audit.answers.identical)),
          ("templated", agreement(audit.answers.templated, audit.answers.identical)),
        ])
      ),
      (
        "hash_collisions",
        .array(
          audit.collisions.map {
            .object([("bits", .int($0.bits)), ("keys", .int($0.keys)), ("expected_pairs", .number($0.expected, decimals: 12))])
          })
      ),
      ("waste", .array(audit.waste.map { JSONTree($0) })), ("fixes", .array(audit.fixes.map { fix($0, audit) })),
    ]
  }

  /// The measured precision of each class.
  static func measured(_ lines: [MeasuredPrecision]) -> JSONTree {
    .array(lines.map { .object([("class", .string($0.kind)), ("right", rate($0.verdicts))]) })
  }

  /// A share with its 95 % interval.
  private static func rate(_ counts: Calibration.Precision) -> JSONTree {
    .object([
      ("value", counts.mean.map { .number($0, decimals: 9) } ?? .null), ("numerator", .int(counts.right)),
      ("denominator", .int(counts.total)), ("low", .number(counts.interval.lowerBound, decimals: 6)),
      ("high", .number(counts.interval.upperBound, decimals: 6)),
    ])
  }

  private static func model(_ audit: Audit) -> String? {
    guard case .vectors(let model)? = audit.matches?.measure else { return nil }
    return model
  }

  private init(_ line: Expectation, _ audit: Audit) {
    let semantic = audit.matches?.measure.sources ?? []
    let (members, sources): ([(String, JSONTree)], [String]) =
      switch line.kind {
      case .exact: ([("class", .string("exact")), ("kind", .string(""))], ["the same prompt"])
      case .near(let likeness): ([("class", .string("near")), ("kind", .string(likeness.name))], Calibration.sources)
      case .semantic(let difference): ([("class", .string("semantic")), ("kind", .string(difference.name))], semantic)
      case .band(let start): ([("score_from", .number(Double(start) / 10_000, decimals: 4))], semantic)
      }
    self = .object(
      members + [
        ("volume", JSONTree(line.volume)), ("precision", line.precision.map { .number($0, decimals: 9) } ?? .null),
        ("wrong", .number(line.wrong, decimals: 6)), ("wrong_usd", .number(line.wrongDollars, decimals: 9)),
        ("labelled", Self.rate(line.labelled)), ("source", .string(sources.joined(separator: ", "))),
      ])
  }

  private static func point(_ point: ThresholdPoint, _ audit: Audit) -> JSONTree {
    .object([
      ("threshold", .number(Double(point.threshold) / 10_000, decimals: 4)), ("hits", JSONTree(point.hits)),
      ("request_share", .ratio(Ratio(point.hits.requests, of: audit.total.headline.requests))),
      ("precision", point.precision.map { .number($0, decimals: 9) } ?? .null), ("wrong", .number(point.wrong, decimals: 6)),
      ("unguarded_hits", JSONTree(point.unguarded)),
      ("unguarded_precision", point.unguardedPrecision.map { .number($0, decimals: 9) } ?? .null),
      ("unguarded_wrong", .number(point.unguardedWrong, decimals: 6)), ("answers", agreement(point.answers, audit.answers.identical)),
    ])
  }

  private static func agreement(_ answers: AnswerAgreement, _ baseline: AnswerAgreement?) -> JSONTree {
    .object([
      ("differing", rate(answers.all.rate)), ("beyond_identical", excess(baseline.flatMap { answers.excess(over: $0) })),
      (
        "likeness",
        answers.all.likened == 0
          ? .null
          : .object([
            ("equal", .int(answers.all.equal)), ("spelling", .int(answers.all.spelling)), ("similar", .int(answers.all.similar)),
            ("different", rate(answers.all.differentRate)),
            ("beyond_identical", excess(baseline.flatMap { answers.differentExcess(over: $0) })),
          ])
      ),
    ])
  }

  private static func excess(_ excess: (value: Double, interval: ClosedRange<Double>)?) -> JSONTree {
    guard let excess else { return .null }
    return .object([
      ("value", .number(excess.value, decimals: 9)), ("low", .number(excess.interval.lowerBound, decimals: 6)),
      ("high", .number(excess.interval.upperBound, decimals: 6)),
    ])
  }

  private init(_ waste: WasteTable) {
    self = .object([
      ("by", .string(waste.division.rawValue)), ("groups", .int(waste.groups)),
      (
        "rows",
        .array(
          waste.rows.map {
            .object([
              ("name", .string($0.name)), ("first_source", .string($0.source)), ("first_line", .int($0.line)), ("all", JSONTree($0.all)),
              ("repeats", JSONTree($0.repeats)), ("shared_prefix_tokens", .int($0.sharedPrefixTokens)),
              ("shared_prefix_usd", .number($0.sharedPrefixDollars.value, decimals: 9)),
            ])
          })
      ),
    ])
  }

  private static func fix(_ fix: Fix, _ audit: Audit) -> JSONTree {
    .object([
      ("what", .string(AuditTables.words(fix, audit))), ("volume", JSONTree(fix.volume)),
      ("wrong", fix.wrong.map { .number($0, decimals: 6) } ?? .null),
    ])
  }
}
