import Caching
import Traces
import Units

@testable import Simulation

/// The slow, obviously right model: one list of events in the order of law 3, dictionaries, no cleverness. The engine must agree with it,
/// request by request. Only the draws, the keys and the size of an entry are shared with the engine.
struct Model {
  /// The kinds of events, in the order of law 3.
  enum Kind: Int { case completion, visibility, scheduled, lockTimeout, look, givingUp, attempt, arrival, expiry }

  enum Action {
    case land(Call)
    case appear(Write)
    case happen(Int)
    case stopWaiting(Follower)
    case look(Follower)
    case giveUp(Call)
    case attempt(Call)
    case arrive(Int)
    case expire
  }

  struct Event {
    var time: Int64
    var kind: Kind
    var sequence: Int
    var action: Action
    var order: [Int64] { [time, Int64(kind.rawValue), Int64(sequence)] }
  }

  /// Where an entry is: on a side, at a place, under a key.
  struct Slot: Hashable {
    var side: Int
    var place: Int
    var key: UInt32
  }

  struct Entry {
    var answer: Int
    var born: Int64
    var deadline: Int64?
    var life: Int64?
    /// No hit prolongs its life beyond.
    var limit: Int64?
    /// The number of the write that it is, or came from.
    var write: Int
    /// The number of its own fill: its age.
    var birth: Int
    var isReplica: Bool
    var bytes: Int
  }

  struct Store {
    var entries: [Slot: Entry] = [:]
    /// The next to be evicted first, all places together.
    var queue: [Slot] = []
    var nothingUntil: [Slot: Int64] = [:]
    var written: [Slot: Int64] = [:]
    var refreshing: Set<Slot> = []
    var downUntil: [Int: Int64] = [:]
    var downTime: [Int: Int64] = [:]
    /// How many have expired and stay until Redis's active expiry comes by, by shard, and when it does.
    var lingering: [Int: Int] = [:]
    var meets: [Slot: Int64] = [:]
    var fills = 0
    var counts = EntryFacts()
    var use = UseFacts()
  }

  struct EntryFacts: Equatable {
    var fills = 0, replicas = 0, dropped = 0, replaced = 0, expired = 0, evicted = 0, evictedDead = 0, invalidated = 0, resident = 0
  }

  struct UseFacts: Equatable { var reads = 0, nullReads = 0, deletes = 0, peakBytes = 0, peakEntries = 0, byteMicroseconds: Int64 = 0 }
  struct PostingFacts: Equatable { var calls = 0, unpriced = 0, nanodollars: Int64 = 0 }

  /// A write on its way to the other places.
  struct Write {
    var tier: Int
    var slot: Slot
    var entry: Entry
    var epoch: Int
  }

  final class Follower {
    let request: Int
    let start: Int64
    let inHand: (tier: Int, answer: Int)?
    var isWaiting = true
    init(_ request: Int, start: Int64, inHand: (tier: Int, answer: Int)?) {
      (self.request, self.start, self.inHand) = (request, start, inHand)
    }
  }

  final class Call {
    enum Kind { case request, refresh, warming }
    enum State { case trying, queued, running, over }
    let request: Int
    let sequence: Int
    let kind: Kind
    var outcome = Outcome.miss
    var cause = Cause.none
    var stores = false
    var wasLookedUp = false
    var fails = false
    var epoch = 0
    var side = 0
    /// The key and domain in which others may wait for it.
    var flight: Slot?
    var followers: [Follower] = []
    var refreshes: (tier: Int, slot: Slot)?
    var inHand: (tier: Int, answer: Int)?
    var tries = 0
    var state = State.trying
    init(_ request: Int, _ sequence: Int, _ kind: Kind) { (self.request, self.sequence, self.kind) = (request, sequence, kind) }
  }

  struct Loss {
    var time: Int64
    var cause: Cause
  }

  let strategy: Strategy
  let traffic: Traffic
  let requests: Requests
  let draws: Draws
  /// The keys as the strategy numbers them, and what they are compared with; tested by themselves.
  let plan: KeyPlan
  /// The place of each request in each tier, and the domain in which it shares flights.
  let places: [[Int]]
  let domains: [Int]
  let end: Int64

  var events: [Event] = []
  var stores: [Store]
  var asked: Set<UInt32> = []
  var unscopedAsked: Set<UInt32> = []
  var textsAsked: Set<UInt32> = []
  var underWay: [UInt32: Int] = [:]
  var losses: [UInt32: [Loss]] = [:]
  var flights: [Slot: Call] = [:]
  var invalidations: [Int] = []
  var side = 0
  var spreads = 0
  var warmed = 0
  var buckets: [Int: Buckets] = [:]
  var mutation: Mutation?

  var outcome: [Outcome]
  var cause: [Cause]
  var tier: [UInt8]
  var latency: [Int64]
  var answer: [Int]
  var made: [UInt32: PostingFacts] = [:]
  var avoided: [UInt32: PostingFacts] = [:]
  var refused: [UInt32: PostingFacts] = [:]
  var refreshes: [UInt32: PostingFacts] = [:]
  var warming: [UInt32: PostingFacts] = [:]
  var retries = 0
  var late: [Int64] = []
  var semantic = SemanticUse()

  init(_ strategy: Strategy, _ traffic: Traffic, seed: UInt64, mutation: Mutation? = nil) {
    self.strategy = strategy
    self.traffic = traffic
    self.mutation = mutation
    requests = traffic.trace.requests
    let draws = Draws(seed: seed)
    self.draws = draws
    plan = KeyPlan(strategy, traffic, nil, draws)
    func place(_ routing: Places.Routing) -> [Int] { routing.route(traffic.trace, draws).places.map { Int($0) } }
    places = strategy.tiers.map { place($0.places.routing) }
    switch strategy.flights.singleFlight {
    case .none, .global: domains = place(.one)
    case .place: domains = places.first ?? []
    case .process(let count): domains = place(.request(count))
    }
    let count = requests.count
    stores = strategy.tiers.map { _ in Store() }
    outcome = Array(repeating: .bypass, count: count)
    cause = Array(repeating: .none, count: count)
    tier = Array(repeating: 0, count: count)
    latency = Array(repeating: 0, count: count)
    answer = Array(0..<count)
    end = requests.arrival.last ?? 0
    for i in 0..<count { at(requests.arrival[i], .arrival, i, .arrive(i)) }
    let start = requests.arrival.first ?? 0
    for (index, event) in strategy.events.enumerated() {
      var time = event.at.time(start: start)
      if let every = event.every?.count { while time + every <= start { time += every } }
      if time <= end { at(time, .scheduled, index, .happen(index)) }
    }
  }

  mutating func run() {
    var now = requests.arrival.first ?? 0
    while events.contains(where: { if case .expire = $0.action { false } else { true } }) {
      let next = events.indices.min { events[$0].order.lexicographicallyPrecedes(events[$1].order) } ?? 0
      let event = events.remove(at: next)
      for s in stores.indices { stores[s].use.byteMicroseconds += Int64(billed(s)) * max(0, until(event.time) - until(now)) }
      now = max(now, event.time)
      switch event.action {
      case .land(let call): land(call, at: event.time)
      case .appear(let write): appear(write, at: event.time)
      case .happen(let index): happen(index, at: event.time)
      case .stopWaiting(let follower): stopWaiting(follower, at: event.time)
      case .look(let follower): look(follower, at: event.time)
      case .giveUp(let call): giveUp(call, at: event.time)
      case .attempt(let call): attempt(call, at: event.time)
      case .arrive(let i): arrive(i, at: event.time)
      case .expire: expire(at: event.time)
      }
      for s in stores.indices where event.time <= end {
        stores[s].use.peakBytes = max(stores[s].use.peakBytes, billed(s))
        stores[s].use.peakEntries = max(stores[s].use.peakEntries, stores[s].entries.values.count { !$0.isReplica })
      }
    }
    for s in stores.indices { stores[s].counts.resident = stores[s].entries.count }
  }

  /// A moment as storage is billed up to it: the last arrival ends that (law 23).
  private func until(_ time: Int64) -> Int64 { mutation == .storageIsBilledToTheEnd ? time : min(time, end) }

  mutating func at(_ time: Int64, _ kind: Kind, _ sequence: Int, _ action: Action) {
    var sequence = sequence
    var kind = kind
    if mutation == .laterOrdinalsLandFirst, kind == .completion { sequence = -sequence }
    if mutation == .arrivalsComeFirst, kind == .completion { kind = .expiry }
    events.append(Event(time: time, kind: kind, sequence: sequence, action: action))
  }

  func slot(_ i: Int, _ s: Int) -> Slot { Slot(side: side, place: places[s][i], key: plan.ids[i]) }

  mutating func lose(_ key: UInt32, _ cause: Cause, at time: Int64) { losses[key, default: []].append(Loss(time: time, cause: cause)) }

  func logged(_ time: Int64, _ i: Int) -> Int64 {
    requests.flags[i].contains(.batch) && mutation != .batchRowsHaveLatencies ? Replay.noLatency : time
  }

  func model(_ i: Int) -> UInt32 { traffic.trace.parameters[.model]?[Int(requests.parameters[i])] ?? 0 }

  func duration(_ i: Int) -> Int64 { strategy.upstream.isUnlimited ? traffic.duration[i] : traffic.serviceTime[i] }
}

extension Model.PostingFacts {
  mutating func add(_ cost: Int64, _ mutation: Mutation?) {
    calls += 1
    if cost == Traffic.unpriced { unpriced += mutation == .unpricedIsFree ? 0 : 1 } else { nanodollars += cost }
  }

  init(_ posting: Ledger.Posting) {
    self.init(calls: posting.calls, unpriced: posting.unpriced, nanodollars: posting.nanodollars)
  }
}
