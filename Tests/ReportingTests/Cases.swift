import Caching
import Simulation
import Studies
import Testing
import Traces
import Units

/// Studies at the edges of what a report must make sense of.
enum Cases: String, CaseIterable, CustomTestStringConvertible {
  case rich, noStrategies, noHits, noPrices, noTimes, noContent, noUsage, threeRequests, oneRequest, none, ninetyDays, halfADay,
    eightyModels, earlierCache, dearCache, hostile

  var testDescription: String { rawValue }

  /// Made once: a study is a value.
  static let made: [Cases: Result<Study, any Error>] = Dictionary(
    uniqueKeysWithValues: allCases.map { kind in (kind, Result { try kind.make() }) })

  var study: Study {
    get throws { try (Self.made[self] ?? .failure(Missing())).get() }
  }

  struct Missing: Error {}

  /// Names that a log may have and a report must survive.
  static let hostileNames = [
    "<script>alert(1)</script>", "=cmd('calc')!A1", "\u{1B}[31mred\u{7}", "a|b`c*d_e", "\u{202E}gnp.exe",
    "\"\u{301} onmouseover=alert(1) x=\"",
    "</svg><img src=x onerror=alert(1)>", "line\nbreak\r\n\ttab", "'; DROP TABLE models; --", "&lt;b&gt;",
    String(repeating: "x", count: 2_000_000),
    "@SUM(A1)", "<\u{338}script>", "世界のモデル", ",\u{301}\"\u{302}", "-1+1", "{{{raw}}}", "\\(x)", "]]>", "<!--",
  ]

  private func make() throws -> Study {
    let priced = ["gpt-4.1", "claude-sonnet-4", "gpt-4o-mini"]
    switch self {
    case .rich:
      return try SyntheticLog(
        requests: 1_500, models: priced + ["in-house"], rewordsEvery: 5, teams: ["search", "support"], inputTokens: 5_000, failsEvery: 70,
        setAside: [.init(cause: "not JSON", isBad: true, count: 3, examples: [.init(source: 0, line: 9)])],
        supposes: true
      ).study(Self.priced)
    case .noStrategies: return try SyntheticLog(models: priced).study([])
    case .noHits: return try SyntheticLog(questions: 0).study()
    case .noPrices: return try SyntheticLog(models: ["in-house", ""]).study(Array(SyntheticLog.strategies.prefix(3)))
    case .noTimes: return try SyntheticLog(hasTimes: false).study()
    case .noContent: return try SyntheticLog(hasContent: false).study()
    case .noUsage: return try SyntheticLog(hasUsage: false).study()
    case .threeRequests: return try SyntheticLog(requests: 3, span: Microseconds(seconds: 60), questions: 1).study()
    case .oneRequest: return try SyntheticLog(requests: 1).study()
    case .none: return try SyntheticLog(requests: 0).study()
    case .ninetyDays: return try SyntheticLog(requests: 2_000, span: Microseconds(seconds: 90 * 86_400)).study()
    case .halfADay: return try SyntheticLog(span: Microseconds(seconds: 43_200)).study()
    case .eightyModels:
      return try SyntheticLog(requests: 2_000, models: SyntheticLog.pricedModels(40) + (41...80).map { "model-\($0)" }, questions: 320)
        .study(
          Array(SyntheticLog.strategies[1...2]))
    case .earlierCache:
      // As if the log's own cache had done what a strategy does.
      var study = try SyntheticLog(models: priced, rewordsEvery: 4).study()
      study.hadCache = true
      study.asLogged = study.strategies[1]
      study.asLogged.strategy = Strategy(name: "as-logged")
      study.asLogged.infrastructure = []
      return study
    case .dearCache:
      return try SyntheticLog(models: ["gpt-4o-mini"]).study([
        Strategy(
          name: "dear", summary: "A store that costs more than the calls.",
          tiers: [SyntheticLog.redis(3_600, service: "upstash-redis-fixed")])
      ])
    case .hostile:
      var log = SyntheticLog(requests: 900, models: priced + Self.hostileNames, questions: 200, rewordsEvery: 5, teams: Self.hostileNames)
      log.source = "<img src=x onerror=alert(1)>\u{202E}.zst"
      log.setAside = [.init(cause: "<script>|`", isBad: true, count: 1, examples: [.init(source: 0, line: 1)])]
      return try log.study([
        Strategy(name: "ttl-1h", summary: "<script>alert(2)</script>", tiers: [SyntheticLog.redis(3_600)]),
        Strategy(name: "near", summary: "=cmd() | pipe", key: .near, tiers: [Tier(name: "<b>", expiry: .never)]),
      ])
    }
  }

  private static let priced: [Strategy] = {
    var out = SyntheticLog.strategies
    out[2].tiers = [SyntheticLog.redis(86_400, service: "upstash-redis-fixed")]
    return out
  }()
}
