/// All requests of a run, in time order, as columns and dimension tables; no prompt text.
public struct Trace: Sendable, Equatable {
  /// The requests, in the order of their ordinals.
  public internal(set) var requests: Requests
  /// Distinct tuples of ``KeyField/ofPrompts``. Row 0 is the prompt that is not in the log.
  public internal(set) var prompts: Dimension
  /// How many messages the conversation of each row of ``prompts`` has, a system prompt beside the messages not counted; empty where that is
  /// not known, as in older trace files.
  public internal(set) var messageCounts: [UInt16] = []
  /// Distinct tuples of ``KeyField/ofParameters``.
  public internal(set) var parameters: Dimension
  /// Distinct tuples of ``KeyField/ofCallers``.
  public internal(set) var callers: Dimension
  /// Names of the values of ``KeyField/named`` fields, by id; index 0 is the empty name of what is absent.
  public internal(set) var names: [KeyField: [String]]
  /// Temperatures by id of ``KeyField/temperature``; `nil` where absent or null.
  public internal(set) var temperatures: [Double?]
  /// What was asked of a cache on the way, by id of ``KeyField/cacheControls``; index 0 is nothing.
  public internal(set) var cacheControls = [CacheControls()]
  /// Normal forms of last user messages, by text id.
  public internal(set) var normalForms: NormalForms
  /// For requests that an earlier cache answered: the ordinal of the request whose answer they got, where the log tells (law 4).
  public internal(set) var originals: [UInt32: UInt32]
  /// Which texts are alike, for each way to compare them that was asked for when the logs were read (law 25).
  public internal(set) var graphs: [TextGraph] = []
  /// What ingest met.
  public var log: LogSummary

  /// The model of request `i`; empty where the log does not say.
  public func model(_ i: Int) -> String { name(.model, parameters: Int(requests.parameters[i])) }

  /// The name of a named field of a row of ``parameters``.
  public func name(_ field: KeyField, parameters row: Int) -> String {
    guard let ids = parameters[field], let names = names[field] else { return "" }
    return names[Int(ids[row])]
  }

  /// The kind of call of each row of ``parameters``.
  public var endpoints: [Endpoint] {
    (parameters[.endpoint] ?? []).map { Endpoint(rawValue: UInt8(clamping: $0)) ?? .other }
  }

  /// The time that was selected of a longer log, in microseconds since the Unix epoch, where the log covers it: no request need lie at its
  /// ends. `nil` where nothing was selected by time or condition.
  public var window: ClosedRange<Int64>?

  /// The time that the requests stand for: ``window``, else ``span``.
  public var covered: ClosedRange<Int64>? { requests.count == 0 ? nil : window ?? span }

  /// First and last arrival, in microseconds since the Unix epoch; `nil` of an empty trace.
  public var span: ClosedRange<Int64>? {
    guard let first = requests.arrival.first, let last = requests.arrival.last else { return nil }
    return first...last
  }
}

/// Text → text tables: which last user messages are one after normalisation. Index 0 is the absent text.
public struct NormalForms: Sendable, Equatable {
  /// Equal up to case, punctuation and white space.
  public internal(set) var spelling: [UInt32] = [0]
  /// … and filler words.
  public internal(set) var fillers: [UInt32] = [0]
  /// … and inflection: the "near" key.
  public internal(set) var stems: [UInt32] = [0]

  /// The tables of a trace without texts.
  public init() {}
}
