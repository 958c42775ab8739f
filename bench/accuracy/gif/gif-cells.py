"""Integrate-and-fire cells by NumPy (numpy-cells.py of the tests), for gif-cells.ts and `npm run bench -- gif`.
Usage: python gif-cells.py 60 7 gif-cells-a.bin.gz; python gif-cells.py 60 4711 gif-cells-b.bin.gz

The program's intervals were developed on set a; set b was made and looked at once, at the end. Without noise and offsets: the
bench adds them.

File, gzipped: length of the JSON (uint32), JSON, then for each sweep of each cell its potential, means over bins, as second
differences of int16 in units of 0.004 mV."""
import gzip
import importlib.util
import json
import pathlib
import struct
import sys
import numpy as np

tests = pathlib.Path(__file__).parents[3] / "test/inference/known-current/integrate-and-fire/numpy-cells.py"
spec = importlib.util.spec_from_file_location("cells", tests)
made = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made)

count, seed, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
rng = np.random.default_rng(seed)
unit, refractory = 0.004, 8
cells, traces = [], []
for _ in range(count):
    truth = made.draw(rng)
    spikes = []
    for amplitude in made.amplitudes:
        I = np.zeros(made.n)
        I[made.onset:made.offset] = amplitude
        m, at = made.run(rng, truth, I, refractory)
        traces.append(m)
        spikes.append([int(t) for t in at])
    cells.append({**truth, "spikes": spikes})
head = json.dumps({"interval": made.bin_, "samples": made.n, "refractory": refractory, "amplitudes": made.amplitudes,
                   "onset": made.onset * made.bin_, "offset": made.offset * made.bin_, "unit": unit, "cells": cells}).encode()
whole = np.round(np.array(traces) / unit).astype(np.int64)
first = np.c_[whole[:, :1], np.diff(whole, axis=1)]
second = np.c_[first[:, :2], np.diff(first[:, 1:], axis=1)]
assert abs(second).max() < 2**15
with open(path, "wb") as f:
    f.write(gzip.compress(struct.pack("<I", len(head)) + head + second.astype("<i2").tobytes(), 9, mtime=0))
