import Caching
import Traces
import Units

@testable import Simulation

extension Model {
  mutating func arrive(_ i: Int, at now: Int64) {
    guard !strategy.tiers.isEmpty else { return depart(i, .bypass, .none, at: now, start: now) }
    if mutation == .failuresAreNotRescued, requests.flags[i].contains(.failed) { return depart(i, .bypass, .none, at: now, start: now) }
    if let refusal = bypass(i, at: now) { return depart(i, .bypass, refusal, at: now, start: now) }
    if asks(i, for: .refresh) {
      ask(i)
      return depart(i, .bypass, .control, at: now, start: now, isLookedUp: true)
    }
    var time: Int64 = 0
    var inHand: (tier: Int, answer: Int)?
    var why: [Cause] = []
    for (s, rules) in strategy.tiers.enumerated() where rules.answersByKey {
      let slot = slot(i, s)
      let entry = stores[s].entries[slot]
      let isFresh = entry.map { now <= ($0.deadline ?? .max) - (mutation == .lastInstantIsDead ? 1 : 0) } ?? false
      if isDown(s, slot, at: now) {
        time += stores[s].downTime[shard(s, slot)] ?? 0
        if isFresh { why.append(.outage) }
        continue
      }
      stores[s].use.reads += 1
      let isKnownAbsent = stores[s].nothingUntil[slot].map { now <= $0 } ?? false
      let isYoung = entry.map { maximumAge(i).map { [born = $0.born] age in now - born <= age } ?? true } ?? false
      let isStale = entry.map { !isFresh && grace($0.answer, s) > 0 && now <= $0.deadline! + grace($0.answer, s) } ?? false
      if !isKnownAbsent, isFresh, isYoung, let entry {
        hit(i, s, slot, entry, at: now, after: time + lookUp(i, s, found: true))
        return
      }
      if !isKnownAbsent, isStale, isYoung, let entry {
        stale(i, s, slot, entry, at: now, after: time + lookUp(i, s, found: true))
        return
      }
      stores[s].use.nullReads += 1
      time += lookUp(i, s, found: false)
      if isKnownAbsent {
        if isFresh { why.append(.negative) }
      } else if isFresh {
        why.append(.tooOld)
      } else if let entry, isYoung, rules.stale.ifError > .zero, now <= entry.deadline! + rules.stale.ifError.count {
        if inHand == nil, mutation != .whatIsInHandIsForgotten { inHand = (s, entry.answer) }
      } else {
        if let entry, rules.removal != .exact, now > end(of: entry, s) { remove(slot, s, .expired, at: now) }
        if mutation != .missesForgetNegatives, let negative = rules.negative { stores[s].nothingUntil[slot] = now + negative.count }
      }
    }
    var undecided = Outcome.miss
    if strategy.semantic != nil {
      switch searchByMeaning(i, at: now, time: &time) {
      case .hit: return
      case .undetermined: undecided = .undetermined
      default: break
      }
    }
    let (cause, since) = (mutation == .tiersDoNotSayWhy ? nil : why.first).map { ($0, now) } ?? missCause(i, at: now)
    ask(i)
    if strategy.flights.singleFlight != .none, let call = joinable(flight(i)) {
      let follower = Follower(i, start: now + time, inHand: inHand)
      call.followers.append(follower)
      if let patience = strategy.flights.lockTimeout { at(now + time + patience.count, .lockTimeout, i, .stopWaiting(follower)) }
      return
    }
    if cause == .expired { late.append(now - since) }
    depart(i, undecided, cause, at: now, start: now + time, isLookedUp: true, leads: true, inHand: inHand)
  }

  private mutating func hit(_ i: Int, _ s: Int, _ slot: Slot, _ found: Entry, at now: Int64, after time: Int64) {
    serve(s, slot, at: now)
    outcome[i] = .hit
    record(i, kind(found.answer, i), tier: s + 1, latency: time, answer: found.answer)
    avoided[model(i), default: .init()].add(traffic.cost[i], mutation)
    copyAbove(i, s, stores[s].entries[slot] ?? found, at: now)
  }

  mutating func copyAbove(_ i: Int, _ s: Int, _ entry: Entry, at now: Int64) {
    for above in 0..<s where fits(entry.answer, above) && mutation != .hitsAreNotCopied {
      switch strategy.tiers[above].fill.onHitBelow {
      case .never: break
      case .remaining:
        write(
          above, slot(i, above), entry.answer, by: i, at: now, isCopy: true, atMost: mutation == .copiesLiveAnew ? nil : entry.deadline,
          born: entry.born)
      case .fresh: write(above, slot(i, above), entry.answer, by: i, at: now, isCopy: true, atMost: nil, born: entry.born)
      }
    }
  }

  private mutating func stale(_ i: Int, _ s: Int, _ slot: Slot, _ entry: Entry, at now: Int64, after time: Int64) {
    let rules = strategy.tiers[s].stale
    let isUnderWay =
      stores[s].refreshing.contains(slot) || (strategy.flights.singleFlight != .none && joinable(flight(i)) != nil)
    let isFetched = isUnderWay && mutation != .refreshesPileUp
    if !isFetched, rules.refresh == .byFirst {
      stores[s].use.nullReads += 1
      late.append(now - entry.deadline!)
      let keeps = rules.ifError > .zero && now <= entry.deadline! + rules.ifError.count
      depart(
        i, .miss, .expired, at: now, start: now + time, isLookedUp: true, leads: true, refreshes: (s, slot),
        inHand: keeps ? (s, entry.answer) : nil)
      return
    }
    serve(s, slot, at: now)
    outcome[i] = .stale
    record(i, kind(entry.answer, i), tier: s + 1, latency: time, answer: entry.answer)
    avoided[model(i), default: .init()].add(traffic.cost[i], mutation)
    if isFetched { return }
    let call = Call(i, i, .refresh)
    call.stores = isStorable(i)
    call.refreshes = (s, slot)
    if mutation == .refreshesAreMade {
      made[model(i), default: .init()].add(traffic.cost[i], mutation)
    } else {
      refreshes[model(i), default: .init()].add(traffic.cost[i], mutation)
    }
    begin(call, at: now, start: now + time, leads: true)
  }

  /// An entry is used: it goes to the end of its queue, and its life begins anew where that slides.
  mutating func serve(_ s: Int, _ slot: Slot, at now: Int64) {
    if case .sliding = strategy.tiers[s].expiry, let entry = stores[s].entries[slot], let deadline = entry.deadline, now <= deadline {
      if let life = entry.life, mutation != .livesDoNotSlide {
        var renewed = entry
        renewed.deadline = min(now + life, entry.limit ?? .max)
        stores[s].entries[slot] = renewed
        at(end(of: renewed, s), .expiry, 0, .expire)
      }
    }
    if strategy.tiers[s].policy == .lru, mutation != .hitsDoNotRefresh {
      stores[s].queue.removeAll { $0 == slot }
      stores[s].queue.append(slot)
    }
  }

  mutating func record(_ i: Int, _ why: Cause, tier s: Int, latency time: Int64, answer a: Int) {
    cause[i] = why
    tier[i] = UInt8(s)
    latency[i] = logged(time, i)
    answer[i] = a
  }

  private mutating func ask(_ i: Int) {
    guard asked.insert(plan.ids[i]).inserted else { return }
    if !plan.unscoped.isEmpty { unscopedAsked.insert(plan.unscoped[i]) }
    if !plan.texts.isEmpty { textsAsked.insert(plan.texts[i]) }
  }

  private func missCause(_ i: Int, at now: Int64) -> (Cause, since: Int64) {
    let key = plan.ids[i]
    if underWay[key, default: 0] > 0 { return (.inFlight, now) }
    var losses = losses[key] ?? []
    for (s, store) in stores.enumerated() {
      for (slot, entry) in store.entries where slot.key == key {
        if let deadline = entry.deadline, deadline < now {
          losses.append(Loss(time: deadline, cause: .expired))
        } else if strategy.tiers[s].answersByKey, slot != self.slot(i, s) {
          return (.otherPlace, now)
        }
      }
    }
    // What happened last counts; of what happened at one instant, expiry, then what came later.
    let last = losses.enumerated().max { a, b in
      let (x, y) = (a.element, b.element)
      if x.time != y.time { return x.time < y.time }
      if (x.cause == .expired) != (y.cause == .expired) { return y.cause == .expired }
      return a.offset < b.offset
    }
    if mutation == .theFirstLossCounts, let first = losses.first { return (first.cause, first.time) }
    if let last { return (last.element.cause, last.element.time) }
    if !asked.contains(key) {
      if !plan.unscoped.isEmpty, unscopedAsked.contains(plan.unscoped[i]) { return (.otherScope, now) }
      if !plan.texts.isEmpty, textsAsked.contains(plan.texts[i]) { return (.fieldDiffers, now) }
    }
    return (.cold, now)
  }

  func kind(_ answer: Int, _ i: Int) -> Cause {
    if !plan.whole.isEmpty, plan.whole[answer] != plan.whole[i], mutation != .collisionsAreExact { return .collision }
    return plan.wordings.isEmpty || plan.wordings[answer] == plan.wordings[i] ? .exact : .near
  }

  private func lookUp(_ i: Int, _ s: Int, found: Bool) -> Int64 {
    let rules = strategy.tiers[s]
    if mutation == .missesAreFree, !found { return 0 }
    return (found ? rules.latency : rules.missLatency ?? rules.latency).draw(draws, ordinal: UInt64(i), stage: UInt64(s))
  }

  func maximumAge(_ i: Int) -> Int64? {
    guard strategy.eligibility.controls.maximumAge, mutation != .agesAreIgnored, !traffic.asked.maximumAge.isEmpty else { return nil }
    return traffic.asked.maximumAge[i] < 0 ? nil : traffic.asked.maximumAge[i]
  }

  private func asks(_ i: Int, for meaning: ControlRules.Meaning) -> Bool {
    let controls = strategy.eligibility.controls
    let flags = requests.flags[i]
    return (flags.contains(.skipCache) && controls.skip == meaning) || (flags.contains(.refreshCache) && controls.refresh == meaning)
      || (flags.contains(.noStore) && controls.noStore == meaning)
  }

  func bypass(_ i: Int, at now: Int64) -> Cause? {
    let trace = traffic.trace
    let row = Int(requests.parameters[i])
    let flags = requests.flags[i]
    let rules = strategy.eligibility
    let start = requests.arrival.first ?? 0
    let endpoint = trace.endpoints[row]
    if !(rules.endpoints.map { $0.contains(endpoint) } ?? endpoint.isGeneration) { return .endpoint }
    if plan.ids[i] == Keys.none || flags.contains(.noContent) { return .noContent }
    if flags.contains(.missingContext), !strategy.key.fields.isDisjoint(with: [.messages, .earlierTurns]) { return .noContent }
    for period in rules.switchedOff where period.from.time(start: start) <= now {
      if period.until.map({ now < $0.time(start: start) }) ?? true { return .switchedOff }
    }
    if !rules.rollout.steps.isEmpty {
      let step = rules.rollout.steps.filter { $0.from.time(start: start) <= now }.max {
        $0.from.time(start: start) < $1.from.time(start: start)
      }
      let caller = requests.caller.firstIndex(of: requests.caller[i]) ?? i
      let unit = draws.unit(UInt64(rules.rollout.unit == .caller && mutation != .callersAreDrawnAnew ? caller : i), Stage.rollout)
      if unit >= step?.share ?? 0 { return .rollout }
    }
    if mutation != .controlsComeLast, asks(i, for: .skip) { return .control }
    if rules.controls.onlyOnRequest, !traffic.asked.cache[i] { return .control }
    for (field, names) in [(KeyField.team, rules.teams), (.organisation, rules.organisations)] {
      let named = Dictionary(uniqueKeysWithValues: (names ?? []).map { ($0, Microseconds.zero) })
      if names != nil, tenant(i, field, named) == nil, mutation != .strangersAreCached { return .tenant }
    }
    if let models = rules.models, !models.contains(trace.name(.model, parameters: row)) { return .model }
    let temperature = trace.temperatures[Int(trace.parameters[.temperature]?[row] ?? 0)] ?? rules.defaultTemperature
    if let limit = rules.maximumTemperature, temperature > limit { return .temperature }
    if let cached = rules.classes, let classifier = strategy.classifier {
      let number = Int(traffic.classes[classifier]?[i] ?? 0)
      if number == 0 || !cached.contains(classifier.classes[number - 1].name) { return .queryClass }
    }
    if !rules.streams, flags.contains(.streamed) { return .stream }
    if !rules.tools, trace.parameters[.tools]?[row] != 0 || flags.contains(.calledTools) { return .tools }
    if let most = rules.maximumMessages, traffic.messages[i] > most { return .tooLong }
    if let most = rules.maximumInputTokens, requests.usage(i).input > most { return .tooLong }
    if let least = rules.minimumInputTokens, requests.usage(i).input < least { return .tooShort }
    if !traffic.apart.isEmpty, traffic.apart[i] != .none, mutation != .whatStandsApartIsCached {
      let isLetIn = traffic.apart[i] == .regeneration ? rules.regenerations : traffic.apart[i] == .agentLoop && rules.agentLoops
      if !isLetIn { return traffic.apart[i] }
    }
    if asks(i, for: .skip) { return .control }
    return nil
  }

  /// Whether the answer of a request can be stored anywhere.
  func isStorable(_ i: Int) -> Bool {
    let flags = requests.flags[i]
    if flags.contains(.failed) || (asks(i, for: .noStore) && mutation != .noStoreStores) { return false }
    if flags.contains(.unfinishedAnswer), !strategy.eligibility.storesUnfinished, mutation != .unfinishedIsStored { return false }
    let uses = (0...i).count { plan.ids[$0] == plan.ids[i] && (mutation == .allAsksAreUses || bypass($0, at: requests.arrival[$0]) == nil) }
    if uses < strategy.eligibility.minimumUses { return false }
    return stores.indices.contains { strategy.tiers[$0].fill.onMiss && fits(i, $0) && life(i, $0, isCopy: false) != 0 }
  }
}
