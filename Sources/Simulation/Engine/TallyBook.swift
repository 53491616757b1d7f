import Caching

/// Tallies that grow while a replay runs, or after it, in flat arrays by group.
struct TallyBook: ~Copyable {
  private struct Sums: BitwiseCopyable {
    var total: Int128 = 0
    var greatest: Int64 = 0
    var rescued = 0
  }

  private let groups: Column<UInt32>
  private let isGrouped: Bool
  private let count: Int
  /// By group, then as ``Tally/index(_:_:)``.
  private let postings: Cells<Ledger.Posting>
  /// By group, then by step of the distribution.
  private let steps: Cells<UInt32>
  private let sums: Cells<Sums>
  /// Steps to be counted, in a ring: the memory of each is asked for, and it is counted when it is there. Behind them, whose turn it is.
  private let waiting: Cells<UInt32>
  /// Hits that all take equally long, by group.
  private let equalHits: Cells<Ledger.Posting>
  private let arena: Arena
  private let places = Tally.places
  private let stepCount = LatencyDistribution.stepCount

  /// - Parameters:
  ///   - groups: of each request, below `count`; empty for one group of all.
  ///   - count: how many there are; each takes 130 kB.
  init(groups: [UInt32], count: Int) {
    var arena = Arena()
    self.groups = arena.column(groups)
    isGrouped = !groups.isEmpty
    self.count = count
    postings = arena.cells(repeating: Ledger.Posting(), count: count * places)
    // One more, of nothing, which waits where nothing else does.
    steps = arena.cells(repeating: 0, count: count * stepCount + 1)
    waiting = arena.cells(repeating: UInt32(count * stepCount), count: Self.ring + 1)
    waiting[Self.ring] = 0
    sums = arena.cells(repeating: Sums(), count: count)
    equalHits = arena.cells(repeating: Ledger.Posting(), count: count)
    self.arena = arena
  }

  /// Asks for the memory of requests that will be counted.
  @inline(__always)
  func prefetch(_ rows: Range<Int>) { if isGrouped { groups.prefetch(rows) } }

  /// Counts a hit, word for word, of those that all take equally long.
  @inline(__always)
  func addHit(_ i: Int, cost: Int64) { equalHits[isGrouped ? Int(groups[i]) : 0].add(cost) }

  /// Counts one request.
  @inline(__always)
  func add(_ i: Int, _ outcome: Outcome, _ cause: Cause, cost: Int64, latency: Int64, failed: Bool) {
    let group = isGrouped ? Int(groups[i]) : 0
    postings[group &* places &+ Tally.index(outcome, cause)].add(cost)
    if failed, outcome.isAnswered { sums[group].rescued &+= 1 }
    guard latency != Replay.noLatency else { return }
    let clamped = LatencyDistribution.clamped(latency)
    countStep(group &* stepCount &+ LatencyDistribution.step(of: clamped))
    sums[group].total &+= Int128(latency)
    if clamped > sums[group].greatest { sums[group].greatest = clamped }
  }

  private static var ring: Int { 16 }

  /// Counts the step that was met some steps ago, and lets this one wait.
  @inline(__always)
  private func countStep(_ step: Int) {
    steps.prefetch(step)
    let turn = Int(waiting[Self.ring])
    steps[Int(waiting[turn])] &+= 1
    waiting[turn] = UInt32(truncatingIfNeeded: step)
    waiting[Self.ring] = UInt32(truncatingIfNeeded: (turn &+ 1) % Self.ring)
  }

  /// What has been counted.
  ///
  /// - Parameter hitTime: how long the hits took that all took equally long.
  func tallies(hitTime: Int64 = 0) -> [Tally] {
    let clamped = LatencyDistribution.clamped(hitTime)
    for turn in 0..<Self.ring {
      steps[Int(waiting[turn])] &+= 1
      waiting[turn] = UInt32(count * stepCount)
    }
    return (0..<count).map { group in
      let equal = equalHits[group]
      equalHits[group] = Ledger.Posting()
      if equal.calls > 0 {
        postings[group * places + Tally.index(.hit, .exact)].add(equal)
        steps[group * stepCount + LatencyDistribution.step(of: clamped)] &+= UInt32(truncatingIfNeeded: equal.calls)
        sums[group].total += Int128(hitTime) * Int128(equal.calls)
        sums[group].greatest = max(sums[group].greatest, clamped)
      }
      let steps = steps[group * stepCount..<(group + 1) * stepCount]
      let hasLatencies = sums[group].greatest > 0 || steps[LatencyDistribution.step(of: 0)] > 0
      return Tally(
        postings: Array(postings[group * places..<(group + 1) * places]),
        latencies: hasLatencies ? LatencyDistribution(counts: Array(steps), total: sums[group].total, greatest: sums[group].greatest) : nil,
        rescued: sums[group].rescued)
    }
  }
}
