import Ingest
import Testing

@Suite("the index of the outermost object")
struct JSONIndexTests {
  /// From objects that are walked through, over indexed ones, to those with too many members; names that share a tag; names twice.
  @Test("finds what a walk finds", arguments: [0, 1, 11, 12, 13, 60, 127, 128, 129, 400], [false, true])
  func differential(count: Int, hasEscape: Bool) throws {
    var random = Random(UInt64(count))
    var names = (0..<count).map { _ in "k\(Int.random(in: 0...count, using: &random))x" }
    if hasEscape, !names.isEmpty { names[names.count / 2] = #"k\u0031x"# }
    let text = "{" + names.enumerated().map { "\"\($1)\":\($0)" }.joined(separator: ",") + "}"
    try withJSON(text) { value in
      var last: [String: Int] = [:]
      value.forEachMember { key, member in last[key.string] = member.int }
      for number in 0...count + 1 {
        let name = "k\(number)x"
        #expect(value[named: name]?.int == last[name])
      }
      #expect(value["k"] == nil)
    }
  }

  @Test("is forgotten with its text")
  func another() throws {
    var parser = JSONParser()
    for shift in 0..<3 {
      let text = "{" + (0..<20).map { "\"name\($0 + shift)\":\($0)" }.joined(separator: ",") + "}"
      try Array(text.utf8).withUnsafeBytes { bytes in
        let value = try parser.parse(bytes)
        #expect(value[named: "name\(shift)"]?.int == 0)
        #expect(value[named: "name\(shift + 19)"]?.int == 19)
        #expect(value[named: "name\(shift + 20)"] == nil)
      }
    }
  }
}
