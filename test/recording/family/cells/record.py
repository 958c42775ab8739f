"""What the tests read of families.npz: python record.py families.npz cells.bin.gz

Gzipped: length of the JSON (uint32), JSON (what is true, times in ms), then for each sweep of each cell its potential at 5 kHz as second differences,
int16 in units of 0.02 mV. Bridge and noise are added by the tests."""
import gzip
import json
import struct
import sys
import numpy as np

kept = {"rs": slice(None), "wb": [0, 1, 2, 3, 4, 5, 6, 8, 12, 16, 19], "sag": slice(2, 17, 2), "driftrandom": slice(0, 20, 2), "held": slice(0, 17, 2),
        "heldlow": slice(0, 9), "heldhigh": slice(0, 5), "heldsag": slice(0, 8), "helddrift": slice(0, 8), "rebound": slice(None), "thresholddrift": slice(0, 17, 2)}
unit = 0.02
z = np.load(sys.argv[1])
told = json.loads(str(z["told"]))
head, body = {"unit": unit, "interval": 0.2, "points": 4500, "onset": 200, "offset": 700, "cells": {}}, []
for name, places in kept.items():
    of = told[name]
    head["cells"][name] = {"R": of["R"], "rest": of["rest"], "holding": of["holding"], "amplitudes": list(np.array(of["amplitudes"])[places]),
                           "counts": (np.array(of["counts"]) + of["outside"])[places].tolist()}
    for v in z[name + "_V"][places, ::2]:
        d = np.diff(np.round(v / unit).astype(np.int64), n=2, prepend=[0, 0])
        assert np.abs(d).max() < 32768
        body.append(d.astype("<i2").tobytes())
text = json.dumps(head).encode()
# No time in the head, so that the same numbers give the same file.
with open(sys.argv[2], "wb") as f, gzip.GzipFile("", "wb", 9, f, mtime=0) as out:
    out.write(struct.pack("<I", len(text)) + text + b"".join(body))
