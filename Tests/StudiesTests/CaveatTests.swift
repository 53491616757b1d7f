import Duplicates
import Pricing
import Simulation
import Studies
import Testing
import Traces
import Units

@Suite("Bills and caveats of a study")
struct CaveatTests {
  private static let prices = InfrastructurePrices(rows: [
    InfrastructurePrice(
      service: "store", component: "read", meter: .reads, unit: "million", price: Dollars(2), confidence: .user),
    InfrastructurePrice(service: "store", component: "machine", meter: .time, unit: "month", price: Dollars(7), confidence: .user),
    InfrastructurePrice(service: "vague", component: "write", meter: .writes, unit: "million", price: nil, confidence: .user),
  ])

  /// Three whole weeks without anything to remark on: all priced, timed, and no repeat of one user's.
  private static let plainRows: [Row] = (0...504).map { hour in
    var row = Row(time: Double(hour) * 3_600)
    (row.text, row.user) = (UInt32(hour / 2 + 1), UInt32(hour + 1))
    return row
  }

  private func caveats(_ rows: [Row], _ strategies: [Strategy] = [cache("a", service: "store")]) throws -> [String] {
    try TinyLog(rows).study(strategies, infrastructure: Self.prices).caveats.map(\.id)
  }

  /// Of those that a study adds to its audit's.
  private static let own: Set = [
    "durations-estimated", "earlier-cache", "no-month", "month-from-part-of-a-day", "month-from-few-days", "attempts-merged",
    "left-out-of-savings", "serves-regenerations", "infrastructure-unpriced", "infrastructure-vague-1",
  ]

  @Test("law 25: say how many look-ups by meaning could not be decided, and how much that is")
  func undetermined() throws {
    var second = Row(time: 60)
    second.text = 2
    var log = TinyLog([Row(), second])
    // The list of the second text was cut, and nobody in what is left of it has asked.
    let cut = CandidateGraph(textOfRequest: [], offsets: [0, 0, 0], neighbours: [], scores: [], differences: [], floor: 5_000, cut: [1])
    var texts = [UInt32](repeating: CandidateGraph.none, count: log.trace.prompts.count)
    for (i, prompt) in log.trace.requests.prompt.enumerated() { texts[Int(prompt)] = UInt32(i) }
    log.trace.carry([
      TextGraph(kind: CandidateGraph.Kind(view: .lastUserMessage, measure: .embedding), textOfPrompt: texts, graph: cut)
    ])
    var semantic = cache("by-meaning")
    semantic.semantic = SemanticLayer(threshold: Threshold(0.9))
    let study = try log.study([cache("a"), semantic], infrastructure: Self.prices)
    let caveat = try #require(study.caveats.first { $0.id == "undetermined-2" })
    #expect(caveat.severity == .careful && caveat.text.contains("by-meaning: 1 look-up of 2 (50.0 %)"), "\(caveat.text)")
    #expect(!study.caveats.contains { $0.id == "undetermined-1" })
  }

  @Test("costs of the log that are not those of the price list are told by how much, and those of models without a price")
  func loggedCosts() throws {
    // $1 and $10 a million tokens: 1,000 and 100 of them are $0.002.
    func ids(_ cost: Double?, model: String = "m1") throws -> [Caveat] {
      let rows = Self.plainRows.map { row in
        var row = row
        (row.cost, row.model) = (cost, model)
        return row
      }
      return TinyLog(rows).audited.caveats.filter { $0.id.hasPrefix("logged-costs") }
    }
    for same in [nil, 0, 0.002, 0.00203, -1] as [Double?] { #expect(try ids(same).isEmpty) }
    let twice = try ids(0.004)
    #expect(twice.map(\.id) == ["logged-costs-differ"] && twice[0].severity == .serious)
    #expect(twice[0].text.contains("505 calls cost $2.02, 2.0 times the $1.01 that they come to"), "\(twice[0].text)")
    let less = try ids(0.0018)
    #expect(less[0].severity == .careful && less[0].text.contains("10.0 % less than the $1.01"), "\(less[0].text)")
    let unpriced = try ids(0.01, model: "free")
    #expect(unpriced.map(\.id) == ["logged-costs-unused"])
    #expect(unpriced[0].text.contains("$5.05 together, $9.09 for a million of their tokens"), "\(unpriced[0].text)")
  }

  @Test("are none but the standing one where nothing is to be said")
  func none() throws {
    let ids = try caveats(Self.plainRows)
    #expect(Self.own.isDisjoint(with: ids))
    #expect(ids.contains("hindsight"))
  }

  @Test("each come where they should, and alone")
  func each() throws {
    func expect(_ id: String, _ rows: [Row], _ strategies: [Strategy] = [cache("a", service: "store")]) throws {
      #expect(Self.own.intersection(try caveats(rows, strategies)) == [id], "\(id)")
    }
    var rows = Self.plainRows
    rows[5].duration = nil
    try expect("durations-estimated", rows)
    #expect(TinyLog(rows).audited.caveats.contains { $0.id == "no-duration" })
    #expect(try !caveats(rows, [cache("a", service: "store")]).contains("no-duration"))
    rows = Self.plainRows
    rows[5].flags.insert(.loggedHit)
    rows[5].original = 4
    try expect("earlier-cache", rows)
    let apart = "they need not add up."
    // Of ten hours nothing is left out as a warm-up, and the bills of models are that of all.
    for (part, isApart) in [(rows, true), (Array(rows[..<10]), false)] {
      let study = try TinyLog(part).study([cache("a", service: "store")], infrastructure: Self.prices)
      #expect(study.month.hasWarmUp == isApart)
      #expect(study.caveats.first { $0.id == "earlier-cache" }?.text.hasSuffix(apart) == isApart)
    }
    try expect("no-month", [Row()])
    var timeless = Row()
    timeless.flags.insert(.noTime)
    let said = try TinyLog([timeless]).study([cache("a", service: "store")], infrastructure: Self.prices).caveats.map(\.id)
    #expect(said.contains("no-times") && !said.contains("no-month"))
    try expect("month-from-part-of-a-day", Array(Self.plainRows[..<10]))
    try expect("month-from-few-days", Array(Self.plainRows[...72]))
    rows = Self.plainRows
    (rows[4].flags, rows[4].call, rows[5].call, rows[5].time, rows[4].duration) = ([.failed], 3, 3, rows[4].time + 9, 1)
    try expect("attempts-merged", rows)
    let merged = try TinyLog(rows).study([cache("a", service: "store")], infrastructure: Self.prices).caveats
    #expect(merged.first { $0.id == "attempts-merged" }?.text.hasPrefix("1 row is a further attempt of a call that had failed; ") == true)
    rows = Self.plainRows
    (rows[5].user, rows[5].time) = (rows[4].user, rows[4].time + 60)
    (rows[4].temperature, rows[5].temperature) = (1, 1)
    try expect("left-out-of-savings", rows)
    // … also where the first strategy is none.
    try expect("left-out-of-savings", rows, [.noCache, cache("a", service: "store")])
    // … and one that cannot tell serves the old answer.
    var unaware = cache("a", service: "store")
    unaware.eligibility.regenerations = true
    try expect("serves-regenerations", rows, [unaware])
    #expect(try !caveats(Self.plainRows, [unaware]).contains("serves-regenerations"))
    try expect("infrastructure-unpriced", Self.plainRows, [cache("a", latency: 0.001)])
    try expect("infrastructure-unpriced", Self.plainRows, [cache("a", service: "unheard-of")])
    try expect("infrastructure-vague-1", Self.plainRows, [cache("a", service: "vague"), cache("b", service: "vague")])
  }

  @Test("come gravest first")
  func order() throws {
    let study = try TinyLog(Array(Self.plainRows[..<10])).study([cache("a")], infrastructure: Self.prices)
    let severities = study.caveats.map(\.severity)
    #expect(severities == severities.sorted(by: >))
    #expect(severities.first == .serious)
    #expect(Set(study.caveats.map(\.id)).count == study.caveats.count)
    #expect(study.caveats.allSatisfy { $0.text.hasSuffix(".") })
  }

  @Test("are not needed where a tier has a price: its bill is in the saving")
  func bills() throws {
    let study = try TinyLog(Self.plainRows).study([cache("a", service: "store"), cache("b")], infrastructure: Self.prices)
    let result = study.strategies[0]
    let bill = try #require(result.infrastructure.first)
    // 505 reads in 21 days, at 2 dollars a million, beside 7 dollars a month.
    let reads = 505 / 21 * 30.4375 * 2e-6
    #expect(abs(bill.total.value - reads - 7) < 1e-6)
    let told = study.month.told(bill.total)
    #expect(result.infrastructureMonthly == told)
    #expect(try result.monthlyAll == #require(result.total.monthly.expected) + told)
    #expect(try result.saving(over: study.asLogged) == #require(study.strategies[1].saving(over: study.asLogged)) - told)
    let (own, other) = (study.saving(of: result), study.saving(of: study.strategies[1]))
    #expect(try #require(own.interval).lowerBound == #require(other.interval).lowerBound - told)
    #expect(study.strategies[1].infrastructure.isEmpty)
    #expect(study.asLogged.infrastructure.isEmpty)
  }

  @Test("of a log without a span of time make no bill")
  func noSpan() throws {
    let study = try TinyLog([Row(), Row(time: 0.000_001)]).study([cache("a", service: "store")], infrastructure: Self.prices)
    #expect(study.month.basis == .none)
    #expect(study.strategies[0].infrastructure.isEmpty)
    #expect(study.strategies[0].monthlyAll == nil)
    #expect(study.saving(of: study.strategies[0]) == MonthlyCost(expected: nil))
  }

  @Test("of an empty log are a study all the same")
  func empty() throws {
    let study = try TinyLog([]).study([cache("a")])
    #expect(study.noCache.total.tally.requests == 0)
    #expect(study.strategies[0].models.isEmpty)
    #expect(study.caveats.contains { $0.id == "no-month" })
  }
}
