import Duplicates
import Testing
import Traces
import Units

@Suite struct RepeatTests {
  private func row(_ time: Int, _ text: UInt32, cost: Int64? = 100, user: UInt32 = 0) -> Row {
    var row = Row()
    row.time = time
    row.text = Row.Text(text)
    row.cost = cost
    row.user = user
    row.temperature = 0
    return row
  }

  @Test func theRepeatLaw() {
    let times = [1: 1, 2: 1, 3: 2, 4: 3, 5: 5, 6: 6, 7: 10, 8: 11, 9: 100, 10: 101]
    let rows = times.flatMap { text, count in (0..<count).map { _ in row(0, UInt32(text)) } }
    let law = Sketch(rows).audit().repeatLaw
    #expect(law.bands.map(\.name) == ["1", "2", "3–5", "6–10", "11–100", "> 100"])
    #expect(law.bands.map(\.keys) == [2, 1, 2, 2, 2, 1])
    #expect(law.bands.map(\.volume.requests) == [2, 2, 8, 16, 111, 101])
    #expect(law.bands.map(\.volume.dollars.nanodollars) == [200, 200, 800, 1_600, 11_100, 10_100])
    #expect(law.keys == 10)
    #expect(law.topPercent == Ratio(101, of: 240))
    #expect(law.topTen == Ratio(240, of: 240))
  }

  @Test func onePerCentOfManyKeys() {
    let rows = (1...250).flatMap { text in (0..<(text <= 3 ? 5 : 1)).map { _ in row(0, UInt32(text)) } }
    let law = Sketch(rows).audit().repeatLaw
    #expect(law.topPercent == Ratio(15, of: 262), "3 of 250 keys")
    #expect(law.topTen == Ratio(22, of: 262))
  }

  @Test func theDearestRepeatsComeFirst() {
    var rows = [row(0, 7, cost: 900), row(1, 8, cost: 10, user: 1), row(2, 8, cost: 20, user: 2), row(3, 8, cost: nil, user: 1)]
    rows[3].place = "far away"
    rows += [row(4, 9, cost: 1), row(5, 9, cost: 21), row(6, 5, cost: 0), row(7, 5, cost: 0)]
    let sketch = Sketch(rows) { $0.sources = [LogSummary.Source(name: "day.jsonl")] }
    let top = sketch.audit().topKeys
    #expect(top.map(\.fingerprint) == ["k000003", "k000002", "k000004"])
    #expect(top.map(\.first) == [4, 1, 6])
    #expect(top.map(\.callers) == [1, 2, 1])
    #expect(top[1].all.requests == 3)
    #expect(top[1].all.dollars.nanodollars == 30)
    #expect(top[1].repeats.requests == 2)
    #expect(top[1].repeats.unpriced == 1)
    #expect(top[1].repeats.dollars.nanodollars == 20)
    #expect(top[1].model == "m1")
    #expect(top[1].source == "day.jsonl")
    #expect(top[1].line == 2)
    #expect(sketch.trace.prompts[.lastUserMessage]?[Int(sketch.trace.requests.prompt[1])] == top[1].text)
    var options = Audit.Options()
    options.topKeys = 1
    #expect(sketch.audit(options: options).topKeys == [top[0]])
  }

  @Test func gapsByHand() {
    var near = row(1_000, 1)
    near.text = Row.Text(2, 1, 1, 1)
    let rows = [row(0, 1), row(60, 1), row(361, 1), near, row(4_600, 1), row(4_600, 3)]
    let audit = Sketch(rows).audit()
    let (exact, loose) = (audit.gaps[0], audit.gaps[1])
    #expect(exact.repeats.requests == 3)
    #expect(exact.percentiles.first { $0.percent == 50 }?.gap == Microseconds(seconds: 301))
    #expect(exact.percentiles.first { $0.percent == 99 }?.gap == Microseconds(seconds: 4_239))
    #expect(exact.within.map(\.volume.requests) == [1, 1, 2, 3, 3, 3], "a gap of just the TTL is within")
    #expect(exact.shareOfRepeats(exact.within[0]) == Ratio(1, of: 3))
    #expect(exact.shareOfRequests(exact.within[0]) == Ratio(1, of: 6))
    #expect(loose.repeats.requests == 4)
    #expect(loose.within.map(\.volume.requests) == [1, 1, 4, 4, 4, 4], "from the near one it is an hour")
  }

  @Test func untimedRepeatsHaveNoGap() {
    var rows = [row(0, 1), row(10, 1), row(20, 1)]
    rows[1].flags.insert(.noTime)
    let gaps = Sketch(rows).audit().gaps[0]
    #expect(gaps.repeats.requests == 0)
    #expect(gaps.untimed == 2)
  }

  @Test(arguments: 0..<40 as Range<UInt64>) func gapsAgreeWithAScan(seed: UInt64) {
    let sketch = Sketch(randomRows(160, seed: 2_000 + seed))
    let audit = sketch.audit()
    for (gaps, form) in zip(audit.gaps, [\Row.Text.exact, \.stems]) {
      var expected: [Int64] = []
      for i in sketch.rows.indices {
        let kind = audit.classification.classes[i]
        guard kind == .exact || kind == .near, sketch.rows[i].flags.isDisjoint(with: [.skipCache, .refreshCache]) else { continue }
        let answer = sketch.rows[..<i].lastIndex { row in
          row.endpoint.isGeneration && row.hasKey(of: sketch.rows[i], scope: .global, form: form)
            && row.flags.isDisjoint(with: [.noContent, .missingContext, .failed, .unfinishedAnswer, .noStore, .skipCache])
        }
        guard let answer, !sketch.rows[i].flags.union(sketch.rows[answer].flags).contains(.noTime) else { continue }
        expected.append(Int64(sketch.rows[i].time - sketch.rows[answer].time) * 1_000_000)
      }
      expected.sort()
      #expect(gaps.repeats.requests == expected.count)
      for within in gaps.within { #expect(within.volume.requests == expected.count { $0 <= within.ttl.count }) }
      for percentile in gaps.percentiles {
        // The definition: the least gap that so many per cent do not exceed.
        let least = expected.first { gap in expected.count { $0 <= gap } * 100 >= percentile.percent * expected.count }
        #expect(percentile.gap.count == least)
      }
    }
  }
}
