import Caching
import Duplicates
import Pricing
import Simulation
import Studies
import Traces
import Units

/// A request as a test writes it down.
struct Row {
  /// Seconds after the start of the log.
  var time = 0.0
  var text: UInt32 = 1
  var model = "m1"
  var user: UInt32 = 0
  var team = ""
  /// Seconds; `nil` where the log does not say.
  var duration: Double? = 2
  var input = 1_000
  var output = 100
  /// Of the input, what was read from the provider's prompt cache.
  var read = 0
  var temperature: Double?
  var answerBytes: UInt32 = 400
  /// What the log says that the call cost, in dollars.
  var cost: Double?
  var call: UInt32 = 0
  var flags: RequestFlags = [.hasUsage]
  /// Index of the row whose answer an earlier cache gave, where the log tells.
  var original: Int?
}

/// A small trace, its prices, and the studies made of it. The log starts on Monday, 5 October 2026, at midnight UTC.
struct TinyLog {
  static let start = Timestamp(year: 2026, month: 10, day: 5)
  /// $1 and $10 a million tokens; m2 is twice as dear from 8 October on and half price as a batch. "free" has no price.
  static let prices = PriceBook(
    rows: [
      price("m1", 1, 10), price("m2", 2, 20, to: "2026-10-07"), price("m2", 4, 40, from: "2026-10-08"),
    ], asOf: "2026-11-01")

  var trace: Trace

  init(_ rows: [Row]) {
    var builder = TraceBuilder()
    var models: [String: UInt32] = [:]
    var temperatures: [Double: UInt32] = [:]
    var tuples: [[UInt32]: UInt32] = [:]
    var prompts: [UInt32: UInt32] = [:]
    var callers: [[UInt32]: UInt32] = [:]
    var teams = ["": UInt32(0)]
    for (index, row) in rows.enumerated() {
      var request = Request()
      request.arrival = Self.start.microseconds + Int64((row.time * 1e6).rounded())
      request.duration = row.duration.map { Int64(($0 * 1e6).rounded()) }
      request.usage = TokenUsage(uncachedInput: row.input - row.read, cacheRead: row.read, output: row.output)
      request.flags = row.flags
      request.call = row.call
      request.loggedCost = row.cost.map { Dollars($0) }
      request.answer = row.text
      request.answerBytes = row.answerBytes
      request.line = UInt32(index + 1)
      if prompts[row.text] == nil {
        let text = builder.addText(spelling: row.text, fillers: row.text, stems: row.text)
        prompts[row.text] = builder.addPrompt([row.text, 0, text, 0])
      }
      request.prompt = prompts[row.text] ?? 0
      if models[row.model] == nil { models[row.model] = builder.addName(row.model, to: .model) }
      if let value = row.temperature, temperatures[value] == nil { temperatures[value] = builder.addTemperature(value) }
      var ids = [UInt32](repeating: 0, count: KeyField.ofParameters.count)
      func set(_ field: KeyField, _ id: UInt32) { ids[KeyField.ofParameters.firstIndex(of: field) ?? 0] = id }
      set(.model, models[row.model] ?? 0)
      set(.endpoint, UInt32(Endpoint.chat.rawValue))
      set(.temperature, row.temperature.flatMap { temperatures[$0] } ?? 0)
      if tuples[ids] == nil { tuples[ids] = builder.addParameters(ids) }
      request.parameters = tuples[ids] ?? 0
      if teams[row.team] == nil { teams[row.team] = builder.addName(row.team, to: .team) }
      let caller = [0, teams[row.team] ?? 0, row.user, 0, 0]
      if callers[caller] == nil { callers[caller] = builder.addCaller(caller) }
      request.caller = callers[caller] ?? 0
      builder.append(request)
    }
    for (index, row) in rows.enumerated() {
      if let original = row.original { builder.setOriginal(of: index, to: original) }
    }
    trace = builder.finish()
  }

  var audited: AuditStudy {
    AuditStudy(trace, prices: Self.prices, priceTable: "test", scope: .global, version: "1", seed: 1, dayOffset: 0)
  }

  var logged: LoggedTraffic { LoggedTraffic(trace, audit: audited.audit, prices: Self.prices, seed: 1) }

  func study(
    _ strategies: [Strategy], threads: Int = 2, infrastructure: InfrastructurePrices = InfrastructurePrices(rows: [])
  ) throws -> Study {
    try Study(audited, logged: logged, infrastructure: infrastructure, strategies: strategies, threads: threads)
  }

  private static func price(_ model: String, _ input: Double, _ output: Double, from: String? = nil, to: String? = nil) -> ModelPrice {
    func card(_ factor: Double) -> RateCard {
      RateCard(
        base: TokenRates(
          input: TokenPrice(usdPerMillionTokens: input * factor), output: TokenPrice(usdPerMillionTokens: output * factor)))
    }
    return ModelPrice(
      provider: "openai", model: model, standard: card(1), batch: card(0.5), validFrom: from.flatMap { CivilDay($0) },
      validTo: to.flatMap { CivilDay($0) }, sourceDate: "2026-10-01")
  }
}

/// A strategy of one tier.
func cache(_ name: String, ttl: Double? = nil, latency: Double = 0, service: String? = nil) -> Strategy {
  Strategy(
    name: name,
    tiers: [
      Tier(
        expiry: ttl.map { .fixed(Microseconds(seconds: $0)) } ?? .never, latency: .constant(Microseconds(seconds: latency)),
        service: service)
    ])
}

/// Some weeks of traffic in which everything happens: two priced models and one that is not, repeats, failures, batches, no usage.
func busyRows(days: Int, perDay: Int = 60, seed: UInt64 = 1) -> [Row] {
  let draws = Draws(seed: seed)
  return (0..<days * perDay).map { i in
    func pick(_ below: UInt64, _ stage: UInt64) -> UInt64 { draws.bits(UInt64(i), stage) % below }
    var row = Row()
    row.time = (Double(i) + draws.unit(UInt64(i), 0)) * 86_400 / Double(perDay)
    row.text = UInt32(1 + pick(UInt64(1 + i / 3), 1))
    row.model = ["m1", "m1", "m2", "free"][Int(pick(4, 2))]
    row.user = UInt32(1 + pick(7, 3))
    row.duration = pick(9, 4) == 0 ? nil : 0.5 + 5 * draws.unit(UInt64(i), 5)
    row.input = Int(pick(3_000, 6))
    row.output = Int(pick(400, 7))
    if pick(25, 8) == 0 { row.flags.insert(.failed) }
    if pick(25, 9) == 0 { row.flags.insert(.batch) }
    if pick(25, 10) == 0 { row.flags.remove(.hasUsage) }
    return row
  }
}
