import Caching
import Traces
import Units

/// What a replay writes down: what became of each request or each group of them, and the postings behind the money, in flat arrays.
struct Books: ~Copyable {
  /// The postings of law 28, each by model.
  enum Kind: Int { case made, avoided, refused, refreshes, warming, retries }

  /// Where rows are written, while they stay where they are.
  struct Rows {
    let outcome: UnsafeMutablePointer<Outcome>
    let cause: UnsafeMutablePointer<Cause>
    let tier: UnsafeMutablePointer<UInt8>
    let latency: UnsafeMutablePointer<Int64>
    let answer: UnsafeMutablePointer<UInt32>
  }

  let tallies: TallyBook
  private let isTallying: Bool
  /// `nil` where requests have no rows.
  var rows: Rows?
  private let costs: Column<Int64>
  private let flags: Column<RequestFlags>
  private let failed = RequestFlags.failed
  private let parameters: Column<UInt32>
  /// Model ids by row of the trace's parameters.
  private let models: Column<UInt32>
  /// How many models there are.
  let modelCount: Int
  /// By kind, then by model.
  private let postings: Cells<Ledger.Posting>
  /// By step of lateness.
  private let lateness: Cells<Ledger.Posting>
  private let latenessSteps: Cells<Int64>
  private let arena: Arena
  /// What look-ups by meaning took.
  var semantic = SemanticUse()

  /// - Parameter groups: the group of each request and how many there are, where tallies are wanted and no rows; an empty column: one group.
  init(_ traffic: Traffic, tallying groups: (of: [UInt32], count: Int)?) {
    tallies = TallyBook(groups: groups?.of ?? [], count: groups?.count ?? 0)
    isTallying = groups != nil
    let trace = traffic.trace
    var arena = Arena()
    costs = arena.column(traffic.cost)
    flags = arena.column(trace.requests.flags)
    parameters = arena.column(trace.requests.parameters)
    let models = trace.parameters[.model] ?? Array(repeating: 0, count: trace.parameters.count)
    self.models = arena.column(models)
    modelCount = models.reduce(0) { max($0, Int($1)) } + 1
    postings = arena.cells(repeating: Ledger.Posting(), count: 6 * modelCount)
    let steps = Replay.latenessSteps.map(\.count)
    latenessSteps = arena.cells(repeating: 0, count: steps.count)
    for (index, step) in steps.enumerated() { latenessSteps[index] = step }
    lateness = arena.cells(repeating: Ledger.Posting(), count: steps.count + 1)
    self.arena = arena
  }

  /// The model of a request.
  @inline(__always)
  func model(_ i: Int) -> Int { Int(models[Int(parameters[i])]) }

  /// What became of request `i`.
  @inline(__always)
  mutating func record(_ i: Int, _ outcome: Outcome, _ cause: Cause, tier: Int, latency: Int64, answer: UInt32? = nil) {
    if isTallying {
      tallies.add(i, outcome, cause, cost: costs[i], latency: latency, failed: !flags[i].isDisjoint(with: failed))
    } else if let rows {
      rows.outcome[i] = outcome
      rows.cause[i] = cause
      rows.tier[i] = UInt8(truncatingIfNeeded: tier)
      rows.latency[i] = latency
      if let answer { rows.answer[i] = answer }
    }
  }

  /// Counts a hit, word for word, on the answer to a request that is neither of a batch nor failed in the log; all of these take equally long,
  /// which is told once (``TallyBook/tallies(hitTime:)``).
  ///
  /// - Parameter row: its parameters.
  @inline(__always)
  func countHit(_ i: Int, _ row: Int) {
    let cost = costs[i]
    tallies.addHit(i, cost: cost)
    postings[Kind.avoided.rawValue &* modelCount &+ Int(models[row])].add(cost)
  }

  /// Asks for the memory of requests that will be counted.
  @inline(__always)
  func prefetch(_ rows: Range<Int>) {
    costs.prefetch(rows)
    tallies.prefetch(rows)
  }

  /// Posts the call of a request.
  @inline(__always)
  func post(_ kind: Kind, _ i: Int) { postings[kind.rawValue &* modelCount &+ model(i)].add(costs[i]) }

  /// Posts a try that was turned away, which costs nothing.
  func postRetry(_ i: Int) { postings[Kind.retries.rawValue * modelCount + model(i)].add(0) }

  /// Books a miss of what had expired `lateness` microseconds before.
  @inline(__always)
  mutating func recordLate(_ lateness: Int64, _ i: Int) {
    var step = 0
    // Without a branch, as nothing tells which step it will be.
    for index in latenessSteps.indices { step &+= lateness > latenessSteps[index] ? 1 : 0 }
    self.lateness[step].add(costs[i])
  }

  var late: [Ledger.Posting] { lateness.indices.map { lateness[$0] } }

  var ledger: Ledger {
    func all(_ kind: Kind) -> [Ledger.Posting] { (0..<modelCount).map { postings[kind.rawValue * modelCount + $0] } }
    var ledger = Ledger(models: modelCount)
    (ledger.made, ledger.avoided, ledger.refused) = (all(.made), all(.avoided), all(.refused))
    (ledger.refreshes, ledger.warming, ledger.retries) = (all(.refreshes), all(.warming), all(.retries))
    return ledger
  }
}
