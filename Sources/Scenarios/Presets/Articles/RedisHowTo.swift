import Caching
import Simulation
import Traces
import Units

extension Presets {
  /// A how-to on response caching with Redis or SQLite, by what its code does.
  static let redisHowTo: [Strategy] = [
    deterministic,
    Strategy(
      name: "sqlite-24h", summary: "SQLite beside the program for a day; temperature is not in the key.", key: .modelAndMessages,
      eligibility: Eligibility(controls: .ignored),
      tiers: [
        Tier(
          name: "sqlite", expiry: .day, removal: .lazy, latency: .logNormal(median: Microseconds(30), sigma: 0.5))
      ]
    ).from(
      source + ", its SQLite fallback: ttl_hours=24 checked when read, rows never deleted",
      "The program calls at temperature 0 always; requests of a log at other temperatures are cached alike.",
      "A look-up of 30 µs is an assumption. The table grows for ever; expired rows that are never asked for again stay in it."),
    Strategy(
      name: "ttl-by-type", summary: "Redis with a TTL by kind of question: a week for FAQs, an hour for news, a month for greetings.",
      key: deterministic.key, eligibility: Eligibility(defaultTemperature: 0, controls: .ignored),
      classifier: QueryClassifier([
        QueryClass(name: "news_summary", phrases: ["news", "headline*", "today", "latest"], match: .pattern),
        QueryClass(name: "product_info", phrases: ["product*", "price*", "spec", "specs", "in stock", "availab*"], match: .pattern),
        QueryClass(
          name: "greeting", phrases: ["hello", "hi", "hey", "good morning", "good evening", "thanks", "thank you"], match: .words),
      ]),
      tiers: [
        Stores.redis(
          .week,
          lifetime: Lifetime(
            byClass: [
              "news_summary": Microseconds(seconds: 3_600), "product_info": Microseconds(seconds: 86_400),
              "greeting": Microseconds(seconds: 30 * 86_400),
            ], inWholeSeconds: true))
      ]
    ).from(
      source + ", TTL_BY_TYPE: faq 7 d (the default), product_info 24 h, news_summary 1 h, greeting 30 d, other types 24 h",
      "The caller names the type, which no log has: the words that stand for the types here are Hindcast's; put your own in their place.",
      "What is of no class is a faq, the function's default. The type is part of the key: a question asked under two types is stored twice; "
        + "here it has one."),
    deterministic.renamed("warm-top-50", "As redis-24h-temp0, and the 50 most frequent questions are fetched again each day.") {
      $0.events = [
        ScheduledEvent(
          at: .after(Microseconds(seconds: 30 * 3_600)), every: Microseconds(seconds: 86_400), action: .warm(Warming(top: 50)))
      ]
      $0.caveats.append(
        "The article warms “at deploy time”; a deploy a day, from 30 h on, is an assumption. What is still live is not fetched again.")
    },
  ]

  private static let source = "How-to “How to Implement AI Response Caching”"

  private static let deterministic = Strategy(
    name: "redis-24h-temp0", summary: "Redis for a day, for requests at temperature 0 only.",
    key: KeyRule(fields: [.messages, .model, .temperature]),
    eligibility: Eligibility(maximumTemperature: 0, defaultTemperature: 0, controls: .ignored), tiers: [Stores.redis(.day)]
  ).from(
    source + ", cached_completion: SETEX 86400, SHA-256 of {model, messages, temperature}, temperature above 0 not cached",
    "A request without a temperature counts as temperature 0, the function's default; the API's own default is 1.",
    "Limits, tools and format are not in the key: requests that differ in them share answers.")
}
