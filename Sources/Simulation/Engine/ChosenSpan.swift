import Caching
import Traces
import Units

/// A span of time that is chosen by whose request an answer was to, by the class of its question and by its model: the first of team, organisation,
/// class and model that has one (law 15).
struct ChosenSpan {
  /// Stands for "none is chosen".
  static let none: Int64 = -1

  private let byCaller: [Int64]
  private let callers: [UInt32]
  private let byClass: [Int64]
  private let classes: [UInt8]
  private let byParameters: [Int64]
  /// Whether none ever is.
  let isEmpty: Bool

  init(
    byTeam: [String: Microseconds] = [:], byOrganisation: [String: Microseconds] = [:], byClass: [String: Microseconds],
    byModel: [String: Microseconds], _ strategy: Strategy, _ traffic: Traffic
  ) {
    let trace = traffic.trace
    var ofCallers = [Int64](repeating: Self.none, count: byTeam.isEmpty && byOrganisation.isEmpty ? 0 : trace.callers.count)
    // The narrower counts, so it comes last.
    for (field, spans) in [(KeyField.organisation, byOrganisation), (.team, byTeam)] where !spans.isEmpty {
      let table = NameTable(spans)
      let byName = (trace.names[field] ?? [""]).map { table[$0]?.count }
      for (row, id) in (trace.callers[field] ?? []).enumerated() {
        if let span = byName[Int(id)] { ofCallers[row] = span }
      }
    }
    (byCaller, callers) = (ofCallers, ofCallers.isEmpty ? [] : trace.requests.caller)
    if let classifier = strategy.classifier, !byClass.isEmpty {
      self.byClass = [Self.none] + classifier.classes.map { byClass[$0.name]?.count ?? Self.none }
      classes = traffic.classes[classifier] ?? []
    } else {
      (self.byClass, classes) = ([], [])
    }
    let models = ModelTable(byModel)
    byParameters =
      byModel.isEmpty ? [] : (0..<trace.parameters.count).map { models[trace.name(.model, parameters: $0)]?.count ?? Self.none }
    isEmpty = byCaller.isEmpty && self.byClass.isEmpty && byParameters.isEmpty
  }

  /// The span for the answer to request `i`, whose parameters stand in `row`; ``none`` where none is chosen.
  func of(_ i: Int, parameters row: Int) -> Int64 {
    if !byCaller.isEmpty, byCaller[Int(callers[i])] != Self.none { return byCaller[Int(callers[i])] }
    if !byClass.isEmpty, byClass[Int(classes[i])] != Self.none { return byClass[Int(classes[i])] }
    return byParameters.isEmpty ? Self.none : byParameters[row]
  }
}
