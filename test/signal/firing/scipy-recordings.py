"""Recordings of FitzHugh-Nagumo neurons that fire, in mV, by SciPy's DOP853 and NumPy's noise.

Writes scipy-recordings.json beside this file. Needs scipy and numpy: python scipy-recordings.py
"""

import json
from pathlib import Path

import numpy as np
from scipy.integrate import solve_ivp

GAMMA, ZETA = 3.0, -0.4


def orbit(theta0, theta1, times):
    """u at times (ms of the neuron's own time), 200 ms after it began."""

    def slope(_t, x):
        u, v = x
        return [GAMMA * (u - u**3 / 3 + v + ZETA), -(u - theta0 + theta1 * v) / GAMMA]

    end = 200 + times[-1] + 1
    found = solve_ivp(slope, (0, end), [0, 0], method="DOP853", rtol=1e-10, atol=1e-12, t_eval=200 + times)
    return found.y[0]


def noise(n, sd, rho, rng):
    out = np.empty(n)
    out[0] = sd * rng.standard_normal()
    for i in range(1, n):
        out[i] = rho * out[i - 1] + sd * np.sqrt(1 - rho**2) * rng.standard_normal()
    return out


CASES = [
    # Long plateaus; noise above a fifth of the gain; offset and gain such that noise crosses -20 mV.
    dict(name="plateaus", theta0=0.5433, theta1=-0.2724, tau=2.4, offset=-38.39, gain=13.23, noise=0.05, rho=0.5, dt=0.1),
    dict(name="white noise", theta0=0.4, theta1=0.4, tau=3.1, offset=-25.0, gain=12.0, noise=0.4, rho=0.0, dt=0.1),
    dict(name="slow noise", theta0=0.7, theta1=0.6, tau=2.8, offset=-33.0, gain=20.0, noise=0.3, rho=0.95, dt=0.08),
    dict(name="short spikes", theta0=0.1, theta1=0.3, tau=2.8, offset=-60.0, gain=9.0, noise=0.25, rho=0.8, dt=0.1),
]


def main():
    rng = np.random.default_rng(16)
    recordings = []
    for case in CASES:
        n = int(400 / case["dt"])
        times = np.arange(n) * case["dt"] / case["tau"]
        u = orbit(case["theta0"], case["theta1"], times)
        fine = np.arange(0, 150, 0.002)
        cycle = orbit(case["theta0"], case["theta1"], fine)
        middle = (cycle.max() + cycle.min()) / 2
        ups = np.flatnonzero((cycle[:-1] < middle) & (cycle[1:] >= middle))
        rises = np.flatnonzero((u[:-1] < middle) & (u[1:] >= middle)) + 1
        period = case["tau"] * 0.002 * (ups[-1] - ups[0]) / (len(ups) - 1)
        duty = float(np.mean(cycle[ups[0] : ups[-1]] >= middle))
        v = case["offset"] + case["gain"] * (u + noise(n, case["noise"], case["rho"], rng))
        recordings.append(
            {
                **case,
                "period": round(float(period), 4),
                "duty": round(duty, 3),
                "rises": [round(float(i * case["dt"]), 2) for i in rises],
                "samples": [round(float(x), 2) for x in v],
            }
        )
        print(case["name"], "period", period, "duty", duty, "rises", len(rises))
    text = json.dumps(recordings, separators=(",", ":"))
    (Path(__file__).parent / "scipy-recordings.json").write_text(text + "\n")


main()
