import Testing

@testable import Similarity

/// What the near key tells apart, and what it takes for the same, where letter case, signs and manners are concerned.
@Suite struct NearRulesTests {
  private var normalizer = Normalizer()

  private mutating func areNear(_ a: String, _ b: String) -> Bool {
    normalizer.signatures(of: a).stems == normalizer.signatures(of: b).stems
  }

  @Test(arguments: [
    // Ids, keys and identifiers.
    ("open video kJ7xQw2RtZs", "open video kj7xqw2rtzs"), ("my token Rt9Kq", "my token rT9Kq"),
    ("the password: Winter7", "the password: winter7"),
    ("what is rowCount for", "what is rowcount for"), ("explain fooBar", "explain FooBar"), ("print $HOME", "print $home"),
    ("decode aGkh", "decode AGKH"), ("where city = 'Rome'", "where city = 'rome'"), ("is \"b\" before \"B\"", "is \"b\" before \"b\""),
    ("Q(Y=y) is small", "Q(y=Y) is small"),
    // Units.
    ("a 3 mM buffer", "a 3 MM buffer"), ("a 7 nM dose", "a 7 nm dose"), ("3mW", "3MW"), ("8 Mb", "8 MB"), ("2 mS", "2 ms"),
    ("4 PF", "4 pF"),
    // Primes and raised signs.
    ("g'(x) at 0", "g''(x) at 0"), ("z' = z", "z = z"), ("h″ of t", "h′ of t"), ("10⁻⁶ m", "10⁶ m"), ("y⁻²", "y²"),
    // Signs of paths, shells and languages.
    ("cp ./a here", "cp ../a here"), ("cd ..", "cd ."), ("echo $?", "echo $!"), ("user?.name", "user!.name"),
    ("name?: text", "name: text"),
    ("I was late :(", "I was late :)"), ("§ 12", "¶ 12"), ("7 ‰", "7"),
    ("what does a ?? b do", "what does a ?. b do"), ("in Mb/s", "in MB/s"),
    // Forms that are words of their own.
    ("who founded it", "who founds it"), ("I lived there", "I live there"), ("what happened", "what happens"),
    ("show only the user", "show the only user"),
    ("their damages", "their damage"), ("securities law", "security law"), ("pandas in a zoo", "panda in a zoo"),
  ]) mutating func areApart(_ a: String, _ b: String) {
    #expect(!areNear(a, b), "\(normalizer.normalized(a, to: .stems))")
  }

  @Test(arguments: [
    // Case in prose, names and brands.
    ("YouTube and JavaScript on an iPhone", "youtube and javascript on an iphone"), ("learn C++, C or R", "LEARN C++, c or r"),
    ("PLAN B", "plan b"), ("Vitamin D", "vitamin d"), ("LaTeX or MySQL", "latex or mysql"), ("OpenAI's GPT4", "openai's gpt4"),
    ("(B) is right", "(b) is right"), ("The Password Manager", "the password manager"), ("a 5 MB file", "a 5mb file"),
    ("an \"Easy\" way", "an \"easy\" way"), ("Covid19 rules", "covid19 rules"),
    // British and American.
    ("the colours of autumn", "the colors of autumn"), ("how is it organised", "how is it organized"),
    ("my favourite theatres", "my favorite theaters"),
    ("he is travelling", "he is traveling"), ("analyse my behaviour", "analyze my behavior"),
    ("the licence of a programme", "the license of a program"),
    // Numbers and units, abbreviations.
    ("12km in miles", "12 km in miles"), ("at 7pm", "at 7 p.m."), ("at 7 AM", "at 7 a.m."),
    ("the U.K. and the U.S.A.", "the UK and the USA"),
    ("U.S. visa", "US visa"), ("u.s. visa", "US visa"), ("\"I know X and Y\" he said", "\"i know x and y\" he said"),
    ("turn R' and U2", "turn r' and u2"), ("1.5kg", "1.5 kg"),
    // Wrapping.
    ("**Name three rivers**", "Name three rivers"), ("# Name three rivers", "Name three rivers"),
    ("> Name three rivers", "Name three rivers"),
    ("* Name three rivers\n", "Name three rivers"), ("\"Please name three rivers\"", "Name three rivers"), ("  ## Rivers", "Rivers"),
    // Manners.
    ("So, what is tea?", "What is tea?"), ("Ok. What is tea?", "What is tea?"), ("Hey there, what is tea?", "What is tea?"),
    ("Hi ChatGPT, what is tea?", "What is tea?"), ("Good evening, what is tea?", "What is tea?"),
    ("I want you to list teas", "List teas"),
    ("I would like you to list teas.", "List teas."), ("I'd like you to list teas", "list teas"),
    ("Can you tell me what tea is?", "What tea is?"),
    ("Tell me, how is tea made?", "How is tea made?"), ("List teas. Many thanks!", "List teas."), ("List teas. Cheers", "List teas"),
    ("List teas, thanks a lot", "List teas"), ("I'd rather walk", "I would rather walk"), ("gonna walk now", "going to walk now"),
    // Manners elsewhere.
    ("Bitte erkläre Bäume", "Erkläre Bäume"), ("Erkläre Bäume, danke!", "Erkläre Bäume"),
    ("Hallo, was ist ein Baum?", "was ist ein Baum?"),
    ("Por favor, explica los árboles", "Explica los árboles"), ("Hola, ¿qué es un árbol?", "¿Qué es un árbol?"),
    ("Explique les forêts, s'il vous plaît", "Explique les forêts"),
    ("Bonjour, explique les forêts. Merci beaucoup", "Explique les forêts"),
    ("Пожалуйста, объясни", "Объясни"), ("объясни это. Спасибо!", "объясни это"), ("你好，请解释树", "解释树"), ("木を説明してください", "木を説明して"),
  ]) mutating func areTheSame(_ a: String, _ b: String) {
    #expect(areNear(a, b), "\(normalizer.normalized(a, to: .stems)) | \(normalizer.normalized(b, to: .stems))")
  }

  /// What only looks like manners or wrapping says something.
  @Test(arguments: [
    ("So what is tea?", "What is tea?"), ("He did well, why?", "He did, why?"), ("I want you to stop", "stop"),
    ("I want to list teas", "list teas"),
    ("Tell me a story", "a story"), ("Hello world, what is it?", "what is it?"), ("Good morning", "morning"), ("* a * b", "a b"),
    ("#tea", "tea"), ("**kwargs", "kwargs"), ("\"cats\" or \"dogs\"", "cat or dog"), ("你好，世界！", "世界"),
    ("Wie sagt man bitte?", "Wie sagt man?"),
    ("danke auf Französisch", "auf Französisch"), ("> 5 members of \"x\" > y", "< 5 members of \"x\" > y"),
    ("many thanks letters", "thanks letters"),
    ("5g speed", "5 g speed"), ("a.b", "ab"), ("J.K. Rowling", "JK Rowling"), ("Thanks", "Cheers mate"), ("请", "请客"),
    ("the tyre", "the tire of it"),
  ]) mutating func somethingIsSaid(_ a: String, _ b: String) {
    #expect(!areNear(a, b), "\(normalizer.normalized(a, to: .stems))")
  }

  /// No rule may cost more than its text is long: a million bytes of what each looks for.
  @Test(arguments: ["a.", "$a", "'", "5km", "..", ":(", "aB", "x'", "\"=", "Q(", "**", "> ", "please ", "tell me what "])
  mutating func longTextsAreRead(_ piece: String) {
    let text = String(repeating: piece, count: 200_000 / piece.utf8.count)
    #expect(areNear(text, text))
    #expect(normalizer.normalized(text, to: .spelling).utf8.count <= 2 * text.utf8.count + 16)
  }
}
