public import Units

extension Trace {
  /// The trace of the requests whose ordinals `keep` accepts, in their order (law 2), with every id and name renumbered by first
  /// appearance: as if the others had never been in the log. ``log`` stays as it was.
  ///
  /// - Complexity: O(requests + tuples).
  public func filtered(where keep: (Int) throws -> Bool) rethrows -> Trace {
    taking(try requests.arrival.indices.filter(keep).map { UInt32($0) })
  }

  /// As ``filtered(where:)``, and the old id of each text id of the result, for those who hold texts by id.
  ///
  /// - Parameter words: What is selected, as ``LogSummary/selections`` will say; the others are set aside in ``log`` under these words.
  /// - Complexity: O(requests + tuples).
  public func selected(_ words: String, where keep: (Int) throws -> Bool) rethrows -> (trace: Trace, texts: [UInt32]) {
    let kept = try requests.arrival.indices.filter(keep).map { UInt32($0) }
    var (trace, texts) = takingWithTexts(kept)
    trace.log.setAside(requests.count - kept.count, notSelectedBy: words)
    return (trace, texts)
  }

  /// The trace of the requests that arrived at or after `start` and before `end`; `nil` does not cut. ``log`` stays as it was.
  ///
  /// - Complexity: O(requests kept + tuples).
  public func cut(from start: Timestamp? = nil, to end: Timestamp? = nil) -> Trace {
    let first = start.map { firstOrdinal(from: $0.microseconds) } ?? 0
    let last = end.map { firstOrdinal(from: $0.microseconds) } ?? requests.count
    return taking(first < last ? UInt32(first)..<UInt32(last) : 0..<0)
  }

  /// The trace of the requests to some models, by the names that ``model(_:)`` gives. ``log`` stays as it was.
  ///
  /// - Complexity: O(requests + tuples).
  public func selecting(models: Set<String>) -> Trace {
    let wanted = (0..<parameters.count).map { models.contains(name(.model, parameters: $0)) }
    return filtered { wanted[Int(requests.parameters[$0])] }
  }

  /// The ordinal of the first request that arrived at or after `moment`.
  private func firstOrdinal(from moment: Int64) -> Int {
    var low = 0
    var high = requests.count
    while low < high {
      let middle = (low + high) / 2
      if requests.arrival[middle] < moment { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The trace of the rows at `ordinals`, which ascend; what is known of other rows goes.
  func taking(_ ordinals: some Collection<UInt32>) -> Trace { takingWithTexts(ordinals).trace }

  /// … and the old id of each new text id.
  func takingWithTexts(_ ordinals: some Collection<UInt32>) -> (trace: Trace, texts: [UInt32]) {
    var out = self
    out.requests.reorder(ordinals)
    if !originals.isEmpty {
      let absent = UInt32.max
      var position = [UInt32](repeating: absent, count: requests.count)
      for (new, old) in ordinals.enumerated() { position[Int(old)] = UInt32(new) }
      out.originals = [:]
      for (hit, original) in originals where position[Int(hit)] != absent && position[Int(original)] != absent {
        out.originals[position[Int(hit)]] = position[Int(original)]
      }
    }
    let orders = out.renumber()
    return (out, orders.texts)
  }
}

extension LogSummary {
  private static let notSelected = "not selected: "

  /// What was selected of the log, in words, where not all of it was.
  public var selections: [String] {
    setAside.filter { !$0.isBad && $0.cause.hasPrefix(Self.notSelected) }.map { String($0.cause.dropFirst(Self.notSelected.count)) }
  }

  /// Sets requests aside because they were not selected; said even of none, for the selection is part of what a study rests on.
  fileprivate mutating func setAside(_ count: Int, notSelectedBy words: String) {
    setAside.append(SetAside(cause: Self.notSelected + words, isBad: false, count: count, examples: []))
    setAside.sort { ($1.count, $0.cause) < ($0.count, $1.cause) }
  }
}
