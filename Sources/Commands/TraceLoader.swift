import Glibc
import Ingest
import Scenarios
import Similarity
import Traces
import Units

/// Logs or a trace file → a trace, with everything that went wrong on the way said on standard error and kept for the exit code.
struct TraceLoader {
  let options: LogOptions
  let printing: PrintOptions
  /// What the texts of last user messages are kept for, as the user named it; `nil` where they are not.
  var textsAreFor: String?
  /// Keep texts if there are any, without a claim on them: a trace file has none.
  var wantsTexts = false
  /// Tell which prompts are near each other, not only which are equal.
  var makesNearSignatures = true
  /// Say on standard error what reports say as caveats, for commands without a report.
  var saysRemarks = false
  /// Keep the keys of the trace, with which more logs can be added to it.
  var keepsKeys = false
  /// The trace that the logs are added to.
  var before: ResumedTrace?
  /// What strategies compare by meaning, and where vectors come from.
  var meaning = MeaningNeeds()
  var embeddings: EmbeddingOptions?

  /// What was read.
  struct Loaded {
    var trace: Trace
    /// By text id; empty unless texts were asked for and logs were read.
    let texts: [String]
    /// The beginnings of system prompts by their id, with ``texts``.
    var systemPrompts: [TextHead] = []
    /// What answers are compared by, by their id, with ``texts``.
    var answers: [AnswerSketch] = []
    /// The keys of the trace, if they were asked for.
    var keys: TraceKeys?
    /// What to exit with when all is done: 65 after broken files or too many bad lines.
    let failure: Failure?
  }

  /// Reads everything.
  func load() throws -> Loaded {
    guard let model = options.model else { return try loadAsLogged() }
    guard !keepsKeys, before == nil else {
      throw Failure(
        .usage, "A trace that logs are added to has what they say; leave --model out, and give it to the commands that read the trace.")
    }
    var out = try loadAsLogged()
    out.trace = out.trace.namingModel(model)
    return out
  }

  private func loadAsLogged() throws -> Loaded {
    let paths = try Inputs.expand(options.logs)
    // Each file is opened before the long work: what cannot be opened is said at once, and a trace file is told by its first bytes.
    // Pipes cannot be opened twice and are kept.
    var pipes: [String: FileSource] = [:]
    for path in paths {
      let source = try FileSource(path: path)
      if try Self.isTraceFile(source) { return try decode(source, path, isAlone: paths.count == 1) }
      if Inputs.size(path) == nil { pipes[path] = source }
    }
    return try read(paths, pipes)
  }

  private func decode(_ source: FileSource, _ path: String, isAlone: Bool) throws -> Loaded {
    guard isAlone else {
      throw Failure(.usage, "\(path) is a trace file and can only be read alone; name its logs instead to read several together.")
    }
    if let textsAreFor {
      throw Failure(.usage, "\(path) is a trace file, which holds no prompts; name the logs it was made of to use \(textsAreFor).")
    }
    do {
      let trace = try Self.bytes(source).withUnsafeBytes { try Trace(decoding: $0) }
      try meaning.check(trace, path: path)
      return Loaded(trace: trace, texts: [], failure: verdict(trace.log))
    } catch let error as TraceFileError {
      throw Failure(.badData, "\(path): \(error)")
    }
  }

  private func read(_ paths: [String], _ pipes: [String: FileSource]) throws -> Loaded {
    let inputs = zip(paths, Self.names(of: paths)).map { path, name in
      let pipe = pipes[path]
      return LogInput(name: name, size: Inputs.size(path)) {
        try LogFile(path: path, opened: pipe)
      }
    }
    var settings = IngestOptions()
    settings.format = options.format
    settings.fields = try fields(options.map)
    if !options.map.isEmpty, let format = options.format {
      throw Failure(
        .usage,
        "--map and --format \(format) exclude each other: a map says itself where the fields stand. Leave --map out to read the log as "
          + "\(format), or --format to read it by the map.")
    }
    settings.dictionary = try options.zstdDictionary.map(dictionary) ?? []
    settings.sampledShare = options.sampled.flatMap(share)
    settings.threads = options.threads ?? min(2, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    settings.keepsTexts = textsAreFor != nil || wantsTexts
    settings.keptViews = meaning.views
    // What is added to a trace is told apart as the rest of it is.
    settings.makesNearSignatures = before.map { $0.trace.log.remarks[.noNear] == nil } ?? makesNearSignatures
    settings.keepsKeys = keepsKeys
    settings.spill = { try TemporaryFile() }
    settings.isStrict = options.strict
    let rejects = try options.reject.map { try OutputFile($0) }
    if let rejects {
      settings.onReject = { record in
        try rejects.write(record)
        try rejects.write("\n")
      }
    }
    let progress = printing.quiet || printing.noProgress || !Terminal.showsProgress ? nil : ProgressLine()
    if let progress { settings.onProgress = { progress.show($0) } }
    defer { progress?.clear() }
    do {
      let result = try Ingest.read(inputs, options: settings, addingTo: before)
      try rejects?.finish()
      progress?.clear()
      if !printing.quiet {
        if result.spilledBytes > 0 {
          let late = grouped(result.trace.log.outOfOrder)
          Terminal.warn("\(late) requests were out of order: sorted by time through a temporary file of \(Bytes(result.spilledBytes)).")
        }
        if saysRemarks { for note in result.notes { Terminal.warn(note) } }
        warn(result.trace.log)
      }
      var trace = result.trace
      try meaning.fulfil(
        &trace, result.views, vectors: embeddings.map { EmbeddingLoader(options: $0, printing: printing) }, logs: paths,
        threads: settings.threads)
      return Loaded(
        trace: trace, texts: result.texts, systemPrompts: result.systemPrompts, answers: result.answers, keys: result.keys,
        failure: verdict(result.trace.log))
    } catch let error as IngestError {
      try rejects?.finish()
      throw failure(error)
    }
  }

  /// What reports call files: their names, with the folders in which they differ where names are not enough (`PT1H.json`).
  static func names(of paths: [String]) -> [String] {
    let parts = paths.map { $0.split(separator: "/") }
    let isClear = Set(parts.map(\.last)).count == paths.count
    let common = isClear ? 0 : sharedFolders(parts)
    return zip(paths, parts).map { path, parts in
      if path == "-" { return "standard input" }
      return isClear ? lastComponent(path) : parts.dropFirst(min(common, parts.count - 1)).joined(separator: "/")
    }
  }

  /// How many folders all paths have in common from the first on.
  private static func sharedFolders(_ paths: [[Substring]]) -> Int {
    guard let first = paths.first else { return 0 }
    return paths.reduce(first.count - 1) { count, path in zip(first.prefix(count), path.dropLast()).prefix { $0 == $1 }.count }
  }

  /// The map of a home-made log's fields, of all maps that are given together; `nil` if there are none.
  private func fields(_ maps: [String]) throws -> FieldMap? {
    guard !maps.isEmpty else { return nil }
    let pairs = try maps.flatMap(pairs)
    do {
      return try FieldMap(pairs)
    } catch {
      throw Failure(.usage, "--map: \(error).")
    }
  }

  /// Fields and paths of a map that is written out, or in a YAML file.
  private func pairs(_ map: String) throws -> [(String, String)] {
    do {
      if map.contains("=") { return try FieldMap.pairs(of: map) }
      guard access(map, F_OK) == 0 else {
        throw Failure(
          .noInput,
          "--map: there is no file '\(map)'; write FIELD=PATH,…, such as time=ts,model=llm.name,prompt=question, or name a YAML file.")
      }
      return try MapFile.read(try text(of: map), file: lastComponent(map)).map { ($0.field, $0.path) }
    } catch let error as FieldMapError {
      throw Failure(.usage, "--map: \(error).")
    } catch let error as ScenarioError {
      throw Failure(.usage, "\(error)")
    }
  }

  /// The bytes of a dictionary, which is a small file.
  private func dictionary(_ path: String) throws -> [UInt8] {
    let most = 16 << 20
    let bytes = try FileSource(path: path).peek(most + 1)
    guard !bytes.isEmpty, bytes.count <= most else {
      throw Failure(.usage, "\(path) is no dictionary of zstd: it is \(bytes.isEmpty ? "empty" : "larger than 16 MiB").")
    }
    return bytes
  }

  /// Why nothing was read. Files that are no logs are bad data; a folder without a log is no input.
  private func failure(_ error: IngestError) -> Failure {
    switch error {
    case .noRequests, .unknownFormat:
      let code: Failure.Code = options.logs.allSatisfy(Inputs.isFolder) ? .noInput : .badData
      if case .noRequests = error, options.logs.count == 1 {
        return Failure(code, "\(options.logs[0] == "-" ? "standard input" : options.logs[0]): \(error)")
      }
      return Failure(code, "\(error)")
    case .noSuchFormat: return Failure(.usage, "\(error)")
    case .badRecord, .broken, .refused: return Failure(.badData, "\(error)")
    }
  }

  /// Whether a file is a trace file, by its first bytes.
  static func isTraceFile(_ source: FileSource) throws -> Bool {
    try source.peek(16).withUnsafeBytes { Trace.isTraceFile(prefix: $0) }
  }

  /// All bytes of a trace file.
  static func bytes(_ source: FileSource) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try block.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }

  /// Exit code 65 after a broken file, or when more lines are bad than is bearable.
  private func verdict(_ log: LogSummary) -> Failure? {
    let faults = log.sources.compactMap { source in source.fault.map { "\(source.name): \($0)" } }
    if let first = faults.first {
      let others = faults.count == 1 ? "" : ", and \(grouped(faults.count - 1)) more such \(faults.count == 2 ? "file" : "files")"
      return Failure(.badData, "\(first)\(others); the figures rest on what could be read.")
    }
    let share = Double(log.badRecords) / Double(max(log.records, 1))
    guard share > options.bearableShare else { return nil }
    return Failure(
      .badData,
      "\(grouped(log.badRecords)) of \(grouped(log.records)) records \(log.badRecords == 1 ? "is" : "are") bad, more than \(percent(options.bearableShare)); "
        + "--reject FILE keeps them for a look, --max-bad bears more.")
  }

  private func warn(_ log: LogSummary) {
    for aside in log.setAside.filter(\.isBad).prefix(5) {
      let place = aside.examples.first.map { "\(log.sources[$0.source].name):\($0.line)" } ?? ""
      Terminal.warn("\(place): \(grouped(aside.count)) bad \(aside.count == 1 ? "record" : "records"): \(aside.cause)")
    }
  }
}

/// The last component of a path.
func lastComponent(_ path: String) -> String {
  String(path.split(separator: "/").last ?? Substring(path))
}
