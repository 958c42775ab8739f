"""A low-passed current by SciPy's ODE solver, for low-pass.test.ts. Usage: python scipy-low-pass.py > scipy-low-pass.json"""
import json
import numpy as np
from scipy.integrate import solve_ivp

random = np.random.default_rng(18)
interval = 0.5
current = np.concatenate([[-20.0] * 3, [130.0] * 6, np.round(random.normal(0, 50, 8), 3), [-20.0] * 5])


def respond(tau, slow):
    """Mean over each interval and value at its end: the integral of x is a state of its own."""
    x, y = current[0], current[0]
    means, ends = [], []
    for now in current:
        def rhs(_, s):
            drive = s[1] if slow else now
            return [(drive - s[0]) / tau, (now - s[1]) / (slow or 1), s[0]]
        s = solve_ivp(rhs, (0, interval), [x, y, 0], method="DOP853", rtol=1e-12, atol=1e-12).y[:, -1]
        x, y = s[0], s[1]
        means.append(s[2] / interval)
        ends.append(x)
    return {"tau": tau, "slow": slow, "means": means, "ends": ends}


print(json.dumps({
    "interval": interval,
    "current": current.tolist(),
    "cases": [respond(t, s) for t, s in [(0.3, None), (2, None), (15, None), (120, None), (15, 60), (60, 60), (2, 240)]],
}))
