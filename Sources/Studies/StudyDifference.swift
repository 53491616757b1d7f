public import Duplicates

/// What changed from one study to another: the value from which `hindcast diff` is reported.
public struct StudyDifference: Sendable {
  /// A fact that is not the same in both, or that only one of them has.
  public struct FactChange: Sendable, Equatable {
    /// What kind of thing it is.
    public let kind: StudyFigures.Fact.Kind
    /// What it is; of a strategy's setting with the strategy before it: "ttl-1h: tiers[0].ttl_s".
    public let name: String
    /// What it was; `nil` where it was not there.
    public let before: String?
    /// What it is now; `nil` where it is not there.
    public let after: String?
  }

  /// A figure before and after.
  public struct Change: Sendable, Equatable {
    /// Which figure.
    public let figure: Figure
    /// What it was, in its unit; `nil` where it is not known.
    public let before: Double?
    /// What it is now.
    public let after: Double?

    /// Whether it is not what it was: exactly, for the same study gives the same bytes.
    public var isChange: Bool { before != after }

    /// After less before; `nil` where one is not known.
    public var absolute: Double? {
      guard let before, let after else { return nil }
      return after - before
    }

    /// The change as a fraction of what was; `nil` from nothing, and beyond the millionfold, which says nothing.
    public var relative: Double? {
      guard let before, let absolute, before != 0 else { return nil }
      let fraction = absolute / abs(before)
      return abs(fraction) <= 1e6 ? fraction : nil
    }
  }

  /// The figures of some requests before and after.
  public struct Row: Sendable {
    /// The model, or "all".
    public let name: String
    /// What it was; `nil` where it was not there.
    public let before: Figures?
    /// What it is now; `nil` where it is not there.
    public let after: Figures?

    /// A figure before and after.
    public subscript(figure: Figure) -> Change { Change(figure: figure, before: before?[figure], after: after?[figure]) }

    /// All figures that are known on either side.
    public var figures: [Change] { Figure.allCases.map { self[$0] }.filter { $0.before != nil || $0.after != nil } }

    /// Whether any figure is not what it was.
    public var isChanged: Bool { before != after }
  }

  /// A strategy before and after.
  public struct Strategy: Sendable {
    /// Its name.
    public let name: String
    /// Whether nobody can run it.
    public let isBound: Bool
    /// Over all requests.
    public let total: Row
    /// By model, in the order of the later study, then those that only the earlier one has.
    public let models: [Row]

    /// Whether both studies have it.
    public var isInBoth: Bool { total.before != nil && total.after != nil }
    /// Whether anything of it is not what it was.
    public var isChanged: Bool { total.isChanged || models.contains(where: \.isChanged) }
  }

  /// The earlier study.
  public let before: StudyFigures
  /// The later study.
  public let after: StudyFigures
  /// What the studies rest on and is not the same; settings of strategies that both have.
  public let facts: [FactChange]
  /// What strategies are held against.
  public let baselines: [Strategy]
  /// The strategies in the order of the later study, then those that only the earlier one has.
  public let strategies: [Strategy]

  /// Caveats that only the later study has.
  public var newCaveats: [Caveat] { Self.caveats(of: after.caveats, areIn: false, before.caveats) }
  /// Caveats that only the earlier study has.
  public var goneCaveats: [Caveat] { Self.caveats(of: before.caveats, areIn: false, after.caveats) }
  /// Caveats that both have, in the words of the later study.
  public var standingCaveats: [Caveat] { Self.caveats(of: after.caveats, areIn: true, before.caveats) }

  /// What changed from `before` to `after`. Strategies, models and facts belong together by name; of several with one name the first counts.
  ///
  /// - Complexity: O(strategies × models), on average.
  public init(from before: StudyFigures, to after: StudyFigures) {
    self.before = before
    self.after = after
    let settings = Self.pairs(before.strategies, after.strategies, by: \.name).flatMap { a, b -> [FactChange] in
      guard let a, let b else { return [] }
      return Self.changes(a.settings, b.settings, prefix: "\(a.name): ")
    }
    facts = Self.changes(before.facts, after.facts) + settings
    baselines = Self.strategies(before.baselines, after.baselines)
    strategies = Self.strategies(before.strategies, after.strategies)
  }

  private struct FactKey: Hashable {
    let kind: StudyFigures.Fact.Kind
    let name: String
  }

  private static func changes(_ before: [StudyFigures.Fact], _ after: [StudyFigures.Fact], prefix: String = "") -> [FactChange] {
    pairs(before, after) { FactKey(kind: $0.kind, name: $0.name) }.compactMap { a, b in
      guard a?.value != b?.value, let either = a ?? b else { return nil }
      return FactChange(kind: either.kind, name: prefix + either.name, before: a?.value, after: b?.value)
    }
  }

  private static func strategies(_ before: [StudyFigures.Strategy], _ after: [StudyFigures.Strategy]) -> [Strategy] {
    pairs(before, after, by: \.name).compactMap { a, b in
      guard let either = b ?? a else { return nil }
      let models = pairs(a?.models ?? [], b?.models ?? [], by: \.name).compactMap { x, y in
        (y ?? x).map { Row(name: $0.name, before: x?.figures, after: y?.figures) }
      }
      let total = Row(name: "all", before: a?.total, after: b?.total)
      return Strategy(name: either.name, isBound: either.isBound, total: total, models: models)
    }
  }

  /// Elements that have the same key: those of `after` in their order, then the rest of `before`.
  private static func pairs<Element, Key: Hashable>(
    _ before: [Element], _ after: [Element], by key: (Element) -> Key
  ) -> [(Element?, Element?)] {
    let old = Dictionary(before.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<Key> = []
    var out: [(Element?, Element?)] = []
    for element in after where seen.insert(key(element)).inserted { out.append((old[key(element)], element)) }
    for element in before where seen.insert(key(element)).inserted { out.append((element, nil)) }
    return out
  }

  private static func caveats(of caveats: [Caveat], areIn isIn: Bool, _ others: [Caveat]) -> [Caveat] {
    // Of those that are numbered through, the number says nothing: their words do.
    func name(_ caveat: Caveat) -> String { caveat.id.last?.isNumber ?? false ? caveat.text : caveat.id }
    let known = Set(others.map(name))
    return caveats.filter { known.contains(name($0)) == isIn }
  }
}
