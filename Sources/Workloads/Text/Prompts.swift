internal import Units

/// An earlier exchange of a conversation.
struct Turn {
  var user: String
  var assistant: String
}

/// What all requests of a key have in common: what a response cache would key on, but for the edits of the last message.
struct Key {
  var number: Int
  /// Index of the system prompt, where there are any.
  var system: Int?
  /// Index of the model.
  var model: Int
  var temperature: Double?
  var earlier: [Turn]
  var question: Question
}

/// The answer to one request.
struct Answer {
  var text: String
  var tokens: Int
  /// Whether max_tokens cut it.
  var isCut: Bool
}

/// The texts of all keys. A key is made anew whenever it is asked for: only its general question, if it has one, is kept.
struct Prompts {
  /// The system prompts; no two are equal.
  let systems: [String]
  private let spec: WorkloadSpec
  private let draws: Draws
  private let vocabulary: Vocabulary
  private let ranks: [Int32]
  /// The general questions, the most popular first.
  private let general: [GeneralQuestion]
  private let serialOffset: Int

  private struct GeneralQuestion {
    var template: Int32
    var combination: Int32
  }

  init(_ spec: WorkloadSpec, _ draws: Draws, ranks: [Int32]) {
    self.spec = spec
    self.draws = draws
    self.ranks = ranks
    let vocabulary = Vocabulary(spec.topic)
    self.vocabulary = vocabulary
    var dice = Dice(draws, 0, .prompt)
    serialOffset = dice.index(1 << 29)
    general = Self.questions(Int(spec.generalShare * Double(ranks.count)), of: vocabulary.general, by: &dice)
    systems = (0..<spec.systemPrompts).map { number in
      var text = vocabulary.roles[number % vocabulary.roles.count].filled(&dice, serial: number)
      // The number keeps system prompts apart whatever else is drawn.
      text += " (Instructions \(number + 1).)"
      var rules = Deck(vocabulary.rules)
      while words(text) < spec.systemPromptWords { text += " " + rules.next(&dice).filled(&dice, serial: number) }
      return text
    }
  }

  /// Different questions, template after template at random until all are used up.
  private static func questions(_ count: Int, of templates: [Template], by dice: inout Dice) -> [GeneralQuestion] {
    var open = Array(templates.indices)
    let offsets = templates.map { dice.index($0.combinations) }
    var used = [Int](repeating: 0, count: templates.count)
    var questions: [GeneralQuestion] = []
    while questions.count < count, !open.isEmpty {
      let place = dice.index(open.count)
      let template = open[place]
      let size = templates[template].combinations
      // Steps of about the golden section, coprime to the size, visit every combination once and neighbours far apart.
      var step = max(1, Int(Double(size) * 0.618))
      while gcd(step, size) != 1 { step += 1 }
      questions.append(GeneralQuestion(template: Int32(template), combination: Int32((offsets[template] + used[template] * step) % size)))
      used[template] += 1
      if used[template] == size { open.remove(at: place) }
    }
    return questions
  }

  /// The key of that number.
  func key(_ number: Int) -> Key {
    var dice = Dice(draws, number, .scope)
    let system = systems.isEmpty ? nil : dice.index(systems.count)
    let model = dice.weighted(spec.models.map(\.share))
    let temperature = spec.temperatures[dice.weighted(spec.temperatures.map(\.share))].value
    let (earlier, question) = conversation(number)
    return Key(number: number, system: system, model: model, temperature: temperature, earlier: earlier, question: question)
  }

  /// What is said: for a general question only that; else about the thing whose serial number no other key has.
  private func conversation(_ number: Int) -> (earlier: [Turn], question: Question) {
    let rank = Int(ranks[number])
    if rank < general.count {
      let choice = general[rank]
      return ([], question(vocabulary.general[Int(choice.template)].filled(combination: Int(choice.combination)), rest: ""))
    }
    var dice = Dice(draws, number, .turns)
    // A bijection on 29 bits: nine digits, another number for each key.
    let serial = 100_000_000 + (number &* 0x0B5F_2E4D &+ serialOffset) & (1 << 29 - 1)
    var head = vocabulary.specific.drawn(by: &dice).filled(&dice, serial: serial)
    var earlier: [Turn] = []
    if dice.happens(spec.multiTurnShare) {
      for _ in 0...dice.index(3) {
        let first = question(head, rest: earlier.isEmpty ? details(&dice, words: spec.promptWords.median, serial: serial) : "")
        earlier.append(Turn(user: first.text, assistant: sentences(&dice, length: 60, serial: serial)))
        head = vocabulary.followUps.drawn(by: &dice).filled(&dice, serial: serial)
      }
      return (earlier, question(head, rest: ""))
    }
    var length = Dice(draws, number, .length)
    let target = length.logNormal(spec.promptWords.median, spec.promptWords.sigma)
    return (earlier, question(head, rest: details(&dice, words: min(target, 200_000) - Double(words(head)), serial: serial)))
  }

  private func question(_ head: String, rest: String) -> Question {
    let quotes: Set<Unicode.Scalar> = ["`", "\"", "“", "”"]
    // English fillers and inflections are certain to be such in English text only.
    let isLiteral = (head + rest).unicodeScalars.contains { quotes.contains($0) || (!$0.isASCII && $0.properties.isAlphabetic) }
    return Question(head: head, rest: rest, isLiteral: isLiteral)
  }

  private func details(_ dice: inout Dice, words target: Double, serial: Int) -> String {
    var details = Deck(vocabulary.details)
    var text = ""
    var count = 0
    while Double(count) < target {
      let detail = details.next(&dice).filled(&dice, serial: serial)
      count += words(detail)
      text += text.isEmpty ? detail : (detail.utf8.contains(10) ? "\n" : " ") + detail
    }
    return text
  }

  private func sentences(_ dice: inout Dice, length target: Int, serial: Int) -> String {
    var text = vocabulary.openings.drawn(by: &dice).filled(&dice, serial: serial)
    var answers = Deck(vocabulary.answers)
    while tokens(text) < target { text += " " + answers.next(&dice).filled(&dice, serial: serial) }
    return text
  }

  /// What the model says to a request of a key. At temperature 0 nineteen answers of twenty are the key's own; every other differs in
  /// about a quarter of its sentences.
  func answer(_ key: Key, to ordinal: Int) -> Answer {
    var same = Dice(draws, key.number, .answer)
    var other = Dice(draws, ordinal, .wording)
    let drawn = same.logNormal(spec.outputTokens.median, spec.outputTokens.sigma)
    let limit = spec.maxTokens ?? 1_000_000
    let target = min(max(1, Int(min(drawn, 1e6))), limit)
    let isFixed = key.temperature == 0 && !other.happens(0.05)
    var text = vocabulary.openings.drawn(by: &same).filled(&same, serial: 0)
    var answers = Deck(vocabulary.answers)
    while tokens(text) < target {
      // Drawn in any case, so that the other sentences do not move.
      let own = answers.next(&same).filled(&same, serial: 0)
      let differs = !isFixed && other.happens(0.25)
      text += " " + (differs ? vocabulary.answers.drawn(by: &other).filled(&other, serial: 0) : own)
    }
    return Answer(text: text, tokens: min(tokens(text), limit), isCut: drawn > Double(limit))
  }
}

/// Tokens of a text by the rule of thumb of 4.4 bytes of English a token.
func tokens(_ text: String) -> Int { max(1, (text.utf8.count * 10 + 43) / 44) }

private func words(_ text: String) -> Int { text.utf8.reduce(1) { $0 + ($1 == 32 ? 1 : 0) } }

private func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }
