import Duplicates
import Traces
import Units

/// A request as a test writes it down. Texts and names are small numbers or words; 0 and "" are absent.
struct Row {
  /// Seconds.
  var time = 0
  var text = Text(1)
  var system: UInt32 = 0
  var earlier: UInt32 = 0
  var model = "m1"
  var temperature: Double?
  var isStream = false
  var endpoint = Endpoint.chat
  var organisation = ""
  var team = ""
  var user: UInt32 = 0
  var place = ""
  var call: UInt32 = 0
  var answer: UInt32 = 0
  var flags: RequestFlags = [.hasUsage]
  var input = 10
  var output = 5
  /// Nanodollars; `nil` for unpriced.
  var cost: Int64? = 1_000

  /// A last user message by its forms, from word for word to the loosest.
  struct Text: Hashable {
    var exact, spelling, fillers, stems: UInt32

    /// A text with forms of its own.
    init(_ id: UInt32) { self.init(id, id, id, id) }

    init(_ exact: UInt32, _ spelling: UInt32, _ fillers: UInt32, _ stems: UInt32) {
      (self.exact, self.spelling, self.fillers, self.stems) = (exact, spelling, fillers, stems)
    }
  }

  /// The prompt as a tuple: the whole conversation is what its parts are.
  var conversation: [UInt32] { [text.exact, system, earlier] }
}

/// The rows of a trace, in time order, and the audit's inputs made of them.
struct Sketch {
  let rows: [Row]
  let trace: Trace
  let costs: [Int64]

  init(_ rows: [Row], configure: (inout LogSummary) -> Void = { _ in }) {
    self.rows = rows.sorted { $0.time < $1.time }
    costs = self.rows.map { $0.cost ?? Audit.unpriced }
    var builder = TraceBuilder()
    var prompts: [SIMD4<UInt32>: UInt32] = [:]
    var conversations: [[UInt32]: UInt32] = [:]
    var texts: [Row.Text: UInt32] = [:]
    var parameters: [[UInt32]: UInt32] = [:]
    var callers: [[UInt32]: UInt32] = [:]
    var names: [KeyField: [String: UInt32]] = [:]
    var temperatures: [Double: UInt32] = [:]
    func name(_ text: String, _ field: KeyField) -> UInt32 {
      if text.isEmpty { return 0 }
      if let id = names[field]?[text] { return id }
      let id = builder.addName(text, to: field)
      names[field, default: [:]][text] = id
      return id
    }
    for (index, row) in self.rows.enumerated() {
      var request = Request()
      request.arrival = Int64(row.time) * 1_000_000
      request.flags = row.flags
      request.call = row.call
      request.answer = row.answer
      request.usage = TokenUsage(uncachedInput: row.input, output: row.output)
      request.line = UInt32(index + 1)
      if !row.flags.contains(.noContent) {
        if texts[row.text] == nil {
          texts[row.text] = builder.addText(spelling: row.text.spelling, fillers: row.text.fillers, stems: row.text.stems)
        }
        let whole = conversations[row.conversation] ?? UInt32(conversations.count + 1)
        conversations[row.conversation] = whole
        let tuple: SIMD4<UInt32> = [whole, row.earlier, texts[row.text] ?? 0, row.system]
        if prompts[tuple] == nil { prompts[tuple] = builder.addPrompt(tuple) }
        request.prompt = prompts[tuple] ?? 0
      }
      if let value = row.temperature, temperatures[value] == nil { temperatures[value] = builder.addTemperature(value) }
      var ids = [UInt32](repeating: 0, count: KeyField.ofParameters.count)
      func set(_ field: KeyField, _ id: UInt32) { ids[KeyField.ofParameters.firstIndex(of: field) ?? 0] = id }
      set(.model, name(row.model, .model))
      set(.endpoint, UInt32(row.endpoint.rawValue))
      set(.temperature, row.temperature.flatMap { temperatures[$0] } ?? 0)
      set(.stream, row.isStream ? 2 : 1)
      if parameters[ids] == nil { parameters[ids] = builder.addParameters(ids) }
      request.parameters = parameters[ids] ?? 0
      let caller = [name(row.organisation, .organisation), name(row.team, .team), row.user, 0, name(row.place, .place)]
      if callers[caller] == nil { callers[caller] = builder.addCaller(caller) }
      request.caller = callers[caller] ?? 0
      builder.append(request)
    }
    configure(&builder.log)
    trace = builder.finish()
  }

  func audit(scope: Scope = .global, options: Audit.Options = Audit.Options()) -> Audit {
    Audit(trace: trace, costs: costs, scope: scope, options: options)
  }
}

/// Random rows in which everything happens, and ties abound.
func randomRows(_ count: Int, seed: UInt64) -> [Row] {
  let draws = Draws(seed: seed)
  return (0..<count).map { i in
    func pick(_ below: UInt64, _ stage: UInt64) -> UInt64 { draws.bits(UInt64(i), stage) % below }
    var row = Row()
    row.time = Int(pick(UInt64(count) * 20, 0))
    // Forms nest, as those of real texts do: 12 texts, 8 spellings, 5 without fillers, 3 signatures.
    let text = UInt32(pick(12, 1))
    row.text = Row.Text(text + 1, text % 8 + 1, text % 8 % 5 + 1, text % 8 % 5 % 3 + 1)
    row.system = UInt32(pick(2, 2))
    row.earlier = pick(5, 3) == 0 ? 7 : 0
    row.model = pick(3, 4) == 0 ? "m2" : "m1"
    row.temperature = [nil, 0, 0.7][Int(pick(3, 5))]
    row.isStream = pick(2, 6) == 0
    row.endpoint = pick(12, 7) == 0 ? .embedding : .chat
    row.team = ["", "red", "blue"][Int(pick(3, 8))]
    row.user = UInt32(pick(4, 9))
    row.call = pick(6, 10) == 0 ? UInt32(pick(5, 11)) : 0
    let rare: [RequestFlags] = [
      .failed, .truncatedPrompt, .noContent, .missingContext, .unfinishedAnswer, .skipCache, .noStore, .refreshCache, .noTime,
    ]
    for (index, flag) in rare.enumerated() where pick(14, 20 + UInt64(index)) == 0 { row.flags.insert(flag) }
    row.input = Int(pick(1_000, 12))
    row.output = Int(pick(300, 13))
    row.cost = pick(9, 14) == 0 ? nil : Int64(pick(1_000_000, 15))
    return row
  }
}
