"""Runs nginx with an emitted llm-cache.conf before a small origin, and asks it what a cache of answers must do.

Arguments: the folder of the configuration, njs, a folder to run in, the scope. Only ports, the cache's folder and the TTL (2 s) are changed."""

import http.server
import os
import pathlib
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request

folder, njs, run, scope = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4]
calls = []
NO_KEY = {}


class Origin(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        calls.append(body[:80])
        answer = b"answer %d" % len(calls)
        time.sleep(0.4)
        self.send_response(503 if body.startswith(b"fail") else 200)
        self.send_header("Content-Length", str(len(answer)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Set-Cookie", "session=1")
        self.end_headers()
        self.wfile.write(answer)

    def do_GET(self):
        calls.append(b"GET")
        self.send_response(200)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"list")

    def log_message(self, *_):
        pass


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def ask(body, headers=None, port=None, path="/v1/chat/completions"):
    """What nginx says of its cache, and the answer."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=body, headers={"Authorization": "Bearer key", **(headers or {})} if headers is not NO_KEY else {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert not answer.headers.get("Set-Cookie"), "a cookie of one caller reaches another"
            return answer.headers.get("X-Cache"), answer.read()
    except urllib.error.HTTPError as answer:
        return answer.headers.get("X-Cache"), answer.read()


def main():
    run.mkdir(parents=True)
    os.chmod(run, 0o777)
    origin, port = free_port(), free_port()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", origin), Origin)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    text = (folder / "llm-cache.conf").read_text()
    for old, new in [("/var/cache/nginx/llm", f"{run}/cache"), ("127.0.0.1:8000", f"127.0.0.1:{origin}"), ("listen 8080", f"listen 127.0.0.1:{port}")]:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    text, count = re.subn(r"proxy_cache_valid 200 \d+s;", "proxy_cache_valid 200 2s;", text)
    assert count == 1
    (run / "llm-cache.conf").write_text(text)
    temporary = " ".join(f"{name}_temp_path {run}/{name};" for name in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
    (run / "nginx.conf").write_text(
        f"load_module {njs};\nworker_processes 1; daemon off; pid {run}/nginx.pid; error_log {run}/error.log;\nevents {{}}\n"
        f"http {{ js_path {folder}; access_log off; {temporary} include {run}/llm-cache.conf; }}\n")
    nginx = subprocess.Popen(["nginx", "-p", run, "-c", run / "nginx.conf"])
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 0.1).close()
                break
            except OSError:
                time.sleep(0.05)
        does = []

        def check(what, holds):
            assert holds, f"{what}; calls so far: {calls}; {(run / 'error.log').read_text()[-500:]}"
            does.append(what)

        team = {"X-Team": "a"} if scope == "team" else {}
        first = ask(b'{"q": 1}', team, port)
        check("misses", first[0] == "MISS" and len(calls) == 1)
        check("hits", ask(b'{"q": 1}', team, port) == ("HIT", first[1]) and len(calls) == 1)
        check("tells bodies apart", ask(b'{"q": 2}', team, port)[0] == "MISS" and len(calls) == 2)
        if scope == "team":
            check("keeps teams apart", ask(b'{"q": 1}', {"X-Team": "b"}, port)[0] == "MISS")
        check("answers no stranger", [ask(b'{"q": 1}', NO_KEY, port)[0] for _ in range(2)] == ["BYPASS", "BYPASS"])
        # nginx counts whole seconds: two of them may be one.
        before = len(calls)
        answers = []
        crowd = [threading.Thread(target=lambda: answers.append(ask(b'{"q": 3}', team, port)[1])) for _ in range(6)]
        [one.start() for one in crowd]
        [one.join() for one in crowd]
        check("fetches once for six", len(calls) == before + 1 and len(set(answers)) == 1 and len(answers) == 6)
        long = b'{"q": "' + b"x" * 200_000
        check("stores long prompts", ask(long + b'1"}', team, port)[0] == "MISS" and ask(long + b'2"}', team, port)[0] == "MISS"
              and ask(long + b'1"}', team, port)[0] == "HIT")
        huge = b'{"q": "' + b"x" * 2_000_000 + b'"}'
        check("passes huge ones on", [ask(huge, team, port)[0] for _ in range(2)] == ["BYPASS", "BYPASS"])
        check("stores no failures", [ask(b"fail", team, port)[0] for _ in range(2)] == ["MISS", "MISS"])
        before = len(calls)
        check("passes lists on", [ask(None, team, port, "/v1/models")[0] for _ in range(2)] == ["BYPASS", "BYPASS"] and len(calls) == before + 2)
        kept = b"".join(file.read_bytes() for file in (run / "cache").rglob("*") if file.is_file())
        check("writes no prompt to the disk", b"answer" in kept and b'{"q"' not in kept)
        time.sleep(3.2)
        before = len(calls)
        old = ask(b'{"q": 1}', team, port)
        if "proxy_cache_use_stale updating;" in text:
            check("answers stale and fetches behind", old == ("STALE", first[1]))
            time.sleep(0.8)
            fresh = ask(b'{"q": 1}', team, port)
            check("then has the new answer", fresh[0] == "HIT" and fresh[1] != first[1] and len(calls) == before + 1)
        else:
            check("fetches what has expired", old[0] == "EXPIRED" and len(calls) == before + 1)
    finally:
        nginx.terminate()
        nginx.wait()
        server.shutdown()
    print(", ".join(does))


main()
