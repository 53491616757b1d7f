import Similarity
import Testing

@Suite struct MinHashTests {
  @Test(arguments: [0.0, 0.2, 0.5, 0.8, 1.0])
  func estimatesJaccard(_ jaccard: Double) {
    // Sets of a thousand with so many in common that the share of the union is as wanted.
    let common = Int((2_000 * jaccard / (1 + jaccard)).rounded())
    func element(_ index: Int) -> UInt64 { Fingerprint(of: "\(index)").low }
    let hash = MinHash(permutations: 1_024)
    let a = hash.signature(of: (0..<1_000).map(element))
    let b = hash.signature(of: (1_000 - common..<2_000 - common).map(element))
    #expect(abs(MinHash.similarity(a, b) - jaccard) < 0.06)
  }

  @Test func textsAreSetsOfShingles() {
    var hash = MinHash(permutations: 64, width: 2)
    #expect(hash.signature(of: "How do I log in?") == hash.signature(of: "how do i LOG in"))
    #expect(hash.signature(of: "a b a b a b") == hash.signature(of: "a b a b"))
    #expect(hash.signature(of: "a b") != hash.signature(of: "b a"))
    #expect(hash.signature(of: "") == [UInt32](repeating: .max, count: 64))
    #expect(hash.signature(of: "word") != hash.signature(of: ""))
  }

  @Test func bandsFindWhatIsAlike() {
    var hash = MinHash(permutations: 128, width: 2)
    var index = MinHashIndex(bands: 32, rows: 4)
    index.insert(hash.signature(of: "how do I reset the password of my account on this site"))
    index.insert(hash.signature(of: "what is the weather in the capital of France like today"))
    index.insert(hash.signature(of: "how do I reset the password of my account on this page"))
    #expect(index.match(hash.signature(of: "how do I reset the password of my account on this page"), threshold: 0.7) == 2)
    #expect(index.match(hash.signature(of: "how do I reset the password of my account on this site please"), threshold: 0.5) == 0)
    #expect(index.match(hash.signature(of: "nothing like it was ever asked before"), threshold: 0.5) == nil)
  }
}
