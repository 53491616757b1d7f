import ArgumentParser
import Glibc
import Pricing
import Scenarios
import Simulation
import Studies
import Traces
import Units

/// Runs a suite: reads each log once, and replays all strategies on it, seed by seed.
struct SuiteRunner {
  private let path: String
  private let suite: Suite
  private let strategies: [Strategy]
  private let claims: [Claims]
  private let threads: Int
  private let printing: PrintOptions

  /// How fast a data set was read and replayed: for the terminal, never for a result.
  struct Pace {
    let dataset: String
    let bytes: Int
    let readSeconds: Double
    /// Requests × strategies.
    let replayed: Int
    let replaySeconds: Double
  }

  /// Reads the suite, its strategies and its claims: what is wrong with them is said before anything is replayed.
  init(path: String, threads: Int, printing: PrintOptions) throws {
    guard Inputs.size(path) != nil else {
      throw Failure(.noInput, "There is no suite \(path); name a suite file, or run this where Hindcast's Datasets folder is.")
    }
    self.path = path
    self.threads = threads
    self.printing = printing
    do {
      suite = try SuiteFile.read(try text(of: path), file: path)
    } catch let error as ScenarioError {
      throw Failure(.usage, "\(error)")
    }
    let base = Self.folder(path)
    strategies = try StrategyChoice.resolve(
      suite.strategies.flatMap { name -> [String] in
        if name == Suite.presets { return Presets.all.map(\.name) }
        return [Presets.named(name) == nil && Self.isFile(name) ? Self.join(base, name) : name]
      })
    claims = try suite.articles.map { article in
      let file = Self.join(base, article.claims)
      do {
        let text = try text(of: file)
        return file.hasSuffix(".csv") ? try ClaimsFile.read(csv: text, file: file) : try ClaimsFile.read(text, file: file)
      } catch let error as ScenarioError {
        throw Failure(.usage, "\(error)")
      }
    }
    for (article, claims) in zip(suite.articles, claims) {
      for (claimed, strategy) in article.strategies.sorted(by: { $0.key < $1.key }) {
        guard claims.strategies.contains(where: { $0.name == claimed }) else {
          throw Failure(.usage, "\(path): \(article.claims) has no strategy \"\(claimed)\"; write its name as there.")
        }
        guard strategies.contains(where: { $0.name == strategy }) else {
          throw Failure(.usage, "\(path): the suite has no strategy \"\(strategy)\" to simulate \"\(claimed)\" as.")
        }
      }
    }
  }

  /// Replays everything.
  func run() throws -> (result: SuiteResult, paces: [Pace]) {
    var rows: [SuiteRow] = []
    var paces: [Pace] = []
    var priceTable = ""
    for dataset in suite.datasets {
      let (made, pace, prices) = try run(dataset)
      rows += made
      paces.append(pace)
      priceTable = prices
    }
    let articles = try zip(suite.articles, claims).map { article, claims in
      let of = rows.filter { $0.key.dataset == article.dataset && $0.key.seed == suite.seeds[0] }
      do {
        return ArticleComparison(try ClaimCheck(claims), article: article, rows: of)
      } catch {
        throw Failure(.usage, "\(article.claims): \(error)")
      }
    }
    let result = SuiteResult(suite: suite, rows: rows, articles: articles, priceTable: priceTable, version: Hindcast.version)
    return (result, paces)
  }

  private func run(_ dataset: Suite.Dataset) throws -> (rows: [SuiteRow], pace: Pace, prices: String) {
    let logs = try LogOptions.parse(["--threads", "\(threads)", Self.join(Self.folder(path), dataset.log)])
    let money = try MoneyOptions.parse([])
    let started = now()
    // Without vectors those who compare by them are left out; words need none.
    let hasVectors = !dataset.embeddings.isEmpty
    let meaning = MeaningNeeds(strategies.filter { hasVectors || $0.semantic?.measure == .tfidf })
    let vectors = dataset.embeddings == "log" ? "log" : Self.join(Self.folder(path), dataset.embeddings)
    let embeddings = try EmbeddingOptions.parse(hasVectors ? ["--embeddings", vectors] : [])
    let loaded = try TraceLoader(
      options: logs, printing: printing, textsAreFor: StrategyChoice.needOfTexts(strategies), meaning: meaning, embeddings: embeddings
    ).load(nil)
    if let failure = loaded.failure { throw failure }
    let readSeconds = now() - started
    var rows: [SuiteRow] = []
    var (replayed, replaySeconds, priceTable) = (0, 0.0, "")
    for seed in suite.seeds {
      let bench = Workbench(logs: logs, study: try StudyOptions.parse(["--seed", "\(seed)"]), money: money)
      let prices = try bench.prices()
      priceTable = prices.name
      let traffic = try bench.traffic(loaded, prices, for: strategies).logged.withoutCache
      var reasons: [String: String] = [:]
      for strategy in strategies {
        if !hasVectors, let measure = strategy.semantic?.measure, measure != .tfidf {
          reasons[strategy.name] =
            "semantic: it compares prompts by vectors, of which the suite names none: give the data set \"embeddings\", "
            + "a file of vectors or log."
          continue
        }
        do {
          try strategy.checkInputs(traffic)
        } catch {
          reasons[strategy.name] = "\(error)"
        }
      }
      let usable = strategies.filter { reasons[$0.name] == nil }
      let began = now()
      let study = try bench.study(loaded, usable, prices).study
      replaySeconds += now() - began
      replayed += study.noCache.total.tally.requests * (usable.count + 1)
      rows.append(SuiteRow(study.asLogged, of: study, dataset: dataset.name))
      let results = Dictionary(study.strategies.map { ($0.strategy.name, $0) }, uniquingKeysWith: { first, _ in first })
      for strategy in strategies {
        if let result = results[strategy.name] {
          rows.append(SuiteRow(result, of: study, dataset: dataset.name))
        } else {
          let key = SuiteRow.Key(dataset: dataset.name, strategy: strategy.name, seed: seed)
          rows.append(SuiteRow(key, reason: reasons[strategy.name] ?? ""))
        }
      }
    }
    let bytes = loaded.trace.log.sources.reduce(0) { $0 + $1.bytesOut }
    let pace = Pace(dataset: dataset.name, bytes: bytes, readSeconds: readSeconds, replayed: replayed, replaySeconds: replaySeconds)
    return (rows, pace, priceTable)
  }

  /// How fast it went, a line a data set.
  static func words(_ paces: [Pace]) -> String {
    paces.map { pace in
      let reading = "\(Bytes(pace.bytes)) at \(Bytes(Int(Double(pace.bytes) / max(pace.readSeconds, 1e-6))))/s"
      let replays = "\(grouped(pace.replayed)) requests studied at \(grouped(Int(Double(pace.replayed) / max(pace.replaySeconds, 1e-6))))/s"
      return "Measured here, \(pace.dataset): \(reading),\n  \(replays).\n"
    }.joined()
  }

  private static func isFile(_ name: String) -> Bool { name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") }

  /// "Datasets/suite.yaml" → "Datasets".
  private static func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty || name.hasPrefix("/") ? name : folder + "/" + name
  }
}

/// Seconds on a clock that never goes back: for what is said of speed, never for a result.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
