import Duplicates
import Testing
import Units

@testable import Studies

@Suite struct StudyDifferenceTests {
  /// A study of random figures: few names, so that two of them share some.
  private static func study(_ draws: Draws, _ stage: UInt64) -> StudyFigures {
    var roll: UInt64 = 0
    func next(_ sides: UInt64) -> Int {
      roll += 1
      return Int(draws.bits(roll, stage) % sides)
    }
    func figures() -> Figures {
      var out = Figures()
      for figure in Figure.allCases where next(3) > 0 { out[figure] = Double(next(3)) }
      return out
    }
    func names(_ prefix: String) -> [String] { (0..<5).filter { _ in next(2) == 0 }.map { "\(prefix)\($0)" } }
    let strategies = names("s").map { name in
      StudyFigures.Strategy(
        name: name, settings: names("f").map { .init(.strategy, $0, "\(next(2))") }, total: figures(),
        models: names("m").map { .init(name: $0, figures: figures()) })
    }
    let facts = StudyFigures.Fact.Kind.allCases.flatMap { kind in names("n").map { StudyFigures.Fact(kind, $0, "\(next(2))") } }
    return StudyFigures(
      name: "study \(stage)", facts: facts, baselines: [.init(name: "as-logged", total: figures())], strategies: strategies,
      caveats: names("c").map { Caveat(id: $0, severity: .note, text: $0) })
  }

  @Test(arguments: 0..<200 as Range<UInt64>) func everythingIsPairedByName(seed: UInt64) {
    let draws = Draws(seed: seed)
    let (a, b) = (Self.study(draws, 1), Self.study(draws, 2))
    let difference = StudyDifference(from: a, to: b)
    #expect(
      difference.strategies.map(\.name)
        == b.strategies.map(\.name) + a.strategies.map(\.name).filter { name in !b.strategies.contains { $0.name == name } })
    for strategy in difference.strategies {
      let (x, y) = (a.strategies.first { $0.name == strategy.name }, b.strategies.first { $0.name == strategy.name })
      #expect(strategy.total.before == x?.total && strategy.total.after == y?.total && strategy.isInBoth == (x != nil && y != nil))
      #expect(strategy.isChanged == (x?.total != y?.total || x?.models.sortedByName != y?.models.sortedByName))
      for row in strategy.models {
        #expect(
          row.before == x?.models.first { $0.name == row.name }?.figures && row.after == y?.models.first { $0.name == row.name }?.figures)
      }
      #expect(strategy.models.count == Set(((x?.models ?? []) + (y?.models ?? [])).map(\.name)).count)
      // Settings are compared only where there are two of them.
      let told = difference.facts.filter { $0.kind == .strategy && $0.name.hasPrefix(strategy.name + ": ") }
      let settings = Set(((x?.settings ?? []) + (y?.settings ?? [])).map(\.name)).filter { name in
        x?.settings.first { $0.name == name }?.value != y?.settings.first { $0.name == name }?.value
      }
      #expect(Set(told.map(\.name)) == (strategy.isInBoth ? Set(settings.map { "\(strategy.name): \($0)" }) : []))
    }
    for fact in difference.facts where !fact.name.contains(":") {
      func value(_ study: StudyFigures) -> String? { study.facts.first { $0.kind == fact.kind && $0.name == fact.name }?.value }
      #expect(fact.before == value(a) && fact.after == value(b) && fact.before != fact.after)
    }
    #expect(difference.newCaveats.map(\.id) == b.caveats.map(\.id).filter { id in !a.caveats.contains { $0.id == id } })
    let back = StudyDifference(from: b, to: a)
    #expect(back.goneCaveats == difference.newCaveats)
    #expect(Set(back.facts.map(\.name)) == Set(difference.facts.map(\.name)))
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func aStudyDoesNotDifferFromItself(seed: UInt64) {
    let study = Self.study(Draws(seed: seed), 1)
    let difference = StudyDifference(from: study, to: study)
    #expect(
      difference.facts.isEmpty && difference.newCaveats.isEmpty
        && !(difference.strategies + difference.baselines).contains(where: \.isChanged))
  }

  @Test func changesAreAbsoluteAndRelative() {
    func change(_ before: Double?, _ after: Double?) -> StudyDifference.Change {
      StudyDifference.Change(figure: .monthlySaving, before: before, after: after)
    }
    #expect(change(200, 250).absolute == 50 && change(200, 250).relative == 0.25)
    // From a loss to a smaller one is a gain.
    #expect(change(-200, -100).absolute == 100 && change(-200, -100).relative == 0.5)
    #expect(change(0, 5).absolute == 5 && change(0, 5).relative == nil && change(0, 5).isChange)
    #expect(change(nil, 5).absolute == nil && change(nil, 5).relative == nil && change(nil, 5).isChange)
    #expect(change(1e-9, 4e9).relative == nil)
    #expect(!change(nil, nil).isChange && !change(3, 3).isChange)
  }

  @Test func ofSeveralOfOneNameTheFirstCounts() {
    var figures = Figures()
    figures[.requests] = 1
    let twins = StudyFigures(
      name: "a", facts: [.init(.manifest, "seed", "1"), .init(.manifest, "seed", "2")], baselines: [],
      strategies: [.init(name: "s", total: figures), .init(name: "s", total: Figures())])
    let difference = StudyDifference(from: twins, to: twins)
    #expect(difference.strategies.count == 1 && !difference.strategies[0].isChanged && difference.facts.isEmpty)
    #expect(difference.strategies[0].total[.requests].after == 1)
  }
}

extension [StudyFigures.Row] {
  fileprivate var sortedByName: [StudyFigures.Row] { sorted { $0.name < $1.name } }
}
