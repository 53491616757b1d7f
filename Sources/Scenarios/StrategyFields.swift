import Caching
import Pricing
import Simulation
import Traces
import Units

/// The fields of a strategy file.
let strategyFields = FieldTable<Strategy>(
  what: "a strategy", standard: Strategy(name: "", tiers: [Tier()]),
  fields: [
    .scalar(
      "name", \.name, "letters, digits, dots and dashes", "The name in tables and files; unique within a study.",
      parse: { isName($0) ? $0 : nil }, print: { quoted($0) }),
    .text("summary", \.summary, "What it is, in one line."),
    .nested("key", \.key, keyFields, "What must be equal for two requests to share an answer."),
    .choice("scope", \.scope, "Who shares the cache: keys are partitioned by it before anything else."),
    .nested("eligibility", \.eligibility, eligibilityFields, "Which requests are looked up and stored; all others bypass the cache."),
    .list("tiers", \.tiers, tierFields, "The stores, looked up in order; none is no cache."),
  ])

private let keyFields = FieldTable<KeyRule>(
  what: "\"key\"", standard: .exact,
  fields: [
    .scalar(
      "text", \.text, KeyRule.Text.allCases.map(\.rawValue).joined(separator: " | "),
      "How the last user message is compared: as it stands, or after case and punctuation, filler words, or inflection (near).",
      parse: { KeyRule.Text(rawValue: $0) }, print: { $0.rawValue }),
    Field(
      name: "fields", values: "a list of request fields", meaning: "The fields that must be equal: \(fieldNames).", inner: [],
      read: { node, rule in
        var fields: Set<KeyField> = []
        for element in try node.elements("\"fields\"") {
          guard let name = element.text, let field = KeyField(rawValue: name) else {
            let name = element.text ?? element.kind
            throw element.fault(
              "There is no request field \"\(shown(name))\"; \(suggestion(for: name, among: KeyField.allCases.map(\.rawValue)))")
          }
          fields.insert(field)
        }
        guard !fields.isEmpty else { throw node.fault("A key needs at least one field; write for example [messages, model].") }
        rule.fields = fields
      },
      print: { rule, _ in "[" + KeyField.allCases.filter(rule.fields.contains).map(\.rawValue).joined(separator: ", ") + "]" }),
  ])

private let fieldNames = KeyField.allCases.map(\.rawValue).joined(separator: ", ")

private let eligibilityFields = FieldTable<Eligibility>(
  what: "\"eligibility\"", standard: Eligibility(),
  fields: [
    .scalar(
      "max_temperature", \.maximumTemperature, "a number, or any", "The highest temperature that is cached.",
      parse: { $0 == "any" ? .some(nil) : Quantity.number($0).map { .some($0) } }, print: { $0.map { plain($0, decimals: 6) } ?? "any" }),
    .scalar(
      "default_temperature", \.defaultTemperature, "a number", "What a request without a temperature is taken to have.",
      parse: { Quantity.number($0) }, print: { plain($0, decimals: 6) }),
    .flag("streams", \.streams, "Whether requests for streams are cached."),
    .flag("tools", \.tools, "Whether requests that offer tools are cached."),
    .flag("controls", \.honoursControls, "Whether no-cache and no-store of the logged requests count."),
  ])

private let tierFields = FieldTable<Tier>(
  what: "a tier", standard: Tier(),
  fields: [
    .scalar(
      "name", \.name, "letters, digits, dots and dashes", "Unique within the strategy.", parse: { isName($0) ? $0 : nil },
      print: { quoted($0) }),
    .scalar(
      "ttl", \.expiry.ttl, "a duration such as 5m, 1h, 7d, or never", "How long an entry lives.",
      parse: { $0 == "never" ? .some(nil) : Quantity.duration($0).map { .some($0) } }, print: { $0.map(Quantity.print) ?? "never" }),
    .choice("expiry", \.expiry.kind, "Whether the TTL counts from when the entry was stored, or from its last hit."),
    .scalar(
      "capacity", \.capacity.amount, "a size such as 512MB or 2GB, a number of entries such as 10000, or unlimited",
      "How much the tier holds.", parse: { Capacity.Amount($0) }, print: { $0.text }),
    .scalar(
      "overhead", \.capacity.overhead, "none, redis7, or a size such as 100B",
      "What an entry takes beyond its answer; capacity in bytes only.",
      parse: { EntryOverhead($0) }, print: { $0.text }),
    .choice("policy", \.policy, "Which entry goes when there is no room."),
    .scalar(
      "largest_value", \.largestValue, "a size such as 1MB, or any", "The largest answer that is stored.",
      parse: { $0 == "any" ? .some(nil) : Quantity.bytes($0).map { .some($0) } }, print: { $0.map { Quantity.print(bytes: $0) } ?? "any" }),
    Field(
      name: "latency", values: "a duration such as 0.5ms, or {median: 0.5ms, sigma: 0.4}",
      meaning: "What a look-up takes, hit or miss: constant, or log-normal by its median and sigma.", inner: [], read: readLatency,
      print: { tier, _ in tier.latency.text }),
    Field(
      name: "service", values: "a service of the infrastructure price list, or none", meaning: "What the tier is billed as.", inner: [],
      read: { node, tier in
        let name = node.text ?? node.kind
        guard name == "none" || services.contains(name) else {
          throw node.fault("The infrastructure price list has no service \"\(shown(name))\"; \(suggestion(for: name, among: services))")
        }
        tier.service = name == "none" ? nil : name
      },
      print: { tier, _ in tier.service.map(quoted) ?? "none" }),
  ])

private let services = InfrastructurePrices.builtIn.services

/// Names go into file names and tables of every format.
func isName(_ text: String) -> Bool {
  !text.isEmpty && text.utf8.count <= 60
    && text.utf8.allSatisfy { ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || ".-_".utf8.contains($0) }
}

extension ClosedRange where Bound == Character {
  fileprivate func contains(_ byte: UInt8) -> Bool { contains(Character(Unicode.Scalar(byte))) }
}

@Sendable private func readLatency(_ node: YAMLNode, _ tier: inout Tier) throws {
  if let text = node.text {
    guard let span = Quantity.duration(text) else {
      throw node.fault("\"latency\" is \"\(shown(text))\"; write a duration such as 0.5ms, or {median: 0.5ms, sigma: 0.4}.")
    }
    tier.latency = .constant(span)
    return
  }
  var median: Microseconds?
  var sigma: Double?
  for (key, value) in try node.members("\"latency\"") {
    switch key.text {
    case "median": median = value.text.flatMap(Quantity.duration)
    case "sigma": sigma = value.text.flatMap(Quantity.number)
    default: throw key.fault("\"latency\" has no field \"\(shown(key.text ?? ""))\"; there are: median, sigma.")
    }
  }
  guard let median, let sigma, sigma >= 0 else {
    throw node.fault("\"latency\" needs a median and a sigma of at least 0; write {median: 0.5ms, sigma: 0.4}.")
  }
  tier.latency = .logNormal(median: median, sigma: sigma)
}

extension LatencyModel {
  fileprivate var text: String {
    switch self {
    case .constant(let span): Quantity.print(span)
    case .logNormal(let median, let sigma): "{median: \(Quantity.print(median)), sigma: \(plain(sigma, decimals: 6))}"
    case .mixture(let parts):
      "{mixture: [" + parts.map { "{weight: \(plain($0.weight, decimals: 6)), latency: \($0.model.text)}" }.joined(separator: ", ") + "]}"
    case .profile(let quantiles):
      "{profile: {" + quantiles.map { "\(plain($0.percent, decimals: 6)): \(Quantity.print($0.time))" }.joined(separator: ", ") + "}}"
    }
  }
}
