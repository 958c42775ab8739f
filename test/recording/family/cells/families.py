"""Families of conductance-based cells without noise: python families.py OUT.npz [NAME...]

For each cell its potential at 10 kHz (mV), its currents (pA), and what is true of it: R_in and tau by steps of +-1 pA of the same length, spikes
as crossings of -15 mV in the fine simulation. All sweeps of all cells run at once; parameters are one for each sweep."""
import json
import sys
import numpy as np
from conductances import Cell

dt, every, total, on, off = 0.02, 5, 900., 200., 700.
n = int(total / dt)
t = np.arange(n) * dt
inside = (t >= on) & (t < off)
random = np.random.default_rng(18)


def steps(amplitudes):
    return np.array([a * inside for a in amplitudes], float)


def ramps(tops):
    return np.array([a * np.clip((t - on) / (off - on), 0, 1) * inside for a in tops])


def noise(means, sd, tau, same):
    out, seed = [], 5
    for k, mean in enumerate(means):
        z = np.random.default_rng(seed if same else seed + k).normal(size=n)
        x, decay = np.zeros(n), np.exp(-dt / tau)
        for i in range(1, n):
            x[i] = decay * x[i - 1] + np.sqrt(1 - decay**2) * z[i]
        out.append((mean + sd * x) * inside)
    return np.array(out)


def pulses(tops):
    return np.array([a * (inside & ((t - on) % 50 < 8)) for a in tops], float)


RS = dict(C=118, gL=118 * .0205, EL=-70.3, gNa=118 * 56, gKd=118 * 6, VT=-56.2, gM=118 * .075, tauM=608)
FS = dict(C=60, gL=6, EL=-65, gWbNa=60 * 35, gWbK=60 * 9)
line = lambda a, b, k: np.linspace(a, b, k)
nine = np.arange(-60, 361, 30.)
families = {
    # name: cell, currents, holding
    "rs": (RS, steps(np.arange(-80, 321, 25.)), 0),
    "fs": (dict(C=102, gL=102 * .038, EL=-70.4, gNa=102 * 58, gKd=102 * 3.9, VT=-57.9, gM=102 * .0787, tauM=502), steps(np.arange(-100, 601, 50.)), 0),
    "lts": (dict(C=145, gL=2.9, EL=-75, gNa=145 * 50, gKd=145 * 5, VT=-55, gM=145 * .03, tauM=1000, gCaT=145 * .4), steps(np.arange(-90, 241, 30.)), 0),
    "ib": (dict(C=145, gL=4.35, EL=-73, gNa=145 * 50, gKd=145 * 5, VT=-55, gM=145 * .03, tauM=1000, gCaL=145 * .15), steps(np.arange(-100, 351, 30.)), 0),
    "wb": (FS, steps(np.arange(-80, 301, 20.)), 0),
    "connor": (dict(C=50, gL=15, EL=-17, gCsNa=6000, gCsK=1000, gA=50 * 47.7), steps(np.arange(-300, 1001, 100.)), 0),
    "late": (dict(C=80, gL=3, EL=-66, gNa=80 * 50, gKd=80 * 5, VT=-58, gA=80 * .6, hTau=60), steps(np.arange(-40, 201, 15.)), 0),
    "adapting": (dict(C=150, gL=6, EL=-68, gNa=150 * 56, gKd=150 * 6, VT=-56, gM=150 * .3, tauM=300), steps(np.arange(-100, 601, 50.)), 0),
    "spontaneous": (dict(C=70, gL=3, EL=-60, gNa=70 * 50, gKd=70 * 5, VT=-60, gNaP=10), steps(np.arange(-140, 101, 20.)), 0),
    "block": (dict(C=80, gL=4, EL=-68, gNa=80 * 14, gKd=80 * 3, VT=-58), steps(np.arange(-50, 1451, 100.)), 0),
    "sag": (dict(C=90, gL=4, EL=-72, gNa=90 * 50, gKd=90 * 5, VT=-58, gH=10, tauH=80, gCaT=9), steps(np.arange(-240, 241, 30.)), 0),
    "sagdown": (dict(C=90, gL=4, EL=-76, gNa=90 * 50, gKd=90 * 5, VT=-52, gH=6, tauH=60), steps(np.arange(-200, 201, 25.)), 0),
    "drift": ({**FS, "EL": line(-69, -61, 20), "gL": line(6, 4.6, 20)}, steps(np.arange(-80, 301, 20.)), 0),
    "driftrandom": ({**FS, "EL": line(-68, -62, 20)}, steps(np.random.default_rng(3).permutation(np.arange(-80, 301, 20.))), 0),
    "gaindrift": ({**FS, "gL": line(6, 3.5, 20)}, steps(np.arange(-80, 301, 20.)), 0),
    "held": (RS, steps(np.arange(-80, 321, 25.)), -60),
    "heldlow": (RS, steps(np.arange(-50, 351, 25.)), -100),
    "heldhigh": (RS, steps(np.arange(-100, 251, 25.)), 50),
    "heldsag": (dict(C=90, gL=4, EL=-72, gNa=90 * 50, gKd=90 * 5, VT=-58, gH=10, tauH=80), steps(np.arange(-90, 271, 30.)), -100),
    "helddrift": ({**RS, "EL": line(-74.3, -66.3, 17)}, steps(np.arange(-80, 321, 25.)), -60),
    "rebound": (dict(C=90, gL=4, EL=-72, gNa=90 * 50, gKd=90 * 5, VT=-62, gH=4, tauH=80, gCaT=25), steps(np.arange(-150, 1, 15.)), 0),
    "thresholddrift": ({**RS, "VT": line(-60, -50, 17)}, steps(np.arange(-80, 321, 25.)), 0),
    "ramps": (RS, ramps(np.arange(-60, 601, 60.)), 0),
    "noise": (RS, noise(np.arange(-40, 241, 40.), 60, 5, False), 0),
    "samenoise": (RS, noise(np.arange(-40, 241, 40.), 60, 5, True), 0),
    "repeats": (RS, noise([150] * 8, 60, 5, True), 0),
    "quietnoise": (RS, noise([-20] * 6, 15, 5, False), 0),
    "pulses": (RS, pulses(np.arange(-100, 901, 100.)), 0),
}


def main():
    batch, currents, holdings, where = [], [], [], {}
    for name in sys.argv[2:] or families:
        p, I, holding = families[name]
        S = len(I)
        mid = {k: np.median(v) for k, v in p.items()}  # what is true is that of the middle of a drift
        small = steps([-1, 1])
        where[name] = (len(batch), S)
        for k in range(S):
            batch.append({**Cell.base, **{a: (b[k] if np.ndim(b) else b) for a, b in p.items()}})
        for k in range(2):
            batch.append({**Cell.base, **mid})
        currents += [I, small]
        holdings += [holding] * (S + 2)
    I = np.concatenate(currents)
    holdings = np.array(holdings, float)
    cell = Cell(**{k: np.array([p[k] for p in batch], float) for k in Cell.base})
    # An A current without Connor and Stevens' other ones shares its gates; conductances of 0 add nothing.
    V = cell.run(I + holdings[:, None], dt, 1, settle=2000., holding=holdings)
    out, told = {}, {}
    for name, (a, S) in where.items():
        v, small = V[a:a + S], V[a + S:a + S + 2]
        response = (small[1] - small[0]) / 2
        grown = response[int(on / dt):int(off / dt)]
        end = grown[-1000:].mean()
        # tau: where the response has come to 1 - 1/e of its end.
        tau = np.argmax(grown >= (1 - np.exp(-1)) * end) * dt if end > 0 else np.nan
        spikes = [t[1:][(x[:-1] < -15) & (x[1:] >= -15)] for x in v]
        told[name] = dict(
            R=1000 * end, tau=tau, rest=float(small[0][int(on / dt) - 50]), holding=float(holdings[a]),
            amplitudes=[float(x[np.argmax(np.abs(x))]) for x in I[a:a + S]],
            counts=[int(((s >= on) & (s < off)).sum()) for s in spikes],
            outside=[int(((s < on) | (s >= off)).sum()) for s in spikes],
            latency=[float((s[s >= on])[0] - on) if (s >= on).any() else None for s in spikes])
        out[name + "_V"] = v[:, ::every].astype(np.float32)
        out[name + "_I"] = (I[a:a + S] + holdings[a])[:, ::every].astype(np.float32)
    np.savez_compressed(sys.argv[1], told=json.dumps(told), **out)
    for name, x in told.items():
        print(name, "R %.1f tau %.1f rest %.1f" % (x["R"], x["tau"], x["rest"]), x["counts"], x["outside"])


if __name__ == "__main__":
    main()
