import Traces
import Units

@testable import Simulation

extension Model {
  /// Looks at every entry of the tier, one after the other.
  mutating func searchByMeaning(_ i: Int, at now: Int64, time: inout Int64) -> Outcome {
    guard let layer = strategy.semantic,
      let graph = traffic.graphs[CandidateGraph.Kind(view: layer.view, measure: layer.measure)]
    else { return .miss }
    let s = layer.tier.flatMap { name in strategy.tiers.firstIndex { $0.name == name } } ?? strategy.tiers.count - 1
    let text = graph.textOfRequest[i]
    guard text != CandidateGraph.none, plan.ids[i] != Keys.none else { return .miss }
    if let most = layer.maximumMessages, traffic.messages[i] > most { return .miss }
    if layer.skipsByTemperature {
      let row = Int(requests.parameters[i])
      let temperature = traffic.trace.temperatures[Int(traffic.trace.parameters[.temperature]?[row] ?? 0)] ?? 0
      if draws.unit(UInt64(i), Stage.temperature) < shareSkipped(temperature) { return .miss }
    }
    let here = slot(i, s)
    if isDown(s, here, at: now) {
      time += stores[s].downTime[shard(s, here)] ?? 0
      return .miss
    }
    time += layer.embedding.draw(draws, ordinal: UInt64(i), stage: Stage.embedding)
    time += layer.search.draw(draws, ordinal: UInt64(i), stage: Stage.search)
    semantic.embeddings += 1

    let partitions = traffic.trace.keys(KeyRule(fields: layer.fields), scope: mutation == .candidatesAreShared ? .global : strategy.scope)
      .ids
    let inMemory = stores[s].entries.values.map(\.birth).sorted()
    var candidates: [(score: Int, birth: Int, slot: Slot, differences: CandidateGraph.Differences)] = []
    for (slot, entry) in stores[s].entries where shard(s, slot) == shard(s, here) && now <= entry.deadline ?? .max {
      let other = graph.textOfRequest[entry.answer]
      guard other != CandidateGraph.none, partitions[entry.answer] == partitions[i] else { continue }
      var score = 0
      var differences: CandidateGraph.Differences = []
      if other == text { score = 10_000 }
      for edge in Int(graph.offsets[Int(text)])..<Int(graph.offsets[Int(text) + 1]) where graph.neighbours[edge] == other {
        (score, differences) = (Int(graph.scores[edge]), graph.differences[edge])
      }
      if mutation == .scoresAreCoarse { score = (score + 999) / 1_000 * 1_000 }
      if mutation == .thresholdsAreExclusive, Double(score) <= layer.threshold.cosine * 10_000 + 1e-6 { continue }
      guard Double(score) >= layer.threshold.cosine * 10_000 - 1e-6, score > 0 || layer.threshold.cosine <= 0 else { continue }
      let older = inMemory.count { $0 < entry.birth }
      switch layer.window {
      case .all: break
      case .first(let count): if older >= count { continue }
      case .mostRecent(let count): if inMemory.count - older > count { continue }
      }
      candidates.append((score, entry.birth, slot, differences))
    }
    candidates.sort { ($1.score, $0.birth) < ($0.score, $1.birth) }
    if mutation == .tiesGoToTheYounger { candidates.sort { ($1.score, $1.birth) < ($0.score, $0.birth) } }
    var checks: UInt64 = 0
    for candidate in candidates.prefix(layer.topK) {
      if !candidate.differences.isDisjoint(with: layer.guards), mutation != .guardsAreIgnored { continue }
      if let check = layer.verification, Double(candidate.score) < check.certain.cosine * 10_000 - 1e-6 {
        time += check.latency.draw(draws, ordinal: UInt64(i), stage: Stage.verification + checks)
        checks += 1
        semantic.verifications += 1
        if !candidate.differences.isDisjoint(with: check.refuses) { continue }
      }
      guard let entry = stores[s].entries[candidate.slot] else { continue }
      serve(s, candidate.slot, at: now)
      outcome[i] = .hit
      record(i, .semantic, tier: s + 1, latency: time, answer: entry.answer)
      avoided[model(i), default: .init()].add(traffic.cost[i], mutation)
      if layer.copiesAbove { copyAbove(i, s, stores[s].entries[candidate.slot] ?? entry, at: now) }
      return .hit
    }
    return graph.cut.contains(text) && mutation != .cutListsAreComplete ? .undetermined : .miss
  }
}
