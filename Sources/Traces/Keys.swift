/// The key of every request of a trace under one rule and scope.
public struct Keys: Sendable, Equatable {
  /// Stands for "no key": the prompt is not in the log.
  public static let none = UInt32.max
  /// Dense ids in the order of first appearance, one per request, or ``none``.
  public let ids: [UInt32]
  /// How many distinct keys there are.
  public let count: Int

  /// The ordinal of the first request of each key.
  ///
  /// - Complexity: O(requests).
  public var firstOrdinals: [UInt32] {
    var firsts: [UInt32] = []
    firsts.reserveCapacity(count)
    // Keys are numbered by first appearance: the next number is the next first.
    for (ordinal, id) in ids.enumerated() where id == UInt32(truncatingIfNeeded: firsts.count) { firsts.append(UInt32(ordinal)) }
    return firsts
  }

  /// How many requests each key has.
  ///
  /// - Complexity: O(requests).
  public var requestCounts: [UInt32] {
    var counts = [UInt32](repeating: 0, count: count)
    for id in ids where id != Self.none { counts[Int(id)] += 1 }
    return counts
  }
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
    var settings = PairTable()
    var table = PairTable()
    var ids: [UInt32] = []
    ids.reserveCapacity(requests.count)
    for i in 0..<requests.count {
      let row = Int(requests.prompt[i])
      guard row != 0 else {
        ids.append(Keys.none)
        continue
      }
      let setting = settings.id(parameter[Int(requests.parameters[i])], caller[Int(requests.caller[i])])
      ids.append(table.id(prompt[row], setting))
    }
    return Keys(ids: ids, count: table.count)
  }

  /// Who a row of ``callers`` is, by row: dense ids that rows share which differ only in ``KeyField/sentIdentifiers``, as one caller may
  /// write them in several ways.
  ///
  /// - Complexity: O(callers).
  public var whoCalls: [UInt32] { callers.rows(ignoring: .sentIdentifiers) }

  /// For each row of `table` an id that two rows share if and only if they are equal in `fields`.
  private func project(_ table: Dimension, _ fields: Set<KeyField>, text: KeyRule.Text) -> [UInt32] {
    var projection: [UInt32]?
    for (field, var column) in zip(table.fields, table.columns) where fields.contains(field) {
      if field == .lastUserMessage, let form = normalForms.table(text) { column = column.map { form[Int($0)] } }
      guard let before = projection else {
        projection = column
        continue
      }
      var pairs = PairTable()
      projection = zip(before, column).map { pairs.id($0, $1) }
    }
    return projection ?? Array(repeating: 0, count: table.count)
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
