import Similarity
import Testing

@Suite struct ArticleTFIDFTests {
  /// Figures of scikit-learn 1.7: TfidfVectorizer().fit_transform([a, b]), the product of the two rows.
  @Test(arguments: ARTICLE_CASES)
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
