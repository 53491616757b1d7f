import Testing
import Units

@testable import Workloads

@Suite("Faults of a spec")
struct SpecTests {
  private static let faults: [(String, @Sendable (inout WorkloadSpec) -> Void)] = [
    ("name", { $0.name = "" }), ("name", { $0.name = "a,b" }), ("name", { $0.name = String(repeating: "x", count: 65) }),
    ("requests", { $0.requests = 0 }), ("requests", { $0.requests = 100_000_001 }),
    ("span", { $0.span = Microseconds(999) }), ("span", { $0.span = Microseconds(.max) }),
    ("start", { $0.start = Timestamp(microseconds: .min) }), ("hoursEastOfUTC", { $0.hoursEastOfUTC = 15 }),
    ("models", { $0.models = [] }), ("models", { $0.models += $0.models }), ("models", { $0.models[0].share = 0 }),
    ("models", { $0.models[0].inputPrice = .nan }), ("models", { $0.models[0].tokensPerSecond = 0 }),
    ("arrivals", { $0.arrivals = .bursty(factor: 0, meanBurst: Microseconds(seconds: 60)) }),
    ("arrivals", { $0.arrivals = .bursty(factor: 2, meanBurst: Microseconds(1)) }),
    ("dailyCurve", { $0.dailyCurve = [1] }), ("dailyCurve", { $0.dailyCurve[3] = -1 }),
    ("weeklyCurve", { $0.weeklyCurve = [Double](repeating: 0, count: 7) }), ("weeklyCurve", { $0.weeklyCurve[0] = .infinity }),
    ("exactShare", { $0.exactShare = 1.1 }), ("exactShare", { ($0.exactShare, $0.nearShare) = (0.6, 0.4) }),
    ("nearShare", { $0.nearShare = .nan }), ("repeatExponent", { $0.repeatExponent = 5 }), ("nearEdits", { $0.nearEdits.spelling = -1 }),
    ("recencyShare", { $0.recencyShare = 1.01 }), ("recencyWindow", { $0.recencyWindow = .zero }),
    ("recencyWindow", { $0.recencyWindow = Microseconds(.max) }),
    ("generalShare", { $0.generalShare = 2 }), ("promptWords", { $0.promptWords.median = 0 }),
    ("outputTokens", { $0.outputTokens.sigma = 4 }),
    ("multiTurnShare", { $0.multiTurnShare = -0.1 }), ("maxTokens", { $0.maxTokens = 0 }), ("systemPrompts", { $0.systemPrompts = -1 }),
    ("systemPromptWords", { $0.systemPromptWords = 0 }), ("teams", { $0.teams = 0 }), ("users", { $0.users = 0 }),
    ("userExponent", { $0.userExponent = -1 }), ("temperatures", { $0.temperatures = [] }),
    ("temperatures", { $0.temperatures[0].value = 3 }),
    ("streamShare", { $0.streamShare = 9 }), ("errorShare", { $0.errorShare = -1 }),
    ("loggedCacheHitShare", { $0.loggedCacheHitShare = 2 }),
    ("loggedCacheHitShare", { ($0.loggedCacheHitShare, $0.format) = (0.5, .anthropicPairs) }),
  ]

  @Test("are named by field, in a sentence", arguments: faults.indices)
  func fault(_ index: Int) {
    let (field, spoil) = Self.faults[index]
    var spec = WorkloadSpec()
    spoil(&spec)
    let error = #expect(throws: WorkloadError.self) { try Workload(spec) }
    #expect(error?.field == field)
    #expect(error?.description.hasSuffix(".") == true)
  }

  @Test("are none in the defaults, and one request is enough")
  func defaults() throws {
    var spec = WorkloadSpec()
    #expect(try Workload(spec).planned == (200, 50, 750))
    spec.requests = 1
    #expect(try GeneratedLog(spec).truth == "id,class,first_id\nworkload-0,unique,\n")
  }
}
