import Caching
import Simulation
import Studies
import Testing
import Traces
import Units

@testable import Scenarios

@Suite struct ProductTests {
  private static let room = CandidateRoom(scope: .global, held: 50_000_000, span: Microseconds(seconds: 30 * 86_400))

  private func strategies(_ product: Product, _ scope: Scope = .global) -> [Strategy] {
    product.candidates(in: CandidateRoom(scope: scope, held: 50_000_000, span: Microseconds(seconds: 30 * 86_400))).candidates.map(
      \.strategy)
  }

  @Test("every candidate can be replayed, has a name of its own, and its file reads back as it is", arguments: Product.all.map(\.name))
  func candidates(name: String) throws {
    let product = try #require(Product.named(name))
    let all = strategies(product)
    #expect(all.count >= 12 && Set(all.map(\.name)).count == all.count)
    // Two candidates with one behaviour would be tried twice.
    #expect(
      Set(
        all.map { strategy in
          { (s: Strategy) in
            var s = s; s.name = "x"; return s
          }(strategy)
        }
      ).count == all.count)
    for strategy in all {
      try strategy.validate()
      let files = product.configuration(of: strategy, version: "1")
      let written = try #require(files.first { $0.name == "strategy.yaml" })
      #expect(try StrategyFile.read(written.text, file: "strategy.yaml") == [strategy])
      #expect(Set(files.map(\.name)).count == files.count && files.allSatisfy { $0.text.hasSuffix("\n") })
    }
  }

  @Test("the default search tries some hundreds")
  func count() {
    let all = Product.all.reduce(0) { $0 + strategies($1).count }
    #expect((400...900).contains(all), "\(all)")
  }

  @Test("scopes are kept to, or refused")
  func scopes() throws {
    for scope in Scope.allCases {
      for product in Product.all {
        let (made, skipped) = product.candidates(in: CandidateRoom(scope: scope, held: 0, span: .zero))
        #expect(made.isEmpty == !skipped.isEmpty)
        // Nothing shares more widely than is allowed: an API key is narrower than all but the user.
        let allowed: Set<Scope> = scope == .global ? Set(Scope.allCases) : scope == .user ? [.user] : [scope, .apiKey]
        #expect(made.allSatisfy { allowed.contains($0.strategy.scope) }, "\(product.name), \(scope)")
      }
    }
    #expect(
      try #require(Product.named("litellm")).candidates(in: CandidateRoom(scope: .team, held: 0, span: .zero)).skipped[0].reason.contains(
        "team"))
  }

  private func file(_ product: String, _ strategy: Strategy, _ name: String) throws -> String {
    let product = try #require(Product.named(product))
    return try #require(product.configuration(of: strategy, version: "1").first { $0.name == name }).text
  }

  @Test("redis.conf: known directives, one a line, with the strategy's size and policy")
  func redis() throws {
    let known: Set<Substring> = [
      "save", "appendonly", "lazyfree-lazy-eviction", "lazyfree-lazy-expire", "maxmemory", "maxmemory-policy", "maxmemory-samples",
      "lfu-decay-time",
      "lfu-log-factor",
    ]
    for strategy in strategies(try #require(Product.named("redis"))) {
      let lines = try file("redis", strategy, "redis.conf").split(separator: "\n").filter { !$0.hasPrefix("#") }
      let pairs = lines.map { $0.split(separator: " ", maxSplits: 1) }
      #expect(pairs.allSatisfy { $0.count == 2 && known.contains($0[0]) } && Set(pairs.map { $0[0] }).count == pairs.count)
      let values = Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1]) })
      if case .bytes(let bytes, _) = strategy.tiers[0].capacity {
        #expect(values["maxmemory"] == "\(bytes)" && values["maxmemory-policy"] == "\(strategy.tiers[0].policy.rawValue)")
        #expect((values["lfu-decay-time"] != nil) == (strategy.tiers[0].policy == .allkeysLFU))
      } else {
        #expect(values["maxmemory"] == "0" && values["maxmemory-policy"] == "noeviction")
      }
      let readme = try file("redis", strategy, "README.md")
      let seconds = try #require(strategy.tiers[0].expiry.ttl).count / 1_000_000
      #expect(readme.contains(strategy.semantic == nil ? "EX \(seconds)`" : "ttl=\(seconds)"))
      #expect(readme.contains("GETEX") == (strategy.tiers[0].expiry.kind == .sliding && strategy.semantic == nil))
    }
  }

  @Test("config.yaml: a cache with the strategy's TTL")
  func liteLLM() throws {
    for strategy in strategies(try #require(Product.named("litellm"))) {
      let text = try file("litellm", strategy, "config.yaml")
      let root = try YAMLNode.parse(text, file: "config.yaml")
      #expect(root.descend("model_list[0].litellm_params.model")?.text == "*")
      #expect(root.descend("litellm_settings.cache")?.text == "true")
      let seconds = try #require(strategy.tiers.last?.expiry.ttl).count / 1_000_000
      #expect(root.descend("litellm_settings.cache_params.ttl")?.text == "\(seconds)")
      let type = try #require(root.descend("litellm_settings.cache_params.type")?.text)
      #expect(type == (strategy.semantic != nil ? "redis-semantic" : strategy.tiers.last?.name == "redis" ? "redis" : "local"))
    }
  }

  @Test("Cloudflare's settings: what the API asks for, and a TTL that it takes")
  func cloudflare() throws {
    for strategy in strategies(try #require(Product.named("cloudflare"))) {
      let root = try YAMLNode.parse(try file("cloudflare", strategy, "cloudflare-ai-gateway.json"), file: "settings")
      let members = try root.members("settings").compactMap { $0.key.text }
      #expect(
        Set(members) == [
          "cache_ttl", "cache_invalidate_on_update", "collect_logs", "rate_limiting_interval", "rate_limiting_limit",
          "rate_limiting_technique",
        ])
      let ttl = try #require(root.descend("cache_ttl")?.text.flatMap { Int($0) })
      #expect(Int64(ttl) * 1_000_000 == strategy.tiers[0].expiry.ttl?.count && (60...2_592_000).contains(ttl))
    }
  }

  @Test("nginx: balanced, with the strategy's TTL, grace, lock and scope, and nothing removed before its end")
  func nginx() throws {
    for scope in [Scope.global, .team, .apiKey] {
      for strategy in strategies(try #require(Product.named("nginx")), scope) {
        let text = try file("nginx", strategy, "llm-cache.conf")
        #expect(text.count { $0 == "{" } == text.count { $0 == "}" })
        let (ttl, grace) = (try #require(strategy.tiers[0].expiry.ttl), strategy.tiers[0].stale.whileRevalidating)
        #expect(text.contains("proxy_cache_valid 200 \(ttl.count / 1_000_000)s;"))
        #expect(text.contains(" inactive=\((ttl + grace).count / 1_000_000)s "))
        #expect(text.contains("proxy_cache_use_stale updating;") == (grace > .zero))
        #expect(text.contains("proxy_cache_lock_timeout 60s;") && strategy.flights.lockTimeout == Microseconds(seconds: 60))
        let key = ["", " $http_x_team", " $http_authorization"][[Scope.global, .team, .apiKey].firstIndex(of: scope) ?? 0]
        #expect(text.contains("proxy_cache_key \"$request_uri\(key) $llm_key\";"))
        #expect(try file("nginx", strategy, "llm-key.js").contains("request_body"))
        #expect(text.contains("map \"$http_authorization$http_x_api_key$http_api_key\" $llm_no_key {\n  \"\" 1;"))
        for rule in ["proxy_cache_bypass", "proxy_no_cache"] { #expect(text.contains("\(rule) $llm_pass $llm_no_key $request_body_file;")) }
        #expect(try file("nginx", strategy, "README.md").contains("nginx does not check API keys"))
      }
    }
  }

  @Test("VCL: balanced, with the strategy's TTL, grace and scope")
  func varnish() throws {
    for scope in [Scope.global, .organisation] {
      for strategy in strategies(try #require(Product.named("varnish")), scope) {
        let text = try file("varnish", strategy, "default.vcl")
        #expect(text.hasPrefix("vcl 4.1;") && text.count { $0 == "{" } == text.count { $0 == "}" })
        let seconds = try #require(strategy.tiers[0].expiry.ttl).count / 1_000_000
        #expect(text.contains("set beresp.ttl = \(seconds)s;"))
        #expect(text.contains("set beresp.grace = \(strategy.tiers[0].stale.whileRevalidating.count / 1_000_000)s;"))
        #expect(text.contains("hash_data(req.http.X-Organisation)") == (scope == .organisation))
        // Varnish's own rule, to pass what shows who asks, is overridden: so strangers must be kept out otherwise.
        let pass = "if (!req.http.Authorization && !req.http.x-api-key && !req.http.api-key) {\n    return (pass);"
        let (stranger, hash) = (try #require(text.firstRange(of: pass)), try #require(text.firstRange(of: "return (hash);")))
        #expect(stranger.lowerBound < hash.lowerBound)
        let readme = try file("varnish", strategy, "README.md")
        #expect(readme.contains("Varnish does not check API keys") && !readme.contains("placeholder"))
        let written = try file("varnish", strategy, "strategy.yaml")
        #expect(!written.contains("placeholder") && !written.contains("ten minutes of grace") && written.contains("Varnish: TTL "))
      }
    }
  }
}
