import Similarity
import Testing
import Traces
import Units

@testable import Duplicates

/// Requests with real texts: their normal forms and what comparing them tells.
struct TextSketch {
  var rows: [Row]
  var texts: LoggedTexts

  /// One request per text, a minute apart.
  init(_ texts: [String], systems: [String] = [], configure: (Int, inout Row) -> Void = { _, _ in }) {
    var normalizer = Normalizer()
    var ids: [[String: UInt32]] = [[:], [:], [:]]
    var known: [String: Row.Text] = [:]
    var kept = [""]
    rows = texts.enumerated().map { index, text in
      var row = Row()
      row.time = index * 60
      if known[text] == nil {
        kept.append(text)
        let forms = NormalForm.allCases.map { form -> UInt32 in
          let normal = normalizer.normalized(text, to: form)
          let id = ids[form.rawValue][normal] ?? UInt32(ids[form.rawValue].count + 1)
          ids[form.rawValue][normal] = id
          return id
        }
        known[text] = Row.Text(UInt32(known.count + 1), forms[0], forms[1], forms[2])
      }
      row.text = known[text] ?? Row.Text(0)
      configure(index, &row)
      return row
    }
    self.texts = LoggedTexts(lastUserMessages: kept, systemPrompts: ([""] + systems).map { TextHead($0) })!
  }

  func audit(threshold: Int = 9_000, scope: Scope = .global) -> Audit {
    let sketch = Sketch(rows)
    var options = Audit.Options()
    options.threshold = threshold
    return Audit(trace: sketch.trace, costs: sketch.costs, scope: scope, options: options, texts: texts)
  }

  var classes: [DuplicateClass] { audit().classification.classes }
}

/// A background of other questions, so that words have frequencies.
private let others = (0..<60).map {
  "What is the best way to \(["cook", "paint", "sell", "clean"][$0 % 4]) a \(["house", "boat", "car"][$0 % 3]) in region \(Character(UnicodeScalar(UInt8(97 + $0 % 26))))x\($0)?"
}

@Suite struct TextTests {
  @Test(arguments: [
    ("What is 2+2?", "What is 2+3?"), ("How do I enable two-factor login?", "How do I disable two-factor login?"),
    ("transfer $100 from Ann to Bob", "transfer $100 from Bob to Ann"),
    ("send the invoice to Anna today", "send the invoice to Carla today"),
    ("How do I learn C?", "How do I learn C++?"), ("is it 5 % of the price", "is it 5 of the price"),
    ("Can I log in here?", "Can't I log in here?"), ("is it safe to eat", "is it not safe to eat"),
    ("does aspirin interact with ibuprofen", "does aspirin interact with paracetamol"),
    ("convert 5 km to miles", "convert 5 miles to km"), ("book a table for the 3rd of May", "book a table for the 4th of May"),
    ("run `rm -r x` now please", "run `rm -R x` now please"), ("salt & pepper on the fish", "salt or pepper on the fish"),
  ]) func adversarialPairsAreNeitherNearNorSemantic(_ a: String, _ b: String) {
    for texts in [[a, b], [b, a]] {
      let audit = TextSketch(others + texts).audit(threshold: 7_000)
      let found = audit.classification.classes.suffix(2)
      #expect(!found.contains(.near) && !found.contains(.semantic) && !found.contains(.exact), "\(texts): \(found)")
    }
  }

  @Test func classesInTheirOrder() {
    let form = "Refund order 4711 of customer 9 please and confirm by mail"
    let audit = TextSketch(
      others + [
        form, form, "refund order 4711 of the customer 9 please, and confirm by mail!",
        "Refund order 4712 of customer 8 please and confirm by mail",
        "how do I reset the password of my account", "how do I reset the forgotten password of my account", "a wholly other matter",
      ]
    ).audit(threshold: 8_000)
    let found = Array(audit.classification.classes.suffix(7))
    #expect(found == [.unique, .exact, .near, .templated, .unique, .semantic, .unique])
    let first = UInt32(others.count)
    #expect(
      Array(audit.classification.match.suffix(7).dropFirst()) == [
        first, first + 1, first + 1, Classification.noMatch, first + 4, Classification.noMatch,
      ])
    #expect(audit.total[.templated].servable.requests == 0)
    #expect(audit.total[.semantic].servable.requests == 1)
    let semantic = audit.expectations.filter { if case .semantic = $0.kind { true } else { false } }
    #expect(semantic.count == 1 && semantic[0].labelled.total >= 30)
    #expect((0.5..<1).contains(semantic[0].precision ?? 0))
  }

  @Test func typosAreNear() {
    let common = (0..<30).map { "the government of country number \($0) and its history" }
    let audit = TextSketch(common + ["why is the government so slow", "why is the goverment so slow", "why is the governance so slow"])
      .audit()
    #expect(audit.classification.classes.suffix(3).map(\.name) == ["unique", "near", "unique"])
    #expect(audit.classification.likeness[31] == .typo)
    #expect(audit.total[near: .typo].all.requests == 1)
    // No key finds it: what a replay with near keys hits does not count it.
    #expect(audit.unlimitedNear.requests == 0)
  }

  /// Other contexts have other answers: the same texts under another system prompt, model or earlier turn are never compared.
  @Test func onlyOneScopeAndContextIsCompared() {
    let pair = ["how do I reset the password of my account", "how do I reset the forgotten password of my account"]
    func last(_ change: @escaping (inout Row) -> Void, scope: Scope = .global) -> DuplicateClass? {
      TextSketch(others + pair) { if $0 == others.count { change(&$1) } }.audit(threshold: 8_000, scope: scope).classification.classes.last
    }
    #expect(last { _ in } == .semantic)
    #expect(last { $0.model = "m2" } == .unique)
    #expect(last { $0.system = 3 } == .unique)
    #expect(last { $0.earlier = 3 } == .unique)
    #expect(last { $0.temperature = 0.5 } == .unique)
    #expect(last { $0.team = "red" } == .semantic)
    #expect(last({ $0.team = "red" }, scope: .team) == .unique)
    // What is not in the log whole is neither asked nor matched.
    #expect(last { $0.flags.insert(.missingContext) } == .unique)
    // A failed request was asked, but has no answer.
    let failed = TextSketch(others + pair) { if $0 == others.count { $1.flags.insert(.failed) } }.audit(threshold: 8_000)
    #expect(failed.classification.classes.last == .semantic)
    #expect(failed.total[.semantic].servable.requests == 0)
  }

  @Test func oddTextsBehave() {
    let long = String(repeating: "every word of it counts, and there are many; ", count: 200_000 / 45)
    let odd = [
      "", " ", "?", "hi", "Hi!", "ok", long, long + "x", "שלום עולם טוב", "שלום עולם רע", "北京的天气怎么样", "南京的天气怎么样", "😂", "🔥", "is 😂 funny",
      "is 🔥 funny", "\u{0}\u{1}", "\u{202E}abc", "étude", "1", "2", "`", "\"\"", String(repeating: "(", count: 5_000),
    ]
    let audit = TextSketch(odd + odd).audit()
    let found = audit.classification.classes
    for index in odd.indices {
      #expect(found[index] == .unique || [.near, .templated, .semantic].contains(found[index]))
      #expect(found[odd.count + index] == .exact, "\(odd[index].prefix(20))")
    }
    func of(_ text: String) -> DuplicateClass { found[odd.firstIndex(of: text) ?? 0] }
    #expect(of("Hi!") == .near)
    for text in ["שלום עולם רע", "南京的天气怎么样", "🔥", "is 🔥 funny", "2", "?"] {
      #expect(![.near, .semantic].contains(of(text)), "\(text)")
    }
  }

  /// The best earlier match, against comparing everything with everything.
  @Test(arguments: 0..<4) func bestMatchesAreThoseOfBruteForce(_ seed: UInt64) {
    let words = ["reset", "my", "password", "account", "how", "card", "lost", "find", "order", "late", "refund", "the"]
    let draws = Draws(seed: seed)
    let texts = (0..<500).map { i in
      (0..<(3 + Int(draws.bits(UInt64(i), 99) % 4))).map { words[Int(draws.bits(UInt64(i), UInt64($0)) % 12)] }.joined(separator: " ")
    }
    let sketch = TextSketch(texts) { $1.system = draws.bits(UInt64($0), 50) % 20 == 0 ? 1 : 0 }
    let trace = Sketch(sketch.rows).trace
    let asked = AskedTexts(trace, scope: .global)
    var builder = LexicalCorpusBuilder()
    for text in sketch.texts.lastUserMessages { builder.append(text) }
    let corpus = builder.freeze()
    let best = BestEarlier(asked, corpus: corpus, floor: 7_000, threads: 2)
    #expect(asked.groups.contains { $0.count > 200 } && asked.groups.contains { $0.count < 100 })
    var matched = 0
    for pair in asked.texts.indices {
      var (found, most) = (AskedTexts.none, 6_999)
      for earlier in 0..<pair where asked.contexts[earlier] == asked.contexts[pair] {
        let score = corpus.score(Int(asked.texts[earlier]), Int(asked.texts[pair]))
        if score > most { (found, most) = (UInt32(earlier), score) }
      }
      #expect(best.best[pair] == found)
      if found != AskedTexts.none {
        matched += 1
        #expect(Int(best.scores[pair]) == most)
      }
    }
    #expect(matched > 50)
  }

  @Test func theSweepAgreesWithTheClasses() throws {
    let words = ["reset", "my", "password", "account", "how", "card", "lost", "find", "order", "late", "refund", "the"]
    let draws = Draws(seed: 5)
    let texts = (0..<400).map { i in
      (0..<6).map { words[Int(draws.bits(UInt64(i), UInt64($0)) % 12)] }.joined(separator: " ")
    }
    let sketch = TextSketch(texts)
    let points = sketch.audit().sweep
    #expect(points.map(\.threshold) == ThresholdPoint.thresholds)
    for (loose, strict) in zip(points, points.dropFirst()) {
      #expect(loose.hits.requests >= strict.hits.requests && loose.unguarded.requests >= strict.unguarded.requests)
    }
    var seen = 0
    for point in points {
      let audit = sketch.audit(threshold: point.threshold)
      #expect(audit.total[.semantic].all == point.hits, "\(point.threshold)")
      #expect(point.hits.requests <= point.unguarded.requests)
      seen += point.hits.requests
      let wrong = audit.expectations.reduce(0) { if case .semantic = $1.kind { $0 + $1.wrong } else { $0 } }
      #expect(abs(wrong - point.wrong) < 1e-9)
      let bands = audit.expectations.reduce(0) { if case .band = $1.kind { $0 + $1.wrong } else { $0 } }
      #expect(abs(wrong - bands) < 1e-9)
    }
    #expect(seen > 10)
    #expect(TextSketch(texts).audit() == TextSketch(texts).audit())
  }

  @Test func withoutTextsNothingIsTemplatedOrSemantic() {
    let sketch = Sketch(TextSketch(others).rows)
    let audit = sketch.audit()
    #expect(audit.matches == nil && audit.sweep.isEmpty)
    #expect(audit.total[.templated].all.requests == 0 && audit.total[.semantic].all.requests == 0)
  }

  @Test func aReviewTakesFromEveryStratum() {
    let words = ["reset", "my", "password", "account", "how", "card", "lost", "find", "order", "late", "refund", "the"]
    let draws = Draws(seed: 8)
    let texts = (0..<600).map { i in (0..<5).map { words[Int(draws.bits(UInt64(i), UInt64($0)) % 12)] }.joined(separator: " ") }
    let audit = TextSketch(texts).audit(threshold: 7_500)
    let all = audit.review(.max, seed: 1)
    #expect(Set(all.map(\.request)).count == all.count)
    let strata = Set(all.map { "\($0.kind) \($0.difference)" })
    #expect(strata.count > 3)
    let few = audit.review(strata.count, seed: 1)
    #expect(Set(few.map { "\($0.kind) \($0.difference)" }) == strata)
    #expect(few == audit.review(strata.count, seed: 1))
    #expect(audit.review(strata.count, seed: 2) != few)
    #expect(all.filter { $0.kind == .semantic }.count == audit.total[.semantic].all.requests)
    #expect(audit.review(0, seed: 1).isEmpty)
    let measured = MeasuredPrecision.all([("semantic", true), ("semantic", false), ("near", true), ("nonsense", true)])
    #expect(measured.map(\.kind) == ["near", "semantic"])
    #expect(measured[1].verdicts == Calibration.Precision(right: 1, total: 2))
  }
}

@Suite struct AnswerAgreementTests {
  @Test func differencesAreClampedAndHaveNewcombesInterval() throws {
    var (a, b) = (AnswerAgreement(), AnswerAgreement())
    #expect(a.excess(over: b) == nil)
    for i in 0..<70 { a.add(differs: i < 56) }
    for i in 0..<80 { b.add(differs: i < 48) }
    // Newcombe 1998, table II: 56/70 − 48/80, method 10: 0.0524 to 0.3339.
    let excess = try #require(a.excess(over: b))
    #expect(abs(excess.value - 0.2) < 1e-12)
    #expect(abs(excess.interval.lowerBound - 0.0524) < 0.0001 && abs(excess.interval.upperBound - 0.3339) < 0.0001)
    let reverse = try #require(b.excess(over: a))
    #expect(reverse.value == 0 && reverse.interval == 0...0)
  }

  /// A model that never disagrees with itself, and one that does half of the time: hits of the second are held against the second.
  @Test func eachKindOfCallIsHeldAgainstItsOwn() throws {
    var (identical, near, few) = (AnswerAgreement(), AnswerAgreement(), AnswerAgreement())
    for _ in 0..<900 { identical.add(differs: false, kind: 0) }
    for i in 0..<100 { identical.add(differs: i < 50, kind: 2) }
    for i in 0..<10 { identical.add(differs: i < 8, kind: 3) }
    for _ in 0..<10 { near.add(differs: false, kind: 0) }
    for i in 0..<90 { near.add(differs: i < 45, kind: 2) }
    // 45 of 100 differ, and .1 · 0 + .9 · .5 are the models' own; all pairs together would have it at 39 % of error.
    let excess = try #require(near.excess(over: identical))
    #expect(abs(excess.value) < 1e-12 && excess.interval.lowerBound == 0)
    // The limits by hand: of 45 in 100, of 0 in 900 and of 50 in 100.
    let (own, cold, hot) = (
      near.all.rate.interval, Calibration.Precision(right: 0, total: 900).interval, Calibration.Precision(right: 50, total: 100).interval
    )
    let high = ((own.upperBound - 0.45) * (own.upperBound - 0.45) + 0.81 * (0.5 - hot.lowerBound) * (0.5 - hot.lowerBound)).squareRoot()
    #expect(cold.lowerBound < 1e-12 && abs(excess.interval.upperBound - high) < 1e-12)
    // Kinds of which too little is known, or nothing, are held against all.
    for i in 0..<40 { few.add(differs: i < 20, kind: i % 2 == 0 ? 3 : 7) }
    let rest = try #require(few.excess(over: identical))
    #expect(abs(rest.value - (0.5 - 58.0 / 1_010)) < 1e-12)
  }

  /// A question, and answers to it, its rewording and what looks like it: how alike they are is told where the answers are known.
  @Test func answersAreAsAlikeAsTheyAre() throws {
    let answers = [
      "", "Settings, then Security, then Reset password.", "settings then security then **reset password**",
      "Open Settings, then Security; Reset password is there.",
      "Call support: your bank alone can do it.", "Settings, then Security 2, then Reset password.",
    ]
    let question = "How do I reset my password?"
    // Asked, again, again, again, near, near.
    let asked = [question, question, question, question, "How can I reset my password", "how do I reset my password"]
    let given: [UInt32] = [1, 1, 2, 3, 4, 5]
    var sketch = TextSketch(asked) { $1.answer = given[$0] }
    var sketcher = AnswerSketcher()
    sketch.texts.answers = answers.map {
      sketcher.add($0)
      return sketcher.finish()
    }
    let audit = sketch.audit()
    let (identical, near) = (audit.answers.identical, audit.answers.near)
    #expect(audit.answers.isLikened)
    #expect(identical.all.compared == 3 && identical.all.likened == 3 && near.all.compared == near.all.likened && near.all.likened == 2)
    // Each is compared with the latest of the same form: 1 with 1, 2 with 1, 3 with 2, then 4 with 3, and 5 with 3.
    #expect([identical.all.equal, identical.all.spelling, identical.all.similar, identical.all.different] == [1, 1, 1, 0])
    #expect([near.all.equal, near.all.spelling, near.all.similar, near.all.different] == [0, 0, 0, 2])
    #expect(identical.all.differing == 2 && near.all.differing == 2)
    let excess = try #require(near.differentExcess(over: identical))
    #expect(excess.value == 1 && excess.interval.lowerBound > 0 && excess.interval.upperBound >= 1)

    // An answer that called a tool: only whether it is equal is known.
    sketch.texts.answers[4] = .unknown
    #expect(sketch.audit().answers.near.all.likened == 1 && sketch.audit().answers.near.all.compared == 2)
    sketch.texts.answers = []
    let blind = sketch.audit().answers
    #expect(!blind.isLikened && blind.identical.all.differing == 2 && blind.near.all.rate == near.all.rate)
  }
}

@Suite struct WasteTests {
  @Test func groupsAddUpToTheWhole() {
    let sketch = Sketch(randomRows(2_000, seed: 4))
    let audit = sketch.audit()
    let comparable = audit.classification.classes.count { $0.isComparable }
    for table in audit.waste where [.model, .endpoint].contains(table.division) {
      #expect(table.rows.reduce(0) { $0 + $1.all.requests } == comparable, "\(table.division)")
    }
    let repeats = audit.total[.exact].all + audit.total[.near].all
    for table in audit.waste where table.division == .model {
      #expect(table.rows.reduce(Volume()) { $0 + $1.repeats } == repeats)
    }
    #expect(audit.waste.map(\.division) == [.model, .team, .endpoint, .hour, .systemPrompt] || !audit.waste.isEmpty)
  }

  @Test func aTimestampInASystemPromptIsFound() throws {
    // Ten questions, each asked four times, under a system prompt that says the time.
    let questions = (0..<40).map { "question \(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"][$0 % 10])" }
    let systems = (0..<40).map { "Your clock is 2026-11-\(10 + $0 % 20) 12:\(10 + $0). You answer questions of customers." }
    let audit = TextSketch(questions, systems: systems) { $1.system = UInt32($0 + 1) }.audit()
    #expect(audit.total[.exact].all.requests == 0)
    let fix = try #require(audit.fixes.first)
    guard case .systemPromptValue(_, let line, let offset, let prompts) = fix.kind else {
      Issue.record("\(fix.kind)")
      return
    }
    #expect(line == 1 && offset == 14 && prompts == 40)
    #expect(fix.volume.requests == 30)
  }

  @Test func aParameterThatTellsRepeatsApartIsFound() throws {
    let rows = (0..<30).map { i in
      var row = Row()
      row.time = i * 60
      row.text = Row.Text(UInt32(i / 3 + 1))
      row.temperature = [0, 0.5, 1][i % 3]
      return row
    }
    let audit = Sketch(rows).audit()
    let fix = try #require(audit.fixes.first)
    #expect(fix.kind == .parameter(.temperature))
    #expect(fix.volume.requests == 20)
  }

  @Test func collisionsAreThoseOfTheBirthdayBound() {
    let found = HashCollisions.all(keys: 100_000)
    #expect(found.map(\.bits) == [31, 32, 64, 128])
    #expect(abs(found[1].expected - 1.1641) < 0.0001)
    #expect(found[2].expected < 1e-9)
    #expect(HashCollisions.all(keys: 0).allSatisfy { $0.expected == 0 })
  }

  @Test func templatesHaveTheirSharedPrefix() throws {
    let texts = (0..<20).map { "Please summarise the following ticket number \(1000 + $0) for the support team" }
    let audit = TextSketch(texts).audit()
    #expect(audit.total[.templated].all.requests == 19)
    let table = try #require(audit.waste.first { $0.division == .template })
    #expect(table.rows.count == 1 && table.rows[0].all.requests == 20)
    #expect(table.rows[0].sharedPrefixTokens >= 19 * 5)
  }
}
