import Ingest
import Pricing
import Scenarios
import Simulation
import Studies
import Traces
import Units

/// A digest of all that the figures of a strategy depend on: traffic, prices, month, seed and program.
struct TrafficDigest {
  private let common: String

  init(_ logged: LoggedTraffic, month: Month, infrastructure: InfrastructurePrices, seed: UInt64, version: String) {
    var digest = SHA256()
    func add(_ text: String) { Array((text + "\n").utf8).withUnsafeBytes { digest.update($0) } }
    func add<Value>(_ name: String, _ column: [Value]) {
      add("\(name) \(column.count)")
      column.withUnsafeBytes { digest.update($0) }
    }
    let traffic = logged.withoutCache
    let trace = traffic.trace
    let days = [month.wholeDays, month.steadyDays].map { $0.map { "\($0)" } ?? "-" }.joined(separator: " ")
    add("hindcast \(version) seed \(seed) month \(month.basis) \(days) \(month.length.count) \(month.offset) \(month.isInCents)")
    add("weights \(month.weight) \(month.requestWeight) \(month.steadyWeight)")
    // Prices are in the costs of the requests; those of stores are not.
    for row in infrastructure.rows { add("\(row)") }
    add("cost", traffic.cost)
    add("duration", traffic.duration)
    add("apart", traffic.apart.map(\.rawValue))
    add("messages", traffic.messages)
    add("service", traffic.serviceTime)
    add("ttl", traffic.asked.ttl)
    add("age", traffic.asked.maximumAge)
    add("key", traffic.asked.key)
    add("cache", traffic.asked.cache.map { $0 ? UInt8(1) : 0 })
    add("arrival", trace.requests.arrival)
    add("prompt", trace.requests.prompt)
    add("parameters", trace.requests.parameters)
    add("caller", trace.requests.caller)
    add("answer", trace.requests.answer)
    add("bytes", trace.requests.answerBytes)
    add("input", trace.requests.uncachedInput)
    add("read", trace.requests.cacheRead)
    add("output", trace.requests.output)
    add("flags", trace.requests.flags.map(\.rawValue))
    for table in [trace.prompts, trace.parameters, trace.callers] {
      for (field, column) in zip(table.fields, table.columns) { add(field.rawValue, column) }
    }
    for field in KeyField.named { add("\(field.rawValue): \((trace.names[field] ?? []).joined(separator: "\u{1F}"))") }
    add("temperatures: \(trace.temperatures)")
    if trace.cacheControls.count > 1 { add("controls: \(trace.cacheControls)") }
    add("spelling", trace.normalForms.spelling)
    add("fillers", trace.normalForms.fillers)
    add("stems", trace.normalForms.stems)
    for (classifier, classes) in traffic.classes.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      add("\(classifier)")
      add("classes", classes)
    }
    for (kind, graph) in traffic.graphs.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      add("\(kind) from \(graph.floor)")
      add("asked", graph.textOfRequest)
      add("offsets", graph.offsets)
      add("neighbours", graph.neighbours)
      add("scores", graph.scores)
      add("differences", graph.differences.map(\.rawValue))
      add("cut", graph.cut.sorted())
    }
    common = digest.hexadecimal
  }

  /// The key of a strategy, whatever its name and words.
  func key(_ strategy: Strategy) -> String {
    var plain = strategy
    (plain.name, plain.summary, plain.source, plain.caveats) = ("x", "", "", [])
    var digest = SHA256()
    Array((common + "\n" + StrategyFile.print(plain)).utf8).withUnsafeBytes { digest.update($0) }
    return String(digest.hexadecimal.prefix(32))
  }
}
