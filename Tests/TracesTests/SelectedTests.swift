import Testing
import Traces

@Suite struct SelectedTests {
  @Test(arguments: 0..<20 as Range<UInt64>) func aSelectionIsAFilterThatIsSaid(seed: UInt64) throws {
    let trace = randomTrace(seed, requests: 120)
    let (selected, texts) = trace.selected("of odd lines") { trace.requests.line[$0] % 2 == 1 }
    var expected = trace.filtered { trace.requests.line[$0] % 2 == 1 }
    #expect(selected.log.selections == ["of odd lines"] && trace.log.selections.isEmpty)
    let aside = try #require(selected.log.setAside.first { $0.cause == "not selected: of odd lines" })
    #expect(aside.count == trace.requests.count - selected.requests.count && !aside.isBad)
    #expect(selected.log.badRecords == trace.log.badRecords)
    expected.log = selected.log
    #expect(selected == expected)

    // Each kept request has the text that it had.
    let (new, old) = (try #require(selected.prompts[.lastUserMessage]), try #require(trace.prompts[.lastUserMessage]))
    let kept = trace.requests.arrival.indices.filter { trace.requests.line[$0] % 2 == 1 }
    #expect(texts.first == 0 && texts.count == selected.normalForms.stems.count)
    for (i, j) in kept.enumerated() {
      #expect(texts[Int(new[Int(selected.requests.prompt[i])])] == old[Int(trace.requests.prompt[j])])
    }

    // … and a trace file keeps what was selected.
    let bytes = try selected.encoded()
    #expect(try bytes.withUnsafeBytes { try Trace(decoding: $0) }.log.selections == ["of odd lines"])
  }

  @Test func aSelectionOfASelectionSaysBoth() {
    let trace = randomTrace(3, requests: 60)
    let half = trace.selected("one") { $0 % 2 == 0 }.trace
    let all = half.selected("two") { _ in true }.trace
    #expect(all.log.selections == ["one", "two"] && all.requests == half.requests)
  }
}
