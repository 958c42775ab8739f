"""Writes scipy-reference.json: FitzHugh–Nagumo by SciPy's DOP853 at tolerance 1e-13, at a few times.

    python test/bench/truth/scipy-reference.py

Needs scipy 1.17.1.
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy.integrate import solve_ivp

GAMMA, ZETA = 3.0, -0.4
TIMES = [0.2, 1.0, 5.0, 20.0, 60.0, 199.8]
TIGHT = {"method": "DOP853", "rtol": 1e-13, "atol": 1e-13}


def slope(theta0, theta1):
    return lambda t, y: [
        GAMMA * (y[0] - y[0] ** 3 / 3 + y[1] + ZETA),
        -(y[0] - theta0 + theta1 * y[1]) / GAMMA,
    ]


def crossing(t, y):
    return y[0]


crossing.direction = 1

cases = []
for theta0, theta1 in [(0.4, 0.4), (0.1, -0.2), (0.7, 0.9), (0.95, -0.35)]:
    f = slope(theta0, theta1)
    u = solve_ivp(f, (0, TIMES[-1]), [0, 0], t_eval=TIMES, **TIGHT).y[0]
    long = solve_ivp(f, (0, 300), [0, 0.75 - ZETA], events=crossing, **TIGHT).t_events[0]
    late = long[long > 150]
    period = float(np.diff(late)[0]) if len(late) > 1 else None
    cases.append({"theta0": theta0, "theta1": theta1, "u": [float(x) for x in u], "period": period})
reference = {"scipy": scipy.__version__, "gamma": GAMMA, "zeta": ZETA, "times": TIMES, "cases": cases}
Path(__file__).with_suffix(".json").write_text(json.dumps(reference, indent=1) + "\n")
