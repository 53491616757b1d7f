import Duplicates
import Testing
import Traces
import Units

@Suite struct AuditTests {
  @Test(arguments: 0..<40 as Range<UInt64>) func partsAddUpToTheirWhole(seed: UInt64) {
    let sketch = Sketch(randomRows(150, seed: 1_000 + seed))
    let audit = sketch.audit(scope: seed % 2 == 0 ? .global : .team)
    let rows = sketch.rows

    var whole = Volume()
    for i in rows.indices { whole += sketch.volume(of: [i]) }
    #expect(audit.total.total == whole)
    #expect(whole.requests == rows.count)
    #expect(whole.unpriced == rows.count { $0.cost == nil })
    #expect(whole.dollars.nanodollars == rows.reduce(0) { $0 + ($1.cost ?? 0) })
    #expect(whole.inputTokens == rows.reduce(0) { $0 + $1.input })
    #expect(whole.outputTokens == rows.reduce(0) { $0 + $1.output })

    for kind in DuplicateClass.allCases {
      let members = rows.indices.filter { audit.classification.classes[$0] == kind }
      #expect(audit.total[kind].all == sketch.volume(of: members))
      for parts in [audit.models, audit.teams] {
        #expect(parts.reduce(Volume()) { $0 + $1.table[kind].all } == audit.total[kind].all)
        #expect(parts.reduce(Volume()) { $0 + $1.table[kind].servable } == audit.total[kind].servable)
      }
    }
    #expect(Likeness.allCases.reduce(Volume()) { $0 + audit.total[near: $1].all } == audit.total[.near].all)
    for part in audit.models {
      #expect(part.table.total == sketch.volume(of: rows.indices.filter { rows[$0].model == part.name }))
    }

    let comparable = rows.indices.filter { audit.classification.classes[$0].isComparable }
    let asked = audit.repeatLaw.bands.reduce(Volume()) { $0 + $1.volume }
    #expect(asked == sketch.volume(of: comparable))
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
    #expect(audit.gaps[0].percentiles.last?.gap == Microseconds(9_000_000_000_000_000_000))
    #expect(Sketch([early, late]).audit().gaps[0].percentiles.last?.gap == Microseconds(.max))
  }
}

extension Sketch {
  /// The volume of some rows, from the rows.
  func volume(of indices: [Int]) -> Volume {
    let parts = Sketch(indices.map { rows[$0] })
    return parts.audit().total.total
  }
}
