public import Units

/// What kind of call a request was. Rows that are not chat-like are not replayed through a response cache (law 5).
public enum Endpoint: UInt8, CaseIterable, Sendable {
  case unknown, chat, responses, messages, completion, embedding, image, audio, moderation, rerank, other

  /// Whether the call generates text from a prompt.
  public var isGeneration: Bool {
    switch self {
    case .chat, .responses, .messages, .completion, .unknown: true
    case .embedding, .image, .audio, .moderation, .rerank, .other: false
    }
  }

  /// The name used in reports and strategies.
  public var name: String { String(describing: self) }
}

/// What is known of a request beyond its numbers.
public struct RequestFlags: OptionSet, BitwiseCopyable, Hashable, Sendable {
  /// The flags as bits.
  public let rawValue: UInt32

  /// Flags from bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The log has token counts for it.
  public static let hasUsage = RequestFlags(rawValue: 1 << 0)
  /// The answer was streamed.
  public static let streamed = RequestFlags(rawValue: 1 << 1)
  /// It failed, or its answer was an error.
  public static let failed = RequestFlags(rawValue: 1 << 2)
  /// The logged prompt was cut, so equal prompts may be different ones (law 5).
  public static let truncatedPrompt = RequestFlags(rawValue: 1 << 3)
  /// The prompt is not in the log: not logged, redacted or encrypted.
  public static let noContent = RequestFlags(rawValue: 1 << 4)
  /// Part of the conversation is not in the log (`previous_response_id` and the like): never an exact repeat.
  public static let missingContext = RequestFlags(rawValue: 1 << 5)
  /// The answer called tools.
  public static let calledTools = RequestFlags(rawValue: 1 << 6)
  /// The answer was cut short (length, content filter, aborted): not stored (law 12).
  public static let unfinishedAnswer = RequestFlags(rawValue: 1 << 7)
  /// An earlier cache answered it.
  public static let loggedHit = RequestFlags(rawValue: 1 << 8)
  /// … by a semantic match.
  public static let loggedSemanticHit = RequestFlags(rawValue: 1 << 9)
  /// The caller asked the cache neither to look up nor to store.
  public static let skipCache = RequestFlags(rawValue: 1 << 10)
  /// The caller asked the cache not to store.
  public static let noStore = RequestFlags(rawValue: 1 << 11)
  /// The caller asked the cache to fetch anew and store.
  public static let refreshCache = RequestFlags(rawValue: 1 << 12)
  /// A batch-API row: it counts for money and duplicates, never for latency (law 5).
  public static let batch = RequestFlags(rawValue: 1 << 13)
  /// The log has no time for it: it stands at the time of the row before it.
  public static let noTime = RequestFlags(rawValue: 1 << 14)
  /// Its time comes from the answer's whole-second `created` stamp.
  public static let coarseTime = RequestFlags(rawValue: 1 << 15)
  /// Slower and cheaper processing was asked for.
  public static let flex = RequestFlags(rawValue: 1 << 16)
  /// Faster and dearer processing was asked for.
  public static let priority = RequestFlags(rawValue: 1 << 17)
  /// Its token counts are estimated from its texts (``Trace/estimatingUsage()``): the log has none.
  public static let estimatedUsage = RequestFlags(rawValue: 1 << 18)
  /// Parts of the prompt were redacted, names or numbers for instance: equal prompts may have been different ones. What says so may as well
  /// be of a template that was asked for, so that it is an equal prompt nevertheless, and a caveat.
  public static let redactedParts = RequestFlags(rawValue: 1 << 19)
}

/// One call of an LLM API, as it was logged: a row of ``Requests``.
public struct Request: Sendable, Equatable {
  /// When it was sent, in microseconds since the Unix epoch (law 1).
  public var arrival: Int64 = 0
  /// How long until it was answered in full, in microseconds; `nil` where the log does not say.
  public var duration: Int64?
  /// How long until the first token, in microseconds: streams only.
  public var firstToken: Int64?
  /// Its tokens in disjoint parts; meaningful with ``RequestFlags/hasUsage`` or ``RequestFlags/estimatedUsage``.
  public var usage = TokenUsage()
  /// The tokens of its prompt's texts by ``TokenEstimate``; 0 where they were not measured.
  public var promptEstimate: UInt32 = 0
  /// The tokens of its answer's text by ``TokenEstimate``; 0 where it was not measured.
  public var answerEstimate: UInt32 = 0
  /// What the log says that it cost.
  public var loggedCost: Dollars?
  /// Row of ``Trace/prompts``.
  public var prompt: UInt32 = 0
  /// Row of ``Trace/parameters``.
  public var parameters: UInt32 = 0
  /// Row of ``Trace/callers``.
  public var caller: UInt32 = 0
  /// Dense id of the answer's text; 0 where the log has none.
  public var answer: UInt32 = 0
  /// Size of the answer as a cache would store it, in bytes; 0 where the log has none.
  public var answerBytes: UInt32 = 0
  /// Dense id of the logical call (trace or call id) whose attempts belong together; 0 where the log has none.
  public var call: UInt32 = 0
  /// What else is known.
  public var flags: RequestFlags = []
  /// HTTP status; 0 where the log has none.
  public var status: UInt16 = 0
  /// Index of the file it came from in ``LogSummary/sources``.
  public var source: UInt16 = 0
  /// Line (or record) of that file, from 1.
  public var line: UInt32 = 0

  /// A request about which nothing is known yet.
  public init() {}
}
