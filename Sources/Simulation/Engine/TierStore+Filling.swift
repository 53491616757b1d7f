import Caching
import Traces

extension TierStore {
  // MARK: Storing

  /// Whether an answer of this size can be stored at all (laws 12 and 16).
  @inline(__always)
  func admits(_ answerBytes: UInt32) -> Bool {
    Int(answerBytes) <= largestAnswer && (mostBytes == .max || Int(bytes(answerBytes)) + tableBytes(1) <= mostBytes)
  }

  /// Whether a write may happen now: the place answers, and the key was not written just before (law 18). Drops are counted.
  @inline(__always)
  mutating func accepts(_ slot: UInt32, at now: Int64) -> Bool {
    if shards[shard(slot)].downUntil > now {
      counts.dropped += 1
      return false
    }
    return writeInterval == 0 || isSpaced(slot, at: now)
  }

  private mutating func isSpaced(_ slot: UInt32, at now: Int64) -> Bool {
    let key = Int(plan.key(slot)) + (Int(slot) >= plan.count ? written.count / 2 : 0)
    if written[key] != .min, now < sum(written[key], writeInterval) {
      counts.dropped += 1
      return false
    }
    written[key] = now
    return true
  }

  /// Stores an answer that ``admits(_:)`` lets in: it replaces the slot's entry (law 13), else evicts until there is room (law 16).
  ///
  /// - Parameters:
  ///   - key: that of the slot.
  ///   - life: its TTL; `nil` for never.
  ///   - latest: no later than this does it end: the rest of the life of the entry that it is copied from (law 17).
  ///   - limit: the last instant that hits can prolong its life to; `nil` for as long after now as the tier allows.
  ///   - write: the number of the write that it is a copy of from another place; `nil` for one of its own.
  /// - Returns: the number of the write, or 0 where the policy did not take it.
  @discardableResult
  mutating func store(
    _ slot: UInt32, key: UInt32, answer: UInt32, answerBytes: UInt32, life: Int64?, latest: Int64 = .max, limit: Int64? = nil, born: Int64,
    at now: Int64, write: UInt32? = nil
  ) -> UInt32 {
    if expiresAtStore { expire(before: sum(now, 1), at: now) }
    let shard = shard(slot)
    let size = bytes(answerBytes)
    if countsOverwrites, !makeRoom(for: size, shard, at: now) { return 0 }
    let limit = limit ?? self.limit(at: now)
    var deadline = min(life.map { sum(now, $0) } ?? .max, min(latest, limit))
    let old = entries[Int(slot)]
    if old.birth != 0 {
      if keepsEnd, now <= old.deadline { deadline = old.deadline }
      remove(slot, at: now)
      if now <= end(old) { counts.replaced += 1 } else { counts.expired += 1 }
      if now > old.deadline { states[Int(key)].note(.expired, at: old.deadline) }
    }
    if isBounded {
      let local = local(slot, shard)
      guard evictors.miss(shard, local, size: weight(size)) else { return 0 }
      if !countsOverwrites, !makeRoom(for: size, shard, at: now) { return 0 }
      guard evictors.insert(shard, local, size: weight(size), Use(time: now, deadline: deadline)) else { return 0 }
    }
    births &+= 1
    let number = write ?? births
    entries[Int(slot)] = Entry(deadline: deadline, born: born, answer: answer, birth: births, write: number, answerBytes: answerBytes)
    if hasLives { lives[Int(slot)] = life ?? .max }
    if greatestAge != .max { limits[Int(slot)] = limit }
    if negative > 0, write == nil { nothingUntil[Int(slot)] = .min }
    if queuesEnds, deadline != .max, write == nil || !replicasLinger {
      ends.push(Event(time: end(entries[Int(slot)]), sequence: births, subject: slot))
    }
    members?.insert(slot, answer: answer, birth: births, shard: shard)
    held &+= 1
    if write == nil {
      counts.fills &+= 1
      use.writes &+= 1
      use.transferredBytes &+= Int(answerBytes)
    } else {
      counts.replicas &+= 1
    }
    change(shard, entries: 1, bytes: Int(size), isBilled: write == nil, at: now)
    return number
  }

  /// The last instant to which hits can prolong the life of what is stored now.
  @inline(__always)
  func limit(at now: Int64) -> Int64 { greatestAge == .max ? .max : sum(now, greatestAge) }

  /// Evicts until an entry fits, and more where it is done in blocks; `false` where nothing may go.
  @inline(__always)
  private mutating func makeRoom(for size: UInt32, _ shard: Int, at now: Int64) -> Bool {
    guard isBounded, !hasRoom(for: size, shard) || evictors.wantsMore(shard) else { return true }
    let fewEntries = block == 0 || mostEntries == .max ? Int.max : mostEntries - Int(Double(mostEntries) * block)
    let fewBytes = block == 0 || mostBytes == .max ? Int.max : mostBytes - Int(Double(mostBytes) * block)
    while !hasRoom(for: size, shard) || evictors.wantsMore(shard)
      || (block > 0 && shards[shard].entries > 0 && !isBelow(fewEntries, fewBytes, shard))
    {
      guard let victim = evictors.evict(shard, for: weight(size), at: now) else { return false }
      letGo(victim, shard, at: now)
      if let next = evictors.next(shard) {
        let slot = next + base(shard)
        entries.prefetch(Int(slot))
        states.prefetch(Int(plan.key(slot)))
      }
    }
    return true
  }

  /// After a hit, a policy may let go of something although there is room (W-TinyLFU).
  @inline(never)
  mutating func cool(_ shard: Int, at now: Int64) {
    while evictors.wantsMore(shard), let victim = evictors.evict(shard, for: 0, at: now) { letGo(victim, shard, at: now) }
  }

  private mutating func isBelow(_ entries: Int, _ bytes: Int, _ shard: Int) -> Bool {
    shards[shard].entries <= entries && (bytes == .max || shards[shard].bytes + tableBytes(shards[shard].entries) <= bytes)
  }

  @inline(__always)
  private mutating func hasRoom(for size: UInt32, _ shard: Int) -> Bool {
    guard shards[shard].entries < mostEntries else { return false }
    return mostBytes == .max || shards[shard].bytes + Int(size) + tableBytes(shards[shard].entries + 1) <= mostBytes
  }

  /// An answer is too large to be stored: the policy hears of the miss all the same (law 36).
  mutating func tellMiss(_ slot: UInt32) {
    let shard = shard(slot)
    if isBounded { _ = evictors.miss(shard, local(slot, shard), size: 0) }
  }

  // MARK: Sizes

  @inline(__always)
  mutating func change(_ shard: Int, entries: Int, bytes: Int, isBilled: Bool, at now: Int64) {
    let tables = hasOverhead ? tableBytes(shards[shard].entries + entries) - tableBytes(shards[shard].entries) : 0
    shards[shard].entries &+= entries
    shards[shard].bytes &+= bytes
    if isBilled { meter.change(entries: entries, bytes: bytes &+ tables, at: now) }
  }

  /// A size as policies count it: 1 where the capacity is a number of entries.
  @inline(__always)
  func weight(_ size: UInt32) -> UInt32 { mostBytes == .max ? 1 : size }

  /// What an entry takes.
  @inline(__always)
  func bytes(_ answerBytes: UInt32) -> UInt32 {
    hasOverhead ? UInt32(clamping: overhead.entryBytes(answer: Int(answerBytes), expires: expires)) : answerBytes
  }

  @inline(__always)
  func tableBytes(_ entries: Int) -> Int { hasOverhead ? overhead.tableBytes(entries: entries, expires: expires) : 0 }
}
