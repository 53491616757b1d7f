#!/usr/bin/env python3
"""What studies take as a whole: advice for a million requests, and an event replay against a model of the same cache in SimPy.

The log is made here, of short prompts, since reading it is measured elsewhere: 40 % of the requests repeat popular questions, one in ten of these
in other spelling. Advice is the whole program on a compiled trace, at --threads 2. The model in SimPy knows a TTL of an hour and single flight, no more:
arrivals, look-ups, calls and waiting for the calls of others, over requests of a day. Its time is `env.run()` alone. Ours is the whole program (start, reading
the trace, audit, replay, month and intervals), and what each further strategy adds to that. Hits, shared calls and misses must be equal."""

import argparse
import json
import os
import pathlib
import random
import re
import resource
import statistics
import subprocess
import sys
import time

import peers
import replay

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODELS = ["gpt-4.1", "gpt-4.1-mini", "claude-sonnet-4-5", "gemini-2.5-flash"]
MAP = "time=t,duration_ms=d,model=m,prompt=q,answer=a,team=g,input_tokens=i,output_tokens=o,temperature=x,status=s"
WORDS = ("the answer to this question depends on what was asked before and on which documents are known to hold true for the case at hand "
         "so that a short summary is given first and what it rests on after it").split()

STRATEGY = "{name: s%d, tiers: [{name: cache, ttl: 1h}], flights: {single_flight: global}}\n"
# The same so many times more, under other names.
MORE = 20

PEER = """
import sys, time, simpy
TTL = 3_600_000_000
requests = [tuple(int(part) for part in line.split()) for line in open(sys.argv[1])]
env = simpy.Environment()
ends, flights, counts = {}, {}, [0, 0, 0]

def request(key, duration):
    if ends.get(key, -1) >= env.now:
        counts[0] += 1
    elif key in flights:
        counts[1] += 1
        yield flights[key]
    else:
        counts[2] += 1
        flight = flights[key] = env.event()
        yield env.timeout(duration)
        ends[key] = env.now + TTL
        del flights[key]
        flight.succeed()

def arrivals():
    for at, key, duration in requests:
        yield env.timeout(at - env.now)
        env.process(request(key, duration))

env.process(arrivals())
begin = time.perf_counter()
env.run()
print(time.perf_counter() - begin, *counts)
"""


def make(path, count, days):
    """A log of some days; beside it the same as the model reads it: microsecond, key, duration. Nothing is made where both are there."""
    plain = path.with_suffix(".txt")
    if path.exists() and plain.exists():
        return plain
    draw = random.Random(1)
    popular = max(count // 20, 1)
    ranks = draw.choices(range(popular), cum_weights=list(_sums(1 / (rank + 1) ** 0.9 for rank in range(popular))), k=count)
    keys, step = {}, days * 86_400_000 // count
    with open(path.with_suffix(".part"), "w") as log, open(plain, "w") as table:
        for i in range(count):
            question = ranks[i] if draw.random() < 0.4 else popular + i
            text = f"question {question}: what holds for case {question * 7919 % 100_003}"
            if question < popular and draw.random() < 0.1:
                text = text.capitalize() + "?"
            model = MODELS[question % 4]
            # Milliseconds, and no two at one time.
            at = i * step + draw.randrange(step)
            duration = draw.randrange(300, 8_000)
            size = 5 + question * 31 % 40
            log.write(json.dumps({
                "t": 1_790_812_800_000 + at, "d": duration, "m": model, "q": text, "a": " ".join(WORDS[(question + j) % len(WORDS)] for j in range(size)),
                "g": f"team{question % 12}", "i": 200 + question * 13 % 1_800, "o": size * 4, "x": 0, "s": 200}) + "\n")
            table.write(f"{at * 1000} {keys.setdefault(text, len(keys))} {duration * 1000}\n")
    path.with_suffix(".part").rename(path)
    return plain


def _sums(values):
    total = 0.0
    for value in values:
        total += value
        yield total


def timed(command):
    """Wall and processor seconds of a command."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compiled(options, count, days):
    log = options.folder / f"studies-{count}-{days}.jsonl"
    plain, trace = make(log, count, days), log.with_suffix(".hct")
    # One that an earlier version of the format wrote is made anew.
    if not trace.exists() or subprocess.run([options.hindcast, "trace", "info", trace], capture_output=True).returncode:
        trace.unlink(missing_ok=True)
        subprocess.run([options.hindcast, "compile", log, "--map", MAP, "-o", trace, "--quiet"], check=True)
    return trace, plain


def advice(options):
    trace, _ = compiled(options, options.requests, 30)
    out = options.folder / "advice.json"
    wall, busy = timed([options.hindcast, "advise", trace, "--threads", "2", "--quiet", "--json", out, "--max-wrong", "0.1%", "--max-stale", "1%"])
    found = json.loads(out.read_text())
    return {"requests": options.requests, "configurations": found["tried"], "replayed_in_full": found["replayed_in_full"],
            "screened_by": found["screened_by"], "wall": wall, "busy": busy}


def events(options):
    python = peers.python(options.folder, ["simpy"])
    if not python:
        print("simpy cannot be installed here: left out", file=sys.stderr)
        return None
    count = options.requests // 5
    trace, plain = compiled(options, count, 1)
    out, model = options.folder / "flights.json", options.folder / "simpy_model.py"
    chosen = []
    for number in range(MORE + 1):
        file = options.folder / f"flights-{number}.yaml"
        file.write_text(STRATEGY % number)
        chosen += ["-s", file]
    model.write_text(PEER)
    pairs = []
    for _ in range(options.rounds):
        all_, _ = timed([options.hindcast, "replay", trace, *chosen, "--threads", "1", "--quiet"])
        wall, _ = timed([options.hindcast, "replay", trace, *chosen[:2], "--threads", "1", "--quiet", "--json", out])
        total = json.loads(out.read_text())["strategies"][0]["total"]["outcomes"]
        mine = [total["hit"], total["coalesced"], total["miss"]]
        words = subprocess.run([python, model, plain], check=True, capture_output=True, text=True).stdout.split()
        theirs = [int(word) for word in words[1:]]
        if mine != theirs:
            sys.exit(f"hits, shared calls and misses: {mine}, SimPy {theirs}")
        pairs.append({"ours": wall, "each": (all_ - wall) / MORE, "peer": float(words[0])})
    return {"requests": count, "outcomes": mine, "ratio": statistics.median(pair["peer"] / pair["ours"] for pair in pairs),
            "ratio_each": statistics.median(pair["peer"] / pair["each"] for pair in pairs), "pairs": pairs}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=1_000_000, help="of the advice; a fifth of it for SimPy")
    parser.add_argument("--rounds", type=int, default=3, help="pairs with SimPy")
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / ".build/benchmarks", help="where logs and peers are kept")
    parser.add_argument("--hindcast", type=pathlib.Path, default=ROOT / ".build/release/hindcast")
    parser.add_argument("--write", action="store_true", help="write Reports/Benchmarks/<date>-<machine>/studies.md and .json")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    advised, model = advice(options), events(options)
    # The bar is of a million requests.
    bar = "<= 60" if options.requests >= 1_000_000 else ""
    how = (f"screened on {advised['screened_by']:.1%} of the questions, {advised['replayed_in_full']} replayed in full" if advised["screened_by"]
           else "all replayed in full")
    lines = ["| work | seconds | bar | processor seconds | how |", "|---|---|---|---|---|",
             f"| advice for {advised['requests']:,} requests from {advised['configurations']} configurations, two threads | {advised['wall']:.1f} | {bar} "
             f"| {advised['busy']:.1f} | {how} |"]
    if model:
        ours, each, theirs = (statistics.median(pair[side] for pair in model["pairs"]) for side in ("ours", "each", "peer"))
        lines += ["", f"TTL and single flight over {model['requests']:,} requests; hits, shared calls and misses are equal: "
                  f"{', '.join(f'{count:,}' for count in model['outcomes'])}.", "",
                  "| work | times as fast as SimPy | ours, s | theirs, s |", "|---|---|---|---|",
                  f"| the whole program | {model['ratio']:.1f} | {ours:.2f} | {theirs:.2f} |",
                  f"| each further strategy | {model['ratio_each']:.1f} | {each:.3f} | {theirs:.2f} |"]
    print("\n".join(lines))
    if options.write:
        slug = re.sub(r"[^a-z0-9]+", "-", replay.machine().lower()).strip("-")
        folder = ROOT / f"Reports/Benchmarks/{time.strftime('%Y-%m-%d')}-{slug}"
        folder.mkdir(parents=True, exist_ok=True)
        head = [f"# Studies on {replay.machine()}, {os.cpu_count()} cores\n", "Made by `make bench-studies`; what is measured says Benchmarks/studies.py.\n"]
        (folder / "studies.md").write_text("\n".join(head + lines) + "\n")
        (folder / "studies.json").write_text(json.dumps({"machine": replay.machine(), "advice": advised, "simpy": model}, indent=1) + "\n")


if __name__ == "__main__":
    main()
