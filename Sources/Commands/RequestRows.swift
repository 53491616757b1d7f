import Duplicates
import Reporting
import Simulation
import Studies
import Traces
import Units

/// `--requests FILE`: one row per request and strategy, with the file and line it came from, in the order of ordinals, strategies in the order given.
struct RequestRows {
  private let traffic: Traffic
  private let classes: [DuplicateClass]
  private let seed: UInt64
  private let isJSON: Bool

  init(_ logged: LoggedTraffic, seed: UInt64, path: String) {
    traffic = logged.withoutCache
    classes = logged.classes
    self.seed = seed
    let name = path.hasSuffix(".zst") ? String(path.dropLast(4)) : path
    isJSON = name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") || name.hasSuffix(".json")
  }

  func write(_ strategies: [Strategy], to file: OutputFile) throws {
    if !isJSON { try file.write("id,strategy,time,model,outcome,tier,class,cause,latency_ms,cost_usd,source,line\n") }
    for strategy in strategies {
      let replay = try strategy.replay(traffic, seed: seed)
      var block = ""
      for i in replay.outcome.indices {
        block += row(i, strategy, replay)
        if block.utf8.count > 1 << 16 {
          try file.write(block)
          block = ""
        }
      }
      try file.write(block)
    }
  }

  /// What the request itself cost upstream under the strategy: nothing where a stored answer served it.
  private func row(_ i: Int, _ strategy: Strategy, _ replay: Replay) -> String {
    let trace = traffic.trace
    let time = Timestamp(microseconds: trace.requests.arrival[i]).description
    let tier = replay.tier[i] == 0 ? "" : strategy.tiers[Int(replay.tier[i]) - 1].name
    let latency = replay.latency[i] == Replay.noLatency ? nil : plain(Microseconds(replay.latency[i]).milliseconds, decimals: 3)
    let cost =
      replay.outcome[i].isAnswered ? "0" : traffic.cost[i] == Traffic.unpriced ? nil : Dollars(nanodollars: traffic.cost[i]).exact
    let sources = trace.log.sources
    let index = Int(trace.requests.source[i])
    let source = sources.indices.contains(index) ? sources[index].name : ""
    let line = trace.requests.line[i]
    let texts = [
      ("strategy", strategy.name), ("time", time), ("model", trace.model(i)), ("outcome", replay.outcome[i].name), ("tier", tier),
      ("class", classes[i].name), ("cause", replay.cause[i].name),
    ]
    if isJSON {
      let strings = texts.map { "\"\($0.0)\":\(RowText.json($0.1))" }.joined(separator: ",")
      return
        "{\"id\":\(i),\(strings),\"latency_ms\":\(latency ?? "null"),\"cost_usd\":\(cost ?? "null"),\"source\":\(RowText.json(source)),\"line\":\(line)}\n"
    }
    return "\(i)," + texts.map { RowText.csv($0.1) }.joined(separator: ",")
      + ",\(latency ?? ""),\(cost ?? ""),\(RowText.csv(source)),\(line)\n"
  }
}
