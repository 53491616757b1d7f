import ArgumentParser
import Glibc
import Ingest
import Reporting
import Scenarios
import Simulation
import Studies
import Traces
import Units
import Workloads

/// How fast this machine reads and replays, on a log that is generated for it.
enum SpeedTest {
  private static let strategies = ["ttl-1h", "redis-2gb-lru", "near-24h"]
  private static let rounds = 3

  /// Generates, reads and replays; the best of a few rounds each.
  static func run(requests: Int, threads: Int) throws -> [SpeedReport.Row] {
    var spec = WorkloadSpec()
    spec.name = "speed"
    spec.requests = requests
    spec.exactShare = 0.35
    spec.nearShare = 0.1
    let path = try temporaryPath()
    defer { unlink(path) }
    let bytes: Int
    do {
      bytes = try CacheBefore.write(try Workload(spec), to: path)
    } catch let error as WorkloadError {
      throw Failure(.bug, "\(error)")
    }

    var rows: [SpeedReport.Row] = []
    let quiet = try PrintOptions.parse(["--quiet"])
    var loaded: TraceLoader.Loaded?
    for count in Set([1, threads]).sorted() {
      let logs = try LogOptions.parse(["--threads", "\(count)", path])
      let seconds = try best { loaded = try TraceLoader(options: logs, printing: quiet).load() }
      rows.append(
        SpeedReport.Row(
          what: "ingest of LiteLLM lines, plain", threads: count, amount: Double(bytes) / 1e6, unit: "MB", seconds: seconds))
      rows.append(
        SpeedReport.Row(
          what: "ingest of LiteLLM requests", threads: count, amount: Double(requests), unit: "requests", seconds: seconds))
    }
    guard let loaded else { return rows }
    let bench = Workbench(logs: try LogOptions.parse([path]), study: try StudyOptions.parse([]), money: try MoneyOptions.parse([]))
    let traffic = try bench.traffic(loaded, try bench.prices()).logged.withoutCache
    for name in strategies {
      guard let strategy = Presets.named(name) else { continue }
      // As many replays as make a measurable time.
      let count = 20
      let seconds = try best { for _ in 0..<count { _ = try strategy.replay(traffic, seed: 1) } }
      rows.append(
        SpeedReport.Row(
          what: "replay, \(name)", threads: 1, amount: Double(count * traffic.trace.requests.count), unit: "requests", seconds: seconds))
    }
    return rows
  }

  private static func best(_ work: () throws -> Void) rethrows -> Double {
    var least = Double.infinity
    for _ in 0..<rounds {
      let began = now()
      try work()
      least = min(least, now() - began)
    }
    return least
  }
}
