import Similarity
import Testing

@Suite struct AnswerSketchTests {
  private func sketch(_ texts: String...) -> AnswerSketch {
    var sketcher = AnswerSketcher()
    for text in texts { sketcher.add(text) }
    return sketcher.finish()
  }

  @Test(arguments: [
    ("The capital is Oslo.", "the capital is oslo"), ("**Oslo**", "Oslo"), ("- one\n- two", "* One\n* Two"), ("It’s", "It's"),
    ("“Oslo” — yes…", "Oslo - yes"),
    ("# Heading\n\ntext", "heading text"), ("首都是奥斯陆。", "首都是奥斯陆"), ("首都是：奥斯陆！", "首都是奥斯陆"),
  ])
  func spellingDoesNotCount(_ a: String, _ b: String) { #expect(sketch(a).likeness(to: sketch(b)) == .spelling) }

  @Test(arguments: [
    ("It costs 5", "It costs 6"), ("It costs $5", "It costs 5"), ("It costs 5 %", "It costs 5"), ("It is -5", "It is 5"),
    ("a < b", "a > b"),
    ("3.5", "35"), ("Yes.", "No."), ("Oslo is the capital", "the capital is Oslo"), ("a b", "a b b"), ("奥斯陆", "斯陆奥"), ("", "x"), ("Ä", "Ö"),
  ])
  func whatSaysSomethingElseIsNoSpelling(_ a: String, _ b: String) {
    #expect(sketch(a).likeness(to: sketch(b)) != .spelling)
    #expect(sketch(a).likeness(to: sketch(b)) == sketch(b).likeness(to: sketch(a)))
  }

  @Test func orderDoesNotCountForSimilarity() {
    let (a, b) = (sketch("the first step is to open the settings"), sketch("to open the settings is the first step"))
    #expect(a.similarity(to: b) == 1 && a.likeness(to: b) == .similar)
    // Other numbers are another answer, however alike the rest.
    let text = "your order of twelve red and four blue boxes leaves our house in Oslo on the morning of day"
    #expect(sketch(text + " 12").similarity(to: sketch(text + " 13")) > 0.5)
    #expect(sketch(text + " 12").likeness(to: sketch(text + " 13")) == .different)
    #expect(sketch(text + " 12 and 13").likeness(to: sketch("13 and 12 " + text)) == .similar)
  }

  @Test func nothingIsLeftOfTheAnswerBefore() {
    var sketcher = AnswerSketcher()
    sketcher.add("one answer with 3 numbers 1 2")
    _ = sketcher.finish()
    #expect(sketcher.finish() == .unknown && !AnswerSketch.unknown.isKnown)
    sketcher.add("")
    sketcher.add(" \n—.")
    sketcher.add("another")
    #expect(sketcher.finish().similarity(to: sketch("Another")) == 1)
    // A word ends with its text.
    #expect(sketch("an", "other").likeness(to: sketch("an other")) == .spelling)
    #expect(sketch("an", "other").likeness(to: sketch("another")) != .spelling)
  }

  /// Against the shares of words that sets really have in common: no bias, and no more spread than 128 bits have.
  @Test(arguments: [1, 3, 20, 300])
  func theEstimateIsThatOfTheSets(_ size: Int) {
    var state: UInt64 = 7
    func draw() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    var (error, square, count) = (0.0, 0.0, 0)
    for round in 0..<200 {
      let shared = (0..<size * (round % 5) / 4).map { _ in "w\(draw())" }
      let (a, b) = ((0..<size).map { _ in "w\(draw())" } + shared, (0..<size).map { _ in "w\(draw())" } + shared.reversed())
      let (x, y) = (Set(a), Set(b))
      let truth = Double(x.intersection(y).count) / Double(x.union(y).count)
      let estimate = sketch(a.joined(separator: " ")).similarity(to: sketch(b.joined(separator: "\n")))
      // Half of the estimates of nothing are cut off at 0.
      if truth == 0 {
        #expect(estimate < 0.45)
        continue
      }
      error += estimate - truth
      square += (estimate - truth) * (estimate - truth)
      count += 1
    }
    // Few words fill few of the parts, so that what they share varies more.
    let allowed = size < 20 ? 0.4 : 0.12
    #expect((square / Double(count)).squareRoot() < allowed, "\(square / Double(count))")
    #expect(abs(error / Double(count)) < (size < 20 ? 0.08 : 0.03), "\(error / Double(count))")
  }
}
