import Similarity
import Testing

/// What two texts differ in, and whether that is a veto.
@Suite struct DifferTests {
  @Test(arguments: [
    ("What is 2+2?", "What is 2+3?", DifferenceKind.number), ("enable two-factor login", "disable two-factor login", .opposite),
    ("transfer $100 from Ann to Bob", "transfer $100 from Bob to Ann", .order),
    ("send the report to Anna", "send the report to Carla", .substitution),
    ("How do I learn C?", "How do I learn C++?", .symbol), ("How do I learn C#", "How do I learn C++", .symbol),
    ("is it 5 % of the price", "is it 5 of the price", .unit), ("does it cost $20", "does it cost €20", .unit),
    ("Can I log in?", "Can't I log in?", .negation), ("with sugar", "without sugar", .negation),
    ("is it safe", "is it not safe", .negation),
    ("how do I install it", "how do I uninstall it", .opposite), ("is it legal", "is it illegal", .opposite),
    ("the most expensive phone", "the least expensive phone", .opposite),
    ("show the users", "show only the users", .logic), ("salt & pepper", "salt or pepper", .opposite),
    ("before the meal", "after the meal", .opposite),
    ("tea and coffee", "tea or coffee", .opposite), ("can I drive there", "should I drive there", .opposite),
    ("encode a string", "decode a string", .opposite), ("my dog bites men", "men bite my dog", .order),
    ("convert 5 km", "convert 5 miles", .unit), ("the first world war", "the second world war", .number),
    ("on May 3, 2024", "on May 4, 2024", .number), ("meet me on Monday", "meet me on Friday", .number),
    ("three apples", "four apples", .number), ("Python 3.10 support", "Python 3.11 support", .number),
    ("what does \"cats\" mean", "what does \"dogs\" mean", .literal), ("run `ls -R` now", "run `ls -r` now", .literal),
    ("open https://x.org/a please", "open https://x.org/b please", .literal), ("mail ann@x.org today", "mail bob@x.org today", .literal),
    ("who wrote it", "when was it written", .question), ("who is there", "where is there", .question),
    ("Who is the chairman?", "Who was the chairman?", .logic), ("the meeting is at 3 pm", "the meeting is at 3 am", .unit),
    ("how do I install it", "how do I install it on Ubuntu", .name), ("x[0] == 1", "x(0) == 1", .symbol),
    ("if (a == b) { c(); }", "if (a = b) { c(); }", .symbol),
    ("how do I sign up for it", "how do I sign out of it", .opposite), ("swim during a storm", "swim after a storm", .opposite),
    ("is the tumor benign", "is the tumor malignant", .opposite), ("get into the car", "get out of the car", .opposite),
    ("如何启用蓝牙", "如何禁用蓝牙", .opposite), ("Comment activer le mode avion", "Comment désactiver le mode avion", .opposite),
    ("Как включить звук", "Как выключить звук", .opposite), ("What do you think of me?", "What do I think of you?", .order),
    ("Who did you call?", "Who called you?", .exchange), ("tell me about you", "tell me about me", .exchange),
    ("five cups of it", "five tablespoons of it", .unit), ("the hepatitis a vaccine", "the hepatitis vaccine", .name),
    ("is my stretch A long", "is my stretch long", .name),
    ("petrol in a diesel engine", "is diesel used in petrol engines", .exchange), ("北京的天气", "南京的天气", .substitution),
    ("is it a moral question", "is it amoral", .opposite), ("dogs, cats and hot tea", "hot dogs, cats and tea", .order),
    ("שלום עולם טוב", "שלום עולם רע", .substitution), ("is 😂 funny", "is 🔥 funny", .substitution),
    // Duties.
    ("you must not park here", "you do not have to park here", .negation), ("guests may not smoke", "guests need not smoke", .negation),
    ("she may leave", "she has to leave", .opposite), ("I can't help laughing", "I can't laugh", .negation),
    ("do I not have to sign", "must I not sign", .negation), ("I don't have to work", "I don't work", .negation),
    // Editions, and amounts that a small word makes.
    ("is gpt-4o fast", "is gpt-4o-mini fast", .name), ("is gpt-3.5-turbo old", "is gpt-3.5-turbo-instruct old", .name),
    ("is it in Mexico", "is it in New Mexico", .name), ("twenty-one seats", "20 seats", .number), ("every day", "every other day", .number),
    ("the largest city", "the second largest city", .number), ("all of them came", "almost all of them came", .number),
    ("is the call at 3:00", "is the call at 15:00", .number), ("is it 3 pm", "is it 3:30 pm", .number),
    ("rate it ⭐⭐", "rate it ⭐⭐⭐", .symbol), ("only the user", "the only user", .order), ("is it hot soup", "is it too hot soup", .logic),
    // Who, and when.
    ("the bank owes me money", "I owe the bank money", .exchange), ("who won the cup", "who will win the cup", .logic),
  ]) func vetoed(_ a: String, _ b: String, _ kind: DifferenceKind) {
    #expect(difference(a, b) == kind)
    #expect(kind.isVeto)
  }

  @Test func whatVectorsAreBlindToIsVetoedForThemToo() {
    let blind = DifferenceKind.allCases.filter(\.isVetoForVectors)
    #expect(blind == [.order, .number, .unit, .negation, .opposite, .symbol, .literal, .detail])
    #expect(blind.allSatisfy { $0.isVeto })
  }

  @Test(arguments: [
    ("What is the capital?", "what is the capital", DifferenceKind.none), ("Please explain it", "explain it", .filler),
    ("What is a gene?", "What are genes?", .inflection), ("two apples", "2 apples", .inflection),
    ("it is late for this", "it is late for that", .function),
    ("reset my password", "reset my forgotten password", .insertion), ("the US election", "the election of the US", .function),
    ("how do I work for it", "how do I work at it", .function), ("can you tell me how it works", "can I know how it works", .function),
    ("cheap flights abroad", "flights", .insertion), ("salt & pepper", "salt and pepper", .inflection),
    ("explain this `f(x)`", "please explain this `f(x)`", .filler), ("dogs and cats", "cats and dogs", .function),
    ("salt water taffy", "saltwater taffy", .function), ("a dog is fed by the boy", "the boy feeds a dog", .function),
    ("is it 5 %", "is it 5 percent", .inflection), ("must I pay tax", "do I have to pay tax", .function),
    ("forty-two seats", "42 seats", .function), ("a hundred seats", "100 seats", .function), ("thirty seats", "30 seats", .inflection),
    ("2 million seats", "2,000,000 seats", .function), ("is it at 3 pm", "is it at 15:00", .function),
    ("is it at 7 am", "is it at 07:00", .function), ("is it at 9:00", "is it at 09:00", .function),
    ("is it at 3 pm", "is it at 3:00 pm", .function), ("the twenty-first try", "the 21st try", .function),
    ("عندي ٣ قطط", "عندي 3 قطط", .inflection), ("मेरे पास १२ आम", "मेरे पास 12 आम", .inflection),
    ("do I pay $5.00", "do I pay $5", .function), ("the letter was written by Ann", "Ann wrote the letter", .function),
  ]) func allowed(_ a: String, _ b: String, _ kind: DifferenceKind) {
    #expect(difference(a, b) == kind)
    #expect(!kind.isVeto)
  }

  @Test func aRareWordOneSlipFromACommonOneIsATypo() {
    var builder = LexicalCorpusBuilder()
    for index in 0..<30 { builder.append("the government of country number \(index)") }
    builder.append("the goverment of it")
    builder.append("the government of it")
    builder.append("the governance of it")
    var differ = Differ(builder.freeze())
    #expect(differ.kind(30, 31) == .typo)
    #expect(differ.kind(31, 32) == .substitution)
  }

  @Test func differencesAreSymmetric() {
    let texts = Texts.made(count: 200)
    var builder = LexicalCorpusBuilder()
    for text in texts { builder.append(text) }
    var differ = Differ(builder.freeze())
    for a in texts.indices {
      #expect(differ.kind(a, a) == .none)
      for b in 0..<a { #expect(differ.kind(a, b) == differ.kind(b, a), "\(texts[a]) | \(texts[b])") }
    }
  }

  @Test func endlessDifferencesAreVetoedInBoundedTime() {
    var builder = LexicalCorpusBuilder()
    builder.append((0..<20_000).map { "a\($0)b" }.joined(separator: " "))
    builder.append((0..<20_000).map { "c\($0)d" }.joined(separator: " "))
    var differ = Differ(builder.freeze())
    #expect(differ.kind(0, 1).isVeto)
  }

  private func difference(_ a: String, _ b: String) -> DifferenceKind {
    var builder = LexicalCorpusBuilder()
    builder.append(a)
    builder.append(b)
    var differ = Differ(builder.freeze())
    return differ.kind(0, 1)
  }
}
