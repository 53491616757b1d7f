internal import Traces
import Units

extension Eligibility {
  func validate() throws(StrategyError) {
    if let limit = maximumTemperature {
      try require(
        limit.isFinite && limit >= 0, "eligibility.max_temperature",
        "\(limit) is not a temperature: give 0 or more, or leave it out to cache any.")
    }
    try require(
      defaultTemperature.isFinite && defaultTemperature >= 0, "eligibility.default_temperature",
      "\(defaultTemperature) is not a temperature: give 0 or more (most APIs take 1).")
    if let endpoints {
      try require(!endpoints.isEmpty, "eligibility.endpoints", "no kind of call is cached: name at least one, as in “chat”.")
    }
    if let maximumMessages {
      try require(maximumMessages > 0, "eligibility.max_messages", "\(maximumMessages) messages are no conversation: give 1 or more.")
    }
    if let maximumInputTokens {
      try require(maximumInputTokens > 0, "eligibility.max_input_tokens", "\(maximumInputTokens) tokens are no prompt: give 1 or more.")
    }
    if let minimumInputTokens {
      try require(
        minimumInputTokens > 0, "eligibility.min_input_tokens",
        "every prompt has \(minimumInputTokens) tokens: give 1 or more, or leave it out.")
      try require(
        minimumInputTokens <= maximumInputTokens ?? .max, "eligibility.min_input_tokens",
        "no prompt has \(minimumInputTokens) tokens or more and \(maximumInputTokens ?? 0) or fewer: give less than max_input_tokens.")
    }
    try require(
      minimumUses > 0, "eligibility.min_uses",
      "\(minimumUses) requests of a key are none: give 1 to store its first answer, 2 to store from the second request on.")
    if let models {
      try require(!models.isEmpty, "eligibility.models", "calls of no model are cached: name at least one, or leave it out for all.")
      try require(models.allSatisfy { !$0.isEmpty }, "eligibility.models", "a name is empty: name the model as the log does.")
    }
    for (field, names) in [("organisations", organisations), ("teams", teams)] {
      try require(
        names != [], "eligibility.\(field)", "calls of no \(field.dropLast()) are cached: name at least one, or leave it out for all.")
    }
    if let classes {
      try require(!classes.isEmpty, "eligibility.classes", "questions of no class are cached: name at least one, or leave it out for all.")
    }
    for (index, step) in rollout.steps.enumerated() {
      try require(
        step.share >= 0 && step.share <= 1, "eligibility.rollout[\(index)].share",
        "\(step.share) is not a share of the traffic: give 0 to 1, as in 0.05.")
    }
  }
}

extension QueryClassifier {
  func validate() throws(StrategyError) {
    try require(!classes.isEmpty && classes.count <= 255, "classes", "\(classes.count) classes are not possible: give 1 to 255.")
    var names: Set<String> = []
    for (index, each) in classes.enumerated() {
      try require(!each.name.isEmpty, "classes[\(index)].name", "the name is empty: name the class, as in “code”.")
      try require(
        names.insert(each.name).inserted, "classes[\(index)].name", "an earlier class is named “\(each.name)” too: give each its own name.")
      try require(
        !each.phrases.isEmpty && each.phrases.allSatisfy { !$0.isEmpty }, "classes[\(index)].phrases",
        "a phrase is missing or empty: give at least one word to look for.")
    }
  }
}

extension FlightRules {
  func validate() throws(StrategyError) {
    if case .process(let count) = singleFlight {
      try require(1...1_000_000 ~= count, "flights.single_flight", "\(count) processes are not possible: give 1 to 1,000,000.")
    }
    if let lockTimeout {
      try require(
        lockTimeout >= .zero, "flights.lock_timeout", "\(lockTimeout.span) is not a time-out: give 0 or more, as in “5s”, or leave it out.")
      try require(singleFlight != .none, "flights.lock_timeout", "nobody waits without single flight: name its domain, as in “global”.")
    }
    if let polls {
      try require(polls > .zero, "flights.polls", "\(polls.span) is not an interval: give more than 0, as in “500ms”, or leave it out.")
      try require(singleFlight != .none, "flights.polls", "nobody waits without single flight: name its domain, as in “global”.")
    }
  }
}

extension UpstreamLimits {
  func validate() throws(StrategyError) {
    for (limit, path) in [
      (concurrency, "concurrency"), (requestsPerMinute, "requests_per_minute"), (tokensPerMinute, "tokens_per_minute"),
    ] {
      if let limit { try require(limit > 0, "upstream.\(path)", "\(limit) lets no call through: give 1 or more, or leave it out.") }
    }
    if let queue {
      try require(queue >= 0, "upstream.queue", "\(queue) calls cannot wait: give 0 or more, or leave it out for any number.")
      try require(
        concurrency != nil, "upstream.queue", "nothing waits unless the number of calls at one time is limited: give “concurrency”.")
    }
    try require(0...100 ~= retry.attempts, "upstream.retries", "\(retry.attempts) retries are not possible: give 0 to 100.")
    try require(
      .zero...LatencyModel.longest ~= retry.wait, "upstream.retry_wait",
      "\(retry.wait) is not possible: give 0 to 24 hours, as in “500ms”.")
    try require(retry.factor >= 1 && retry.factor <= 100, "upstream.retry_factor", "\(retry.factor) is not possible: give 1 to 100.")
    if let timeout { try require(timeout > .zero, "upstream.timeout", "\(timeout.span) is not a time-out: give more than 0, as in “60s”.") }
  }
}

extension SemanticLayer {
  func validate() throws(StrategyError) {
    try validate(threshold, path: "semantic.threshold")
    if let messages = view.messages {
      try require(messages > 0, "semantic.messages", "\(messages) messages hold no text: give 1 or more, or “all”.")
    }
    if let maximumMessages {
      try require(maximumMessages > 0, "semantic.max_messages", "\(maximumMessages) messages are no conversation: give 1 or more.")
    }
    switch window {
    case .all: break
    case .first(let count), .mostRecent(let count):
      try require(count > 0, "semantic.window", "a window of \(count) entries holds nothing: give 1 or more, or “all”.")
    }
    try require(1...10_000 ~= topK, "semantic.top_k", "\(topK) candidates are not possible: give 1 to 10,000.")
    let notTexts = fields.subtracting([.messages, .lastUserMessage])
    try require(
      notTexts == fields, "semantic.fields",
      "texts are compared by their score, not for equality: leave messages and last_user_message out.")
    if let verification {
      try validate(verification.certain, path: "semantic.verification.certain")
      try require(
        verification.certain.leastScore >= threshold.leastScore, "semantic.verification.certain",
        "scores are certain from a cosine of \(verification.certain.cosine) on, below the threshold of \(threshold.cosine): give a stricter one."
      )
      try require(
        verification.cost >= .zero, "semantic.verification.cost", "\(verification.cost) would be earned by each check: give $0 or more.")
      try verification.latency.validate(path: "semantic.verification.latency")
    }
    try require(
      embeddingPrice >= .zero, "semantic.embedding_price", "\(embeddingPrice) would be earned by each look-up: give $0 or more.")
    try embedding.validate(path: "semantic.embedding_latency")
    try search.validate(path: "semantic.search_latency")
  }

  private func validate(_ threshold: Threshold, path: String) throws(StrategyError) {
    let range =
      switch threshold.scale {
      case .cosine, .halfCosine, .halfDistance: "0 to 1"
      case .distance: "0 to 2"
      }
    let ends = threshold.scale == .distance ? 0.0...2.0 : 0.0...1.0
    try require(
      threshold.value.isFinite && ends ~= threshold.value, path,
      "\(threshold.value) is not a threshold on the scale \(threshold.scale.rawValue): give \(range).")
  }
}
