import Similarity
import Testing
import Traces
import Units

@testable import Duplicates

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
