import Traces
public import Units

/// How much of some requests falls into each class.
public struct ClassTable: Sendable, Equatable {
  /// One line of the table.
  public struct Line: Sendable, Hashable {
    /// All requests of the line.
    public internal(set) var all = Volume()
    /// … of which an earlier, stored answer would have served them. Less than ``all`` where the earlier requests failed, were cut short or
    /// not to be stored. In ``DuplicateClass/failed`` these would have been rescued (law 6).
    public internal(set) var servable = Volume()

    mutating func add(_ volume: Volume, isServed: Bool) {
      all += volume
      if isServed { servable += volume }
    }
  }

  private var lines = [Line](repeating: Line(), count: DuplicateClass.allCases.count)
  private var kinds = [Line](repeating: Line(), count: Likeness.allCases.count)

  /// The line of a class.
  public subscript(class: DuplicateClass) -> Line { lines[Int(`class`.rawValue)] }

  /// The line of one kind of ``DuplicateClass/near``; nothing for other values.
  public subscript(near kind: Likeness) -> Line { kinds[Int(kind.rawValue)] }

  /// All requests.
  public var total: Volume { lines.reduce(Volume()) { $0 + $1.all } }

  /// The requests that shares are of: calls that generate text and did not fail.
  public var headline: Volume {
    DuplicateClass.allCases.filter(\.isInHeadline).reduce(Volume()) { $0 + self[$1].all }
  }

  /// The share of a class in the requests of the headline; `nil` for a class outside it (law 32: one meaning per column).
  public func share(of class: DuplicateClass) -> Ratio? {
    `class`.isInHeadline ? Ratio(self[`class`].all.requests, of: headline.requests) : nil
  }

  /// Adds a request of a class; `likeness` counts where the class is near.
  mutating func add(_ volume: Volume, to class: DuplicateClass, likeness: Likeness, isServed: Bool) {
    lines[Int(`class`.rawValue)].add(volume, isServed: isServed)
    if `class` == .near { kinds[Int(likeness.rawValue)].add(volume, isServed: isServed) }
  }
}

/// The table of one model or team.
public struct Breakdown: Sendable, Equatable {
  /// Its name; empty for the requests of which the log does not say.
  public let name: String
  /// Its requests by class.
  public let table: ClassTable
}

extension Classification {
  /// One table per group; `group` has a number below `groups` for each request.
  func tables(_ costed: CostedTrace, groups: Int, group: (Int) -> Int) -> [ClassTable] {
    var out = [ClassTable](repeating: ClassTable(), count: groups)
    for i in classes.indices {
      out[group(i)].add(costed.volume(i), to: classes[i], likeness: likeness[i], isServed: served[i] != .none || isServedByText[i])
    }
    return out
  }

  /// The tables of a named field's values that occur: the dearest first, ties by requests, then by first appearance.
  func breakdown(_ costed: CostedTrace, by ids: [UInt32], rows: [UInt32], names: [String]) -> [Breakdown] {
    let tables = tables(costed, groups: names.count) { Int(ids[Int(rows[$0])]) }
    let totals = tables.map(\.total)
    let order = tables.indices.filter { totals[$0].requests > 0 }.sorted { a, b in
      if totals[a].dollars != totals[b].dollars { return totals[a].dollars > totals[b].dollars }
      return totals[a].requests == totals[b].requests ? a < b : totals[a].requests > totals[b].requests
    }
    return order.map { Breakdown(name: names[$0], table: tables[$0]) }
  }
}
