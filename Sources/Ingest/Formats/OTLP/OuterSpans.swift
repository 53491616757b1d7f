internal import Similarity

/// Which spans have a call of a model inside, so that they are not counted beside it.
///
/// Spans are written when they end, the inner before the outer, so that what is known of earlier batches mostly is enough. Where an outer
/// one came first, it is taken back.
struct OuterSpans {
  /// Spans around calls.
  private var ids: Set<Fingerprint> = []
  /// Calls that were given.
  private var given: Set<Fingerprint> = []
  /// Calls that were given and turned out to be around others, since this was last asked for.
  private var found: [Fingerprint] = []

  /// Those of `spans`, one batch, that are calls without a call inside.
  mutating func innermost(of spans: [JSONValue], isCall: (JSONValue) -> Bool) -> [JSONValue] {
    var parents: [Fingerprint: Fingerprint] = [:]
    for span in spans {
      if let id = SpanFields.id(of: span), let parent = SpanFields.parent(of: span) { parents[id] = parent }
    }
    let calls = spans.filter(isCall)
    let known = spans.compactMap { SpanFields.id(of: $0) }.filter(ids.contains)
    for inner in calls.compactMap({ SpanFields.id(of: $0) }) + known {
      var next = parents[inner]
      while let span = next, ids.insert(span).inserted {
        if given.contains(span) { found.append(span) }
        next = parents[span]
      }
    }
    return calls.filter { call in
      guard let id = SpanFields.id(of: call) else { return true }
      guard !ids.contains(id) else { return false }
      given.insert(id)
      return true
    }
  }

  /// Calls that were given and are to be taken back; each once.
  mutating func takenBack() -> [Fingerprint] {
    defer { found = [] }
    return found
  }
}
