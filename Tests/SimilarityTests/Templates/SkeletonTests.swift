import Similarity
import Testing

@Suite struct SkeletonTests {
  private var reader = SkeletonReader()

  @Test(arguments: [
    ("Refund order 4711 for me", "Refund order 4712 for me"),
    ("Summarise ticket A-17, opened 2024-05-03", "Summarise ticket B-4, opened 2023-01-30"),
    ("Mail ann@x.org about it", "Mail bob.b@y.co.uk about it"), ("Open https://x.org/a and wait", "Open https://y.org/b?c=1 and wait"),
    ("Translate \"good night\" to French", "Translate \"thank you all\" to French"),
    ("Write to Anna Smith about the rent", "Write to Bob about the rent"),
    ("Book it for Monday, 3 May at 10:30", "Book it for Friday, 14 June at 9:05"),
    ("Delete job 550e8400-e29b-41d4 now", "Delete job 7c9e6679-7425-40de now"),
    ("explain `f(x)` to me", "explain `g(y)` to me"), ("the price is $5.20 there", "the price is $1,000 there"),
  ]) func fillingsOfOneForm(_ a: String, _ b: String) {
    var reader = reader
    let (x, y) = (reader.skeleton(of: a), reader.skeleton(of: b))
    #expect(x.isTemplated(with: y))
    #expect(x.fingerprint == y.fingerprint)
  }

  @Test(arguments: [
    ("Refund order 4711 for me", "Refund order 4711 for me"), ("Refund order 4711", "Cancel order 4711"), ("2+2", "2+3"),
    ("How do I log in", "How do I log out"), ("42", "43"), ("the price is $5 there", "the price is €5 there"), ("", "?"),
    ("Paris", "London"),
    ("pay 5 for it", "pay 5 % for it"),
  ]) func notTemplated(_ a: String, _ b: String) {
    var reader = reader
    #expect(!reader.skeleton(of: a).isTemplated(with: reader.skeleton(of: b)))
  }

  @Test func theSharedPrefixEndsAtTheFirstValue() {
    var reader = reader
    let skeleton = reader.skeleton(of: "Refund order 4711 of 3 May")
    #expect(skeleton.prefix == "Refund order ".utf8.count)
    #expect(skeleton.slots == 3)
    #expect(reader.skeleton(of: "no values here").prefix == "no values here".utf8.count)
    #expect(reader.skeleton(of: "no values here").slots == 0)
  }

  @Test func capitalsMarkNoNamesWhereMostWordsHaveThem() {
    var reader = reader
    #expect(reader.skeleton(of: "HOW TO RESET IT").slots == 0)
    #expect(reader.skeleton(of: "How To Reset My Password").slots == 0)
    #expect(reader.skeleton(of: "how to reset a Fritzbox at home").slots == 1)
  }

  @Test(arguments: ["a1 ", "\"", "`", "x@", "://", "1.", "A b ", "世界", "😂", "Ab "])
  func longTextsTakeLinearTime(_ unit: String) {
    var reader = reader
    let text = String(repeating: unit, count: 200_000 / unit.count)
    let time = ContinuousClock().measure { _ = reader.skeleton(of: text) }
    #expect(time < .seconds(20))
  }
}
