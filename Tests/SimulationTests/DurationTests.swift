import Simulation
import Testing
import Traces
import Units

@Suite struct DurationTests {
  private static func trace(_ rows: [Request], originals: [Int: Int] = [:]) -> Trace {
    var builder = TraceBuilder()
    var ids = [UInt32](repeating: 0, count: KeyField.ofParameters.count)
    ids[0] = builder.addName("m", to: .model)
    _ = builder.addParameters(ids)
    _ = builder.addCaller([0, 0, 0, 0, 0])
    for (index, row) in rows.enumerated() {
      var row = row
      row.arrival = Int64(index)
      builder.append(row)
    }
    for (hit, original) in originals { builder.setOriginal(of: hit, to: original) }
    return builder.finish()
  }

  private static func request(
    duration: Int64? = nil, firstToken: Int64? = nil, output: Int = 0, flags: RequestFlags = []
  ) -> Request {
    var out = Request()
    out.duration = duration
    out.firstToken = firstToken
    out.usage.output = output
    out.flags = flags
    return out
  }

  @Test("law 4: a logged duration stands; without enough rows the catalogue speaks")
  func catalogue() {
    let trace = Self.trace([
      Self.request(duration: 5), Self.request(output: 97), Self.request(firstToken: 20_000, output: 97), Self.request(duration: 0),
    ])
    let durations = Durations(of: trace, seed: 1)
    #expect(durations.microseconds == [5, 1_780_000, 1_020_000, 0])
    #expect(durations.isEstimated == [false, true, true, false])
  }

  @Test("law 4: time to first token + output tokens / speed, fitted on the model's own rows")
  func fitted() {
    // 300 µs to the first token, 10 µs per token; failed and batch rows say nothing.
    var rows = (1...21).map { Self.request(duration: 300 + 10 * Int64($0), firstToken: 300, output: $0) }
    rows += (0..<40).map { _ in Self.request(duration: 1, output: 1, flags: .failed) }
    rows += (0..<40).map { _ in Self.request(duration: 9_000_000, output: 1, flags: .batch) }
    rows.append(Self.request(output: 50))
    #expect(Durations(of: Self.trace(rows), seed: 1).microseconds.last == 800)
    // Without any time to first token, the time per token contains it.
    let plain = (1...21).map { Self.request(duration: 20 * Int64($0), output: $0) } + [Self.request(output: 50)]
    #expect(Durations(of: Self.trace(plain), seed: 1).microseconds.last == 1_000)
  }

  @Test("law 4: nineteen rows are too few")
  func tooFew() {
    let rows = (1...19).map { Self.request(duration: 20 * Int64($0), output: $0) } + [Self.request(output: 97)]
    #expect(Durations(of: Self.trace(rows), seed: 1).microseconds.last == 1_780_000)
  }

  @Test("laws 4 and 34: a logged hit takes the duration of its miss, else a draw from its model's misses")
  func loggedHits() {
    let rows = [
      Self.request(duration: 700), Self.request(duration: 900), Self.request(duration: 2, flags: .loggedHit),
      Self.request(duration: 2, flags: .loggedHit), Self.request(duration: 2, flags: .loggedHit),
    ]
    let trace = Self.trace(rows, originals: [2: 0, 3: 2])
    let durations = Durations(of: trace, seed: 1)
    #expect(durations.microseconds[2] == 700)
    // The original of the fourth is a hit itself, and the fifth has none: both are drawn.
    #expect(durations.microseconds[3...].allSatisfy { $0 == 700 || $0 == 900 })
    #expect(durations.isEstimated == [false, false, true, true, true])
    #expect(Set((0..<40).map { Durations(of: trace, seed: $0).microseconds[4] }) == [700, 900])
    let logged = Durations(of: trace, undoesEarlierCache: false, seed: 1)
    #expect(logged.microseconds == [700, 900, 2, 2, 2])
    #expect(logged.isEstimated.allSatisfy { !$0 })
  }

  @Test func absurdOutputsDoNotTrap() {
    let trace = Self.trace([Self.request(firstToken: .max, output: .max)])
    #expect(Durations(of: trace, seed: 1).microseconds[0] > 0)
  }
}
