import Testing

@testable import Similarity

@Suite struct InflectionTests {
  @Test(arguments: [
    ("cats", "cat"), ("cities", "city"), ("boxes", "box"), ("potatoes", "potato"), ("houses", "house"), ("watches", "watch"),
    ("class", "class"), ("virus", "virus"), ("analysis", "analysis"), ("https", "https"), ("economics", "economics"), ("gas", "gas"),
  ]) func plurals(_ word: String, _ stem: String) {
    #expect(apply(Inflection.withoutS, word) == stem)
  }

  @Test(arguments: [
    ("stopped", "stop"), ("used", "used"), ("studied", "study"), ("named", "name"), ("opened", "open"), ("updated", "update"),
    ("evaluated", "evaluate"), ("repaired", "repair"),
    ("improved", "improve"), ("called", "call"), ("added", "add"), ("speed", "speed"), ("need", "need"), ("shed", "shed"),
    ("treated", "treat"), ("required", "require"), ("handled", "handle"), ("changed", "change"), ("filled", "fill"), ("filed", "file"),
  ]) func pasts(_ word: String, _ stem: String) {
    #expect(apply(Inflection.withoutEd, word) == stem)
  }

  @Test(arguments: [
    ("running", "run"), ("making", "make"), ("hoping", "hope"), ("hopping", "hop"), ("eating", "eat"), ("playing", "play"),
    ("dating", "date"), ("string", "string"), ("spring", "spring"), ("thing", "thing"), ("computing", "compute"), ("adding", "add"),
  ]) func progressives(_ word: String, _ stem: String) {
    #expect(apply(Inflection.withoutIng, word) == stem)
  }

  private func apply(_ rule: (UnsafeRawBufferPointer) -> Inflection.Stem?, _ word: String) -> String {
    let bytes = Array(word.utf8)
    guard let stem = bytes.withUnsafeBytes(rule) else { return word }
    return String(decoding: bytes[..<stem.kept] + (stem.added == 0 ? [] : [stem.added]), as: UTF8.self)
  }
}
