import Testing
import Traces
import Units

@testable import Scenarios

@Suite struct ConditionTests {
  static let models = ["", "gpt-4.1", "gpt-4.1-mini", "claude sonnet"]
  static let teams = ["", "qa", "support"]

  /// Requests of all sorts, and what is known of each.
  struct Known {
    var model = ""
    var team = ""
    var endpoint = Endpoint.unknown
    var temperature: Double?
    var status: UInt16 = 0
    var isStream = false
  }

  static func log(_ seed: UInt64, requests: Int = 60) -> (trace: Trace, known: [Known]) {
    let draws = Draws(seed: seed)
    let temperatures: [Double?] = [nil, 0, 0.7]
    var builder = TraceBuilder()
    for name in models.dropFirst() { _ = builder.addName(name, to: .model) }
    for name in teams.dropFirst() { _ = builder.addName(name, to: .team) }
    for value in temperatures.dropFirst() { _ = builder.addTemperature(value) }
    var known: [Known] = []
    for i in 0..<UInt64(requests) {
      // The first requests have one value after the other, so that every name occurs.
      func pick(_ count: Int, _ stage: UInt64) -> Int { i < 12 ? Int(i) % count : Int(draws.bits(i, stage) % UInt64(count)) }
      let (model, team, endpoint, temperature) = (pick(4, 1), pick(3, 2), pick(3, 3), pick(3, 4))
      var row = Request()
      row.arrival = Int64(i) * 1_000_000
      row.parameters = builder.addParameters(
        KeyField.ofParameters.map {
          $0 == .model ? UInt32(model) : $0 == .endpoint ? UInt32(endpoint) : $0 == .temperature ? UInt32(temperature) : 0
        })
      row.caller = builder.addCaller([0, UInt32(team), 0, 0, 0])
      row.status = [0, 200, 429][pick(3, 5)]
      if pick(2, 6) == 1 { row.flags.insert(.streamed) }
      builder.append(row)
      known.append(
        Known(
          model: models[model], team: teams[team], endpoint: Endpoint(rawValue: UInt8(endpoint)) ?? .other,
          temperature: temperatures[temperature], status: row.status, isStream: row.flags.contains(.streamed)))
    }
    return (builder.finish(), known)
  }

  /// A random condition as text, and what it should say of a request.
  static func random(_ draws: Draws, _ roll: inout UInt64, depth: Int) -> (text: String, holds: (Known) -> Bool) {
    roll += 1
    let bits = draws.bits(roll)
    let pad = ["", " ", "\t  "][Int(bits >> 8) % 3]
    switch depth == 0 ? 0 : bits % 5 {
    case 1:
      let inner = random(draws, &roll, depth: depth - 1)
      return ("not (\(pad)\(inner.text))", { !inner.holds($0) })
    case 2, 3:
      let parts = (0..<2 + Int(bits >> 16) % 2).map { _ in random(draws, &roll, depth: depth - 1) }
      let texts = parts.map { "(\($0.text)\(pad))" }
      if bits % 5 == 2 { return (texts.joined(separator: " and "), { known in parts.allSatisfy { $0.holds(known) } }) }
      return (texts.joined(separator: " OR "), { known in parts.contains { $0.holds(known) } })
    default:
      let tests: [(String, (Known) -> Bool)] = [
        ("model\(pad)=\(pad)gpt-4.1", { $0.model == "gpt-4.1" }), ("model != 'claude sonnet'", { $0.model != "claude sonnet" }),
        ("model~gpt*", { $0.model.hasPrefix("gpt") }), ("model ~ *4.1", { $0.model.hasSuffix("4.1") }), ("team=\"\"", { $0.team.isEmpty }),
        ("team!=qa", { $0.team != "qa" }), ("team~?a", { $0.team == "qa" }), ("endpoint = chat", { $0.endpoint == .chat }),
        ("endpoint=''", { $0.endpoint == .unknown }), ("status>=400", { $0.status >= 400 }), ("status = 200", { $0.status == 200 }),
        ("status != ''", { $0.status != 0 }), ("status~4??", { $0.status == 429 }), ("status < 300", { $0.status == 200 }),
        ("temperature=0", { $0.temperature == 0 }), ("temperature == \"\"", { $0.temperature == nil }),
        ("temperature != 0.70", { $0.temperature != 0.7 }), ("temperature<=0.5", { $0.temperature.map { $0 <= 0.5 } ?? false }),
        ("stream=true", { $0.isStream }), ("stream!=true", { !$0.isStream }),
      ]
      return tests[Int(bits >> 16) % tests.count]
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>) func conditionsMeanWhatTheySay(seed: UInt64) throws {
    let (trace, known) = Self.log(seed)
    var roll: UInt64 = 0
    let (text, holds) = Self.random(Draws(seed: seed &+ 1_000), &roll, depth: 3)
    let matcher = try Condition(text).matcher(for: trace)
    #expect(known.indices.map(matcher) == known.map(holds), "\(text)")
  }

  @Test func andBindsCloserThanOr() throws {
    let (trace, known) = Self.log(1)
    let flat = try Condition("team=qa or team=support and stream=true or not stream=true and status=200").matcher(for: trace)
    #expect(
      known.indices.map(flat)
        == known.map { $0.team == "qa" || ($0.team == "support" && $0.isStream) || (!$0.isStream && $0.status == 200) })
    let double = try Condition("not not team=qa").matcher(for: trace)
    #expect(known.indices.map(double) == known.map { $0.team == "qa" })
    #expect(try Condition(" organization = \"\"\n").description == " organization = \"\" ")
  }

  @Test(arguments: [
    ("", 1), ("model", 6), ("model=", 7), ("model= and x", 12), ("modl=x", 1), ("model<3", 6), ("model=<3", 6), ("status=abc", 8),
    ("temperature>", 13), ("temperature>''", 13), ("stream=yes", 8), ("endpoint=chatt", 10), ("team=qa or", 11), ("(team=qa", 1),
    ("team=qa)", 8), ("team=qa status=3", 9), ("team='qa", 6), ("not", 4), ("team=()", 6), ("team=qa and (or)", 14), ("user=bob", 1),
    ("status=inf", 8),
  ])
  func faultsHaveTheirPlace(_ text: String, _ column: Int) {
    let fault = #expect(throws: ConditionError.self) { try Condition(text) }
    #expect(fault?.column == column, "\(text): \(fault?.description ?? "")")
    #expect(fault.map { $0.sentence.hasSuffix(".") || $0.sentence.hasSuffix("?") } == true)
  }

  @Test(arguments: [
    ("model=gpt-4", "column 7: No request has a model called \"gpt-4\"; did you mean \"gpt-4.1\"?"),
    ("model != gtp-4.1", "column 10: No request has a model called \"gtp-4.1\"; did you mean \"gpt-4.1\"?"),
    ("team=qa and team=engineering", "column 18: No request has a team called \"engineering\"; there are: qa, support."),
    ("model ~ llama*", "column 9: No request has a model that is like \"llama*\"; there are: gpt-4.1, gpt-4.1-mini, claude sonnet."),
    ("place=fra", "column 7: No request has a place called \"fra\"; the log names none."),
  ])
  func unknownNamesAreFaults(_ text: String, _ sentence: String) throws {
    let condition = try Condition(text)
    let trace = Self.log(1).trace
    let fault = #expect(throws: ConditionError.self) { _ = try condition.matcher(for: trace) }
    #expect(fault?.description == sentence)
  }

  @Test func depthAndLengthAreBounded() throws {
    let deep = { (n: Int) in String(repeating: "(", count: n) + "team=qa" + String(repeating: ")", count: n) }
    #expect(try Condition(deep(60)).matcher(for: Self.log(1).trace)(1) == true)
    #expect(throws: ConditionError.self) { try Condition(deep(65)) }
    #expect(throws: ConditionError.self) { try Condition(String(repeating: "not ", count: 1_000) + "team=qa") }
    #expect(throws: ConditionError.self) { try Condition(String(repeating: "(", count: 4_097)) }
    let long = Array(repeating: "stream=true", count: 250).joined(separator: " or ")
    #expect(try Condition(long) != Condition("stream=true"))
  }

  @Test func globsAgainstASlowModel() throws {
    func matches(_ text: Substring, _ pattern: Substring) -> Bool {
      guard let sign = pattern.first else { return text.isEmpty }
      if sign == "*" { return matches(text, pattern.dropFirst()) || (!text.isEmpty && matches(text.dropFirst(), pattern)) }
      guard let first = text.first, sign == "?" || sign == first else { return false }
      return matches(text.dropFirst(), pattern.dropFirst())
    }
    func texts(_ letters: String, _ length: Int) -> [String] {
      length == 0 ? [""] : texts(letters, length - 1).flatMap { text in letters.map { text + String($0) } }
    }
    let names = (1...5).flatMap { texts("ab", $0) }
    var builder = TraceBuilder()
    _ = builder.addCaller([0, 0, 0, 0, 0])
    for name in names {
      let id = builder.addName(name, to: .model)
      var row = Request()
      row.parameters = builder.addParameters(KeyField.ofParameters.map { $0 == .model ? id : 0 })
      builder.append(row)
    }
    let trace = builder.finish()
    for pattern in (1...4).flatMap({ texts("a?*", $0) }) {
      let expected = names.map { matches($0[...], pattern[...]) }
      guard expected.contains(true) else { continue }
      let matcher = try Condition("model~\(pattern)").matcher(for: trace)
      #expect(names.indices.map(matcher) == expected, "\(pattern)")
    }
  }
}
