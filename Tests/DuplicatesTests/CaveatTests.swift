import Duplicates
import Testing
import Traces
import Units

@Suite struct CaveatTests {
  /// Two hundred distinct requests over so many days, with a user each.
  private func rows(days: Int, _ change: (Int, inout Row) -> Void = { _, _ in }) -> [Row] {
    (0..<200).map { index in
      var row = Row()
      row.time = index * days * 86_400 / 199
      row.text = Row.Text(UInt32(index + 1))
      row.user = 1
      change(index, &row)
      return row
    }
  }

  private func severities(_ rows: [Row], _ log: (inout LogSummary) -> Void = { _ in }) -> [String: Caveat.Severity] {
    let caveats = Sketch(rows, configure: log).audit().caveats
    #expect(Set(caveats.map(\.id)).count == caveats.count)
    #expect(caveats.allSatisfy { $0.text.hasSuffix(".") })
    return Dictionary(uniqueKeysWithValues: caveats.map { ($0.id, $0.severity) })
  }

  @Test func aGoodLogHasFew() {
    #expect(severities(rows(days: 30)) == ["coarse-times": .note, "no-duration": .serious])
  }

  @Test func shortLogs() {
    #expect(severities(rows(days: 5))["short-log"] == .careful)
    #expect(severities(rows(days: 0))["short-log"] == .serious)
    #expect(severities(rows(days: 10))["ttl-lower-bound"] == .note)
    #expect(severities(rows(days: 14))["ttl-lower-bound"] == nil)
    // Whole days lack some minutes at their ends, as the first call comes after midnight and the last before.
    let (week, minute) = (Microseconds(seconds: 7 * 86_400), Int64(60_000_000))
    #expect(Caveat.lowerBound(ttls: [week], span: Microseconds(2 * week.count - 30 * minute)) == nil)
    #expect(Caveat.lowerBound(ttls: [week], span: Microseconds(2 * week.count - 300 * minute)) != nil)
    // Where there is no time at all, TTLs are not what is missing.
    #expect(severities(rows(days: 0))["ttl-lower-bound"] == nil)
    let moment = Sketch(rows(days: 0)).audit().caveats.first { $0.id == "short-log" }
    #expect(moment?.text.hasPrefix("The log is of one moment, less than a week: the days it lacks") == true)
  }

  @Test func whatIsMissingIsCountedAndGraded() {
    let found = severities(
      rows(days: 30) { index, row in
        if index < 40 { row.flags.insert(.truncatedPrompt) }
        if index < 5 { row.flags.insert(.redactedParts) }
        if index < 3 { row.flags.insert(.noContent) }
        if index == 5 { row.flags.insert(.missingContext) }
        if index < 100 { row.flags.insert(.loggedHit) }
        if index == 9 { row.flags.remove(.hasUsage) }
        if index % 2 == 0 { row.flags.insert(.noTime) }
        row.user = 0
      })
    #expect(found["prompts-cut"] == .serious)
    #expect(found["prompts-redacted"] == .careful)
    #expect(found["no-content"] == .careful)
    #expect(found["missing-context"] == .note)
    #expect(found["already-cached"] == .note)
    #expect(found["no-usage"] == .note)
    #expect(found["no-times"] == .serious)
    #expect(found["no-callers"] == .note)
  }

  /// Whatever ingest remarks reaches the reader, once, with its count.
  @Test func remarksOfIngest() {
    let all = Dictionary(uniqueKeysWithValues: LogRemark.allCases.enumerated().map { ($1, 1_000 + $0) })
    let caveats = Sketch(rows(days: 30), configure: { $0.remarks = all }).audit().caveats
    for (remark, count) in all {
      let said = caveats.filter { $0.text == remark.sentence(count) }
      #expect(said.count == 1, "\(remark)")
      let sentence = said.first?.text ?? ""
      #expect(sentence.hasSuffix("."))
      if remark != .noNear, remark != .saidSampled { #expect(sentence.hasPrefix(grouped(count))) }
    }
    let found = severities(rows(days: 30)) { $0.remarks = [.encrypted: 1, .elsewhere: 150, .blocks: 200, .saidSampled: 100_000] }
    #expect(found["bodies-encrypted"] == .note)
    #expect(found["bodies-elsewhere"] == .serious)
    #expect(found["block-ids"] == .note)
    #expect(found["sampled"] == .serious)
  }

  /// A clock of whole seconds is told from few requests; one that has a fraction is none, and rows without a time say nothing.
  @Test func clocksOfWholeSeconds() {
    func isCoarse(_ count: Int, _ change: (Int, inout Row) -> Void = { _, _ in }) -> Bool {
      Sketch(Array(rows(days: 30, change).prefix(count))).audit().quality.isInWholeSeconds
    }
    #expect(isCoarse(200) && isCoarse(20))
    #expect(!isCoarse(19))
    #expect(!isCoarse(200) { index, row in if index >= 190 { row.flags.insert(.noTime) } else { row.flags.insert(.coarseTime) } })
    #expect(isCoarse(200) { index, row in if index % 2 == 0 { row.flags.insert(.noTime) } })
  }

  @Test func unpricedModelsAreNamed() {
    let sketch = Sketch(
      rows(days: 30) { index, row in
        row.model = index < 7 ? "m\(index)" : "known"
        if index < 7 { row.cost = nil }
        if index == 8 {
          row.cost = nil
          row.flags.remove(.hasUsage)
        }
      })
    let caveat = sketch.audit().caveats.first { $0.id == "unpriced-models" }
    #expect(
      caveat?.text
        == "7 models have no price (m0, m1, m2, m3, m4 and 2 more): 7 requests (3.5 %) are not in the dollars; give prices with --prices.")
    #expect(caveat?.severity == .careful)
    let one = Sketch(
      rows(days: 30) { index, row in
        if index == 7 { (row.model, row.cost) = ("", nil) }
      })
    #expect(
      one.audit().caveats.first { $0.id == "unpriced-models" }?.text
        == "1 model has no price (one that the log does not name): 1 request (0.5 %) is not in the dollars; name it with "
        + "--model, or say where the log has it with --map.")
  }

  @Test func whatIngestMet() {
    let found = severities(rows(days: 30)) { log in
      var source = LogSummary.Source(name: "a.zst")
      source.records = 201
      source.fault = "The last frame is cut off."
      source.examined = 10
      source.matched = 9
      log.sources = [source]
      log.setAside = [.init(cause: "not JSON", isBad: true, count: 1, examples: [])]
      log.outOfOrder = 4
    }
    #expect(found["file-broken"] == .serious)
    #expect(found["bad-records"] == .note)
    #expect(found["format-doubtful"] == .careful)
    #expect(found["out-of-order"] == .note)
  }

  @Test func whereAFileBreaksIsASentence() {
    let caveats = Sketch(rows(days: 30)) { log in
      var source = LogSummary.Source(name: "a.zst")
      source.fault = "broken after byte 7: the last frame is cut off"
      log.sources = [source]
    }.audit().caveats
    #expect(
      caveats.first?.text
        == "a.zst: broken after byte 7: the last frame is cut off. The requests after that point are not in the figures.")
  }

  @Test func aFormatThatWasGivenIsNotToBeLookedAtAgain() {
    let found = severities(rows(days: 30)) { log in
      var source = LogSummary.Source(name: "a.zst")
      (source.examined, source.matched) = (10, 0)
      log.sources = [source]
      log.remarks = [.otherFormat: 1]
    }
    #expect(found["format-doubtful"] == nil && found["format-forced"] == .serious)
  }

  @Test func theGravestComeFirst() {
    let caveats = Sketch(rows(days: 5)).audit().caveats.map(\.severity)
    #expect(caveats == caveats.sorted(by: >))
  }
}
