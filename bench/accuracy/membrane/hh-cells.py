"""Single-compartment Hodgkin-Huxley cells under current steps, by SciPy's LSODA, for hh-cells.ts and `npm run bench -- membrane`.
Usage: python hh-cells.py a 40 101 hh-cells-a.bin.gz; python hh-cells.py b 60 202 hh-cells-b.bin.gz; python hh-cells.py b 6 303 hh-cells-few.bin.gz;
python hh-cells.py c 60 20505 hh-cells-c.bin.gz; python hh-cells.py c 60 60606 hh-cells-d.bin.gz

Leak, Na and Kd (Pospischil et al. 2008), and by chance M, h, inward-rectifying K and persistent Na currents; set b has
other conductances than set a; sets c and d have other kinetics than either (hh_cells_kinetics.py).
Without noise: the tests add it. Only sweeps without a spike are kept. What is true of a cell is defined by steps of +-1 pA: R_in by the displacement at the end of the step.

File, gzipped: length of the JSON (uint32), JSON, then for each sweep of each cell its block means of 0.5 ms as second differences of
int16 in units of 0.004 mV; each cell's last sweep is the response to +-1 pA times 20."""
import gzip
import json
import struct
import sys
import numpy as np
from scipy.integrate import solve_ivp
import hh_cells_kinetics as others

kind, count, seed, path = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
random = np.random.default_rng(seed)
before, duration, after, block, fine = 60, 500, 60, 0.5, 4
unit = 0.004
exp = np.exp


def draw():
    """Conductances in nS, C in pF, so that currents are in pA for mV."""
    if kind == "c":
        return others.draw(random)
    other = kind == "b"
    C = random.uniform(40, 150) if other else random.uniform(60, 200)
    area = C  # 1 uF/cm2: 1 pF is 1e-6 cm2, and 1 mS/cm2 on it is 1 nS
    has = lambda p: random.uniform() < p
    return {
        "C": C,
        "gL": area * exp(random.normal(np.log(0.05), 0.4)),
        "EL": random.uniform(-80, -65) if other else random.uniform(-75, -62),
        "gNa": area * random.uniform(20, 60),
        "gKd": area * random.uniform(2, 8),
        "VT": random.uniform(-55, -47) if other else random.uniform(-58, -50),
        "gM": area * random.uniform(0.01, 0.1) * has(0.6),
        "tauM": random.uniform(20, 200) if other else random.uniform(50, 300),
        "gH": area * (random.uniform(0.005, 0.08) if other else random.uniform(0.005, 0.05)) * has(0.6),
        "halfH": random.uniform(-95, -75) if other else -82,
        "tauH": random.uniform(20, 200) if other else random.uniform(40, 150),
        "gKir": area * random.uniform(0.01, 0.1) * has(0.5 if other else 0.2),
        "gNaP": area * random.uniform(0.01, 0.06) * has(0.5 if other else 0.2),
    }


def simulate(p, pA, rest=None):
    """Rest is found by three seconds without current first. Returns the whole state at rest, or block means of V, mV."""
    def rhs(t, s):
        I = pA if before <= t < before + duration else 0.0
        return others.slopes(p, s, I) if kind == "c" else of_pospischil(s, I)

    def of_pospischil(s, I):
        V, m, h, n, w, r = s
        v = V - p["VT"]
        u1, u2, u3 = v - 13, v - 40, v - 15
        am = 0.32 * 4 if abs(u1) < 1e-7 else 0.32 * u1 / -np.expm1(-u1 / 4)
        bm = 0.28 * 5 if abs(u2) < 1e-7 else 0.28 * u2 / np.expm1(u2 / 5)
        ah, bh = 0.128 * exp((17 - v) / 18), 4 / (1 + exp((40 - v) / 5))
        an = 0.032 * 5 if abs(u3) < 1e-7 else 0.032 * u3 / -np.expm1(-u3 / 5)
        bn = 0.5 * exp((10 - v) / 40)
        w8, tw = 1 / (1 + exp(-(V + 35) / 10)), p["tauM"] * 2 / (3.3 * exp((V + 35) / 20) + exp(-(V + 35) / 20)) + 5
        r8, tr = 1 / (1 + exp((V - p["halfH"]) / 8)), p["tauH"] * 2 / (exp((V + 75) / 20) + exp(-(V + 75) / 20)) + 5
        kir = 1 / (1 + exp((V + 95) / 10))
        nap = 1 / (1 + exp(-(V + 50) / 5))
        ionic = (p["gL"] * (V - p["EL"]) + p["gNa"] * m**3 * h * (V - 50) + (p["gKd"] * n**4 + p["gM"] * w + p["gKir"] * kir) * (V + 90)
                 + p["gH"] * r * (V + 35) + p["gNaP"] * nap * (V - 50))
        return [(I - ionic) / p["C"], am * (1 - m) - bm * m, ah * (1 - h) - bh * h, an * (1 - n) - bn * n, (w8 - w) / tw, (r8 - r) / tr]

    options = {"method": "LSODA", "rtol": 1e-8, "atol": 1e-9}
    if rest is None:
        s = solve_ivp(lambda t, s: rhs(-1, s), (0, 3000), others.start(p) if kind == "c" else [-70, 0, 1, 0, 0, 0.2], **options)
        # A slow current of set c needs longer.
        if kind == "c":
            s = solve_ivp(lambda t, s: rhs(-1, s), (0, 12000), s.y[:, -1], **options)
        return s.y[:, -1], np.ptp(s.y[0, s.t > 2000])
    out, state = [], rest
    # In three parts, so that the solver stops at the edges of the step.
    for start, length, current in [(0, before, 0), (before, duration, pA), (before + duration, after, 0)]:
        t = start + (np.arange(int(length / block) * fine) + 0.5) * block / fine
        middle = before + 1 if current else -1
        s = solve_ivp(lambda _, s: rhs(middle, s), (start, start + length), state, t_eval=np.r_[t, start + length], **options)
        state = s.y[:, -1]
        out.append(s.y[0, :-1].reshape(-1, fine).mean(1))
        if out[-1].max() > -25:
            return None
    return np.concatenate(out)


cells, traces = [], []
while len(cells) < count:
    p = draw()
    rest, wander = simulate(p, None)
    if wander > 1e-3 or not -88 < rest[0] < -55:
        continue
    up, down = simulate(p, 1, rest), simulate(p, -1, rest)
    if up is None or down is None:
        continue
    linear = (up - down) / 2
    end = round((before + duration) / block)
    R = linear[end - 20:end].mean() * 1000
    if not 60 < R < 600:
        continue
    amplitudes, kept = [], []
    for pA in range(-60, 61, 10):
        V = None if pA == 0 else simulate(p, pA, rest)
        # A short spike hides in no block mean of a cell that reaches −25 mV.
        if V is not None:
            amplitudes.append(pA)
            kept.append(V)
    # A cell that starts to fire within 10 pA has no room to be measured in; an experimenter holds it lower.
    if len([a for a in amplitudes if a > 0]) < 1:
        continue
    traces += [*kept, rest[0] + linear * 20]
    cells.append({"rIn": R, "capacitance": p["C"], "rest": float(rest[0]), "amplitudes": amplitudes, "conductances": p})
    print(len(cells), round(R), round(float(rest[0]), 1), amplitudes[-1], file=sys.stderr)
head = json.dumps({"interval": block, "before": before, "duration": duration, "unit": unit, "samples": len(traces[0]), "cells": cells}).encode()
whole = np.round(np.array(traces) / unit).astype(np.int64)
first = np.c_[whole[:, :1], np.diff(whole, axis=1)]
second = np.c_[first[:, :2], np.diff(first[:, 1:], axis=1)].astype("<i2")
with open(path, "wb") as f:
    f.write(gzip.compress(struct.pack("<I", len(head)) + head + second.tobytes(), 9, mtime=0))
