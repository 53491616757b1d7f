#!/usr/bin/env bash
# Holds what `hindcast advise --emit` writes against the products themselves: redis-server, varnishd, nginx, LiteLLM (from PyPI, with --litellm).
# What is not installed is skipped, and said. Exit code 1 if a product refuses a file.
set -uo pipefail
cd "$(dirname "$0")/.."
hindcast=${HINDCAST:-.build/release/hindcast}
log=${LOG:-Datasets/support-desk.jsonl.zst}
work=$(mktemp -d)
# Servers give up their rights before they read.
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
failed=0
say() { printf '%-12s %s\n' "$1" "$2"; }

emit() { # PRODUCT FOLDER OPTION…: the winner among one product
  local product=$1 folder=$2; shift 2
  "$hindcast" advise "$log" --products "$product" --emit "$folder" --quiet "$@" || { say "$product" "nothing was emitted"; failed=1; return 1; }
}

for scope in global organisation; do
  folder=$work/redis-$scope
  emit redis "$folder" --scope $scope --max-wrong 0 || continue
  if ! command -v redis-server >/dev/null; then say redis "skipped: redis-server is not installed"; continue; fi
  port=$((20000 + RANDOM % 20000))
  redis-server "$folder/redis.conf" --port $port --daemonize no --dir "$work" >"$work/redis.log" 2>&1 &
  server=$!
  answer=
  for _ in $(seq 50); do answer=$(redis-cli -p $port ping 2>/dev/null) && [ "$answer" = PONG ] && break; sleep 0.1; done
  wanted=$(awk '$1 == "maxmemory" {print $2}' "$folder/redis.conf")
  policy=$(awk '$1 == "maxmemory-policy" {print $2}' "$folder/redis.conf")
  got=$(redis-cli -p $port config get maxmemory | tail -1)
  gotpolicy=$(redis-cli -p $port config get maxmemory-policy | tail -1)
  kill $server 2>/dev/null; wait $server 2>/dev/null
  if [ "$answer" = PONG ] && [ "$wanted" = "$got" ] && [ "$policy" = "$gotpolicy" ]; then say redis "runs with redis.conf ($scope): maxmemory $got, $gotpolicy"
  else say redis "refuses redis.conf ($scope):"; cat "$work/redis.log"; failed=1; fi
done

for scope in global organisation api_key; do
  folder=$work/varnish-$scope
  emit varnish "$folder" --scope $scope || continue
  if ! command -v varnishd >/dev/null; then say varnish "skipped: varnishd is not installed"; continue; fi
  if [ -z "$(find /usr/lib /usr/local/lib -name libvmod_bodyaccess.so 2>/dev/null)" ]; then
    say varnish "skipped: the vmod bodyaccess is not installed (varnish-modules)"; continue
  fi
  if varnishd -C -n "$work/varnishd" -f "$folder/default.vcl" >"$work/varnish.log" 2>&1; then
    say varnish "compiles default.vcl ($scope)"
  else say varnish "refuses default.vcl ($scope):"; tail -20 "$work/varnish.log"; failed=1; fi
done

for scope in global team; do
  folder=$work/nginx-$scope
  emit nginx "$folder" --scope $scope || continue
  if ! command -v nginx >/dev/null; then say nginx "skipped: nginx is not installed"; continue; fi
  njs=$(find /usr/lib/nginx/modules /usr/share/nginx/modules -name ngx_http_js_module.so 2>/dev/null | head -1)
  if [ -z "$njs" ]; then say nginx "skipped: njs is not installed (libnginx-mod-http-js)"; continue; fi
  if python3 Scripts/emitted_nginx.py "$folder" "$njs" "$work/nginx-run-$scope" $scope >"$work/nginx.log" 2>&1; then
    say nginx "runs with llm-cache.conf ($scope): $(tail -1 "$work/nginx.log")"
  else say nginx "does not do what llm-cache.conf ($scope) is to do:"; tail -20 "$work/nginx.log"; failed=1; fi
done

emit litellm "$work/litellm" && if [ "${1:-}" = --litellm ]; then
  python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q 'litellm[proxy]' >"$work/pip.log" 2>&1
  if ! "$work/venv/bin/python" -c 'import litellm' 2>/dev/null; then say litellm "skipped: litellm cannot be installed from PyPI"; else
    if REDIS_HOST=localhost REDIS_PORT=6379 REDIS_PASSWORD= "$work/venv/bin/python" - "$work/litellm/config.yaml" >"$work/litellm.log" 2>&1 <<'P'
import asyncio, sys, litellm
from litellm.proxy.proxy_server import ProxyConfig
config = asyncio.run(ProxyConfig().get_config(config_file_path=sys.argv[1]))
params = dict(config["litellm_settings"]["cache_params"])
assert config["litellm_settings"]["cache"] is True and config["model_list"][0]["model_name"] == "*"
known = litellm.Cache.__init__.__annotations__
assert not [name for name in params if name not in known and name not in ("host", "port", "password")], params
cache = litellm.Cache(type="local", ttl=params["ttl"], supported_call_types=params["supported_call_types"])
assert cache.ttl == params["ttl"]
P
    then say litellm "loads config.yaml ($("$work/venv/bin/python" -c 'import importlib.metadata as m; print(m.version("litellm"))'))"
    else say litellm "refuses config.yaml:"; tail -20 "$work/litellm.log"; failed=1; fi
  fi
else say litellm "skipped: give --litellm to install it from PyPI"; fi

emit cloudflare "$work/cloudflare" && python3 - "$work/cloudflare/cloudflare-ai-gateway.json" <<'P' && say cloudflare "cloudflare-ai-gateway.json is what the API's schema asks for (not sent)" || failed=1
import json, sys
settings = json.load(open(sys.argv[1]))
assert isinstance(settings["cache_ttl"], int) and settings["cache_ttl"] >= 0
assert settings["rate_limiting_technique"] in ("fixed", "sliding")
assert all(isinstance(settings[name], bool) for name in ("cache_invalidate_on_update", "collect_logs"))
P
exit $failed
