#!/usr/bin/env python3
"""Makes libcachesim.json: what the wheel `libcachesim` 0.3.5 counts on traces that the tests make again (Traces.swift).

Run with a Python that has that wheel: `python3 -m venv V && V/bin/pip install libcachesim==0.3.5 && V/bin/python make.py`."""

import json
import math
import pathlib
import struct
import tempfile
from bisect import bisect_right

import libcachesim

MASK = 2**64 - 1
GAMMA = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class Stream:
    """splitmix64 from a seed."""

    def __init__(self, seed):
        self.state = seed

    def bits(self):
        self.state = (self.state + GAMMA) & MASK
        return mix(self.state)

    def unit(self):
        return (self.bits() >> 11) * 2.0**-53

    def roll(self, low, high):
        return low + self.bits() % (high - low + 1)


def zipf(alpha, objects, count, seed):
    """Ranks drawn by Zipf's law, and a size per object."""
    cdf, total = [], 0.0
    for rank in range(objects):
        total += math.pow(rank + 1, -alpha)
        cdf.append(total)
    stream = Stream(seed)
    ids = [min(bisect_right(cdf, stream.unit() * total), objects - 1) for _ in range(count)]
    sizes = []
    for _ in range(objects):
        u = stream.unit()
        sizes.append(64 + int(u * u * u * u * 60_000))
    return ids, sizes


def fnv(values):
    hash = 0xCBF29CE484222325
    for value in values:
        hash = ((hash ^ value) * 0x100000001B3) & MASK
    return hash


def write_oracle_general(path, ids, sizes):
    """Records of u32 time, u64 id, u32 size, i64 number of the next request for the object (the largest number if there is none)."""
    later, next_access = {}, [0] * len(ids)
    for index in range(len(ids) - 1, -1, -1):
        next_access[index] = later.get(ids[index], 2**63 - 1)
        later[ids[index]] = index
    with open(path, "wb") as file:
        for index, id in enumerate(ids):
            file.write(struct.pack("<IQIq", index, id + 1, sizes[id], next_access[index]))


POLICIES = {"lru": "LRU", "fifo": "FIFO", "lfu": "LFU", "clock": "Clock", "sieve": "Sieve", "s3-fifo": "S3FIFO", "arc": "ARC", "belady": "Belady",
            "w-tinylfu": "WTinyLFU"}


def misses(policy, path, count, capacity, in_bytes):
    reader = libcachesim.TraceReader(path, libcachesim.TraceType.ORACLE_GENERAL_TRACE,
                                     libcachesim.ReaderInitParam(ignore_obj_size=not in_bytes))
    cache = getattr(libcachesim, POLICIES[policy])(cache_size=capacity, hashpower=16)
    ratio, byte_ratio = cache.process_trace(reader)
    return round(ratio * count)


def large(objects=20_000, count=200_000):
    for alpha in (0.8, 1.0, 1.2):
        ids, sizes = zipf(alpha, objects, count, int(alpha * 10))
        total = sum(sizes)
        with tempfile.TemporaryDirectory() as folder:
            path = folder + "/trace.oracleGeneral.bin"
            write_oracle_general(path, ids, sizes)
            for in_bytes in (False, True):
                for thousandths in (1, 10, 100, 500):
                    capacity = (total if in_bytes else objects) * thousandths // 1000
                    yield {"alpha": alpha, "in_bytes": in_bytes, "capacity": capacity, "checksum": fnv(ids + sizes),
                           "misses": {policy: misses(policy, path, count, capacity, in_bytes) for policy in POLICIES}}
                    print("alpha", alpha, "capacity", capacity, flush=True)


def small_trace(seed):
    """Capacity, then (id, size) of each request; sizes change between requests."""
    stream = Stream(seed)
    in_bytes = seed % 2 == 1
    is_wide = seed // 2 % 2 == 1
    keys = stream.roll(20, 90) if is_wide else stream.roll(2, 9)
    capacity = stream.roll(20, 60) if is_wide else stream.roll(1, 12)
    rows = []
    for _ in range(200):
        id = min(stream.roll(0, keys - 1), stream.roll(0, keys - 1))
        size = stream.roll(0, 4)
        rows.append((id, size if in_bytes else 1))
    return capacity, rows


def small(cases=400):
    for seed in range(cases):
        capacity, rows = small_trace(seed)
        later, next_access = {}, [0] * len(rows)
        for index in range(len(rows) - 1, -1, -1):
            next_access[index] = later.get(rows[index][0], 2**63 - 1)
            later[rows[index][0]] = index
        result = {}
        for policy, name in POLICIES.items():
            # The wheel aborts where the small queue of S3-FIFO has no room at all.
            if policy == "w-tinylfu" or policy == "s3-fifo" and capacity < 10:
                continue
            cache = getattr(libcachesim, name)(cache_size=capacity, hashpower=8)
            hits = []
            for index, (id, size) in enumerate(rows):
                request = libcachesim.Request(obj_size=size, obj_id=id + 1, clock_time=index, next_access_vtime=next_access[index])
                hits.append(1 if cache.get(request) else 0)
            result[policy] = f"{hits.count(0)}:{fnv(hits):016x}"
        yield result


if __name__ == "__main__":
    result = {"source": f"libcachesim {libcachesim.__version__} from PyPI", "large": list(large()), "small": list(small())}
    text = json.dumps(result, separators=(",", ":")).replace('},{', '},\n{')
    pathlib.Path(__file__).with_name("libcachesim.json").write_text(text + "\n")
