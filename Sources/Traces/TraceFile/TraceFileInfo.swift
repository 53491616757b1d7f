public import Units

/// What a trace file says of itself: the value behind `hindcast trace info`.
public struct TraceFileInfo: Sendable, Equatable {
  /// A section of the file.
  public struct Section: Sendable, Equatable {
    /// Its name, as in Format.md.
    public let name: String
    /// How many values it has.
    public let count: Int
    /// Its size before compression.
    public let rawSize: Bytes
    /// Its size in the file.
    public let packedSize: Bytes
  }

  /// Version of the format.
  public let version: Int
  /// How many requests the trace has.
  public let requests: Int
  /// First and last arrival; `nil` of an empty trace.
  public let span: ClosedRange<Timestamp>?
  /// Distinct prompts that are in the log.
  public let prompts: Int
  /// Distinct tuples of parameters.
  public let parameters: Int
  /// Distinct callers.
  public let callers: Int
  /// Distinct last user messages.
  public let texts: Int
  /// How many names each named field has, the empty one not counted.
  public let names: [KeyField: Int]
  /// What ingest met.
  public let log: LogSummary
  /// All sections, in the order of the file.
  public let sections: [Section]
  /// Size of the file.
  public let size: Bytes

  /// Reads the head of a trace file, checks all its checksums, and unpacks only what is needed to answer.
  ///
  /// - Complexity: O(size of the file + requests).
  public init(decoding bytes: UnsafeRawBufferPointer) throws(TraceFileError) {
    var reader = try TraceReader(bytes)
    let header = reader.header
    version = Int(TraceFileHeader.version)
    requests = header.requests
    size = Bytes(bytes.count)
    sections = header.sections.map {
      Section(name: $0.name, count: $0.count, rawSize: Bytes($0.rawBytes), packedSize: Bytes($0.packedBytes))
    }
    var arrival: [Int64] = []
    try reader.visitIncreasing("requests.arrival", &arrival)
    if let first = arrival.first, let last = arrival.last {
      guard first <= last else { throw .inconsistent(section: "requests.arrival", reason: "its moments are not in order") }
      span = Timestamp(microseconds: first)...Timestamp(microseconds: last)
    } else {
      span = nil
    }
    let counts = Dictionary(sections.map { ($0.name, $0.count) }, uniquingKeysWith: { first, _ in first })
    prompts = max(0, (counts["prompts.messages"] ?? 0) - 1)
    parameters = counts["parameters.model"] ?? 0
    let who = try reader.table("callers", KeyField.ofCallers).rows(ignoring: .sentIdentifiers)
    callers = who.max().map { Int($0) + 1 } ?? 0
    texts = max(0, (counts["texts.stems"] ?? 0) - 1)
    var names: [KeyField: Int] = [:]
    for field in KeyField.allCases { names[field] = try reader.names(field).map { $0.count - 1 } }
    self.names = names
    log = try reader.log()
  }
}
