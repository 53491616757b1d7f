#!/usr/bin/env python3
"""How right and how fast matching by embeddings is, against faiss in the same run, on one core.

Vectors are those that lie beside the labelled pairs (MiniLM-L6-v2, 384 dimensions). Every row has its bar. Benchmarks/similarity.py
calls `rows`, or this file is run by itself."""

import argparse
import json
import pathlib
import struct
import subprocess
import sys

import peers
from similarity import Table, add_common_options, measures, read_lines, write_texts

PEERS = ["numpy", "faiss-cpu"]


class Pair:
    def __init__(self, score, veto, label):
        self.score, self.veto, self.label = int(score), veto != "-", label


def read_vectors(options, name):
    """The header's kind of number, the dimensions, and the bytes of the vector of each text."""
    raw = (options.data / f"pairs/{name}.minilm-l6-v2.f16.npy").read_bytes()
    length = struct.unpack("<H", raw[8:10])[0]
    header = eval(raw[10:10 + length], {"__builtins__": {}})  # a Python literal, in a file of one's own
    ids = [json.loads(line) for line in (options.data / f"pairs/{name}.minilm-l6-v2.ids.jsonl").read_text().splitlines()]
    count, dimensions = header["shape"]
    size = dimensions * int(header["descr"][-1])
    start = 10 + length
    return header["descr"], dimensions, {text: raw[start + row * size:start + (row + 1) * size] for row, text in reversed(list(enumerate(ids)))}


def write_vectors(options, name, texts):
    """A file with the vector of each of `texts`."""
    kind, dimensions, vectors = read_vectors(options, name)
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': ({len(texts)}, {dimensions}), }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    path = options.folder / f"{name}.npy"
    path.write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + b"".join(vectors[text] for text in texts))
    return path


def drive(options, *words):
    out = subprocess.check_output([options.vectors_driver, *map(str, words)], text=True)
    return [line.split("\t") for line in out.splitlines()]


def pairs(options, name):
    labelled = read_lines(options.data / f"pairs/{name}.jsonl")
    texts = [row[side] for row in labelled for side in ("text_a", "text_b")]
    file = write_texts(options.folder / f"{name}.texts", texts)
    return [Pair(found[0], found[1], row["label"]) for found, row in zip(drive(options, "pairs", write_vectors(options, name, texts), file), labelled)]


def quality(options, table):
    everything = pairs(options, "paws_qqp")
    guarded = measures([p for p in everything if p.score >= 9500 and not p.veto], everything)
    plain = measures([p for p in everything if p.score >= 9500], everything)
    table.add("MiniLM on paws_qqp at .95 with guards: false hits (without guards); recall (without)",
              f"{guarded[3]:.3f} ({plain[3]:.3f}); {guarded[2]:.3f} ({plain[2]:.3f})", "<= .12", guarded[3] <= .12)
    everything = pairs(options, "qqp_part")
    for threshold in (8500, 9000, 9500, 9800):
        guarded = measures([p for p in everything if p.score >= threshold and not p.veto], everything)
        plain = measures([p for p in everything if p.score >= threshold], everything)
        has_bar = threshold == 9500
        table.add(f"MiniLM on qqp_part at {threshold / 1e4:.2f} with guards: precision, recall (without guards)",
                  f"{guarded[1]:.3f}, {guarded[2]:.3f} ({plain[1]:.3f}, {plain[2]:.3f})", ">= .88, >= .19" if has_bar else "",
                  guarded[1] >= .88 and guarded[2] >= .19 if has_bar else None)
    rows = json.loads((options.data / "pairs/gptcache_mock_data.json").read_text())
    origins, texts = [row["origin"] for row in rows], [row["origin"] for row in rows] + [row["similar"] for row in rows]
    file = write_texts(options.folder / "gptcache.texts", texts)
    found = drive(options, "mock", write_vectors(options, "gptcache_mock_data", texts), file)
    order = sorted(range(len(found)), key=lambda query: -float(found[query][1]))
    for hits, bar in ((450, 10), (881, 40)):
        strict = sum(origins[int(found[query][0])] != origins[query] for query in order[:hits])
        wrong = sum(found[query][2] == "0" for query in order[:hits])
        table.add(f"GPTCache's benchmark with MiniLM, wrong of {hits} hits; {strict} if the answer to the same text in other case counts as wrong",
                  wrong, f"<= {bar}", wrong <= bar)


FAISS = r"""import sys, time, json, numpy, faiss
faiss.omp_set_num_threads(1)
vectors = numpy.load(sys.argv[1]).astype(numpy.float32)
faiss.normalize_L2(vectors)
begin = time.monotonic()
index = faiss.IndexFlatIP(vectors.shape[1])
index.add(vectors)
scores, ids = index.search(vectors, 3)
seconds = time.monotonic() - begin
ours = numpy.loadtxt(sys.argv[2], dtype=int)
best = numpy.empty(len(ids), dtype=int)
for row in range(len(ids)):
    best[row] = next(other for other in ids[row] if other != row)
wide = numpy.load(sys.argv[1]).astype(float)
wide /= numpy.linalg.norm(wide, axis=1, keepdims=True)
exact = numpy.einsum("ij,ij->i", wide, wide[best])
mine = numpy.einsum("ij,ij->i", wide, wide[ours[:, 0]])
# Scores are whole ten-thousandths, rounded down: equal ones differ by less than one, but for the rounding of single precision (2e-7).
rest = exact * 1e4 - ours[:, 1]
print(json.dumps({"seconds": seconds, "worse": int((mine < exact - 1e-4).sum()), "same": int((best == ours[:, 0]).sum()),
                  "scores": int(((rest < -2e-3) | (rest >= 1 + 2e-3)).sum())}))
"""


def peers_python(folder):
    """A Python with faiss, or nothing."""
    python = peers.python(folder, PEERS)
    if not python:
        print("faiss cannot be installed here: left out", file=sys.stderr)
    return python


def timed(options, *words):
    """What the driver prints of a join: the fastest of three."""
    runs = [dict(zip(row[::2], map(float, row[1::2]))) for _ in range(3) for row in drive(options, "join", *words)]
    return min(runs, key=lambda run: run["seconds"])


def speed(options, table):
    file = options.data / "pairs/qqp_part.minilm-l6-v2.f16.npy"
    nearest = options.folder / "nearest.tsv"
    row = timed(options, file, 6000, 0, 1)
    pairs = row["vectors"] * (row["vectors"] - 1) / 2
    rate = pairs / row["seconds"] / 1e6
    table.add(f"best earlier match of {row['vectors']:,.0f} vectors, floor .6, 1 thread: million dot products a second", f"{rate:.0f}",
              ">= 100", rate >= 100)
    row = timed(options, file, 6000, 32, 1)
    table.add(f"… and all edges, at most 32 a text ({row['edges']:,.0f} edges, {row['capped']:,.0f} texts at the cap)",
              f"{pairs / row['seconds'] / 1e6:.0f}")
    row = timed(options, file, 1, 1, 1, nearest)
    table.add("nearest of all others, whatever its score: million dot products a second", f"{pairs / row['seconds'] / 1e6:.0f}")
    python = peers_python(options.folder) if options.peers else None
    if python:
        theirs = json.loads(subprocess.check_output([python, "-c", FAISS, file, nearest], text=True))
        ratio = theirs["seconds"] / row["seconds"]
        table.add(f"… against faiss Flat, all at once: times as fast ({row['seconds']:.2f} s, {theirs['seconds']:.2f} s)", f"{ratio:.1f} x",
                  "> 1 x", ratio > 1)
        table.add("… texts with a worse neighbour than faiss finds; with another score; with the same neighbour",
                  f"{theirs['worse']}; {theirs['scores']}; {theirs['same']} of {row['vectors']:.0f}", "0; 0",
                  theirs["worse"] == 0 and theirs["scores"] == 0)


def rows(options, quality_table, speed_table=None):
    """Adds the rows of this file to tables; `options` as of Benchmarks/similarity.py."""
    if not hasattr(options, "vectors_driver"):
        options.vectors_driver = options.driver.with_name("vectors-driver")
    quality(options, quality_table)
    if speed_table is not None:
        speed(options, speed_table)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    add_common_options(parser)
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="measure no other programs")
    parser.add_argument("--no-speed", dest="speed", action="store_false", help="count quality only")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    tables = {"Quality": Table(), "Speed": Table()}
    rows(options, tables["Quality"], tables["Speed"] if options.speed else None)
    print("\n".join(line for name, table in tables.items() if table.rows for line in ["", f"## {name}", "", *table.lines()]))


if __name__ == "__main__":
    main()
