import ArgumentParser
import Glibc
import Simulation
import Studies
import Traces
import Units
import Workloads

/// The gateway's own cache that a generated log was written behind: the log without it is generated, read and replayed first.
enum CacheBefore {
  /// What the cache of a workload did, request by request; nothing where it has none.
  static func answers(_ workload: Workload) throws -> [CachedAnswer?] {
    guard !workload.spec.behind.isEmpty else { return [] }
    let strategies = try StrategyChoice.resolve([workload.spec.behind])
    guard strategies.count == 1 else {
      throw Failure(.usage, "behind: \(workload.spec.behind) has \(strategies.count) strategies; name a file with one.")
    }
    let path = try temporaryPath()
    defer { unlink(path) }
    _ = try write(workload, to: path)

    let logs = try LogOptions.parse([path])
    let printing = try PrintOptions.parse(["--quiet"])
    let loaded = try TraceLoader(
      options: logs, printing: printing, textsAreFor: StrategyChoice.needOfTexts(strategies), meaning: MeaningNeeds(strategies)
    ).load()
    let trace = loaded.trace
    guard trace.requests.count == workload.spec.requests, isRising(trace.requests.arrival) else {
      throw Failure(.usage, "behind: requests of this log cannot be told apart by their time; take another seed or a longer span.")
    }
    let durations = Durations(of: trace, seed: workload.spec.seed)
    // A gateway's cache knows nothing of users who ask again: no request stands apart.
    var traffic = Traffic(
      trace: trace, duration: durations.microseconds, cost: Array(repeating: 0, count: trace.requests.count),
      isEstimated: durations.isEstimated)
    let messages = trace.messageCounts
    if !messages.isEmpty { traffic.messages = trace.requests.prompt.map { messages[Int($0)] } }
    traffic.graphs = trace.candidateGraphs()
    do {
      let replay = try strategies[0].replay(traffic, seed: workload.spec.seed)
      return replay.outcome.indices.map { i in
        guard replay.outcome[i].isAnswered else { return nil }
        return CachedAnswer(from: Int(replay.answer[i]), duration: Microseconds(max(replay.latency[i], 1_000)))
      }
    } catch {
      throw Failure(.usage, "behind: \(error)")
    }
  }

  /// Writes the log of a workload, and says how many bytes it has.
  static func write(_ workload: Workload, to path: String) throws -> Int {
    let file = try OutputFile(path)
    var bytes = 0
    try workload.generate(
      log: { line in
        bytes += line.count
        try file.write(line)
      }, truth: { _ in })
    try file.finish()
    return bytes
  }

  private static func isRising(_ times: [Int64]) -> Bool { zip(times, times.dropFirst()).allSatisfy { $0 < $1 } }
}
