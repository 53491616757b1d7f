import Similarity
import Testing

/// What an embedding does not see.
@Suite struct EmbeddingGuardTests {
  @Test(arguments: [
    ("What is 2+2?", "What is 2+3?", DifferenceKind.number), ("enable two-factor login", "disable two-factor login", .opposite),
    ("transfer $100 from Ann to Bob", "transfer $100 from Bob to Ann", .order), ("my dog bites men", "men bite my dog", .order),
    ("please send the report to Anna", "please send the report to Carla", .name), ("How do I learn C?", "How do I learn C++?", .symbol),
    ("How do I learn C#", "How do I learn C++", .symbol), ("is it 5 % of the price", "is it 5 of the price", .unit),
    ("convert 5 km", "convert 5 miles", .unit), ("Can I log in?", "Can't I log in?", .negation), ("with sugar", "without sugar", .negation),
    ("how do I install it", "how do I uninstall it", .opposite), ("tea and coffee", "tea or coffee", .opposite),
    ("plans for the year", "plans for the year 2024", .number), ("the first world war", "the second world war", .number),
    ("what does \"cats\" mean", "what does \"dogs\" mean", .literal), ("Who won against Spain?", "Who won against Italy?", .name),
    ("swim during a storm", "swim after a storm", .opposite), ("Is he guilty?", "Is she guilty?", .opposite),
    ("the price of a pound of beef", "the price of half a pound of beef", .number), ("name forty lakes", "name sixty lakes", .number),
    ("a dozen roses", "two dozen roses", .number), ("wait for 9 s", "wait for 9 ms", .unit),
    ("the lift hardly moves", "the lift moves", .negation),
    ("she has a car", "she has neither car nor bike", .negation), ("x ∈ Y holds", "x ∉ Y holds", .symbol), ("p ≠ q", "p = q", .symbol),
    ("more than ten seats", "fewer than ten seats", .opposite), ("When did it open?", "Where did it open?", .question),
    ("Who sank it?", "Why sank it?", .question), ("Licht einschalten", "Licht ausschalten", .opposite),
  ]) func vetoed(_ a: String, _ b: String, _ kind: DifferenceKind) {
    #expect(veto(a, b) == kind)
    #expect(veto(b, a) == kind)
  }

  @Test(arguments: [
    ("What is the capital?", "what is the capital"), ("How can I lose weight?", "How should I lose weight?"),
    ("What is the best way to lose weight?", "How can I lose weight?"), ("pros & cons of it", "pros and cons of it"),
    ("two apples", "2 apples"), ("reset my password", "reset my forgotten password"),
    ("the US election", "how do I see the election of the US"),
    ("it is not never late", "it is late"), ("How did it start?", "Why did it start?"), ("one of them", "any of them"),
  ]) func allowed(_ a: String, _ b: String) {
    #expect(veto(a, b) == nil)
    #expect(veto(b, a) == nil)
  }

  @Test func equalTextsAreAllowedAndOrderDoesNotMatter() {
    let texts = Texts.made(count: 150)
    var builder = LexicalCorpusBuilder()
    for text in texts { builder.append(text) }
    var embeddingGuard = EmbeddingGuard(builder.freeze())
    for a in texts.indices {
      #expect(embeddingGuard.veto(a, a) == nil)
      for b in 0..<a { #expect(embeddingGuard.veto(a, b) == embeddingGuard.veto(b, a), "\(texts[a]) | \(texts[b])") }
    }
  }

  private func veto(_ a: String, _ b: String) -> DifferenceKind? {
    var builder = LexicalCorpusBuilder()
    builder.append(a)
    builder.append(b)
    var embeddingGuard = EmbeddingGuard(builder.freeze())
    return embeddingGuard.veto(0, 1)
  }
}
