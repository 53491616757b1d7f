import Caching
import Traces

extension TierStore {
  /// The end of the first life that ends: nothing has to expire before.
  @inline(__always)
  var nextEnd: Int64 { expiresExactly ? ends.nextTime : .max }

  /// Lets go of all entries whose time in memory ended before `time` (law 3: at the end of its last instant).
  ///
  /// - Parameter now: when they leave; `nil` for when their time ended.
  @inline(never)
  mutating func expire(before time: Int64, at now: Int64? = nil) {
    while ends.nextTime < time, let event = ends.pop() {
      if let later = ends.subject(ahead: 16) {
        entries.prefetch(Int(later))
        plan.prefetchKey(of: later)
      }
      if let later = ends.subject(ahead: 8) { states.prefetch(Int(plan.key(later))) }
      let entry = entries[Int(event.subject)]
      guard entry.birth == event.sequence else { continue }
      let end = end(entry)
      if end > event.time {
        // A hit has prolonged its life.
        if end != .max { ends.push(Event(time: end, sequence: event.sequence, subject: event.subject)) }
      } else if expiresActively, event.time == end {
        let shard = shard(event.subject)
        let later = active.linger(entry.birth, shard: shard, entries: shards[shard].entries, end: end)
        ends.push(Event(time: later, sequence: event.sequence, subject: event.subject))
      } else {
        remove(event.subject, at: now ?? event.time)
        counts.expired &+= 1
        states[Int(plan.key(event.subject))].note(.expired, at: entry.deadline)
      }
    }
  }

  /// What a policy lets go although there is room.
  mutating func sweep(at now: Int64) {
    for shard in 0..<evictors.count {
      while true {
        let fill = fill(shard)
        guard let victim = evictors.overdue(shard, at: now, fill: fill) else { break }
        let slot = victim + base(shard)
        take(slot, at: now)
        counts.evicted += 1
        states[Int(plan.key(slot))].note(.evicted, at: now)
      }
    }
  }

  private mutating func fill(_ shard: Int) -> Double {
    mostBytes == .max
      ? Double(shards[shard].entries) / Double(mostEntries)
      : Double(shards[shard].bytes + tableBytes(shards[shard].entries)) / Double(mostBytes)
  }

  /// Removes every entry that `matches` says, by its slot and answer, as invalidated.
  mutating func removeAll(at now: Int64, as fate: KeyState.Fate, where matches: (UInt32, UInt32) -> Bool) {
    for i in entries.indices where entries[i].birth != 0 && matches(UInt32(i), entries[i].answer) {
      let deadline = entries[i].deadline
      if hasLeft(entries[i], at: now) { counts.expired += 1 } else { counts.invalidated += 1 }
      remove(UInt32(i), at: now)
      let key = Int(plan.key(UInt32(i)))
      if now > deadline { states[key].note(.expired, at: deadline) } else { states[key].note(fate, at: now) }
    }
  }

  /// Empties the slot that a policy has chosen.
  @inline(__always)
  mutating func letGo(_ victim: UInt32, _ shard: Int, at now: Int64) {
    let slot = shard == 0 ? victim : victim + base(shard)
    let entry = entries[Int(slot)]
    take(slot, at: now)
    counts.evicted &+= 1
    if now > end(entry) { counts.evictedDead &+= 1 }
    let key = Int(plan.key(slot))
    if now > entry.deadline { states[key].note(.expired, at: entry.deadline) } else { states[key].note(.evicted, at: now) }
  }

  @inline(__always)
  mutating func remove(_ slot: UInt32, at now: Int64) {
    if isBounded {
      let shard = shard(slot)
      evictors.remove(shard, local(slot, shard), size: weight(bytes(entries[Int(slot)].answerBytes)))
    }
    take(slot, at: now)
  }

  /// Empties a slot that its policy has let go of.
  @inline(__always)
  private mutating func take(_ slot: UInt32, at now: Int64) {
    let entry = entries[Int(slot)]
    entries[Int(slot)].birth = 0
    members?.remove(slot, birth: entry.birth)
    held &-= 1
    if expiresActively, now > end(entry) { active.leave(shard(slot)) }
    change(shard(slot), entries: -1, bytes: -Int(bytes(entry.answerBytes)), isBilled: !entry.isReplica, at: now)
  }
}
