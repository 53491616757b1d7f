import Caching
import Simulation
import Studies
import Units

extension SummarySection {
  /// Sliders over the grid of replays: other lives and sizes of the same cache, more traffic, other prices. Without a script there are none.
  static func whatIf(_ whatIf: WhatIf?) -> Markup {
    guard let whatIf, whatIf.cells.contains(where: { $0.upstream != nil }) else { return "" }
    let lives = whatIf.ttls.map { $0?.span ?? "for ever" }
    let sizes = whatIf.capacities.map(\.shown)
    let growths = whatIf.growths.map { "\(plain($0, decimals: 2))× traffic" }
    let sliders =
      slider("ttl", "Entries live", lives, at: whatIf.own.ttl) + slider("capacity", "Room in the cache", sizes, at: whatIf.own.capacity)
      + slider("growth", "Traffic", growths, at: 0)
      + slider("price", "Price of the models", prices.map { "\($0) %" }, at: prices.firstIndex(of: 100) ?? 0)
    return """
      <form class="what-if" id="what-if" hidden="" aria-label="What if" data-grid="\(Markup.whole(grid(whatIf, lives, sizes)))">
      <div class="top"><h2>What if</h2><button type="button" id="as-replayed" disabled="">As replayed</button></div>
      \(sliders)\
      <p class="sub">\(grouped(whatIf.cells.count)) replays of the log; prices are multiplied.\
      \(if: growths.count > 1, " More traffic is the log’s own, laid over itself: no request is invented.")</p></form>

      """
  }

  /// Percent of today's prices.
  private static let prices = [25, 50, 75, 90, 100, 110, 125, 150, 200, 300]

  private static func slider(_ id: String, _ title: String, _ labels: [String], at index: Int) -> Markup {
    guard labels.count > 1 else { return "" }
    return """
      <label for="if-\(id)"><span>\(title)</span> <output id="if-\(id)-is" for="if-\(id)">\(labels[index])</output>
      <input type="range" id="if-\(id)" min="0" max="\(labels.count - 1)" value="\(index)" step="1" aria-valuetext="\(labels[index])"></label>

      """
  }

  /// The grid as JSON: per point hits, requests, mean and P95 in milliseconds, the tiers, wrong answers, what each source avoids, and each
  /// model's calls upstream, in dollars a month.
  private static func grid(_ whatIf: WhatIf, _ lives: [String], _ sizes: [String]) -> String {
    let sources = SavingSource.allCases.filter { source in whatIf.cells.contains { $0.served[source] != nil } }
    // The dearest models by name, the others together.
    let cost = whatIf.baselines.first?.upstreamByModel ?? []
    let dearest = cost.indices.sorted { (cost[$1], $0) < (cost[$0], $1) }.prefix(6).filter { cost[$0] > .zero }
    func row(_ brief: BriefResult) -> String {
      var named = dearest.map { index in brief.upstreamByModel.indices.contains(index) ? brief.upstreamByModel[index] : .zero }
      let all = brief.upstreamByModel.reduce(.zero, +)
      let others = all - named.reduce(.zero, +)
      // The bill is told in cents, its parts are not: the dearest model has what lies between.
      if !named.isEmpty { named[0] = named[0] + (brief.upstream ?? .zero) - all }
      let figures =
        [Double(brief.hits), Double(brief.requests), brief.mean?.milliseconds ?? -1, brief.p95?.milliseconds ?? -1]
        + [(brief.infrastructure + brief.beside).value] + sources.map { (brief.avoided[$0] ?? .zero).value } + named.map(\.value) + [
          others.value
        ]
      return "[" + figures.map { plain($0, decimals: 4) }.joined(separator: ",") + "]"
    }
    func list(_ texts: [String]) -> String { "[" + texts.map { Escaping.json($0, limit: 60) }.joined(separator: ",") + "]" }
    let names = dearest.map { ModelPair.title(whatIf.models[$0]) }
    let parts = [
      "\"name\":" + Escaping.json(whatIf.strategy.name), "\"ttl\":" + list(lives), "\"capacity\":" + list(sizes),
      "\"growth\":" + list(whatIf.growths.map { plain($0, decimals: 2) }),
      "\"price\":[" + prices.map(String.init).joined(separator: ",") + "]",
      "\"own\":[\(whatIf.own.ttl),\(whatIf.own.capacity)]", "\"sources\":" + list(sources.map(\.title)), "\"models\":" + list(names),
      "\"before\":[" + whatIf.baselines.map(row).joined(separator: ",") + "]",
      "\"cells\":[" + whatIf.cells.map(row).joined(separator: ",") + "]",
    ]
    return "{" + parts.joined(separator: ",") + "}"
  }
}

extension Capacity {
  /// As a slider says it.
  fileprivate var shown: String {
    switch self {
    case .unlimited: "no limit"
    case .entries(let count): "\(grouped(count)) \(count == 1 ? "entry" : "entries")"
    case .bytes(let count, _): Bytes(count).description
    }
  }
}
