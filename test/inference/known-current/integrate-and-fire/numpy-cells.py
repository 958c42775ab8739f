"""Integrate-and-fire cells simulated by NumPy, after science.md section 6, with none of the program's code.

Usage: python numpy-cells.py CELLS SEED > cells.json (8 sweeps of 1.5 s, bins of 0.5 ms, steps of -60 to 220 pA).
Each cell: its true values, and for each sweep command and spike bins, and the voltage with spikes painted on.
"""
import json
import sys
import numpy as np

bin_, n, onset, offset = 0.5, 3000, 400, 2400
amplitudes = [-60, -30, 40, 80, 120, 150, 185, 220]
dw, dc = np.array([20, 100, 400.0]), np.array([5, 20, 80, 300.0])


def run(rng, truth, I, nref):
    tau, b, c, w = truth["tau"], truth["b"], np.array(truth["c"]), np.array(truth["w"])
    a, a60, a10 = np.exp(-bin_ / tau), np.exp(-bin_ / 60), np.exp(-bin_ / 10)
    # Mean over a bin of what relaxes in it.
    mean, mean60 = tau / bin_ * (1 - a), 60 / bin_ * (1 - a60)
    x = truth["EL"] + (truth["R"] + truth["sag"]) * I[0]
    s, e, h, held = I[0], np.zeros(3), np.zeros(4), 0
    slow = x + truth["Rs"] * I[0]
    m, spikes = np.zeros(len(I)), []
    for t in range(len(I)):
        sm = I[t] + (s - I[t]) * mean60
        s = I[t] + (s - I[t]) * a60
        if held:
            x = v = truth["Vr"]
        else:
            target = truth["EL"] + truth["R"] * I[t] + truth["sag"] * sm - w @ e
            v = target + (x - target) * mean
            x = target + (x - target) * a
        v += truth["Rs"] * I[t]
        m[t] = v
        slow = v + (slow - v) * a10
        if held:
            held -= 1
        else:
            log = min(5, b[0] + b[1] * (v + 45) + b[2] * (slow - v) - c @ h)
            if rng.random() < 1 - np.exp(-np.exp(log) * bin_):
                spikes.append(t)
                held = nref
                e, h = e + 1, h + 1
        e, h = e * np.exp(-bin_ / dw), h * np.exp(-bin_ / dc)
    return m, spikes


def draw(rng):
    return {
        "tau": float(np.exp(rng.uniform(np.log(8), np.log(40)))), "EL": float(rng.normal(-68, 3)),
        "R": float(rng.uniform(0.12, 0.22)), "Vr": float(rng.normal(-58, 3)), "sag": float(rng.normal(0, 0.02)),
        "Rs": float(rng.normal(0.01, 0.005)), "w": [float(v) for v in rng.uniform(0, [6, 5, 3])],
        "b": [float(rng.normal(-2, 0.7)), float(rng.uniform(0.4, 1.0)), float(rng.normal(0, 0.2))],
        "c": [float(v) for v in rng.uniform(0, [2, 2, 1.5, 1])],
    }


def cell(rng):
    truth = draw(rng)
    nref, sd, rho = 8, 0.3, np.exp(-bin_ / 6)
    sweeps = []
    for amplitude in amplitudes:
        I = np.zeros(n)
        I[onset:offset] = amplitude
        m, spikes = run(rng, truth, I, nref)
        noise = np.zeros(n)
        noise[0] = sd * rng.normal()
        for t in range(1, n):
            noise[t] = rho * noise[t - 1] + sd * np.sqrt(1 - rho**2) * rng.normal()
        V = m + noise + rng.normal(0, 1.0)
        # Painted spikes: 30 mV at the peak, a tenth of the height left at the end of the refractory time.
        for t in spikes:
            k = np.arange(min(nref, n - t))
            V[t : t + len(k)] = truth["Vr"] + (30 - truth["Vr"]) * 10 ** (-k / nref)
        sweeps.append({"spikes": spikes, "V": [round(float(v), 3) for v in V]})
    return {"truth": truth, "sweeps": sweeps}


if __name__ == "__main__":
    rng = np.random.default_rng(int(sys.argv[2]))
    json.dump({"bin": bin_, "onset": onset * bin_, "amplitudes": amplitudes, "steps": [onset, offset],
               "cells": [cell(rng) for _ in range(int(sys.argv[1]))]}, sys.stdout)
