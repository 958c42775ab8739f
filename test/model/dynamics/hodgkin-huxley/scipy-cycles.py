"""Writes scipy-cycles.json: cycles of the reduced Hodgkin–Huxley neuron, solved by scipy.

    python test/model/dynamics/hodgkin-huxley/scipy-cycles.py

Needs scipy 1.17.1. DOP853 (order 8) at tolerance 1e-11 from the state that src-main/model/dynamics/hodgkin-huxley/
trace-cycle.ts begins with; the first 40 draws of the prior whose second interval ends within 1,000 ms.
"""

import json
from math import exp, expm1, log
from pathlib import Path

import numpy as np
import scipy
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

CELLS, LONGEST = 40, 1000


def over(x, y):
    """x/(exp(x/y) − 1)"""
    return y - x / 2 if abs(x) < 1e-9 else x / expm1(x / y)


def rates(u):
    """Opening and closing rates of m, h, n, u = V − VT (Pospischil et al. 2008, eqs. 3–5)."""
    return (
        (0.32 * over(13 - u, 4), 0.28 * over(u - 40, 5)),
        (0.128 * exp((17 - u) / 18), 4 / (1 + exp((40 - u) / 5))),
        (0.032 * over(15 - u, 5), 0.5 * exp((10 - u) / 40)),
    )


def equilibrium(u, gate):
    a, b = rates(u)[gate]
    return a / (a + b)


def draw(rng):
    def lognormal(median, sd):
        return exp(log(median) + sd * rng.standard_normal())

    def normal(mean, sd):
        return mean + sd * rng.standard_normal()

    return [
        lognormal(15, 1),
        lognormal(4, 1),
        lognormal(0.03, 0.8),
        lognormal(0.6, 1),
        normal(-45, 10),
        lognormal(0.6, 0.6),
        normal(50, 7),
        normal(-90, 7),
    ]


def cycle(row):
    g_na, g_kd, g_l, i_drive, v_t, q, e_na, e_k = row
    j = i_drive + g_l * (v_t - 15)

    def slope(t, x):
        v, m, h, n = x
        gates = [q * (a * (1 - g) - b * g) for g, (a, b) in zip((m, h, n), rates(v - v_t))]
        return [j - g_l * v - g_na * m**3 * h * (v - e_na) - g_kd * n**4 * (v - e_k), *gates]

    def upstroke(t, x):
        return x[0] - v_t - 20 - 1e-6

    upstroke.direction, upstroke.terminal = 1, 3
    start = [v_t + 20, equilibrium(20, 0), equilibrium(0, 1), equilibrium(0, 2)]
    s = solve_ivp(slope, (0, 2 * LONGEST), start, "DOP853", dense_output=True, events=upstroke, rtol=1e-11, atol=1e-11)
    times = [t for t in s.t_events[0] if t > 1e-3]
    if len(times) < 2 or max(times[0], times[1] - times[0]) > LONGEST:
        return None
    second, third = times[:2]
    # The solution ends with the last upstroke's event; its peak and crossing lie beyond.
    beyond = solve_ivp(slope, (third, third + 20), s.y[:, -1], "DOP853", dense_output=True, rtol=1e-11, atol=1e-11)

    def v(t):
        return (s if t <= third else beyond).sol(t)[0]

    fine = np.linspace(second, third, 200_001)
    vs = np.concatenate([s.sol(part)[0] for part in np.array_split(fine, 100)])
    if vs.min() > v_t + 5:
        return None
    level = (vs.max() + vs.min()) / 2

    # The crossing next to where v passes VT + 20.
    def crossing(at):
        a = b = at
        while v(a) > level:
            a -= 0.005
        while v(b) < level:
            b += 0.005
        return brentq(lambda t: v(t) - level, a, b, xtol=1e-12)

    first, last = crossing(second), crossing(third)
    width = fine[np.argmax((fine > fine[np.argmax(vs)]) & (vs < level))] - first
    t = np.unique(np.concatenate([np.linspace(0, min(6 * width, last - first), 41), np.linspace(0, last - first, 41)]))
    return {
        "row": row,
        "crossings": [round(first, 9), round(last, 9)],
        "level": round(level, 7),
        "peak": round(vs.max(), 6),
        "trough": round(vs.min(), 6),
        "t": [round(u, 7) for u in t],
        "v": [round(v(first + u), 6) for u in t],
    }


def main():
    rng = np.random.default_rng(15)
    cells = []
    while len(cells) < CELLS:
        found = cycle([float(f"{x:.9g}") for x in draw(rng)])
        if found:
            cells.append(found)
    text = ",\n ".join(json.dumps(cell, separators=(",", ":")) for cell in cells)
    Path(__file__).with_suffix(".json").write_text(f'{{"scipy": "{scipy.__version__}", "cells": [\n {text}\n]}}\n')


main()
