#!/usr/bin/env python3
"""All benchmarks against their peers in one run: what holds its bar, as ratios to a peer in the same run.

Sets the peers up (Benchmarks/peers.py), runs each benchmark with --write, and collects the rows that have a bar from what they wrote into
Reports/Benchmarks/<date>-<machine>/summary.md, with the commands and the versions; every single run is in the files beside it. What --quick gives goes to
.build/benchmarks/quick instead, and leaves stored results as they are."""

import argparse
import contextlib
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import time

import peers

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCHMARKS = ["ingest", "replay", "curves", "studies", "similarity"]
# Less of everything, for a look.
QUICK = {"ingest": ["--size", "128", "--rounds", "3"], "replay": ["--rounds", "1"], "curves": [], "studies": ["--requests", "100000", "--rounds", "1"], "similarity": ["--no-million"]}


def machine():
    text = pathlib.Path("/proc/cpuinfo").read_text() if os.path.exists("/proc/cpuinfo") else ""
    found = re.search(r"model name\s*:\s*(.+)", text)
    return found.group(1) if found else platform.machine()


def report_folder():
    slug = re.sub(r"[^a-z0-9]+", "-", machine().lower()).strip("-")
    return ROOT / f"Reports/Benchmarks/{time.strftime('%Y-%m-%d')}-{slug}"


def cells(line):
    """The cells of a row of a Markdown table."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def holds(value, bar):
    """Whether a figure holds a bar such as ">= 100", "<= 1/20" or "1.25" (for ingest, at most); nothing where that cannot be told."""
    bars = re.split(r"[,;] +", bar)
    if len(bars) > 1:
        # A figure for each bar, in their order; what stands in brackets is told beside them.
        parts = re.split(r"[,;] +", re.sub(r"\(.*?\)", "", value))
        found = [holds(part, one if re.search("[<>=]", one) else "= " + one) for part, one in zip(parts, bars)]
        return None if len(parts) < len(bars) or None in found else all(found)
    number = re.search(r"-?[\d,]*\.?\d+", value.replace("×", ""))
    limit = re.fullmatch(r"(>=|<=|<|>|=)?\s*([\d,]*\.?\d+)(?:\s*/\s*(\d+))?\s*(?:x|%|×)?", bar)
    if not number or not limit:
        return None
    figure, sign, most = float(number[0].replace(",", "")), limit[1], float(limit[2].replace(",", "")) / float(limit[3] or 1)
    return {">=": figure >= most, ">": figure > most, "<=": figure <= most, "<": figure < most, "=": figure == most}.get(sign)


def rows(text):
    """What, figure, bar and whether it holds, of every row with a bar in the tables of a Markdown file."""
    head = None
    for line in text.splitlines():
        if not line.startswith("|"):
            head = None
            continue
        row = cells(line)
        if head is None:
            head = [name.lower() for name in row]
            continue
        if set("".join(row)) <= set("-: ") or "bar" not in head or len(row) != len(head):
            continue
        bar = head.index("bar")
        if not row[bar]:
            continue
        said = row[head.index("holds")] if "holds" in head else None
        if said is None:
            # A bare number is a factor by which the peer is to be beaten.
            found = holds(row[1], row[bar] if re.search("[<>=]", row[bar]) else ">= " + row[bar])
            said = "not judged" if found is None else "yes" if found else "no"
        yield row[0], row[1], row[bar], said


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=BENCHMARKS, default=BENCHMARKS)
    parser.add_argument("--quick", action="store_true", help="less of everything: a look, not a result")
    parser.add_argument("--collect", action="store_true", help="run nothing; only collect what is written for today already")
    options = parser.parse_args()
    if options.quick:
        with stored_aside(report_folder()):
            run(options)
    else:
        run(options)


@contextlib.contextmanager
def stored_aside(folder):
    """Moves a folder away for a while; what is written in its place meanwhile goes to .build/benchmarks/quick."""
    kept, quick = ROOT / ".build/benchmarks/stored", ROOT / ".build/benchmarks/quick"
    kept.parent.mkdir(parents=True, exist_ok=True)
    if kept.exists():
        sys.exit(f"{kept} is what an earlier run had moved away: move it back to {folder}, or remove it.")
    if folder.exists():
        shutil.move(folder, kept)
    try:
        yield
    finally:
        shutil.rmtree(quick, ignore_errors=True)
        if folder.exists():
            shutil.move(folder, quick)
        if kept.exists():
            shutil.move(kept, folder)


def run(options):
    commands, failed = {}, []
    for name in options.only if not options.collect else []:
        script = ROOT / f"Benchmarks/{name}.py"
        if not script.exists():
            continue
        command = [sys.executable, str(script), "--write"] + (QUICK[name] if options.quick else [])
        commands[name] = ["python3", f"Benchmarks/{name}.py"] + command[2:]
        print(f"{name} …", file=sys.stderr)
        if subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL).returncode != 0:
            failed.append(name)
    folder = report_folder()
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["| benchmark | what | figure | bar | holds |", "|---|---|---|---|---|"]
    counts = {"yes": 0, "no": 0, "other": 0}
    for file in sorted(folder.glob("*.md")):
        if file.name == "summary.md":
            continue
        for what, figure, bar, said in rows(file.read_text()):
            lines.append(f"| [{file.stem}]({file.name}) | {what} | {figure} | {bar} | {said} |")
            verdict = "no" if said == "no" or said.startswith("no,") else "yes" if said == "yes" else "other"
            counts[verdict] += 1
    held = peers.versions()
    head = [f"# Benchmarks on {machine()}, {os.cpu_count()} cores", "",
            "Made by `make bench`" + (", in short (`--quick`)" if options.quick else "") + ". Figures against peers are ratios of the same run.", "",
            f"{counts['yes']} bars hold, {counts['no']} do not" + (f", {counts['other']} are not judged" if counts["other"] else "") + ".", ""]
    tail = ["", "Peers: " + (", ".join(f"{name} {version}" for name, version in held.items()) or "none could be installed") + ".",
            "", "Commands:", ""] + [f"- `{' '.join(command)}`" for command in commands.values()]
    if failed:
        tail += ["", "Failed: " + ", ".join(failed) + "; what stands above of them is of an earlier run."]
    text = "\n".join(head + lines + tail) + "\n"
    (folder / "summary.md").write_text(text)
    (folder / "summary.json").write_text(json.dumps({
        "machine": machine(), "cores": os.cpu_count(), "peers": held, "commands": commands, "failed": failed, "quick": options.quick}, indent=1) + "\n")
    print(text)
    if failed:
        sys.exit(f"{', '.join(failed)} did not run to the end.")


if __name__ == "__main__":
    main()
