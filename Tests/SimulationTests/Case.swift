import Caching
import Simulation
import Traces
import Units

/// A small trace in which every number is chosen: what the tests of this module are made of.
struct Case {
  /// One request. Times are microseconds.
  struct Row: Equatable {
    var time: Int64 = 0
    /// Which near key it has; 0 is "the prompt is not in the log".
    var key = 1
    /// Which wording of that key; equal wordings are exact repeats.
    var wording = 0
    var duration: Int64 = 0
    var bytes: UInt32 = 1
    /// In nanodollars, or `Traffic.unpriced`.
    var cost: Int64 = 1
    var flags: RequestFlags = []
    /// Index into `Case.parameters`.
    var parameters = 0
    var user = 0
    /// Its tenants: indices into the names of teams and organisations; 0 is none.
    var team = 0
    var organisation = 0
    /// Why it stands apart from the default saving (law 5), or none.
    var apart = Cause.none
    /// Where it came from: an index into the names of places; 0 is none.
    var place = 0
    var status: UInt16 = 200
    /// The class of its question, from 1; 0 for none.
    var queryClass: UInt8 = 0
    var messages: UInt16 = 1
    var tokens = 1
    /// What it asks of the cache; -1 for nothing.
    var askedTTL: Int64 = -1
    var maximumAge: Int64 = -1
    var customKey: UInt32 = 0
    var asksForCache = false
    /// How long the call takes without queueing.
    var service: Int64 = 0
  }

  /// Two keys whose texts are alike.
  struct Edge: Equatable {
    var a: Int
    var b: Int
    var score: UInt16
    var differences: CandidateGraph.Differences = []
  }

  /// One tuple of parameters.
  struct Parameters: Equatable {
    var model = "m"
    var endpoint = Endpoint.chat
    /// Index into `temperatures`; 0 is absent.
    var temperature = 0
    var tools = false
  }

  var rows: [Row] = []
  var parameters = [Parameters()]
  /// Temperatures by id.
  var temperatures: [Double?] = [nil, nil, 0, 0.7]

  /// Which texts are alike; the text of a request is its key, whatever the wording. `nil`: not known.
  var alike: [Edge]?
  /// The texts whose list was cut.
  var cut: Set<UInt32> = []
  /// The classes of questions, if any strategy has some.
  var classifier: QueryClassifier?

  static let graph = CandidateGraph.Kind(view: .lastUserMessage, measure: .embedding)
  static let places = ["x", "y"]
  static let teams = ["red", "rose"]
  static let organisations = ["acme"]

  /// The case as traffic; rows keep their order within a time.
  func traffic() -> Traffic {
    var builder = TraceBuilder()
    for temperature in temperatures.dropFirst() { _ = builder.addTemperature(temperature) }
    var models: [String: UInt32] = [:]
    for tuple in parameters where models[tuple.model] == nil { models[tuple.model] = builder.addName(tuple.model, to: .model) }
    let tuples = parameters.map { tuple in
      var ids = [UInt32](repeating: 0, count: KeyField.ofParameters.count)
      for (index, field) in KeyField.ofParameters.enumerated() {
        switch field {
        case .model: ids[index] = models[tuple.model] ?? 0
        case .endpoint: ids[index] = UInt32(tuple.endpoint.rawValue)
        case .temperature: ids[index] = UInt32(tuple.temperature)
        case .tools: ids[index] = tuple.tools ? 1 : 0
        default: break
        }
      }
      return builder.addParameters(ids)
    }
    var prompts: [[Int]: UInt32] = [:]
    var callers: [[Int]: UInt32] = [:]
    for (field, names) in [(KeyField.place, Self.places), (.team, Self.teams), (.organisation, Self.organisations)] {
      for name in names { _ = builder.addName(name, to: field) }
    }
    for (index, row) in rows.enumerated() {
      if row.key > 0, prompts[[row.key, row.wording]] == nil {
        let form = UInt32(row.key)
        let text = builder.addText(spelling: form, fillers: form, stems: form)
        prompts[[row.key, row.wording]] = builder.addPrompt([text, 0, text, 0])
      }
      let caller = [row.organisation, row.team, row.user, 0, row.place]
      if callers[caller] == nil { callers[caller] = builder.addCaller(caller.map { UInt32($0) }) }
      var request = Request()
      request.arrival = row.time
      request.duration = row.duration
      request.prompt = row.key == 0 ? 0 : prompts[[row.key, row.wording]] ?? 0
      request.parameters = tuples[row.parameters]
      request.caller = callers[caller] ?? 0
      request.status = row.status
      request.usage.uncachedInput = row.tokens
      request.answerBytes = row.bytes
      request.flags = row.flags
      request.line = UInt32(index + 1)
      builder.append(request)
    }
    let trace = builder.finish()
    let order = trace.requests.line.map { rows[Int($0) - 1] }
    var traffic = Traffic(
      trace: trace, duration: order.map(\.duration), cost: order.map(\.cost),
      isEstimated: Array(repeating: false, count: order.count),
      apart: order.contains { $0.apart != .none } ? order.map(\.apart) : [])
    traffic.asked = Asked(
      ttl: order.map(\.askedTTL), maximumAge: order.map(\.maximumAge), key: order.map(\.customKey), cache: order.map(\.asksForCache))
    traffic.messages = order.map(\.messages)
    traffic.serviceTime = order.map(\.service)
    if let classifier { traffic.classes[classifier] = order.map(\.queryClass) }
    if let alike { traffic.graphs[Self.graph] = Self.graph(alike, cut, of: order) }
    return traffic
  }

  private static func graph(_ alike: [Edge], _ cut: Set<UInt32>, of rows: [Row]) -> CandidateGraph {
    let texts = 6
    var offsets: [UInt32] = [0]
    var edges: [(text: Int, score: UInt16, differences: CandidateGraph.Differences)] = []
    for text in 0..<texts {
      let own = alike.filter { $0.a == text || $0.b == text }.map { ($0.a == text ? $0.b : $0.a, $0.score, $0.differences) }
      edges += own.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { (text: $0.0, score: $0.1, differences: $0.2) }
      offsets.append(UInt32(edges.count))
    }
    return CandidateGraph(
      textOfRequest: rows.map { $0.key == 0 ? CandidateGraph.none : UInt32($0.key - 1) }, offsets: offsets,
      neighbours: edges.map { UInt32($0.text) }, scores: edges.map(\.score), differences: edges.map(\.differences), floor: 5_000, cut: cut)
  }
}

extension Case {
  /// A case drawn as a time line: one microsecond per character; a letter asks the key of that letter, upper and lower case are two wordings
  /// of it, "?" is a prompt that is not in the log, "!" after a letter makes it fail, parentheses hold what arrives at one time, "-" is no
  /// request and "|" the end.
  init(_ line: String, duration: Int64 = 0, bytes: UInt32 = 1) {
    var time: Int64 = 0
    var grouped = false
    for character in line {
      switch character {
      case "(": grouped = true
      case ")":
        grouped = false
        time += 1
      case "!": rows[rows.count - 1].flags.insert(.failed)
      case "|": return
      case "-": time += 1
      default:
        let lower = Character(character.lowercased())
        let key = character == "?" ? 0 : Int(lower.asciiValue ?? 0) - Int(Character("a").asciiValue ?? 0) + 1
        rows.append(Row(time: time, key: key, wording: character == lower ? 1 : 0, duration: duration, bytes: bytes))
        if !grouped { time += 1 }
      }
    }
  }

  /// `line` with each request replaced by the first letter of its outcome, failure marks dropped.
  static func drawing(_ outcomes: [Outcome], over line: String) -> String {
    var next = 0
    var out = ""
    for character in line where character != "!" {
      if character.isLetter || character == "?" {
        out.append(outcomes[next].name.first ?? " ")
        next += 1
      } else {
        out.append(character)
      }
    }
    return out
  }
}

extension Case: CustomStringConvertible {
  var description: String {
    rows.map { row in
      let letter = row.key == 0 ? "?" : String(UnicodeScalar(UInt8(64 + row.key)))
      return
        "\(row.time): \(row.wording == 0 ? letter : letter.lowercased()) for \(row.duration) µs, \(row.bytes) B, cost \(row.cost), "
        + "flags \(row.flags.rawValue), parameters \(row.parameters), user \(row.user), team \(row.team), "
        + "organisation \(row.organisation), place \(row.place), status \(row.status), "
        + "class \(row.queryClass), messages \(row.messages), tokens \(row.tokens), ttl \(row.askedTTL), age \(row.maximumAge), "
        + "key \(row.customKey), asks \(row.asksForCache), service \(row.service), apart \(row.apart)"
    }.joined(separator: "\n") + (alike.map { "\nalike \($0), cut \(cut)" } ?? "")
  }
}

/// Replays a time line through one tier and draws what came of it.
func replay(
  _ line: String, ttl: Int64? = nil, sliding: Bool = false, capacity: Capacity = .unlimited, policy: EvictionPolicy = .lru,
  key: KeyRule = .exact, duration: Int64 = 0
) throws -> String {
  let expiry: Expiry = ttl.map { sliding ? .sliding(Microseconds($0)) : .fixed(Microseconds($0)) } ?? .never
  let strategy = Strategy(name: "one-tier", key: key, tiers: [Tier(expiry: expiry, capacity: capacity, policy: policy)])
  let replay = try strategy.replay(Case(line, duration: duration).traffic(), seed: 1)
  return Case.drawing(replay.outcome, over: line)
}
