import Testing
import Units

@testable import Workloads

@Suite("The planted truth")
struct TruthTests {
  /// Classes and firsts by brute force: dictionaries of everything seen so far.
  static func classified(_ log: GeneratedLog, _ reading: Reading) -> [GeneratedLog.Truth] {
    var texts: [String: String] = [:]
    var signatures: [String: String] = [:]
    return log.inOrder.map { row in
      let text = row.scope + "\u{0}" + row.message
      let signature = row.scope + "\u{0}" + reading.signature(row.message)
      defer {
        texts[text] = texts[text] ?? row.id
        signatures[signature] = signatures[signature] ?? row.id
      }
      if let first = texts[text] { return .init(id: row.id, requestClass: "exact", first: first) }
      if let first = signatures[signature] { return .init(id: row.id, requestClass: "near", first: first) }
      return .init(id: row.id, requestClass: "unique", first: "")
    }
  }

  /// A spec drawn from a seed, so that no corner is chosen by hand.
  static func spec(_ seed: Int) -> WorkloadSpec {
    var dice = Dice(Draws(seed: UInt64(seed)), 0, .scope)
    var spec = WorkloadSpec()
    spec.seed = dice.bits()
    spec.requests = 1 + dice.index(700)
    spec.format = LogFormat.allCases.drawn(by: &dice)
    spec.topic = Topic.allCases.drawn(by: &dice)
    spec.exactShare = dice.unit() * 0.6
    spec.nearShare = dice.unit() * 0.35
    spec.repeatExponent = dice.unit() * 2
    spec.generalShare = dice.unit()
    spec.multiTurnShare = dice.unit() * 0.6
    spec.systemPrompts = dice.index(4)
    spec.promptWords = LogNormal(median: 5 + dice.unit() * 60, sigma: dice.unit())
    spec.outputTokens = LogNormal(median: 5 + dice.unit() * 60, sigma: dice.unit())
    spec.maxTokens = dice.happens(0.5) ? nil : 1 + dice.index(200)
    spec.temperatures.append(TemperatureShare(value: 0.7, share: dice.unit()))
    spec.errorShare = dice.unit() * 0.1
    spec.promptCaching = dice.happens(0.5)
    spec.loggedCacheHitShare = spec.format == .liteLLM && dice.happens(0.5) ? dice.unit() : 0
    if dice.happens(0.5) { (spec.recencyShare, spec.recencyWindow) = (dice.unit(), Microseconds(seconds: 60 + dice.unit() * 90_000)) }
    if dice.happens(0.5) { spec.arrivals = .bursty(factor: 1 + dice.unit() * 50, meanBurst: Microseconds(seconds: 60 + dice.unit() * 900)) }
    return spec
  }

  @Test("is what a brute-force classifier finds in the log, request by request", arguments: 0..<40)
  func bruteForce(_ seed: Int) throws {
    let spec = Self.spec(seed)
    let log = try GeneratedLog(spec)
    let truth = log.truthRows
    #expect(truth.count == spec.requests)
    #expect(Set(truth.map(\.id)).count == spec.requests)
    for reading in Reading.allCases {
      let found = Self.classified(log, reading)
      for (planted, found) in zip(truth, found) where planted != found {
        let row = log.rows.first { $0.id == planted.id }
        Issue.record("planted \(planted), found \(found) by the \(reading) reading: \(row?.message ?? "no such row")")
        return
      }
      #expect(truth == found)
    }
  }

  @Test("has every class to the request", arguments: [(0.347, 0.123, 1_000), (0, 0, 50), (0.5, 0.25, 1_001), (0.1, 0.333, 777)])
  func shares(exact: Double, near: Double, requests: Int) throws {
    var spec = WorkloadSpec()
    (spec.exactShare, spec.nearShare, spec.requests) = (exact, near, requests)
    let classes = try GeneratedLog(spec).truthRows.map(\.requestClass)
    #expect(classes.count { $0 == "exact" } == Int((exact * Double(requests)).rounded()))
    #expect(classes.count { $0 == "near" } == Int((near * Double(requests)).rounded()))
    #expect(classes.first == "unique")
  }

  @Test("holds when one key must take all near repeats", arguments: Topic.allCases)
  func oneKey(_ topic: Topic) throws {
    var spec = WorkloadSpec()
    spec.requests = 600
    spec.topic = topic
    (spec.exactShare, spec.nearShare) = (0, 599.0 / 600)
    spec.nearEdits.spelling = 0
    let log = try GeneratedLog(spec)
    #expect(Set(log.rows.map(\.message)).count == 600)
    #expect(Self.classified(log, .narrow) == log.truthRows)
  }

  @Test("has general questions that never collide", arguments: Topic.allCases)
  func generalQuestions(_ topic: Topic) {
    var seen: [String: String] = [:]
    for template in Vocabulary(topic).general {
      for combination in 0..<template.combinations {
        let question = Question(head: template.filled(combination: combination), rest: "", isLiteral: false).text
        let signature = Reading.wide.signature(question)
        if let other = seen.updateValue(question, forKey: signature) { Issue.record("\(question) = \(other)") }
        if question.utf8.contains(where: { "{}~|".utf8.contains($0) }) { Issue.record("A mark is left in: \(question)") }
      }
    }
  }

  @Test("has specific prompts that never collide, however short", arguments: Topic.allCases)
  func collisions(_ topic: Topic) throws {
    var spec = WorkloadSpec()
    (spec.requests, spec.topic) = (1_500, topic)
    (spec.exactShare, spec.nearShare, spec.generalShare, spec.multiTurnShare, spec.systemPrompts) = (0, 0, 0, 0, 0)
    (spec.outputTokens, spec.promptWords) = (LogNormal(median: 1, sigma: 0), LogNormal(median: 1, sigma: 0))
    let signatures = try GeneratedLog(spec).rows.map { Reading.wide.signature($0.message) }
    #expect(Set(signatures).count == 1_500)
  }

  @Test("is the same for the same spec, byte for byte, and another for another seed", arguments: LogFormat.allCases)
  func determinism(_ format: LogFormat) throws {
    var spec = Self.spec(3)
    (spec.format, spec.loggedCacheHitShare, spec.requests) = (format, 0, 300)
    let first = try GeneratedLog(spec)
    let second = try GeneratedLog(spec)
    #expect(first.bytes == second.bytes)
    #expect(first.truth == second.truth)
    spec.seed += 1
    #expect(try GeneratedLog(spec).bytes != first.bytes)
  }

  @Test("repeats popular keys most")
  func zipf() throws {
    var spec = WorkloadSpec()
    (spec.requests, spec.exactShare, spec.nearShare, spec.repeatExponent) = (6_000, 0.8, 0, 1)
    spec.outputTokens = LogNormal(median: 1, sigma: 0)
    let counts = Dictionary(
      try GeneratedLog(spec).truthRows.filter { $0.requestClass == "exact" }.map { ($0.first, 1) }, uniquingKeysWith: +)
    let sorted = counts.values.sorted(by: >)
    // 1,200 keys at exponent 1: the harmonic number is 7.67, so the first takes 13 % once it is there.
    #expect((0.10...0.19).contains(Double(sorted[0]) / 4_800))
    #expect(sorted[0] > sorted[9] * 5)
  }
}
