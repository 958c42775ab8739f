"""The potential and the counts of one integrate-and-fire cell by NumPy: python numpy-potential.py > numpy-potential.json"""
import json
import sys
import numpy as np

sys.argv = ["", "0", "1"]
import io, contextlib
with contextlib.redirect_stdout(io.StringIO()):
    exec(open("numpy-cells.py").read())
rng = np.random.default_rng(3)
truth = {"tau": 15.0, "EL": -66.0, "R": 0.15, "Vr": -57.0, "sag": -0.02, "Rs": 0.012, "w": [5.0, 3.0, 2.0],
         "b": [-2.0, 0.7, 0.1], "c": [1.0, 1.0, 0.5, 0.3]}
I = np.zeros(1200)
I[200:1000] = 180
m, spikes = run(rng, truth, I, 8)
counts = [len(run(rng, truth, I, 8)[1]) for _ in range(400)]
json.dump({"truth": truth, "spikes": spikes, "m": [round(float(v), 9) for v in m[::5]],
           "mean": float(np.mean(counts)), "sd": float(np.std(counts, ddof=1))}, sys.stdout)
