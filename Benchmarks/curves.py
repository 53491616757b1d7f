#!/usr/bin/env python3
"""Holds a sweep of 100 strategies (LRU, FIFO, SIEVE, S3-FIFO at 25 capacities) against libCacheSim, which replays them one by one: the trace and the peer
are those of Benchmarks/replay.py. Ours is one call on two threads: all sizes of LRU come from one pass, the others are a replay each.

The peer's time is measured at every capacity of each policy with --all; else at five of the 25, spread evenly, and taken five times. Miss counts must
be equal, and those of a whole grid are added up."""

import argparse
import json
import os
import pathlib
import re
import statistics
import sys
import time

import replay

POLICIES = [("lru", "LRU"), ("fifo", "FIFO"), ("sieve", "Sieve"), ("s3-fifo", "S3FIFO")]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="measure the peer at every capacity")
    parser.add_argument("--rounds", type=int, default=3, help="times that ours is measured")
    parser.add_argument("--folder", type=pathlib.Path, default=replay.ROOT / ".build/benchmarks")
    parser.add_argument("--benchmark", type=pathlib.Path, default=replay.ROOT / ".build/release/replay-benchmark")
    parser.add_argument("--write", action="store_true", help="write Reports/Benchmarks/<date>-<machine>/curves.md and .json")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    trace = options.folder / "zipf-10M.oracleGeneral.bin"
    if not trace.exists():
        replay.subprocess.run([options.benchmark, "make", trace], check=True)
    ours = replay.Worker([options.benchmark, "serve", trace])
    theirs = replay.Worker([replay.wheel(options.folder), "-c", replay.PEER])
    count = trace.stat().st_size // 24
    objects = int(ours.read()[1])
    capacities = [objects * step // 50 for step in range(1, 26)]
    grid = ",".join(map(str, capacities))
    mine = []
    for _ in range(options.rounds):
        seconds, misses = ours.ask(f"grid {grid}")
        mine.append(float(seconds))
    chosen = capacities if options.all else capacities[2::5]
    times, peer_misses = {}, {}
    for policy, peer in POLICIES:
        for capacity in chosen:
            seconds, ratio = theirs.ask(f"{peer} {capacity} {trace}")
            times[f"{policy} {capacity}"] = float(seconds)
            peer_misses[f"{policy} {capacity}"] = round(float(ratio) * count)
            # Not timed: the count alone.
            own = int(ours.ask(f"{policy} {capacity}")[1])
            if own != peer_misses[f"{policy} {capacity}"]:
                sys.exit(f"{policy} at {capacity}: {own} misses, libCacheSim {peer_misses[f'{policy} {capacity}']}")
    if options.all and sum(peer_misses.values()) != int(misses):
        sys.exit(f"the grid has {misses} misses, libCacheSim {sum(peer_misses.values())}")
    ours.stop()
    theirs.stop()
    whole = sum(times.values()) * len(capacities) / len(chosen)
    ratio = whole / statistics.median(mine)
    lines = [f"{count:,} requests, {objects:,} objects; 4 policies at 25 capacities from {capacities[0]:,} to {capacities[-1]:,} entries; libcachesim "
             f"{replay.VERSION}, hashpower 20, one by one" + ("" if options.all else f", measured at {len(chosen)} capacities of each policy and scaled") + ".\n",
             "| work | times as fast | bar | ours, s | theirs, s | misses |", "|---|---|---|---|---|---|",
             f"| 100 strategies, ours on two threads | {ratio:.1f} | 8 | {statistics.median(mine):.2f} | {whole:.1f} | equal at all {len(times)} measured |"]
    print("\n".join(lines))
    if options.write:
        slug = re.sub(r"[^a-z0-9]+", "-", replay.machine().lower()).strip("-")
        folder = replay.ROOT / f"Reports/Benchmarks/{time.strftime('%Y-%m-%d')}-{slug}"
        folder.mkdir(parents=True, exist_ok=True)
        head = [f"# Sweeps on {replay.machine()}, {os.cpu_count()} cores\n", "Made by `make bench-curves`; what is measured says Benchmarks/curves.py.\n"]
        (folder / "curves.md").write_text("\n".join(head + lines) + "\n")
        (folder / "curves.json").write_text(json.dumps(
            {"machine": replay.machine(), "requests": count, "objects": objects, "capacities": capacities, "ours": mine, "peer": times,
             "misses": peer_misses, "grid_misses": int(misses), "ratio": ratio}, indent=1) + "\n")


if __name__ == "__main__":
    main()
