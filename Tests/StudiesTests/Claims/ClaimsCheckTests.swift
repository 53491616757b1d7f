import Testing

@testable import Studies

@Suite struct ClaimsCheckTests {
  /// The table of an article on edge caching: no cache 142 ms and P95 380 ms.
  @Test(arguments: [(0.34, 68.0, 180.0, 93.72), (0.67, 31, 95, 46.86), (0.89, 12, 45, 15.62)])
  func aTableThatCannotBeIsRefuted(_ hits: Double, _ mean: Double, _ p95: Double, _ least: Double) throws {
    let check = try ClaimCheck(
      .one(.of(mean: 142, p95: 380)) {
        $0.hitRate = Claims.Figure(hits, slack: 0.005)
        $0.latency.mean = Claims.Figure(mean, slack: 0.5)
        $0.latency.p95 = Claims.Figure(p95, slack: 0.5)
      })
    let finding = try #require(check.finding(.mean, .independent))
    #expect(finding.verdict == .refuted)
    #expect(abs(try #require(finding.bound).value - least) < 1e-9)
    #expect(check.verdict(.percentile(.p95), .independent) == .undecided)
    #expect(check.subjects[0].verdict(under: .independent) == .refuted)
    #expect(check.subjects[0].deciding(under: .independent)?.measure == .mean)
    // The slowest requests may have been the ones cached: without a percentile in between that cannot be excluded.
    #expect(check.subjects[0].verdict(under: .anyHits) == .undecided)
  }

  @Test func aMedianRefutesItWhateverIsCached() throws {
    let check = try ClaimCheck(
      .one(.of(mean: 142, p50: 104, p95: 380)) {
        $0.hitRate = Claims.Figure(0.34)
        $0.latency = .of(mean: 15, p95: 100)
      })
    // The fastest 66 % keep 16 % at 104 ms or more, 16.64 ms of the mean; P95 is at best P61, not below P50.
    #expect(check.verdict(.mean, .anyHits) == .refuted)
    #expect(check.verdict(.percentile(.p95), .anyHits) == .refuted)
    #expect(check.subjects[0].verdict(under: .anyHits) == .refuted)
  }

  @Test func roundingIsGiven() throws {
    func verdict(_ slack: Double) throws -> Verdict? {
      try ClaimCheck(
        .one(.of(mean: 142)) {
          $0.hitRate = Claims.Figure(0.34, slack: slack / 100)
          $0.latency.mean = Claims.Figure(93, slack: slack)
        }
      ).verdict(.mean, .independent)
    }
    #expect(try verdict(0) == .refuted)
    #expect(try verdict(0.5) == .possible)
  }

  @Test func percentilesContradictTheirMean() throws {
    let check = try ClaimCheck(
      .one(.of(mean: 1_000, p50: 800, p95: 3_000)) {
        $0.hitRate = Claims.Figure(0.6)
        $0.latency = .of(mean: 400, p50: 100, p95: 9_000)
      })
    // Half the requests at 100 ms or more, a twentieth at 9 s: 45 % · 100 + 5 % · 9,000 = 495 ms.
    #expect(abs(try #require(check.finding(.mean, .independent)?.bound).value - 495) < 1e-9)
    #expect(check.verdict(.mean, .independent) == .refuted)
    let crossed = try ClaimCheck(.one(.of(mean: 100)) { $0.latency = .of(p50: 90, p95: 80) })
    #expect(crossed.verdict(.order, .anyHits) == .refuted)
    let baseline = try ClaimCheck(.one(.of(mean: 10, p95: 380)) { $0.hitRate = Claims.Figure(0.5) })
    #expect(baseline.subjects.first?.kind == .baseline)
    #expect(baseline.subjects.first?.verdict(under: .anyHits) == .refuted)
  }

  /// 34.7 % exact and 12.3 % near repeats, 85 % hits, from $12,000 to $1,800 with another provider.
  @Test func aSavingIsSplit() throws {
    var facts = Claims.Facts()
    facts.exact = Claims.Figure(0.347)
    facts.near = Claims.Figure(0.123)
    let claims = Claims.one(cost: 12_000, facts: facts) {
      $0.hitRate = Claims.Figure(0.85)
      $0.costReduction = Claims.Figure(0.85)
      $0.cost = Claims.Figure(1_800)
      $0.priceRatio = nil
    }
    let check = try ClaimCheck(claims)
    #expect(check.verdict(.hitRate, .anyHits) == .refuted)
    #expect(check.verdict(.costReduction, .independent) == .refuted)
    #expect(check.verdict(.costReduction, .anyHits) == .undecided)
    let cost = try #require(check.finding(.cost, .independent))
    #expect(cost.verdict == .undecided)
    #expect(abs(try #require(cost.bound).value - 6_360) < 1e-6)
    #expect(cost.sentence.contains("28.3 %"))
    var cheaper = claims
    cheaper.strategies[0].priceRatio = Claims.Figure(0.25)
    #expect(try ClaimCheck(cheaper).verdict(.cost, .independent) == .possible)
    cheaper.strategies[0].priceRatio = Claims.Figure(0.30)
    #expect(try ClaimCheck(cheaper).verdict(.cost, .independent) == .refuted)
    // A semantic cache may answer more than exact and near repeats; how much more is not stated.
    var semantic = claims
    semantic.strategies[0].matching = .semantic
    #expect(try ClaimCheck(semantic).verdict(.hitRate, .anyHits) == .undecided)
    semantic.facts.semantic = Claims.Figure(0.1)
    #expect(try ClaimCheck(semantic).verdict(.hitRate, .anyHits) == .refuted)
  }

  @Test func theCostOfHitsBoundsTheSaving() throws {
    func check(ratio: Double, saving: Double) throws -> Verdict? {
      var facts = Claims.Facts()
      facts.hitCostRatio = Claims.Figure(ratio)
      return try ClaimCheck(
        .one(facts: facts) {
          $0.hitRate = Claims.Figure(0.5)
          $0.costReduction = Claims.Figure(saving)
        }
      ).verdict(.costReduction, .anyHits)
    }
    // Half the requests, three times as dear: three quarters of the bill.
    #expect(try check(ratio: 3, saving: 0.75) == .possible)
    #expect(try check(ratio: 3, saving: 0.76) == .refuted)
    #expect(try check(ratio: 1, saving: 0.51) == .refuted)
  }

  @Test func billsAndReductionAgree() throws {
    func check(_ reduction: Double) throws -> Bool {
      try ClaimCheck(
        .one(cost: 100) {
          $0.hitRate = Claims.Figure(0.9)
          $0.cost = Claims.Figure(60)
          $0.costReduction = Claims.Figure(reduction)
        }
      ).subjects[0].findings.contains { $0.relation == .equals && $0.verdict == .refuted }
    }
    #expect(try !check(0.4))
    #expect(try check(0.5))
    #expect(try check(0.3))
  }

  @Test func aCacheThatAddsToAnotherAnswersNoLess() throws {
    var claims = Claims.one { $0.hitRate = Claims.Figure(0.5) }
    var more = Claims.Strategy()
    more.name = "more"
    more.extends = "it"
    more.hitRate = Claims.Figure(0.4)
    claims.strategies.append(more)
    #expect(try ClaimCheck(claims).verdict(.hitRate, .anyHits, of: "more") == .refuted)
    claims.strategies[1].hitRate = Claims.Figure(0.5)
    #expect(try ClaimCheck(claims).verdict(.hitRate, .anyHits, of: "more") == .possible)
    claims.strategies[1].extends = "nobody"
    #expect(throws: ClaimsError.self) { try ClaimCheck(claims) }
  }

  @Test func sumsAreDoneAgain() throws {
    var bill = Claims.Bill()
    bill.name = "it"
    bill.requests = Claims.Figure(1_000_000)
    bill.hitRate = Claims.Figure(0.6)
    bill.inputTokens = Claims.Figure(500)
    bill.inputPrice = Claims.Figure(8)
    bill.cost = Claims.Figure(1_600)
    func verdict(_ bill: Claims.Bill) throws -> Verdict? {
      var claims = Claims()
      claims.bills = [bill]
      return try ClaimCheck(claims).verdict(.bill, .anyHits)
    }
    #expect(try verdict(bill) == .possible)
    for wrong in [1_280.0, 1_700] {
      bill.cost = Claims.Figure(wrong)
      #expect(try verdict(bill) == .refuted)
    }
    bill.inputPrice = nil
    #expect(try verdict(bill) == .undecided)
  }

  @Test func whatIsNotStatedIsUndecided() throws {
    #expect(throws: ClaimsError.self) { try ClaimCheck(Claims()) }
    let nothing = try ClaimCheck(.one { _ in })
    #expect(nothing.subjects[0].verdict(under: .independent) == .undecided)
    let noHits = try ClaimCheck(.one(.of(mean: 100)) { $0.latency.mean = Claims.Figure(1) })
    #expect(noHits.subjects[0].verdict(under: .independent) == .undecided)
    let noBaseline = try ClaimCheck(
      .one {
        $0.hitRate = Claims.Figure(0.5)
        $0.latency = .of(mean: 10, p95: 20)
      })
    #expect(noBaseline.subjects[0].verdict(under: .independent) == .undecided)
    // What repeats bounds a hit rate that is not stated.
    var facts = Claims.Facts()
    facts.duplicates = Claims.Figure(0.4)
    let repeats = try ClaimCheck(.one(.of(mean: 100), facts: facts) { $0.latency.mean = Claims.Figure(59) })
    #expect(repeats.verdict(.mean, .independent) == .refuted)
  }

  @Test func extremeFiguresDoNoHarm() throws {
    for value in [0, 1e-300, 1e12, 1e300, .greatestFiniteMagnitude] {
      for share in [0.0, 1e-300, 0.5, 1] {
        var claims = Claims.one(.of(mean: value, p50: value, p99: 0), cost: value) {
          $0.hitRate = Claims.Figure(share)
          $0.latency = .of(mean: value, p50: 0, p99: value)
          $0.cost = Claims.Figure(value)
          $0.costReduction = Claims.Figure(share)
        }
        claims.hit = Claims.Figure(value)
        for ratio in [nil, Claims.Figure(0), Claims.Figure(1)] {
          claims.strategies[0].priceRatio = ratio
          let check = try ClaimCheck(claims)
          #expect(check.subjects.contains { $0.kind == .strategy })
        }
      }
    }
  }
}
