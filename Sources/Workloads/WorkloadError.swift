internal import Units

/// A spec that no log can follow.
public struct WorkloadError: Error, Equatable, CustomStringConvertible {
  /// The field of the spec that is at fault, as it is spelled there.
  public let field: String
  /// What is wrong and what to write instead, as a sentence.
  public let description: String

  init(_ field: String, _ description: String) {
    self.field = field
    self.description = description
  }
}

extension WorkloadSpec {
  /// Throws the first fault of the spec.
  func check() throws(WorkloadError) {
    try checkShape()
    try checkShares()
    try checkModels()
    if case .bursty(let factor, let meanBurst) = arrivals {
      try Self.within("arrivals", "The burst factor", factor, 1...1_000)
      // A burst and its calm are two segments of the clock; a million of them is what memory should hold.
      guard meanBurst.count > 0, meanBurst.seconds * (1 + factor) * 500_000 >= span.seconds else {
        throw WorkloadError("arrivals", "Bursts of \(meanBurst) are too short for a span of \(span.span); make them longer.")
      }
    }
  }

  private func checkShape() throws(WorkloadError) {
    let allowed = name.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0 & 0xDF) || [45, 46, 95].contains($0) }
    guard !name.isEmpty, name.utf8.count <= 64, allowed else {
      throw WorkloadError("name", "A name has 1 to 64 letters, digits, dots, dashes and underscores, and no others.")
    }
    try Self.within("requests", "The number of requests", requests, 1...100_000_000)
    guard span.count >= Int64(requests), span.seconds <= 3_660 * 86_400 else {
      throw WorkloadError("span", "A span is at least one microsecond a request and at most ten years; it is \(span.span).")
    }
    guard (0...32_503_680_000_000_000).contains(start.microseconds) else {
      throw WorkloadError("start", "The start must lie between the years 1970 and 3000.")
    }
    try Self.within("hoursEastOfUTC", "The offset from UTC in hours", hoursEastOfUTC, -12...14)
    try Self.weights("dailyCurve", dailyCurve, count: 24)
    try Self.weights("weeklyCurve", weeklyCurve, count: 7)
    try Self.within("repeatExponent", "The exponent", repeatExponent, 0...4)
    try Self.within("userExponent", "The exponent", userExponent, 0...4)
    guard recencyWindow.count > 0, recencyWindow.seconds <= 3_660 * 86_400 else {
      throw WorkloadError("recencyWindow", "A window lasts at most ten years, and some time; it is \(recencyWindow.span).")
    }
    for (field, law) in [("promptWords", promptWords), ("outputTokens", outputTokens)] {
      try Self.within(field, "The median", law.median, 1...100_000)
      try Self.within(field, "The sigma", law.sigma, 0...3)
    }
    if let maxTokens { try Self.within("maxTokens", "The most tokens of an answer", maxTokens, 1...1_000_000) }
    try Self.within("systemPrompts", "The number of system prompts", systemPrompts, 0...1_000)
    try Self.within("systemPromptWords", "The words of a system prompt", systemPromptWords, 1...20_000)
    try Self.within("teams", "The number of teams", teams, 1...1_000)
    try Self.within("users", "The number of users", users, 1...1_000_000)
  }

  private func checkShares() throws(WorkloadError) {
    let shares = [
      ("exactShare", exactShare), ("nearShare", nearShare), ("recencyShare", recencyShare), ("generalShare", generalShare),
      ("multiTurnShare", multiTurnShare),
      ("streamShare", streamShare), ("errorShare", errorShare), ("loggedCacheHitShare", loggedCacheHitShare),
    ]
    for (field, share) in shares { try Self.within(field, "A share", share, 0...1) }
    guard uniques >= 1 else {
      throw WorkloadError("exactShare", "Exact and near repeats leave no request that is the first of its kind; lower a share.")
    }
    guard loggedCacheHitShare == 0 || format == .liteLLM else {
      throw WorkloadError("loggedCacheHitShare", "Only the format litellm can log hits of the gateway's own cache; set the share to 0.")
    }
    guard behind.isEmpty || format == .liteLLM else {
      throw WorkloadError("behind", "Only the format litellm can log hits of the gateway's own cache; leave the field out.")
    }
    guard behind.isEmpty || loggedCacheHitShare == 0 else {
      throw WorkloadError("behind", "A log is written behind one cache: leave out either behind or logged_cache_hit_share.")
    }
    try Self.weights("nearEdits", [nearEdits.spelling, nearEdits.fillers, nearEdits.inflection], count: 3)
    try Self.weights("temperatures", temperatures.map(\.share), count: temperatures.count)
    for temperature in temperatures { try Self.within("temperatures", "A temperature", temperature.value ?? 0, 0...2) }
  }

  private func checkModels() throws(WorkloadError) {
    try Self.weights("models", models.map(\.share), count: models.count)
    for (index, model) in models.enumerated() {
      guard !model.name.isEmpty, !models[..<index].contains(where: { $0.name == model.name }) else {
        throw WorkloadError("models", "Every model needs a name of its own; \"\(model.name)\" is empty or comes twice.")
      }
      for price in [model.inputPrice, model.outputPrice, model.cacheReadPrice ?? 0, model.cacheWritePrice ?? 0] {
        try Self.within("models", "A price of \(model.name) in dollars per million tokens", price, 0...10_000)
      }
      try Self.within("models", "The milliseconds to the first token of \(model.name)", model.firstTokenMilliseconds, 1...600_000)
      try Self.within("models", "The tokens per second of \(model.name)", model.tokensPerSecond, 0.1...100_000)
    }
  }

  private static func within<Value: Comparable>(
    _ field: String, _ what: String, _ value: Value, _ range: ClosedRange<Value>
  ) throws(WorkloadError) {
    guard range.contains(value) else {
      throw WorkloadError(field, "\(what) lies between \(range.lowerBound) and \(range.upperBound); it is \(value).")
    }
  }

  private static func weights(_ field: String, _ weights: [Double], count: Int) throws(WorkloadError) {
    guard count > 0, weights.count == count, weights.allSatisfy({ $0 >= 0 && $0 <= 1e9 }), weights.contains(where: { $0 >= 1e-6 }) else {
      throw WorkloadError(field, "Give \(max(count, 1)) weights that are not negative, at least one of them above zero.")
    }
  }
}

extension WorkloadSpec {
  /// Number of requests that repeat an earlier one to the letter.
  var exacts: Int { Int((exactShare * Double(requests)).rounded()) }
  /// Number of requests that nearly repeat an earlier one.
  var nears: Int { Int((nearShare * Double(requests)).rounded()) }
  /// Number of requests that are the first of their key, and so of keys.
  var uniques: Int { requests - exacts - nears }
}
