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
  /// What is around spans that are no calls, by earlier batches: they may stand between two that are.
  private var between: [Fingerprint: Fingerprint] = [:]
  private static let mostBetween = 1 << 16
  private let id: @Sendable (JSONValue) -> Fingerprint?
  private let parent: @Sendable (JSONValue) -> Fingerprint?

  /// None known yet; `id` and `parent` tell a span and the one around it.
  init(
    id: @escaping @Sendable (JSONValue) -> Fingerprint? = { SpanFields.id(of: $0) },
    parent: @escaping @Sendable (JSONValue) -> Fingerprint? = { SpanFields.parent(of: $0) }
  ) {
    self.id = id
    self.parent = parent
  }

  /// Those of `spans`, one batch, that are calls without a call inside.
  mutating func innermost(of spans: [JSONValue], isCall: (JSONValue) -> Bool) -> [JSONValue] {
    if between.count > Self.mostBetween { between = [:] }
    var parents: [Fingerprint: Fingerprint] = [:]
    var calls: [JSONValue] = []
    for span in spans {
      let isOne = isCall(span)
      if isOne { calls.append(span) }
      guard let id = id(span), let parent = parent(span) else { continue }
      parents[id] = parent
      if !isOne { between[id] = parent }
    }
    let known = spans.compactMap(id).filter(ids.contains)
    for inner in calls.compactMap(id) + known {
      var next = parents[inner]
      while let span = next, ids.insert(span).inserted {
        if given.contains(span) { found.append(span) }
        next = parents[span] ?? between[span]
      }
    }
    return calls.filter { call in
      guard let id = id(call) else { return true }
      guard !ids.contains(id) else { return false }
      given.insert(id)
      return true
    }
  }

  /// Takes spans that are known to be around a call.
  mutating func add(around spans: [Fingerprint]) {
    for span in spans where ids.insert(span).inserted && given.contains(span) { found.append(span) }
  }

  /// Calls that were given and are to be taken back; each once.
  mutating func takenBack() -> [Fingerprint] {
    defer { found = [] }
    return found
  }
}
