internal import Similarity
internal import Traces

/// Joins what an earlier cache answered to the requests whose answers it gave (law 4).
struct EarlierHits {
  /// The lower half of each request's answer id, 0 where the log has none: enough to join by, and small.
  private(set) var ids: [UInt64]

  /// Nothing noted yet but the ids of requests of a trace that is added to.
  init(ids: [UInt64] = []) { self.ids = ids }

  /// Keeps what was noted of the requests at `positions` only, which ascend.
  mutating func keep(_ positions: [UInt32]) {
    ids = positions.map { ids[Int($0)] }
    guard !hits.isEmpty else { return }
    var places: [Int: Int] = [:]
    for (place, position) in positions.enumerated() { places[Int(position)] = place }
    hits = hits.compactMap { hit in places[hit.position].map { ($0, hit.losesParameters) } }
  }

  private var hits: [(position: Int, losesParameters: Bool)] = []

  /// Makes room for so many requests in all.
  mutating func reserve(_ count: Int) { ids.reserveCapacity(count) }

  /// Notes a request, in the order of reading.
  mutating func note(id: Fingerprint?, isHit: Bool, losesParameters: Bool) {
    if isHit { hits.append((ids.count, losesParameters)) }
    ids.append(id?.low ?? 0)
  }

  /// Joins each hit to the latest earlier request with its id, else with its model and prompt (and parameters, where the log has them) that
  /// was answered. A hit whose parameters the log has lost takes those of its original.
  ///
  /// - Complexity: O(requests + hits · repeats of one prompt), and nothing where there are no hits.
  func join(in builder: inout TraceBuilder) {
    guard !hits.isEmpty else { return }
    let models = builder.models
    var byID: [UInt64: [Int]] = [:]
    var byPrompt: [Question: [Int]] = [:]
    for hit in hits {
      if ids[hit.position] != 0 { byID[ids[hit.position]] = [] }
      byPrompt[Question(builder[hit.position], models)] = []
    }
    for position in 0..<builder.count {
      let request = builder[position]
      guard !request.flags.contains(.loggedHit), !request.flags.contains(.failed) else { continue }
      byID[ids[position]]?.append(position)
      if request.prompt != 0 { byPrompt[Question(request, models)]?.append(position) }
    }
    for hit in hits {
      let request = builder[hit.position]
      let sameID = latest(byID[ids[hit.position]] ?? [], before: hit.position, in: builder) { _ in true }
      let original =
        sameID
        ?? latest(byPrompt[Question(request, models)] ?? [], before: hit.position, in: builder) {
          hit.losesParameters || $0.parameters == request.parameters
        }
      guard let original else { continue }
      builder.setOriginal(of: hit.position, to: original)
      if hit.losesParameters { builder[hit.position].parameters = builder[original].parameters }
    }
  }

  /// The last of `positions` that comes before `hit` in the order of a trace: by arrival, source, line, and place in the record.
  private func latest(_ positions: [Int], before hit: Int, in builder: TraceBuilder, where isRight: (Request) -> Bool) -> Int? {
    func key(_ position: Int) -> (Int64, UInt16, UInt32, Int) {
      let request = builder[position]
      return (request.arrival, request.source, request.line, position)
    }
    var best: Int?
    for position in positions where key(position) < key(hit) && isRight(builder[position]) {
      if best.map({ key($0) < key(position) }) ?? true { best = position }
    }
    return best
  }

  /// A prompt asked of a model.
  private struct Question: Hashable {
    let prompt: UInt32
    let model: UInt32

    init(_ request: Request, _ models: [UInt32]) {
      prompt = request.prompt
      model = models[Int(request.parameters)]
    }
  }
}
