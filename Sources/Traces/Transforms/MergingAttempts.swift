public import Units

extension Trace {
  /// The longest wait between the end of a failed attempt and the next one.
  public static let longestRetryWait = Microseconds(60_000_000)

  /// The trace with the attempts of each logical request made one request (law 5), how many attempts went into others, and the old id of each
  /// text id of the result, for those who hold texts by id; no ids where nothing was merged and they are as they were.
  ///
  /// A request continues an earlier one that failed if it arrives at or after the end of that one, within ``longestRetryWait``, and
  /// either has the same call id and the same prompt (or one of the prompts is not in the log), or the same named caller (by user or API key) and the same exact
  /// key. Of several it continues the latest, by call id first; a failed attempt is continued once. The parameters may differ, as they do
  /// when a gateway falls back to another model. Prompts that the log cut or has only in part are continued by call id alone: equal texts
  /// may be different prompts.
  ///
  /// The one request arrives with the first attempt, in whose place and line it stands, and ends with the last, whose answer, status,
  /// flags, prompt and parameters it has; tokens and logged costs are sums. If all attempts failed, it is one failed request.
  /// - Complexity: O(requests + tuples).
  public func mergingAttempts() -> (trace: Trace, merged: Int, texts: [UInt32]) {
    let next = continuations()
    var isFirst = [Bool](repeating: true, count: requests.count)
    for case let later? in next { isFirst[Int(later)] = false }
    let firsts = isFirst.indices.filter { isFirst[$0] }.map { UInt32($0) }
    guard firsts.count < requests.count else { return (self, 0, []) }

    var out = self
    // An answer that a later request got from the cache was that of the last attempt, which is now in the row of the first.
    var first = Array(0..<UInt32(requests.count))
    for i in firsts {
      var row = requests[Int(i)]
      var last = i
      while let attempt = next[Int(last)] {
        row = row.continued(by: requests[Int(attempt)])
        first[Int(attempt)] = i
        last = attempt
      }
      out.requests[Int(i)] = row
    }
    out.originals = [:]
    for (hit, original) in originals where next[Int(hit)] == nil && first[Int(hit)] != first[Int(original)] {
      out.originals[first[Int(hit)]] = first[Int(original)]
    }
    let (merged, texts) = out.takingWithTexts(firsts)
    return (merged, requests.count - firsts.count, texts)
  }

  /// For each failed attempt the ordinal of the attempt that continues it.
  private func continuations() -> [UInt32?] {
    let keys = keys(.exact)
    let who = whoCalls
    var callers = PairTable()
    let isNamed = (0..<self.callers.count).map { row in [KeyField.user, .apiKey].contains { self.callers[$0]?[row] ?? 0 != 0 } }
    var next = [UInt32?](repeating: nil, count: requests.count)
    /// The latest failure of each call, and of each caller and key.
    var failedCall: [UInt32: Int] = [:]
    var failedKey: [UInt32: Int] = [:]
    for i in 0..<requests.count {
      let call = requests.call[i] == 0 ? nil : requests.call[i]
      // Callers who are not named may be anyone, so they are not taken to be one (as in the audit).
      let key =
        isNamed[Int(requests.caller[i])] && hasWholePrompt(i) && keys.ids[i] != Keys.none
        ? callers.id(who[Int(requests.caller[i])], keys.ids[i]) : nil
      let byCall = call.flatMap { failedCall[$0] }.flatMap { canContinue($0, i, next) && mayShareAPrompt($0, i) ? $0 : nil }
      let byKey = key.flatMap { failedKey[$0] }.flatMap { canContinue($0, i, next) ? $0 : nil }
      if let earlier = byCall ?? byKey { next[earlier] = UInt32(i) }
      guard requests.flags[i].contains(.failed) else { continue }
      if let call { failedCall[call] = i }
      if let key { failedKey[key] = i }
    }
    return next
  }

  private func canContinue(_ earlier: Int, _ later: Int, _ next: [UInt32?]) -> Bool {
    let end = requests.arrival[earlier] + max(0, requests.duration[earlier])
    return next[earlier] == nil && (0...Self.longestRetryWait.count).contains(requests.arrival[later] - end)
  }

  private func mayShareAPrompt(_ a: Int, _ b: Int) -> Bool {
    requests.prompt[a] == requests.prompt[b] || requests.prompt[a] == 0 || requests.prompt[b] == 0
  }

  private func hasWholePrompt(_ i: Int) -> Bool { requests.flags[i].isDisjoint(with: [.truncatedPrompt, .missingContext]) }
}

extension Request {
  /// This attempt and the next one as one request.
  fileprivate func continued(by next: Request) -> Request {
    var whole = next
    whole.arrival = arrival
    whole.source = source
    whole.line = line
    let wait = next.arrival - arrival
    whole.duration = next.duration.map { wait + $0 }
    whole.firstToken = next.firstToken.map { wait + $0 }
    whole.usage = usage + next.usage
    whole.flags.formUnion(flags.intersection([.hasUsage, .estimatedUsage]))
    if let cost = loggedCost {
      // Clamped at every step: each is within the limit, so that their sum does not overflow.
      whole.loggedCost = min(cost + (next.loggedCost ?? .zero), Dollars(nanodollars: Requests.limit))
    }
    return whole
  }
}

extension TokenUsage {
  fileprivate static func + (a: TokenUsage, b: TokenUsage) -> TokenUsage {
    TokenUsage(
      uncachedInput: a.uncachedInput + b.uncachedInput, cacheRead: a.cacheRead + b.cacheRead, cacheWrite5m: a.cacheWrite5m + b.cacheWrite5m,
      cacheWrite1h: a.cacheWrite1h + b.cacheWrite1h, output: a.output + b.output, reasoning: a.reasoning + b.reasoning)
  }
}
