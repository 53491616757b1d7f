/// Data sets × strategies × seeds with the results that are expected of them: what `hindcast bench` runs.
public struct Suite: Sendable, Equatable {
  /// What it is called.
  public var title = ""
  /// The logs.
  public var datasets: [Dataset] = []
  /// Presets by name or strategy files; ``presets`` stands for all presets.
  public var strategies: [String] = [Self.presets]
  /// Of every draw; each is a run of its own.
  public var seeds: [UInt64] = [1]
  /// Published tables to be held against what is possible.
  public var articles: [Article] = []

  /// Stands for all presets among ``strategies``.
  public static let presets = "presets"

  /// A suite without anything to run.
  public init() {}

  /// A log.
  public struct Dataset: Sendable, Equatable {
    /// What it is called in the results.
    public var name: String
    /// Its file, from the suite's folder on.
    public var log: String
    /// The vectors of its prompts: a file from the suite's folder on, or "log" for those that the log holds; empty for none.
    public var embeddings: String

    /// A log.
    public init(name: String = "", log: String = "", embeddings: String = "") {
      self.name = name
      self.log = log
      self.embeddings = embeddings
    }
  }

  /// A published table whose strategies are simulated on a data set.
  public struct Article: Sendable, Equatable {
    /// The claims file, from the suite's folder on.
    public var claims: String
    /// The data set by its name.
    public var dataset: String
    /// For the name of each claimed strategy, the strategy of the suite that does what it says.
    public var strategies: [String: String]

    /// A published table.
    public init(claims: String = "", dataset: String = "", strategies: [String: String] = [:]) {
      self.claims = claims
      self.dataset = dataset
      self.strategies = strategies
    }
  }
}

/// What is wrong with a suite.
public struct SuiteError: Error, Equatable, CustomStringConvertible {
  /// Where: "datasets[0].name".
  public let path: String
  /// What, and what to do.
  public let reason: String

  /// The reason.
  public var description: String { reason }
}

extension Suite {
  /// Checks that rows can be told apart and that there is something to run.
  public func validate() throws(SuiteError) {
    func require(_ condition: Bool, _ path: String, _ reason: String) throws(SuiteError) {
      guard condition else { throw SuiteError(path: path, reason: reason) }
    }
    try require(!datasets.isEmpty, "datasets", "A suite needs a data set; add one under \"datasets\".")
    try require(!strategies.isEmpty, "strategies", "A suite needs a strategy; write \"strategies: [presets]\" for all presets.")
    try require(!seeds.isEmpty, "seeds", "A suite needs a seed; write \"seeds: [1]\".")
    try require(Set(seeds).count == seeds.count, "seeds", "A seed stands twice; keep one.")
    for (index, dataset) in datasets.enumerated() {
      try require(!dataset.name.isEmpty, "datasets[\(index)]", "The data set has no name; add \"name: my-log\".")
      try require(!dataset.log.isEmpty, "datasets[\(index)]", "The data set has no log; add \"log: FILE\".")
      try require(
        !datasets[..<index].contains { $0.name == dataset.name }, "datasets[\(index)].name",
        "Two data sets are called \"\(dataset.name)\"; names must be unique.")
    }
    for (index, article) in articles.enumerated() {
      try require(!article.claims.isEmpty, "articles[\(index)]", "The article has no claims; add \"claims: FILE\".")
      try require(
        datasets.contains { $0.name == article.dataset }, "articles[\(index)].dataset",
        "There is no data set \"\(article.dataset)\" in this suite; there are: \(datasets.map(\.name).joined(separator: ", ")).")
    }
  }
}
