import Caching
import Foundation
import Simulation
import Traces
import Units

// Measures replays for Benchmarks/replay.py: makes a trace, or reads one and then times the work whose name comes on a line of standard input, and
// answers each with a line "seconds count". Only the work itself is timed; what it needs is made before.

let arguments = CommandLine.arguments
switch arguments.count == 3 ? arguments[1] : "" {
case "make": try BenchmarkTrace.make(requests: 10_000_000, objects: 1_000_000, alpha: 1, seed: 42).write(to: arguments[2])
case "serve": try Bench(arguments[2]).serve()
case "large": try LargeReplay.run(requests: Int(arguments[2]) ?? 100_000_000)
default:
  print("usage: replay-benchmark make FILE | replay-benchmark serve FILE | replay-benchmark large REQUESTS")
  exit(64)
}

/// The trace, and the names of what can be done with it.
struct Bench {
  private let trace: BenchmarkTrace
  private let requests: CountedRequests
  private var traffic: Traffic?

  init(_ path: String) throws {
    trace = try BenchmarkTrace.read(path)
    let (ids, count) = Bench.intern(trace.objects)
    requests = CountedRequests(ids: ids, count: count, sizes: trace.sizes, times: trace.seconds.map { Int64($0) * 1_000_000 })
    print("ready \(count)")
    fflush(nil)
  }

  consuming func serve() throws {
    var bench = self
    while let line = readLine() {
      let clock = ContinuousClock()
      var count = 0
      let work = try bench.prepare(line)
      let time = try clock.measure { count = try work() }
      let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
      print(String(format: "%.6f %d", seconds, count))
      fflush(nil)
    }
  }

  /// The work of that name; what it counts is its result.
  private mutating func prepare(_ name: String) throws -> () throws -> Int {
    let (requests, objects) = (requests, trace.objects)
    let words = name.split(separator: " ").map(String.init)
    let capacity = Capacity.entries(words.count > 1 ? Int(words[1]) ?? 0 : 0)
    switch words.first ?? "" {
    case "intern": return { Bench.intern(objects).count }
    case "project":
      let trace = calls().trace
      return {
        _ = Projections(of: trace, for: [.oneTier(capacity)])
        return trace.requests.count
      }
    case "belady": return { CountingReplay(belady: requests, capacity: capacity).misses }
    case "curve": return { LRUCurve(ids: requests.ids, count: requests.count).misses(entries: Int(words[1]) ?? 0) }
    case "curve-sampled":
      return {
        let curve = SampledLRUCurve(ids: requests.ids, count: requests.count, rate: 0.01)
        return Int(curve.missRatio(entries: Int(words[1]) ?? 0).value * Double(requests.ids.count))
      }
    case "grid":
      // Capacities by commas; the misses of all policies at all of them, added up.
      let capacities = (words.count > 1 ? words[1] : "").split(separator: ",").compactMap { Int($0) }.map { Capacity.entries($0) }
      return {
        CapacityGrid([.lru, .fifo, .sieve, .s3fifo], at: capacities, requests, threads: 2).misses.reduce(0) { $0 + $1.reduce(0, +) }
      }
    case "ttl-sliding": return { SlidingTTLCurve(requests).hits.last ?? 0 }
    case "ttl-fixed":
      let ttls = (0..<16).map { Microseconds(60_000_000 << Int64($0)) }
      return { FixedTTLCurve(requests, ttls: ttls).hits[10] }
    case "event": return try tallying(.oneTier(capacity))
    case "event-flights": return try tallying(.flights(capacity))
    case "event-visible": return try tallying(.visible)
    case "event-tiers": return try tallying(.tiers(capacity))
    case "event-rows":
      let (traffic, strategy) = (calls(), Strategy.oneTier(capacity))
      let projections = Projections(of: traffic.trace, for: [strategy])
      return { try strategy.replay(traffic, projections: projections, seed: 1).outcome.count { $0 == .miss } }
    default:
      guard let policy = words.first.flatMap(EvictionPolicy.init(rawValue:)) else { throw Unknown(name: name) }
      return { CountingReplay(policy, requests, capacity: capacity).misses }
    }
  }

  /// A replay that counts outcomes, money and latencies by model; its misses are the result.
  private mutating func tallying(_ strategy: Strategy) throws -> () throws -> Int {
    let traffic = calls()
    let groups = traffic.models
    let projections = Projections(of: traffic.trace, for: [strategy])
    return {
      try strategy.tallies(traffic, by: groups, count: 5, projections: projections, seed: 1).tallies.reduce(0) { $0 + $1.count(.miss) }
    }
  }

  private mutating func calls() -> Traffic {
    if let traffic { return traffic }
    let made = trace.traffic(requests)
    traffic = made
    return made
  }

  /// Dense ids by first appearance, by open addressing.
  private static func intern(_ objects: [UInt64]) -> (ids: [UInt32], count: Int) {
    var mask = 1 << 16 - 1
    var slots = [UInt32](repeating: .max, count: mask + 1)
    var known: [UInt64] = []
    let ids = [UInt32](unsafeUninitializedCapacity: objects.count) { ids, count in
      for (index, object) in objects.enumerated() {
        if known.count * 2 > mask {
          mask = mask * 2 + 1
          slots = Array(repeating: .max, count: mask + 1)
          for (id, old) in known.enumerated() {
            var slot = Bench.hash(old) & mask
            while slots[slot] != .max { slot = (slot &+ 1) & mask }
            slots[slot] = UInt32(id)
          }
        }
        var slot = Bench.hash(object) & mask
        while slots[slot] != .max, known[Int(slots[slot])] != object { slot = (slot &+ 1) & mask }
        if slots[slot] == .max {
          slots[slot] = UInt32(known.count)
          known.append(object)
        }
        ids[index] = slots[slot]
      }
      count = objects.count
    }
    return (ids, known.count)
  }

  private static func hash(_ object: UInt64) -> Int { Int(truncatingIfNeeded: (object &* 0x9E37_79B9_7F4A_7C15) >> 24) }

  struct Unknown: Error { var name: String }
}
