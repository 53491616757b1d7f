import Duplicates
import Simulation

extension StudyCaveats {
  /// What the sources of the strategies left open, or what is simulated otherwise than they do it; said once where several share it.
  static func sources(_ strategies: [StrategyResult]) -> [Caveat] {
    var order: [String] = []
    var names: [String: [String]] = [:]
    for strategy in strategies.map(\.strategy) {
      for text in strategy.caveats {
        if names[text] == nil { order.append(text) }
        names[text, default: []].append(strategy.name)
      }
    }
    return order.enumerated().map { index, text in
      Caveat(id: "strategy-\(index + 1)", severity: .note, text: "\((names[text] ?? []).joined(separator: ", ")): \(text)")
    }
  }
}
