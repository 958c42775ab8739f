"""Commands of the step families in ../shared/recordings, as pyABF has them: runs of [samples, pA] for each sweep.

Run with pyABF 2.3.8 and NumPy:  python make_commands.py FOLDER > commands.json
"""
import json
import os
import sys

import numpy as np
import pyabf

FILES = ["171116sh_0018.abf", "17o05028_ic_steps.abf", "18711001.abf", "18713001.abf", "190619B_0003.abf", "ramp_2sweeps.abf"]


def runs(x):
    edges = np.concatenate([[0], np.flatnonzero(np.diff(x)) + 1, [len(x)]])
    return [[int(b - a), round(float(x[a]), 6)] for a, b in zip(edges[:-1], edges[1:])]


def command(abf, k):
    abf.setSweep(k)
    return abf.sweepC


out = {}
for name in FILES:
    abf = pyabf.ABF(os.path.join(sys.argv[1], name))
    is_ramp = name.startswith("ramp")
    every = [command(abf, k) for k in range(abf.sweepCount)]
    out[name] = {
        "rate": abf.sampleRate,
        "unit": abf.sweepUnitsC,
        "sweeps": [[round(float(v), 6) for v in x[::500]] if is_ramp else runs(x) for x in every],
    }
print(json.dumps(out, separators=(",", ":")))
