import Traces
import Units

/// A small source of random numbers for tests, from the pure draws of a run.
struct Dice {
  private let draws: Draws
  private var rolls: UInt64 = 0

  init(_ seed: UInt64) { draws = Draws(seed: seed) }

  /// 0 ..< sides.
  mutating func roll(_ sides: Int) -> Int {
    rolls += 1
    return Int(draws.bits(rolls) % UInt64(sides))
  }

  mutating func id(_ sides: Int) -> UInt32 { UInt32(roll(sides)) }

  mutating func bits() -> UInt64 {
    rolls += 1
    return draws.bits(rolls)
  }

  mutating func chance(_ share: Double) -> Bool {
    rolls += 1
    return draws.unit(rolls) < share
  }
}

/// A builder full of random requests over small tables: repeats, failures, earlier hits, calls of several attempts, ties in time.
func randomBuilder(_ dice: inout Dice, requests: Int, texts: Int = 12, ordered: Bool = false, hits: Double = 0.15) -> TraceBuilder {
  var builder = TraceBuilder()
  for _ in 0..<texts { _ = builder.addText(spelling: 1 + dice.id(texts), fillers: 1 + dice.id(texts), stems: 1 + dice.id(texts)) }
  for name in ["gpt-4.1", "claude-sonnet-4", "größer", ""] { _ = builder.addName(name, to: .model) }
  _ = builder.addName("openai", to: .provider)
  for name in ["qa", "support"] { _ = builder.addName(name, to: .team) }
  for value in [nil, 0, 0.7] { _ = builder.addTemperature(value) }
  _ = builder.addCacheControls(CacheControls(ttl: 60_000_000, key: 2))
  _ = builder.addCacheControls(CacheControls(maximumAge: 0, key: 1, wantsCache: true))
  var prompts: [UInt32] = [0]
  for _ in 0..<texts {
    let last = 1 + dice.id(texts)
    prompts.append(builder.addPrompt([1 + dice.id(texts * 2), dice.id(3), last, dice.id(2)]))
  }
  for tuple in 0..<4 {
    let ids = KeyField.ofParameters.map { field in
      switch field {
      case .model: dice.id(5)
      case .provider: dice.id(2)
      case .endpoint: dice.id(Endpoint.allCases.count)
      case .temperature: dice.id(4)
      case .cacheControls: UInt32(tuple % 3)
      default: dice.id(3)
      }
    }
    _ = builder.addParameters(ids)
  }
  for _ in 0..<4 { _ = builder.addCaller([0, dice.id(3), dice.id(3), dice.id(2), 0, dice.id(2)]) }
  var now: Int64 = 1_760_000_000_000_000
  for index in 0..<requests {
    now += Int64(dice.roll(20_000_000)) - (ordered ? 0 : 4_000_000)
    if dice.chance(0.2) { now -= now % 1_000_000 }
    var row = Request()
    row.arrival = now
    row.duration = dice.chance(0.8) ? Int64(dice.roll(5_000_000)) : nil
    row.firstToken = dice.chance(0.3) ? Int64(dice.roll(500_000)) : nil
    row.usage = TokenUsage(uncachedInput: dice.roll(4_000), cacheRead: dice.roll(50), output: dice.roll(900))
    row.loggedCost = dice.chance(0.5) ? Dollars(nanodollars: Int64(dice.roll(9_000_000))) : nil
    row.prompt = prompts[dice.chance(0.05) ? 0 : dice.roll(prompts.count)]
    row.parameters = dice.id(4)
    row.caller = dice.id(4)
    row.answer = dice.id(texts)
    row.answerBytes = dice.id(9_000)
    row.call = dice.chance(0.4) ? 1 + dice.id(requests / 3 + 1) : 0
    if dice.chance(0.7) { row.flags.insert(.hasUsage) }
    if dice.chance(0.2) { row.flags.insert(.failed) }
    if dice.chance(hits) { row.flags.insert(.loggedHit) }
    row.status = row.flags.contains(.failed) ? 500 : 200
    row.source = UInt16(dice.roll(2))
    row.line = UInt32(index + 1)
    let position = builder.append(row)
    if row.flags.contains(.loggedHit), position > 0, dice.chance(0.5) { builder.setOriginal(of: position, to: dice.roll(position)) }
  }
  builder.log.sources = ["a.jsonl.zst", "b.jsonl"].map { LogSummary.Source(name: $0) }
  builder.log.sources[1].fault = "the file ends in the middle of a frame"
  builder.log.sources[0].bytesOut = 12_345
  builder.log.setAside = [
    .init(cause: "not JSON: unexpected end", isBad: true, count: 3, examples: [.init(source: 1, line: 7), .init(source: 0, line: 9)])
  ]
  return builder
}

/// A random trace.
func randomTrace(_ seed: UInt64, requests: Int, texts: Int = 12, ordered: Bool = false) -> Trace {
  var dice = Dice(seed)
  return randomBuilder(&dice, requests: requests, texts: texts, ordered: ordered).finish()
}
