import Similarity
import Testing

@Suite struct ArticleTFIDFTests {
  /// Figures of scikit-learn 1.9.1: TfidfVectorizer().fit_transform([a, b]), the product of the two rows.
  @Test(arguments: [
    ("How do I reset my password?", "How can I reset my password", 0.6694188517266485),
    ("the cat", "the cat sat on the mat", 0.6417645565491048),
    ("Straße nach Köln", "STRASSE nach Köln", 0.5031026124151314),
    ("foo_bar x1 ½ ²³", "foo_bar x1 café", 0.5031026124151314),
    ("नमस्ते दुनिया", "नमस्ते", 1.0),
    ("世界 你好", "世界", 0.5797386715376657),
    ("a b c", "word here", 0.0),
    ("dog dog dog cat", "dog cat cat", 0.7071067811865475),
    ("don't stop", "dont stop", 0.3360969272762574),
    ("ΑΣ ΣΑΣ", "ας σας", 0.9999999999999998),
  ])
  func similarityIsThatOfScikitLearn(_ a: String, _ b: String, _ expected: Double) {
    let similarity = ArticleTFIDF.similarity(ArticleTFIDF.Bag(a), ArticleTFIDF.Bag(b))
    #expect(abs((similarity ?? -1) - expected) < 1e-12)
  }

  @Test func promptsWithoutWordsRaiseAnError() {
    #expect(ArticleTFIDF.similarity(ArticleTFIDF.Bag("a ?"), ArticleTFIDF.Bag("")) == nil)
  }

  @Test func onlyTheFirstHundredAreCompared() {
    var cache = ArticleTFIDF()
    for index in 0..<100 { cache.insert(ArticleTFIDF.Bag("prompt number\(index)")) }
    cache.insert(ArticleTFIDF.Bag("something else entirely"))
    #expect(cache.match(ArticleTFIDF.Bag("something else entirely")) == nil)
    #expect(cache.match(ArticleTFIDF.Bag("prompt number99")) == 99)
    #expect(cache.count == 101)
  }

  @Test func theFirstAboveTheThresholdWinsNotTheBest() {
    var cache = ArticleTFIDF()
    cache.insert(ArticleTFIDF.Bag("one two three four five six seven eight nine"))
    cache.insert(ArticleTFIDF.Bag("one two three four five six seven eight nine ten"))
    #expect(cache.match(ArticleTFIDF.Bag("one two three four five six seven eight nine ten")) == 0)
  }
}
