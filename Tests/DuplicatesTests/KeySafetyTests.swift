import Duplicates
import Testing
import Traces
import Units

@Suite struct KeySafetyTests {
  @Test func aFieldLeftOutOfTheKey() {
    var rows = [Row](repeating: Row(), count: 5)
    for i in rows.indices {
      rows[i].time = i
      rows[i].cost = 1 << i
    }
    rows[1].temperature = 0.2
    rows[2].temperature = 0.2
    rows[3].system = 9
    rows[4].isStream = true
    let safety = Sketch(rows).audit().keySafety
    #expect(safety.map(\.field) == [.temperature, .systemPrompt, .stream])
    #expect(safety.map(\.isInKey) == [true, true, false])
    #expect(safety.map(\.wrong.requests) == [2, 1, 1])
    #expect(safety.map(\.wrong.dollars.nanodollars) == [2 + 4, 8, 16])
    #expect(safety.map(\.keys) == [1, 1, 1])
  }

  @Test func aScopeIsPartOfTheKey() {
    var rows = [Row](repeating: Row(), count: 2)
    rows[1].team = "red"
    #expect(Sketch(rows).audit().keySafety.map(\.isInKey) == [false])
    #expect(Sketch(rows).audit(scope: .team).keySafety.map(\.isInKey) == [true])
  }

  @Test(arguments: 0..<30 as Range<UInt64>) func agreesWithAScan(seed: UInt64) {
    let sketch = Sketch(randomRows(120, seed: 3_000 + seed))
    let audit = sketch.audit()
    let classes = audit.classification.classes
    let fields: [(KeyField, (Row) -> String)] = [
      (.temperature, { "\($0.temperature ?? -1)" }), (.systemPrompt, { "\($0.system)" }), (.earlierTurns, { "\($0.earlier)" }),
      (.model, { $0.model }), (.stream, { "\($0.isStream)" }), (.user, { "\($0.user)" }), (.team, { $0.team }),
    ]
    for (field, value) in fields {
      func rest(_ row: Row) -> [String] {
        let all: [(KeyField, String)] = [
          (.temperature, "\(row.temperature ?? -1)"), (.systemPrompt, "\(row.system)"), (.earlierTurns, "\(row.earlier)"),
          (.model, row.model), (.lastUserMessage, "\(row.text.exact)"),
        ]
        return all.filter { $0.0 != field }.map(\.1)
      }
      var entries: [Row] = []
      var wrong = 0
      for i in sketch.rows.indices where classes[i].isComparable {
        let row = sketch.rows[i]
        guard let entry = entries.first(where: { rest($0) == rest(row) }) else {
          entries.append(row)
          continue
        }
        if value(entry) != value(row) { wrong += 1 }
      }
      #expect(audit.keySafety.first { $0.field == field }?.wrong.requests ?? 0 == wrong, "\(field)")
    }
  }

  @Test func whatCrossesTenants() {
    var rows = [Row](repeating: Row(), count: 4)
    for i in rows.indices {
      rows[i].time = i * 1_000
      rows[i].team = i < 2 ? "red" : "blue"
      rows[i].user = [1, 1, 1, 2][i]
    }
    let leakage = Sketch(rows).audit().leakage
    #expect(Sketch(rows).audit(scope: .team).leakage == leakage, "it is told against one cache for all, whatever the audit's scope")
    #expect(leakage.map(\.scope) == [.team, .user])
    #expect(leakage.map(\.shared.requests) == [3, 3])
    #expect(leakage.map(\.kept.requests) == [2, 1])
    #expect(leakage.map(\.crossing.requests) == [1, 2])
  }
}
