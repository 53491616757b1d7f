import Similarity
import Testing
import Traces
import Units

@testable import Duplicates

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
