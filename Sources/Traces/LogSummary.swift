/// What ingest met on the way to a trace: kept with the trace, so that every report can say what it rests on.
public struct LogSummary: Sendable, Equatable {
  /// One input file or stream.
  public struct Source: Sendable, Equatable {
    /// The name as a report may show it: the last component of the path, with the folders in which files of the same name differ; or
    /// "standard input".
    public var name: String
    /// How it was packed: "zstd", "gzip", "plain", "gzip > zstd".
    public var packing = "plain"
    /// The name of the format that it was read as.
    public var format = ""
    /// Of the records looked at to tell the format, how many had its shape.
    public var matched = 0
    /// How many records were looked at to tell the format.
    public var examined = 0
    /// Bytes read.
    public var bytesIn = 0
    /// Bytes after unpacking.
    public var bytesOut = 0
    /// Records found: lines of JSON lines, elements of an array.
    public var records = 0
    /// Records that became requests.
    public var requests = 0
    /// Digest of the bytes read, with its kind before it: `xxh128:` and what `xxhsum -H2` prints; in older traces a bare SHA-256.
    public var digest = ""
    /// Where and how the file was broken, as a sentence; `nil` where it was read to its end.
    public var fault: String?

    /// A source that nothing was read of yet.
    public init(name: String) { self.name = name }
  }

  /// Why records did not become requests.
  public struct SetAside: Sendable, Equatable {
    /// The cause, as a phrase: "not JSON: unexpected end", "no model".
    public var cause: String
    /// Whether the record was broken; otherwise it was whole and merely not a request (an aggregate, a chunk, the same id again).
    public var isBad: Bool
    /// How many records.
    public var count: Int
    /// The first few: index into ``LogSummary/sources`` and line.
    public var examples: [Place]

    /// Records of one cause.
    public init(cause: String, isBad: Bool, count: Int, examples: [Place]) {
      self.cause = cause
      self.isBad = isBad
      self.count = count
      self.examples = examples
    }
  }

  /// A line of a source.
  public struct Place: Sendable, Equatable {
    /// Index into ``LogSummary/sources``.
    public var source: Int
    /// From 1.
    public var line: Int

    /// A line of a source.
    public init(source: Int, line: Int) {
      self.source = source
      self.line = line
    }
  }

  /// The inputs, in the order given.
  public var sources: [Source] = []
  /// Records that did not become requests, most frequent first, ties by cause.
  public var setAside: [SetAside] = []
  /// Requests that stood before an earlier one in the log.
  public var outOfOrder = 0
  /// What must be said beyond the flags of requests, each with how many it concerns.
  public var remarks: [LogRemark: Int] = [:]

  /// Nothing read yet.
  public init() {}

  /// Records of all sources.
  public var records: Int { sources.reduce(0) { $0 + $1.records } }
  /// Records that were broken.
  public var badRecords: Int { setAside.reduce(0) { $0 + ($1.isBad ? $1.count : 0) } }
}
