import Simulation
import Testing
import Traces
import Units

@Suite struct ServiceTimeTests {
  private static func traffic(_ rows: [Request], estimated: Set<Int> = []) -> Traffic {
    var builder = TraceBuilder()
    for model in ["m", "n"] {
      var ids = [UInt32](repeating: 0, count: KeyField.ofParameters.count)
      ids[0] = builder.addName(model, to: .model)
      _ = builder.addParameters(ids)
    }
    _ = builder.addCaller([0, 0, 0, 0, 0])
    for (index, row) in rows.enumerated() {
      var row = row
      row.line = UInt32(index + 1)
      builder.append(row)
    }
    let trace = builder.finish()
    return Traffic(
      trace: trace, duration: trace.requests.duration, cost: Array(repeating: 0, count: rows.count),
      isEstimated: trace.requests.line.map { estimated.contains(Int($0) - 1) })
  }

  private static func call(at time: Int64, _ duration: Int64, output: Int = 10, flags: RequestFlags = [], status: UInt16 = 200) -> Request {
    var out = Request()
    out.arrival = time
    out.duration = duration
    out.usage.output = output
    out.flags = flags
    out.status = status
    return out
  }

  /// Calls that come alone, one a second: 10 µs a token, each with luck of its own.
  private static let quiet = (0..<60).map { call(at: Int64($0) * 1_000_000, [80, 100, 120][$0 % 3]) }

  @Test("law 22: durations that do not grow with the load are service times")
  func unloaded() {
    let busy = (0..<60).map { Self.call(at: 100_000_000 + Int64($0), [80, 100, 120][$0 % 3]) }
    let traffic = Self.traffic(Self.quiet + busy)
    #expect(ServiceTimes(of: traffic).microseconds == traffic.duration)
  }

  @Test("law 22: what calls take longer under load is taken out of them; the luck of each stays")
  func loaded() {
    // Twenty calls at a time, thrice: all but the first of each take three times as long as alone.
    let luck: [Int64] = [80, 100, 120]
    let busy = (0..<60).map { i -> Request in
      let slowness: Int64 = i % 20 == 0 ? 1 : 3
      let start: Int64 = 100_000_000 + Int64(i / 20) * 1_000_000
      return Self.call(at: start + Int64(i % 20), luck[i % 3] * slowness)
    }
    let traffic = Self.traffic(Self.quiet + busy)
    #expect(ServiceTimes(of: traffic).microseconds == (0..<120).map { luck[$0 % 3] })
    // Longer answers take longer and are not slow for that.
    let long = (0..<60).map { i in Self.call(at: 100_000_000 + Int64(i), 1_000, output: 100) }
    let other = Self.traffic(Self.quiet + long)
    #expect(ServiceTimes(of: other).microseconds == other.duration)
  }

  @Test("law 22: the load of another model slows nobody, and few calls prove nothing")
  func others() {
    // Forty slow calls one after the other, while sixty of another model are under way.
    var busy = (0..<60).map { Self.call(at: 100_000_000 + Int64($0), 60_000) }
    for i in busy.indices { busy[i].parameters = 1 }
    busy += (0..<40).map { Self.call(at: 100_001_000 + Int64($0) * 1_000, 900) }
    // Nineteen calls beside others of their model, slow ones: not enough to say so.
    let few = (0..<20).map { Self.call(at: 200_000_000 + Int64($0), $0 == 0 ? 100 : 900) }
    let traffic = Self.traffic(Self.quiet + busy + few)
    let times = ServiceTimes(of: traffic).microseconds
    #expect(times == traffic.duration)
  }

  @Test("laws 6 and 22: what the log has as turned away takes what a call of its model takes; other failures keep their own time")
  func turnedAway() {
    let rows =
      Self.quiet + [
        Self.call(at: 900_000_000, 3, output: 0, flags: .failed, status: 429),
        Self.call(at: 901_000_000, 7, output: 0, flags: .failed, status: 500),
      ]
    #expect(ServiceTimes(of: Self.traffic(rows)).microseconds.suffix(2) == [100, 7])
  }

  @Test("law 22: a duration that the log does not have is the model's at low load")
  func estimated() {
    let busy = (0..<60).map { Self.call(at: 100_000_000 + Int64($0), 300) }
    let rows = Self.quiet + busy + [Self.call(at: 900_000_000, 170, output: 10)]
    #expect(ServiceTimes(of: Self.traffic(rows, estimated: [120])).microseconds.last == 100)
  }

  @Test func nothingIsKnownOfAnEmptyTrace() {
    #expect(ServiceTimes(of: Self.traffic([])).microseconds.isEmpty)
    let lone = Self.traffic([Self.call(at: 0, 5)])
    #expect(ServiceTimes(of: lone).microseconds == [5])
  }
}
