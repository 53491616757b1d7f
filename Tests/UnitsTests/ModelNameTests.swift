import Testing
import Units

@Suite struct ModelNameTests {
  @Test("a value is found by any spelling of a logged model, the most specific first")
  func spellings() {
    let table = ModelTable(["claude-sonnet-4.5": 1, "gpt-4.1": 2, "gpt-4.1-2025-04-14": 3, "GPT-4o": 4])
    #expect(table["claude-sonnet-4-5"] == 1)
    #expect(table["claude-sonnet-4-5-20250929"] == 1)
    #expect(table["anthropic/claude-sonnet-4.5"] == 1)
    #expect(table["claude-sonnet-4-5@20250929"] == 1)
    #expect(table["gpt-4.1"] == 2)
    #expect(table["gpt-4.1-2025-04-14"] == 3)
    #expect(table["openai/gpt-4.1-2025-04-15"] == 2)
    #expect(table["gpt-4o"] == 4)
    for other in ["gpt-4", "gpt-4.1-mini", "gpt-4o-2024", "claude-sonnet-4", "gpt-4.1-2025-13-14", "gpt-4.1-20250230", ""] {
      #expect(table[other] == nil, "\(other)")
    }
  }

  @Test("the very name of the log counts before any other spelling")
  func exactFirst() {
    let table = ModelTable(["m-1": 1, "m.1": 2])
    #expect(table["m-1"] == 1 && table["m.1"] == 2 && table["M.1"] == 1)
  }

  @Test("edit distance is Levenshtein's")
  func distance() {
    #expect(editDistance("kitten", "sitting") == 3 && editDistance("", "ab") == 2 && editDistance("a", "a") == 0)
  }
}
