#!/usr/bin/env python3
"""Holds ingest against its peers, in pairs that alternate, so that a machine's other work falls on all alike.

Ratios are of wall time, round by round, to `zstd -dc` (gzip: to `igzip -dc`); medians of them count, absolute times do not."""

import argparse
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DUCKDB = """import duckdb, sys
duckdb.execute("SET threads = 2")
duckdb.execute("SELECT model, count(*), sum(prompt_tokens), count(DISTINCT md5(messages::VARCHAR)) FROM "
  "read_json(?, format = 'newline_delimited', columns = {model: 'VARCHAR', prompt_tokens: 'BIGINT', messages: 'JSON'}) GROUP BY model",
  [sys.argv[1]]).fetchall()"""


def prepare(folder, size):
    """The log plain, as zstd and as gzip; made once."""
    plain = folder / f"ingest-{size}.jsonl"
    if not plain.exists():
        print(f"making {plain} …", file=sys.stderr)
        part = plain.with_suffix(".part")
        subprocess.run([sys.executable, ROOT / "Benchmarks/ingest_log.py", part, str(size)], check=True)
        part.rename(plain)
    zstd, gzip = plain.with_suffix(".jsonl.zst"), plain.with_suffix(".jsonl.gz")
    if not zstd.exists():
        subprocess.run(["zstd", "-q", "-3", plain, "-o", zstd], check=True)
    if not gzip.exists():
        with open(gzip, "wb") as file:
            subprocess.run(["gzip", "-6", "-c", plain], stdout=file, check=True)
    return plain, zstd, gzip


def duckdb_python(folder):
    """A Python with DuckDB in an environment of its own, or nothing."""
    python = folder / "duckdb/bin/python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", folder / "duckdb"], check=True, capture_output=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "duckdb"], check=True, capture_output=True)
        return python
    except (OSError, subprocess.CalledProcessError):
        print("DuckDB cannot be installed here: left out", file=sys.stderr)
        return None


def measure(command):
    """Wall seconds, processor seconds and peak MiB of one run."""
    begin = time.monotonic()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {process.returncode}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "mib": usage.ru_maxrss / 1024}


def commands(options, plain, zstd, gzip):
    """Name, peer it is held against, bar, command."""
    trace = options.folder / "ingest.trace"
    compile = [options.hindcast, "compile", "--quiet", "-o", trace]
    yield "zstd -dc", None, None, ["zstd", "-dc", zstd]
    yield "zstd → trace, exact keys, 2 threads", "zstd -dc", 1.25, compile + ["--threads", "2", "--no-near", zstd]
    yield "zstd → trace, near signatures, 2 threads", "zstd -dc", 1.6, compile + ["--threads", "2", zstd]
    yield "zstd → trace, exact keys, 1 thread", "zstd -dc", 1.7, compile + ["--threads", "1", "--no-near", zstd]
    yield "zstd → trace, near signatures, 1 thread", "zstd -dc", None, compile + ["--threads", "1", zstd]
    if shutil.which("igzip"):
        yield "igzip -dc", None, None, ["igzip", "-dc", gzip]
        yield "gzip → trace, exact keys, 2 threads", "igzip -dc", 1.25, compile + ["--threads", "2", "--no-near", gzip]
    else:
        print("igzip (Debian: isal) is not installed: gzip is left out", file=sys.stderr)
    python = duckdb_python(options.folder) if options.duckdb else None
    if python:
        yield "DuckDB read_json, 2 threads", None, None, [python, "-c", DUCKDB, zstd]
        yield "zstd → trace against DuckDB", "DuckDB read_json, 2 threads", 0.5, compile + ["--threads", "2", "--no-near", zstd]


def table(rows, size, rounds):
    yield f"{size / 2**30:.2f} GiB of JSON lines, {rounds} rounds, each row once a round.\n"
    yield "| what | median of ratios | bar | against | wall s (median) | CPU s | MB/s raw | peak MiB |"
    yield "|---|---|---|---|---|---|---|---|"
    for row in rows:
        ratio = f"{row['ratio']:.2f}" if row["ratio"] else ""
        bar = f"{row['bar']:.2f}" if row["bar"] else ""
        yield (f"| {row['name']} | {ratio} | {bar} | {row['peer'] or ''} | {row['wall']:.2f} | {row['cpu']:.2f} "
               f"| {size / row['wall'] / 1e6:.0f} | {row['mib']:.0f} |")


def machine():
    text = pathlib.Path("/proc/cpuinfo").read_text() if os.path.exists("/proc/cpuinfo") else ""
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found.group(1) if found else platform.machine()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1024, help="MiB of raw JSON (default: 1024)")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / ".build/benchmarks", help="where logs are kept")
    parser.add_argument("--hindcast", type=pathlib.Path, default=ROOT / ".build/release/hindcast")
    parser.add_argument("--duckdb", action="store_true", help="install DuckDB into a virtual environment and compare with it")
    parser.add_argument("--write", action="store_true", help="write Reports/Benchmarks/<date>-<machine>/ingest.md and .json")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    plain, zstd, gzip = prepare(options.folder, options.size << 20)
    size = plain.stat().st_size
    work = list(commands(options, plain, zstd, gzip))
    runs = {name: [] for name, _, _, _ in work}
    for _ in range(options.rounds):
        for name, _, _, command in work:
            runs[name].append(measure(command))
    rows = []
    for name, peer, bar, command in work:
        ratio = statistics.median(a["wall"] / b["wall"] for a, b in zip(runs[name], runs[peer])) if peer else None
        medians = {key: statistics.median(run[key] for run in runs[name]) for key in ("wall", "cpu")}
        rows.append({"name": name, "peer": peer, "bar": bar, "ratio": ratio, **medians, "mib": max(run["mib"] for run in runs[name])})
    lines = list(table(rows, size, options.rounds))
    print("\n".join(lines))
    if options.write:
        slug = re.sub(r"[^a-z0-9]+", "-", machine().lower()).strip("-")
        folder = ROOT / f"Reports/Benchmarks/{time.strftime('%Y-%m-%d')}-{slug}"
        folder.mkdir(parents=True, exist_ok=True)
        head = [f"# Ingest on {machine()}, {os.cpu_count()} cores\n", "Made by `make bench-ingest`; what is measured says Benchmarks/ingest.py.\n"]
        (folder / "ingest.md").write_text("\n".join(head + lines) + "\n")
        (folder / "ingest.json").write_text(json.dumps({"machine": machine(), "bytes": size, "rows": rows, "runs": runs}, indent=1) + "\n")


if __name__ == "__main__":
    main()
