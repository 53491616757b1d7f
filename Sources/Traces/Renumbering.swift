extension Trace {
  /// Numbers tuples, field values and normal forms by first appearance in time order, and drops those that no request uses.
  ///
  /// The result has the old ids of the new ones.
  @discardableResult
  mutating func renumber() -> TraceOrders {
    var orders = TraceOrders()
    orders.prompts = Self.renumber(&prompts, by: &requests.prompt, keepingFirst: true)
    if !messageCounts.isEmpty { messageCounts = orders.prompts.map { messageCounts[Int($0)] } }
    for index in graphs.indices { graphs[index].follow(orders.prompts) }
    orders.parameters = Self.renumber(&parameters, by: &requests.parameters, keepingFirst: false)
    orders.callers = Self.renumber(&callers, by: &requests.caller, keepingFirst: false)
    orders.answers = Renumbering.apply(to: &requests.answer)
    orders.calls = Renumbering.apply(to: &requests.call)

    for index in prompts.fields.indices {
      let old = Renumbering.apply(to: &prompts.columns[index])
      if prompts.fields[index] == .lastUserMessage { (normalForms, orders.forms) = normalForms.renumbered(old) }
      orders.fields[prompts.fields[index]] = old
    }
    for index in parameters.fields.indices where parameters.fields[index] != .endpoint {
      let old = Renumbering.apply(to: &parameters.columns[index])
      if parameters.fields[index] == .temperature { temperatures = old.map { temperatures[Int($0)] } }
      if parameters.fields[index] == .cacheControls { renumberControls(old) }
      rename(parameters.fields[index], old)
      orders.fields[parameters.fields[index]] = old
    }
    for index in callers.fields.indices {
      let old = Renumbering.apply(to: &callers.columns[index])
      rename(callers.fields[index], old)
      orders.fields[callers.fields[index]] = old
    }
    return orders
  }

  private mutating func renumberControls(_ old: [UInt32]) {
    cacheControls = old.map { cacheControls[Int($0)] }
    var keys = cacheControls.map(\.key)
    _ = Renumbering.apply(to: &keys)
    for (index, key) in keys.enumerated() { cacheControls[index].key = key }
  }

  private mutating func rename(_ field: KeyField, _ old: [UInt32]) {
    guard let before = names[field] else { return }
    names[field] = old.map { before[Int($0)] }
  }

  /// The old row of each new one.
  private static func renumber(_ table: inout Dimension, by rows: inout [UInt32], keepingFirst: Bool) -> [UInt32] {
    let old = Renumbering.apply(to: &rows, keepingZero: keepingFirst)
    if old.count == table.count, old.elementsEqual(0..<UInt32(old.count)) { return old }
    for index in table.columns.indices {
      let column = table.columns[index]
      table.columns[index] = old.map { column[Int($0)] }
    }
    return old
  }
}

extension NormalForms {
  /// The tables for texts whose old ids are `old`, each form numbered by first appearance, and the old ids of the forms.
  fileprivate func renumbered(_ old: [UInt32]) -> (forms: NormalForms, orders: [[UInt32]]) {
    var orders: [[UInt32]] = []
    func table(_ form: [UInt32]) -> [UInt32] {
      var column = old.map { form[Int($0)] }
      orders.append(Renumbering.apply(to: &column))
      return column
    }
    var out = NormalForms()
    out.spelling = table(spelling)
    out.fillers = table(fillers)
    out.stems = table(stems)
    return (out, orders)
  }
}

/// New ids by first appearance.
private struct Renumbering {
  /// The old id of each new one.
  private(set) var old: [UInt32] = []
  private var new: [UInt32]
  private static let unseen = UInt32.max

  /// Numbers for the ids of `column`.
  init(for column: [UInt32], keepingZero: Bool) {
    new = Array(repeating: Self.unseen, count: Int(column.max() ?? 0) + 1)
    if keepingZero { _ = id(0) }
  }

  /// How many ids there are, where they are numbered by first appearance as they stand: those of a log in the order of time are.
  private static func countInOrder(_ column: [UInt32], _ keepingZero: Bool) -> UInt32? {
    var next: UInt32 = keepingZero ? 1 : 0
    for id in column where id >= next {
      guard id == next else { return nil }
      next += 1
    }
    return next
  }

  mutating func id(_ id: UInt32) -> UInt32 {
    if new[Int(id)] == Self.unseen {
      new[Int(id)] = UInt32(old.count)
      old.append(id)
    }
    return new[Int(id)]
  }

  /// Renumbers `column` in place; the result has the old id of each new one.
  static func apply(to column: inout [UInt32], keepingZero: Bool = true) -> [UInt32] {
    if let count = countInOrder(column, keepingZero) { return Array(0..<count) }
    var numbers = Renumbering(for: column, keepingZero: keepingZero)
    for i in column.indices { column[i] = numbers.id(column[i]) }
    return numbers.old
  }
}
