import Traces
import Units

/// How long after its end an entry of one tier is still good for something, by the answer that it holds (law 21).
struct StaleWindow {
  /// How long it answers where the call would fail.
  let ifError: Int64
  private let whileRevalidating: Int64
  private let chosen: ChosenSpan
  private let parameters: [UInt32]
  /// How long all entries are kept, where it is the same for all; else `nil`.
  let keptByAll: Int64?

  init(_ tier: Tier, _ strategy: Strategy, _ traffic: Traffic) {
    ifError = tier.stale.ifError.count
    whileRevalidating = tier.stale.whileRevalidating.count
    chosen = ChosenSpan(byClass: tier.stale.byClass, byModel: tier.stale.byModel, strategy, traffic)
    parameters = chosen.isEmpty ? [] : traffic.trace.requests.parameters
    keptByAll = chosen.isEmpty ? max(whileRevalidating, ifError) : nil
  }

  /// How long an answer is given at once while it is fetched anew.
  func revalidating(_ answer: UInt32) -> Int64 {
    if chosen.isEmpty { return whileRevalidating }
    let span = chosen.of(Int(answer), parameters: Int(parameters[Int(answer)]))
    return span == ChosenSpan.none ? whileRevalidating : span
  }

  /// How long it stays in memory.
  func kept(_ answer: UInt32) -> Int64 { max(revalidating(answer), ifError) }
}
