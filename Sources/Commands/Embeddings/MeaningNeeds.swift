import Duplicates
import Embeddings
import Ingest
import Scenarios
import Simulation
import Traces

/// Which texts strategies compare by meaning, and from which score on: what must be known of a log before they can be replayed.
struct MeaningNeeds {
  /// By what is compared: the least score that is looked at, and the strategy that asks for it.
  private(set) var floors: [CandidateGraph.Kind: (floor: Int, strategy: String)] = [:]

  /// Texts are compared from this cosine on even where no strategy asks for so little, so that other thresholds can be tried later.
  private static let usualFloor = 7_000

  /// What stands for each strategy after -s, by its name, where that is another text.
  private let arguments: [String: String]

  /// The needs of strategies.
  init(_ strategies: [Strategy] = [], _ arguments: [String: String] = [:]) {
    self.arguments = arguments
    for strategy in strategies {
      guard let layer = strategy.semantic else { continue }
      let kind = CandidateGraph.Kind(view: layer.view, measure: layer.measure)
      let least = min(max(layer.threshold.leastScore, 1), Self.usualFloor)
      if least < floors[kind]?.floor ?? .max { floors[kind] = (least, strategy.name) }
    }
  }

  /// Whether there is nothing to compare.
  var isEmpty: Bool { floors.isEmpty }

  /// The views whose texts are compared, in an order that does not change.
  var views: [TextView] {
    Set(floors.keys.map(\.view)).sorted {
      ($0.messages ?? 0, $0.onlyUser ? 1 : 0, $0.withSystem ? 1 : 0) < ($1.messages ?? 0, $1.onlyUser ? 1 : 0, $1.withSystem ? 1 : 0)
    }
  }

  /// What to compile a trace with, so that it can be replayed under a strategy.
  private func option(_ strategy: String, _ measure: CandidateGraph.Measure) -> String {
    // Presets are written for vectors: by their words they are compared only if asked to be.
    let byWords = measure == .tfidf && Presets.named(arguments[strategy] ?? strategy)?.semantic?.measure == .embedding
    return "-s \(arguments[strategy] ?? strategy)\(byWords ? " --by-words" : "")"
  }

  /// Checks that a trace file knows which texts are alike.
  func check(_ trace: Trace, path: String) throws {
    for (kind, need) in floors.sorted(by: { $0.value.strategy < $1.value.strategy }) {
      guard let graph = trace.graphs.first(where: { $0.kind == kind }) else {
        throw Failure(
          .usage,
          "\(path) is a trace file, which holds no prompts, and does not know which of them are alike as \"\(need.strategy)\" compares them: "
            + "name its logs, or compile them with \(option(need.strategy, kind.measure)).")
      }
      guard graph.graph.floor <= need.floor else {
        throw Failure(
          .usage,
          "\(path) knows texts that are alike from a cosine of \(Double(graph.graph.floor) / 10_000) on, and \"\(need.strategy)\" asks for less: "
            + "name its logs, or compile them with \(option(need.strategy, kind.measure)).")
      }
    }
  }

  /// Compares the texts, and lets the trace carry what was found.
  ///
  /// - Parameter vectors: Where vectors come from, and the logs that may hold them.
  func fulfil(_ trace: inout Trace, _ viewed: [ViewedTexts], vectors: EmbeddingLoader?, logs: [String], threads: Int) throws {
    var graphs: [TextGraph] = []
    for texts in viewed {
      for measure in CandidateGraph.Measure.allCases {
        guard let need = floors[CandidateGraph.Kind(view: texts.view, measure: measure)] else { continue }
        switch measure {
        case .tfidf:
          graphs.append(TextGraph(words: texts.texts, of: texts.textOfPrompt, under: texts.view, floor: need.floor, threads: threads))
        case .embedding:
          guard let table = try vectors?.table(of: texts.texts, logs: logs) else {
            throw Failure(
              .usage,
              "\"\(need.strategy)\" compares prompts by their vectors, of which there are none: give them with --embeddings FILE or "
                + "--embed-url URL, or compare by words in their place with --by-words.")
          }
          let (set, positions) = table.selecting(texts.texts.map { TextHash(of: $0) })
          graphs.append(
            TextGraph(
              vectors: set, at: positions, texts: texts.texts, of: texts.textOfPrompt, under: texts.view, floor: need.floor,
              threads: threads))
        }
      }
    }
    trace.carry(graphs)
  }
}
