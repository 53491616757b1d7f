import Testing
import Units

@Suite struct NamePatternTests {
  @Test("`*` stands for any characters, `?` for one")
  func patterns() {
    for (pattern, yes, no) in [
      ("qa-*", ["qa-", "qa-1", "qa-*"], ["qa", "QA-1", "my-qa-1"]), ("*a*b", ["ab", "xaxbxb"], ["ba", "abc"]),
      ("?", ["é", "x"], ["", "xy"]), ("", [""], ["x"]), ("***", ["", "anything"], []),
    ] {
      for name in yes { #expect(NamePattern(pattern).matches(name), "\(pattern) \(name)") }
      for name in no { #expect(!NamePattern(pattern).matches(name), "\(pattern) \(name)") }
    }
  }

  @Test("the very name counts, then the pattern with the most letters, then the first; what is absent is like none")
  func tables() {
    let table = NameTable(["a*": 1, "ab*": 2, "abc": 3, "*": 4, "?b*": 5])
    #expect(table["abc"] == 3 && table["abd"] == 2 && table["a"] == 1 && table["xb"] == 5 && table["x"] == 4 && table[""] == nil)
    #expect(table.name(for: "abd") == "ab*")
    #expect(NameTable(["": 1, "x": 2])[""] == 1 && NameTable(["x": 2])["y"] == nil)
    // A name of the log that is written as a pattern is that name.
    #expect(NameTable(["a*": 1, "*": 2])["a*"] == 1)
  }
}
