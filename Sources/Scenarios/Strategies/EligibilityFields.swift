import Simulation
import Traces
import Units

/// The fields of "eligibility".
let eligibilityFields = FieldTable<Eligibility>(
  what: "\"eligibility\"", standard: Eligibility(), leavesOutDefaults: true,
  fields: [
    .scalar(
      "max_temperature", \.maximumTemperature, "a number, or any", "The highest temperature that is cached.",
      parse: { $0 == "any" ? .some(nil) : Quantity.number($0).map { .some($0) } }, print: { $0.map { Quantity.print($0) } ?? "any" }),
    .decimal("default_temperature", \.defaultTemperature, "What a request without a temperature is taken to have."),
    .flag("streams", \.streams, "Whether requests for streams are cached."),
    .flag("tools", \.tools, "Whether requests that offer tools are cached."),
    Field(
      name: "endpoints", values: "generation, or a list of \(Endpoint.allCases.map(\.name).joined(separator: ", "))",
      meaning: "The kinds of calls that are cached; generation is all that make text from a prompt.", inner: [], read: readEndpoints,
      print: { rules, _ in
        rules.endpoints.map { set in "[" + Endpoint.allCases.filter(set.contains).map(\.name).joined(separator: ", ") + "]" }
          ?? "generation"
      }),
    namesOrAll("models", \.models, "The models of which calls are cached, as ttl_by_model names them."),
    namesOrAll(
      "organisations", \.organisations,
      "The organisations of which calls are cached, all others go past: by name or pattern, as in ttl_by_organisation."),
    namesOrAll("teams", \.teams, "The teams of which calls are cached, likewise."),
    namesOrAll("classes", \.classes, "The classes of questions that are cached, by the names in \"classes\"."),
    .count("max_messages", \.maximumMessages, none: "any", "The most messages of a conversation that is cached."),
    .count("max_input_tokens", \.maximumInputTokens, none: "any", "The most input tokens of a request that is cached."),
    .count("min_input_tokens", \.minimumInputTokens, none: "any", "The fewest input tokens of a request that is cached."),
    .count(
      "min_uses", \.minimumUses,
      "From which request of a key on its answers are stored: with 2 a key must be asked for again to be worth the room, as nginx's "
        + "proxy_cache_min_uses has it. Requests that bypass the cache do not count, but for those that have an answer fetched anew."),
    .flag(
      "stores_unfinished", \.storesUnfinished,
      "Whether an answer that was cut short (length, content filter) is stored; an aborted one never is."),
    .flag(
      "regenerations", \.regenerations,
      "Whether a request in which a user asks for another answer (see Words) is cached as any other is: a cache that cannot tell serves the "
        + "old answer. Without it such a request bypasses the cache, and stands in no saving."),
    .flag(
      "agent_loops", \.agentLoops, "Whether a request that an agent makes again in one run is cached as any other is; likewise."),
    Field(
      name: "controls", values: "true, false, or a mapping",
      meaning: "Which cache controls of the logged requests count: all as they say, "
        + "none, or each as written here.", inner: controlFields.reference(prefix: "controls."), read: readControls,
      print: { rules, indent in
        switch rules.controls {
        case .standard: "true"
        case .ignored: "false"
        default: controlFields.block(rules.controls, indent: indent)
        }
      }),
    .list(
      "rollout", \.rollout.steps, stepFields,
      "The share of the traffic that goes through the cache, step by step; before the first step nothing does. None: everything does."),
    .choice("rollout_by", \.rollout.unit, "What is drawn by lot: each request, or each caller with all requests."),
    .list("switched_off", \.switchedOff, periodFields, "When the cache is switched off; what it holds stays (a kill switch)."),
  ])

extension ControlRules.Meaning {
  /// What a request with the control does, for the reference page.
  var words: String {
    switch self {
    case .ignore: "is treated like any other"
    case .skip: "is neither looked up nor stored"
    case .refresh: "is not looked up; its answer is stored"
    case .noStore: "is looked up; its answer is not stored"
    }
  }
}

private let controlFields = FieldTable<ControlRules>(
  what: "\"controls\"", standard: .standard, leavesOutDefaults: true,
  fields: [
    .choice("skip", \.skip, "What a request to skip the cache does."),
    .choice("refresh", \.refresh, "What a request to fetch anew does (no-cache, force refresh)."),
    .choice("no_store", \.noStore, "What a request not to store does."),
    .flag("max_age", \.maximumAge, "Whether a request's bound on the age of an answer counts (max-age, s-maxage)."),
    .flag("custom_key", \.customKey, "Whether a key that the request names takes the place of the rule's."),
    .flag("only_on_request", \.onlyOnRequest, "Whether only requests that ask for the cache are cached."),
  ])

private let stepFields = FieldTable<Rollout.Step>(
  what: "a step", standard: Rollout.Step(from: .after(.zero), share: 1), leavesOutDefaults: true, required: ["from", "share"],
  fields: [
    .moment("from", \.from, "When it begins.").always,
    .share("share", \.share, "The share of the traffic that is cached from then on.").always,
  ])

private let periodFields = FieldTable<Period>(
  what: "a period", standard: Period(from: .after(.zero)), leavesOutDefaults: true, required: ["from"],
  fields: [
    .moment("from", \.from, "Its first instant.").always,
    .scalar(
      "until", \.until, "a duration after the start of the log, a UTC date, or end", "The first instant after it.",
      parse: { $0 == "end" ? .some(nil) : Moment($0).map { .some($0) } }, print: { $0.map(\.text) ?? "end" }),
  ])

/// A list of names, or all.
private func namesOrAll(
  _ name: String, _ path: any WritableKeyPath<Eligibility, [String]?> & Sendable, _ meaning: String
) -> Field<Eligibility> {
  Field(
    name: name, values: "all, or a list of names", meaning: meaning, inner: [],
    read: { node, rules in
      if node.text == "all" { return rules[keyPath: path] = nil }
      rules[keyPath: path] = try node.elements("\"\(name)\"").map { element in
        guard let text = element.text else { throw element.fault("\"\(name)\" holds \(element.kind); write names, such as [faq].") }
        return text
      }
    },
    print: { rules, _ in rules[keyPath: path].map { "[" + $0.map { quoted($0) }.joined(separator: ", ") + "]" } ?? "all" })
}

@Sendable private func readEndpoints(_ node: YAMLNode, _ rules: inout Eligibility) throws {
  if node.text == "generation" { return rules.endpoints = nil }
  var out: Set<Endpoint> = []
  for element in try node.elements("\"endpoints\"") {
    let name = element.text ?? element.kind
    guard let endpoint = Endpoint.allCases.first(where: { $0.name == name }) else {
      throw element.fault("There is no endpoint \"\(shown(name))\"; \(suggestion(for: name, among: Endpoint.allCases.map(\.name)))")
    }
    out.insert(endpoint)
  }
  guard !out.isEmpty else { throw node.fault("Without an endpoint nothing is cached; name at least one, or write generation.") }
  rules.endpoints = out
}

@Sendable private func readControls(_ node: YAMLNode, _ rules: inout Eligibility) throws {
  switch node.text {
  case "true": rules.controls = .standard
  case "false": rules.controls = .ignored
  case let other?:
    throw node.fault("\"controls\" is \"\(shown(other))\"; write true | false, or a mapping such as {skip: ignore}.")
  case nil:
    var controls = rules.controls
    try controlFields.read(node, into: &controls)
    rules.controls = controls
  }
}

extension Field {
  /// A moment of the replay.
  static func moment(_ name: String, _ path: any WritableKeyPath<Root, Moment> & Sendable, _ meaning: String) -> Field {
    scalar(
      name, path, "a duration after the start of the log such as 2d, or a UTC date such as 2026-10-05T08:00:00Z", meaning,
      parse: { Moment($0) }, print: { $0.text })
  }
}

extension Moment {
  fileprivate init?(_ text: String) {
    if let span = Quantity.duration(text) {
      self = .after(span)
    } else if let moment = Quantity.moment(text) {
      self = .at(moment)
    } else {
      return nil
    }
  }

  fileprivate var text: String {
    switch self {
    case .after(let span): Quantity.print(span)
    case .at(let moment): "\(moment)"
    }
  }
}
