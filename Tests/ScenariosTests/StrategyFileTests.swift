import Caching
import Scenarios
import Simulation
import Testing
import Traces
import Units

/// The fault of a file; `nil` where it has none.
func fault(_ text: String, _ read: (String) throws -> Void = { _ = try StrategyFile.read($0, file: "s.yaml") }) -> ScenarioError? {
  do {
    try read(text)
    return nil
  } catch {
    return error as? ScenarioError
  }
}

/// `value` at a path such as "tiers[].ttl", as YAML, and the line on which it stands.
func yaml(_ path: String, _ value: String) -> (text: String, line: Int) {
  var text = ""
  var margin = ""
  var line = 0
  let steps = path.split(separator: ".").map(String.init)
  for (index, step) in steps.enumerated() {
    line += 1
    let isLast = index == steps.count - 1
    let name = step.hasSuffix("[]") ? String(step.dropLast(2)) : step
    text += margin + name + ":"
    if isLast { return (text + " " + value + "\n", line) }
    text += "\n"
    if step.hasSuffix("[]") {
      margin = String(repeating: " ", count: margin.count + 2) + "- "
    } else {
      margin = String(repeating: " ", count: margin.count + 2)
    }
  }
  return (text, line)
}

@Suite("Strategy files")
struct StrategyFileTests {
  @Test("print every preset so that it reads back as itself", arguments: Presets.all)
  func presets(_ preset: Strategy) throws {
    let text = StrategyFile.print(preset)
    #expect(try StrategyFile.read(text, file: "p.yaml") == [preset])
    #expect(try StrategyFile.print(StrategyFile.read(text, file: "p.yaml")[0]) == text)
    #expect(throws: Never.self) { try preset.validate() }
    #expect(Presets.named(preset.name) == preset)
  }

  @Test("are preset without contradictions", arguments: Presets.all)
  func sensible(_ preset: Strategy) throws { try preset.checkSense() }

  @Test("print what is drawn at random over every field so that it reads back as itself", arguments: 0..<400)
  func roundTrip(_ seed: Int) throws {
    let strategy = RandomStrategy.draw(seed: seed)
    let printed = StrategyFile.print(strategy)
    let read = try StrategyFile.read(printed, file: "s.yaml")
    #expect(read == [strategy], "\(printed) became \(read.map(StrategyFile.print))")
  }

  @Test("have every field of the reference within reach, at its default", arguments: StrategyFile.reference)
  func defaults(_ row: ReferenceRow) {
    guard !row.standard.isEmpty else { return }
    let (text, _) = yaml(row.path, row.standard)
    let error = fault(text)
    // Whatever is missing is a name, or what must stand beside it; both are asked for last.
    #expect(
      error == nil || error?.sentence.contains("name") == true || error?.sentence.contains("needs") == true
        || error?.sentence.contains("goes with") == true, "\(row.path): \(error?.description ?? "")")
    #expect(!row.meaning.isEmpty && row.meaning.hasSuffix("."))
    #expect(!row.values.isEmpty)
  }

  @Test("say where a wrong value is, and what to write", arguments: StrategyFile.reference)
  func wrong(_ row: ReferenceRow) throws {
    let value = row.values.contains("a mapping") || row.values.hasPrefix("a list of") ? "oops" : "{oops: 1}"
    let (text, line) = yaml(row.path, value)
    let error = try #require(fault(text), "\(row.path) took \(value)")
    #expect(error.file == "s.yaml")
    #expect(error.line == line, "\(error)")
    #expect(error.column > 1)
    #expect(error.sentence.hasSuffix(".") || error.sentence.hasSuffix("?"))
    #expect(error.description.hasPrefix("s.yaml:\(line):\(error.column): "))
  }

  @Test(
    "say what is wrong in a sentence",
    arguments: [
      ("name: a\ntll: 5m", "s.yaml:2:1: a strategy has no field \"tll\""),
      ("name: a\nttl: 5m", "s.yaml:2:1: a strategy has no field \"ttl\"; it belongs under \"tiers\"; write tiers: [{ttl: 5m}]."),
      (
        "name: a\nthreshold: 0.9",
        "s.yaml:2:1: a strategy has no field \"threshold\"; it belongs under \"semantic\"; write semantic: {threshold: 0.9}."
      ),
      (
        "name: a\nttl_by_team: {b: 1h}",
        "s.yaml:2:1: a strategy has no field \"ttl_by_team\"; it belongs under \"tiers\"; write tiers: [{ttl_by_team: …}]."
      ),
      (
        "name: a\ntiers:\n  - {ttl: 1h, scope: team}",
        "s.yaml:3:15: a tier has no field \"scope\"; it belongs at the top of the strategy, beside \"tiers\"."
      ),
      ("name: a\ntiers:\n  - tll: 5m", "s.yaml:3:5: a tier has no field \"tll\"; did you mean \"ttl\"?"),
      ("name: a\ntiers:\n  - ttl: 5 parsecs", "s.yaml:3:10: \"ttl\" is \"5 parsecs\"; write a duration such as 5m, 1h, 7d, or never."),
      ("name: a\ntiers:\n  - {ttl: 0s}", "s.yaml:3:11: a TTL of 0"), ("name: a\nscope: teem", "s.yaml:2:8: \"scope\" is \"teem\""),
      ("name: a\ntiers:\n  - {name: x}\n  - {name: x}", "s.yaml:4:12: an earlier tier is named"),
      ("name: a\nkey: {fields: [modell]}", "s.yaml:2:16: There is no request field \"modell\"; did you mean \"model\"?"),
      ("name: a\nkey: {fields: []}", "s.yaml:2:15: A key needs at least one field"),
      ("name: a b", "s.yaml:1:7: \"name\" is \"a b\""), ("summary: x", "s.yaml:1:1: The strategy has no name"),
      ("base: ttl-5\nname: a", "s.yaml:1:7: There is no preset \"ttl-5\"; did you mean \"ttl-5m\"?"),
      ("name: a\ntiers:\n  - latency: {median: 1ms}", "s.yaml:3:14: \"latency\" needs a median and a sigma"),
      ("name: a\ntiers:\n  - latency: {median: 1ms, sigma: 9}", "s.yaml:3:35: 9 is not a spread"),
      ("name: a\ntiers:\n  - latency: fast", "s.yaml:3:14: \"latency\" is \"fast\""),
      ("name: a\nname: b", "s.yaml:1:1: \"name\" stands here and again in the same mapping; keep one of them."),
      ("- name: a", "s.yaml:1:1: The file is a list, and a list of strategies has a name; write \"strategies:\" above it."),
      ("hello", "s.yaml:1:1: a strategy file is the single value \"hello\"; write a mapping"),
      ("", "s.yaml:1:1: The file is empty; 'hindcast list strategies --show ttl-1h' prints one"),
      ("# nothing\n", "s.yaml:1:1: The file is empty; "),
      ("strategies: []", "s.yaml:1:13: The list of strategies is empty"),
      ("strategies:\n  - name: a\nbase: x", "s.yaml:3:1: Beside \"strategies\" nothing may stand"),
      ("strategies:\n  - name: a\n  - name: a", "s.yaml:3:5: Two strategies are called \"a\""),
      ("strategies: 5", "\"strategies\" is the single value \"5\""),
      (
        "name: a\ntiers:\n  - ttl: -1",
        "s.yaml:3:10: \"ttl\" is \"-1\", which is less than nothing; write a duration such as 5m, 1h, 7d, or never."
      ),
      ("name: a\ntiers: [{}]\nsemantic: {threshold: 3}", "s.yaml:3:23: 3 is not a threshold on the scale cosine: give 0 to 1."),
      (
        "name: a\ntiers: [{}]\nsemantic: {threshold: 3, scale: distance}",
        "s.yaml:3:23: 3 is not a threshold on the scale distance: give 0 to 2."
      ),
      ("name: a\nsemantic: {threshold: 0.9}", "s.yaml:2:11: there is no tier whose entries could be compared"),
      ("name: a\ntiers: [{}]\nsemantic: {top_k: 2}", "s.yaml:3:11: \"semantic\" needs \"threshold\"; write a number such as 0.95."),
      ("name: a\ntiers:\n  - policy: lruu", "s.yaml:3:13: There is no policy \"lruu\"; did you mean \"lru\"?"),
      ("base: ttl-1h\nname: a\ntiers: [{policy: belady, capacity: 10}]", "s.yaml:3:18: \"belady\" must know the future"),
      ("name: a\ntiers: [{capacity: 0}]", "s.yaml:2:20: a capacity of 0 entries holds nothing"),
      ("name: a\ntiers: [{capacity: 0GB}]", "s.yaml:2:20: a capacity of 0 B holds nothing"),
      ("name: a\ntiers: [{capacity: 10, overhead: redis7}]", "s.yaml:2:34: \"overhead\" goes with a capacity in bytes"),
      ("name: a\ntiers: [{redis_samples: 10}]", "\"redis_samples\" goes with a policy of Redis"),
      ("name: a\ntiers: [{ttl_by_class: {news: 5m}}]", "s.yaml:2:24: the strategy has no classes of questions"),
      ("name: a\ntiers: [{visible_after: 60s}]", "s.yaml:2:25: there is one place only"),
      ("name: a\ntiers: [{places: 5 by magic}]", "s.yaml:2:18: \"places\" is \"5 by magic\"; write one, place"),
      ("name: a\nclasses: [{name: x, phrases: [\"*\"], match: pattern}]", "s.yaml:2:31: \"*\" matches any text"),
      ("name: a\nclasses: [{name: x}]", "a class needs \"phrases\"; write a list of texts."),
      ("name: a\nevents: [{at: 1d, do: outage, top: 5}]", "s.yaml:2:36: \"top\" goes with \"do: warm\" only"),
      ("name: a\nevents: [{at: 1d, do: outage, tier: x, duration: 1m}]", "s.yaml:2:37: there is no tier “x”"),
      ("name: a\nevents: [{do: warm, top: 5}]", "s.yaml:2:10: an event needs \"at\""),
      ("name: a\nevents: [{at: 1d, do: explode}]", "s.yaml:2:23: \"do\" is \"explode\"; write invalidate | warm"),
      ("name: a\nflights: {lock_timeout: 5s}", "s.yaml:2:25: nobody waits without single flight"),
      ("name: a\neligibility: {endpoints: [chats]}", "s.yaml:2:27: There is no endpoint \"chats\"; did you mean \"chat\"?"),
      ("name: a\neligibility: {rollout: [{from: 0s, share: 120%}]}", "120% is not a share of the traffic"),
      ("name: a\nupstream: {queue: 5}", "s.yaml:2:19: nothing waits unless"),
      ("name: a\ntiers: [{ttl: 3600}]", "s.yaml:2:15: \"ttl\" is \"3600\", which has no unit (3600s are seconds); write a duration"),
      ("name: a\ntiers: [{latency: 5}]", "\"latency\" is \"5\", which has no unit (5s are seconds)"),
      ("name: a\ntiers: [{largest_value: 1000}]", "which has no unit (1000B are bytes)"),
      ("name: a\ntiers: [{ttl_by_model: {gpt-4.1: 60}}]", "\"gpt-4.1\" in \"ttl_by_model\" is \"60\", which has no unit"),
      ("name: a\ntiers: [{ttl: }]", "s.yaml:2:15: \"ttl\" is empty; write a duration"),
      ("name: a\ntiers: [{capacity: 0MB}]", "a capacity of 0 B holds nothing: give more, as in “512MB”"),
      ("name: a\ntiers: [{ttl_by_model: {m: 1h}, expiry: sliding}]", "s.yaml:2:41: A life that slides needs a \"ttl\""),
      (
        "name: a\ntiers: [{ttl: 1h, max_life: 1d}]",
        "s.yaml:2:29: \"max_life\" goes with \"expiry: sliding\" only; take it out, or set that."
      ),
      (
        "name: a\ntiers: [{ttl: 1h, expiry: sliding, max_life: 30m}]",
        "s.yaml:2:46: a life of at most 30 min is over before a hit could renew its TTL of 1 h: give more, or write “expiry: fixed”."
      ),
      ("name: a\ntiers: [{ttl: 1h, expiry: sliding, max_life: 0s}]", "s.yaml:2:46: a life of 0 µs keeps nothing"),
      ("name: a\ntiers:\n\t- {ttl: 1h}", "s.yaml:3:1: A tab stands here, and YAML indents by spaces; write spaces instead."),
      ("name: a\ntiers:\n  - name: x\n  \tttl: 1h", "s.yaml:4:3: A tab stands here"),
      ("name: a\n---\nname: b", "s.yaml:2:1: A second document begins here; write several strategies as a list under \"strategies:\"."),
      ("name: a\nevents: [{at: 1d, do: warm}]", "s.yaml:2:10: an event needs \"top\"; write a whole number."),
      ("name: a\nevents: [{at: 1d, do: outage, duration: 1m}]", "an event needs \"tier\"; write the name of a tier."),
      ("name: a\nevents: [{at: 1d, do: outage, tier: cache}]", "an event needs \"duration\"; write a duration"),
      ("name: a\nevents: [{at: 1d, do: switch-over}]", "an event needs \"to\"; write blue | green."),
      (
        "name: a\ntiers: [{}]\neligibility: {switched_off: [{from: 2d, until: 1d}]}",
        "s.yaml:3:48: the cache would be on again no later than it goes off"
      ),
      ("name: a\nkey: {fields: [model]}\ntiers: [{}]", "s.yaml:2:15: nothing of the prompt is compared"),
      (
        "name: a\ntiers: [{}]\neligibility: {rollout: [{from: 2d, share: 0.5}, {from: 1d, share: 0.2}]}",
        "the step begins no later than the one before it"
      ),
      (
        "name: a\ntiers: [{name: x}]\nevents: [{at: 1d, do: outage, tier: x, duration: 5h, every: 1h}]",
        "an outage of 5 h every 1 h never ends"
      ),
      (
        "name: a\ntiers: [{}]\nsemantic: {threshold: 0.95, scale: distance}",
        "on the scale distance, smaller is nearer"
      ),
      ("name: a\ntiers: [{}]\nsemantic: {threshold: 0}", "s.yaml:3:23: this is a cosine of 0.0, by which nearly all texts are alike"),
      (
        "name: a\ntiers: [{}]\nsemantic: {threshold: 0.9, embedding_price: -1}",
        "would be earned by each look-up: give $0 or more"
      ),
      ("name: a\ntiers: [{}]\neligibility: {classes: [faq]}", "the strategy has no classes of questions, so there is no “faq”"),
      ("name: a\ntiers: [{}]\neligibility: {min_input_tokens: 9, max_input_tokens: 5}", "no prompt has 9 tokens or more and 5 or fewer"),
      ("name: a\ntiers: [{store_misses: false}]", "s.yaml:2:24: no tier stores the answer of a miss"),
      ("name: a\ntiers: [{jitter: 10%}]", "s.yaml:2:18: no entry of this tier ever expires"),
      ("name: a\ntiers: [{ttl: 1h}]\nevents: [{at: 1d, do: switch-over, to: blue}]", "s.yaml:3:40: blue is in use already"),
      (
        "name: a\ntiers: [{ttl: 1h}]\nevents: [{at: 3d, do: switch-over, to: green}, {at: 2d, do: switch-over, to: green}]",
        "s.yaml:3:40: green is in use already"
      ),
      ("name: as-logged\ntiers: [{}]", "s.yaml:1:7: \"as-logged\" is what reports call the log as it was"),
      ("name: .\ntiers: [{}]", "s.yaml:1:7: \"name\" is \".\""),
      (
        "name: a\ntiers: [{}]\nsemantic: {threshold: 0.9, measure: tfidf, embedding_price: $1}",
        "s.yaml:3:61: texts that are compared by their words (tfidf) need no vectors"
      ),
      ("name: a\ntiers: [{capacity: 99, policy: w-tinylfu}]", "s.yaml:2:20: in a capacity of 99 w-tinylfu stores nothing"),
      ("name: a\ntiers: [{capacity: 19, policy: s3-fifo}]", "a tenth of the capacity: give 20 entries or more"),
      (
        "name: a\ntiers: [{latency: {profile: {50: 5ms, 95: 1ms}}}]",
        "s.yaml:2:39: At 95 % a look-up takes 1ms, and at 50 % already 5ms"
      ),
      ("name: a\ntiers: [{latency: {profile: {50: 5ms, 50.0: 6ms}}}]", "The profile has 50 twice; keep one of them."),
      (
        "name: a\ntiers: [{ttl_by_customer: {acme: 1h}}]",
        "did you mean one of \"ttl_by_model\", \"ttl_by_class\", \"ttl_by_organisation\", \"ttl_by_team\"?"
      ),
      ("name: a\ntiers: [{ttl_by_team: {*: 1h}}]", "s.yaml:2:25: A bare * begins an alias of YAML here; put the text in quotes"),
      ("name: a\ntiers: [{ttl_by_team: {qa: -1}}]", "s.yaml:2:28: \"qa\" in \"ttl_by_team\" is \"-1\", which is less than nothing"),
      (
        "name: a\ntiers: [{stale_while_revalidate_by_class: {faq: 1h}, ttl: 1h}]",
        "s.yaml:2:43: the strategy has no classes of questions, so there is no “faq”"
      ),
      (
        "name: a\ntiers: [{stale_while_revalidate_by_model: {m: 1h}}]",
        "s.yaml:2:43: no entry of this tier ever expires, so none is ever stale"
      ),
      ("name: a\ntiers: [{}]\neligibility: {teams: []}", "s.yaml:3:22: calls of no team are cached: name at least one"),
      ("name: a\ntiers:\n  - {TTL: 1h}", "s.yaml:3:6: a tier has no field \"TTL\"; did you mean \"ttl\"?"),
      ("name: a\ntiers: [{ttl: 99999999999999d}]", "\"99999999999999d\", which is too large; write a duration"),
      ("name: a\ntiers: [{capacity: 99999999999999999999GB}]", "which is too large; write a size"),
      ("name: a\ntiers: [{capacity: 99999999999999999999}]", "which is too large; write a size"),
      ("name: a\nhash_bits: 99999999999999999999", "s.yaml:2:12: \"hash_bits\" is \"99999999999999999999\", which is too large"),
      ("name: a\ntiers:\n", "\"tiers\" is empty; write a list, one item a line"),
      ("name: a\ntiers: [{jitter: 200%, ttl: 1h}]", "s.yaml:2:18: 200% is not a share of the TTL"),
      ("name: a\n# b\u{0}", "s.yaml:2:4: A control character (U+0000) stands here, which YAML does not take; delete it"),
      (
        "name: &n a\nsource: [*n, *n, *n, *n, *n, *n, *n, *n, *n]",
        "s.yaml:2:42: This is one more than the 8 aliases (such as *name) that a file may have; write out"
      ),
      (
        "name: " + String(repeating: "[", count: 20_000),
        "Lists and mappings stand inside one another deeper here than any field goes; write them flatter."
      ),
      ("base: redisvl\nname: a", "There is no preset \"redisvl\"; did you mean \"redisvl-semantic\"?"),
      ("base: litellm\nname: a", "did you mean one of \"litellm-local\", \"litellm-redis\""),
      (
        "base: something-else\nname: a",
        "There is no preset \"something-else\"; 'hindcast list strategies' shows the \(Presets.all.count) that there are."
      ),
    ])
  func sentences(_ text: String, _ expected: String) throws {
    let error = try #require(fault(text))
    #expect(error.description.contains(expected), "\(error)")
  }

  @Test("say where a field stands that a log has no answer to")
  func places() throws {
    let text = "strategies:\n  - name: a\n  - name: b\n    events:\n      - {at: 1d, every: 1us, do: invalidate}\n"
    let found = StrategyFile.fault("too often", at: "events[0].every", of: "b", in: text, file: "s.yaml")
    #expect(found.description == "s.yaml:5:25: too often")
    // A field that a preset brought along has no place of its own.
    let strategy = StrategyFile.fault("not known", at: "semantic.threshold", of: "b", in: text, file: "s.yaml")
    #expect(strategy.description == "s.yaml:3:5: not known")
    let alone = StrategyFile.fault("not known", at: "scope", of: "c", in: "name: c\nscope: user", file: "s.yaml")
    #expect(alone.description == "s.yaml:2:8: not known")
  }

  @Test("start from a preset where they say so, and keep what they do not write")
  func base() throws {
    let text = "strategies:\n  - {base: near-24h, name: mine, scope: team}\n  - {name: other}\n"
    let strategies = try StrategyFile.read(text, file: "s.yaml")
    var expected = try #require(Presets.named("near-24h"))
    (expected.name, expected.scope) = ("mine", .team)
    #expect(strategies == [expected, Strategy(name: "other")])
    // A name is not inherited, and a list of tiers takes the place of the preset's.
    #expect(fault("base: ttl-1h") != nil)
    let tiers = try StrategyFile.read("{base: ttl-1h, name: x, tiers: [{ttl: 2h}]}", file: "s.yaml")[0].tiers
    #expect(tiers == [Tier(expiry: .fixed(Microseconds(seconds: 7_200)))])
  }

  @Test("take capacities in entries and bytes, and TTLs from birth or from the last hit")
  func values() throws {
    func tier(_ fields: String) throws -> Tier { try StrategyFile.read("{name: x, tiers: [{\(fields)}]}", file: "s.yaml")[0].tiers[0] }
    #expect(try tier("capacity: 10000").capacity == .entries(10_000))
    #expect(try tier("capacity: 10_000 entries").capacity == .entries(10_000))
    #expect(try tier("capacity: 2GB, overhead: redis7").capacity == .bytes(2_000_000_000, overhead: .redis7(keyBytes: 75)))
    #expect(try tier("overhead: 100B, capacity: 1MiB").capacity == .bytes(1_048_576, overhead: .constant(100)))
    #expect(try tier("expiry: sliding, ttl: 1h").expiry == .sliding(Microseconds(seconds: 3_600)))
    #expect(try tier("latency: 5ms").latency == .constant(Microseconds(5_000)))
  }
}
