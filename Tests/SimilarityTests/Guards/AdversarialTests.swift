import Similarity
import Testing

/// Pairs that are easy to confuse: no trap is near or semantic at .85 with guards, and no rewording is refused.
@Suite struct AdversarialTests {
  private let traps =
    AdversarialPairs.traps + AdversarialPairs.trickyTraps + AdversarialPairs.workadayTraps + AdversarialPairs.measuredTraps
    + AdversarialPairs.wordedTraps
  private let rewordings =
    AdversarialPairs.near + AdversarialPairs.rewordings + AdversarialPairs.trickyRewordings + AdversarialPairs.workadayRewordings
    + AdversarialPairs.reworkedRewordings

  /// How a pair is met: by itself, or in a prompt that is long beside what differs.
  enum Setting: CaseIterable {
    case alone
    case inLongPrompt

    func callAsFunction(_ text: String) -> String {
      switch self {
      case .alone: text
      case .inLongPrompt:
        "Hi team, I am working on our help page and I need a short answer for a customer who wrote to us. The question is this: " + text
          + " Keep the tone friendly, use plain language, and finish with one example that fits on a small screen."
      }
    }
  }

  /// All pairs in one corpus, as they would be in one log: text 2 *i* and 2 *i* + 1 are pair *i*.
  private func corpus(_ pairs: [AdversarialPairs.Pair], _ setting: Setting) -> LexicalCorpus {
    var builder = LexicalCorpusBuilder()
    for pair in pairs {
      builder.append(setting(pair.a))
      builder.append(setting(pair.b))
    }
    return builder.freeze()
  }

  @Test func thereAreManyOfThem() {
    #expect(traps.count >= 900)
    #expect(Set(traps.map(\.group)).count >= 30)
    #expect(rewordings.count >= 300)
    let pairs = traps + rewordings
    #expect(Set(pairs.map { $0.a + "\n" + $0.b }).count == pairs.count)
  }

  @Test(arguments: Setting.allCases) func noTrapIsNear(_ setting: Setting) {
    let corrections = Corrections(corpus(traps, setting))
    var normalizer = Normalizer()
    for (index, pair) in traps.enumerated() {
      let (a, b) = (normalizer.signatures(of: setting(pair.a)), normalizer.signatures(of: setting(pair.b)))
      #expect(a.stems != b.stems, "\(pair)")
      #expect(!corrections.differInTyposOnly(2 * index, 2 * index + 1), "\(pair)")
    }
  }

  @Test(arguments: Setting.allCases) func noTrapIsSemanticByItsWords(_ setting: Setting) {
    let corpus = corpus(traps, setting)
    var differ = Differ(corpus)
    for (index, pair) in traps.enumerated() where corpus.score(2 * index, 2 * index + 1) >= 8_500 {
      let kind = differ.kind(2 * index, 2 * index + 1)
      #expect(kind.isVeto, "\(kind) \(pair)")
    }
  }

  /// What models are known to be blind to is refused whatever the cosine; what they see (another thing, name or language) is theirs.
  @Test func trapsThatVectorsDoNotSeeAreRefused() {
    let blind: Set = [
      "numbers", "units and currencies", "direction", "case that tells words apart", "opposites by prefix", "dates and versions",
      "flags, code and paths", "quoted",
    ]
    // An ampere is an article to the word list.
    let known = ["Does it run on 12 V?"]
    let traps =
      AdversarialPairs.traps.filter { blind.contains($0.group) && !known.contains($0.a) }
      + (AdversarialPairs.trickyTraps + AdversarialPairs.workadayTraps + AdversarialPairs.measuredTraps + AdversarialPairs.wordedTraps)
      .filter { !$0.group.hasSuffix("a vector sees") }
    #expect(traps.count > 700)
    for setting in Setting.allCases {
      var embeddingGuard = EmbeddingGuard(corpus(traps, setting))
      for (index, pair) in traps.enumerated() {
        let isRefused = embeddingGuard.vetoes(2 * index, 2 * index + 1)
        #expect(isRefused, "\(setting) \(pair)")
      }
    }
  }

  /// In a long prompt a vector changes by nothing, whatever the word that differs: what is not of a question word or a tense is refused.
  @Test func longPromptsThatDifferInADetailAreRefused() {
    var embeddingGuard = EmbeddingGuard(corpus(traps, .inLongPrompt))
    let allowed = traps.indices.filter { !embeddingGuard.vetoes(2 * $0, 2 * $0 + 1) }.map { traps[$0].a }
    // A tense is no detail to it.
    #expect(allowed == ["Who is the chairman?", "Is Pluto a planet?"])
  }

  @Test func whatIsEqualIsNear() {
    var normalizer = Normalizer()
    for pair in AdversarialPairs.near {
      #expect(normalizer.signatures(of: pair.a).stems == normalizer.signatures(of: pair.b).stems, "\(pair)")
    }
  }

  @Test(arguments: Setting.allCases) func noRewordingIsRefused(_ setting: Setting) {
    let pairs = rewordings
    let corpus = corpus(pairs, setting)
    var (differ, embeddingGuard) = (Differ(corpus), EmbeddingGuard(corpus))
    var found = 0
    for (index, pair) in pairs.enumerated() {
      // Thanks in a sentence of their own, inside a longer text, are words like others.
      if setting == .inLongPrompt, pair.a.contains("Thank") { continue }
      let kind = differ.kind(2 * index, 2 * index + 1)
      #expect(!kind.isVeto, "\(kind) \(pair)")
      let isRefused = embeddingGuard.vetoes(2 * index, 2 * index + 1)
      #expect(!isRefused, "\(pair)")
      if corpus.score(2 * index, 2 * index + 1) >= 8_500 { found += 1 }
    }
    if setting == .inLongPrompt { #expect(found >= pairs.count * 7 / 10) }
  }

  @Test func emptyAndEndlessPromptsBehave() {
    let base = (0..<25_000).map { ["river", "stone", "cloud", "meadow"][$0 % 4] + String(UnicodeScalar(UInt8(97 + $0 % 23))) }
    func prompt(_ change: (inout [String]) -> Void) -> String {
      var words = base
      change(&words)
      return words.joined(separator: " ")
    }
    let texts = [
      prompt { _ in }, prompt { $0[12_000] = "7" }, prompt { $0[12_000] = "8" }, prompt { $0.insert("not", at: 20_000) },
      prompt { $0.swapAt(10, 24_990) }, "", " \n ", "?", "\u{200B}",
    ]
    #expect(texts[0].utf8.count >= 150_000)
    var builder = LexicalCorpusBuilder()
    for text in texts { builder.append(text) }
    let corpus = builder.freeze()
    var differ = Differ(corpus)
    var normalizer = Normalizer()
    for a in texts.indices {
      for b in 0..<a {
        let isNear = normalizer.signatures(of: texts[a]).stems == normalizer.signatures(of: texts[b]).stems
        #expect(!isNear || a == 6 && b == 5, "\(a), \(b)")
        let kind = differ.kind(a, b)
        #expect(corpus.score(a, b) < 8_500 || kind.isVeto || a == 6 && b == 5, "\(a), \(b): \(kind)")
      }
    }
  }
}
