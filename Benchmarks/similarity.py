#!/usr/bin/env python3
"""How right and how fast similarity is, against its peers in the same run, each on one core.

Quality is counted on public labelled pairs (--data); speed on all their texts and on a million made from them. Peers (scipy,
scikit-learn, datasketch, rensa) are installed into an environment of their own; without them, their rows are left out."""

import argparse
import collections
import json
import os
import pathlib
import platform
import random
import re
import subprocess
import sys
import time

import peers

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ["numpy", "scipy", "scikit-learn", "datasketch", "rensa"]
# Set, and the bar of near's precision on it.
SETS = [("qqp_part", .93), ("paws_qqp", .95), ("mrpc", .98), ("stsb4", .98), ("sick", .98)]
USUAL = 9000


class Pair(collections.namedtuple("Pair", "near score kind strict loose article label")):
    """A pair as the driver sees it: `strict` and `loose` are the least scores that guards ask for from the usual threshold on, and below."""

    def is_hit(self, threshold):
        return self.score >= max(threshold, self.strict if threshold >= USUAL else self.loose)


def add_common_options(parser):
    parser.add_argument("--data", type=pathlib.Path, default=ROOT.parent / "shared/data", help="folder with pairs/ and prompts/")
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / ".build/benchmarks", help="where texts and peers are kept")
    parser.add_argument("--driver", type=pathlib.Path, default=ROOT / ".build/release/similarity-driver")


def read_lines(path):
    """The JSON objects of a file, packed or not."""
    packed = path.with_name(path.name + ".zst")
    raw = path.read_bytes() if path.exists() else subprocess.check_output(["zstd", "-dcq", packed])
    return [json.loads(line) for line in raw.splitlines()]


def write_texts(path, texts):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(text.encode() + b"\0" for text in texts))
    return path


def drive(options, *words):
    """The rows that the driver prints."""
    out = subprocess.check_output([options.driver, *map(str, words)], text=True)
    return [line.split("\t") for line in out.splitlines()]


def drive_named(options, *words):
    """What the driver prints as names and values."""
    row = [field for line in drive(options, *words) for field in line]
    return {name: float(value) for name, value in zip(row[::2], row[1::2])}


def pairs(options, name):
    """The labelled pairs of a set, as the driver sees them."""
    labelled = read_lines(options.data / f"pairs/{name}.jsonl")
    file = write_texts(options.folder / f"{name}.texts", (row[side] for row in labelled for side in ("text_a", "text_b")))
    return [Pair(near, int(score), kind, int(strict), int(loose), float(article), row["label"])
            for (near, score, kind, strict, loose, article), row in zip(drive(options, "pairs", file), labelled)]


def measures(found, everything):
    """How many were found, the share that is right, the share of what is right that was found, wrong ones over all wrong ones."""
    right, positive = sum(pair.label for pair in found), sum(pair.label for pair in everything)
    negative = len(everything) - positive
    return len(found), right / max(1, len(found)), right / max(1, positive), (len(found) - right) / max(1, negative)


class Table:
    """Rows with a bar, and whether they meet it."""

    def __init__(self):
        self.rows = []

    def add(self, what, value, bar="", holds=None):
        self.rows.append({"what": what, "value": value, "bar": bar, "holds": holds})

    def lines(self):
        yield "| measure | value | bar | |"
        yield "|---|---|---|---|"
        for row in self.rows:
            yield f"| {row['what']} | {row['value']} | {row['bar']} | {'' if row['holds'] is None else 'holds' if row['holds'] else '**falls short**'} |"


def quality(options, table):
    for name, bar in SETS:
        everything = pairs(options, name)
        count, precision, recall, _ = measures([pair for pair in everything if pair.near != "-"], everything)
        least = .04 if name == "qqp_part" else 0
        table.add(f"near on {name}: precision, recall ({count} pairs)", f"{precision:.3f}, {recall:.4f}",
                  f">= {bar:.2f}" + (f", >= {least:.2f}" if least else ""), precision >= bar and recall >= least)
        for form in ("spelling", "fillers", "stems", "typo"):
            part = [pair for pair in everything if pair.near == form]
            if part:
                table.add(f"… of them by {form}", f"{measures(part, everything)[1]:.3f} of {len(part)}")
        for threshold in (8500, 9000, 9500):
            _, precision, recall, false = measures([p for p in everything if p.is_hit(threshold)], everything)
            _, plain, plain_recall, plain_false = measures([p for p in everything if p.score >= threshold], everything)
            if name == "qqp_part" and threshold == 8500:
                count, article, article_recall, _ = measures([p for p in everything if p.article >= .85], everything)
                table.add(f"article's TF-IDF cache, emulated, on qqp_part at .85: precision, recall ({count} pairs)",
                          f"{article:.3f}, {article_recall:.3f}", "near .50", abs(article - .5) < .03)
                table.add("lexical with guards on qqp_part at .85: precision, recall", f"{precision:.3f}, {recall:.3f}",
                          f">= .70, >= {2 * article_recall:.3f}", precision >= .7 and recall >= 2 * article_recall)
            table.add(f"lexical on {name} at {threshold / 1e4:.2f}: precision, recall, false hits; in brackets without guards",
                      f"{precision:.3f}, {recall:.3f}, {false:.3f} ({plain:.3f}, {plain_recall:.3f}, {plain_false:.3f})")
    # Rules were found on all of these pairs: halves show how much a figure may be luck.
    everything = pairs(options, "qqp_part")
    for half in (0, 1):
        part = everything[half::2]
        _, precision, recall, _ = measures([p for p in part if p.is_hit(8500)], part)
        table.add(f"lexical with guards at .85, {'even' if half == 0 else 'odd'} pairs of qqp_part: precision, recall", f"{precision:.3f}, {recall:.3f}")


def calibration(options, table):
    """Whether expectations that are calibrated on one half of all sets hold on the other half."""
    from similarity_calibration import BANDS
    everything = [pairs(options, name) for name, _ in SETS]

    def band(pair):
        return sum(pair.score >= start for start in BANDS) - 1

    for half in (0, 1):
        counts = collections.defaultdict(lambda: [0, 0])
        for pair in (pair for rows in everything for pair in rows[half::2]):
            counts[pair.kind, band(pair)][0] += pair.label
            counts[pair.kind, band(pair)][1] += 1

        def expected(pair):
            # As Calibration.swift widens a band: to its neighbours, the higher first, until there are thirty pairs.
            low = high = band(pair)

            def sums():
                return [sum(counts[pair.kind, at][part] for at in range(low, high + 1)) for part in (0, 1)]

            while sums()[1] < 30 and (low > 0 or high + 1 < len(BANDS)):
                high = min(high + 1, len(BANDS) - 1)
                if sums()[1] < 30:
                    low = max(low - 1, 0)
            right, total = sums()
            return right / max(1, total)

        hits = [pair for rows in everything for pair in rows[1 - half::2] if pair.near == "-" and pair.is_hit(USUAL)]
        table.add(f"semantic at .90 on the {'odd' if half == 0 else 'even'} pairs of all sets, calibrated on the others: expected precision, counted ({len(hits)} pairs)",
                  f"{sum(map(expected, hits)) / len(hits):.3f}, {sum(pair.label for pair in hits) / len(hits):.3f}")


def gptcache(options, table):
    rows = json.loads((options.data / "pairs/gptcache_mock_data.json").read_text())
    origins = [row["origin"] for row in rows]
    file = write_texts(options.folder / "gptcache.texts", origins + [row["similar"] for row in rows])
    found = [(int(score), int(best), query) for query, (best, score, _) in enumerate(drive(options, "mock", file))]
    found.sort(key=lambda hit: -hit[0])
    for hits, bar, published in ((450, 20, 25), (881, 66, 77)):
        wrong = sum(origins[best] != origins[query] for _, best, query in found[:hits])
        strict = sum(best != query for _, best, query in found[:hits])
        table.add(f"GPTCache's benchmark, wrong of {hits} hits (GPTCache publishes {published}); {strict} if the answer to the same text stored "
                  "under another number counts as wrong", wrong, f"<= {bar}", wrong <= bar)


def real_texts(options):
    """All distinct short texts at hand, in an order that depends on nothing else."""
    seen = {}
    for name, _ in SETS:
        for row in read_lines(options.data / f"pairs/{name}.jsonl"):
            seen.setdefault(row["text_a"])
            seen.setdefault(row["text_b"])
    for row in json.loads((options.data / "pairs/gptcache_mock_data.json").read_text()):
        seen.setdefault(row["origin"])
        seen.setdefault(row["similar"])
    for row in read_lines(options.data / "prompts/prompts_all.jsonl"):
        if len(row["text"]) < 1000:
            seen.setdefault(row["text"])
    texts = [text.replace("\0", " ") for text in seen]
    random.Random(1).shuffle(texts)
    return texts


def mutated(texts, count):
    """Texts with every third word taken from another one."""
    draw = random.Random(2)
    words = [text.split() for text in texts]
    for _ in range(count):
        out = []
        for word in draw.choice(words)[:60]:
            other = draw.choice(words) if draw.random() < .35 else None
            out.append(draw.choice(other) if other else word)
        yield " ".join(out)


SCIPY = r"""import sys, time, numpy, json
from sklearn.feature_extraction.text import TfidfVectorizer
texts = open(sys.argv[1], encoding="utf-8", newline="").read().split(chr(0))[:-1]
begin = time.monotonic()
matrix = TfidfVectorizer(sublinear_tf=True, token_pattern=r"(?u)\b\w+\b").fit_transform(texts).tocsr()
fit = time.monotonic() - begin
rows = numpy.random.RandomState(0).choice(len(texts), 1000, replace=False)
transposed = matrix.T.tocsr()
begin = time.monotonic()
for start in range(0, 1000, 100):
    product = matrix[rows[start:start + 100]] @ transposed
    product.data[product.data < .8] = 0
    product.max(axis=1)
print(json.dumps({"fit": len(texts) / fit, "queries": 1000 / (time.monotonic() - begin)}))
"""

MINHASH = """import sys, time, json
texts = open(sys.argv[1], encoding="utf-8", newline="").read().split(chr(0))[:-1][:10000]
sets = [[text[i:i + 4] for i in range(max(1, len(text) - 3))] for text in texts]
out = {}
from datasketch import MinHash
packed = [[shingle.encode() for shingle in shingles] for shingles in sets]
begin = time.monotonic()
MinHash.bulk(packed, num_perm=128)
out["datasketch"] = len(texts) / (time.monotonic() - begin)
from rensa import RMinHash
begin = time.monotonic()
for shingles in sets:
    minhash = RMinHash(num_perm=128, seed=1)
    minhash.update(shingles)
    minhash.digest()
out["rensa"] = len(texts) / (time.monotonic() - begin)
print(json.dumps(out))
"""


def peers_python(folder):
    """A Python with the peers, or nothing."""
    python = peers.python(folder, PEERS)
    if not python:
        print("the peers cannot be installed here: left out", file=sys.stderr)
    return python


def run_peer(python, code, file):
    environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    return json.loads(subprocess.check_output([python, "-c", code, file], text=True, env=environment))


def speed(options, table):
    texts = real_texts(options)
    real = write_texts(options.folder / "real.texts", texts)
    questions = write_texts(options.folder / "150k.texts", (texts + list(mutated(texts, max(0, 150_000 - len(texts)))))[:150_000])
    python = peers_python(options.folder) if options.peers else None
    row = drive_named(options, "normalise", real)
    rate = row["texts"] / row["seconds"]
    table.add("normalise and signatures, prompts a second", f"{rate:,.0f}", ">= 1,000,000", rate >= 1e6)
    row = drive_named(options, "best", questions, 8000)
    ours = row["texts"] / row["searching"]
    label = f"{len(texts):,} real texts, {max(0, 150_000 - len(texts)):,} mutated"
    table.add(f"exact best earlier match, floor .8, {label}: a second (reading them: {row['texts'] / row['reading']:,.0f})", f"{ours:,.0f}")
    if python:
        theirs = run_peer(python, SCIPY, questions)
        table.add("… against scipy's sparse product", f"{ours / theirs['queries']:,.0f} x ({theirs['queries']:,.0f} a second)", ">= 100 x",
                  ours >= 100 * theirs["queries"])
        table.add("… reading and weighing, against scikit-learn's vectorizer", f"{row['texts'] / row['reading'] / theirs['fit']:.1f} x")
    check = drive_named(options, "check", questions, 8000)
    table.add("… differences from brute force on a sample", f"{check['different']:.0f} of {check['checked']:.0f}", "0", check["different"] == 0)
    if options.million:
        million = write_texts(options.folder / "million.texts", texts + list(mutated(texts, 1_000_000 - len(texts))))
        row = drive_named(options, "best", million, 8000)
        total = row["reading"] + row["searching"]
        table.add("1 M prompts, floor .8: seconds (reading, searching)", f"{total:.1f} ({row['reading']:.1f}, {row['searching']:.1f})", "<= 60",
                  total <= 60)
        memory = row["peak"] * 1024 / row["texts"]
        table.add("… bytes a prompt at the peak, all of the process", f"{memory:.0f}", "<= 400", memory <= 400)
    row = drive_named(options, "minhash", real)
    ours = row["texts"] / row["seconds"]
    table.add(f"MinHash of 128, {row['shingles'] / row['texts']:.0f} shingles of 4 characters a text: a second", f"{ours:,.0f}")
    if python:
        theirs = run_peer(python, MINHASH, real)
        table.add("… against datasketch (bulk)", f"{ours / theirs['datasketch']:.1f} x", "> 1 x", ours > theirs["datasketch"])
        table.add("… against rensa", f"{ours / theirs['rensa']:.2f} x ({theirs['rensa']:,.0f} a second)")


def machine():
    text = pathlib.Path("/proc/cpuinfo").read_text() if os.path.exists("/proc/cpuinfo") else ""
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found.group(1) if found else platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    add_common_options(parser)
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="measure no other programs")
    parser.add_argument("--no-million", dest="million", action="store_false", help="leave out the million prompts")
    parser.add_argument("--no-speed", dest="speed", action="store_false", help="count quality only")
    parser.add_argument("--write", action="store_true", help="write Reports/Benchmarks/<date>-<machine>/similarity.md and .json")
    options = parser.parse_args()
    if not (options.data / "pairs").exists():
        sys.exit(f"There are no labelled pairs at {options.data}/pairs: give their folder with --data.")
    options.folder.mkdir(parents=True, exist_ok=True)
    tables = {"Quality": Table(), "Speed": Table()}
    quality(options, tables["Quality"])
    calibration(options, tables["Quality"])
    gptcache(options, tables["Quality"])
    if options.speed:
        speed(options, tables["Speed"])
    if options.driver.with_name("vectors-driver").exists():
        import vectors
        vectors.rows(options, tables["Quality"], tables["Speed"] if options.speed else None)
    lines = [line for name, table in tables.items() if table.rows for line in ["", f"## {name}", "", *table.lines()]]
    print("\n".join(lines))
    if options.write:
        slug = re.sub(r"[^a-z0-9]+", "-", machine().lower()).strip("-")
        folder = ROOT / f"Reports/Benchmarks/{time.strftime('%Y-%m-%d')}-{slug}"
        folder.mkdir(parents=True, exist_ok=True)
        head = [f"# Similarity on {machine()}, one core", "", "Made by `make bench-similarity`; what is measured says Benchmarks/similarity.py."]
        (folder / "similarity.md").write_text("\n".join(head + lines) + "\n")
        (folder / "similarity.json").write_text(json.dumps({"machine": machine(), **{name: table.rows for name, table in tables.items()}}, indent=1) + "\n")


if __name__ == "__main__":
    main()
