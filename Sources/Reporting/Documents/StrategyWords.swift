import Caching
import Simulation
import Traces
import Units

/// A strategy's configuration in words.
enum StrategyWords {
  /// Name and value of everything that was chosen.
  static func fields(_ strategy: Strategy) -> [(String, String)] {
    guard !strategy.tiers.isEmpty else { return [("Cache", "none: every request goes upstream")] }
    var out = [("Key", key(strategy.key)), ("Shared by", scope(strategy.scope)), ("Caches", eligibility(strategy.eligibility))]
    for tier in strategy.tiers { out.append((strategy.tiers.count == 1 ? "Store" : "Tier \(tier.name)", self.tier(tier))) }
    return out
  }

  private static func key(_ rule: KeyRule) -> String {
    let fields =
      rule.fields == KeyRule.exact.fields
      ? "the whole conversation, the model and all parameters"
      : KeyField.allCases.filter(rule.fields.contains).map(AuditTables.words).joined(separator: ", ")
    switch rule.text {
    case .exact: return "\(fields); word for word"
    case .spelling: return "\(fields); the last user message without case, punctuation and white space"
    case .fillers: return "\(fields); the last user message without case, punctuation, white space and filler words"
    case .near: return "\(fields); the last user message without case, punctuation, white space, filler words and inflection"
    }
  }

  private static func scope(_ scope: Scope) -> String {
    switch scope {
    case .global: "everyone"
    case .organisation: "each organisation"
    case .team: "each team"
    case .user: "each user alone"
    case .apiKey: "each API key"
    }
  }

  private static func eligibility(_ rule: Eligibility) -> String {
    var out = [rule.maximumTemperature.map { "temperatures up to \(plain($0, decimals: 3))" } ?? "any temperature"]
    out.append(rule.streams ? "streams too" : "no streams")
    out.append(rule.tools ? "tools too" : "no calls that offer tools")
    if !rule.honoursControls { out.append("whatever the caller asks of the cache") }
    return out.joined(separator: ", ")
  }

  private static func tier(_ tier: Tier) -> String {
    var out: [String] = []
    switch tier.expiry {
    case .never: out.append("entries never expire")
    case .fixed(let ttl): out.append("entries live \(ttl.span)")
    case .sliding(let ttl): out.append("entries live \(ttl.span) from their last hit")
    }
    switch tier.capacity {
    case .unlimited: out.append("holds as much as comes")
    case .entries(let count): out.append("holds \(grouped(count)) entries (\(tier.policy.rawValue.uppercased()))")
    case .bytes(let count, let overhead):
      out.append("holds \(Bytes(count)) (\(tier.policy.rawValue.uppercased()), \(overheadWords(overhead)))")
    }
    if let largest = tier.largestValue { out.append("answers up to \(Bytes(largest))") }
    switch tier.latency {
    case .constant(let time): out.append(time == .zero ? "look-ups take no time" : "a look-up takes \(time)")
    case .logNormal(let median, let sigma): out.append("a look-up takes \(median) at the median (σ \(plain(sigma, decimals: 2)))")
    case .mixture(let parts): out.append("a look-up takes one of \(counted(parts.count, "time"))")
    case .profile(let quantiles): out.append("a look-up takes what was measured (\(counted(quantiles.count, "quantile")))")
    }
    out.append(tier.service.map { "billed as \($0)" } ?? "no known price")
    return out.joined(separator: ", ")
  }

  private static func overheadWords(_ overhead: EntryOverhead) -> String {
    switch overhead {
    case .none: "answers only"
    case .constant(let bytes): "\(Bytes(bytes)) an entry beside its answer"
    case .redis7(let keyBytes): "as Redis 7 counts, keys of \(Bytes(keyBytes))"
    }
  }
}
