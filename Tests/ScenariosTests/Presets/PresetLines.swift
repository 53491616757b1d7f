import Scenarios
import Simulation
import Testing
import Traces
import Units

/// What sets a preset apart, as a drawn time line and what comes of it.
struct PresetLine: Sendable, CustomTestStringConvertible {
  var preset: String
  var because: String
  var line: String
  var expected: String
  var unit = Microseconds.s(60)
  var duration = Microseconds.zero
  var cosines: [Double] = []
  var change: @Sendable (inout Sketch.Row, Int) -> Void = { _, _ in }

  var testDescription: String { "\(preset): \(because)" }

  /// What comes of the line: a letter per request, in its order.
  func drawn() throws -> String {
    let strategy = try #require(Presets.named(preset))
    var sketch = Sketch(line, unit: unit, duration: duration, change: change)
    // The texts of a line are A, B, C …: each cosine is that of its letter with A.
    let texts = ["A", "B", "C"].map { 2 * (Int(Character($0).asciiValue ?? 65) - 64) }
    sketch.cosines = zip(texts.dropFirst(), cosines).map { (texts[0], $0, $1) }
    return try sketch.letters(strategy)
  }
}

private let minute = Microseconds.s(60)
private let hour = Microseconds.s(3_600)
private let day = Microseconds.s(86_400)
private func gap(_ count: Int) -> String { String(repeating: "-", count: count) }

/// Lines of the articles' systems.
let articleLines: [PresetLine] = [
  PresetLine(preset: "cf-worker-cache", because: "an hour, no longer", line: "A----A-A", expected: "mhm", unit: .s(600)),
  PresetLine(preset: "cf-worker-cache", because: "temperature and limits are not in the key", line: "AAA", expected: "mhh") {
    $0.temperature = [nil, 0, 1][$1]
    $0.maxTokens = UInt32($1)
  },
  PresetLine(preset: "cf-worker-cache", because: "each data centre for itself", line: "AAA", expected: "mmh") {
    $0.place = ["fra", "sin", "fra"][$1]
  },
  PresetLine(preset: "cf-worker-cache", because: "chat completions only", line: "AA", expected: "bb") { row, _ in row.endpoint = .messages
  },
  PresetLine(
    preset: "fastly-vcl-grace", because: "stale for a day after the hour, fetched beside", line: "A-A" + gap(24) + "A", expected: "mss",
    unit: hour, duration: minute),
  PresetLine(
    preset: "fastly-vcl-grace", because: "after hour and day a plain miss", line: "A-A" + gap(25) + "A", expected: "msm", unit: hour,
    duration: minute),
  PresetLine(preset: "fastly-vcl-grace", because: "one fetch for all who wait", line: "(AAA)", expected: "mcc", duration: .s(2)),
  PresetLine(
    preset: "redis-ttl-category", because: "an hour; temperature is not in the key", line: "A----A-A", expected: "mhm", unit: .s(600)
  ) {
    $0.temperature = Double($1)
  },
  PresetLine(preset: "cf-page-rules", because: "streams are cached, apart from the rest", line: "AAAA", expected: "mmhh") {
    $0.stream = $1 % 2 == 1
  },
  PresetLine(preset: "scope-org", because: "each organisation for itself", line: "AAA", expected: "mmh") {
    $0.organisation = ["a", "b", "a"][$1]
  },
  PresetLine(preset: "scope-user", because: "each user for itself, in one organisation", line: "AAA", expected: "mmh") {
    $0.organisation = "a"
    $0.user = [1, 2, 1][$1]
  },
  PresetLine(preset: "prompt-id", because: "two texts under one id share an answer", line: "ABC", expected: "mhm") {
    $0.customKey = [7, 7, 0][$1]
  },
  PresetLine(
    preset: "stream-lock", because: "others wait for the stream that fills", line: "A(AA)", expected: "mcc", unit: .s(1), duration: .s(20)),
  PresetLine(
    preset: "stream-lock", because: "its lock ends after 30 s", line: "A(AA)", expected: "mmm", unit: .s(1), duration: .s(60)),

  PresetLine(preset: "cf-kv-per-model", because: "half an hour for what is not listed", line: "A-AA", expected: "mhm", unit: .s(800)) {
    row, _ in
    row.model = "o3"
  },
  PresetLine(preset: "cf-kv-per-model", because: "two hours for claude-sonnet-4.5", line: "A-A---A", expected: "mhm", unit: .s(1_500)) {
    row, _ in
    row.model = "claude-sonnet-4.5"
  },
  PresetLine(preset: "cf-kv-per-model", because: "elsewhere it is seen after a minute", line: "A-A", expected: "mm", unit: .s(10)) {
    $0.place = ["fra", "sin"][$1]
  },
  PresetLine(
    preset: "cf-kv-per-model", because: "elsewhere it is seen after a minute, not before", line: "A" + gap(6) + "A", expected: "mh",
    unit: .s(10)
  ) {
    $0.place = ["fra", "sin"][$1]
  },
  PresetLine(preset: "cf-kv-per-model", because: "no-cache and no-store go past it", line: "AAAA", expected: "mbbh") {
    $0.flags = [[], .refreshCache, .noStore, []][$1]
  },
  PresetLine(preset: "fastly-compute", because: "streams are not cached", line: "AAA", expected: "mbh") { $0.stream = $1 == 1 },
  PresetLine(preset: "multi-tier-3", because: "what KV has lost, Redis has", line: "A-A", expected: "mh", unit: hour),
  PresetLine(preset: "aggressive-24h", because: "a day at the edge for every model", line: "A" + gap(22) + "A", expected: "mh", unit: hour),
  PresetLine(preset: "correct-key-v1", because: "limits are in the key", line: "AAA", expected: "mmh") { $0.maxTokens = [1, 2, 1][$1] },

  PresetLine(preset: "redis-24h-temp0", because: "temperature 0 and none at all, no other", line: "AAAA", expected: "mbmh") {
    $0.temperature = [nil, 0.7, 0, 0][$1]
  },
  PresetLine(preset: "sqlite-24h", because: "whatever the temperature", line: "AA" + gap(24) + "A", expected: "mhm", unit: hour) {
    $0.temperature = Double($1)
  },
  PresetLine(
    preset: "ttl-by-type", because: "an hour for news, a week for what is of no type", line: "(AB)-(AB)", expected: "mmmh", unit: hour
  ) {
    $0.queryClass = [1, 0, 1, 0][$1]
  },
  PresetLine(
    preset: "warm-top-50", because: "what was asked often is there after its day", line: "A" + gap(30) + "A", expected: "mh", unit: hour),
  PresetLine(preset: "redis-24h-temp0", because: "without warming it is not", line: "A" + gap(30) + "A", expected: "mm", unit: hour),

  PresetLine(preset: "redis-normalised", because: "case and spaces do not count", line: "AaB", expected: "mhm"),
  PresetLine(preset: "tfidf-100", because: "a cosine of 0.85, whatever the model", line: "ABC", expected: "mhm", cosines: [0.851, 0.849]) {
    $0.model = "m\($1)"
  },
  PresetLine(preset: "redis-2gb-lru", because: "nothing expires", line: "A" + gap(300) + "A", expected: "mh", unit: day),
  PresetLine(preset: "mem-pressure", because: "nothing goes while there is room", line: "A" + gap(300) + "A", expected: "mh", unit: minute),
  PresetLine(
    preset: "ttl-by-class", because: "five minutes for facts, an hour for the rest", line: "(AB)" + gap(5) + "(AB)", expected: "mmmh"
  ) {
    $0.queryClass = [1, 0, 1, 0][$1]
  },
]

/// Lines of the products.
let productLines: [PresetLine] = [
  PresetLine(preset: "cloudflare-ai-gateway", because: "five minutes of one key's", line: "AAA---A", expected: "mmhm") {
    $0.apiKey = [1, 2, 1, 1][$1]
  },
  PresetLine(preset: "cloudflare-ai-gateway", because: "two at one time both miss", line: "(AA)", expected: "mm", duration: .s(1)),
  PresetLine(preset: "cloudflare-ai-gateway", because: "a TTL below a minute is a minute", line: "A--A-A", expected: "mhm", unit: .s(15)) {
    $0.ttl = $1 == 0 ? 30_000_000 : Asked.nothing
  },
  PresetLine(preset: "cloudflare-ai-gateway", because: "a key of one's own, and skipping", line: "ABBB", expected: "mhbm") {
    $0.customKey = [5, 5, 5, 0][$1]
    if $1 == 2 { $0.flags = .skipCache }
  },
  PresetLine(
    preset: "cloudflare-ai-gateway-2024", because: "milliseconds: no floor, keys of all", line: "A-AA", expected: "mhm", unit: .s(14)
  ) {
    $0.apiKey = UInt32($1)
    $0.ttl = $1 == 0 ? 30_000_000 : Asked.nothing
  },
  PresetLine(preset: "litellm-local", because: "four messages at most", line: "AAAA", expected: "mhbh") { $0.messages = [4, 4, 5, 1][$1] },
  PresetLine(preset: "litellm-local", because: "no-cache stores, no-store reads", line: "AAB-BA", expected: "bhmmh") {
    $0.flags = [.refreshCache, .noStore, .noStore, [], []][$1]
  },
  PresetLine(preset: "litellm-redis", because: "memory keeps it for ten minutes, Redis for one", line: "A--A-------A", expected: "mhm"),
  PresetLine(preset: "litellm-redis-sync", because: "Redis alone keeps it for one", line: "A--A", expected: "mm"),
  PresetLine(
    preset: "litellm-redis-semantic", because: "by meaning, within one API key", line: "ABAB", expected: "mhmm", unit: .s(5),
    cosines: [0.81]
  ) { $0.apiKey = [1, 1, 2, 3][$1] },
  PresetLine(preset: "portkey-simple", because: "seven days of one key's", line: "A-----A-AA", expected: "mhmm", unit: day) {
    $0.apiKey = [1, 1, 1, 2][$1]
  },
  PresetLine(
    preset: "portkey-oss", because: "a day of all keys', no streams", line: "A-------A-----------------AA", expected: "mhmb", unit: hour
  ) {
    $0.apiKey = UInt32($1)
    $0.stream = $1 == 3
  },
  PresetLine(
    preset: "portkey-semantic", because: "0.95, up to four messages; longer ones exactly", line: "ABBAA", expected: "mhmmh",
    cosines: [0.951]
  ) {
    // B with five messages is not compared, and then stored; A with another temperature is another entry.
    $0.messages = [1, 1, 5, 5, 5][$1]
    $0.temperature = [nil, nil, nil, 1, 1][$1]
  },
  PresetLine(preset: "helicone", because: "one key's, no streams", line: "AAAA", expected: "mmbh") {
    $0.apiKey = [1, 2, 1, 1][$1]
    $0.stream = $1 == 2
  },
  PresetLine(preset: "bifrost", because: "0.8, three messages at most, five minutes", line: "ABA-----A", expected: "mhbm", cosines: [0.81])
  {
    $0.messages = [1, 1, 4, 1][$1]
  },
  PresetLine(preset: "apisix-ai-cache", because: "0.95 of the last user message", line: "ABC", expected: "mhm", cosines: [0.951, 0.949]),
  PresetLine(
    preset: "kong-semantic", because: "a distance of 0.1, equal texts too, five minutes", line: "AABC---A", expected: "mhhmm",
    cosines: [0.91, 0.89]),
  PresetLine(
    preset: "azure-apim-semantic", because: "a distance of 0.05, one subscription's", line: "ABCA", expected: "mhmm", unit: .s(5),
    cosines: [0.96, 0.94]
  ) {
    $0.apiKey = $1 == 3 ? 2 : 1
  },
  PresetLine(
    preset: "zuplo-semantic", because: "a tolerance of 0.2, three messages at most", line: "ABCA", expected: "mhmb", cosines: [0.81, 0.79]
  ) {
    $0.messages = $1 == 3 ? 4 : 1
  },
  PresetLine(preset: "vllm-semantic-router", because: "0.86 within one user", line: "ABCB", expected: "mhmm", cosines: [0.861, 0.859]) {
    $0.user = $1 == 3 ? 2 : 1
  },
  PresetLine(preset: "gptcache-map", because: "the last message alone: any model, any limits", line: "AAAa", expected: "mhhm") {
    $0.model = "m\($1)"
    $0.maxTokens = UInt32($1)
  },
  PresetLine(preset: "gptcache-semantic", because: "0.8 is a cosine of 0.6", line: "ABC", expected: "mhm", cosines: [0.601, 0.599]) {
    $0.model = "m\($1)"
  },
  PresetLine(preset: "gptcache-semantic", because: "from a temperature of 2 on nothing is looked up", line: "AAA", expected: "mmh") {
    $0.temperature = [nil, 2, nil][$1]
  },
  PresetLine(
    preset: "redisvl-semantic", because: "a distance of 0.1, for ever", line: "ABC" + gap(400) + "A", expected: "mhmh", unit: day,
    cosines: [0.901, 0.899]),
  PresetLine(preset: "langcache", because: "0.9", line: "ABC", expected: "mhm", cosines: [0.901, 0.899]),
  PresetLine(preset: "langchain-memory", because: "for ever, no streams", line: "A" + gap(400) + "AA", expected: "mhb", unit: day) {
    $0.stream = $1 == 2
  },
  PresetLine(preset: "langchain-redis-semantic", because: "a distance of 0.2", line: "ABC", expected: "mhm", cosines: [0.801, 0.799]),
  PresetLine(preset: "orq", because: "half an hour", line: "A" + gap(28) + "A-A", expected: "mhm"),
  PresetLine(
    preset: "varnish", because: "grace, and one fetch for all", line: "(AA)A" + gap(63) + "AA", expected: "mchsh", duration: .s(2)),
  PresetLine(preset: "nginx", because: "every miss fetches", line: "(AA)A", expected: "mmh", duration: .s(2)),
  PresetLine(preset: "nginx-lock", because: "one fetch for a new key", line: "(AA)A", expected: "mch", duration: .s(2)),
  PresetLine(preset: "nginx-lock", because: "nobody waits for more than five seconds", line: "(AA)A", expected: "mmh", duration: .s(20)),
  PresetLine(
    preset: "nginx-updating", because: "the first after the end waits, the others get what is stale", line: "A" + gap(61) + "(AA)A",
    expected: "mmsh",
    duration: .s(2)),
  PresetLine(
    preset: "nginx-background", because: "the first gets what is stale, too", line: "A" + gap(61) + "(AA)A", expected: "mssh",
    duration: .s(2)),
]
