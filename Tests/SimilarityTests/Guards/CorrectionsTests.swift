import Similarity
import Testing

/// Misspelt words by the words meant.
@Suite struct CorrectionsTests {
  /// A corpus in which government, country and restaurant are common, and the texts after it.
  private func corrections(_ texts: [String]) -> (Corrections, [Int]) {
    var builder = LexicalCorpusBuilder()
    for index in 0..<30 { builder.append("the government of the country runs restaurant number \(index) in the marine mariner house") }
    let first = builder.count
    for text in texts { builder.append(text) }
    return (Corrections(builder.freeze()), texts.indices.map { first + $0 })
  }

  @Test(arguments: [
    ("who runs the goverment", "Who runs the government?"), ("who runs the govermnent", "who runs the government"),
    ("which contry is it", "which country is it"), ("a restuarants list", "a restaurant list"),
    ("goverments of a country", "governments of a country"),
  ]) func misspellingsShareASignature(_ typo: String, _ right: String) {
    let (corrections, texts) = corrections([typo, right])
    #expect(corrections.signature(of: texts[0]) == corrections.signature(of: texts[1]))
    #expect(corrections.differInTyposOnly(texts[0], texts[1]))
  }

  @Test(arguments: [
    ("who runs the governance", "who runs the government"), ("which county1 is it", "which country is it"),
    ("the \"goverment\"", "the government"),
    ("f(goverment);", "f(government);"), ("the marined", "the marine"), ("goverment of the country", "country of the government"),
    ("a houze", "a house b"), ("run `goverment` now", "run `government` now"), ("is it 2012", "is it 2013"),
    ("the mariners", "the marine"), ("an ungovernment", "a government"), ("the governmemt", "the government"),
    ("the governments", "The government!"),
  ]) func othersDoNot(_ a: String, _ b: String) {
    let (corrections, texts) = corrections([a, b])
    #expect(!corrections.differInTyposOnly(texts[0], texts[1]))
  }

  @Test func agreesWithAllSlipsOfAllWords() {
    // Random words of few letters, vowels among them: many are a slip apart.
    var state: UInt64 = 3
    func draw(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    func word() -> String { String(decoding: (0..<5 + draw(3)).map { _ in Array("ezky".utf8)[Int(draw(4))] }, as: UTF8.self) }
    let common = Set((0..<40).map { _ in word() }).sorted()
    let rare = Set((0..<400).map { _ in word() }).subtracting(common).sorted()
    var builder = LexicalCorpusBuilder()
    for _ in 0..<20 { builder.append(common.joined(separator: " ")) }
    for word in rare { builder.append(word) }
    for word in common { builder.append(word) }
    let corrections = Corrections(builder.freeze())
    let signature = Dictionary(
      uniqueKeysWithValues: (rare + common).enumerated().map { ($1, corrections.signature(of: 20 + $0)) })
    var corrected = 0
    for word in rare {
      let meant = common.filter { Self.slips(of: $0).contains(word) }
      let expected = meant.count == 1 ? meant[0] : nil
      #expect(common.first { signature[$0] == signature[word] } == expected, "\(word)")
      if expected != nil { corrected += 1 }
    }
    #expect(corrected > 10)
  }

  /// All misspellings of a word that count, made one by one.
  private static func slips(of word: String) -> Set<String> {
    let letters = Array(word.utf8)
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    let vowels = Array("aeiouy".utf8)
    var made: Set<[UInt8]> = []
    for place in 1..<letters.count {
      var other = letters
      if place + 1 < letters.count || letters[place] == letters[place - 1] {
        other.remove(at: place)
        made.insert(other)
      }
      for letter in alphabet where place < letters.count {
        other = letters
        other.insert(letter, at: place)
        made.insert(other)
      }
      if place + 1 < letters.count {
        other = letters
        other.swapAt(place, place + 1)
        made.insert(other)
      }
      guard place + 1 < letters.count, vowels.contains(letters[place]) else { continue }
      for vowel in vowels {
        other = letters
        other[place] = vowel
        made.insert(other)
      }
    }
    made.insert(letters + letters.suffix(1))
    return Set(made.filter { $0 != letters && $0.count >= 5 }.map { String(decoding: $0, as: UTF8.self) })
  }
}
