import Caching
import Foundation
import Simulation
import Traces

/// Replays a month's log in the order of time, of a tenth as many objects as requests, without a row per request, and says what time and
/// memory that took.
enum LargeReplay {
  static func run(requests: Int) throws {
    let objects = requests / 10
    var zipf = ZipfDraw(objects: objects, alpha: 1, seed: 42)
    var calls = CallTraffic(objects: objects)
    for index in 0..<requests {
      let object = zipf.next()
      let arrival = Int64(index) * (2_592_000_000_000 / Int64(requests))
      calls.add(object, at: arrival, bytes: BenchmarkTrace.size(of: UInt64(object)))
    }
    let traffic = calls.finish()
    let groups = traffic.models
    print("made \(gibibytes("VmRSS")) GiB, at most \(gibibytes("VmHWM")) GiB")
    fflush(nil)
    for (name, strategy) in [("event", Strategy.oneTier(.entries(objects / 10))), ("event-flights", .flights(.entries(objects / 10)))] {
      var misses = 0
      let time = try ContinuousClock().measure {
        misses = try strategy.tallies(traffic, by: groups, count: 5, seed: 1).tallies.reduce(0) { $0 + $1.count(.miss) }
      }
      let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
      print(String(format: "%@ %.3f %d %@", name, seconds, misses, gibibytes("VmHWM")))
      fflush(nil)
    }
  }

  /// A figure of Linux about this process's memory.
  private static func gibibytes(_ field: String) -> String {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(field) }
    let kibibytes = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } ?? 0
    return String(format: "%.2f", kibibytes / 1_048_576)
  }
}

extension Traffic {
  /// The model of each request.
  var models: [UInt32] {
    let models = trace.parameters[.model] ?? []
    return trace.requests.parameters.map { models[Int($0)] }
  }
}
