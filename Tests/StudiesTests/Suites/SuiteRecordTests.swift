import Testing
import Units

@testable import Studies

@Suite struct SuiteRecordTests {
  private static func record(_ draws: Draws, _ stage: UInt64) -> SuiteRecord {
    var record = SuiteRecord()
    for index in 0..<6 as Range<UInt64> where draws.unit(index, stage) < 0.7 {
      let cells = SuiteRecord.columns.indices.map { "\(draws.bits(UInt64($0) + 100 * index, stage) % 2)" }
      record.add(SuiteRow.Key(dataset: "d\(index % 2)", strategy: "s\(index)", seed: 1), cells)
    }
    return record
  }

  @Test(arguments: 0..<100 as Range<UInt64>) func everyCellThatDiffersIsAChangeAndNoOther(seed: UInt64) {
    let draws = Draws(seed: seed)
    let (old, new) = (Self.record(draws, 1), Self.record(draws, 2))
    let changes = new.changes(from: old)
    var expected = 0
    for key in Set(old.keys + new.keys) {
      switch (old.cells[key], new.cells[key]) {
      case (let a?, let b?):
        for (index, column) in SuiteRecord.columns.enumerated() {
          let isChange = changes.contains { $0.key == key && $0.column == column && $0.expected == a[index] && $0.found == b[index] }
          #expect(isChange == (a[index] != b[index]))
          expected += a[index] != b[index] ? 1 : 0
        }
      case (let a, let b):
        #expect(
          changes.contains { $0.key == key && $0.column == nil && ($0.expected == nil) == (a == nil) && ($0.found == nil) == (b == nil) })
        expected += 1
      }
    }
    #expect(changes.count == expected)
    #expect(new.changes(from: new).isEmpty)
  }
}
