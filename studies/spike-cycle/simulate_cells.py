"""Simulates membrane potentials of neurons at constant injected current, for `npm run spike-cycle`.

    python studies/spike-cycle/simulate_cells.py FOLDER [--kinds own,slow-k,...] [--cells 200] [--seed 15] [--short]

Needs numpy 2. Nothing here is shared with the program: the equations are written out from their papers and solved by
the classical Runge–Kutta method of order 4 at 10 µs, all cells of a kind side by side.

Kinds, each cell with parameters from the prior "Hodgkin–Huxley on the spike cycle", given that it fires steadily:
  own              the model itself: Na, delayed-rectifier K (Pospischil et al. 2008, Biol. Cybern. 99:427), leak
  slow-k           with a slow K current, 0.02-0.2 mS/cm² (M current of the same paper, eq. 6; tau_max 608 ms)
  h                with an h current, 0.005-0.05 mS/cm² (Huguenard & McCormick 1992, J. Neurophysiol. 68:1373; E -43 mV)
  persistent-na    with a persistent Na current, 0.01-0.1 mS/cm² (instantaneous, slope 3 mV, half open 29 mV below the
                   transient one: Golomb, Yue & Yaari 2006, J. Neurophysiol. 96:1912; here that is VT + 5 mV)
  two-compartments with a passive dendrite of 1 to 3 times the soma's area, coupled by 0.05-0.5 mS/cm²

Each cell has an Ornstein–Uhlenbeck current (3 ms) so strong that its intervals vary by 2-15 %, and white noise of the
measurement (0.05-0.3 mV). It is recorded for 1-3 s, from 0.5 s after the current's onset, at 10, 12.5 or 20 kHz.

Writes KIND.i16.gz (int16, little-endian, units of 0.01 mV, one cell after the other) and KIND.json (their truths).
"""

import argparse
import gzip
import json
from pathlib import Path

import numpy as np

DT = 0.01  # ms
WARM_UP = 500.0  # ms
TAU = 3.0  # ms, of the current's noise
KINDS = ["own", "slow-k", "h", "persistent-na", "two-compartments"]


def draw(rng, kind, n):
    """Parameters of n cells: the prior's, and those of the mechanism beside them."""
    log_normal = lambda median, sd: median * np.exp(sd * rng.standard_normal(n))
    log_uniform = lambda low, high: low * (high / low) ** rng.random(n)
    p = {
        "gNa": log_normal(15, 1),
        "gKd": log_normal(4, 1),
        "gL": log_normal(0.03, 0.8),
        "iDrive": log_normal(0.6, 1),
        "vT": -45 + 10 * rng.standard_normal(n),
        "q": log_normal(0.6, 0.6),
        "eNa": 50 + 7 * rng.standard_normal(n),
        "eK": -90 + 7 * rng.standard_normal(n),
    }
    if kind == "slow-k":
        p["gM"] = log_uniform(0.02, 0.2)
    if kind == "h":
        p["gH"] = log_uniform(0.005, 0.05)
    if kind == "persistent-na":
        p["gNaP"] = log_uniform(0.01, 0.1)
    if kind == "two-compartments":
        p["gC"] = log_uniform(0.05, 0.5)
        p["area"] = log_uniform(1, 3)
        p["eL"] = -70 + 5 * rng.standard_normal(n)
    return p


def ratio(x):
    """x / (exp(x) - 1)"""
    return x / np.expm1(x)


def gates(u):
    """Opening and closing rates of m, h, n, 1/ms. u: V - VT, mV."""
    a = np.empty((3, u.size))
    b = np.empty((3, u.size))
    a[0] = 1.28 * ratio((13 - u) / 4)
    b[0] = 1.4 * ratio((u - 40) / 5)
    a[1] = 0.128 * np.exp((17 - u) / 18)
    b[1] = 4 / (1 + np.exp((40 - u) / 5))
    a[2] = 0.16 * ratio((15 - u) / 5)
    b[2] = 0.5 * np.exp((10 - u) / 40)
    return a, b


def slow_gate(kind, v):
    """Steady state and time constant (ms) of the mechanism's gate."""
    if kind == "slow-k":
        return 1 / (1 + np.exp(-(v + 35) / 10)), 608 / (3.3 * np.exp((v + 35) / 20) + np.exp(-(v + 35) / 20))
    return 1 / (1 + np.exp((v + 75) / 5.5)), 1 / (np.exp(-14.59 - 0.086 * v) + np.exp(-1.87 + 0.0701 * v))


def slopes(kind, p, x, current):
    """dx/dt. x: V, m, h, n and, where the kind has one, the mechanism's state; current in µA/cm²."""
    v, m, h, n = x[:4]
    u = v - p["vT"]
    a, b = gates(u)
    out = np.empty_like(x)
    out[1:4] = p["q"] * (a - (a + b) * x[1:4])
    # The leak's reversal potential and the injected current are one number, the drive 15 mV below VT.
    leak = p["gL"] * (u + 15) - p["iDrive"]
    total = current - leak - p["gNa"] * m**3 * h * (v - p["eNa"]) - p["gKd"] * (n * n) ** 2 * (v - p["eK"])
    if kind in ("slow-k", "h"):
        steady, tau = slow_gate(kind, v)
        out[4] = (steady - x[4]) / tau
        total -= p["gM"] * x[4] * (v - p["eK"]) if kind == "slow-k" else p["gH"] * x[4] * (v + 43)
    elif kind == "persistent-na":
        total -= p["gNaP"] / (1 + np.exp((5 - u) / 3)) * (v - p["eNa"])
    elif kind == "two-compartments":
        flow = p["gC"] * (v - x[4])
        total -= flow
        out[4] = flow / p["area"] - p["gL"] * (x[4] - p["eL"])
    out[0] = total
    return out


def start(kind, p):
    v = p["vT"] - 15
    a, b = gates(v - p["vT"])
    x = [v, *(a / (a + b))]
    if kind in ("slow-k", "h"):
        x.append(slow_gate(kind, v)[0])
    if kind == "two-compartments":
        x.append(v)
    return np.array(x)


def simulate(kind, p, sd, until, rng, dt=DT, every=None):
    """
    Solves all cells to the time `until` (ms). sd: of the current's noise.
    every: steps between two samples of each cell; samples are kept from WARM_UP on.
    Returns spike times of each cell after WARM_UP, and its samples.
    """
    count = p["gNa"].size
    x = start(kind, p)
    noise = sd * rng.standard_normal(count)
    keep = np.exp(-dt / TAU)
    fresh = sd * np.sqrt(1 - keep * keep)
    noisy = bool(np.any(sd > 0))
    armed = np.ones(count, bool)
    spikes = [[] for _ in range(count)]
    groups = {} if every is None else {int(k): np.flatnonzero(every == k) for k in np.unique(every)}
    kept = {k: [] for k in groups}
    first = round(WARM_UP / dt)
    with np.errstate(all="ignore"):
        for i in range(round(until / dt)):
            if i >= first:
                for k, cells in groups.items():
                    if (i - first) % k == 0:
                        kept[k].append(x[0, cells])
            k1 = slopes(kind, p, x, noise)
            k2 = slopes(kind, p, x + dt / 2 * k1, noise)
            k3 = slopes(kind, p, x + dt / 2 * k2, noise)
            k4 = slopes(kind, p, x + dt * k3, noise)
            x = x + dt / 6 * (k1 + 2 * (k2 + k3) + k4)
            if noisy:
                noise = keep * noise + fresh * rng.standard_normal(count)
            u = x[0] - p["vT"]
            fired = armed & (u > 25)
            if fired.any():
                armed &= ~fired
                if i >= first:
                    for c in np.flatnonzero(fired):
                        spikes[c].append((i + 1) * dt)
            armed |= u < 5
    traces = [None] * count
    for k, cells in groups.items():
        block = np.array(kept[k])
        for j, c in enumerate(cells):
            traces[c] = block[:, j]
    return spikes, traces


def variation(times):
    intervals = np.diff(times)
    return float(np.std(intervals) / np.mean(intervals)) if intervals.size >= 3 else np.nan


def take(p, rows):
    return {name: values[rows] for name, values in p.items()}


def cells_of(kind, wanted, seed, short):
    """The cells of a kind: (truths, samples in mV) each."""
    rng = np.random.default_rng([seed, KINDS.index(kind)])
    fewest, most = (6, 40) if short else (4, 40)
    shortest, longest = (1000, 1000) if short else (1000, 3000)
    # Without noise: which draws fire steadily, and how often.
    p = draw(rng, kind, 10 * wanted)
    spikes, _ = simulate(kind, p, np.zeros(10 * wanted), WARM_UP + 2000, rng, dt=2 * DT)
    mean = np.array([np.mean(np.diff(t)) if len(t) > 3 and variation(t) < 0.1 else np.nan for t in spikes])
    rows = np.flatnonzero((mean < longest / (fewest + 1)) & (mean > shortest / (most - 3)))[: round(1.5 * wanted)]
    p, mean = take(p, rows), mean[rows]
    low, high = np.maximum(shortest, (fewest + 0.6) * mean), np.minimum(longest, (most - 2) * mean)
    duration = low + (high - low) * rng.random(rows.size)
    aim = 0.02 * 7.5 ** rng.random(rows.size)
    # As much noise as makes intervals vary by the aim: a guess, then two corrections.
    sd = aim * p["iDrive"] * np.sqrt(mean / (2 * TAU))
    for _ in range(2):
        spikes, _ = simulate(kind, p, sd, WARM_UP + 2500, rng, dt=2 * DT)
        cv = np.array([variation(t) for t in spikes])
        sd = sd * np.clip(np.where(np.isfinite(cv), aim / cv, 0.3), 0.2, 4)
    every = rng.choice([10] if short else [10, 8, 5], rows.size)
    spikes, traces = simulate(kind, p, sd, WARM_UP + duration.max(), rng, every=every)
    found = []
    for c in range(rows.size):
        times = [t for t in spikes[c] if t < WARM_UP + duration[c]]
        samples = traces[c][: round(duration[c] / (DT * every[c]))]
        if not (fewest <= len(times) <= most and 0.02 <= variation(times) <= 0.15 and np.isfinite(samples).all()):
            continue
        measured = 0.05 * 6 ** rng.random()
        truths = {
            "kind": kind,
            "interval": DT * int(every[c]),
            "samples": samples.size,
            "spikes": len(times),
            "cv": variation(times),
            "currentNoise": float(sd[c]),
            "measurementNoise": measured,
            "truth": {name: float(values[c]) for name, values in p.items()},
        }
        found.append((truths, samples + measured * rng.standard_normal(samples.size)))
    return found[:wanted]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--cells", type=int, default=200)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--short", action="store_true", help="1 s at 10 kHz each")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for kind in options.kinds.split(","):
        found = cells_of(kind, options.cells, options.seed, options.short)
        data = b"".join(np.round(100 * samples).astype("<i2").tobytes() for _, samples in found)
        (options.folder / f"{kind}.i16.gz").write_bytes(gzip.compress(data, mtime=0))
        text = json.dumps({"seed": options.seed, "cells": [truths for truths, _ in found]}, indent=1)
        (options.folder / f"{kind}.json").write_text(text + "\n")
        print(f"{kind}: {len(found)} cells, {len(data) / 2e6:.1f} million samples", flush=True)


main()
