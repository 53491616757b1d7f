import Caching
public import Simulation
public import Studies
public import Traces
public import Units

/// A product that a strategy can be deployed as: which settings it has, and how they are written for it.
public struct Product: Sendable {
  /// The name on the command line: "redis".
  public let name: String
  /// The name in sentences: "Redis".
  public let title: String
  /// What it can be set to within a scope.
  let candidates: @Sendable (CandidateRoom) throws(ProductRefusal) -> [Strategy]
  /// The files that set it so.
  let files: @Sendable (Strategy) -> [ConfigurationFile]
  /// What to do with the files, step by step.
  let steps: @Sendable (Strategy) -> [String]

  /// All products that configurations are written for: one line each, whose file says the rest.
  public static let all: [Product] = [redis, liteLLM, cloudflare, varnish, nginx]

  /// The product of a name.
  public static func named(_ name: String) -> Product? { all.first { $0.name == name } }

  /// What to say to a name that is no product.
  public static func suggestion(for name: String) -> String { Scenarios.suggestion(for: name, among: all.map(\.name)) }

  /// The settings that are worth trying, or why there are none.
  public func candidates(in room: CandidateRoom) -> (candidates: [Candidate], skipped: [Advice.Skipped]) {
    do throws(ProductRefusal) {
      let strategies = try candidates(room)
      return (
        strategies.enumerated().map { number, strategy in
          var strategy = strategy
          strategy.name = "\(name)-\(number + 1)"
          // What a preset says of its own lives is not so any more.
          strategy.summary = "\(title): \(settings(of: strategy))."
          strategy.caveats.removeAll { $0.contains("placeholder") }
          return Candidate(product: name, strategy: strategy)
        }, []
      )
    } catch {
      return ([], [Advice.Skipped(product: name, count: 0, reason: error.reason)])
    }
  }

  /// The configuration of a strategy that is one of this product's candidates: the files of the product, the strategy itself, and what to do.
  ///
  /// - Parameters:
  ///   - version: the program's.
  ///   - peak: the most that the first store held in the log, in bytes; 0 where that is not known.
  public func configuration(of strategy: Strategy, version: String, peak: Int = 0) -> [ConfigurationFile] {
    var readme = "# \(title)\n\nWritten by Hindcast \(version): \(settings(of: strategy)).\n\n"
    for (number, step) in steps(strategy).enumerated() { readme += "\(number + 1). \(step)\n" }
    if peak > 0 { readme += "\nIn the log it held \(Bytes(peak)) at its peak.\n" }
    readme += "\n`strategy.yaml` is what was simulated: `hindcast replay LOG -s strategy.yaml` replays it.\n"
    if !strategy.caveats.isEmpty {
      readme += "\nWhat is simulated otherwise, or left open:\n\n" + strategy.caveats.map { "- \($0)\n" }.joined()
    }
    return files(strategy) + [
      ConfigurationFile(name: "strategy.yaml", text: StrategyFile.print(strategy)), ConfigurationFile(name: "README.md", text: readme),
    ]
  }

  /// The settings in a few words: "TTL 1h, allkeys-lru of 200MB, exact keys".
  public func settings(of strategy: Strategy) -> String {
    var words: [String] = []
    for tier in strategy.tiers {
      let prefix = strategy.tiers.count > 1 ? "\(tier.name): " : ""
      var text =
        prefix
        + (tier.expiry.ttl.map { "TTL \(Quantity.print($0))" + (tier.expiry.kind == .sliding ? " from the last use" : "") } ?? "no TTL")
      if tier.stale.whileRevalidating > .zero { text += ", grace \(Quantity.print(tier.stale.whileRevalidating))" }
      switch tier.capacity {
      case .unlimited: break
      case .entries(let count): text += ", \(tier.policy.rawValue) of \(count) entries"
      case .bytes(let bytes, _): text += ", \(tier.policy.rawValue) of \(Quantity.print(bytes: bytes))"
      }
      words.append(text)
    }
    words.append(strategy.key.text == .near ? "near keys" : "exact keys")
    if let semantic = strategy.semantic { words.append("by meaning at \(Quantity.print(semantic.threshold.value))") }
    if strategy.scope != .global { words.append("within one \(strategy.scope.words)") }
    return words.joined(separator: ", ")
  }
}

/// A file of a configuration.
public struct ConfigurationFile: Sendable, Equatable {
  /// Its name, without folders.
  public let name: String
  /// What is in it.
  public let text: String
}

/// The headers by which callers of an API for language models show who they are.
let keyHeaders = ["Authorization", "x-api-key", "api-key"]

/// What to do about keys, which a cache in front of an API does not check.
func keyStep(_ title: String, _ scope: Scope) -> String {
  "\(title) does not check API keys. Requests that show none are passed on to the API and never answered from the cache; whoever shows one, "
    + (scope == .apiKey
      ? "gets only what was answered to the same key."
      : "good or not, gets stored answers: let what stands before it check keys, or keep them apart (hindcast advise --scope api_key).")
}

/// Why a product has no candidates.
struct ProductRefusal: Error {
  let reason: String
}

/// What candidates are made for.
public struct CandidateRoom: Sendable {
  /// Who may share answers at the most.
  public let scope: Scope
  /// Sizes worth trying, in bytes, smallest first; beside them there is no limit.
  public let sizes: [Int]
  /// Lives worth trying.
  public let lives: [Microseconds]

  /// Room for candidates.
  ///
  /// - Parameters:
  ///   - held: What an unlimited store would hold, in bytes of answers; 0 where that is not known.
  ///   - span: How long the log is: longer lives say nothing.
  public init(scope: Scope, held: Int, span: Microseconds) {
    self.scope = scope
    let parts = held > 0 ? [32, 8, 2].map { Self.rounded(held / $0) }.filter { $0 >= 100_000 } : []
    sizes = parts.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    let ladder = [60.0, 300, 900, 1_800, 3_600, 14_400, 43_200, 86_400, 259_200, 604_800, 1_209_600, 2_592_000].map {
      Microseconds(seconds: $0)
    }
    // One beyond the span is as good as for ever.
    let within = ladder.prefix { $0 < span }.count
    lives = Array(ladder.prefix(max(4, min(within + 1, ladder.count))))
  }

  /// To one digit.
  private static func rounded(_ count: Int) -> Int {
    var unit = 1
    while count / unit >= 10 { unit *= 10 }
    return count / unit * unit
  }
}

extension Scope {
  /// In sentences.
  var words: String { self == .apiKey ? "API key" : rawValue }
}
