#!/usr/bin/env python3
"""The peers that Hindcast is measured against, in one Python environment of their own.

`python3 Benchmarks/peers.py` sets it up and prints what it holds; a peer that cannot be installed is named and left out."""

import argparse
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".build/benchmarks"
# What each is measured for; libcachesim at the version whose counts the tests hold.
PEERS = {
    "libcachesim==0.3.5": "replays and curves", "duckdb": "reading JSON", "numpy": "arrays", "scipy": "sparse products",
    "scikit-learn": "TF-IDF", "datasketch": "MinHash", "rensa": "MinHash", "faiss-cpu": "vectors",
    "simpy": "events",
}


def python(folder=FOLDER, needs=()):
    """The Python of the environment with these packages in it, or nothing where one of them cannot be had."""
    path = folder / "peers/bin/python"
    try:
        if not path.exists():
            subprocess.run([sys.executable, "-m", "venv", folder / "peers"], check=True, capture_output=True)
        if needs:
            subprocess.run([path, "-m", "pip", "install", "-q", *needs], check=True, capture_output=True)
        return path
    except (OSError, subprocess.CalledProcessError):
        return None


def versions(folder=FOLDER):
    """Name and version of what the environment holds."""
    path = folder / "peers/bin/python"
    if not path.exists():
        return {}
    held = subprocess.run([path, "-m", "pip", "list", "--format", "freeze"], capture_output=True, text=True).stdout
    names = {peer.split("=")[0] for peer in PEERS}
    return {name: version for name, version in (line.split("==") for line in held.split() if "==" in line) if name in names}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=pathlib.Path, default=FOLDER)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for peer, use in PEERS.items():
        if not python(options.folder, [peer]):
            print(f"{peer} ({use}) cannot be installed here: left out", file=sys.stderr)
    for name, version in versions(options.folder).items():
        print(f"{name} {version}")


if __name__ == "__main__":
    main()
