import Similarity
import Testing

@Suite struct NormalizerTests {
  private var normalizer = Normalizer()

  @Test(arguments: [
    // Case, punctuation, white space, compatibility characters.
    ("What is Swift?", "what  is\nswift"), ("WHAT IS SWIFT", "What is swift..."), ("a well-known fact", "A well known fact"),
    ("“Quoted” text – here", "\"quoted\" text - here"), ("ＦＵＬＬ width ﬁgure", "full width figure"), ("don’t stop", "dont stop"),
    ("Straße nach Köln", "STRASSE NACH KO\u{308}LN"), ("zero\u{200B}width", "zerowidth"), ("Ⅳ legions", "iv legions"),
    ("１０％", "10 %"), ("你好，世界！", "你好 世界"), ("ΑΣ", "ας"), ("H₂O", "h2o"), ("x²", "x^2"), ("½ cup", "1/2 cup"),
  ]) func spellingAgrees(_ a: String, _ b: String) {
    expect(a, b, agreeFrom: .spelling)
  }

  @Test(arguments: [
    ("Please explain recursion", "Explain recursion"), ("Could you explain recursion?", "explain recursion"),
    ("Can you please tell me a joke", "tell me a joke, please"), ("Hello, explain the recursion!", "Explain recursion"),
    ("Hi! Explain recursion. Thanks in advance!", "Explain recursion"), ("Explain recursion, thank you", "explain recursion"),
    ("What's the capital of France?", "What is capital of France"), ("I can't log in", "I cannot log in"),
    ("I don't like it", "I do not like it"), ("How can I reset my PIN", "How do I reset my PIN"), ("We're lost", "We are lost"),
    ("What exactly is an atom?", "What is an atom"), ("Are there any fees?", "Are there fees?"),
  ]) func fillersAgree(_ a: String, _ b: String) {
    expect(a, b, agreeFrom: .fillers)
  }

  @Test(arguments: [
    ("What is the exchange rate?", "What are the exchange rates?"), ("a dog runs", "a dog is running"), ("A man plays", "A man is playing"),
    ("The potato was peeled", "The potatoes were peeled"), ("a man inspired you", "a man inspires you"), ("big boxes", "big box"),
    ("new cities", "new city"), ("I am making tea", "I make tea"), ("old movies", "an old movie"), ("plans for it", "a plan for it"),
    ("Does Quora's algorithm work?", "Do Quora's algorithms work?"), ("he is planning it", "he plans it"),
  ]) func stemsAgree(_ a: String, _ b: String) {
    expect(a, b, agreeFrom: .stems)
  }

  @Test(arguments: [
    // Numbers, units, signs.
    ("What is 2+2?", "What is 2+3?"), ("2+2", "2-2"), ("5-3", "5 3"), ("-5", "5"), ("is it 3.5", "is it 35"), ("3.5 kg", "3 5 kg"),
    (".5 kg", "5 kg"), ("1,5", "15"), ("10:30", "1030"), ("10²", "102"), ("1½", "11/2"), ("5 %", "5"), ("$5", "5"), ("$5", "€5"),
    ("5!", "5"), ("what is n!", "what is n"), ("O- blood", "O blood"), ("an A- grade", "an A grade"), ("x - y", "x + y"),
    ("5'10\" tall", "5.10 tall"), ("2*(3+4)", "(2*3)+4"), ("-$5", "$5"), ("costs 1.000", "costs 1000"),
    ("C", "C++"), ("C", "C#"), ("C++", "C#"), ("F#", "F"), ("A*", "A"), ("R&D", "R D"), ("What is .NET", "What is net"),
    ("ls -l", "ls l"), ("run it --help", "run it help"), ("version 1.2.3", "version 123"), ("H2O", "H2O2"), ("5 stars", "6 stars"),
    // Negation, logic, comparison.
    ("I can log in", "I can't log in"), ("with sugar", "without sugar"), ("before noon", "after noon"), ("enable it", "disable it"),
    ("is it safe", "isn't it safe"), ("a and b", "a or b"), ("more than 5", "less than 5"), ("always", "never"), ("it is", "it is not"),
    ("I may go", "I will go"), ("I will go", "I won't go"), ("if it rains", "unless it rains"), ("hardly works", "hard works"),
    ("I have time", "I have no time"), ("do it", "don't do it"), ("all of them", "none of them"), ("at least 5", "at most 5"),
    ("a few people came", "few people came"), ("a little hope", "little hope"), ("what does an mean", "what does mean"),
    // Order and roles.
    ("transfer $100 from A to B", "transfer $100 from B to A"), ("Ann pays Bob", "Bob pays Ann"), ("dog bites man", "man bites dog"),
    ("Who attacked?", "Who was attacked?"), ("What is Ann like?", "What does Ann like?"), ("What is Google?", "What does Google do?"),
    ("I need to verify it", "Do I need to verify it?"), ("is he just loquacious or really wise", "is he really loquacious or just wise"),
    ("How do I do it", "How do I it"), ("was it good", "is it good"), ("who is he", "how is he"), ("he is interested", "he is interesting"),
    // Words that only look alike.
    ("U.S. visa", "us visa"), ("news today", "new today"), ("plan it", "plane it"), ("notes", "not"), ("hopping", "hoping"),
    ("he is hoping", "he is hopping"), ("apply", "app"), ("early", "ear"), ("reply", "rep"), ("AIDS relief", "aid relief"),
    ("Mars rover", "mar rover"), ("lens", "len"), ("HTTPS port", "HTTP port"), ("economics policy", "economic policy"),
    ("it was founded", "it was found"), ("add it", "ad it"), ("caring for it", "cars for it"), ("one", "on"), ("local", "locale"),
    ("moral", "morale"), ("human", "humane"), ("evening meal", "even meal"), ("states", "stats"), ("plan A fails", "plan fails"),
    ("plan A fails", "plan B fails"), ("vitamin A", "vitamin"), ("we're fine", "were fine"), ("I'll go", "ill go"),
    ("call Adams", "call Adam"), ("ask Williams", "ask William"), ("is he boring", "is he bored"), ("windows update", "window update"),
    // Words spoken of.
    ("How do you say please in French", "How do you say hello in French"), ("How do I say please", "How do I say thanks"),
    ("translate thank you", "translate hello"), ("split by \",\"", "split by \";\""),
    ("what does ? mean", "what does ! mean"), ("define \"cats\"", "define \"cat\""),
    // Code, addresses, other languages, symbols.
    ("run `rm -R a`", "run `rm -r a`"), ("run `a; b`", "run `a b`"), ("fix ```x[i]```", "fix ```x(i)```"),
    ("x = f(\"a\")", "x = f(\"A\")"), ("if (a == b) { c(); }", "if (a = b) { c(); }"), ("see https://x.org/A", "see https://x.org/a"),
    ("see https://x.org/the/a", "see https://x.org/a"), ("mail a.b@x.org", "mail ab@x.org"), ("mail a-b@x.org", "mail a.b@x.org"),
    ("mail the@x.org", "mail x.org"), ("snake_cases", "snake_case"), ("__init__", "init"), ("Was ist das?", "Ist das?"),
    ("voy a Madrid por la noche", "voy Madrid por la noche"), ("los gatos son como una casa", "los gato son como una casa"),
    ("мама мыла раму", "мама мыла рамы"), ("😂", "🔥"), ("what does 😂 mean", "what does 🔥 mean"), ("?", "!"), ("...", ".."), (" ", "  "),
    ("é", "e"), ("schon", "schön"), ("\u{FFFD}x", "x"), ("id 3f2a the", "id 3f2a"), ("550e8400-e29b", "550e8401-e29b"),
  ]) func nothingIsLost(_ a: String, _ b: String) {
    var normalizer = normalizer
    for form in NormalForm.allCases {
      let forms = (normalizer.normalized(a, to: form), normalizer.normalized(b, to: form))
      #expect(forms.0 != forms.1, "\(form)")
    }
    #expect(normalizer.signatures(of: a).stems != normalizer.signatures(of: b).stems)
  }

  @Test(arguments: [
    ("the word \"the\" here", "the word the here"), ("say 'the cats' now", "say the cats now"), ("he said “a cat”", "he said a cat"),
  ]) func quotationsAreLeftAlone(_ quoted: String, _ plain: String) {
    var normalizer = normalizer
    #expect(normalizer.normalized(quoted, to: .spelling) == normalizer.normalized(plain, to: .spelling))
    #expect(normalizer.normalized(quoted, to: .fillers) != normalizer.normalized(plain, to: .fillers))
  }

  @Test func fillersAloneKeepTheirSpelling() {
    var normalizer = normalizer
    for text in ["please", "the", "Thank you.", "hello hello", "a", "the the", "Hi there", "do", "is", "thanks so much", "really"] {
      #expect(!normalizer.normalized(text, to: .stems).isEmpty, "\(text)")
    }
    #expect(normalizer.normalized("", to: .stems).isEmpty)
    #expect(normalizer.signatures(of: "").stems == Fingerprint(of: ""))
  }

  @Test func signaturesAreTheFingerprintsOfTheForms() {
    var normalizer = normalizer
    for text in Texts.made(count: 3_000) {
      let signatures = normalizer.signatures(of: text)
      for form in NormalForm.allCases {
        let normal = normalizer.normalized(text, to: form)
        #expect(signatures[form] == Fingerprint(of: normal), "\(text)")
        #expect(text.isEmpty == normal.isEmpty, "\(text)")
      }
    }
  }

  @Test func scratchMemoryLeavesNoTrace() {
    var used = Normalizer()
    for text in Texts.made(count: 2_000, longest: 60) {
      var fresh = Normalizer()
      #expect(used.signatures(of: text) == fresh.signatures(of: text), "\(text)")
    }
  }

  @Test func longestTextsAreComparedAsTheyStand() {
    var normalizer = normalizer
    let long = String(repeating: "Word ", count: Normalizer.longest / 5 + 1)
    #expect(normalizer.signatures(of: long) != normalizer.signatures(of: long.lowercased()))
    #expect(normalizer.signatures(of: long) == normalizer.signatures(of: " " + long + "\n"))
  }

  @Test func illFormedBytesCountAsReplacementCharacters() {
    var normalizer = normalizer
    let bytes: [UInt8] = [0x68, 0x69, 0x20, 0xFF, 0x20, 0xE2, 0x82]
    let signatures = bytes.withUnsafeBytes { normalizer.signatures(of: $0) }
    #expect(signatures == normalizer.signatures(of: "hi \u{FFFD} \u{FFFD}"))
    #expect(signatures != normalizer.signatures(of: "hi"))
  }

  @Test(arguments: [
    "word ", "a'b 'c ", "\"", "'x ", "`", "``` ` `` ", "a.b.", "w", "x@", "://", "-5", "!", "((", "世界", "שלום ", "😂", "e\u{301}\u{323}",
    "\u{301}", "\u{FDFA}", "( ", "- ", "the ", "please ", "1,", "_", "&",
  ]) func longTextsTakeLinearTime(_ unit: String) {
    var normalizer = normalizer
    let clock = ContinuousClock()
    // A letter beyond ASCII makes a text be folded first.
    for start in ["", "é "] {
      let text = start + String(repeating: unit, count: 200_000 / unit.utf8.count)
      var long = text
      // Generous: a quadratic pass over 200,000 characters would take minutes in a debug build.
      #expect(clock.measure { _ = normalizer.signatures(of: long) } < .seconds(20))
      long += "Q7"
      #expect(normalizer.signatures(of: long).stems != normalizer.signatures(of: text).stems)
    }
  }

  private func expect(_ a: String, _ b: String, agreeFrom first: NormalForm) {
    var normalizer = normalizer
    for form in NormalForm.allCases {
      let forms = (normalizer.normalized(a, to: form), normalizer.normalized(b, to: form))
      #expect((forms.0 == forms.1) == (form.rawValue >= first.rawValue), "\(form): \(forms)")
    }
  }
}
