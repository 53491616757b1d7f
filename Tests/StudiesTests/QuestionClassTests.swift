import Simulation
import Studies
import Testing

@Suite("Classes of questions")
struct QuestionClassTests {
  @Test("are numbered from 1 in the order in which they are tried; 0 is none")
  func numbers() {
    let classifier = QueryClassifier([
      QueryClass(name: "news", phrases: ["today", "right now"]), QueryClass(name: "orders", phrases: ["cancel ... order"], match: .pattern),
      QueryClass(name: "code", phrases: ["code"], match: .substring),
    ])
    let texts = ["", "What is new today?", "Cancel my order, right now", "cancel that order", "a barcode", "I know", "todays"]
    #expect(classifier.numbers(of: texts) == [0, 1, 1, 2, 3, 0, 0])
    #expect(QueryClassifier([]).numbers(of: texts) == [0, 0, 0, 0, 0, 0, 0])
  }

  @Test("the article's rule finds its words inside others, ours do not")
  func substrings() {
    let article = QueryClassifier([QueryClass(name: "factual", phrases: ["now"], match: .substring)])
    let words = QueryClassifier([QueryClass(name: "factual", phrases: ["now"])])
    #expect(article.numbers(of: ["How do I know?", "Now?"]) == [1, 1])
    #expect(words.numbers(of: ["How do I know?", "Now?"]) == [0, 1])
  }
}
