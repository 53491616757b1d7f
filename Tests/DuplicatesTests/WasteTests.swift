import Similarity
import Testing
import Traces
import Units

@testable import Duplicates

@Suite struct WasteTests {
  @Test func groupsAddUpToTheWhole() {
    let sketch = Sketch(randomRows(2_000, seed: 4))
    let audit = sketch.audit()
    let comparable = audit.classification.classes.count { $0.isComparable }
    for table in audit.waste where [.model, .endpoint].contains(table.division) {
      #expect(table.rows.reduce(0) { $0 + $1.all.requests } == comparable, "\(table.division)")
    }
    let repeats = audit.total[.exact].all + audit.total[.near].all
    for table in audit.waste where table.division == .model {
      #expect(table.rows.reduce(Volume()) { $0 + $1.repeats } == repeats)
    }
    #expect(audit.waste.map(\.division) == [.model, .team, .endpoint, .hour, .systemPrompt] || !audit.waste.isEmpty)
  }

  @Test func aTimestampInASystemPromptIsFound() throws {
    // Ten questions, each asked four times, under a system prompt that says the time.
    let questions = (0..<40).map { "question \(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"][$0 % 10])" }
    let systems = (0..<40).map { "Your clock is 2026-11-\(10 + $0 % 20) 12:\(10 + $0). You answer questions of customers." }
    let audit = TextSketch(questions, systems: systems) { $1.system = UInt32($0 + 1) }.audit()
    #expect(audit.total[.exact].all.requests == 0)
    let fix = try #require(audit.fixes.first)
    guard case .systemPromptValue(_, let line, let offset, let prompts) = fix.kind else {
      Issue.record("\(fix.kind)")
      return
    }
    #expect(line == 1 && offset == 14 && prompts == 40)
    #expect(fix.volume.requests == 30)
  }

  @Test func aParameterThatTellsRepeatsApartIsFound() throws {
    let rows = (0..<30).map { i in
      var row = Row()
      row.time = i * 60
      row.text = Row.Text(UInt32(i / 3 + 1))
      row.temperature = [0, 0.5, 1][i % 3]
      return row
    }
    let audit = Sketch(rows).audit()
    let fix = try #require(audit.fixes.first)
    #expect(fix.kind == .parameter(.temperature))
    #expect(fix.volume.requests == 20)
  }

  @Test func collisionsAreThoseOfTheBirthdayBound() {
    let found = HashCollisions.all(keys: 100_000)
    #expect(found.map(\.bits) == [31, 32, 64, 128])
    #expect(abs(found[1].expected - 1.1641) < 0.0001)
    #expect(found[2].expected < 1e-9)
    #expect(HashCollisions.all(keys: 0).allSatisfy { $0.expected == 0 })
  }

  @Test func templatesHaveTheirSharedPrefix() throws {
    let texts = (0..<20).map { "Please summarise the following ticket number \(1000 + $0) for the support team" }
    let audit = TextSketch(texts).audit()
    #expect(audit.total[.templated].all.requests == 19)
    let table = try #require(audit.waste.first { $0.division == .template })
    #expect(table.rows.count == 1 && table.rows[0].all.requests == 20)
    #expect(table.rows[0].sharedPrefixTokens >= 19 * 5)
  }
}
