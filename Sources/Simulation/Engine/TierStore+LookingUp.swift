import Caching
import Traces

extension TierStore {
  /// A slot is looked up soon: memory is asked for, and not waited for.
  @inline(__always)
  func prefetch(_ slot: UInt32) {
    entries.prefetch(Int(slot))
    if isBounded, isWhole { evictors.prefetch(0, slot) }
  }

  /// A slot that was prefetched is looked up very soon.
  @inline(__always)
  func prefetchNeighbours(_ slot: UInt32) {
    if isBounded, isWhole { evictors.prefetchNeighbours(0, slot) }
  }

  /// The entries of a key at all places, whose occurrences were prefetched, are looked at very soon.
  @inline(__always)
  func prefetchOccurrences(of key: UInt32) {
    guard plan.placeCount > 1 else { return }
    let occurrences = plan.occurrences(of: key)
    entries.prefetch(Int(plan.slot(at: occurrences.lowerBound)))
    entries.prefetch(Int(plan.slot(at: occurrences.upperBound &- 1)))
  }

  /// Looks a slot up. What is stale is no use yet, ``serve(_:at:)`` makes it one.
  ///
  /// - Parameter oldest: an entry born before is too old for the caller.
  @inline(__always)
  mutating func lookUp(_ slot: UInt32, at now: Int64, oldest: Int64) -> Verdict {
    use.reads &+= 1
    let entry = entries[Int(slot)]
    if negative > 0, nothingUntil[Int(slot)] >= now {
      use.nullReads &+= 1
      return entry.birth != 0 && now <= entry.deadline ? .negative : .nothing
    }
    if entry.birth != 0, now <= entry.deadline, entry.born >= oldest {
      serve(slot, at: now)
      return .fresh
    }
    return met(entry, slot, at: now, oldest: oldest)
  }

  /// What a look-up met that found nothing fresh.
  @inline(never)
  private mutating func met(_ entry: Entry, _ slot: UInt32, at now: Int64, oldest: Int64) -> Verdict {
    guard entry.birth != 0 else {
      use.nullReads &+= 1
      remember(slot, at: now)
      return .nothing
    }
    if now > entry.deadline {
      if entry.born >= oldest, revalidates, isWithin(window.revalidating(entry.answer), of: entry, at: now) { return .stale }
    }
    use.nullReads &+= 1
    if now <= entry.deadline { return .tooOld }
    if entry.born >= oldest, isWithin(window.ifError, of: entry, at: now) { return .ifError }
    if removesWhenMet, now > end(entry) {
      remove(slot, at: now)
      counts.expired += 1
      states[Int(plan.key(slot))].note(.expired, at: entry.deadline)
    }
    remember(slot, at: now)
    return .nothing
  }

  /// Whether what has expired has done so no longer ago than a window, if there is one.
  @inline(__always)
  private func isWithin(_ window: Int64, of entry: Entry, at now: Int64) -> Bool { window > 0 && now <= sum(entry.deadline, window) }

  /// The place remembers for a while that there was nothing.
  @inline(__always)
  private mutating func remember(_ slot: UInt32, at now: Int64) {
    if negative > 0 { nothingUntil[Int(slot)] = sum(now, negative) }
  }

  /// An entry answers: a use, for eviction and for a sliding TTL (law 15), which only what is fresh still has.
  @inline(__always)
  mutating func serve(_ slot: UInt32, at now: Int64) {
    let i = Int(slot)
    if slides, now <= entries[i].deadline, entries[i].deadline != .max || hasLives { prolong(i, at: now) }
    if isBounded {
      let shard = shard(slot)
      if evictors.hit(shard, local(slot, shard), Use(time: now, deadline: entries[i].deadline)) { cool(shard, at: now) }
    }
    use.transferredBytes &+= Int(entries[i].answerBytes)
  }

  private mutating func prolong(_ i: Int, at now: Int64) {
    let life = hasLives ? lives[i] : life.base ?? .max
    guard life != .max else { return }
    let deadline = greatestAge == .max ? sum(now, life) : min(sum(now, life), limits[i])
    let isSooner = deadline < entries[i].deadline
    entries[i].deadline = deadline
    // One that kept the end of the answer before it may have had longer.
    if queuesEnds, isSooner { ends.push(Event(time: end(entries[i]), sequence: entries[i].birth, subject: UInt32(i))) }
  }

  /// A look-up that seemed to answer did not after all.
  mutating func countNull() { use.nullReads += 1 }

  /// Whether an entry is a copy that only lingers.
  @inline(__always)
  func hasLeft(_ entry: Entry, at now: Int64) -> Bool { replicasLinger && entry.isReplica && now > end(entry) }

  /// Whether the entry of a slot is live.
  func isFresh(_ slot: UInt32, at now: Int64) -> Bool { entries[Int(slot)].birth != 0 && now <= entries[Int(slot)].deadline }

  /// Whether a look-up would find a fresh entry.
  func shows(_ slot: UInt32, at now: Int64, oldest: Int64) -> Bool {
    guard negative == 0 || nothingUntil[Int(slot)] < now else { return false }
    return isFresh(slot, at: now) && entries[Int(slot)].born >= oldest
  }

  /// Whether what has expired still answers if a call fails.
  func servesIfError(_ slot: UInt32, at now: Int64) -> Bool {
    let entry = entries[Int(slot)]
    return entry.birth != 0 && now > entry.deadline && isWithin(window.ifError, of: entry, at: now)
  }

  /// Whether a stale entry is being fetched anew.
  @inline(__always)
  func isRefreshing(_ slot: UInt32) -> Bool { refreshing[Int(slot)] }
  @inline(__always)
  mutating func setRefreshing(_ slot: UInt32, _ value: Bool) { refreshing[Int(slot)] = value }
}
