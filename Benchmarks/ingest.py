#!/usr/bin/env python3
"""Holds ingest against its peers, in pairs that alternate, so that a machine's other work falls on all alike.

Ratios are of wall time, round by round, to `zstd -dc` (gzip: to `igzip -dc`); medians of them count, absolute times do not.
Memory is held against 96 MiB and 96 bytes a request and 48 a distinct key. All rows at 1 GiB take some three minutes; --only runs some of
them, and --write then keeps those of an earlier run beside them."""

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

import peers

ROOT = pathlib.Path(__file__).resolve().parent.parent
DUCKDB = """import duckdb, sys
duckdb.execute("SET threads = 2")
duckdb.execute("SELECT model, count(*), sum(prompt_tokens), count(DISTINCT md5(messages::VARCHAR)) FROM "
  "read_json(?, format = 'newline_delimited', columns = {model: 'VARCHAR', prompt_tokens: 'BIGINT', messages: 'JSON'}) GROUP BY model",
  [sys.argv[1]]).fetchall()"""


def prepare(folder, size):
    """The log plain, as zstd and as gzip, and its counts; made once."""
    plain = folder / f"ingest-{size}.jsonl"
    if not plain.exists():
        print(f"making {plain} …", file=sys.stderr)
        part = plain.with_suffix(".part")
        made = subprocess.run([sys.executable, ROOT / "Benchmarks/ingest_log.py", part, str(size)], check=True, capture_output=True, text=True)
        plain.with_suffix(".counts.json").write_text(made.stdout)
        part.rename(plain)
    zstd, gzip = plain.with_suffix(".jsonl.zst"), plain.with_suffix(".jsonl.gz")
    if not zstd.exists():
        subprocess.run(["zstd", "-q", "-3", plain, "-o", zstd], check=True)
    if not gzip.exists():
        with open(gzip, "wb") as file:
            subprocess.run(["gzip", "-6", "-c", plain], stdout=file, check=True)
    return plain, zstd, gzip, json.loads(plain.with_suffix(".counts.json").read_text())


def prepare_large(folder, size, parts=10):
    """A log ten times as large, as zstd alone, of ten frames and as many seeds; and its counts. Made once, in some ten minutes."""
    zstd = folder / f"ingest-{parts}x{size}.jsonl.zst"
    counts = zstd.with_suffix(".counts.json")
    if not counts.exists():
        total, part, frames = {"requests": 0, "distinct": 0, "bytes": 0}, folder / "ingest-part.jsonl", zstd.with_suffix(".part")
        with open(frames, "wb") as file:
            for seed in range(1, parts + 1):
                print(f"making part {seed} of {parts} of {zstd} …", file=sys.stderr)
                made = subprocess.run(
                    [sys.executable, ROOT / "Benchmarks/ingest_log.py", part, str(size), str(seed)], check=True, capture_output=True, text=True)
                total["bytes"] += part.stat().st_size
                for key, value in json.loads(made.stdout).items():
                    total[key] += value
                subprocess.run(["zstd", "-q", "-3", "-c", part], check=True, stdout=file)
                part.unlink()
        frames.rename(zstd)
        counts.write_text(json.dumps(total))
    return zstd, json.loads(counts.read_text())


def duckdb_python(folder):
    """A Python with DuckDB, or nothing."""
    python = peers.python(folder, ["duckdb"])
    if not python:
        print("DuckDB cannot be installed here: left out", file=sys.stderr)
    return python


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


def version(command):
    """The first line that a tool says of its version."""
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
        return (done.stdout or done.stderr).strip().splitlines()[0]
    except (OSError, IndexError):
        return "not there"


def commands(options, zstd, gzip):
    """Name, peer it is held against, bar, command."""
    trace = options.folder / "ingest.trace"
    compile = [options.hindcast, "compile", "--quiet", "-o", trace]
    if options.wants("zstd"):
        yield "zstd -dc", None, None, ["zstd", "-dc", zstd]
        yield "zstd → trace, exact keys, 2 threads", "zstd -dc", 1.25, compile + ["--threads", "2", "--no-near", zstd]
        yield "zstd → trace, near signatures, 2 threads", "zstd -dc", 1.6, compile + ["--threads", "2", zstd]
        yield "zstd → trace, exact keys, 1 thread", "zstd -dc", 1.7, compile + ["--threads", "1", "--no-near", zstd]
    if shutil.which("igzip") and options.wants("gzip"):
        yield "igzip -dc", None, None, ["igzip", "-dc", gzip]
        yield "gzip → trace, exact keys, 2 threads", "igzip -dc", 1.25, compile + ["--threads", "2", "--no-near", gzip]
    elif options.wants("gzip"):
        print("igzip (Debian: isal) is not installed: gzip is left out", file=sys.stderr)
    python = duckdb_python(options.folder) if options.wants("duckdb") else None
    if python:
        yield "DuckDB read_json, 2 threads", None, None, [python, "-c", DUCKDB, zstd]
        yield "zstd → trace against DuckDB", "DuckDB read_json, 2 threads", 0.5, compile + ["--threads", "2", "--no-near", zstd]


def large(options):
    """Memory for a log ten times as large, in no order: it must stay under 1 GiB and the trace itself."""
    zstd, counts = prepare_large(options.folder, options.size << 20)
    trace = options.folder / "ingest-large.trace"
    run = measure([options.hindcast, "compile", "--quiet", "-o", trace, "--threads", "2", zstd])
    # In memory a request takes some 104 bytes, and a distinct prompt 36.
    allowed = 1024 + (104 * counts["requests"] + 36 * counts["distinct"]) / 2**20
    return {"bytes": counts["bytes"], "counts": counts, "mib": run["mib"], "allowed": allowed, "wall": run["wall"], "cpu": run["cpu"]}


def table(report):
    size, counts = report["bytes"], report["counts"]
    allowed = 96 + (96 * counts["requests"] + 48 * counts["distinct"]) / 2**20
    yield (f"{size / 2**30:.2f} GiB of JSON lines, {counts['requests']:,} requests, {counts['distinct']:,} of them distinct. "
           f"Memory may be {allowed:.0f} MiB.\n")
    yield "| what | median of ratios | bar | holds | against | rounds | wall s (median) | CPU s | MB/s raw | peak MiB |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for row in report["rows"]:
        ratio = f"{row['ratio']:.2f}" if row["ratio"] else ""
        bar = f"{row['bar']:.2f}" if row["bar"] else ""
        holds = ("yes" if row["ratio"] <= row["bar"] else "no") if row["bar"] else ""
        if row["bar"] and row["mib"] > allowed:
            holds += ", too much memory"
        yield (f"| {row['name']} | {ratio} | {bar} | {holds} | {row['peer'] or ''} | {len(row['runs'])} | {row['wall']:.2f} "
               f"| {row['cpu']:.2f} | {size / row['wall'] / 1e6:.0f} | {row['mib']:.0f} |")
    if "large" in report:
        run = report["large"]
        yield (f"\n{run['bytes'] / 2**30:.2f} GiB of JSON lines in no order, {run['counts']['requests']:,} requests, "
               f"{run['counts']['distinct']:,} of them distinct, near signatures, 2 threads: {run['mib']:.0f} MiB at the peak; 1 GiB and the "
               f"trace are {run['allowed']:.0f} MiB ({'holds' if run['mib'] <= run['allowed'] else 'does not hold'}). "
               f"{run['wall']:.1f} s, {run['cpu']:.1f} CPU s.")


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
    parser.add_argument("--only", nargs="+", choices=["zstd", "gzip", "duckdb", "large"],
                        help="the rows to run (default: all but large, which makes a log of 10 GiB first)")
    parser.add_argument("--write", action="store_true", help="write Reports/Benchmarks/<date>-<machine>/ingest.md and .json")
    options = parser.parse_args()
    options.wants = lambda part: part in (options.only or ["zstd", "gzip", "duckdb"])
    options.folder.mkdir(parents=True, exist_ok=True)
    plain, zstd, gzip, counts = prepare(options.folder, options.size << 20)
    work = list(commands(options, zstd, gzip))
    runs = {name: [] for name, _, _, _ in work}
    for _ in range(options.rounds):
        for name, _, _, command in work:
            runs[name].append(measure(command))
    rows = []
    for name, peer, bar, command in work:
        ratio = statistics.median(a["wall"] / b["wall"] for a, b in zip(runs[name], runs[peer])) if peer else None
        medians = {key: statistics.median(run[key] for run in runs[name]) for key in ("wall", "cpu")}
        mib = max(run["mib"] for run in runs[name])
        words = [pathlib.Path(word).name if os.sep in str(word) and " " not in str(word) else str(word) for word in command]
        rows.append({"name": name, "peer": peer, "bar": bar, "ratio": ratio, **medians, "mib": mib, "command": words, "runs": runs[name]})
    tools = {"hindcast": [options.hindcast, "--version"], "zstd": ["zstd", "--version"], "igzip": ["igzip", "--version"],
             "DuckDB": [options.folder / "peers/bin/python", "-c", "import duckdb; print(duckdb.__version__)"]}
    report = {"machine": machine(), "cores": os.cpu_count(), "bytes": plain.stat().st_size, "counts": counts,
              "versions": {name: version(command) for name, command in tools.items()}, "rows": rows}
    if options.wants("large"):
        report["large"] = large(options)
    print("\n".join(table(report)))
    if options.write:
        write(report)


def write(report):
    """Writes the report, with the rows of an earlier run of the day that this one does not have."""
    slug = re.sub(r"[^a-z0-9]+", "-", report["machine"].lower()).strip("-")
    folder = ROOT / f"Reports/Benchmarks/{time.strftime('%Y-%m-%d')}-{slug}"
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / "ingest.json"
    if data.exists():
        earlier = json.loads(data.read_text())
        if earlier["bytes"] == report["bytes"]:
            new = {row["name"] for row in report["rows"]}
            report["rows"] = [row for row in earlier["rows"] if row["name"] not in new] + report["rows"]
            if "large" in earlier and "large" not in report:
                report["large"] = earlier["large"]
    data.write_text(json.dumps(report, indent=1) + "\n")
    head = [f"# Ingest on {report['machine']}, {report['cores']} cores\n",
            "Made by `make bench-ingest`; what is measured says Benchmarks/ingest.py. Every run is in ingest.json.\n"]
    tail = ["\nVersions: " + "; ".join(f"{name}: {text}" for name, text in report["versions"].items()) + ".\n", "Commands:\n"]
    tail += [f"- {row['name']}: `{' '.join(row['command']) if len(row['command'][-1]) < 100 else row['command'][0]}`" for row in report["rows"]]
    (folder / "ingest.md").write_text("\n".join(head + list(table(report)) + tail) + "\n")


if __name__ == "__main__":
    main()
