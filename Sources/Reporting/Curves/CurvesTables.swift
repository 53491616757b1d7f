import Caching
import Studies
import Units

/// The tables of curves.
enum CurvesTables {
  struct Titled: Sendable {
    let title: String
    let table: Table
  }

  /// What matters, in a sentence or two.
  static func sentence(_ set: CurveSet) -> String {
    guard set.requests > 0 else { return "No request of the log is one that a curve can be drawn of." }
    guard set.mostHits > 0 else {
      return "None of \(counted(set.requests, "request")) repeats an earlier one: no store of any size would have hit."
    }
    var text =
      "Of \(counted(set.requests, "request")) \(set.ratio(set.mostHits)) repeat an earlier one; no store hits more. "
    // The knee: the least size that has nine tenths of what can be had.
    if let knee = set.entries.first(where: { $0.hits * 10 >= set.mostHits * 9 }) {
      text += "\(counted(knee.amount, "entry").entries) of \(grouped(set.keys)) have nine tenths of that"
      if set.bytes > 0, set.keys > 0 {
        text += " (about \(Bytes(Int(Double(set.bytes) / Double(set.keys) * Double(knee.amount)))) of answers)"
      }
      text += set.lives.isEmpty ? "." : "; "
    }
    if let life = set.lives.first(where: { $0.fixed * 10 >= set.mostHits * 9 }) {
      // Between two steps of the ladder the least TTL is not known.
      let shorter = set.lives.last { $0.ttl < life.ttl }
      text += "so does a TTL of \(life.ttl.span) (\(Ratio(life.fixed, of: set.mostHits)))"
      text += shorter.map { "; \($0.ttl.span) has \(Ratio($0.fixed, of: set.mostHits))." } ?? "."
    } else if let last = set.lives.last {
      text += "no TTL up to \(last.ttl.span) does."
    }
    return text
  }

  static func all(_ set: CurveSet, isWhole: Bool) -> [Titled] {
    // Noughts at every size and every TTL say no more than the sentence.
    guard set.mostHits > 0 else { return [] }
    var out = [Titled(title: "LRU by size", table: entries(set, isWhole: isWhole))]
    let bytes = policies(set, inBytes: true)
    if !bytes.rows.isEmpty { out.append(Titled(title: "By size of answers", table: bytes)) }
    let others = policies(set, inBytes: false)
    if !others.rows.isEmpty { out.append(Titled(title: "Other policies by size", table: others)) }
    if !set.lives.isEmpty { out.append(Titled(title: "By TTL, nothing evicted", table: lives(set))) }
    if !set.gaps.isEmpty { out.append(Titled(title: "How soon repeats come", table: gaps(set))) }
    let staleness = staleness(set)
    if !staleness.rows.isEmpty {
      out.append(Titled(title: "How answers age" + (set.staleness.isDeterministic ? " (those at temperature 0)" : ""), table: staleness))
    }
    return out.filter { !$0.table.rows.isEmpty }
  }

  static func entries(_ set: CurveSet, isWhole: Bool) -> Table {
    var table = Table(
      [
        .name("entries"), .number("hits", rank: 1), .number("hit ratio", rank: 0), .number("of what can be had", rank: 2),
        .number("about", rank: 3),
      ], mostInTerminal: 30)
    for point in set.entries where isWhole || isRound(point.amount) || point.amount == set.keys {
      table.append([
        .count(point.amount), .count(point.hits), .ratio(set.ratio(point.hits)), .ratio(Ratio(point.hits, of: set.mostHits)),
        set.bytes > 0 ? .bytes(Int(Double(set.bytes) / Double(max(set.keys, 1)) * Double(point.amount))) : .none,
      ])
    }
    return table
  }

  /// 1, 2 or 5 and noughts.
  private static func isRound(_ count: Int) -> Bool {
    var rest = count
    while rest % 10 == 0, rest > 0 { rest /= 10 }
    return [1, 2, 5].contains(rest)
  }

  /// A row for each size, a column for each policy.
  static func policies(_ set: CurveSet, inBytes: Bool) -> Table {
    let curves = set.policies.filter { $0.isInBytes == inBytes }
    var table = Table(
      [.name(inBytes ? "bytes" : "entries")]
        + curves.enumerated().map { .number($1.policy.rawValue, rank: $0 == 0 ? 0 : 1) },
      mostInTerminal: 24)
    for (index, point) in (curves.first?.points ?? []).enumerated() {
      table.append(
        [inBytes ? .bytes(point.amount) : .count(point.amount)]
          + curves.map { curve in
            let ratio = curve.points[index].ratio
            return curve.sampled == nil ? .share(ratio.value) : .text(shown(ratio))
          })
    }
    return table
  }

  /// "34.7 % ± 0.4".
  static func shown(_ estimate: Estimate) -> String {
    guard estimate.standardError.isFinite else { return percent(estimate.value) }
    return "\(percent(estimate.value)) ± \(grouped(estimate.standardError * 100, decimals: 1))"
  }

  static func lives(_ set: CurveSet) -> Table {
    var table = Table(
      [
        .name("TTL"), .number("fixed: hits", rank: 1), .number("fixed", rank: 0), .number("sliding: hits", rank: 1),
        .number("sliding", rank: 0), .number("fixed, of what can be had", rank: 2),
      ], mostInTerminal: 20)
    for life in set.lives {
      table.append([
        .text(life.ttl.span), .count(life.fixed), .ratio(set.ratio(life.fixed)), .count(life.sliding), .ratio(set.ratio(life.sliding)),
        .ratio(Ratio(life.fixed, of: set.mostHits)),
      ])
    }
    return table
  }

  static func gaps(_ set: CurveSet) -> Table {
    var table = Table([.name("of the repeats"), .number("come within", rank: 0)])
    for gap in set.gaps { table.append([.text("\(gap.percent) %"), .text(gap.gap.span)]) }
    return table
  }

  static func staleness(_ set: CurveSet) -> Table {
    var table = Table(
      [
        .name("asked again within"), .number("pairs", rank: 1), .number("other answer", rank: 0), .number("put down to age", rank: 0),
      ], mostInTerminal: 20)
    for band in set.staleness.bands where band.pairs > 0 {
      table.append([.text(band.upTo.span), .count(band.pairs), .ratio(band.share), .share(band.outdated)])
    }
    return table
  }

  static func division(_ curves: Curves, _ name: String) -> Table {
    var table = Table(
      [
        .name(name), .number("requests", rank: 1), .number("can be had", rank: 0), .number("keys", rank: 2), .number("90 % with", rank: 0),
        .number("TTL 1 h", rank: 1), .number("TTL 24 h", rank: 1),
      ], mostInTerminal: Curves.mostSets + 1)
    for (index, set) in curves.sets.enumerated() {
      let knee = set.entries.first { $0.hits * 10 >= set.mostHits * 9 && set.mostHits > 0 }
      func at(_ seconds: Double) -> Cell {
        set.lives.first { $0.ttl == Microseconds(seconds: seconds) }.map { .ratio(set.ratio($0.fixed)) } ?? .none
      }
      table.append(
        [
          .text(set.name), .count(set.requests), .ratio(set.ratio(set.mostHits)), .count(set.keys),
          knee.map { .text(counted($0.amount, "entry").entries) } ?? .none, at(3_600), at(86_400),
        ], isTotal: index == 0)
    }
    return table
  }
}

extension String {
  /// The plural that ``counted(_:_:)`` does not know.
  fileprivate var entries: String { hasSuffix("entrys") ? String(dropLast(6)) + "entries" : self }
}
