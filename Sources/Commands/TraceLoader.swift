import Glibc
import Ingest
import Traces
import Units

/// Logs or a trace file → a trace, with everything that went wrong on the way said on standard error and kept for the exit code.
struct TraceLoader {
  let options: LogOptions
  let output: OutputOptions
  /// Keep the texts of last user messages, for `--show-prompts`.
  var keepsTexts = false
  /// Tell which prompts are near each other, not only which are equal.
  var makesNearSignatures = true

  /// What was read.
  struct Loaded {
    let trace: Trace
    /// By text id; empty unless texts were asked for and logs were read.
    let texts: [String]
    /// What to exit with when all is done: 65 after broken files or too many bad lines.
    let failure: Failure?
  }

  /// Reads everything.
  func load() throws -> Loaded {
    let paths = try Inputs.expand(options.logs)
    if let first = paths.first, let bytes = try Self.traceFile(first) {
      guard paths.count == 1 else {
        throw Failure(.usage, "\(first) is a trace file and can only be read alone; name its logs instead to read several together.")
      }
      guard !keepsTexts else {
        throw Failure(.usage, "\(first) is a trace file, which holds no prompts; name the logs it was made of to use --show-prompts.")
      }
      do {
        let trace = try bytes.withUnsafeBytes { try Trace(decoding: $0) }
        return Loaded(trace: trace, texts: [], failure: verdict(trace.log))
      } catch let error as TraceFileError {
        throw Failure(.badData, "\(first): \(error)")
      }
    }
    return try read(paths)
  }

  private func read(_ paths: [String]) throws -> Loaded {
    let inputs = paths.map { path in
      LogInput(name: path == "-" ? "standard input" : lastComponent(path), size: Inputs.size(path)) { try FileSource(path: path) }
    }
    var settings = IngestOptions()
    if let name = options.format {
      guard LogFormats.all.contains(where: { $0.name == name }) else {
        throw Failure(.usage, "There is no format \"\(name)\"; there are: \(LogFormats.all.map(\.name).joined(separator: ", ")).")
      }
      settings.format = name
    }
    settings.threads = options.threads ?? min(2, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    settings.keepsTexts = keepsTexts
    settings.makesNearSignatures = makesNearSignatures
    settings.isStrict = options.strict
    let rejects = try options.reject.map { try OutputFile($0) }
    if let rejects {
      settings.onReject = { record in
        try rejects.write(record)
        try rejects.write("\n")
      }
    }
    let progress = output.quiet || output.noProgress || !Terminal.showsProgress ? nil : ProgressLine()
    if let progress { settings.onProgress = { progress.show($0) } }
    defer { progress?.clear() }
    do {
      let result = try Ingest.read(inputs, options: settings)
      try rejects?.finish()
      progress?.clear()
      if !output.quiet { Terminal.note(warnings(result.trace.log)) }
      return Loaded(trace: result.trace, texts: result.texts, failure: verdict(result.trace.log))
    } catch let error as IngestError {
      let sentence = "\(error)."
      throw Failure(.badData, sentence.prefix(1).uppercased() + sentence.dropFirst())
    }
  }

  /// The bytes of `path` if it is a trace file.
  static func traceFile(_ path: String) throws -> [UInt8]? {
    guard path != "-", let size = Inputs.size(path) else { return nil }
    let source = try FileSource(path: path)
    var head = [UInt8](repeating: 0, count: 16)
    let count = try head.withUnsafeMutableBytes { try source.read(into: $0) }
    guard head[..<count].withUnsafeBytes({ Trace.isTraceFile(prefix: $0) }) else { return nil }
    var bytes = Array(head[..<count])
    bytes.reserveCapacity(size)
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = try block.withUnsafeMutableBytes { try source.read(into: $0) }
      if count == 0 { return bytes }
      bytes += block[..<count]
    }
  }

  /// Exit code 65 after a broken file, or when more lines are bad than is bearable.
  private func verdict(_ log: LogSummary) -> Failure? {
    if let broken = log.sources.first(where: { $0.fault != nil }) {
      return Failure(.badData, "\(broken.name) is broken (\(broken.fault ?? "")); the figures rest on what could be read.")
    }
    let share = Double(log.badRecords) / Double(max(log.records, 1))
    guard share > options.bearableShare else { return nil }
    return Failure(
      .badData,
      "\(grouped(log.badRecords)) of \(grouped(log.records)) records are bad, more than \(percent(options.bearableShare)); "
        + "--reject FILE keeps them for a look, --max-bad bears more.")
  }

  private func warnings(_ log: LogSummary) -> String {
    log.setAside.filter(\.isBad).prefix(5).map { aside in
      let place = aside.examples.first.map { "\(log.sources[$0.source].name):\($0.line)" } ?? ""
      return "hindcast: \(place): \(grouped(aside.count)) bad \(aside.count == 1 ? "record" : "records"): \(aside.cause)\n"
    }.joined()
  }
}

/// The last component of a path.
func lastComponent(_ path: String) -> String {
  String(path.split(separator: "/").last ?? Substring(path))
}
