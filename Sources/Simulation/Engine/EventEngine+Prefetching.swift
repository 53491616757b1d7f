import Traces

extension EventEngine {
  /// Asks for the memory of requests to come, and does not wait for it: otherwise a replay does little else.
  @inline(__always)
  mutating func prefetch(beside i: Int) {
    let (soon, verySoon) = (i &+ 16, i &+ 8)
    if soon < ids.count, ids[soon] != Keys.none {
      states.prefetch(Int(ids[soon]))
      for index in tiers.indices {
        tiers[index].prefetch(slot(soon, index))
        if hasElsewhere { tiers[index].plan.prefetchOccurrences(of: ids[soon]) }
      }
      if flights.isOn { flights.prefetch(soon) }
    }
    if verySoon < ids.count, ids[verySoon] != Keys.none {
      for index in tiers.indices {
        tiers[index].prefetchNeighbours(slot(verySoon, index))
        if hasElsewhere { tiers[index].prefetchOccurrences(of: ids[verySoon]) }
      }
    }
  }

  /// Asks for the memory of requests some way behind, as ``PlainReplay`` does.
  @inline(__always)
  mutating func prefetchColumns(ahead i: Int) {
    let rows = i &+ 256..<i &+ (256 &+ 16)
    arrivals.prefetch(rows)
    flags.prefetch(rows)
    parameters.prefetch(rows)
    answerBytes.prefetch(rows)
    durations.prefetch(rows)
    books.prefetch(rows)
    guard hasTiers else { return }
    ids.prefetch(rows)
    if !unscoped.isEmpty { unscoped.prefetch(rows) }
    if !texts.isEmpty { texts.prefetch(rows) }
    for index in tiers.indices where tiers[index].plan.placeCount > 1 { tiers[index].plan.slots.prefetch(rows) }
  }
}
