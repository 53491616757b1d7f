# The two commands of the README are `make demo` and `make test`; each does its own set-up.
PREFIX ?= /usr/local
HINDCAST = .build/release/hindcast
DEMO_LOG = Datasets/support-desk.jsonl.zst
DEMO_STRATEGIES = -s cloudflare-ai-gateway -s ttl-1h -s ttl-24h -s near-24h -s infinite-near

.PHONY: all setup build demo screenshot test cases test-page check fuzz datasets
.PHONY: bench suite bench-ingest bench-similarity bench-replay bench-curves bench-studies test-emitted install uninstall clean

all: build

# Debian packages that are linked against; nothing happens where they are there already.
setup:
	@Scripts/setup.sh

build: setup
	@swift build -c release --product hindcast

demo: build
	@mkdir -p Reports/demo
	@echo; echo '$$ hindcast audit $(DEMO_LOG)'
	@$(HINDCAST) audit $(DEMO_LOG)
	@echo; echo '$$ hindcast replay $(DEMO_LOG) $(DEMO_STRATEGIES)'
	@$(HINDCAST) replay $(DEMO_LOG) $(DEMO_STRATEGIES)
	@echo; echo '$$ hindcast report $(DEMO_LOG) $(DEMO_STRATEGIES) -o Reports/demo'
	@$(HINDCAST) report $(DEMO_LOG) $(DEMO_STRATEGIES) -o Reports/demo

# The picture in the README.
screenshot: demo
	@Scripts/screenshot.sh

test: build
	@swift build --build-tests
	@swift test --skip-build --parallel

# The engine against the slow model on other random cases than those of the tests: FROM a seed on, CASES of them.
FROM ?= 1000000
CASES ?= 100000
cases: setup
	@swift build --build-tests
	@HINDCAST_FROM=$(FROM) HINDCAST_CASES=$(CASES) swift test --skip-build --filter theEngineAgreesWithTheModel

# The demo's report in a real browser: what a reader does, and what the page then shows.
test-page: demo
	@Scripts/setup.sh chromium
	@python3 Tests/BrowserTests/report_test.py Reports/demo

# What CI asks beyond the tests: format and layers.
check:
	@swift format lint --strict --recursive Package.swift Sources Tests
	@python3 Scripts/layers.py

# Every parser of what comes from outside, FUZZ_SECONDS (30) each.
fuzz: setup
	@Scripts/fuzz.sh

# Makes the logs of Datasets/ anew from their specifications; the same bytes come out on every machine.
datasets: build
	@for spec in Datasets/*.yaml; do $(HINDCAST) generate $$spec -o $${spec%.yaml}.jsonl.zst || exit 1; done

# All benchmarks against their peers, in one run: ratios, in Reports/Benchmarks/<date>-<machine>/ with a summary. BENCH='--quick' for a look.
bench: build
	@swift build -c release --product replay-benchmark
	@swift build -c release --product similarity-driver
	@swift build -c release --product vectors-driver
	@python3 Benchmarks/peers.py
	@python3 Benchmarks/run.py $(BENCH)

# The standard suite under every preset, held against its stored results.
suite: build
	@$(HINDCAST) bench

# Ingest against zstd, igzip and DuckDB; BENCH passes options on (BENCH='--size 200 --only zstd --write').
bench-ingest: build
	@python3 Benchmarks/ingest.py $(BENCH)

# How right and how fast similarity is, against scipy, scikit-learn, datasketch and rensa; BENCH passes options on (BENCH='--write').
bench-similarity: setup
	@swift build -c release --product similarity-driver
	@swift build -c release --product vectors-driver
	@python3 Benchmarks/similarity.py $(BENCH)

# Replays and curves against libCacheSim; BENCH passes options on (BENCH='--rounds 7 --only LRU --write'). BENCH='--only large' replays 100 million requests.
bench-replay:
	@swift build -c release --product replay-benchmark
	@python3 Benchmarks/replay.py $(BENCH)

# A sweep of 100 strategies against libCacheSim one by one; BENCH passes options on (BENCH='--all --write').
bench-curves:
	@swift build -c release --product replay-benchmark
	@python3 Benchmarks/curves.py $(BENCH)

# Advice for a million requests, and an event replay against a model in SimPy; BENCH passes options on (BENCH='--requests 100000 --write').
bench-studies: build
	@python3 Benchmarks/studies.py $(BENCH)

# What `advise --emit` writes, in Redis, Varnish, nginx and (EMITTED=--litellm) LiteLLM where these are installed.
test-emitted: build
	@Scripts/emitted.sh $(EMITTED)

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(HINDCAST) $(DESTDIR)$(PREFIX)/bin/hindcast

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/hindcast

clean:
	rm -rf .build
