#!/usr/bin/env python3
"""Holds the house to its plan: fails on an import that Package.swift does not declare, on a dependency that points upwards in the
order of the manifest, and on Foundation below Scenarios. SwiftPM itself does not notice undeclared imports of what is linked anyway."""

import json
import pathlib
import re
import subprocess
import sys

IMPORT = re.compile(r"^\s*(?:@\w+\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:struct\s+|func\s+|class\s+|enum\s+)?(\w+)[ \t]*(?://.*)?$", re.M)
TOOLCHAIN = {"Swift", "Glibc", "Dispatch", "Synchronization", "Foundation", "FoundationEssentials", "FoundationNetworking", "FoundationXML", "Testing"}
FOUNDATION = {"Foundation", "FoundationEssentials", "FoundationNetworking", "FoundationXML"}

root = pathlib.Path(__file__).resolve().parent.parent
manifest = json.loads(subprocess.check_output(["swift", "package", "--package-path", str(root), "dump-package"]))
targets = manifest["targets"]
order = {target["name"]: index for index, target in enumerate(targets)}
faults = []


def declared(target):
    for dependency in target["dependencies"]:
        kind, value = next(iter(dependency.items()))
        if kind in ("byName", "target", "product"):
            yield value[0]


for target in targets:
    name = target["name"]
    allowed = set(declared(target))
    for dependency in allowed & order.keys():
        if order[dependency] >= order[name]:
            faults.append(f"Package.swift: {name} depends on {dependency}, which stands above it")
    folder = root / (target.get("path") or ("Tests" if target["type"] == "test" else "Sources") + "/" + name)
    for file in sorted(folder.rglob("*.swift")):
        for module in IMPORT.findall(file.read_text(encoding="utf-8")):
            place = f"{file.relative_to(root)}: imports {module}"
            if module in TOOLCHAIN:
                if module in FOUNDATION and target["type"] != "test" and order[name] < order["Scenarios"]:
                    faults.append(f"{place}: no Foundation below Scenarios")
            elif module not in allowed:
                faults.append(f"{place}, which {name} does not declare")

for fault in faults:
    print(fault, file=sys.stderr)
if not faults:
    print(f"{len(targets)} targets, every import declared, none upwards")
sys.exit(1 if faults else 0)
