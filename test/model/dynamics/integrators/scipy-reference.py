"""Writes scipy-reference.json: the Hodgkin–Huxley equations of hodgkin-huxley.ts, solved by scipy.

    python test/model/dynamics/integrators/scipy-reference.py

Needs scipy 1.17.1. DOP853 (order 8) at tolerance 1e-13, from one edge of the current to the next.
"""

import json
from math import exp, expm1
from pathlib import Path

import numpy as np
import scipy
from scipy.integrate import solve_ivp

DT, POINTS = 0.5, 81


def smooth(x):
    return 1 + x / 2 if abs(x) < 1e-6 else -x / expm1(-x)


def rates(v):
    return [
        (smooth((v + 40) / 10), 4 * exp(-(v + 65) / 18)),
        (0.07 * exp(-(v + 65) / 20), 1 / (1 + exp(-(v + 35) / 10))),
        (0.1 * smooth((v + 55) / 10), 0.125 * exp(-(v + 65) / 80)),
    ]


def slope(current):
    def f(t, x):
        v, m, h, n = x
        ionic = 120 * m**3 * h * (v - 50) + 36 * n**4 * (v + 77) + 0.3 * (v + 54.387)
        gates = [opening * (1 - g) - closing * g for g, (opening, closing) in zip((m, h, n), rates(v))]
        return [current(t) - ionic, *gates]

    return f


def solve(pieces):
    """V at k DT. pieces: (to, current), one after the other."""
    x = [-65.0, *(a / (a + b) for a, b in rates(-65.0))]
    start, v = 0.0, [x[0]]
    for to, current in pieces:
        t = np.arange(round(start / DT) + 1, round(to / DT) + 1) * DT
        result = solve_ivp(slope(current), (start, to), x, "DOP853", t, rtol=1e-13, atol=1e-13)
        v += [float(f"{u:.10f}") for u in result.y[0]]
        x, start = result.y[:, -1], to
    assert len(v) == POINTS
    return v


nothing = lambda t: 0.0
reference = {
    "scipy": scipy.__version__,
    "dt": DT,
    "step": solve([(5, nothing), (30, lambda t: 10.0), (40, nothing)]),
    "ramp": solve([(5, nothing), (35, lambda t: 15 * (t - 5) / 30), (40, nothing)]),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(reference, indent=1) + "\n")
