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
    ("the governments", "The government!"),
  ]) func othersDoNot(_ a: String, _ b: String) {
    let (corrections, texts) = corrections([a, b])
    #expect(!corrections.differInTyposOnly(texts[0], texts[1]))
  }

  @Test func agreesWithTheDistanceOfAllPairs() {
    // Random words of few letters: many are a slip apart.
    var state: UInt64 = 3
    func draw(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    func word() -> String { String(decoding: (0..<5 + draw(5)).map { _ in UInt8(ascii: "b") + UInt8(draw(3)) }, as: UTF8.self) }
    let common = Set((0..<40).map { _ in word() }).sorted()
    let rare = Set((0..<200).map { _ in word() }).subtracting(common).sorted()
    var builder = LexicalCorpusBuilder()
    for _ in 0..<20 { builder.append(common.joined(separator: " ")) }
    for word in rare { builder.append(word) }
    for word in common { builder.append(word) }
    let corrections = Corrections(builder.freeze())
    let signature = Dictionary(
      uniqueKeysWithValues: (rare + common).enumerated().map { ($1, corrections.signature(of: 20 + $0)) })
    var corrected = 0
    for word in rare {
      let slips = common.map { ($0, Self.distance(Array(word.utf8), Array($0.utf8))) }
        .filter { $0.1 <= (min(word.utf8.count, $0.0.utf8.count) >= 8 ? 2 : 1) }
      let least = slips.map(\.1).min()
      let closest = slips.filter { $0.1 == least }.map(\.0)
      let expected = closest.count == 1 ? closest[0] : nil
      #expect(common.first { signature[$0] == signature[word] } == expected, "\(word)")
      if expected != nil { corrected += 1 }
    }
    #expect(corrected > 10)
  }

  /// Optimal string alignment by its recursion, apart from the program's.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var memo: [Int: Int] = [:]
    func rest(_ i: Int, _ j: Int) -> Int {
      if i == a.count || j == b.count { return a.count - i + b.count - j }
      if let known = memo[i * 64 + j] { return known }
      var best = min(rest(i + 1, j) + 1, rest(i, j + 1) + 1, rest(i + 1, j + 1) + (a[i] == b[j] ? 0 : 1))
      if i + 1 < a.count, j + 1 < b.count, a[i] == b[j + 1], a[i + 1] == b[j] { best = min(best, rest(i + 2, j + 2) + 1) }
      memo[i * 64 + j] = best
      return best
    }
    return rest(0, 0)
  }
}
