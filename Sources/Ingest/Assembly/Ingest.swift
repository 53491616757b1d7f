internal import Traces

/// Logs in, a trace out.
public enum Ingest {
  /// Reads all `inputs`, in order, into one trace.
  ///
  /// What is wrong with single records or inputs is counted in the trace's ``Trace/log``. Memory is bounded by the number of requests and of
  /// distinct values, not by the length of the logs.
  /// The result is that of reading the logs of the trace `before`, if there is one, and then these: but for halves of requests that waited
  /// at the end of the former, and hits of an earlier cache there whose original is here.
  /// - Throws: ``IngestError`` where no request was found, or as a strict run asks; what opening an input throws.
  /// - Complexity: O(bytes).
  public static func read(_ inputs: [LogInput], options: IngestOptions = IngestOptions(), addingTo before: ResumedTrace? = nil) throws
    -> IngestResult
  {
    let named = try options.format.map { name in
      guard let format = LogFormats.registry.first(where: { $0.name == name }) else { throw IngestError.noSuchFormat(name) }
      return format
    }
    let chosen = options.fields.map { MappedLog($0) } ?? named
    var assembler = Assembler(options, resuming: before)
    var firstUnknown: IngestError?
    var other: String?
    for (index, input) in inputs.enumerated() {
      var reader = SourceReader(input: input, index: index, format: chosen, options: options)
      try reader.read(into: &assembler)
      firstUnknown = firstUnknown ?? reader.unknown
      other = other ?? reader.otherFormat
    }
    try assembler.addLastPieces()
    let requests = assembler.count
    let unmet = (assembler.formats[MappedLog.id] as? MappedLog)?.unmet ?? []
    var result = try assembler.finish()
    result.unmet = unmet
    guard requests > 0 else {
      let trace = result.trace
      if let broken = trace.log.sources.dropFirst(before?.trace.log.sources.count ?? 0).first(where: { $0.fault != nil }),
        let fault = broken.fault
      {
        throw IngestError.broken(input: broken.name, fault: fault)
      }
      throw firstUnknown
        ?? IngestError.noRequests(
          records: trace.log.records - (before?.trace.log.records ?? 0), cause: trace.log.setAside.first?.cause, looksLike: other)
    }
    return result
  }
}
