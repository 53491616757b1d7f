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
    ("How would you convert miles to km?", "How do I convert km to miles?", .order),
    ("set p and q to 1 and 2", "set q and p to 1 and 2", .order),
    ("show what is not sold and old", "show what is not old and sold", .order), ("cream and hot tea", "hot cream and tea", .order),
    ("stay and eat or leave and sleep", "leave and eat or stay and sleep", .order),
    ("what can I do in May but not in June", "what can I not do in May but in June", .order),
    ("delete all but the newest", "delete the newest", .negation), ("ten square miles", "ten miles", .unit),
    ("Which room is warmer?", "Which room is colder?", .opposite), ("did all of them stop", "did most of them stop", .opposite),
    ("Fisch oder Fleisch", "Fisch und Fleisch", .opposite), ("Who taught Plato?", "Who did Plato teach?", .order),
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
    ("Is tea or coffee better?", "Is coffee or tea better?"), ("name red, blue and green things", "name green, red and blue things"),
    ("How do crows differ from ravens?", "How do ravens differ from crows?"), ("red wine versus white wine", "white wine versus red wine"),
    ("Which is the best phone for me?", "Which phone is the best for me?"), ("How far can an owl see?", "How far an owl can see?"),
    ("If it rains, what should I do?", "What should I do if it rains?"), ("The ball was caught by the boy", "The boy caught the ball"),
    ("start a shop with no money", "start a shop without money"), ("Is it safe or not?", "Is it safe?"),
    ("Is it a planet? Why or why not?", "Is it a planet?"), ("say whether or not it is true", "say whether it is true"),
    ("my e-mail address", "my email address"), ("log in to the site", "login to the site"),
    ("films by J. K. Rowling", "films by JK Rowling"),
    ("give me $20", "give me 20$"), ("give me $20", "give me 20 dollars"), ("is it 5%", "is it 5 percent"),
    ("Is it in the USA?", "Is it in the US?"), ("does someone know it", "does anyone know it"),
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
