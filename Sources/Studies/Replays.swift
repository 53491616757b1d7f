import Dispatch
import Simulation
import Synchronization

/// The replays of all strategies, spread over threads by strategy (law 37): the result does not depend on how many.
func replays(_ strategies: [Strategy], of traffic: Traffic, seed: UInt64, threads: Int) throws -> [Replay] {
  let projections = Projections(of: traffic.trace, for: strategies)
  let results = Mutex<[Result<Replay, any Error>?]>(Array(repeating: nil, count: strategies.count))
  let next = Atomic<Int>(0)
  DispatchQueue.concurrentPerform(iterations: max(1, min(threads, strategies.count))) { _ in
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < strategies.count else { return }
      let result = Result<Replay, any Error> { try strategies[index].replay(traffic, projections: projections, seed: seed) }
      results.withLock { $0[index] = result }
    }
  }
  return try results.withLock { $0 }.compactMap { try $0?.get() }
}
