"""
FitzHugh-Nagumo at random times by SciPy's DOP853, and the density of AR(1) noise in continuous time at these times by
SciPy's multivariate normal: what prior-at-times.test.ts holds the program against.

    python3 -m venv venv && venv/bin/pip install scipy
    venv/bin/python test/model/composition/make-uneven.py
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.integrate import solve_ivp
from scipy.stats import multivariate_normal

gamma, zeta, dt = 3.0, -0.4, 0.2
rng = np.random.default_rng(11)
times = np.round(np.sort(rng.uniform(0, 60, 120)), 6)
cases = []
for _ in range(6):
    theta0, theta1 = rng.uniform(0, 0.8), rng.uniform(-0.2, 1)
    sd, rho = rng.uniform(0.2, 0.5), rng.uniform(0.3, 0.95)
    u = solve_ivp(
        lambda t, x: [gamma * (x[0] - x[0] ** 3 / 3 + x[1] + zeta), -(x[0] - theta0 + theta1 * x[1]) / gamma],
        (0, 61),
        [0, 0],
        method='DOP853',
        rtol=1e-11,
        atol=1e-12,
        t_eval=times,
    ).y[0]
    residuals = sd * rng.normal(size=len(times))
    covariance = sd**2 * rho ** (np.abs(times[:, None] - times[None, :]) / dt)
    missing = [3, 50, 51, 52, 119]
    there = np.setdiff1d(np.arange(len(times)), missing)
    cases.append(
        {
            'theta': [theta0, theta1],
            'sd': sd,
            'rho': rho,
            'u': u.tolist(),
            'residuals': residuals.tolist(),
            'logDensity': float(multivariate_normal.logpdf(residuals, cov=covariance)),
            'missing': missing,
            'logDensityWithGaps': float(
                multivariate_normal.logpdf(residuals[there], cov=covariance[np.ix_(there, there)])
            ),
        }
    )
path = pathlib.Path(__file__).parent / 'uneven.json'
path.write_text(json.dumps({'scipy': scipy.__version__, 'dt': dt, 'times': times.tolist(), 'cases': cases}) + '\n')
