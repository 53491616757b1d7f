import Caching
import Traces
import Units

/// What the look-up by meaning needs to know of the trace (law 24).
struct SemanticSearch {
  let layer: SemanticLayer
  let tier: Int
  let graph: CandidateGraph
  /// The group of each request: its text, and all that must be equal besides; ``Keys/none`` where it has no text.
  private(set) var groups: [UInt32] = []
  private(set) var groupCount = 0
  /// What must be equal besides the text, by request.
  let partitions: [UInt32]
  /// The groups of each text, with their partitions: from `starts[text]` to `starts[text + 1]`.
  private let starts: [UInt32]
  private let byText: [(partition: UInt32, group: UInt32)]
  let leastScore: Int
  let certainScore: Int?

  init(_ layer: SemanticLayer, _ strategy: Strategy, _ traffic: Traffic, tier: Int) {
    self.layer = layer
    self.tier = tier
    let kind = CandidateGraph.Kind(view: layer.view, measure: layer.measure)
    graph = traffic.graphs[kind] ?? CandidateGraph(textOfRequest: [], offsets: [0], neighbours: [], scores: [], differences: [], floor: 0)
    partitions = traffic.trace.keys(KeyRule(fields: layer.fields), scope: strategy.scope).ids
    leastScore = layer.threshold.leastScore
    certainScore = layer.verification?.certain.leastScore
    var table = PairTable()
    var texts: [(text: UInt32, partition: UInt32)] = []
    groups = graph.textOfRequest.enumerated().map { [partitions] i, text in
      guard text != CandidateGraph.none, partitions[i] != Keys.none else { return Keys.none }
      let group = table.id(text, partitions[i])
      if Int(group) == texts.count { texts.append((text, partitions[i])) }
      return group
    }
    groupCount = texts.count
    var starts = [UInt32](repeating: 0, count: graph.texts + 1)
    for (text, _) in texts { starts[Int(text) + 1] += 1 }
    for text in 0..<graph.texts { starts[text + 1] += starts[text] }
    var cursor = starts
    var byText = [(partition: UInt32, group: UInt32)](repeating: (0, 0), count: texts.count)
    for (group, (text, partition)) in texts.enumerated() {
      byText[Int(cursor[Int(text)])] = (partition, UInt32(group))
      cursor[Int(text)] += 1
    }
    self.starts = starts
    self.byText = byText
  }

  func members(_ plan: SlotPlan, sides: Int) -> SemanticMembers {
    SemanticMembers(
      groups: groups, groupCount: groupCount, shards: plan.placeCount * sides, slots: plan.count * sides, ranks: layer.window != .all)
  }

  /// The group of a text in a partition, if any request is in it.
  func group(_ text: UInt32, _ partition: UInt32) -> UInt32? {
    byText[Int(starts[Int(text)])..<Int(starts[Int(text) + 1])].first { $0.partition == partition }?.group
  }
}

extension EventEngine {
  enum Found { case found, nothing, undetermined }

  private struct Candidate {
    var slot: UInt32
    var birth: UInt32
    var score: Int
    var differences: CandidateGraph.Differences
  }

  /// Looks for the best live entry in scope whose text is near enough (law 24).
  mutating func searchByMeaning(_ i: Int, at now: Int64, wait: inout Int64) -> Found {
    guard let search, isSearched(i, search) else { return .nothing }
    let layer = search.layer
    let index = search.tier
    let shard = tiers[index].shard(slot(i, index))
    if tiers[index].shards[shard].downUntil > now {
      wait += tiers[index].shards[shard].downTime
      return .nothing
    }
    wait += layer.embedding.draw(draws, ordinal: UInt64(i), stage: Stage.embedding)
    wait += layer.search.draw(draws, ordinal: UInt64(i), stage: Stage.search)
    let tokens = requests.usage(i).input
    books.semantic.embeddings += 1
    books.semantic.embeddedTokens += tokens
    books.semantic.embeddingCost += (Int64(tokens) * layer.embeddingPrice.nanodollars + 500_000) / 1_000_000

    let text = search.graph.textOfRequest[i]
    var checks: UInt64 = 0
    for candidate in candidates(search, text, search.partitions[i], shard, at: now).prefix(layer.topK) {
      if !candidate.differences.isDisjoint(with: layer.guards) {
        books.semantic.vetoes += 1
        continue
      }
      if let verification = layer.verification, let certain = search.certainScore, candidate.score < certain {
        wait += verification.latency.draw(draws, ordinal: UInt64(i), stage: Stage.verification + checks)
        checks += 1
        books.semantic.verifications += 1
        books.semantic.verificationCost += verification.cost.nanodollars
        if !candidate.differences.isDisjoint(with: verification.refuses) { continue }
      }
      tiers[index].serve(candidate.slot, at: now)
      let entry = tiers[index].entries[Int(candidate.slot)]
      if layer.copiesAbove { copyAbove(i, index, entry, at: now) }
      books.record(i, .hit, .semantic, tier: index + 1, latency: logged(wait, i), answer: entry.answer)
      books.post(.avoided, i)
      return .found
    }
    return search.graph.cut.contains(text) ? .undetermined : .nothing
  }

  private mutating func isSearched(_ i: Int, _ search: SemanticSearch) -> Bool {
    guard search.groups[i] != Keys.none else { return false }
    if let most = search.layer.maximumMessages, Int(traffic.messages[i]) > most { return false }
    guard search.layer.skipsByTemperature else { return true }
    let row = Int(requests.parameters[i])
    // GPTCache takes no temperature for 0.
    let temperature = traffic.trace.parameters[.temperature].flatMap { traffic.trace.temperatures[Int($0[row])] } ?? 0
    return draws.unit(UInt64(i), Stage.temperature) >= shareSkipped(temperature)
  }

  /// The live entries whose text is near enough: best score first, of equals the older, then the lower slot.
  private mutating func candidates(
    _ search: SemanticSearch, _ text: UInt32, _ partition: UInt32, _ shard: Int, at now: Int64
  ) -> [Candidate] {
    guard let members = tiers[search.tier].members else { return [] }
    var found: [Candidate] = []
    func add(_ text: UInt32, _ score: Int, _ differences: CandidateGraph.Differences) {
      guard score >= search.leastScore, let group = search.group(text, partition) else { return }
      for slot in members.slots(group: group, shard: shard) where tiers[search.tier].isFresh(slot, at: now) {
        let birth = tiers[search.tier].entries[Int(slot)].birth
        switch search.layer.window {
        case .all: break
        case .first(let count): if members.rank(birth).older >= count { continue }
        case .mostRecent(let count): if members.rank(birth).newer > count { continue }
        }
        found.append(Candidate(slot: slot, birth: birth, score: score, differences: differences))
      }
    }
    add(text, 10_000, [])
    for edge in Int(search.graph.offsets[Int(text)])..<Int(search.graph.offsets[Int(text) + 1]) {
      add(search.graph.neighbours[edge], Int(search.graph.scores[edge]), search.graph.differences[edge])
    }
    return found.sorted { ($1.score, $0.birth) < ($0.score, $1.birth) }
  }
}
