"""Writes numpy-reference.json: posteriors of one trace under changed constants, by NumPy and SciPy alone.

    python test/inference/sensitivity/numpy-reference.py

Needs numpy and scipy; takes minutes. FitzHugh-Nagumo by a vectorized RK4, AR(1) noise, the prior of the preset; SciPy's
least squares, going to the changed constant in ten steps, for a start, then importance sampling with a Student t, adapted
three times. The trace is made by SciPy's DOP853.
"""

import json
from pathlib import Path

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import least_squares
from scipy.stats import multivariate_t, truncnorm

DT, POINTS, SUBSTEPS = 0.2, 1000, 4
BASE = {"gamma": 3.0, "zeta": -0.4, "u0": 0.0, "v0": 0.0}
TRUTH = np.array([0.55, 0.35, 0.07, 0.8])
PRIOR = [(0.4, 0.3, -0.2, 1.0), (0.4, 0.4, -0.4, 1.2), (0.07, 0.01, 0.04, 0.1), (0.8, 0.06, 0.66, 0.92)]


def rhs(u, v, theta0, theta1, c):
    return c["gamma"] * (u - u**3 / 3 + v + c["zeta"]), -(u - theta0 + theta1 * v) / c["gamma"]


def predictions(theta0, theta1, c):
    u, v = np.full_like(theta0, c["u0"]), np.full_like(theta0, c["v0"])
    out = np.empty((POINTS, len(theta0)))
    h = DT / SUBSTEPS
    for i in range(POINTS):
        out[i] = u
        for _ in range(SUBSTEPS):
            a1, b1 = rhs(u, v, theta0, theta1, c)
            a2, b2 = rhs(u + h / 2 * a1, v + h / 2 * b1, theta0, theta1, c)
            a3, b3 = rhs(u + h / 2 * a2, v + h / 2 * b2, theta0, theta1, c)
            a4, b4 = rhs(u + h * a3, v + h * b3, theta0, theta1, c)
            u = u + h / 6 * (a1 + 2 * a2 + 2 * a3 + a4)
            v = v + h / 6 * (b1 + 2 * b2 + 2 * b3 + b4)
    return out


def make_trace(rng):
    exact = solve_ivp(
        lambda _, x: rhs(x[0], x[1], TRUTH[0], TRUTH[1], BASE),
        (0, DT * (POINTS - 1)), [0, 0], "DOP853", t_eval=DT * np.arange(POINTS), rtol=1e-10, atol=1e-10,
    )
    s, rho = TRUTH[2] / DT, TRUTH[3]
    noise = np.empty(POINTS)
    noise[0] = s * rng.normal()
    for i in range(1, POINTS):
        noise[i] = rho * noise[i - 1] + s * np.sqrt(1 - rho**2) * rng.normal()
    return np.float32(exact.y[0] + noise).astype(float)


def log_density(m, d, c):
    """m: n x 4."""
    inside = np.all([(x > lo) & (x < hi) for x, (_, _, lo, hi) in zip(m.T, PRIOR)], axis=0)
    out = np.full(len(m), -np.inf)
    m = m[inside]
    r = d[:, None] - predictions(m[:, 0], m[:, 1], c)
    s, rho = m[:, 2] / DT, m[:, 3]
    innovation = s * np.sqrt(1 - rho**2)
    e = r[1:] - rho * r[:-1]
    density = -0.5 * (r[0] / s) ** 2 - np.log(s) - 0.5 * np.sum((e / innovation) ** 2, axis=0)
    density -= (POINTS - 1) * np.log(innovation)
    for x, (mean, sd, lo, hi) in zip(m.T, PRIOR):
        density += truncnorm.logpdf(x, (lo - mean) / sd, (hi - mean) / sd, mean, sd)
    out[inside] = density
    return out


def fit(theta, d, c):
    rho, s = TRUTH[3], TRUTH[2] / DT

    def whitened(t):
        r = d - predictions(np.array([t[0]]), np.array([t[1]]), c)[:, 0]
        return np.concatenate([[r[0] / s], (r[1:] - rho * r[:-1]) / (s * np.sqrt(1 - rho**2))])

    return least_squares(whitened, theta, x_scale=[0.005, 0.012], diff_step=1e-6)


def posterior(start, d, c, rng):
    mean = np.array([*start.x, TRUTH[2], TRUTH[3]])
    cov = np.zeros((4, 4))
    cov[:2, :2] = np.linalg.inv(start.jac.T @ start.jac)
    cov[2, 2], cov[3, 3] = 0.004**2, 0.02**2
    for n in (2000, 2000, 4000, 8000):
        q = multivariate_t(mean, 1.3 * cov, df=6, seed=rng)
        m = q.rvs(n)
        w = log_density(m, d, c) - q.logpdf(m)
        w = np.exp(w - w.max())
        w /= w.sum()
        mean = w @ m
        cov = (m - mean).T @ ((m - mean) * w[:, None])
    return {"mean": mean.tolist(), "sd": np.sqrt(np.diag(cov)).tolist(), "ess": float(1 / np.sum(w**2))}


def main():
    rng = np.random.default_rng(16)
    d = make_trace(rng)
    base = fit(TRUTH[:2], d, BASE)
    result = {"trace": d.tolist(), "base": posterior(base, d, BASE, rng), "changed": {}}
    for name, change in {"gamma": 0.1, "zeta": 0.1, "u0": 0.1, "v0": 0.1}.items():
        at = base
        for k in range(1, 11):
            at = fit(at.x, d, {**BASE, name: BASE[name] + change * k / 10})
        result["changed"][name] = posterior(at, d, {**BASE, name: BASE[name] + change}, rng)
    Path(__file__).with_suffix(".json").write_text(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
