import Duplicates
import Testing
import Traces

@Suite struct ClassificationTests {
  /// Classes of a time line, one letter per request.
  private func classes(_ rows: [Row], scope: Scope = .global) -> String {
    let letters: [DuplicateClass: Character] = [
      .exact: "x", .near: "n", .unique: "u", .retry: "r", .regeneration: "g", .agentLoop: "l", .truncated: "t", .noContent: "c",
      .failed: "f", .notGeneration: "e", .templated: "T", .semantic: "s",
    ]
    return String(Sketch(rows).audit(scope: scope).classification.classes.compactMap { letters[$0] })
  }

  /// Requests a minute apart: A, B … are texts, a, b … the same in another spelling, 1, 2 … others.
  private func line(_ drawing: String, _ change: (Int, inout Row) -> Void = { _, _ in }) -> [Row] {
    drawing.utf8.enumerated().map { index, letter in
      var row = Row()
      row.time = index * 60
      let loose = UInt32(letter & 0x1F)
      row.text = Row.Text(UInt32(letter), loose, loose, loose)
      change(index, &row)
      return row
    }
  }

  @Test func exactNearAndUnique() {
    #expect(classes(line("ABACBA")) == "uuxuxx")
    #expect(classes(line("AaaA")) == "unxx")
    #expect(classes(line("")) == "")
  }

  @Test func theWeakestFormGivesTheKind() {
    let texts = [Row.Text(1, 1, 1, 1), .init(2, 2, 2, 1), .init(3, 3, 2, 1), .init(4, 3, 2, 1), .init(4, 3, 2, 1)]
    let sketch = Sketch(
      texts.map {
        var row = Row(); row.text = $0; return row
      })
    let audit = sketch.audit()
    #expect(audit.classification.likeness == [.none, .inflection, .fillers, .spelling, .exact])
    #expect(audit.classification.match == [Classification.noMatch, 0, 1, 2, 3])
    #expect(Likeness.near.map { audit.total[near: $0].all.requests } == [1, 1, 1, 0])
    #expect(audit.total[.near].all.requests == 3)
  }

  @Test func whatElseIsInTheKeyKeepsRequestsApart() {
    #expect(classes(line("AAA") { if $0 == 1 { $1.temperature = 0.5 } }) == "uux")
    #expect(classes(line("AAA") { if $0 == 1 { $1.system = 4 } }) == "uux")
    #expect(classes(line("AaA") { if $0 == 0 { $1.earlier = 4 } }) == "uun")
    #expect(classes(line("AA") { if $0 == 1 { $1.isStream = true } }) == "ux")
  }

  @Test func scopePartitionsFirst() {
    let rows = line("AAA") { $1.team = $0 == 1 ? "red" : "blue" }
    #expect(classes(rows) == "uxx")
    #expect(classes(rows, scope: .team) == "uux")
  }

  @Test func regenerationsAreOfOneUserSoonAndWarm() {
    let warm = line("AAAA") { index, row in
      row.temperature = 0.7
      row.user = index == 1 ? 8 : 9
    }
    #expect(classes(warm) == "uxgg")
    #expect(
      classes(
        warm.map {
          var row = $0; row.temperature = 0; return row
        }) == "uxxx")
    #expect(
      classes(
        warm.map {
          var row = $0; row.temperature = nil; return row
        }) == "uxgg", "the API's default is 1")
    #expect(
      classes(
        warm.map {
          var row = $0; row.user = 0; return row
        }) == "uxxx", "no user known")
    #expect(
      classes(
        warm.map {
          var row = $0; row.time *= 3; return row
        }) == "uxxg", "0, 3, 6 and 9 minutes")
    #expect(
      classes(
        warm.map {
          var row = $0; row.flags.insert(.noTime); return row
        }) == "uxxx", "when is not known")
    let edge = line("AAA") { index, row in
      row.user = 9
      row.time = [0, 300, 601][index]
    }
    #expect(classes(edge) == "ugx", "five minutes are within, five minutes and a second are not")
  }

  @Test func aRetryFollowsAFailureOfItsCallerOrCall() {
    let byCaller = line("AAA") { index, row in
      row.user = 9
      row.temperature = 0
      if index == 0 { row.flags.insert(.failed) }
    }
    #expect(classes(byCaller) == "frx")
    let byCall = line("AA") { index, row in
      row.call = 3
      if index == 0 { row.flags.insert(.failed) }
    }
    #expect(classes(byCall) == "fr")
    let late = byCaller.map {
      var row = $0; row.time *= 10; return row
    }
    #expect(classes(late) == "fxx")
    let audit = Sketch(late).audit()
    #expect(audit.total[.exact].all.requests == 2)
    #expect(audit.total[.exact].servable.requests == 1, "the first has no answer to be served by")
  }

  @Test func anAgentLoopAsksAgainInItsRun() {
    #expect(classes(line("ABAA") { $1.call = $0 == 3 ? 4 : 3 }) == "uulx")
  }

  @Test func otherClassesApart() {
    #expect(classes(line("AA") { $1.flags.insert(.truncatedPrompt) }) == "tt")
    #expect(classes(line("AA") { $1.flags.insert(.noContent) }) == "cc")
    #expect(classes(line("AA") { $1.flags.insert(.missingContext) }) == "cc")
    #expect(classes(line("AA") { $1.endpoint = .embedding }) == "ee")
    #expect(classes(line("AAA") { if $0 != 0 { $1.flags.insert(.failed) } }) == "uff")
  }

  @Test func aFailureThatAStoredAnswerWouldHaveRescued() {
    let audit = Sketch(line("ABA") { if $0 > 0 { $1.flags.insert(.failed) } }).audit()
    #expect(audit.total[.failed].all.requests == 2)
    #expect(audit.total[.failed].servable.requests == 1)
    #expect(audit.total.share(of: .failed) == nil)
    #expect(audit.total.headline.requests == 1)
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func agreesWithAReplayInAnUnlimitedCache(seed: UInt64) {
    let sketch = Sketch(randomRows(Int(20 + seed * 3), seed: seed))
    for scope in [Scope.global, .team, .user] {
      let audit = sketch.audit(scope: scope)
      let exact = sketch.unlimitedHits(scope: scope, near: false)
      let near = sketch.unlimitedHits(scope: scope, near: true)
      #expect(audit.classification.served.map { $0 == .exact } == exact)
      #expect(audit.classification.served.map { $0 != .none } == near)
      #expect(audit.unlimitedExact.requests == exact.count { $0 })
      #expect(audit.unlimitedNear.requests == near.count { $0 })
      #expect(DuplicateClass.allCases.reduce(0) { $0 + audit.total[$1].servable.requests } == near.count { $0 })
      #expect(audit.classification.likeness == sketch.likeness(scope: scope))
      for (i, found) in audit.classification.match.enumerated() {
        let expected = sketch.match(of: i, audit.classification, scope: scope)
        #expect(found == expected.map { UInt32($0) } ?? Classification.noMatch)
      }
    }
  }
}

extension Row {
  fileprivate var isComparable: Bool {
    endpoint.isGeneration && flags.isDisjoint(with: [.noContent, .missingContext])
  }

  /// Whether the keys are equal, field by field, with texts compared in one form.
  func hasKey(of other: Row, scope: Scope, form: KeyPath<Text, UInt32>) -> Bool {
    let isSameTenant =
      switch scope {
      case .global, .organisation, .apiKey: true
      case .team: team == other.team
      case .user: team == other.team && user == other.user
      }
    return isSameTenant && text[keyPath: form] == other.text[keyPath: form] && system == other.system && earlier == other.earlier
      && model == other.model && temperature == other.temperature && endpoint == other.endpoint
  }
}

extension Sketch {
  /// A list of stored answers, searched from end to end: hits of an unlimited cache at zero durations.
  fileprivate func unlimitedHits(scope: Scope, near: Bool) -> [Bool] {
    var stored: [Row] = []
    return rows.map { row in
      guard row.isComparable else { return false }
      let isHit =
        row.flags.isDisjoint(with: [.skipCache, .refreshCache])
        && stored.contains { $0.hasKey(of: row, scope: scope, form: near ? \.stems : \.exact) }
      if row.flags.isDisjoint(with: [.failed, .unfinishedAnswer, .noStore, .skipCache]) { stored.append(row) }
      return isHit
    }
  }

  private var forms: [(Likeness, KeyPath<Row.Text, UInt32>)] {
    [(.exact, \.exact), (.spelling, \.spelling), (.fillers, \.fillers), (.inflection, \.stems)]
  }

  /// The latest earlier row that is as alike as `served` says, and stored; else as `likeness` says.
  fileprivate func match(of i: Int, _ found: Classification, scope: Scope) -> Int? {
    let isServed = found.served[i] != .none
    guard let form = forms.first(where: { $0.0 == (isServed ? found.served[i] : found.likeness[i]) })?.1 else { return nil }
    return rows[..<i].lastIndex { row in
      row.isComparable && row.hasKey(of: rows[i], scope: scope, form: form)
        && (!isServed || row.flags.isDisjoint(with: [.failed, .unfinishedAnswer, .noStore, .skipCache]))
    }
  }

  /// The most alike of all earlier requests, pair by pair.
  fileprivate func likeness(scope: Scope) -> [Likeness] {
    rows.indices.map { i in
      guard rows[i].isComparable else { return .none }
      let found = forms.first { _, form in
        rows[..<i].contains { $0.isComparable && $0.hasKey(of: rows[i], scope: scope, form: form) }
      }
      return found?.0 ?? .none
    }
  }
}
