public import Similarity
public import Traces
internal import Units

/// One input of a run: a file, or standard input.
public struct LogInput: Sendable {
  /// The name as reports may show it: the last component of a path, or "standard input".
  public let name: String
  /// Its size in bytes, if it is known before reading.
  public let size: Int?
  /// Opens it; called once, and only when its turn has come.
  public let open: @Sendable () throws -> any ByteSource

  /// An input.
  public init(name: String, size: Int?, open: @escaping @Sendable () throws -> any ByteSource) {
    self.name = name
    self.size = size
    self.open = open
  }
}

/// How logs are read.
public struct IngestOptions: Sendable {
  /// The name of the format of all inputs (``LogFormats/all``), or `nil` to tell it file by file.
  public var format: String?
  /// Where the fields of a home-made log stand; all inputs are then read by it.
  public var fields: FieldMap?
  /// The dictionary that zstd logs were compressed with; empty for none.
  public var dictionary: [UInt8] = []
  /// Threads: with 2 or more, unpacking and near signatures run beside parsing. The result is the same.
  public var threads = 2
  /// Whether the texts of last user messages are kept, for reports that show prompts.
  public var keepsTexts = false
  /// The views under which the texts of prompts are kept, to be compared by meaning; not with ``keepsKeys`` of an earlier trace.
  public var keptViews: [TextView] = []
  /// Whether last user messages get near signatures; without, no two different texts are near.
  public var makesNearSignatures = true
  /// Whether the first bad record, or the first input that is broken or of no known format, ends the run.
  public var isStrict = false
  /// The share of all requests that the log holds, where the user says that it is a sample.
  public var sampledShare: Double?
  /// Whether the keys of the trace are kept, with which more logs can be added to it.
  public var keepsKeys = false
  /// Opens a place outside of memory, for halves of requests that wait for the other and for sorting more requests than a hundred
  /// megabytes are enough for; without it, memory is used for sorting, and halves that wait too long stand alone.
  public var spill: (@Sendable () throws -> any SpillFile)?
  /// Requests that are sorted in memory, where there is a place to sort more.
  public var sortedInMemory = 1 << 22
  /// Called now and then, on the caller's thread.
  public var onProgress: (@Sendable (IngestProgress) -> Void)?
  /// Called with each bad record whole, on the caller's thread; the bytes are valid inside the call only.
  public var onReject: (@Sendable (UnsafeRawBufferPointer) throws -> Void)?

  /// The defaults.
  public init() {}
}

/// Why an input could not be opened when its turn came, or not be read further: a clause that follows its name.
///
/// Sources throw it for what concerns them alone; the run goes on with the next input, and the fault is kept with the log.
public struct InputFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The clause, without a full stop.
  public let description: String

  /// A fault in words.
  public init(_ description: String) { self.description = description }
}

/// How far ingest has come.
public struct IngestProgress: Sendable, Equatable {
  /// The input being read.
  public var name: String
  /// Which input it is, from 0.
  public var input: Int
  /// Bytes of it that were read, before unpacking.
  public var bytes: Int
  /// Its size in bytes, if known.
  public var size: Int?
  /// Requests so far, of all inputs.
  public var requests: Int

  /// A point that ingest has come to.
  public init(name: String, input: Int, bytes: Int, size: Int?, requests: Int) {
    self.name = name
    self.input = input
    self.bytes = bytes
    self.size = size
    self.requests = requests
  }
}

/// What ingest gives.
public struct IngestResult: Sendable {
  /// The trace.
  public let trace: Trace
  /// Texts of last user messages by their id in the trace, if they were to be kept; element 0 is the absent text.
  public let texts: [String]
  /// The texts under each of the views that were to be kept.
  public let views: [ViewedTexts]
  /// The beginnings of system prompts by their id in the trace, if texts were to be kept; element 0 is that of the absent one.
  public let systemPrompts: [TextHead]
  /// What answers are compared by, by their id in the trace, if texts were to be kept; element 0 is that of the absent one.
  public let answers: [AnswerSketch]
  /// The keys of the trace, if they were to be kept.
  public let keys: TraceKeys?
  /// Bytes that were written outside of memory to put requests in order; 0 where there was no need.
  public let spilledBytes: Int

  /// Parts of a map of fields, `field=path`, that no record had a value for.
  public internal(set) var unmet: [String] = []

  /// What must be said of the log beyond the flags of its requests, as sentences with their numbers.
  public var notes: [String] {
    LogRemark.allCases.compactMap { remark in trace.log.remarks[remark].map { remark.sentence($0) } }
      + unmet.map { "--map: no record has a value at \($0): look whether the path is as the log writes it." }
  }
}

/// Why nothing came of a log. Every case has a sentence.
public enum IngestError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no format of this name.
  case noSuchFormat(String)
  /// The records of an input have no known shape; `keys` say where the first one has its values.
  case unknownFormat(input: String, keys: String)
  /// An input is a log that is known and cannot be read: the cause, and what to give instead.
  case refused(input: String, cause: String)
  /// The inputs were read and have no request; they may look like another format than the one asked for.
  case noRequests(records: Int, cause: String?, looksLike: String?)
  /// In a strict run: a bad record.
  case badRecord(input: String, line: Int, cause: String)
  /// In a strict run, or where nothing else was read: an input could not be read to its end.
  case broken(input: String, fault: String)

  /// A sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .noSuchFormat(let name):
      let known = LogFormats.all.map(\.name)
      let meant = known.first { editDistance($0, name.lowercased()) <= 1 }
      let all = "the formats are \(known.joined(separator: ", "))."
      return "There is no log format \"\(name)\"; " + (meant.map { "did you mean \"\($0)\"?" } ?? all)
    case .unknownFormat(let input, let keys):
      return "\(input): The records are of no known format (keys of the first: \(keys)). Say where the fields of your own log stand with "
        + "--map (time=…,model=…,prompt=…,answer=…), or name its format with --format ('hindcast list formats' shows all)."
    case .refused(let input, let cause):
      return "\(input): \(cause)."
    case .noRequests(0, _, _):
      return "The logs are empty: no record was found."
    case .noRequests(let records, let cause, let other):
      let what = records == 1 ? "The only record is no request" : "None of the \(grouped(records)) records is a request"
      let isMapped = cause?.hasPrefix(MappedLog.hasNone) == true
      let advice =
        isMapped
        ? "look at the paths of --map"
        : other.map { "the log looks like \($0): leave --format out" } ?? "'hindcast list formats' shows what logs can be"
      return what + (cause.map { " (\($0))" } ?? "") + "; \(advice)."
    case .badRecord(let input, let line, let cause):
      return "\(input):\(line): This record is bad (\(cause)); without --strict such records are counted and left out."
    case .broken(let input, let fault):
      return "\(input): \(fault)."
    }
  }
}
