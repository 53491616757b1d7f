import Caching
import Simulation
import Traces
import Units

extension Product {
  /// Cloudflare AI Gateway.
  static let cloudflare = Product(
    name: "cloudflare", title: "Cloudflare AI Gateway",
    candidates: { room throws(ProductRefusal) in
      guard room.scope != .user else {
        throw ProductRefusal(
          reason: "Cloudflare AI Gateway shares answers within an API key, which users may share: allow --scope api_key or wider.")
      }
      guard let base = Presets.named("cloudflare-ai-gateway") else { return [] }
      // The least TTL is a minute, the greatest a month; an API key is narrower than any scope but the user's.
      return room.lives.reversed().map { life in
        var strategy = base
        strategy.tiers[0].expiry = .fixed(life)
        return strategy
      }
    },
    files: { [ConfigurationFile(name: "cloudflare-ai-gateway.json", text: cloudflareSettings($0))] },
    steps: { strategy in
      [
        "Make or open the gateway, and send the file to its API: `curl -X PUT "
          + "https://api.cloudflare.com/client/v4/accounts/$ACCOUNT/ai-gateway/gateways/$GATEWAY -H \"Authorization: Bearer $TOKEN\" "
          + "-H 'Content-Type: application/json' -d @cloudflare-ai-gateway.json` (its other settings go back to these values).",
        "Or set the same TTL in the dashboard: Caching, \(seconds(strategy)) seconds.",
        "Send `cf-aig-skip-cache: true` with requests that must not be answered from the cache.",
      ]
    })

  private static func seconds(_ strategy: Strategy) -> Int64 { (strategy.tiers.first?.expiry.ttl?.count ?? 0) / 1_000_000 }

  /// The required members of the API's "update a gateway" (developers.cloudflare.com/api, ai_gateway, 2026), rate limits off.
  private static func cloudflareSettings(_ strategy: Strategy) -> String {
    """
    {
      "cache_ttl": \(seconds(strategy)),
      "cache_invalidate_on_update": true,
      "collect_logs": true,
      "rate_limiting_interval": 0,
      "rate_limiting_limit": 0,
      "rate_limiting_technique": "fixed"
    }

    """
  }
}
