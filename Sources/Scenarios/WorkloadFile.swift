import Units
public import Workloads

/// Workload specifications as YAML (Datasets/README.md describes the fields).
public enum WorkloadFile {
  /// The specification of a YAML text. Fields that are not there keep their defaults.
  ///
  /// - Throws: ``ScenarioError`` with file, line and column.
  public static func read(_ text: String, file: String) throws(ScenarioError) -> WorkloadSpec {
    do {
      var spec = WorkloadSpec()
      try workloadFields.read(try YAMLNode.parse(text, file: file), into: &spec)
      return spec
    } catch let error as ScenarioError {
      throw error
    } catch {
      throw ScenarioError(file: file, sentence: "\(error)")
    }
  }

  /// Where in a specification the fault stands that no log can follow.
  public static func place(_ error: WorkloadError, in text: String, file: String) -> ScenarioError {
    // The error names the field as the specification's type does: "exactShare" is written "exact_share".
    var name = ""
    var wasUppercase = true
    for letter in error.field {
      if letter.isUppercase, !wasUppercase { name += "_" }
      wasUppercase = letter.isUppercase
      name += letter.lowercased()
    }
    guard let node = (try? YAMLNode.parse(text, file: file))?.descend(name) else {
      return ScenarioError(file: file, sentence: error.description)
    }
    return node.fault(error.description)
  }

  /// Every field with what may be written, its default and what it means.
  public static var reference: [ReferenceRow] { workloadFields.reference() }
}

private let workloadFields = FieldTable<WorkloadSpec>(
  what: "a workload", standard: WorkloadSpec(),
  fields: [
    .text("name", \.name, "Begins every request id."),
    .scalar("seed", \.seed, "a whole number", "Seed of every draw.", parse: { UInt64($0) }, print: { "\($0)" }),
    .whole("requests", \.requests, "Number of requests."),
    .scalar(
      "start", \.start, "a UTC date such as 2026-10-05, or 2026-10-05T08:00:00Z", "No request starts before.",
      parse: { Quantity.moment($0) }, print: { "\($0)" }),
    .duration("span", \.span, "Every request starts within."),
    .whole("hours_east_of_utc", \.hoursEastOfUTC, "Where the days and weeks of the curves begin."),
    .choice("format", \.format, "The format to write."),
    .choice("topic", \.topic, "What the talk is about."),
    .list("models", \.models, modelFields, "The models asked."),
    Field(
      name: "arrivals", values: "poisson, or {factor: 8, mean_burst: 20m}",
      meaning: "How requests follow one another: independently, or in bursts of so many times the rate of the calm.", inner: [],
      read: readArrivals, print: { spec, _ in spec.arrivals.text }),
    .weights("daily_curve", \.dailyCurve, "Weights of the 24 hours from midnight on."),
    .weights("weekly_curve", \.weeklyCurve, "Weights of the seven days from Monday on."),
    .number("exact_share", \.exactShare, "Share of exact repeats, met to the request."),
    .number("near_share", \.nearShare, "Share of near repeats, met to the request."),
    .number("repeat_exponent", \.repeatExponent, "Zipf exponent of the keys' popularity."),
    .number("recency_share", \.recencyShare, "Share of repeats that take up a request of the recent past instead of a popular key."),
    .duration("recency_window", \.recencyWindow, "How long a request counts as recent."),
    .nested("near_edits", \.nearEdits, nearEditFields, "What near repeats change."),
    .number("general_share", \.generalShare, "Share of keys, the most popular first, that are general questions without a number."),
    .nested("prompt_words", \.promptWords, logNormalFields, "Words of the last user message of a specific prompt."),
    .number("multi_turn_share", \.multiTurnShare, "Share of the specific keys with earlier exchanges."),
    .nested("output_tokens", \.outputTokens, logNormalFields, "Tokens of an answer."),
    .scalar(
      "max_tokens", \.maxTokens, "a whole number, or absent", "The request parameter; cuts longer answers.",
      parse: { $0 == "absent" ? .some(nil) : Quantity.whole($0).map { .some($0) } }, print: { $0.map { "\($0)" } ?? "absent" }),
    .whole("system_prompts", \.systemPrompts, "Number of distinct system prompts."),
    .whole("system_prompt_words", \.systemPromptWords, "Words of each, at least."),
    .flag("prompt_caching", \.promptCaching, "Whether providers cache long system prompts for five minutes."),
    .whole("teams", \.teams, "Number of teams."),
    .whole("users", \.users, "Number of users."),
    .number("user_exponent", \.userExponent, "Zipf exponent of the users' activity."),
    .list("temperatures", \.temperatures, temperatureFields, "The temperatures asked for, by share of the keys."),
    .number("stream_share", \.streamShare, "Share of requests that stream."),
    .number("error_share", \.errorShare, "Share of requests that fail."),
    .number(
      "logged_cache_hit_share", \.loggedCacheHitShare, "Share of the exact repeats that the gateway's own cache served (LiteLLM only)."),
    .text(
      "behind", \.behind, "The strategy of the gateway's own cache that the log was written behind: a preset or a file (LiteLLM only)."),
  ])

private let modelFields = FieldTable<ModelShare>(
  what: "a model", standard: ModelShare(name: "", provider: "openai", share: 1, inputPrice: 0, outputPrice: 0),
  fields: [
    .text("name", \.name, "The name in the request."),
    .scalar(
      "served", \.served, "text", "The name in the response, where it is another.", parse: { .some($0) }, print: { $0.map(quoted) ?? "" }),
    .text("provider", \.provider, "Who serves it."),
    .number("share", \.share, "Share of the keys."),
    .number("input_price", \.inputPrice, "US dollars per million input tokens."),
    .number("output_price", \.outputPrice, "US dollars per million output tokens."),
    .optional("cache_read_price", \.cacheReadPrice, "US dollars per million tokens read from the provider's cache."),
    .optional("cache_write_price", \.cacheWritePrice, "US dollars per million tokens written to the provider's cache."),
    .number("first_token_ms", \.firstTokenMilliseconds, "Median time to the first token, in milliseconds."),
    .number("tokens_per_second", \.tokensPerSecond, "Median output speed."),
  ])

private let nearEditFields = FieldTable<NearEdits>(
  what: "\"near_edits\"", standard: NearEdits(),
  fields: [
    .number("spelling", \.spelling, "Case, punctuation, white space."),
    .number("fillers", \.fillers, "Filler words."),
    .number("inflection", \.inflection, "A plural for a singular."),
  ])

private let logNormalFields = FieldTable<LogNormal>(
  what: "a log-normal law", standard: LogNormal(median: 1, sigma: 0),
  fields: [.number("median", \.median, "The median."), .number("sigma", \.sigma, "Standard deviation of the logarithm.")])

private let temperatureFields = FieldTable<TemperatureShare>(
  what: "a temperature", standard: TemperatureShare(value: nil, share: 1),
  fields: [
    .scalar(
      "value", \.value, "a number, or absent", "The temperature.",
      parse: { $0 == "absent" ? .some(nil) : Quantity.number($0).map { .some($0) } },
      print: { $0.map { plain($0, decimals: 6) } ?? "absent" }),
    .number("share", \.share, "Share of the keys."),
  ])

extension Field {
  fileprivate static func number(_ name: String, _ path: any WritableKeyPath<Root, Double> & Sendable, _ meaning: String) -> Field {
    .scalar(name, path, "a number", meaning, parse: { Quantity.number($0) }, print: { plain($0, decimals: 9) })
  }

  fileprivate static func optional(_ name: String, _ path: any WritableKeyPath<Root, Double?> & Sendable, _ meaning: String) -> Field {
    .scalar(
      name, path, "a number", meaning, parse: { Quantity.number($0).map { .some($0) } }, print: { $0.map { plain($0, decimals: 9) } ?? "" })
  }

  fileprivate static func whole(_ name: String, _ path: any WritableKeyPath<Root, Int> & Sendable, _ meaning: String) -> Field {
    .scalar(name, path, "a whole number", meaning, parse: { Quantity.whole($0) }, print: { "\($0)" })
  }

  fileprivate static func duration(_ name: String, _ path: any WritableKeyPath<Root, Microseconds> & Sendable, _ meaning: String) -> Field {
    .scalar(name, path, "a duration such as 7d", meaning, parse: { Quantity.duration($0) }, print: { Quantity.print($0) })
  }

  fileprivate static func weights(_ name: String, _ path: any WritableKeyPath<Root, [Double]> & Sendable, _ meaning: String) -> Field {
    Field(
      name: name, values: "a list of numbers", meaning: meaning, inner: [],
      read: { node, root in
        root[keyPath: path] = try node.elements("\"\(name)\"").map { element in
          guard let value = element.text.flatMap(Quantity.number) else { throw element.fault("\"\(name)\" is a list of numbers.") }
          return value
        }
      },
      print: { root, _ in "[" + root[keyPath: path].map { plain($0, decimals: 6) }.joined(separator: ", ") + "]" })
  }
}

@Sendable private func readArrivals(_ node: YAMLNode, _ spec: inout WorkloadSpec) throws {
  if node.text == "poisson" {
    spec.arrivals = .poisson
    return
  }
  var factor: Double?
  var burst: Microseconds?
  for (key, value) in try node.members("\"arrivals\"") {
    switch key.text {
    case "factor": factor = value.text.flatMap(Quantity.number)
    case "mean_burst": burst = value.text.flatMap(Quantity.duration)
    default: throw key.fault("\"arrivals\" has no field \"\(shown(key.text ?? ""))\"; there are: factor, mean_burst.")
    }
  }
  guard let factor, let burst else { throw node.fault("\"arrivals\" is poisson, or {factor: 8, mean_burst: 20m}.") }
  spec.arrivals = .bursty(factor: factor, meanBurst: burst)
}

extension Arrivals {
  fileprivate var text: String {
    switch self {
    case .poisson: "poisson"
    case .bursty(let factor, let burst): "{factor: \(plain(factor, decimals: 6)), mean_burst: \(Quantity.print(burst))}"
    }
  }
}
