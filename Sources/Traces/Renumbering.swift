extension Trace {
  /// Numbers tuples, field values and normal forms by first appearance in time order, and drops those that no request uses.
  ///
  /// Returns the old id of each new text id.
  mutating func renumber() -> [UInt32] {
    prompts = Self.renumber(prompts, by: &requests.prompt, keepingFirst: true)
    parameters = Self.renumber(parameters, by: &requests.parameters, keepingFirst: false)
    callers = Self.renumber(callers, by: &requests.caller, keepingFirst: false)
    var answers = Renumbering(keepingZero: true)
    for i in requests.answer.indices { requests.answer[i] = answers.id(requests.answer[i]) }
    var calls = Renumbering(keepingZero: true)
    for i in requests.call.indices { requests.call[i] = calls.id(requests.call[i]) }

    var texts: [UInt32] = []
    for index in prompts.fields.indices {
      let old = Self.renumber(&prompts.columns[index])
      guard prompts.fields[index] == .lastUserMessage else { continue }
      normalForms = normalForms.renumbered(old)
      texts = old
    }
    for index in parameters.fields.indices where parameters.fields[index] != .endpoint {
      let old = Self.renumber(&parameters.columns[index])
      if parameters.fields[index] == .temperature { temperatures = old.map { temperatures[Int($0)] } }
      rename(parameters.fields[index], old)
    }
    for index in callers.fields.indices {
      rename(callers.fields[index], Self.renumber(&callers.columns[index]))
    }
    return texts
  }

  private mutating func rename(_ field: KeyField, _ old: [UInt32]) {
    guard let before = names[field] else { return }
    names[field] = old.map { before[Int($0)] }
  }

  /// Renumbers `column` in place; the result has the old id of each new one.
  private static func renumber(_ column: inout [UInt32]) -> [UInt32] {
    var numbers = Renumbering(keepingZero: true)
    for i in column.indices { column[i] = numbers.id(column[i]) }
    return numbers.old
  }

  private static func renumber(_ table: Dimension, by rows: inout [UInt32], keepingFirst: Bool) -> Dimension {
    var numbers = Renumbering(keepingZero: keepingFirst)
    for i in rows.indices { rows[i] = numbers.id(rows[i]) }
    var out = Dimension(fields: table.fields)
    for index in table.columns.indices { out.columns[index] = numbers.old.map { table.columns[index][Int($0)] } }
    return out
  }
}

extension NormalForms {
  /// The tables for texts whose old ids are `old`, each form numbered by first appearance.
  fileprivate func renumbered(_ old: [UInt32]) -> NormalForms {
    func table(_ form: [UInt32]) -> [UInt32] {
      var numbers = Renumbering(keepingZero: true)
      return old.map { numbers.id(form[Int($0)]) }
    }
    var out = NormalForms()
    out.spelling = table(spelling)
    out.fillers = table(fillers)
    out.stems = table(stems)
    return out
  }
}

/// New ids by first appearance.
private struct Renumbering {
  /// The old id of each new one.
  private(set) var old: [UInt32] = []
  private var new: [UInt32] = []
  private static let unseen = UInt32.max

  init(keepingZero: Bool) {
    if keepingZero { _ = id(0) }
  }

  mutating func id(_ id: UInt32) -> UInt32 {
    let index = Int(id)
    if index >= new.count { new.append(contentsOf: repeatElement(Self.unseen, count: index + 1 - new.count)) }
    if new[index] == Self.unseen {
      new[index] = UInt32(old.count)
      old.append(id)
    }
    return new[index]
  }
}
