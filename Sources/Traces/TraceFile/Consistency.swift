extension Trace {
  /// Checks what every reader of a trace relies on: order, sizes, and that each id is in its table. The error names the section of the
  /// trace file that is at fault.
  ///
  /// - Complexity: O(requests + tuples).
  func checkConsistency() throws(TraceFileError) {
    try requests.checkConsistency(sources: log.sources.count)
    try check(requests.prompt, "requests.prompt", below: prompts.count)
    try check(requests.parameters, "requests.parameters", below: parameters.count)
    try check(requests.caller, "requests.caller", below: callers.count)
    guard prompts.count > 0, prompts.tuple(0).allSatisfy({ $0 == 0 }) else {
      throw .inconsistent(section: "prompts.messages", reason: "its first row is not the prompt that is not in the log")
    }
    guard messageCounts.isEmpty || messageCounts.count == prompts.count else {
      throw .inconsistent(section: "messages", reason: "it is not as long as \"prompts.messages\"")
    }
    for (index, graph) in graphs.enumerated() { try graph.checkConsistency(section: "graph.\(index)", prompts: prompts.count) }
    let texts = normalForms.stems.count
    for (name, form) in [
      ("texts.spelling", normalForms.spelling), ("texts.fillers", normalForms.fillers), ("texts.stems", normalForms.stems),
    ] {
      guard form.count == texts else { throw .inconsistent(section: name, reason: "it is not as long as \"texts.stems\"") }
      try check(form, name, below: texts + 1)
    }
    for (name, table) in [("prompts", prompts), ("parameters", parameters), ("callers", callers)] {
      for (field, column) in zip(table.fields, table.columns) where field != .endpoint {
        let values =
          switch field {
          case .lastUserMessage: texts
          case .temperature: temperatures.count
          case .cacheControls: cacheControls.count
          default: names[field]?.count ?? table.count + 1
          }
        try check(column, "\(name).\(field.rawValue)", below: values)
      }
    }
    guard cacheControls.first == CacheControls(), cacheControls.allSatisfy({ $0.isPlausible(keys: cacheControls.count) }) else {
      throw .inconsistent(section: "controls.ttl", reason: "what was asked of caches is beyond all limits")
    }
    for (hit, original) in originals where hit == original || max(hit, original) >= UInt32(clamping: requests.count) {
      throw .inconsistent(section: "originals.hit", reason: "request \(hit) cannot have the answer of request \(original)")
    }
    for field in KeyField.allCases {
      guard let names = names[field], names.first != "" else { continue }
      throw .inconsistent(section: "names.\(field.rawValue)", reason: "its first name is not the empty one")
    }
    guard log.isPlausible else { throw .inconsistent(section: "log", reason: "a count is negative or absurd") }
  }
}

extension Requests {
  fileprivate func checkConsistency(sources: Int) throws(TraceFileError) {
    guard count <= Int(TraceFileHeader.maximumRequests) else { throw .tooManyRequests(UInt64(count)) }
    var before = -Self.limit
    for moment in arrival {
      guard moment >= before, moment <= Self.limit else {
        throw .inconsistent(section: "requests.arrival", reason: "its moments are not in order, or beyond all calendars")
      }
      before = moment
    }
    for (name, column) in [
      ("requests.duration", duration), ("requests.first_token", firstToken), ("requests.logged_cost", loggedCost),
    ] {
      guard column.allSatisfy({ $0 >= Self.unknown && $0 <= Self.limit }) else {
        throw .inconsistent(section: name, reason: "a value is negative or absurd")
      }
    }
    try check(source, "requests.source", below: max(sources, 1))
    try check(answer, "requests.answer", below: count + 1)
    try check(call, "requests.call", below: count + 1)
  }
}

extension LogSummary {
  fileprivate var isPlausible: Bool {
    func plausible(_ counts: Int...) -> Bool { counts.allSatisfy { (0...Self.limit).contains($0) } }
    return remarks.values.allSatisfy { plausible($0) } && sources.count <= Self.maximumEntries && setAside.count <= Self.maximumEntries
      && plausible(outOfOrder)
      && sources.allSatisfy { plausible($0.matched, $0.examined, $0.bytesIn, $0.bytesOut, $0.records, $0.requests) }
      && setAside.allSatisfy { cause in
        plausible(cause.count) && cause.examples.count <= Self.maximumEntries
          && cause.examples.allSatisfy { plausible($0.line) && (0..<max(sources.count, 1)).contains($0.source) }
      }
  }
}

/// Checks that all ids of a column are below `limit`.
private func check(_ column: [some FixedWidthInteger & UnsignedInteger], _ name: String, below limit: Int) throws(TraceFileError) {
  guard let largest = column.max(), Int(clamping: largest) >= limit else { return }
  throw .inconsistent(section: name, reason: "it has the id \(largest), and there are \(limit)")
}
