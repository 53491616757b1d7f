/// An example of the reference page: a feature, and a file that uses it.
public struct StrategyExample: Sendable {
  /// The feature.
  public let title: String
  /// What the example does.
  public let words: String
  /// A whole strategy file.
  public let yaml: String

  /// One for each feature.
  public static let all: [StrategyExample] = keysAndTime + tiersAndPlaces + flightsAndLimits + eventsAndMeaning

  private static let keysAndTime: [StrategyExample] = [
    StrategyExample(
      title: "The smallest",
      words: "A Redis for one hour. The key is the whole request without who asked and whether it streams.",
      yaml: """
        name: my-redis
        tiers:
          - {name: redis, ttl: 1h, latency: 0.5ms, service: elasticache-serverless-valkey}
        """),
    StrategyExample(
      title: "Two variants of a preset",
      words: "Several strategies in one file, each from a preset; only what differs is written.",
      yaml: """
        strategies:
          - {name: team-5m, base: ttl-5m, scope: team}
          - {name: cold-only, base: ttl-24h, eligibility: {max_temperature: 0}}
        """),
    StrategyExample(
      title: "As a product does that cannot tell",
      words:
        "Who asks for another answer within five minutes gets the old one, and so does an agent in a loop: more hits, which nobody wanted. Set "
        + "beside the same strategy without the two fields, it says how many.",
      yaml: """
        name: unaware
        base: ttl-1h
        eligibility: {regenerations: true, agent_loops: true}
        """),
    StrategyExample(
      title: "What must be equal",
      words:
        "Near repeats of the last user message share an answer if model, system prompt and format are equal. Users do not see each other's "
        + "answers, and conversations of more than four messages, streams and calls with tools are not cached.",
      yaml: """
        name: near-within-user
        key: {text: near, fields: [messages, model, response_format]}
        scope: user
        eligibility: {max_messages: 4, streams: false, tools: false, endpoints: [chat, responses]}
        tiers:
          - {name: memory, ttl: 10m, capacity: 200}
        """),
    StrategyExample(
      title: "Only what is worth it",
      words:
        "Long questions about documents to one model are cached, all other requests go past. The first answer to each is not kept: most are "
        + "never asked for again.",
      yaml: """
        name: long-documents
        eligibility: {models: [gpt-4.1], classes: [docs], min_input_tokens: 500, min_uses: 2}
        classes:
          - {name: docs, phrases: [invoice, contract, report]}
        tiers:
          - {name: redis, ttl: 1d, latency: 0.5ms}
        """),
    StrategyExample(
      title: "TTL by model",
      words:
        "A TTL for each model, one hour for all others, shortened at random by up to a tenth. Requests may ask for a TTL of their own.",
      yaml: """
        name: ttl-by-model
        tiers:
          - name: redis
            ttl: 1h
            ttl_by_model: {gpt-4.1: 2h, deepseek-v3.2: 30m}
            ttl_from_request: true
            min_ttl: 1m
            max_ttl: 1d
            jitter: 10%
            latency: {median: 0.5ms, sigma: 0.4}
        """),
    StrategyExample(
      title: "TTL by tenant",
      words:
        "Whose call stored an answer says how long it lives: a day for one organisation, five minutes for those on trial and for calls that name "
        + "none. Of one team nothing is stored, whatever its organisation has; it still gets what others stored. Calls of teams that are not named go "
        + "past the cache.",
      yaml: """
        name: ttl-by-tenant
        eligibility: {organisations: all, teams: [storefront, legal, qa-*, ""]}
        tiers:
          - name: redis
            ttl: 1h
            ttl_by_organisation: {acme: 1d, trial-*: 5m, "": 5m}
            ttl_by_team: {legal: 0s}
            latency: 0.5ms
        """),
    StrategyExample(
      title: "TTL by class of question",
      words:
        "Classes are tried in their order. Words count as whole words (“now” is not in “know”); in patterns `*` stands for letters or one word, "
        + "and `...` for any words between.",
      yaml: """
        name: ttl-by-question
        classes:
          - {name: news, phrases: [today, latest, right now]}
          - {name: orders, match: pattern, phrases: ["cancel ... order", "refund*"]}
          - {name: docs, phrases: [opening hours, return policy]}
        tiers:
          - name: redis
            ttl: 1h
            ttl_by_class: {news: 5m, orders: 10m, docs: 7d}
            latency: 0.5ms
        """),
    StrategyExample(
      title: "Sliding expiry, bounded",
      words:
        "An answer lives for one hour from its last hit, and for a day at most, in a Redis of 2 GB with Redis's own overhead and eviction by use, whose counters fall by one a day.",
      yaml: """
        name: sliding-redis
        tiers:
          - name: redis
            ttl: 1h
            expiry: sliding
            max_life: 1d
            capacity: 2GB
            overhead: redis7
            policy: allkeys-lfu
            redis_samples: 10
            redis_lfu_decay: 1440
            redis_lfu_log_factor: 10
            latency: {median: 0.5ms, sigma: 0.4}
        """),
  ]

  private static let tiersAndPlaces: [StrategyExample] = [
    StrategyExample(
      title: "Edge KV, regional Redis, object storage",
      words:
        "Three tiers, asked in order. The KV has a copy at each place of the log, sees writes from elsewhere after up to a minute, remembers for "
        + "a minute what it does not have, and takes one write a second and key. A hit further down is copied upwards with what is left of its life. "
        + "Object storage keeps everything for a month.",
      yaml: """
        name: three-tiers
        tiers:
          - name: kv
            ttl: 1h
            places: place
            visible_after: 60s
            negative_ttl: 60s
            write_interval: 1s
            largest_value: 25MB
            latency: {mixture: [{weight: 50, latency: 1ms}, {weight: 35, latency: {median: 8ms, sigma: 0.5}}, {weight: 15, latency: {median: 150ms, sigma: 0.6}}]}
            service: cloudflare-kv
          - name: redis
            ttl: 1d
            capacity: 2GB
            overhead: redis7
            latency: {profile: {0: 50ms, 100: 100ms}}
            service: upstash-redis
          - name: r2
            ttl: 30d
            latency: {median: 100ms, sigma: 0.75}
            service: cloudflare-r2
        """),
    StrategyExample(
      title: "Memory of four processes before a Redis",
      words:
        "Each request finds one of four processes at random; each process has 200 answers of its own, copied from Redis for ten minutes.",
      yaml: """
        name: process-memory
        tiers:
          - {name: memory, ttl: 10m, capacity: 200, places: 4 at random, copy: fresh, copy_ttl: 10m}
          - {name: redis, ttl: 1h, latency: 0.5ms}
        """),
    StrategyExample(
      title: "A cache that only copies",
      words:
        "The edge is filled from the Redis behind it, never by a miss itself; one place of it is down for an hour. Only requests that ask for the "
        + "cache use it.",
      yaml: """
        name: edge-copies
        eligibility: {controls: {only_on_request: true}}
        tiers:
          - {name: edge, ttl: 10m, places: place, store_misses: false, latency: 3ms}
          - {name: redis, ttl: 1h, latency: 5ms}
        events:
          - {at: 1d, do: outage, tier: edge, place: eu-west-1, duration: 1h}
        """),
    StrategyExample(
      title: "POPs without a field in the log",
      words: "Where the log does not say through which place a call came, callers are spread over five.",
      yaml: """
        name: five-pops
        tiers:
          - {name: edge, ttl: 1h, places: 5 by caller, latency: 3ms}
        """),
  ]

  private static let flightsAndLimits: [StrategyExample] = [
    StrategyExample(
      title: "Stale while revalidate",
      words: "For a day after its end an answer is still given at once, and fetched anew beside; for two days where the API fails.",
      yaml: """
        name: swr
        tiers:
          - {name: edge, ttl: 1h, stale_while_revalidate: 1d, stale_if_error: 2d, latency: 3ms}
        """),
    StrategyExample(
      title: "Stale while revalidate, by class",
      words:
        "For a day after their end answers to frequent questions are still given at once while they are fetched anew, news never; all others for "
        + "ten minutes, and those of one model for an hour.",
      yaml: """
        name: swr-by-class
        classes:
          - {name: news, phrases: [today, latest]}
          - {name: faq, phrases: [opening hours, return policy]}
        tiers:
          - name: edge
            ttl: 1h
            ttl_by_class: {news: 5m}
            stale_while_revalidate: 10m
            stale_while_revalidate_by_class: {faq: 1d, news: 0s}
            stale_while_revalidate_by_model: {gpt-4.1: 1h}
            latency: 3ms
        """),
    StrategyExample(
      title: "Single flight",
      words: "Requests for an answer that is under way wait for it, for ten seconds at most; then they make their own call.",
      yaml: """
        name: single-flight
        tiers:
          - {name: redis, ttl: 1h, latency: 0.5ms}
        flights: {single_flight: global, lock_timeout: 10s}
        """),
    StrategyExample(
      title: "Limits of the API",
      words:
        "For each model 20 calls at one time, 100 that wait, 600 calls and two million tokens a minute; what is turned away tries again twice. With limits on, calls take what they would without "
        + "queueing, and their queue is simulated.",
      yaml: """
        name: limited
        tiers:
          - {name: redis, ttl: 1h, latency: 0.5ms}
        upstream: {concurrency: 20, queue: 100, requests_per_minute: 600, tokens_per_minute: 2000000, per_model: true, retries: 2, retry_wait: 500ms, retry_factor: 2, timeout: 2m}
        """),
    StrategyExample(
      title: "Rollout and kill switch",
      words: "5 % of the callers for three days, then all; switched off for an hour on the fifth day.",
      yaml: """
        name: staged
        eligibility:
          rollout: [{from: 0s, share: 5%}, {from: 3d, share: 100%}]
          rollout_by: caller
          switched_off: [{from: 5d, until: 121h}]
        tiers:
          - {name: redis, ttl: 1d, latency: 0.5ms}
        """),
  ]

  private static let eventsAndMeaning: [StrategyExample] = [
    StrategyExample(
      title: "Invalidation, warming, outages, blue-green",
      words:
        "A model's answers go each night; the 50 most frequent questions of the week before are fetched in the morning; on the fourth day the Redis is "
        + "down for ten minutes, costs its time-out of two seconds a look-up, and comes back empty; on the sixth day all requests turn to a fresh set of "
        + "stores, and back after two hours.",
      yaml: """
        name: eventful
        tiers:
          - {name: redis, ttl: 7d, latency: 0.5ms}
        events:
          - {at: 1d, every: 1d, do: invalidate, model: gpt-4.1}
          - {at: 30h, every: 1d, do: warm, top: 50, over: 7d}
          - {at: 4d, do: outage, tier: redis, duration: 10m, lookup_time: 2s, keeps_entries: false}
          - {at: 6d, do: switch-over, to: green}
          - {at: 146h, do: switch-over, to: blue}
        """),
    StrategyExample(
      title: "By meaning",
      words:
        "After the exact look-up the last user message is compared: a cosine of 0.92 answers, unless numbers or negations differ: then the next best of five is looked at. Every look-up pays "
        + "for the vector and the search.",
      yaml: """
        name: semantic
        tiers:
          - {name: redis, ttl: 1d, latency: 0.5ms}
        semantic:
          threshold: 0.92
          fields: [model, system_prompt]
          guards: [number, negation]
          top_k: 5
          embedding_latency: {median: 120ms, sigma: 0.41}
          embedding_price: $0.02
          search_latency: 5ms
        """),
    StrategyExample(
      title: "By meaning, with verification",
      words:
        "From a distance of 0.05 on answers are given unchecked; up to 0.2 a small model is asked first, which costs and takes what is written here and "
        + "finds out three kinds of difference. Only the 100 latest entries are compared.",
      yaml: """
        name: verified
        tiers:
          - {name: vectors, ttl: 1d, by_key: false}
        semantic:
          threshold: 0.2
          scale: distance
          window: latest 100
          verification: {certain: 0.05, scale: distance, cost: $0.0002, latency: 400ms, refuses: [number, negation, opposite]}
          embedding_latency: 12ms
          search_latency: 5ms
        """),
    StrategyExample(
      title: "By rare words",
      words: "TF-IDF instead of an embedding: no vector has to be made.",
      yaml: """
        name: rare-words
        tiers:
          - {name: redis, ttl: 1d, latency: 0.5ms}
        semantic: {threshold: 0.85, measure: tfidf, guards: all}
        """),
  ]
}
