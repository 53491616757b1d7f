public import Traces
import Units

extension Condition {
  /// The endpoints that can be asked for; an unknown one is what the log does not say.
  static let endpoints = Endpoint.allCases.filter { $0 != .unknown }.map(\.name)

  /// Whether a request of `trace` is meant, by its ordinal.
  ///
  /// Tests of parameters and callers are made once per distinct tuple.
  /// - Throws: ``ConditionError`` where a name is compared that no request has: most likely it is written wrong.
  /// - Complexity: O(tuples × tests); of each request then O(tests).
  public func matcher(for trace: Trace) throws(ConditionError) -> (Int) -> Bool { try Self.matcher(root, trace) }

  private static func matcher(_ node: Node, _ trace: Trace) throws(ConditionError) -> (Int) -> Bool {
    switch node {
    case .test(let test): return try test.matcher(for: trace)
    case .not(let inner):
      let inner = try matcher(inner, trace)
      return { !inner($0) }
    case .all(let nodes):
      let parts = try matchers(nodes, trace)
      return { i in parts.allSatisfy { $0(i) } }
    case .any(let nodes):
      let parts = try matchers(nodes, trace)
      return { i in parts.contains { $0(i) } }
    }
  }

  private static func matchers(_ nodes: [Node], _ trace: Trace) throws(ConditionError) -> [(Int) -> Bool] {
    var out: [(Int) -> Bool] = []
    for node in nodes { out.append(try matcher(node, trace)) }
    return out
  }
}

extension Condition.Test {
  fileprivate func matcher(for trace: Trace) throws(ConditionError) -> (Int) -> Bool {
    let requests = trace.requests
    switch field {
    case .model, .provider:
      let ids = trace.parameters[field == .model ? .model : .provider] ?? []
      let wanted = try wanted(trace.names[field == .model ? .model : .provider] ?? [""])
      let rows = ids.map { wanted[Int($0)] }
      return { rows[Int(requests.parameters[$0])] }
    case .team, .organisation, .place:
      let name: KeyField = field == .team ? .team : field == .organisation ? .organisation : .place
      let ids = trace.callers[name] ?? []
      let wanted = try wanted(trace.names[name] ?? [""])
      let rows = ids.map { wanted[Int($0)] }
      return { rows[Int(requests.caller[$0])] }
    case .endpoint:
      let rows = trace.endpoints.map { accepts($0 == .unknown ? "" : $0.name) }
      return { rows[Int(requests.parameters[$0])] }
    case .temperature:
      let rows = (trace.parameters[.temperature] ?? []).map { accepts(trace.temperatures[Int($0)]) }
      return { rows[Int(requests.parameters[$0])] }
    case .status:
      return { accepts(requests.status[$0] == 0 ? nil : Double(requests.status[$0])) }
    case .stream:
      let (yes, no) = (accepts("true"), accepts("false"))
      return { requests.flags[$0].contains(.streamed) ? yes : no }
    }
  }

  /// Which of the names of a trace are meant; the first is the empty one.
  private func wanted(_ names: [String]) throws(ConditionError) -> [Bool] {
    let hasSense = value.isEmpty || (comparison == .like ? names.contains { isLike($0) } : names.contains(value))
    guard hasSense else {
      let what = comparison == .like ? "that is like" : "called"
      let known = names.count > 1 ? hint(for: value, among: names.dropFirst().prefix(200).map { shown($0) }) : "the log names none."
      throw ConditionError(column: column, sentence: "No request has a \(field.rawValue) \(what) \"\(shown(value))\"; \(known)")
    }
    return names.map { accepts($0) }
  }

  /// Whether a text passes the test.
  private func accepts(_ text: String) -> Bool {
    switch comparison {
    case .equal: text == value
    case .different: text != value
    case .like: isLike(text)
    case .less, .atMost, .more, .atLeast: false
    }
  }

  /// Whether a number passes the test; `nil` is what the log does not say.
  private func accepts(_ number: Double?) -> Bool {
    guard comparison != .like else { return isLike(number.map { plain($0, decimals: 6) } ?? "") }
    // Only an empty value is no number: the parser saw to it.
    let wanted = Quantity.number(value)
    if comparison == .equal { return number == wanted }
    if comparison == .different { return number != wanted }
    guard let number, let wanted else { return false }
    return switch comparison {
    case .less: number < wanted
    case .atMost: number <= wanted
    case .more: number > wanted
    case .atLeast: number >= wanted
    case .equal, .different, .like: false
    }
  }

  /// Whether a text is like the value as a pattern.
  private func isLike(_ text: String) -> Bool { NamePattern(value).matches(text) }
}

/// "did you mean …?", or a few of the names that there are.
func hint(for name: String, among known: [String]) -> String {
  let nearest = suggestion(for: name, among: known)
  if nearest.hasSuffix("?") { return nearest }
  let rest = known.count > 6 ? " and \(known.count - 6) more" : ""
  return "there are: \(known.prefix(6).joined(separator: ", "))\(rest)."
}
