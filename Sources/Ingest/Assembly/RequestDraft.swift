internal import Similarity
internal import Traces
internal import Units

/// One request in canonical form, before its values are interned: what a format fills from a record.
///
/// Holds views of the record, and is valid as long as it.
struct RequestDraft {
  /// When it was sent, in microseconds since the Unix epoch.
  var arrival: Int64?
  /// When it was answered in full; stands in for ``arrival`` with ``duration`` (law 1).
  var end: Int64?
  /// When, from a stamp in whole seconds: a last resort, flagged ``RequestFlags/coarseTime``.
  var coarseTime: Int64?
  /// How long until it was answered in full, in microseconds.
  var duration: Int64?
  /// How long until the first token, in microseconds.
  var firstToken: Int64?
  /// Tokens in disjoint parts; `nil` where the log has none.
  var usage: TokenUsage?
  /// What the log says that it cost.
  var loggedCost: Dollars?
  /// HTTP status; 0 where the log has none.
  var status = 0
  /// What else is known; the rest is added when it is interned.
  var flags: RequestFlags = []

  /// The kind of call.
  var endpoint = Endpoint.unknown
  /// The model, by the name that it is priced under.
  var model: LoggedName?
  /// Who served it, by LiteLLM's name.
  var provider: LoggedName?
  /// What else can change the answer.
  var parameters = LoggedParameters()
  /// Whether the log drops parameters of requests that an earlier cache answered: those of the original are taken.
  var losesParameters = false
  /// The prompt.
  var conversation = Conversation()
  /// The answer.
  var answer = LoggedAnswer()

  /// The organisation that called.
  var organisation: LoggedName?
  /// The team that called.
  var team: LoggedName?
  /// The user who called.
  var user: LoggedName?
  /// The API key used.
  var apiKey: LoggedName?
  /// The place that the call came through.
  var place: LoggedName?
  /// Whether the log has the body that the client sent, which then tells whom the client named.
  var hasBody = false

  /// The id of the answer: a hit of an earlier cache has that of its original (law 4).
  var answerID: Fingerprint?
  /// What only the same record again has in common with this one.
  var recordID: Fingerprint?
  /// The logical call that attempts belong to (law 5).
  var call: Fingerprint?

  /// The span that it is, where it may turn out to be around another.
  var span: Fingerprint?

  /// What must be said of it beyond its flags.
  var note: LogRemark?

  /// Which of day and month stands first in the dates of the log, where that is known; not forgotten with a request.
  var dateOrder: Stamp.DateOrder?
  /// Parsers for bodies that were logged as text.
  let bodies = BodyParsers()
  /// What names of models are made of.
  let families = ModelFamilies()
  /// Parameters that were met before.
  private let knownParameters = ParametersMemo()

  /// Takes an object that is nothing but parameters, as the only one that there are.
  mutating func read(parameters object: JSONValue) { parameters = knownParameters.parameters(object) }

  /// Forgets everything but its memory.
  mutating func reset() {
    arrival = nil
    end = nil
    coarseTime = nil
    duration = nil
    firstToken = nil
    usage = nil
    loggedCost = nil
    status = 0
    flags = []
    endpoint = .unknown
    model = nil
    provider = nil
    parameters = LoggedParameters()
    losesParameters = false
    conversation.reset()
    answer.reset()
    organisation = nil
    team = nil
    user = nil
    apiKey = nil
    place = nil
    hasBody = false
    answerID = nil
    recordID = nil
    call = nil
    span = nil
    note = nil
  }

  /// Calls `read` with the value that `text` is; `nil` if it is none. What it fills in stays valid until the next such call.
  mutating func pieces<R>(_ text: [UInt8], _ read: (JSONValue, inout RequestDraft) -> R) -> R? {
    guard let value = bodies.pieces.keep(text) else { return nil }
    return read(value, &self)
  }
}

/// Parsers for what stands as text inside a record; each keeps its last value valid until it parses again.
final class BodyParsers {
  /// For the body of a request.
  var request = JSONParser()
  /// For the body of an answer.
  var answer = JSONParser()
  /// For one event of a stream after the other.
  var event = JSONParser()
  /// For metadata that a log keeps as text.
  var metadata = JSONParser()
  /// For the pieces of a request, put together.
  let pieces = TextKeeper()
  /// For the body of a request that was put together from what a log says of it.
  let builtRequest = TextKeeper()
  /// For the body of an answer that was put together.
  let builtAnswer = TextKeeper()
}

/// A parser with the text that it parsed, for texts that stand nowhere in the log.
final class TextKeeper {
  private var parser = JSONParser()
  private var text = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  deinit { text.deallocate() }

  /// The value of `json`, valid until the next call; `nil` if it is no JSON.
  func keep(_ json: [UInt8]) -> JSONValue? {
    if text.count < json.count {
      text.deallocate()
      text = .allocate(byteCount: max(2 * json.count, 4_096), alignment: 16)
    }
    text.copyBytes(from: json)
    return try? parser.parse(UnsafeRawBufferPointer(rebasing: text[..<json.count]))
  }
}
