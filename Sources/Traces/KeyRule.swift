/// How requests become keys: which fields must be equal, and whether the last user message is compared as it stands or by its near signature.
public struct KeyRule: Hashable, Sendable {
  /// How the last user message is compared.
  public enum Text: String, CaseIterable, Sendable, Hashable {
    /// As it stands.
    case exact
    /// After case, punctuation and white space.
    case spelling
    /// … and filler words.
    case fillers
    /// … and inflection.
    case near
  }

  /// The fields that must be equal. With a text other than ``Text/exact``, ``KeyField/messages`` and ``KeyField/lastUserMessage`` stand for the
  /// normalised text.
  public var fields: Set<KeyField>
  /// How the last user message is compared.
  public var text: Text

  /// A rule over some fields.
  public init(fields: Set<KeyField>, text: Text = .exact) {
    self.fields = fields
    self.text = text
  }

  /// All that can change an answer: the whole conversation, the model and its parameters; not who asked, nor whether it was streamed.
  public static let exact = KeyRule(fields: [
    .messages, .model, .endpoint, .temperature, .topP, .maxTokens, .seed, .responseFormat, .tools, .toolChoice, .otherParameters,
  ])
  /// ``exact``, but with the last user message by its near signature.
  public static let near = KeyRule(fields: exact.fields, text: .near)

  /// The fields that are really compared: for a normalised text, the conversation is taken apart.
  var projected: Set<KeyField> {
    guard text != .exact else { return fields }
    var out = fields
    if out.remove(.messages) != nil { out.formUnion([.systemPrompt, .earlierTurns, .lastUserMessage]) }
    return out
  }
}

/// Who shares a cache: what keys are partitioned by, before anything else (law 10).
public enum Scope: String, CaseIterable, Sendable, Hashable {
  case global, organisation, team, user
  case apiKey = "api_key"

  /// The fields that the scope adds to a key.
  public var fields: Set<KeyField> {
    switch self {
    case .global: []
    case .organisation: [.organisation]
    case .team: [.organisation, .team]
    case .user: [.organisation, .team, .user]
    case .apiKey: [.apiKey]
    }
  }
}

/// The key of every request of a trace under one rule and scope.
public struct Keys: Sendable, Equatable {
  /// Stands for "no key": the prompt is not in the log.
  public static let none = UInt32.max
  /// Dense ids in the order of first appearance, one per request, or ``none``.
  public let ids: [UInt32]
  /// How many distinct keys there are.
  public let count: Int
}

extension Trace {
  /// The key of every request: the distinct tuples are projected, then gathered (law 8).
  ///
  /// - Complexity: O(tuples + requests).
  public func keys(_ rule: KeyRule, scope: Scope = .global) -> Keys {
    let fields = rule.projected.union(scope.fields)
    let prompt = project(prompts, fields, text: rule.text)
    let parameter = project(parameters, fields, text: .exact)
    let caller = project(callers, fields, text: .exact)
    var seen: [Triple: UInt32] = [:]
    var ids: [UInt32] = []
    ids.reserveCapacity(requests.count)
    for i in 0..<requests.count {
      let row = Int(requests.prompt[i])
      guard row != 0 else {
        ids.append(Keys.none)
        continue
      }
      let triple = Triple(
        a: prompt[row], b: parameter[Int(requests.parameters[i])], c: caller[Int(requests.caller[i])])
      let next = UInt32(seen.count)
      let id = seen[triple] ?? next
      if id == next { seen[triple] = id }
      ids.append(id)
    }
    return Keys(ids: ids, count: seen.count)
  }

  /// For each row of `table`, the number of its tuple restricted to `fields`, by first appearance.
  private func project(_ table: Dimension, _ fields: Set<KeyField>, text: KeyRule.Text) -> [UInt32] {
    let taken = table.fields.indices.filter { fields.contains(table.fields[$0]) }
    let columns = taken.map { index in
      let column = table.columns[index]
      guard table.fields[index] == .lastUserMessage, let form = normalForms.table(text) else { return column }
      return column.map { form[Int($0)] }
    }
    guard !columns.isEmpty else { return Array(repeating: 0, count: table.count) }
    var seen: [[UInt32]: UInt32] = [:]
    return (0..<table.count).map { row in
      let tuple = columns.map { $0[row] }
      let next = UInt32(seen.count)
      let id = seen[tuple] ?? next
      if id == next { seen[tuple] = id }
      return id
    }
  }
}

extension NormalForms {
  /// The table of a way to compare texts; `nil` for the text as it stands.
  func table(_ text: KeyRule.Text) -> [UInt32]? {
    switch text {
    case .exact: nil
    case .spelling: spelling
    case .fillers: fillers
    case .near: stems
    }
  }
}

private struct Triple: Hashable {
  let a, b, c: UInt32
}
