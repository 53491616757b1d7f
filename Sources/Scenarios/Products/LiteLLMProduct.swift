import Caching
import Simulation
import Traces
import Units

extension Product {
  /// LiteLLM's proxy with its own caches.
  static let liteLLM = Product(
    name: "litellm", title: "LiteLLM proxy",
    candidates: { room throws(ProductRefusal) in
      guard room.scope == .global else {
        throw ProductRefusal(
          reason:
            "LiteLLM's exact caches share answers between all callers: run a proxy for each \(room.scope.words), or allow --scope global.")
      }
      return liteLLMCandidates(room)
    },
    files: { [ConfigurationFile(name: "config.yaml", text: liteLLMConfiguration($0))] },
    steps: { strategy in
      [
        "Put your models in the place of the `*` of `config.yaml`, or keep it to pass every model on.",
        isLocal(strategy) ? "Run one worker: each has a memory of its own." : "Set REDIS_HOST, REDIS_PORT and REDIS_PASSWORD.",
        "Start the proxy with `litellm --config config.yaml`.",
      ]
    })

  private static func liteLLMCandidates(_ room: CandidateRoom) -> [Strategy] {
    var out: [Strategy] = []
    for life in room.lives.reversed() {
      for name in ["litellm-redis-sync", "litellm-redis", "litellm-local"] {
        guard var strategy = Presets.named(name), let last = strategy.tiers.indices.last else { continue }
        strategy.tiers[last].expiry = .fixed(life)
        out.append(strategy)
      }
    }
    if let semantic = Presets.named("litellm-redis-semantic") {
      for threshold in [0.85, 0.9, 0.95] {
        for life in room.lives.suffix(4) {
          var strategy = semantic
          strategy.semantic?.threshold.value = threshold
          strategy.tiers[0].expiry = .fixed(life)
          out.append(strategy)
        }
      }
    }
    return out
  }

  private static func isLocal(_ strategy: Strategy) -> Bool { strategy.tiers.count == 1 && strategy.tiers[0].service == nil }

  private static func liteLLMConfiguration(_ strategy: Strategy) -> String {
    let ttl = (strategy.tiers.last?.expiry.ttl?.count ?? 0) / 1_000_000
    var lines = [
      "model_list:", "  - model_name: \"*\"", "    litellm_params:", "      model: \"*\"", "", "litellm_settings:", "  cache: true",
      "  cache_params:",
    ]
    if isLocal(strategy) {
      lines += ["    type: local", "    ttl: \(ttl)"]
    } else {
      lines.append("    type: \(strategy.semantic == nil ? "redis" : "redis-semantic")")
      lines += [
        "    host: os.environ/REDIS_HOST", "    port: os.environ/REDIS_PORT", "    password: os.environ/REDIS_PASSWORD", "    ttl: \(ttl)",
      ]
      if let semantic = strategy.semantic {
        lines += [
          "    similarity_threshold: \(Quantity.print(semantic.threshold.value))",
          "    redis_semantic_cache_embedding_model: text-embedding-ada-002",
        ]
      }
    }
    lines.append("    supported_call_types: [\"acompletion\", \"completion\", \"atext_completion\", \"text_completion\"]")
    return lines.joined(separator: "\n") + "\n"
  }
}
