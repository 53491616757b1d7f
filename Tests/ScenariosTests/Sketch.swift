import Simulation
import Traces
import Units

/// A log in which everything that a preset looks at is chosen.
struct Sketch {
  struct Row {
    var time: Int64 = 0
    /// The text of the last user message; texts that are equal in `near` are near repeats.
    var text = 1
    var near: Int?
    var model = "gpt-4.1"
    var endpoint = Endpoint.chat
    var temperature: Double?
    var maxTokens: UInt32 = 0
    var tools = false
    var stream = false
    var organisation = ""
    var user: UInt32 = 0
    var apiKey: UInt32 = 0
    var place = ""
    var duration: Int64 = 0
    var bytes: UInt32 = 1_000
    var inputTokens: UInt32 = 10
    var flags: RequestFlags = []
    var messages: UInt16 = 1
    var ttl = Asked.nothing
    var maximumAge = Asked.nothing
    var customKey: UInt32 = 0
    var asksForCache = false
    var queryClass: UInt8 = 0
  }

  var rows: [Row] = []
  /// Cosines of pairs of texts; equal texts need none.
  var cosines: [(a: Int, b: Int, cosine: Double)] = []

  /// A time line: a letter asks the question of that letter, in upper or lower case two wordings of it; "!" after a letter makes its call fail,
  /// parentheses hold what arrives at one time, "-" lets a unit of time pass, as each letter does.
  init(_ line: String, unit: Microseconds, duration: Microseconds = .zero, change: (inout Row, Int) -> Void = { _, _ in }) {
    var time: Int64 = 0
    var grouped = false
    for character in line {
      switch character {
      case "(": grouped = true
      case ")":
        grouped = false
        time += unit.count
      case "!": rows[rows.count - 1].flags.insert(.failed)
      case "|": break
      case "-": time += unit.count
      default:
        let lower = Int(character.lowercased().first?.asciiValue ?? 97) - 96
        var row = Row(time: time, text: character.isUppercase ? 2 * lower : 2 * lower + 1, near: lower, duration: duration.count)
        change(&row, rows.count)
        rows.append(row)
        if !grouped { time += unit.count }
      }
    }
  }

  init(rows: [Row]) { self.rows = rows }

  /// The traffic for a strategy: with the graph that it needs, and the classes as the rows say.
  func traffic(for strategy: Strategy) -> Traffic {
    var builder = TraceBuilder()
    var names: [String: UInt32] = [:]
    func name(_ text: String, _ field: KeyField) -> UInt32 {
      if text.isEmpty { return 0 }
      if let id = names[field.rawValue + text] { return id }
      let id = builder.addName(text, to: field)
      names[field.rawValue + text] = id
      return id
    }
    var temperatures: [Double: UInt32] = [:]
    func temperature(_ value: Double?) -> UInt32 {
      guard let value else { return 0 }
      if let id = temperatures[value] { return id }
      let id = builder.addTemperature(value)
      temperatures[value] = id
      return id
    }
    var texts: [Int: UInt32] = [:]
    var prompts: [Int: UInt32] = [:]
    for (index, row) in rows.enumerated() {
      if texts[row.text] == nil {
        let form = UInt32(row.near.map { $0 + 1 } ?? 1_000_000 + row.text)
        let text = builder.addText(spelling: form, fillers: form, stems: form)
        texts[row.text] = text
        prompts[row.text] = builder.addPrompt([text, 0, text, 0])
      }
      var request = Request()
      request.arrival = row.time
      request.duration = row.duration
      request.prompt = prompts[row.text] ?? 0
      let ids = KeyField.ofParameters.map { field -> UInt32 in
        switch field {
        case .model: name(row.model, .model)
        case .endpoint: UInt32(row.endpoint.rawValue)
        case .temperature: temperature(row.temperature)
        case .maxTokens: row.maxTokens
        case .tools: row.tools ? 1 : 0
        case .stream: row.stream ? 1 : 0
        default: 0
        }
      }
      request.parameters = builder.addParameters(ids)
      request.caller = builder.addCaller([name(row.organisation, .organisation), 0, row.user, row.apiKey, name(row.place, .place)])
      request.answerBytes = row.bytes
      request.usage = TokenUsage(uncachedInput: Int(row.inputTokens), output: 1)
      request.flags = row.stream ? row.flags.union(.streamed) : row.flags
      request.status = row.flags.contains(.failed) ? 500 : 200
      request.line = UInt32(index + 1)
      builder.append(request)
    }
    let trace = builder.finish()
    let order = trace.requests.line.map { rows[Int($0) - 1] }
    var traffic = Traffic(
      trace: trace, duration: order.map(\.duration), cost: order.map { _ in 1 }, isEstimated: order.map { _ in false })
    traffic.messages = order.map(\.messages)
    traffic.asked = Asked(
      ttl: order.map(\.ttl), maximumAge: order.map(\.maximumAge), key: order.map(\.customKey), cache: order.map(\.asksForCache))
    traffic.serviceTime = order.map(\.duration)
    if let classifier = strategy.classifier { traffic.classes[classifier] = order.map(\.queryClass) }
    if let layer = strategy.semantic {
      traffic.graphs[CandidateGraph.Kind(view: layer.view, measure: layer.measure)] = graph(order.map(\.text))
    }
    return traffic
  }

  private func graph(_ textOfRow: [Int]) -> CandidateGraph {
    var ids: [Int: UInt32] = [:]
    for text in textOfRow where ids[text] == nil { ids[text] = UInt32(ids.count) }
    var lists = [[(UInt32, UInt16)]](repeating: [], count: ids.count)
    for pair in cosines {
      guard let a = ids[pair.a], let b = ids[pair.b] else { continue }
      let score = UInt16((pair.cosine * 10_000).rounded())
      lists[Int(a)].append((b, score))
      lists[Int(b)].append((a, score))
    }
    for index in lists.indices { lists[index].sort { ($1.1, $0.0) < ($0.1, $1.0) } }
    var offsets: [UInt32] = [0]
    for list in lists { offsets.append(offsets[offsets.count - 1] + UInt32(list.count)) }
    let all = lists.flatMap { $0 }
    return CandidateGraph(
      textOfRequest: textOfRow.map { ids[$0] ?? 0 }, offsets: offsets, neighbours: all.map(\.0), scores: all.map(\.1),
      differences: all.map { _ in [] }, floor: 0)
  }

  /// What becomes of each row, as letters: h hit, s stale, c coalesced, m miss, b bypass, e error, u undetermined.
  func letters(_ strategy: Strategy) throws -> String {
    let traffic = traffic(for: strategy)
    let replay = try strategy.replay(traffic, seed: 1)
    var out = [Character](repeating: "?", count: rows.count)
    for (index, line) in traffic.trace.requests.line.enumerated() { out[Int(line) - 1] = replay.outcome[index].name.first ?? "?" }
    return String(out)
  }

  /// The replay, in the order of the rows of the trace.
  func replay(_ strategy: Strategy) throws -> Replay { try strategy.replay(traffic(for: strategy), seed: 1) }
}

extension Microseconds {
  static func s(_ count: Double) -> Microseconds { Microseconds(seconds: count) }
}
