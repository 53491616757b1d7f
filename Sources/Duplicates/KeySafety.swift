public import Traces
import Units

/// What one field of a request is worth in the key: what would go wrong without it.
///
/// Keys are made by the exact rule without the field. In an unlimited cache the first request of a key then answers all others of it; those
/// that differ from it in the field get the answer to another question.
public struct FieldSafety: Sendable, Equatable {
  /// The field.
  public let field: KeyField
  /// Whether the exact rule, or the scope, has it. If so the figures are what it prevents; else they are what happens, and may be meant.
  public let isInKey: Bool
  /// Keys under which requests with different values of the field come together.
  public let keys: Int
  /// Requests that would get the answer to a request with another value of the field.
  public let wrong: Volume
}

extension FieldSafety {
  /// The fields in which requests with otherwise equal keys differ; most requests first, ties in the order of ``KeyField``. Those of mere
  /// writing are left out: what they mean stands in other fields.
  ///
  /// - Complexity: O(fields that vary × (tuples + requests)).
  static func all(_ costed: CostedTrace, scope: Scope, keys: Keys, classes: [DuplicateClass]) -> [FieldSafety] {
    let rule = KeyRule.exact.fields.union(scope.fields)
    // The conversation taken apart, so that each part can be left out; together its parts are the whole.
    let parts: Set<KeyField> = [.systemPrompt, .earlierTurns, .lastUserMessage]
    let apart = rule.subtracting([.messages]).union(parts)
    let looked = KeyField.allCases.filter { $0 != .messages && $0 != .lastUserMessage && !KeyField.ofWriting.contains($0) }
    let found = looked.compactMap { field -> FieldSafety? in
      guard let values = Values(costed.trace, field) else { return nil }
      let isInKey = apart.contains(field)
      let fields = (parts.contains(field) ? apart : rule).subtracting([field])
      let buckets = isInKey ? costed.trace.keys(KeyRule(fields: fields)) : keys
      let safety = FieldSafety(field, isInKey: isInKey, values: values, buckets: buckets, costed, classes)
      return safety.keys > 0 ? safety : nil
    }
    return found.enumerated().sorted { a, b in
      let (more, fewer) = (a.element.wrong.requests, b.element.wrong.requests)
      return more == fewer ? a.offset < b.offset : more > fewer
    }.map(\.element)
  }

  private init(
    _ field: KeyField, isInKey: Bool, values: Values, buckets: Keys, _ costed: CostedTrace, _ classes: [DuplicateClass]
  ) {
    var entry = LatestByKey(keys: buckets.count)
    var isMixed = [Bool](repeating: false, count: buckets.count)
    var wrong = Volume()
    for i in classes.indices where classes[i].isComparable {
      let bucket = Int(buckets.ids[i])
      if entry.ordinals[bucket] == Classification.noMatch {
        entry.ordinals[bucket] = UInt32(i)
      } else if values[i] != values[Int(entry.ordinals[bucket])] {
        isMixed[bucket] = true
        wrong += costed.volume(i)
      }
    }
    self.field = field
    self.isInKey = isInKey
    keys = isMixed.reduce(0) { $0 + ($1 ? 1 : 0) }
    self.wrong = wrong
  }
}

/// The values of one field, by request.
private struct Values {
  private let rows: [UInt32]
  private let ids: [UInt32]

  /// `nil` where all tuples have the same value: nothing can differ.
  init?(_ trace: Trace, _ field: KeyField) {
    let tables = [
      (trace.requests.prompt, trace.prompts), (trace.requests.parameters, trace.parameters), (trace.requests.caller, trace.callers),
    ]
    guard let (rows, table) = tables.first(where: { $0.1.fields.contains(field) }), let ids = table[field] else { return nil }
    guard let first = ids.first, ids.contains(where: { $0 != first }) else { return nil }
    self.rows = rows
    self.ids = ids
  }

  subscript(i: Int) -> UInt32 { ids[Int(rows[i])] }
}
