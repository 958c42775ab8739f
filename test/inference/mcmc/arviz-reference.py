"""Writes arviz-reference.json: R̂ and effective sample sizes of chains that everybody can make again, by ArviZ.

    python test/inference/mcmc/arviz-reference.py

Needs arviz 0.23.4. The chains are autoregressive, driven by a linear congruential generator: convergence.test.ts makes
the same ones.
"""

import json
from pathlib import Path

import arviz
import numpy as np

CHAINS, LENGTH = 4, 501


def uniforms(seed):
    state = seed
    while True:
        state = (1664525 * state + 1013904223) % 2**32
        yield (state + 0.5) / 2**32


def chains(seed, memory, apart, power, rounded):
    u = uniforms(seed)
    out = np.empty((CHAINS, LENGTH))
    for k in range(CHAINS):
        x = 0.0
        for i in range(LENGTH):
            x = memory * x + sum(next(u) for _ in range(4)) - 2
            y = np.sign(x) * abs(x) ** power + apart * k
            out[k, i] = round(y * 4) / 4 if rounded else y
    return out


cases = []
for seed, memory, apart, power, rounded in [
    (1, 0.0, 0.0, 1, False),
    (2, 0.9, 0.0, 1, False),
    (3, -0.5, 0.0, 1, False),
    (4, 0.5, 0.3, 1, False),
    (5, 0.8, 0.0, 3, False),
    (6, 0.6, 0.0, 1, True),
    (7, 0.99, 0.0, 1, False),
]:
    x = chains(seed, memory, apart, power, rounded)
    cases.append(
        {
            "seed": seed,
            "memory": memory,
            "apart": apart,
            "power": power,
            "rounded": rounded,
            "rHat": float(arviz.rhat(x)),
            "bulkEss": float(arviz.ess(x, method="bulk")),
            "tailEss": float(arviz.ess(x, method="tail")),
        }
    )
reference = {"arviz": arviz.__version__, "chains": CHAINS, "length": LENGTH, "cases": cases}
Path(__file__).with_suffix(".json").write_text(json.dumps(reference, indent=1) + "\n")
