import Duplicates
import Similarity
import Units

extension AuditTables {
  /// What a semantic cache would hit, by threshold.
  static func sweep(_ audit: Audit) -> Table {
    var table = Table(
      [
        .name("threshold"), .number("hits", rank: 0), .number("of requests", rank: 0), .number("billed", rank: 1),
        .number("right", rank: 0), .number("wrong", rank: 0), .number("no guards: hits", rank: 1), .number("right", rank: 1),
        .number("answers differ", rank: 2), .number("beyond identical", rank: 2), .text("95 % interval of that", rank: 2),
      ], mostInTerminal: 40)
    let all = audit.total.headline.requests
    let identical = audit.answers.identical
    for point in audit.sweep {
      let isChosen = point.threshold == audit.matches?.threshold
      let excess = audit.answers.isLikened ? point.answers.differentExcess(over: identical) : point.answers.excess(over: identical)
      table.append([
        .text(threshold(point.threshold) + (isChosen ? " *" : "")), .count(point.hits.requests),
        .ratio(Ratio(point.hits.requests, of: all)), .billed(point.hits), .share(point.precision), .expected(point.wrong),
        .count(point.unguarded.requests), .share(point.unguardedPrecision),
        .share((audit.answers.isLikened ? point.answers.all.differentRate : point.answers.all.rate).mean), .share(excess?.value),
        excess.map { .text(range($0.interval)) } ?? .none,
      ])
    }
    return table
  }

  static func sweepNote(_ audit: Audit) -> String {
    let found =
      switch audit.matches?.measure {
      case .vectors(let model): "found by vectors of \(model)."
      case .words, nil: "found by words alone: a lower bound of what embeddings find."
      }
    return "Hits beyond those of exact and near keys, among all earlier prompts of the same scope and context, \(found) "
      + "“No guards” is what the threshold alone would serve; “beyond identical” is by how much more the logged answers of the hits differ than "
      + "those of identical prompts."
  }

  /// Semantic matches by score band.
  static func bands(_ audit: Audit) -> Table {
    var table = Table([
      .name("semantic, by score"), .number("hits", rank: 0), .number("right", rank: 0), .number("wrong", rank: 0),
      .number("billed", rank: 1), .number("expected wrong, billed", rank: 2), .text("labelled pairs", rank: 3),
    ])
    for line in audit.expectations {
      guard case .band(let start) = line.kind else { continue }
      table.append([
        .text("from \(threshold(start))"), .count(line.volume.requests), .share(line.precision), .expected(line.wrong),
        .billed(line.volume), line.volume.unpriced == line.volume.requests ? .none : .dollars(Dollars(line.wrongDollars)),
        .text("\(grouped(line.labelled.right)) of \(grouped(line.labelled.total))"),
      ])
    }
    return table
  }

  /// How alike two logged answers are; only where the log has some to compare.
  static func answers(_ audit: Audit) -> Table {
    guard audit.answers.isLikened else { return equalAnswers(audit) }
    var table = Table([
      .name("prompts"), .number("pairs", rank: 0), .number("equal", rank: 1), .number("spelling", rank: 2), .number("similar", rank: 1),
      .number("different", rank: 0), .text("95 % interval", rank: 2), .number("beyond identical", rank: 0),
      .text("95 % interval of that", rank: 0),
    ])
    for (name, line) in compared(audit) where line.all.likened > 0 {
      let excess = name == "identical" ? nil : line.differentExcess(over: audit.answers.identical)
      func share(_ count: Int) -> Cell { .share(Double(count) / Double(line.all.likened)) }
      table.append([
        .text(name), .count(line.all.likened), share(line.all.equal), share(line.all.spelling), share(line.all.similar),
        share(line.all.different),
        .text(range(line.all.differentRate.interval)), .share(excess?.value), excess.map { .text(range($0.interval)) } ?? .none,
      ])
    }
    return table
  }

  private static func compared(_ audit: Audit) -> [(String, AnswerAgreement)] {
    [
      ("identical", audit.answers.identical), ("near", audit.answers.near), ("semantic", audit.answers.semantic),
      ("templated", audit.answers.templated),
    ]
  }

  /// How often they differ by a letter or more: all that a trace file tells.
  private static func equalAnswers(_ audit: Audit) -> Table {
    var table = Table([
      .name("prompts"), .number("pairs", rank: 0), .number("differ", rank: 0), .text("95 % interval", rank: 1),
      .number("beyond identical", rank: 0), .text("95 % interval of that", rank: 0),
    ])
    for (name, line) in compared(audit) where line.all.compared > 0 {
      let excess = name == "identical" ? nil : line.excess(over: audit.answers.identical)
      table.append([
        .text(name), .count(line.all.compared), .share(line.all.rate.mean), .text(range(line.all.rate.interval)), .share(excess?.value),
        excess.map { .text(range($0.interval)) } ?? .none,
      ])
    }
    return table
  }

  private static func range(_ interval: ClosedRange<Double>) -> String {
    "\(percent(interval.lowerBound)) to \(percent(interval.upperBound))"
  }

  static func answersNote(_ audit: Audit) -> String {
    let own = audit.answers.isLikened ? audit.answers.identical.all.differentRate : audit.answers.identical.all.rate
    let how =
      audit.answers.isLikened
      ? ": equal; equal but for case, punctuation and formatting (spelling); similar, with the same numbers and half of their words or more "
        + "in common; or different."
      : ", letter by letter."
    var text =
      "The logged answers of a request and of the earlier one whose answer would have served it\(how) Answers in other words may be as right, "
      + "so that this is a proxy; what identical prompts disagree in, for each model and temperature by itself, is the model's own and is "
      + "subtracted."
    if let rate = own.mean, rate > 0.5 {
      text += " Here identical prompts mostly get other answers (\(percent(rate))): the rest says little."
    }
    return text
  }

  /// What a person's verdicts say.
  static func measured(_ lines: [MeasuredPrecision]) -> Table {
    var table = Table([.name("class"), .number("judged", rank: 0), .number("right", rank: 0), .text("95 % interval", rank: 0)])
    for line in lines {
      table.append([
        .text(line.kind), .count(line.verdicts.total), .share(line.verdicts.mean), .text(range(line.verdicts.interval)),
      ])
    }
    return table
  }
}
