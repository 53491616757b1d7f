import Caching
import Pricing
import Reporting
import Simulation
import Studies
import Traces
import Units

/// A log made for a test: which questions are asked when, of which models, by whom.
struct SyntheticLog {
  var requests = 300
  var span = Microseconds(seconds: 20 * 86_400)
  var models = ["gpt-4.1"]
  /// How many questions there are; the lower numbers are asked more often. 0: each is asked once.
  var questions = 60
  /// Every so many requests, a question comes in another wording; 0 for never.
  var rewordsEvery = 0
  var teams: [String] = []
  var source = "log.jsonl.zst"
  /// Input tokens of the shortest question.
  var inputTokens = 300
  var hasTimes = true
  var hasContent = true
  var hasUsage = true
  /// Every so many requests, one failed; 0 for never.
  var failsEvery = 0
  var setAside: [LogSummary.SetAside] = []
  var seed: UInt64 = 1
  /// How long an answer holds before the model says otherwise; `nil`: no answers are logged.
  var answersHold: Microseconds?
  /// Whether the sliders' grid is made.
  var supposes = false

  /// 2026-09-01, a Tuesday.
  static let start: Int64 = 1_788_220_800_000_000

  var trace: Trace {
    let draws = Draws(seed: seed)
    var builder = TraceBuilder()
    let names = models.map { $0.isEmpty ? 0 : builder.addName($0, to: .model) }
    let parameters = names.map { name in
      builder.addParameters(KeyField.ofParameters.map { $0 == .model ? name : $0 == .endpoint ? UInt32(Endpoint.chat.rawValue) : 0 })
    }
    let tenants = teams.isEmpty ? [0] : teams.map { builder.addName($0, to: .team) }
    let callers = (0..<max(tenants.count, 12)).map { builder.addCaller([0, tenants[$0 % tenants.count], UInt32($0 + 1), 0, 0]) }
    let distinct = questions == 0 ? requests : questions
    // Two wordings of each question: one key under the near rule, two under the exact one.
    let prompts = (0..<distinct).map { question in
      (0..<2).map { wording in
        let id = UInt32(question * 2 + wording + 1)
        let text = builder.addText(spelling: UInt32(question + 1), fillers: UInt32(question + 1), stems: UInt32(question + 1))
        return builder.addPrompt([id, 0, text, 0])
      }
    }
    for i in 0..<requests {
      let ordinal = UInt64(i)
      var row = Request()
      row.arrival = hasTimes ? Self.start + time(draws.unit(ordinal, 1), day: draws.unit(ordinal, 2)) : 0
      if !hasTimes { row.flags.insert(.noTime) }
      let pick = draws.unit(ordinal, 3)
      let question = questions == 0 ? i : min(Int(Double(distinct) * pick * pick * pick), distinct - 1)
      row.prompt = prompts[question][rewordsEvery > 0 && draws.bits(ordinal, 4) % UInt64(rewordsEvery) == 0 ? 1 : 0]
      let model = questions == 0 ? i % models.count : question % models.count
      row.parameters = parameters[model]
      row.caller = callers[Int(draws.bits(ordinal, 5) % UInt64(callers.count))]
      let output = 60 + Int(draws.unit(ordinal, 6) * draws.unit(ordinal, 7) * 1_600)
      row.duration = Int64(600_000 + output * (9_000 + model * 2_500)) + Int64(draws.unit(ordinal, 8) * 900_000)
      row.answerBytes = UInt32(output * 4)
      if let answersHold { row.answer = UInt32(1 + question + distinct * Int((row.arrival - Self.start) / answersHold.count)) }
      if !hasContent { row.flags.insert(.noContent) }
      if hasUsage {
        row.flags.insert(.hasUsage)
        row.usage = TokenUsage(uncachedInput: inputTokens + question * 7 % 2_000, output: output)
      }
      if failsEvery > 0, i % failsEvery == failsEvery - 1 { row.flags.insert(.failed) }
      row.status = row.flags.contains(.failed) ? 500 : 200
      row.line = UInt32(i + 1)
      builder.append(row)
    }
    var file = LogSummary.Source(name: source)
    file.packing = "zstd"
    file.format = "litellm"
    file.records = requests + setAside.reduce(0) { $0 + $1.count }
    file.requests = requests
    file.examined = 20
    file.matched = 20
    file.bytesIn = requests * 180
    file.bytesOut = requests * 1_900
    file.digest = "xxh128:" + String(repeating: "0123456789abcdef", count: 2)
    builder.log.sources = [file]
    builder.log.setAside = setAside
    return builder.finish()
  }

  /// When: by day, with quiet nights and weekends.
  private func time(_ unit: Double, day: Double) -> Int64 {
    guard span.count > 3 * 86_400_000_000 else { return Int64(unit * Double(span.count)) }
    let days = Int(span.count / 86_400_000_000)
    let weights = (0..<days).map { ($0 + 1) % 7 >= 5 ? 0.35 : 1.0 }
    var rest = day * weights.reduce(0, +)
    let chosen =
      weights.firstIndex { weight in
        rest -= weight
        return rest < 0
      } ?? days - 1
    // Two draws' mean is busiest at noon.
    let hour = (unit + (unit * 977).truncatingRemainder(dividingBy: 1)) / 2
    return Int64(chosen) * 86_400_000_000 + Int64(hour * 86_399e6)
  }

  func audited(prices: PriceBook = .builtIn) -> AuditStudy { audited(trace, prices) }

  private func audited(_ trace: Trace, _ prices: PriceBook) -> AuditStudy {
    AuditStudy(trace, prices: prices, priceTable: "built-in 2026-11-21", scope: .global, version: "0.1.0", seed: seed, dayOffset: 0)
  }

  func study(_ strategies: [Strategy] = SyntheticLog.strategies, prices: PriceBook = .builtIn) throws -> Study {
    let audited = audited(trace, prices)
    let logged = LoggedTraffic(trace, audit: audited.audit, prices: prices, seed: seed)
    var study = try Study(audited, logged: logged, infrastructure: .builtIn, strategies: strategies, threads: 2)
    if supposes, let subject = StudyReport.subject(of: study) {
      var traffics = [(growth: 1.0, logged: logged, month: study.month)]
      if let grown = trace.grown(by: 2, offset: 0, seed: seed)?.trace {
        let more = LoggedTraffic(grown, audit: self.audited(grown, prices).audit, prices: prices, seed: seed)
        traffics.append((2, more, Month(span: grown.span, offset: 0)))
      }
      study.whatIf = try WhatIf(subject, traffics: traffics, infrastructure: .builtIn, seed: seed, threads: 2)
    }
    return study
  }

  /// So many models that have a price.
  static func pricedModels(_ count: Int) -> [String] {
    var names: [String] = []
    for row in PriceBook.builtIn.rows where row.mode == "chat" && ["anthropic", "google", "openai"].contains(row.provider) {
      if !names.contains(row.model) { names.append(row.model) }
    }
    return Array(names.prefix(count))
  }

  /// One of each kind: a bound, exact and near keys, with and without a billed store.
  static let strategies = [
    Strategy(name: "infinite-cache", summary: "Bound: exact keys, nothing ever expires.", tiers: [Tier(name: "infinite")]),
    Strategy(name: "ttl-1h", summary: "Exact keys for one hour.", tiers: [redis(3_600)]),
    Strategy(name: "near-24h", summary: "Near keys for a day.", key: .near, tiers: [redis(86_400)]),
    Strategy(
      name: "edge", summary: "Identical requests only, five minutes, at the edge.",
      tiers: [
        Tier(
          name: "edge", expiry: .fixed(Microseconds(seconds: 300)), largestValue: 25_000_000,
          latency: .logNormal(median: Microseconds(milliseconds: 60), sigma: 0.6), service: "cloudflare-ai-gateway")
      ]),
  ]

  static func redis(_ ttl: Double, service: String? = nil) -> Tier {
    Tier(
      name: "redis", expiry: .fixed(Microseconds(seconds: ttl)), capacity: .bytes(100_000_000, overhead: .redis7(keyBytes: 75)),
      latency: .logNormal(median: Microseconds(milliseconds: 0.5), sigma: 0.4), service: service)
  }
}
