import Duplicates
import Reporting
import Similarity
import Traces
import Units

/// `hindcast audit --requests FILE`: one row per request in the order of ordinals, without any text.
struct AuditRows {
  private let trace: Trace
  private let audit: Audit
  private let isJSON: Bool

  init(_ trace: Trace, _ audit: Audit, path: String) {
    self.trace = trace
    self.audit = audit
    let name = path.hasSuffix(".zst") ? String(path.dropLast(4)) : path
    isJSON = name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") || name.hasSuffix(".json")
  }

  func write(to file: OutputFile) throws {
    if !isJSON { try file.write("id,time,model,class,kind,match,score,difference,veto,scope,source,line\n") }
    var block = ""
    for i in audit.classification.classes.indices {
      block += row(i)
      if block.utf8.count > 1 << 16 {
        try file.write(block)
        block = ""
      }
    }
    try file.write(block)
  }

  /// `match` is the request that it repeats, or the most similar one where a veto refused it; score and difference are of that one.
  /// A templated one whose difference is no value is of the same form as an earlier one.
  private func row(_ i: Int) -> String {
    let kind = audit.classification.classes[i]
    let likeness = audit.classification.likeness[i]
    var match = audit.classification.match[i]
    var (score, difference, isVeto): (Int?, String, Bool) = (nil, "", false)
    var isSlot = false
    if let matches = audit.matches, matches.match[i] != Classification.noMatch {
      if match == Classification.noMatch { match = matches.match[i] }
      if match == matches.match[i], kind != .near {
        isSlot = matches.difference[i].isSlot
        score = Int(matches.score[i])
        difference = matches.difference[i].name
        isVeto = matches.isRefused[i]
      }
    }
    let part =
      switch kind {
      case .near: likeness.name
      case .semantic: difference
      case .templated: isSlot ? difference : "same form"
      default: ""
      }
    let sources = trace.log.sources
    let index = Int(trace.requests.source[i])
    let source = sources.indices.contains(index) ? sources[index].name : ""
    let texts = [
      ("time", Timestamp(microseconds: trace.requests.arrival[i]).description), ("model", trace.model(i)), ("class", kind.name),
      ("kind", part),
    ]
    let ordinal = match == Classification.noMatch ? nil : "\(match)"
    let cosine = score.map { plain(Double($0) / 10_000, decimals: 4) }
    if isJSON {
      let strings = texts.map { "\"\($0.0)\":\(RowText.json($0.1))" }.joined(separator: ",")
      return "{\"id\":\(i),\(strings),\"match\":\(ordinal ?? "null"),\"score\":\(cosine ?? "null"),"
        + "\"difference\":\(RowText.json(difference)),\"veto\":\(isVeto),\"scope\":\"\(audit.scope.rawValue)\","
        + "\"source\":\(RowText.json(source)),\"line\":\(trace.requests.line[i])}\n"
    }
    return "\(i)," + texts.map { RowText.csv($0.1) }.joined(separator: ",")
      + ",\(ordinal ?? ""),\(cosine ?? ""),\(RowText.csv(difference)),\(isVeto),\(audit.scope.rawValue),\(RowText.csv(source)),"
      + "\(trace.requests.line[i])\n"
  }
}
