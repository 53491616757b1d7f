import Caching
import Simulation
import Traces
import Units

extension Product {
  /// nginx in front of the API, with a digest of a request's body in its key.
  static let nginx = Product(
    name: "nginx", title: "nginx",
    candidates: { room throws(ProductRefusal) in
      room.lives.reversed().flatMap { life in
        [nil, 600.0, 3_600, 86_400].compactMap { grace in nginxCandidate(room.scope, life, grace.map { Microseconds(seconds: $0) }) }
      }
    },
    files: {
      [ConfigurationFile(name: "llm-cache.conf", text: nginxConfiguration($0)), ConfigurationFile(name: "llm-key.js", text: nginxKey)]
    },
    steps: { strategy in
      var steps = [
        "Install njs (Debian: libnginx-mod-http-js), which makes the key: nginx itself would put the whole body into it, prompts in clear text "
          + "on the disk, and store none above some kilobytes.",
        "Put `llm-cache.conf` into /etc/nginx/conf.d and `llm-key.js` into /etc/nginx, and make the folder /var/cache/nginx.",
        "Put the host of your API in the place of the server in `upstream`; where it speaks TLS, write `https://llm_api`, "
          + "`proxy_ssl_server_name on;` and `proxy_set_header Host` with its name.",
      ]
      if strategy.scope != .global {
        steps.append(
          "Let what stands before nginx set \(header(strategy.scope)), and let no caller set it: who shares answers is told by it.")
      }
      return steps + [
        keyStep("nginx", strategy.scope),
        "Check and load: `nginx -t`, then `nginx -s reload`. The header X-Cache of an answer says HIT, MISS, STALE, UPDATING or EXPIRED.",
        "Bodies above a megabyte are passed on and not stored. Streams are stored once they are complete; who waits for the lock gets them "
          + "at once and whole.",
        "Add `max_size` to `proxy_cache_path` to limit what the disk holds; without it entries leave by `inactive` alone.",
      ]
    })

  /// - Parameter grace: how long stale answers are served while one call fetches a new one; `nil` for not at all.
  private static func nginxCandidate(_ scope: Scope, _ life: Microseconds, _ grace: Microseconds?) -> Strategy? {
    guard var strategy = Presets.named(grace == nil ? "nginx-lock" : "nginx-background") else { return nil }
    strategy.scope = scope
    strategy.tiers[0].expiry = .fixed(life)
    // Calls of language models outlast the five seconds that are nginx's default.
    strategy.flights.lockTimeout = Microseconds(seconds: 60)
    strategy.caveats = ["nginx counts whole seconds of the clock: an answer lives up to a second longer there."]
    if let grace {
      strategy.tiers[0].stale.whileRevalidating = grace
      strategy.caveats.append(
        "nginx serves a stale answer for as long after its last use as `inactive` says; simulated is \(Quantity.print(grace)) after its end."
      )
    } else {
      strategy.caveats.append(
        "The lock covers new keys only: where an entry has expired, all who come together fetch it; in the simulation one does.")
    }
    return strategy
  }

  private static func nginxConfiguration(_ strategy: Strategy) -> String {
    guard let tier = strategy.tiers.first, let ttl = tier.expiry.ttl else { return "" }
    func seconds(_ span: Microseconds) -> String { "\(span.count / 1_000_000)s" }
    let grace = tier.stale.whileRevalidating
    let lock = seconds(strategy.flights.lockTimeout ?? Microseconds(seconds: 5))
    let header = header(strategy.scope).lowercased().map { $0 == "-" ? "_" : $0 }
    let scope = strategy.scope == .global ? "" : " $http_\(String(header))"
    let stale =
      grace == .zero ? "" : "\n    proxy_cache_use_stale updating;\n    proxy_cache_background_update on;"
    return """
      # In the http context, as files of conf.d are.
      js_import llm from llm-key.js;
      js_set $llm_key llm.key;

      # nginx removes what nobody asked for within `inactive`, fresh or not: no sooner than it ends.
      proxy_cache_path /var/cache/nginx/llm levels=1:2 keys_zone=llm:64m inactive=\(seconds(ttl + grace)) use_temp_path=off;

      map $request_method $llm_pass {
        POST "";
        default 1;
      }

      # Who shows no key is not answered from the cache: only the API can tell whether a key is good.
      map "\(keyHeaders.map { "$http_" + String($0.lowercased().map { $0 == "-" ? "_" : $0 }) }.joined())" $llm_no_key {
        "" 1;
        default "";
      }

      upstream llm_api {
        server 127.0.0.1:8000;
        keepalive 32;
      }

      server {
        listen 8080;
        client_max_body_size 32m;
        # A body that does not fit has no key: it is passed on.
        client_body_buffer_size 1m;

        location / {
          proxy_pass http://llm_api;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_read_timeout 600s;

          proxy_cache llm;
          proxy_cache_methods POST;
          # Without its body in the key, one question would get another's answer.
          proxy_cache_key "$request_uri\(scope) $llm_key";
          proxy_cache_bypass $llm_pass $llm_no_key $request_body_file;
          proxy_no_cache $llm_pass $llm_no_key $request_body_file;
          proxy_cache_valid 200 \(seconds(ttl));
          proxy_ignore_headers Cache-Control Expires Set-Cookie Vary X-Accel-Expires;
          proxy_hide_header Set-Cookie;
          proxy_cache_lock on;
          proxy_cache_lock_timeout \(lock);
          proxy_cache_lock_age \(lock);\(stale)
          add_header X-Cache $upstream_cache_status always;
        }
      }

      """
  }

  private static let nginxKey = """
    import crypto from 'crypto';

    // The digest of a request's body. One that is too large for memory has none here, and such requests are passed on.
    function key(r) {
      return crypto.createHash('sha256').update(r.variables.request_body || '').digest('hex');
    }

    export default {key};

    """
}
