internal import Units

/// One request and its answer: all that a log line says.
struct Exchange {
  /// The id of the line, as the truth names it.
  var id: String
  /// The request's place in the order of starts.
  var ordinal: Int
  var start: Timestamp
  var duration: Microseconds
  /// Time to the first token; only of streams that were answered.
  var firstToken: Microseconds?
  var model: ModelShare
  var system: String?
  /// Whether the system prompt is marked for the provider's cache.
  var cachesSystem: Bool
  var earlier: [Turn]
  var message: String
  var temperature: Double?
  var maxTokens: Int?
  var isStream: Bool
  var user: Int
  var team: Int
  var teamName: String
  var outcome: Outcome
  /// No tokens where the request failed.
  var usage: TokenUsage
  /// When the answer was made, in whole seconds since 1970.
  var created: Int64
  /// For a hit of the gateway's own cache, the id of the answer it gave.
  var servedFrom: String?

  /// How it ended.
  enum Outcome {
    case answered(Answer)
    case failed(Failure)
  }

  var end: Timestamp { Timestamp(microseconds: start.microseconds + duration.count) }
}

/// The ways in which a request fails.
enum Failure: Int {
  case rateLimited = 429
  case serverError = 500
  case timeout = 504

  /// The kind of error as OpenAI's and LiteLLM's logs name it.
  var type: String {
    switch self {
    case .rateLimited: "rate_limit_exceeded"
    case .serverError: "server_error"
    case .timeout: "timeout"
    }
  }

  /// The exception class of LiteLLM.
  var liteLLMClass: String {
    switch self {
    case .rateLimited: "RateLimitError"
    case .serverError: "InternalServerError"
    case .timeout: "Timeout"
    }
  }

  /// Anthropic's kind of error.
  var anthropicType: String {
    switch self {
    case .rateLimited: "rate_limit_error"
    case .serverError: "api_error"
    case .timeout: "timeout_error"
    }
  }

  /// What the client was told.
  var message: String {
    switch self {
    case .rateLimited: "Too many requests, slow down"
    case .serverError: "The server had an error while processing the request"
    case .timeout: "The request took longer than 60 seconds"
    }
  }
}

extension ModelShare {
  /// What usage costs, by part.
  func cost(_ usage: TokenUsage) -> (input: Dollars, cacheRead: Dollars, cacheWrite: Dollars, output: Dollars, total: Dollars) {
    let input = Dollars(Double(usage.uncachedInput) * inputPrice / 1e6)
    let read = Dollars(Double(usage.cacheRead) * (cacheReadPrice ?? inputPrice) / 1e6)
    let write = Dollars(Double(usage.cacheWrite5m) * (cacheWritePrice ?? inputPrice) / 1e6)
    let output = Dollars(Double(usage.output) * outputPrice / 1e6)
    return (input, read, write, output, input + read + write + output)
  }
}
