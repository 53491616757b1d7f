import Studies
import Units

/// Words of advice.
enum AdviceWords {
  /// "0.1 % wrong answers, a P95 of 2 s".
  static func limits(_ constraints: Constraints) -> String {
    var parts: [String] = []
    if let wrong = constraints.wrong { parts.append("\(share(wrong)) wrong answers") }
    if let stale = constraints.stale { parts.append("\(share(stale)) answers out of date") }
    if let p95 = constraints.p95 { parts.append("a P95 of \(p95)") }
    guard let last = parts.last, parts.count > 1 else { return parts.last ?? "no limits" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  /// A limit with all its digits: "0.05 %".
  static func share(_ fraction: Double) -> String { plain(fraction * 100, decimals: 4) + " %" }

  static func broken(_ limits: [Constraints.Limit]) -> String {
    limits.map { limit in
      switch limit {
      case .wrong: "wrong answers"
      case .stale: "answers out of date"
      case .p95: "P95"
      }
    }.joined(separator: ", ")
  }

  /// ", before the machines of either", where one of two has machines without a price.
  static func before(_ margin: Advice.Margin) -> String { margin.isBeforeMachines ? ", before the machines of either" : "" }

  /// "130 more wrong answers and 12 fewer out of date a month".
  static func answers(_ margin: Advice.Margin) -> String {
    func number(_ count: Double) -> String {
      let size = abs(count)
      return (size >= 10 ? grouped(size, decimals: 0) : significant(size, digits: 2)) + (count < 0 ? " fewer" : " more")
    }
    let parts = [(margin.wrong, "wrong answers"), (margin.stale, "answers out of date")].filter { abs($0.0) > 1e-9 }
    return parts.isEmpty ? "no more risk" : parts.map { "\(number($0.0)) \($0.1)" }.joined(separator: " and ") + " a month"
  }

  /// A paragraph for each reason: "redis (16 configurations) and litellm (12): compare prompts by meaning …".
  static func skipped(_ skipped: [Advice.Skipped]) -> [String] {
    var reasons: [String] = []
    for each in skipped where !reasons.contains(each.reason) { reasons.append(each.reason) }
    return reasons.map { reason in
      let named = skipped.filter { $0.reason == reason }.enumerated().map { index, each in
        guard each.count > 0 else { return each.product }
        return "\(each.product) (\(index == 0 ? counted(each.count, "configuration") : grouped(each.count)))"
      }
      let names = named.count < 2 ? named.joined() : named.dropLast().joined(separator: ", ") + " and " + named[named.count - 1]
      return "\(names): \(reason)" + (reason.hasSuffix(".") ? "" : ".")
    }
  }
}
