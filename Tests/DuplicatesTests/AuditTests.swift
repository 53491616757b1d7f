import Duplicates
import Testing
import Traces
import Units

@Suite struct AuditTests {
  @Test(arguments: 0..<40 as Range<UInt64>) func partsAddUpToTheirWhole(seed: UInt64) {
    let sketch = Sketch(randomRows(150, seed: 1_000 + seed))
    let audit = sketch.audit(scope: seed % 2 == 0 ? .global : .team)
    let rows = sketch.rows

    #expect(audit.total.total.figures == sketch.figures(of: rows.indices))
    for kind in DuplicateClass.allCases {
      let members = rows.indices.filter { audit.classification.classes[$0] == kind }
      #expect(audit.total[kind].all.figures == sketch.figures(of: members))
      for parts in [audit.models, audit.teams] {
        #expect(parts.reduce(Volume()) { $0 + $1.table[kind].all } == audit.total[kind].all)
        #expect(parts.reduce(Volume()) { $0 + $1.table[kind].servable } == audit.total[kind].servable)
      }
    }
    #expect(Likeness.allCases.reduce(Volume()) { $0 + audit.total[near: $1].all } == audit.total[.near].all)
    for part in audit.models {
      #expect(part.table.total.figures == sketch.figures(of: rows.indices.filter { rows[$0].model == part.name }))
    }

    let comparable = rows.indices.filter { audit.classification.classes[$0].isComparable }
    let asked = audit.repeatLaw.bands.reduce(Volume()) { $0 + $1.volume }
    #expect(asked.figures == sketch.figures(of: comparable))
    for row in audit.leakage {
      #expect(row.kept + row.crossing == row.shared)
    }
    #expect(audit == sketch.audit(scope: audit.scope), "a pure function")
  }

  @Test func breakdownsStartWithTheDearest() {
    var cheap = Row()
    cheap.model = "cheap"
    cheap.cost = 1
    var dear = Row()
    dear.model = "dear"
    dear.cost = 5
    let audit = Sketch([cheap, cheap, dear]).audit()
    #expect(audit.models.map(\.name) == ["dear", "cheap"])
    #expect(audit.teams.isEmpty)
    #expect(audit.total.share(of: .exact) == Ratio(1, of: 3))
  }

  @Test func anEmptyTrace() {
    let audit = Sketch([]).audit()
    #expect(audit.total.total == Volume())
    #expect(audit.total.share(of: .exact)?.value == nil)
    #expect(audit.models.isEmpty && audit.topKeys.isEmpty && audit.keySafety.isEmpty)
    #expect(audit.gaps.allSatisfy { $0.percentiles.isEmpty })
    #expect(audit.caveats.first?.id == "no-requests")
  }

  @Test func absurdCostsAndTimesDoNotTrap() {
    var row = Row()
    row.cost = .max
    var early = row
    early.time = -9_000_000_000_000
    var late = row
    late.time = 9_000_000_000_000
    let audit = Sketch([early, row, late]).audit()
    #expect(audit.total.total.dollars.nanodollars == .max)
    // A trace holds no time beyond 2^53 microseconds from 1970.
    #expect(audit.gaps[0].percentiles.last?.gap == Microseconds(1 << 53))
    #expect(Sketch([early, late]).audit().gaps[0].percentiles.last?.gap == Microseconds(1 << 54))
  }
}

extension Volume {
  /// Requests, unpriced, input tokens, output tokens, nanodollars.
  fileprivate var figures: [Int] { [requests, unpriced, inputTokens, outputTokens, Int(dollars.nanodollars)] }
}

extension Sketch {
  /// The same of some rows, added up from the rows.
  fileprivate func figures(of indices: some Sequence<Int>) -> [Int] {
    let some = indices.map { rows[$0] }
    return [
      some.count, some.count { $0.cost == nil }, some.reduce(0) { $0 + $1.input }, some.reduce(0) { $0 + $1.output },
      some.reduce(0) { $0 + Int($1.cost ?? 0) },
    ]
  }
}
