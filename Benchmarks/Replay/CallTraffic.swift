import Simulation
import Traces

/// Requests for objects as calls of four models by a thousand callers, of 0.3 to 20 seconds.
struct CallTraffic: ~Copyable {
  private var builder = TraceBuilder()
  private var parameters: [UInt32] = []
  private var callers: [UInt32] = []
  /// The row of each object's prompt; 0 where it was not asked for yet.
  private var prompts: [UInt32]

  /// - Parameter objects: every object is below it.
  init(objects: Int) {
    prompts = Array(repeating: 0, count: objects)
    for name in ["a", "b", "c", "d"] {
      let model = builder.addName(name, to: .model)
      parameters.append(
        builder.addParameters(KeyField.ofParameters.map { $0 == .model ? model : $0 == .endpoint ? UInt32(Endpoint.chat.rawValue) : 0 }))
    }
    for number in 1...1_000 {
      callers.append(builder.addCaller(KeyField.ofCallers.map { $0 == .user ? UInt32(number) : 0 }))
    }
  }

  /// Adds a request for an object, sent at a moment in microseconds.
  mutating func add(_ object: Int, at arrival: Int64, bytes: UInt32) {
    let index = builder.count
    let bits = mix(UInt64(index))
    if prompts[object] == 0 {
      let text = builder.addText(spelling: UInt32(object) + 1, fillers: UInt32(object) + 1, stems: UInt32(object) + 1)
      prompts[object] = builder.addPrompt([text, 0, text, 0], messages: 1)
    }
    var request = Request()
    request.arrival = arrival
    request.duration = 300_000 + Int64(bits & 0xFFFF) * 300
    request.prompt = prompts[object]
    request.parameters = parameters[Int(mix(UInt64(object)) & 3)]
    request.caller = callers[Int(mix(bits) % 1_000)]
    request.answerBytes = bytes
    request.line = UInt32(truncatingIfNeeded: index)
    builder.append(request)
  }

  consuming func finish() -> Traffic {
    // The builder's columns must have no other holder, or its last rows would copy all of them.
    var builder = TraceBuilder()
    swap(&builder, &self.builder)
    let trace = (consume builder).finish()
    let costs = trace.requests.answerBytes.map { Int64($0) * 600 }
    return Traffic(
      trace: trace, duration: trace.requests.duration, cost: costs, isEstimated: Array(repeating: false, count: trace.requests.count))
  }
}
