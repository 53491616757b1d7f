import Embeddings
import Glibc
import Ingest
import Units

/// Vectors of prompts from wherever the options say, with what is to be said of them on standard error.
struct EmbeddingLoader {
  let options: EmbeddingOptions
  let printing: PrintOptions

  /// The vectors of `texts`, and perhaps of others; `nil` where no option asks for any. `logs` are looked through for `--embeddings log`.
  func table(of texts: [String], logs: [String]) throws -> EmbeddingTable? {
    do {
      if let url = options.embedUrl, let model = options.embedModel { return try ask(url, model, texts) }
      guard let file = options.embeddings else { return nil }
      let table = file == "log" ? try logged(texts, logs) : try sidecar(file)
      tellCoverage(table, texts)
      return table
    } catch let error as EmbeddingFileError {
      throw Failure(.badData, "\(options.embeddings ?? ""): \(error)")
    } catch let error as EmbeddingError {
      throw Failure(error.isUsage ? .usage : .noInput, "\(error)")
    } catch let error as EmbeddingCacheError {
      throw Failure(.cannotWrite, "\(error)")
    } catch let error as UnpackingError {
      throw Failure(.badData, "\(options.embeddings ?? ""): \(error)")
    }
  }

  private func sidecar(_ file: String) throws -> EmbeddingTable {
    let model = options.embedModel ?? lastComponent(file)
    guard file.hasSuffix(".npy") else {
      return try Sidecars.table(jsonLines: Unpacker(FileSource(path: file)), model: model)
    }
    let vectors = try FileSource(path: file)
    let beside = "\(file.dropLast(4)).ids.jsonl"
    guard options.embeddingIds != nil || Inputs.size(beside) != nil else {
      throw Failure(.noInput, "There is no \(beside), which says whose the rows of \(file) are; name it with --embedding-ids.")
    }
    let ids = try FileSource(path: options.embeddingIds ?? beside)
    return try TraceLoader.bytes(vectors).withUnsafeBytes { bytes in
      try Sidecars.table(npy: bytes, ids: Unpacker(ids), model: model)
    }
  }

  private func logged(_ texts: [String], _ logs: [String]) throws -> EmbeddingTable {
    let hashes = texts.map { TextHash(of: $0) }
    var found = LoggedEmbeddings(wanted: Set(hashes))
    for path in try Inputs.expand(logs) {
      guard path != "-" else {
        throw Failure(.usage, "Standard input cannot be read twice, as --embeddings log asks; give the log as a file.")
      }
      try found.read(Unpacker(FileSource(path: path)))
    }
    guard let table = found.best(for: hashes, model: options.embedModel) else {
      let calls = found.calls == 0 ? "no call of an embedding model" : "no usable call of such an embedding model"
      throw Failure(.noInput, "The logs hold \(calls) with its texts and vectors; give vectors with --embeddings FILE or --embed-url.")
    }
    return table
  }

  private func ask(_ url: String, _ model: String, _ texts: [String]) throws -> EmbeddingTable {
    let endpoint = try EmbeddingEndpoint(
      url: url, model: model, dimensions: options.embedDimensions, key: try key(), allowsPlainKey: options.embedPlainKey)
    let cache = try EmbeddingCache(path: try options.embedCache ?? Self.standardCache())
    var client = EmbeddingClient(endpoint, cache: cache)
    let progress = printing.quiet || printing.noProgress || !Terminal.showsProgress ? nil : ProgressLine()
    if let progress { client.onProgress = { progress.show($0) } }
    defer { progress?.clear() }
    let result = try client.embed(texts)
    progress?.clear()
    if !printing.quiet {
      Terminal.note(
        "hindcast: \(grouped(result.distinct)) distinct prompts: \(grouped(result.cached)) vectors were in the cache, "
          + "\(grouped(result.table.count - result.cached)) were got with \(grouped(result.requests)) requests and \(grouped(result.tokens)) tokens"
          + (result.refused > 0 ? "; the endpoint refuses \(grouped(result.refused))" : "") + ".\n")
    }
    return result.table
  }

  private func key() throws -> String? {
    guard let name = options.embedKeyEnv else { return nil }
    guard let value = getenv(name) else {
      throw Failure(.usage, "There is no environment variable \(name); --embed-key-env names the one that holds the endpoint's key.")
    }
    return String(cString: value)
  }

  /// The place for caches of the XDG base directory specification.
  private static func standardCache() throws -> String {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil } }
    guard let base = variable("XDG_CACHE_HOME") ?? variable("HOME").map({ $0 + "/.cache" }) else {
      throw Failure(.usage, "There is no home folder to keep vectors in; name a file with --embed-cache.")
    }
    try makeFolder(base + "/hindcast")
    return base + "/hindcast/embeddings.sqlite"
  }

  private func tellCoverage(_ table: EmbeddingTable, _ texts: [String]) {
    guard !printing.quiet else { return }
    let distinct = Set(texts.lazy.filter { !$0.isEmpty }.map { TextHash(of: $0) })
    let known = distinct.count { table.row(of: $0) != nil }
    Terminal.note(
      "hindcast: \(grouped(known)) of \(grouped(distinct.count)) distinct prompts have a vector; the others have no semantic match.\n")
  }
}
