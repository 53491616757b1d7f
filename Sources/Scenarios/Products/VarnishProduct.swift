import Caching
import Simulation
import Traces
import Units

extension Product {
  /// Varnish in front of the API, with the body of a request in its key.
  static let varnish = Product(
    name: "varnish", title: "Varnish",
    candidates: { room throws(ProductRefusal) in
      guard let base = Presets.named("varnish") else { return [] }
      return room.lives.reversed().flatMap { life in
        [0.0, 600, 3_600, 86_400].map { grace in
          var strategy = base
          strategy.scope = room.scope
          strategy.tiers[0].expiry = .fixed(life)
          strategy.tiers[0].stale.whileRevalidating = Microseconds(seconds: grace)
          return strategy
        }
      }
    },
    files: { [ConfigurationFile(name: "default.vcl", text: vcl($0))] },
    steps: { strategy in
      var steps = [
        "Install the vmod bodyaccess (Debian: varnish-modules).",
        "Put the host of your API, or of a proxy that speaks TLS to it, in the place of the backend: Varnish itself speaks plain HTTP.",
      ]
      if strategy.scope != .global {
        steps.append(
          "Let what stands before Varnish set \(header(strategy.scope)), and let no caller set it: who shares answers is told by it.")
      }
      steps.append(keyStep("Varnish", strategy.scope))
      steps.append("Check and start: `varnishd -C -f default.vcl`, then `varnishd -f default.vcl -a :8080`.")
      return steps
    })

  /// The header that tells who shares an answer.
  static func header(_ scope: Scope) -> String {
    switch scope {
    case .global: ""
    case .apiKey: "Authorization"
    case .organisation: "X-Organisation"
    case .team: "X-Team"
    case .user: "X-User"
    }
  }

  private static func vcl(_ strategy: Strategy) -> String {
    guard let tier = strategy.tiers.first, let ttl = tier.expiry.ttl else { return "" }
    let scope = strategy.scope == .global ? "" : "\n  hash_data(req.http.\(header(strategy.scope)));"
    return """
      vcl 4.1;

      import std;
      import bodyaccess;

      backend default {
        .host = "127.0.0.1";
        .port = "8000";
        .first_byte_timeout = 600s;
        .between_bytes_timeout = 60s;
      }

      sub vcl_recv {
        if (req.method != "POST") {
          return (pass);
        }
        # Who shows no key is not answered from the cache: only the API can tell whether a key is good.
        if (\(keyHeaders.map { "!req.http.\($0)" }.joined(separator: " && "))) {
          return (pass);
        }
        # Without its body in the key, one question would get another's answer.
        if (!std.cache_req_body(1MB)) {
          return (pass);
        }
        return (hash);
      }

      sub vcl_hash {
        bodyaccess.hash_req_body();
        hash_data(req.url);\(scope)
        return (lookup);
      }

      sub vcl_backend_fetch {
        # Varnish fetches by GET what it means to store.
        set bereq.method = "POST";
      }

      sub vcl_backend_response {
        if (beresp.status != 200) {
          set beresp.uncacheable = true;
          set beresp.ttl = 1s;
          return (deliver);
        }
        unset beresp.http.Set-Cookie;
        set beresp.ttl = \(ttl.count / 1_000_000)s;
        set beresp.grace = \(tier.stale.whileRevalidating.count / 1_000_000)s;
        set beresp.keep = 0s;
        return (deliver);
      }

      """
  }
}
