#!/usr/bin/env python3
"""Holds the excerpt in README.md to what the demo prints: without arguments it fails where they differ, with --write it mends README.md."""

import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parent.parent
log = "Datasets/support-desk.jsonl.zst"
strategies = re.search(r"^DEMO_STRATEGIES = (.*)$", (root / "Makefile").read_text(), re.M).group(1)


def printed(arguments, until):
    command = ["hindcast", *arguments.split()]
    run = subprocess.run([root / ".build/release/hindcast", *command[1:]], cwd=root, capture_output=True, text=True, check=True)
    return f"$ {' '.join(command)}\n" + run.stdout[: run.stdout.index(until)].rstrip() + "\n…\n"


excerpt = printed(f"audit {log}", "\nA semantic cache behind") + "\n" + printed(f"replay {log} {strategies}", "\ncloudflare-ai-gateway by model")
readme = root / "README.md"
text = readme.read_text()
mended = re.sub(r"(<!-- demo -->\n```\n).*?(```\n<!-- /demo -->)", lambda m: m.group(1) + excerpt + m.group(2), text, flags=re.S)
if "--write" in sys.argv:
    readme.write_text(mended)
elif mended != text or "<!-- demo -->" not in text:
    sys.exit("README.md does not show what the demo prints: run Scripts/readme.py --write")
