import Similarity
import Testing

@Suite("Classes of texts")
struct TextClassifierTests {
  private func meets(_ text: String, _ rule: TextRule) -> Bool {
    var classifier = TextClassifier([[rule]])
    return classifier.firstClass(of: text) == 0
  }

  @Test(
    "words are found as words",
    arguments: [
      ("now", "What is the price NOW?", true), ("now", "Do you know?", false), ("now", "now", true), ("now", "", false),
      ("class", "The class schedule", true), ("class", "first-class", true), ("class", "classes", false),
      ("opening hours", "your opening  hours?", true), ("opening hours", "hours of opening", false),
      ("opening hours", "Opening, hours", true), ("opening hours", "opening", false),
      ("pric*", "prices", true), ("pric*", "the pric", true), ("pric*", "caprice", false), ("*price*", "caprices", true),
      ("cancel * order", "cancel my order", true), ("cancel * order", "cancel order", false),
      ("cancel * order", "cancel my last order", false), ("cancel ... order", "please cancel my last order", true),
      ("cancel ... order", "cancel order", true), ("cancel ... order", "order to cancel", false),
      ("cancel…order", "Cancel it, the order", true),
      ("a b ... a c", "a b a b a c", true), ("a b ... a c", "a b c a", false), ("don't know", "I DON’T know", true),
      ("café", "Au CAFÉ.", true), ("café", "cafés", false), ("退款", "我想申请退款，谢谢", true), ("退款", "退还款", false), ("v2", "use v2.1", true),
      ("3.5", "gpt 3.5", true), ("user_id", "the user_id field", true), ("user_id", "user id", false), ("c++", "c", true),
    ])
  func words(_ rule: String, _ text: String, _ expected: Bool) {
    #expect(meets(text, .pattern(rule)) == expected)
    if !rule.contains("*"), !rule.contains("..."), !rule.contains("…") { #expect(meets(text, .words(rule)) == expected) }
  }

  @Test("without wildcards a star and dots are punctuation")
  func plainWords() {
    #expect(meets("what is a b", .words("a * b")))
    #expect(!meets("what is a c b", .words("a * b")))
    #expect(meets("prices, pric", .words("pric*")))
    #expect(!meets("prices", .words("pric*")))
  }

  @Test("the substring rule finds its characters inside words too, which is what it is for")
  func substrings() {
    #expect(meets("I know", .substring("now")))
    #expect(meets("BARCODE", .substring("code")))
    #expect(meets("a.b", .substring(".")))
    #expect(!meets("ab", .substring("abc")))
    #expect(!meets("", .substring("a")))
    #expect(meets("Größe", .substring("GRÖSSE".lowercased())) == false)
    #expect(meets("GRÖẞE", .substring("größe")))
  }

  @Test("characters are found where they stand, on thousands of drawn texts")
  func drawnSubstrings() {
    var state: UInt64 = 11
    func pick(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(below))
    }
    func letters(_ count: Int) -> String { String((0..<count).map { _ in pick(3) == 0 ? "b" : "a" as Character }) }
    var found = 0
    for _ in 0..<4_000 {
      let (part, text) = (letters(1 + pick(7)), letters(pick(30)))
      let expected = text.indices.contains { text[$0...].hasPrefix(part) }
      #expect(meets(text, .substring(part)) == expected, "\(part) in \(text)")
      if expected { found += 1 }
    }
    #expect(found > 1_000 && found < 3_000)
  }

  @Test("the first class that fits wins")
  func order() {
    var classifier = TextClassifier([[.words("price"), .words("today")], [.words("code")], [.substring("o")]])
    #expect(classifier.firstClass(of: "code for the price") == 0)
    #expect(classifier.firstClass(of: "Code for a book") == 1)
    #expect(classifier.firstClass(of: "a book") == 2)
    #expect(classifier.firstClass(of: "a tree") == nil)
  }

  @Test(
    "rules that mean nothing say so",
    arguments: [
      (TextRule.words(""), "no word"), (.words("?!"), "no word"), (.pattern("*"), "any text"), (.pattern("* ... *"), "any text"),
      (.pattern("..."), "any text"),
      (.substring(""), "empty"), (.words(String(repeating: "a", count: 201)), "longer"),
      (.substring(String(repeating: "a", count: 201)), "longer"),
    ])
  func faults(_ rule: TextRule, _ part: String) throws { #expect(try #require(rule.fault).contains(part)) }

  @Test(
    "rules that mean something are taken",
    arguments: [TextRule.words("a"), .pattern("a*"), .pattern("... a"), .substring(" "), .pattern("** b")])
  func taken(_ rule: TextRule) { #expect(rule.fault == nil) }

  @Test("agrees with trying everything, on thousands of drawn texts")
  func drawn() {
    var state: UInt64 = 7
    func pick(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(below))
    }
    var found = 0
    for _ in 0..<20_000 {
      let text = (0..<pick(7)).map { _ in (0..<(1 + pick(3))).map { _ in ["a", "b", "A"][pick(3)] }.joined() }
      let steps = (0..<(1 + pick(4))).map { _ in
        pick(4) == 0 ? "..." : (0..<(1 + pick(3))).map { _ in ["a", "b", "*"][pick(3)] }.joined()
      }
      let expected = steps.contains { $0 != "..." } && fitsAnywhere(steps, text.map { $0.lowercased() })
      let got = meets(text.joined(separator: [" ", ", ", "-"][pick(3)]), .pattern(steps.joined(separator: " ")))
      #expect(got == expected, "\(steps) in \(text)")
      if got { found += 1 }
    }
    #expect(found > 2_000 && found < 18_000)
  }

  /// Every way of laying the steps over the words.
  private func fitsAnywhere(_ steps: [String], _ words: [String]) -> Bool {
    (0...words.count).contains { fits(steps[...], words[$0...]) }
  }

  private func fits(_ steps: ArraySlice<String>, _ words: ArraySlice<String>) -> Bool {
    guard let step = steps.first else { return true }
    if step == "..." { return (0...words.count).contains { fits(steps.dropFirst(), words.dropFirst($0)) } }
    guard let word = words.first else { return false }
    return shape(Array(step)[...], Array(word)[...]) && fits(steps.dropFirst(), words.dropFirst())
  }

  private func shape(_ shape: ArraySlice<Character>, _ word: ArraySlice<Character>) -> Bool {
    guard let first = shape.first else { return word.isEmpty }
    if first == "*" { return (0...word.count).contains { self.shape(shape.dropFirst(), word.dropFirst($0)) } }
    return word.first == first && self.shape(shape.dropFirst(), word.dropFirst())
  }

  @Test("a hostile pattern on a long text costs what its length says", .timeLimit(.minutes(1)))
  func bounded() {
    let pattern = String(repeating: "*a", count: 99) + "b"
    #expect(!meets(String(repeating: "a", count: 1 << 20), .pattern(pattern)))
    #expect(!meets(String(repeating: "a ", count: 1 << 18), .pattern(String(repeating: "... a* ", count: 28) + "b")))
    #expect(!meets(String(repeating: "a", count: 1 << 20), .substring(String(repeating: "a", count: 199) + "b")))
  }
}
