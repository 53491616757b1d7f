import Caching
import Traces
import Units

@testable import Simulation

extension Model {
  /// How long after its end an answer is given while it is fetched anew.
  func grace(_ answer: Int, _ s: Int) -> Int64 {
    let rules = strategy.tiers[s].stale
    if mutation == .windowsAreTheTiers { return rules.whileRevalidating.count }
    if let classifier = strategy.classifier, let number = traffic.classes[classifier]?[answer], number > 0,
      let window = rules.byClass[classifier.classes[Int(number) - 1].name]
    {
      return window.count
    }
    return (rules.byModel[traffic.trace.model(answer)] ?? rules.whileRevalidating).count
  }

  /// The last instant of an entry in memory.
  func end(of entry: Entry, _ s: Int) -> Int64 {
    entry.deadline.map { $0 + max(grace(entry.answer, s), strategy.tiers[s].stale.ifError.count) } ?? .max
  }

  /// The TTL of the answer to a request, before jitter; `nil` for never.
  func life(_ i: Int, _ s: Int, isCopy: Bool) -> Int64? {
    let rules = strategy.tiers[s]
    let lifetime = rules.lifetime
    var chosen: Int64?
    switch rules.expiry {
    case .never: chosen = nil
    case .fixed(let ttl), .sliding(let ttl): chosen = ttl.count
    }
    if let ttl = lifetime.byModel[traffic.trace.model(i)] { chosen = ttl.count }
    let ofModel = lifetime.byModel[traffic.trace.model(i)]?.count
    if let classifier = strategy.classifier, let number = traffic.classes[classifier]?[i], number > 0,
      let ttl = lifetime.byClass[classifier.classes[Int(number) - 1].name]
    {
      chosen = ttl.count
    }
    if mutation == .modelsBeatClasses, let ofModel { chosen = ofModel }
    let ofClass = chosen
    if let ttl = tenant(i, .organisation, lifetime.byOrganisation) { chosen = ttl.count }
    if let ttl = tenant(i, .team, lifetime.byTeam) { chosen = ttl.count }
    if mutation == .tenantsAreIgnored { chosen = ofClass }
    if lifetime.fromRequest, !traffic.asked.ttl.isEmpty, traffic.asked.ttl[i] >= 0 { chosen = traffic.asked.ttl[i] }
    if isCopy, let ttl = rules.fill.copyTTL { chosen = ttl.count }
    if let shortest = lifetime.shortest, mutation != .clampsAreIgnored { chosen = chosen.map { max($0, shortest.count) } }
    if let longest = lifetime.longest { chosen = min(chosen ?? .max, longest.count) }
    if lifetime.inWholeSeconds { chosen = chosen.map { $0 - $0 % 1_000_000 } }
    return chosen
  }

  /// What is written for the tenant of a request: under its very name, else under the pattern with the most letters that fits.
  func tenant(_ i: Int, _ field: KeyField, _ spans: [String: Microseconds]) -> Microseconds? {
    let name = traffic.trace.names[field]?[Int(traffic.trace.callers[field]?[Int(requests.caller[i])] ?? 0)] ?? ""
    if let span = spans[name] { return span }
    func fits(_ pattern: Substring, _ text: Substring) -> Bool {
      guard let first = pattern.first else { return text.isEmpty }
      if first == "*" { return fits(pattern.dropFirst(), text) || (!text.isEmpty && fits(pattern, text.dropFirst())) }
      return !text.isEmpty && (first == "?" || first == text.first) && fits(pattern.dropFirst(), text.dropFirst())
    }
    let fitting = spans.keys.filter { !name.isEmpty && fits($0[...], name[...]) }
    func letters(_ pattern: String) -> Int { pattern.count { !"*?".contains($0) } }
    let most = fitting.map(letters).max()
    return fitting.sorted().first { letters($0) == most }.flatMap { spans[$0] }
  }

  @discardableResult
  mutating func write(
    _ s: Int, _ slot: Slot, _ answer: Int, by i: Int, at now: Int64, isCopy: Bool = false, atMost: Int64? = nil, born: Int64? = nil
  ) -> Bool {
    let rules = strategy.tiers[s]
    var ttl = life(answer, s, isCopy: isCopy)
    if ttl == 0 { return false }
    if rules.lifetime.jitter > 0, let own = ttl {
      ttl = max(1, own - Int64(Double(own) * rules.lifetime.jitter * draws.unit(UInt64(i), Stage.jitter + UInt64(s))))
    }
    if isDown(s, slot, at: now) {
      stores[s].counts.dropped += 1
      return false
    }
    if let interval = rules.writeInterval, mutation != .writesAreNotLimited {
      let anywhere = Slot(side: slot.side, place: 0, key: slot.key)
      if let last = stores[s].written[anywhere], now < last + interval.count {
        stores[s].counts.dropped += 1
        return false
      }
      stores[s].written[anywhere] = now
    }
    var entry = Entry(
      answer: answer, born: born ?? now, deadline: ttl.map { min(now + $0, atMost ?? .max) } ?? atMost, life: ttl, write: 0, birth: 0,
      isReplica: false, bytes: size(answer, s))
    if case .sliding = rules.expiry, let age = rules.lifetime.greatestAge, mutation != .livesSlideForEver {
      entry.limit = now + age.count
      entry.deadline = min(entry.deadline ?? .max, now + age.count)
    }
    guard put(entry, s, slot, at: now) else { return false }
    entry = stores[s].entries[slot] ?? entry
    if let delay = rules.places.visibleAfter {
      let write = Write(tier: s, slot: slot, entry: entry, epoch: invalidations.count)
      at(now + delay.count, .visibility, spreads, .appear(write))
      spreads += 1
    }
    return true
  }

  /// Puts an entry into a slot: what was there goes, then what has to go for room.
  private mutating func put(_ new: Entry, _ s: Int, _ slot: Slot, at now: Int64) -> Bool {
    var new = new
    let rules = strategy.tiers[s]
    if rules.removal == .atStore {
      for (other, entry) in stores[s].entries where end(of: entry, s) <= now { remove(other, s, .expired, at: now) }
    }
    if rules.eviction.countsOverwrites { makeRoom(for: new.bytes, s, slot, at: now) }
    let place = mutation == .refillsKeepTheirPlace ? stores[s].queue.firstIndex(of: slot) : nil
    if let old = stores[s].entries[slot] {
      let isAlive = now <= old.deadline ?? .max
      if rules.lifetime.keepsEnd, isAlive { new.deadline = old.deadline }
      let isDead = now > end(of: old, s)
      if !isAlive { lose(slot.key, .expired, at: old.deadline!) }
      stores[s].entries[slot] = nil
      stores[s].queue.removeAll { $0 == slot }
      if stores[s].meets.removeValue(forKey: slot) != nil { stores[s].lingering[shard(s, slot), default: 0] -= 1 }
      if isDead { stores[s].counts.expired += 1 } else { stores[s].counts.replaced += 1 }
    }
    if !rules.eviction.countsOverwrites { makeRoom(for: new.bytes, s, slot, at: now) }
    stores[s].fills += 1
    new.birth = stores[s].fills
    if !new.isReplica { new.write = new.birth }
    stores[s].entries[slot] = new
    stores[s].queue.insert(slot, at: min(place ?? .max, stores[s].queue.count))
    if !new.isReplica { stores[s].nothingUntil[slot] = nil }
    if new.isReplica, mutation != .replicasAreFills { stores[s].counts.replicas += 1 } else { stores[s].counts.fills += 1 }
    if new.deadline != nil { at(end(of: new, s), .expiry, 0, .expire) }
    return true
  }

  private mutating func makeRoom(for bytes: Int, _ s: Int, _ slot: Slot, at now: Int64) {
    guard !hasRoom(for: bytes, s, slot) else { return }
    let block = strategy.tiers[s].eviction.block
    func isFew() -> Bool {
      let here = entries(s, slot)
      switch strategy.tiers[s].capacity {
      case .unlimited: return true
      case .entries(let limit): return here.count <= limit - Int(Double(limit) * block)
      case .bytes(let limit, let overhead):
        let room = limit - overhead.fixedBytes
        return here.reduce(table(s, here.count)) { $0 + $1.bytes } <= room - Int(Double(room) * block)
      }
    }
    while !hasRoom(for: bytes, s, slot) || (block > 0 && !isFew() && mutation != .blocksGoOneByOne) {
      guard let victim = stores[s].queue.first(where: { shard(s, $0) == shard(s, slot) }) else { return }
      let entry = stores[s].entries[victim]
      if let entry, now > end(of: entry, s) { stores[s].counts.evictedDead += 1 }
      remove(victim, s, .evicted, at: now)
    }
  }

  /// An entry leaves. What had expired has expired, however it leaves.
  mutating func remove(_ slot: Slot, _ s: Int, _ why: Cause, at now: Int64) {
    guard let entry = stores[s].entries.removeValue(forKey: slot) else { return }
    if stores[s].meets.removeValue(forKey: slot) != nil { stores[s].lingering[shard(s, slot), default: 0] -= 1 }
    stores[s].queue.removeAll { $0 == slot }
    switch why {
    case .expired: stores[s].counts.expired += 1
    case .evicted: stores[s].counts.evicted += 1
    default: stores[s].counts.invalidated += 1
    }
    if let deadline = entry.deadline, why == .expired || now > deadline {
      lose(slot.key, .expired, at: deadline)
    } else {
      lose(slot.key, why, at: now)
    }
  }

  mutating func expire(at now: Int64) {
    for s in stores.indices where strategy.tiers[s].removal == .exact {
      for (slot, entry) in stores[s].entries where end(of: entry, s) <= now { remove(slot, s, .expired, at: now) }
    }
    for s in stores.indices where strategy.tiers[s].removal == .redis { expireActively(s, at: now) }
  }

  /// What has expired stays until Redis's active expiry comes by.
  private mutating func expireActively(_ s: Int, at now: Int64) {
    for (slot, entry) in stores[s].entries.sorted(by: { $0.value.birth < $1.value.birth }) {
      if let time = stores[s].meets[slot] {
        if time <= now { remove(slot, s, .expired, at: now) }
      } else if end(of: entry, s) <= now {
        let shard = shard(s, slot)
        let unit = draws.unit(UInt64(entry.birth), Stage.expiry + UInt64(s))
        let delay = RedisActiveExpiry.delay(
          keys: entries(s, slot).count, expired: stores[s].lingering[shard, default: 0], unit: unit)
        stores[s].lingering[shard, default: 0] += 1
        stores[s].meets[slot] = now + delay
        at(now + delay, .expiry, 0, .expire)
      }
    }
  }

  /// A write becomes visible at the other places where the key is ever asked.
  mutating func appear(_ write: Write, at now: Int64) {
    let s = write.tier
    if let deadline = write.entry.deadline, now > deadline { return }
    if isInvalidated(write.entry.answer, since: write.epoch, tier: s) { return }
    let others = Set(requests.arrival.indices.filter { plan.ids[$0] == write.slot.key }.map { places[s][$0] }).subtracting([
      write.slot.place
    ])
    for place in others.sorted() {
      let slot = Slot(side: write.slot.side, place: place, key: write.slot.key)
      if mutation != .firstWriteWins, let there = stores[s].entries[slot], there.write > write.entry.write { continue }
      if mutation == .firstWriteWins, stores[s].entries[slot] != nil { continue }
      if isDown(s, slot, at: now) { continue }
      var copy = write.entry
      copy.isReplica = true
      _ = put(copy, s, slot, at: now)
    }
  }

  func shard(_ s: Int, _ slot: Slot) -> Int { slot.place * 2 + slot.side }

  func isDown(_ s: Int, _ slot: Slot, at now: Int64) -> Bool {
    mutation != .tiersNeverFail && (stores[s].downUntil[shard(s, slot)].map { now < $0 } ?? false)
  }

  private func entries(_ s: Int, _ slot: Slot) -> [Entry] {
    stores[s].entries.filter { shard(s, $0.key) == shard(s, slot) }.map(\.value)
  }

  func size(_ i: Int, _ s: Int) -> Int {
    let answer = Int(requests.answerBytes[i])
    guard case .bytes(_, let overhead) = strategy.tiers[s].capacity else { return answer }
    return overhead.entryBytes(answer: answer, expires: strategy.tiers[s].mayExpire)
  }

  private func table(_ s: Int, _ entries: Int) -> Int {
    guard case .bytes(_, let overhead) = strategy.tiers[s].capacity else { return 0 }
    return overhead.tableBytes(entries: entries, expires: strategy.tiers[s].mayExpire)
  }

  /// What is billed: everything but the copies from other places, and the tables of each place.
  func billed(_ s: Int) -> Int {
    let shards = Dictionary(grouping: stores[s].entries.keys) { shard(s, $0) }
    return stores[s].entries.values.reduce(shards.values.reduce(0) { $0 + table(s, $1.count) }) { $0 + ($1.isReplica ? 0 : $1.bytes) }
  }

  private func hasRoom(for bytes: Int, _ s: Int, _ slot: Slot) -> Bool {
    let here = entries(s, slot)
    switch strategy.tiers[s].capacity {
    case .unlimited: return true
    case .entries(let limit): return here.count + 1 <= limit
    case .bytes(let limit, let overhead):
      return here.reduce(bytes) { $0 + $1.bytes } + table(s, here.count + 1) + overhead.fixedBytes <= limit
    }
  }

  func fits(_ i: Int, _ s: Int) -> Bool {
    if let largest = strategy.tiers[s].largestValue, Int(requests.answerBytes[i]) > largest, mutation != .anySizeIsStored { return false }
    guard case .bytes(let limit, let overhead) = strategy.tiers[s].capacity else { return true }
    return size(i, s) + table(s, 1) + overhead.fixedBytes <= limit
  }
}
