#!/usr/bin/env python3
"""Counts, on the public labelled pairs, how often two texts mean the same by their score and by what they differ in, and writes the tables
in Sources/Similarity/Calibration. The same pairs give the same bytes."""

import argparse
import collections
import pathlib

import similarity
import vectors

VECTOR_BANDS = [7000, 7500, 8000, 8500, 9000, 9250, 9500, 9700, 9800, 9900]
BANDS = [5000, 6000, 7000, 7500, 8000, 8500, 9000, 9500]
KINDS = {"same words": "none", "function words": "function", "word order": "order"}
HEAD = '''/// Counts of labelled pairs that mean the same / of all, a line for each set and kind of difference, a column for each score band of
/// ``Calibration/bands``; and for each form that makes two texts near and none that is finer does, one column.
///
/// Made by Benchmarks/similarity_calibration.py; facts only, no text. Sets: qqp_part, 20,000 of the Quora question pairs as GPTCache's
/// benchmark has them; paws_qqp, PAWS (adversarial word order) on Quora; mrpc, Microsoft Research Paraphrase Corpus (test); stsb4, STS
/// Benchmark (dev and test; same: score of 4 and more); sick, SICK (test; same: entailment and 4.5 and more). Weights are of each set.
let calibrationCounts = """
'''


def rows(options):
    for name, _ in similarity.SETS:
        counts = collections.defaultdict(lambda: [[0, 0] for _ in BANDS])
        near = collections.defaultdict(lambda: [0, 0])
        for pair in similarity.pairs(options, name):
            band = sum(pair.score >= start for start in BANDS) - 1
            cells = [counts[KINDS.get(pair.kind, pair.kind)][band]] if band >= 0 else []
            if pair.near not in ("-", "exact"):
                cells.append(near[pair.near])
            for cell in cells:
                cell[0] += pair.label
                cell[1] += 1
        for form in ("spelling", "fillers", "stems", "typo"):
            if near[form][1]:
                yield f"{name} near-{form} {near[form][0]}/{near[form][1]}"
        for kind in sorted(counts):
            yield f"{name} {kind} " + " ".join(f"{right}/{total}" for right, total in counts[kind])


VECTOR_HEAD = '''/// Counts of labelled pairs that mean the same / of all, by their cosine: a column for each band of ``VectorCalibration/bands``, a line for
/// those that ``EmbeddingGuard`` lets through and one for those that it refuses.
///
/// Made by Benchmarks/similarity_calibration.py; facts only, no text. Sets: qqp_part and paws_qqp (see ``calibrationCounts``), with the
/// vectors of all-MiniLM-L6-v2 (384 dimensions).
let vectorCalibrationCounts = """
'''


def vector_rows(options):
    for name in ("qqp_part", "paws_qqp"):
        counts = {"allowed": [[0, 0] for _ in VECTOR_BANDS], "refused": [[0, 0] for _ in VECTOR_BANDS]}
        for pair in vectors.pairs(options, name):
            band = sum(pair.score >= start for start in VECTOR_BANDS) - 1
            if band >= 0:
                cell = counts["refused" if pair.veto else "allowed"][band]
                cell[0] += pair.label
                cell[1] += 1
        for line, cells in counts.items():
            yield f"{name} {line} " + " ".join(f"{right}/{total}" for right, total in cells)


def write(name, head, lines):
    table = "\n".join("  " + line for line in lines)
    (similarity.ROOT / f"Sources/Similarity/Calibration/{name}.swift").write_text(head + table + '\n  """\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    similarity.add_common_options(parser)
    options = parser.parse_args()
    write("CalibrationCounts", HEAD, rows(options))
    options.vectors_driver = options.driver.with_name("vectors-driver")
    write("VectorCalibrationCounts", VECTOR_HEAD, vector_rows(options))


if __name__ == "__main__":
    main()
