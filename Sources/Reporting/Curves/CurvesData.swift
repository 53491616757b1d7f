import Caching
import Duplicates
import Studies
import Traces
import Units

extension CurvesReport {
  /// One row per point of every curve.
  public var csv: String {
    let header = ["group", "curve", "policy", "x", "unit", "requests", "hits", "share", "standard_error", "is_sampled"]
    var rows: [[String]] = []
    for (index, set) in curves.sets.enumerated() {
      let name = index == 0 ? "all" : Escaping.csv(set.name)
      func add(_ curve: String, _ policy: String, _ x: String, _ unit: String, of all: Int, _ hits: Int) {
        rows.append([
          name, curve, policy, x, unit, "\(all)", "\(hits)", CSVText.share(Ratio(hits, of: all)), "0", "false",
        ])
      }
      for point in set.entries { add("size", "lru", "\(point.amount)", "entries", of: set.requests, point.hits) }
      for curve in set.policies {
        for point in curve.points {
          rows.append([
            name, "size", curve.policy.rawValue, "\(point.amount)", curve.isInBytes ? "bytes" : "entries", "\(set.requests)",
            curve.sampled == nil ? "\(Int((point.ratio.value * Double(set.requests)).rounded()))" : "",
            plain(point.ratio.value, decimals: 6), plain(point.ratio.standardError, decimals: 6), "\(curve.sampled != nil)",
          ])
        }
      }
      for life in set.lives {
        let seconds = plain(life.ttl.seconds, decimals: 6)
        add("ttl_fixed", "", seconds, "seconds", of: set.requests, life.fixed)
        add("ttl_sliding", "", seconds, "seconds", of: set.requests, life.sliding)
        add("repeats_within", "", seconds, "seconds", of: set.mostHits, life.sliding)
      }
      for band in set.staleness.bands where band.pairs > 0 {
        add("other_answer", "", plain(band.upTo.seconds, decimals: 6), "seconds", of: band.pairs, band.different)
      }
    }
    return CSVText.table(header, rows)
  }

  /// Schema `hindcast/curves/1`.
  public var jsonText: String {
    let manifest = curves.audited.manifest
    let tree = JSONTree.object([
      ("schema", .string("hindcast/curves/1")), ("version", .string(manifest.version)), ("seed", .digits("\(manifest.seed)")),
      ("selection", manifest.selection.map { .string($0) } ?? .null), ("key", .string(curves.key == .near ? "near" : "exact")),
      ("scope", .string(curves.scope.rawValue)), ("division", curves.division.map { .string($0) } ?? .null),
      ("groups_left_out", .int(curves.more)), ("groups", .array(curves.sets.map(json))),
      (
        "caveats",
        .array(
          curves.caveats.map {
            .object([("id", .string($0.id)), ("severity", .string($0.severity.name)), ("text", .string($0.text))])
          })
      ),
    ])
    return tree.text() + "\n"
  }

  private func json(_ set: CurveSet) -> JSONTree {
    .object([
      ("name", .string(set.name)), ("requests", .int(set.requests)), ("left_out", .int(set.leftOut)), ("keys", .int(set.keys)),
      ("answer_bytes", .int(set.bytes)),
      ("lru", .array(set.entries.map { .object([("entries", .int($0.amount)), ("hits", .int($0.hits))]) })),
      (
        "policies",
        .array(
          set.policies.map { curve in
            .object([
              ("policy", .string(curve.policy.rawValue)), ("unit", .string(curve.isInBytes ? "bytes" : "entries")),
              ("sampled_share", curve.sampled.map { .number($0, decimals: 6) } ?? .null),
              (
                "points",
                .array(
                  curve.points.map {
                    .object([
                      ("amount", .int($0.amount)), ("hit_ratio", .number($0.ratio.value, decimals: 9)),
                      ("standard_error", .number($0.ratio.standardError, decimals: 9)),
                    ])
                  })
              ),
            ])
          })
      ),
      (
        "ttls",
        .array(
          set.lives.map {
            .object([
              ("ttl_s", .number($0.ttl.seconds, decimals: 6)), ("fixed_hits", .int($0.fixed)), ("sliding_hits", .int($0.sliding)),
            ])
          })
      ),
      (
        "gap_percentiles",
        .array(set.gaps.map { .object([("percent", .int($0.percent)), ("gap_s", .number($0.gap.seconds, decimals: 6))]) })
      ),
      (
        "staleness",
        .object([
          ("at_once", set.staleness.atOnce.map { .number($0, decimals: 9) } ?? .null),
          (
            "bands",
            .array(
              set.staleness.bands.map {
                .object([
                  ("up_to_s", .number($0.upTo.seconds, decimals: 6)), ("pairs", .int($0.pairs)), ("different", .int($0.different)),
                  ("outdated", $0.outdated.map { .number($0, decimals: 9) } ?? .null),
                ])
              })
          ),
        ])
      ),
    ])
  }
}
