import Caching
import Simulation
import Scenarios
import Testing

@Suite("Hostile and odd YAML")
struct HostileFileTests {
  private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  /// Ten levels of nine aliases each: 9^10 nodes when written out.
  private static let bomb =
    "a: &a0 [x, x, x, x, x, x, x, x, x]\n"
    + (1...10).map { level in "b\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n" }
    .joined()

  private static let texts: [String] = [
    bomb, bomb + "name: *a10", bomb + "? *a10\n: 1\n", "name: &a [*a]", "name: *nobody",
    "tiers: &t\n  - name: x\n    service: *t",
    repeated("[", 100_000), repeated("{a: ", 100_000), repeated("- ", 100_000), repeated("a:\n", 1_000), repeated(" ", 1 << 21),
    repeated("x", 1 << 21), "name: " + repeated("y", 1_000_000), "name: a\u{0}b", "\u{0}", "\tname: a", "name:\ta\n\tscope: team",
    "---\nname: a\n---\nname: b",
    "--- !!binary x", "!!python/object:os.system [ls]", "<<: {name: a}", "name: a\n<<: *b", "%YAML 9.9\n---\nname: a", "? {a: b}\n: c",
    "? [a]\n: c", "null: 1", "~", "[", "{", "\"", "'", "name: \"\\ud800\"", "\u{1F}", "? ? ? ?", "- - - -", ": : :", "@",
    "`", "|", ">",
    "tiers: [[]]", "tiers: [null]", "tiers: {}", "tiers: [{latency: {? {} : 1}}]", "key: {fields: [[[[model]]]]}", "eligibility: [1]",
    "strategies: {name: a}", "strategies: [strategies: [name: a]]", "base: {}", "base: [ttl-1h]", "name: -", "name: \"\"",
    "name: ../../etc/passwd",
    "name: a\ntiers:\n" + repeated("  - {}\n", 20), "name: a\ntiers: [{capacity: 99999999999999999999}]",
    "name: a\ntiers: [{capacity: -5}]",
    "name: a\ntiers: [{ttl: 99999999999999999999w}]", "name: a\ntiers: [{ttl: 1e400d}]", "name: a\ntiers: [{ttl: nan}]",
    "name: a\ntiers: [{latency: {median: 1s, sigma: nan}}]", "name: a\ntiers: [{largest_value: 9e18GB}]",
    "name: a\neligibility: {max_temperature: -1}",
    "name: a\neligibility: {max_temperature: inf}",
  ]

  @Test("give a sentence, and neither a crash nor a wait", .timeLimit(.minutes(1)), arguments: texts.indices)
  func strategies(_ index: Int) throws {
    let error = try #require(fault(Self.texts[index]), "taken: \(Self.texts[index].prefix(80))")
    #expect(error.file == "s.yaml")
    #expect(!error.sentence.isEmpty)
    #expect(error.description.utf8.count < 1_000, "\(error.description.prefix(300))")
    #expect(!error.description.unicodeScalars.contains { $0.properties.generalCategory == .control }, "\(error)")
  }

  @Test("give a sentence in a workload too", .timeLimit(.minutes(1)), arguments: texts.indices)
  func workloads(_ index: Int) {
    let text = Self.texts[index]
    let error = fault(text) { _ = try WorkloadFile.read($0, file: "w.yaml") }
    // A name is any text here, and checked when the log is made.
    #expect(error != nil || text.contains("name:"), "taken: \(text.prefix(80))")
  }

  @Test("with anchors that are used once reads like any other")
  func anchors() throws {
    let text = """
      strategies:
        - name: a
          tiers: &tiers [{ttl: 1h}]
        - {name: b, tiers: *tiers}
      """
    let strategies = try StrategyFile.read(text, file: "s.yaml")
    #expect(strategies[0].tiers == strategies[1].tiers)
    #expect(strategies[0].tiers.count == 1)
  }

  @Test("is read as it stands, not as YAML 1.1 would have it")
  func words() throws {
    func eligibility(_ value: String) -> String { "{name: x, eligibility: {streams: \(value)}}" }
    for value in ["yes", "no", "on", "off", "y", "True", "TRUE", "1", "~", ""] {
      let error = try #require(fault(eligibility(value)))
      #expect(error.sentence.contains("write true | false"))
    }
    #expect(try !StrategyFile.read(eligibility("false"), file: "s.yaml")[0].eligibility.streams)
    // A strategy may be called "no" or "012": names are text.
    for name in ["no", "on", "012", "1e3", "0x10", "null", "2026-10-05"] {
      #expect(try StrategyFile.read("name: \(name)", file: "s.yaml")[0].name == name)
    }
    func capacity(_ value: String) -> String { "{name: x, tiers: [{capacity: \(value)}]}" }
    // Decimal, never octal; never sixty to the minute.
    #expect(try StrategyFile.read(capacity("012"), file: "s.yaml")[0].tiers[0].capacity == .entries(12))
    for value in ["1e3", "0x10", "12:30", "0o14", "1.5"] { #expect(fault(capacity(value)) != nil, "\(value)") }
    #expect(fault("{name: x, tiers: [{ttl: 12:30}]}") != nil)
    #expect(fault("{name: x, eligibility: {max_temperature: 0x1}}") != nil)
    #expect(
      try StrategyFile.read("{name: x, eligibility: {max_temperature: 1e-1}}", file: "s.yaml")[0].eligibility.maximumTemperature == 0.1)
  }
}
