import Caching
import Simulation
import Testing
import Traces
import Units

@testable import Studies

@Suite struct CurvesTests {
  private let log = TinyLog(busyRows(days: 20))

  private func curves(_ division: KeyField? = nil, _ options: CurveOptions = CurveOptions()) -> Curves {
    Curves(log.audited, log.logged.withoutCache, key: .exact, scope: .global, by: division, options: options)
  }

  @Test("every point is a counting replay")
  func points() throws {
    var options = CurveOptions()
    options.policies = [.sieve, .fifo]
    let set = try #require(curves(nil, options).sets.first)
    let countable = CountableRequests(log.logged.withoutCache, key: .exact, scope: .global)
    #expect(set.requests == countable.requests.ids.count && set.requests > 800 && set.mostHits > 100)
    for point in set.entries {
      let replay = CountingReplay(.lru, countable.requests, capacity: .entries(point.amount))
      #expect(set.requests - replay.misses == point.hits)
    }
    #expect(set.entries.last.map { $0.amount == set.keys && $0.hits == set.mostHits } ?? false)
    #expect(set.policies.map(\.policy) == [.sieve, .fifo, .lru, .sieve, .fifo] && set.policies.count { $0.isInBytes } == 3)
    for curve in set.policies {
      #expect(curve.sampled == nil && curve.points.count > 4)
      for point in curve.points {
        let capacity = curve.isInBytes ? Capacity.bytes(point.amount, overhead: .none) : .entries(point.amount)
        let replay = CountingReplay(curve.policy, countable.requests, capacity: capacity, seed: 1)
        #expect(point.ratio.value == 1 - Double(replay.misses) / Double(set.requests) && point.ratio.standardError == 0)
      }
    }
  }

  @Test("an unlimited store with a TTL and no durations is the event replay of it")
  func lives() throws {
    // Answers at once, nothing fails, nothing is apart: there the curve and the replay are one.
    var rows = busyRows(days: 12)
    for index in rows.indices {
      rows[index].duration = 0
      rows[index].flags = [.hasUsage]
      rows[index].user = UInt32(index + 1)
    }
    let log = TinyLog(rows)
    let logged = log.logged
    let set = try #require(
      Curves(log.audited, logged.withoutCache, key: .exact, scope: .global, by: nil, options: CurveOptions()).sets.first)
    #expect(set.requests == rows.count && set.leftOut == 0)
    for life in set.lives {
      let fixed = try Strategy(name: "fixed", tiers: [Tier(expiry: .fixed(life.ttl))]).replay(logged.withoutCache, seed: 1)
      let sliding = try Strategy(name: "sliding", tiers: [Tier(expiry: .sliding(life.ttl))]).replay(logged.withoutCache, seed: 1)
      #expect(fixed.outcome.count { $0 == .hit } == life.fixed, "\(life.ttl.span)")
      // The curve of sliding TTLs is exact to the second.
      #expect(abs(sliding.outcome.count { $0 == .hit } - life.sliding) <= 0, "\(life.ttl.span)")
    }
  }

  @Test("models add up, since keys name the model")
  func byModel() {
    let curves = curves(.model)
    #expect(curves.division == "model" && curves.sets.dropFirst().map(\.name).sorted() == ["free", "m1", "m2"])
    #expect(curves.sets.dropFirst().reduce(0) { $0 + $1.mostHits } == curves.sets[0].mostHits)
    #expect(curves.sets.dropFirst().reduce(0) { $0 + $1.leftOut } == curves.sets[0].leftOut)
    for index in CurveSet.ttls.indices {
      #expect(curves.sets.dropFirst().reduce(0) { $0 + $1.lives[index].fixed } == curves.sets[0].lives[index].fixed)
    }
  }

  @Test("samples say how far they may be off, and are not far off")
  func samples() throws {
    var options = CurveOptions()
    options.policies = [.fifo]
    options.sampling = .share(0.25)
    let sampled = curves(nil, options).sets[0]
    options.sampling = .none
    let exact = curves(nil, options).sets[0]
    for (a, b) in zip(sampled.policies, exact.policies) {
      #expect(a.sampled == 1 && b.sampled == nil)
      for (x, y) in zip(a.points, b.points) {
        #expect(abs(x.ratio.value - y.ratio.value) <= max(0.1, 5 * x.ratio.standardError), "\(a.policy) at \(x.amount)")
      }
    }
  }

  @Test("ladders have their ends and rise")
  func ladders() {
    for to in [1, 2, 7, 99, 100, 12_345, Int.max] {
      for perDecade in [3, 5, 20] {
        let ladder = CurveSet.ladder(to: to, perDecade: perDecade)
        #expect(ladder.first == 1 && ladder.last == to && zip(ladder, ladder.dropFirst()).allSatisfy { $0 < $1 })
      }
    }
    #expect(CurveSet.ladder(to: 60, perDecade: 3) == [1, 2, 5, 10, 20, 50, 60])
    #expect(CurveSet.ladder(to: 0, perDecade: 3).isEmpty)
  }

  /// A log whose answers change at known times.
  private func changing(every period: Double, noise: Int = 0) -> Trace {
    var builder = TraceBuilder()
    let model = builder.addName("m1", to: .model)
    let parameters = builder.addParameters(
      KeyField.ofParameters.map { $0 == .model ? model : $0 == .endpoint ? UInt32(Endpoint.chat.rawValue) : 0 })
    let caller = builder.addCaller([0, 0, 0, 0, 0])
    let prompts = (1...40).map {
      builder.addPrompt([UInt32($0), 0, builder.addText(spelling: UInt32($0), fillers: UInt32($0), stems: UInt32($0)), 0])
    }
    for i in 0..<20_000 {
      var row = Request()
      row.arrival = Int64(i) * 30_000_000
      row.prompt = prompts[i * 7 % 40]
      row.parameters = parameters
      row.caller = caller
      row.flags = [.hasUsage]
      row.answer = UInt32(1 + i * 7 % 40) + 40 * UInt32(Double(i) * 30 / period) + (noise > 0 && i % noise == 0 ? 1_000_000 + UInt32(i) : 0)
      builder.append(row)
    }
    return builder.finish()
  }

  private func staleness(_ trace: Trace) -> Staleness {
    let zeros = [Int64](repeating: 0, count: trace.requests.count)
    let traffic = Traffic(trace: trace, duration: zeros, cost: zeros, isEstimated: zeros.map { _ in false })
    return Staleness(CountableRequests(traffic, key: .exact, scope: .global), of: trace)
  }

  @Test("answers that change every twelve hours are found to")
  func aging() {
    let aged = staleness(changing(every: 43_200))
    #expect(aged.isKnown)
    // Asked again within an hour, an answer has changed in about one case of 24; within four hours, one of six or so.
    #expect(abs(aged.outdated(age: 3_600_000_000) - 0.055) < 0.04)
    #expect(aged.outdated(age: 7_200_000_000) > aged.outdated(age: 1_800_000_000))
    let rising = aged.bands.compactMap(\.outdated)
    #expect(zip(rising, rising.dropFirst()).allSatisfy { $0 <= $1 })
    let still = staleness(changing(every: 1e9))
    #expect(still.isKnown && still.bands.allSatisfy { ($0.outdated ?? 0) == 0 })
  }

  @Test("what differs by temperature alone is not put down to age")
  func noise() {
    // One answer in four is another by chance: of pairs, seven of sixteen or so differ at any age.
    let noisy = staleness(changing(every: 1e9, noise: 4))
    #expect(noisy.isKnown && (noisy.atOnce ?? 0) > 0.2)
    #expect(noisy.bands.allSatisfy { ($0.outdated ?? 0) < 0.05 })
    let wild = staleness(changing(every: 1e9, noise: 1))
    #expect(!wild.isKnown && (wild.atOnce ?? 0) == 1 && wild.outdated(age: 1) == 0)
    #expect(Curves.stalenessCaveat(wild)?.contains("even at once") == true)
  }
}
