public import Units

/// What a synthetic log is to look like: a plain value, every field with a default; ``Workload`` checks it.
///
/// Shares are fractions of 1. The same spec gives the same bytes.
public struct WorkloadSpec: Sendable, Equatable {
  /// What the workload is called; begins every request id. Letters, digits, "-", "_" and "." only, at most 64 of them.
  public var name = "workload"
  /// Seed of every draw.
  public var seed: UInt64 = 1
  /// Number of requests, 1 … 100,000,000.
  public var requests = 1_000
  /// No request starts before this moment.
  public var start = Timestamp(year: 2026, month: 10, day: 5)
  /// Every request starts within this time of ``start``; at least a microsecond a request, at most ten years.
  public var span = Microseconds(seconds: 7 * 86_400)
  /// Where the day and the week of the curves begin, in hours east of UTC, -12 … 14.
  public var hoursEastOfUTC = 0
  /// The format to write.
  public var format = LogFormat.liteLLM
  /// The models asked, with their shares of the distinct prompts (a repeat goes to the model of what it repeats).
  public var models = [ModelShare(name: "gpt-4.1-mini", provider: "openai", share: 1, inputPrice: 0.4, outputPrice: 1.6)]
  /// How requests follow one another within what the curves say.
  public var arrivals = Arrivals.poisson
  /// Weights of the 24 hours of a day from midnight on; only their ratios count.
  public var dailyCurve = [Double](repeating: 1, count: 24)
  /// Weights of the seven days from Monday on; only their ratios count.
  public var weeklyCurve = [Double](repeating: 1, count: 7)
  /// Share of requests that repeat an earlier prompt to the letter; hit to the request.
  public var exactShare = 0.2
  /// Share of requests that ask an earlier prompt anew with another spelling, filler or inflection; hit to the request.
  public var nearShare = 0.05
  /// Zipf exponent of the keys: the r-th most popular is repeated in proportion to r^-exponent; 0 … 4.
  public var repeatExponent = 0.9
  /// Share of repeats that take up a request of the recent past, each of them as likely, instead of a key by its popularity.
  public var recencyShare = 0.0
  /// How long a request counts as recent, above zero and at most ten years.
  public var recencyWindow = Microseconds(seconds: 7_200)
  /// What near repeats change.
  public var nearEdits = NearEdits()
  /// Share of keys, the most popular ones first, that ask a general question: no order, commit or document number in it.
  public var generalShare = 0.3
  /// What the talk is about.
  public var topic = Topic.support
  /// Words of the last user message of a specific prompt (general questions are as long as the question).
  public var promptWords = LogNormal(median: 30, sigma: 0.6)
  /// Share of keys with one to three earlier exchanges.
  public var multiTurnShare = 0.15
  /// Tokens of an answer.
  public var outputTokens = LogNormal(median: 120, sigma: 0.6)
  /// The request parameter max_tokens; an answer that would be longer is cut there. Absent when `nil` (Anthropic: 4,096).
  public var maxTokens: Int? = 1_024
  /// Number of distinct system prompts, 0 … 1,000.
  public var systemPrompts = 3
  /// Words of each system prompt, at least; at most 20,000.
  public var systemPromptWords = 60
  /// Whether providers cache system prompts of 1,024 tokens or more for five minutes after their last use.
  public var promptCaching = false
  /// Number of teams, 1 … 1,000; user number u is in team u mod teams.
  public var teams = 4
  /// Number of users, 1 … 1,000,000.
  public var users = 200
  /// Zipf exponent of the users' activity, 0 … 4.
  public var userExponent = 0.8
  /// The temperatures asked for, by share of the keys.
  public var temperatures = [TemperatureShare(value: 0, share: 0.5), TemperatureShare(value: nil, share: 0.5)]
  /// Share of requests that stream.
  public var streamShare = 0.3
  /// Share of requests that fail: three in five with 429, one in four with 500, the rest after a minute with 504.
  public var errorShare = 0.01
  /// Share of the exact repeats of an answer already at hand that the gateway's own cache served (LiteLLM only).
  public var loggedCacheHitShare = 0.0
  /// The strategy of the gateway's own cache that the log was written behind, by name or file; empty for none (LiteLLM only). Whoever
  /// generates simulates it, and says which requests it answered.
  public var behind = ""

  /// The defaults.
  public init() {}
}

/// The log formats that can be written.
public enum LogFormat: String, Sendable, CaseIterable {
  /// LiteLLM's StandardLoggingPayload.
  case liteLLM = "litellm"
  /// Request and response pairs of OpenAI's chat completions.
  case openAIChatPairs = "openai_chat_pairs"
  /// Request and response pairs of OpenAI's Responses.
  case openAIResponsesPairs = "openai_responses_pairs"
  /// Request and response pairs of Anthropic's Messages.
  case anthropicPairs = "anthropic_pairs"
}

/// The vocabulary of the prompts.
public enum Topic: String, Sendable, CaseIterable {
  /// A shop's support desk.
  case support
  /// Programmers at work.
  case code
  /// Questions to a search over a company's papers.
  case documents
}

/// How requests follow one another.
public enum Arrivals: Sendable, Equatable {
  /// Independent of each other.
  case poisson
  /// Bursts in which the rate is `factor` times that of the calm between; their length is exponential with mean `meanBurst`.
  /// A calm is `factor` times as long on average, so that half of the requests come in bursts.
  case bursty(factor: Double, meanBurst: Microseconds)
}

/// A log-normal law.
public struct LogNormal: Sendable, Equatable {
  /// The median, in the unit of what is drawn; 1 … 100,000.
  public var median: Double
  /// Standard deviation of the natural logarithm, 0 … 3.
  public var sigma: Double

  /// The law with that median and sigma.
  public init(median: Double, sigma: Double) {
    self.median = median
    self.sigma = sigma
  }
}

/// How much of the near repeats each kind of change makes; only the ratios count.
public struct NearEdits: Sendable, Equatable {
  /// Case, punctuation, white space.
  public var spelling = 0.6
  /// "please", "could you", "thanks", an article more or less.
  public var fillers = 0.3
  /// A plural for a singular.
  public var inflection = 0.1

  /// Mostly spelling.
  public init() {}
}

/// A temperature and how many keys ask for it.
public struct TemperatureShare: Sendable, Equatable {
  /// The temperature, 0 … 2, or `nil` for a request that does not name one.
  public var value: Double?
  /// Share of the keys; only the ratios count.
  public var share: Double

  /// `share` of the keys at `value`.
  public init(value: Double?, share: Double) {
    self.value = value
    self.share = share
  }
}

/// A model, its share of the keys, what it costs and how fast it is.
public struct ModelShare: Sendable, Equatable {
  /// The name in the request.
  public var name: String
  /// The name in the response; the same when `nil`.
  public var served: String?
  /// The provider's name, as LiteLLM writes it.
  public var provider: String
  /// Share of the keys; only the ratios count.
  public var share: Double
  /// US dollars per million input tokens.
  public var inputPrice: Double
  /// US dollars per million output tokens.
  public var outputPrice: Double
  /// US dollars per million input tokens read from the provider's cache; as ``inputPrice`` when `nil`.
  public var cacheReadPrice: Double?
  /// US dollars per million input tokens written to the provider's cache; as ``inputPrice`` when `nil`.
  public var cacheWritePrice: Double?
  /// Median time to the first token, in milliseconds.
  public var firstTokenMilliseconds: Double
  /// Median output speed.
  public var tokensPerSecond: Double

  /// A model; without speeds it answers after 600 ms with 100 tokens a second.
  public init(
    name: String, served: String? = nil, provider: String, share: Double, inputPrice: Double, outputPrice: Double,
    cacheReadPrice: Double? = nil, cacheWritePrice: Double? = nil, firstTokenMilliseconds: Double = 600, tokensPerSecond: Double = 100
  ) {
    self.name = name
    self.served = served
    self.provider = provider
    self.share = share
    self.inputPrice = inputPrice
    self.outputPrice = outputPrice
    self.cacheReadPrice = cacheReadPrice
    self.cacheWritePrice = cacheWritePrice
    self.firstTokenMilliseconds = firstTokenMilliseconds
    self.tokensPerSecond = tokensPerSecond
  }
}
