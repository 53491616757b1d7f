#!/usr/bin/env python3
"""Holds replays against libCacheSim (the wheel `libcachesim` from PyPI, in an environment of its own), in pairs that alternate, so that a machine's
other work falls on both alike. 10 million requests for a million objects by Zipf's law, a cache of 10 % of those asked for; miss counts must be equal.

The peer is `process_trace` over the trace as its own reader maps it (libCacheSim hashes the objects as it goes). Ours is one replay over dense ids,
which are made once per trace; "prepared for it alone" counts that too, as if the trace were replayed only once: objects are interned, and for event
replays, which read whole calls, the keys of the strategy are projected from what was interned. Ratios are of wall time, pair by pair; medians of them
count, absolute times do not.

`--only large` replays 100 million requests for 10 million objects instead, a cache of a tenth of those, and tells the time and the most memory that
took; it has no peer. It needs about 16 GiB and some minutes, so it is not among the rest."""

import argparse
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import time

import peers

ROOT = pathlib.Path(__file__).resolve().parent.parent
VERSION = "0.3.5"
# Name, ours, theirs, bar, whether the counts must be equal.
ROWS = [
    ("counts only, LRU", "lru", "LRU", 4, True),
    ("counts only, FIFO", "fifo", "FIFO", 10, True),
    ("counts only, SIEVE", "sieve", "Sieve", 8, True),
    ("counts only, S3-FIFO", "s3-fifo", "S3FIFO", 12, True),
    ("counts only, CLOCK", "clock", "Clock", None, True),
    ("counts only, LFU", "lfu", "LFU", None, True),
    ("counts only, ARC", "arc", "ARC", None, True),
    ("counts only, W-TinyLFU", "w-tinylfu", "WTinyLFU", None, False),
    ("counts only, Belady", "belady", "Belady", None, True),
    ("events: LRU, TTL, histogram and cost per model", "event", "LRU", 2, False),
    ("the same, with a row per request", "event-rows", "LRU", None, False),
    ("events: LRU, TTL, single flight, stale-while-revalidate", "event-flights", "LRU", 1, False),
    ("the same before a store of four places, visible after a minute", "event-tiers", "LRU", 1, False),
    ("events: TTL, single flight, stale-while-revalidate, visible at the other of two places after a minute", "event-visible", "LRU", 1, False),
    ("LRU at every capacity", "curve", "LRU", 1, True),
    ("LRU at every capacity, from 1 % of the keys", "curve-sampled", "LRU", 20, False),
    ("every sliding TTL", "ttl-sliding", "LRU", 5, False),
    ("16 fixed TTLs", "ttl-fixed", "LRU", 2, False),
]

PEER = """
import sys, time, libcachesim as peer
for line in sys.stdin:
    name, capacity, path = line.split()
    reader = peer.TraceReader(path, peer.TraceType.ORACLE_GENERAL_TRACE, peer.ReaderInitParam(ignore_obj_size=True))
    cache = getattr(peer, name)(cache_size=int(capacity), hashpower=20)
    begin = time.perf_counter()
    ratio, _ = cache.process_trace(reader)
    seconds = time.perf_counter() - begin
    print(f"{seconds:.6f} {ratio!r}", flush=True)
    del cache, reader
"""


class Worker:
    """A process that answers lines."""

    def __init__(self, command):
        self.process = subprocess.Popen([str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit("a worker ended early")
        return line.split()

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.read()

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def wheel(folder):
    """A Python with the wheel."""
    python = peers.python(folder, [f"libcachesim=={VERSION}"])
    if not python:
        sys.exit(f"libcachesim {VERSION} cannot be installed here, and without it there is nothing to compare with.")
    return python


def measure(options, trace, rows):
    ours = Worker([options.benchmark, "serve", trace])
    theirs = Worker([wheel(options.folder), "-c", PEER])
    count = trace.stat().st_size // 24
    objects = int(ours.read()[1])
    capacity = objects // 10
    interning = statistics.median(float(ours.ask("intern")[0]) for _ in range(3))
    # Projected only where a row needs it: the calls are made for it, which takes longer than the projection.
    projecting = None
    results = []
    for name, work, peer, bar, is_equal in rows:
        preparing = interning
        if work.startswith("event"):
            if projecting is None:
                projecting = statistics.median(float(ours.ask("project 0")[0]) for _ in range(3))
            preparing += projecting
        pairs = []
        for _ in range(options.rounds):
            mine, misses = ours.ask(f"{work} {capacity}")
            other, ratio = theirs.ask(f"{peer} {capacity} {trace}")
            peer_misses = round(float(ratio) * count)
            if is_equal and int(misses) != peer_misses:
                sys.exit(f"{name}: {misses} misses, libCacheSim {peer_misses}")
            pairs.append({"ours": float(mine), "peer": float(other), "misses": int(misses), "peer_misses": peer_misses})
        ratios = [pair["peer"] / pair["ours"] for pair in pairs]
        once = [pair["peer"] / (pair["ours"] + preparing) for pair in pairs]
        results.append({"name": name, "bar": bar, "ratio": statistics.median(ratios), "prepared_for_it_alone": statistics.median(once), "pairs": pairs})
        print(f"{name}: {results[-1]['ratio']:.2f}", file=sys.stderr)
    ours.stop()
    theirs.stop()
    return {"requests": count, "objects": objects, "capacity": capacity, "interning": interning, "projecting": projecting, "rows": results}


def measure_large(options):
    """Time and memory of replays of a long log; the bar is 16 GiB."""
    lines = subprocess.run([options.benchmark, "large", str(options.requests)], check=True, capture_output=True, text=True).stdout.splitlines()
    made = re.fullmatch(r"made (\S+) GiB, at most (\S+) GiB", lines[0])
    large = {"requests": options.requests, "objects": options.requests // 10, "log_gibibytes": float(made[1]), "replays": []}
    for line in lines[1:]:
        work, seconds, misses, gibibytes = line.split()
        name = next(row[0] for row in ROWS if row[1] == work)
        large["replays"].append({"name": name, "seconds": float(seconds), "misses": int(misses), "most_gibibytes": float(gibibytes)})
    return large


def large_table(large):
    yield (f"\n## {large['requests']:,} requests, {large['objects']:,} objects\n\n"
           f"A cache of {large['objects'] // 10:,} entries, totals by model. The log alone takes {large['log_gibibytes']:.1f} GiB here.\n")
    yield "| work | most memory, GiB | bar | seconds | M requests/s | misses |"
    yield "|---|---|---|---|---|---|"
    for row in large["replays"]:
        yield (f"| {large['requests'] // 1_000_000} million {row['name']} | {row['most_gibibytes']:.1f} | <= 16 | {row['seconds']:.1f} "
               f"| {large['requests'] / row['seconds'] / 1e6:.1f} | {row['misses']:,} |")


def merged(stored, result):
    """What is stored, with the rows measured now in the place of those of the same name."""
    rows = {row["name"]: row for row in stored.get("rows", []) + result.get("rows", [])}
    names = [name for name, *_ in ROWS]
    return {**stored, **result, "rows": sorted(rows.values(), key=lambda row: names.index(row["name"]))}


def table(result):
    count = result["requests"]
    rounds = "–".join(str(number) for number in sorted({len(row["pairs"]) for row in result["rows"]}))
    projecting = f", projecting {count / result['projecting'] / 1e6:.0f}" if result["projecting"] else ""
    yield (f"{count:,} requests, {result['objects']:,} objects, a cache of {result['capacity']:,} entries; {rounds} pairs a row; "
           f"libcachesim {VERSION}, hashpower 20. Interning {count / result['interning'] / 1e6:.0f} M requests/s{projecting}.\n")
    yield "| work | times as fast as libCacheSim | bar | prepared for it alone | ours, M requests/s | theirs | misses |"
    yield "|---|---|---|---|---|---|---|"
    for row in result["rows"]:
        ours, theirs = (statistics.median(pair[side] for pair in row["pairs"]) for side in ("ours", "peer"))
        pair = row["pairs"][0]
        misses = f"{pair['misses']:,}" + (" (equal)" if pair["misses"] == pair["peer_misses"] else f" ({pair['peer_misses']:,})")
        yield (f"| {row['name']} | {row['ratio']:.2f} | {row['bar'] or ''} | {row['prepared_for_it_alone']:.2f} | {count / ours / 1e6:.1f} "
               f"| {count / theirs / 1e6:.1f} | {misses} |")


def machine():
    text = pathlib.Path("/proc/cpuinfo").read_text() if os.path.exists("/proc/cpuinfo") else ""
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found.group(1) if found else platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", help="rows whose name contains this; “large” for the replays of a long log")
    parser.add_argument("--requests", type=int, default=100_000_000, help="of the long log")
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / ".build/benchmarks", help="where the trace and the wheel are kept")
    parser.add_argument("--benchmark", type=pathlib.Path, default=ROOT / ".build/release/replay-benchmark")
    parser.add_argument("--write", action="store_true", help="write Reports/Benchmarks/<date>-<machine>/replay.md and .json")
    options = parser.parse_args()
    if options.only == "large":
        result = {"large": measure_large(options)}
    else:
        options.folder.mkdir(parents=True, exist_ok=True)
        trace = options.folder / "zipf-10M.oracleGeneral.bin"
        if not trace.exists():
            print(f"making {trace} …", file=sys.stderr)
            part = trace.with_suffix(".part")
            subprocess.run([options.benchmark, "make", part], check=True)
            part.rename(trace)
        result = measure(options, trace, [row for row in ROWS if not options.only or options.only in row[0]])
    print("\n".join(lines(result)))
    if options.write:
        slug = re.sub(r"[^a-z0-9]+", "-", machine().lower()).strip("-")
        folder = ROOT / f"Reports/Benchmarks/{time.strftime('%Y-%m-%d')}-{slug}"
        folder.mkdir(parents=True, exist_ok=True)
        stored = folder / "replay.json"
        result = merged(json.loads(stored.read_text()) if stored.exists() else {}, result)
        head = [f"# Replays on {machine()}, {os.cpu_count()} cores\n", "Made by `make bench-replay`; what is measured says Benchmarks/replay.py.\n"]
        (folder / "replay.md").write_text("\n".join(head + lines(result)) + "\n")
        stored.write_text(json.dumps({"machine": machine(), **result}, indent=1) + "\n")


def lines(result):
    """The tables of a result."""
    return (list(table(result)) if result.get("rows") else []) + (list(large_table(result["large"])) if "large" in result else [])


if __name__ == "__main__":
    main()
