"""The posterior of pints-two-ar1.csv by an independent sampler: NumPy's affine-invariant ensemble (Goodman & Weare 2010), its
own Runge–Kutta solver, and the exact AR(1) likelihood with the first sample's, which PINTS' AR1LogLikelihood leaves out.

    venv/bin/python test/pints/make-ensemble.py

Writes ensemble.json beside it; some ten minutes. NumPy alone."""
import csv
import json
import pathlib
import numpy as np

here = pathlib.Path(__file__).parent
rows = [row for row in csv.reader((here / 'pints-two-ar1.csv').open())][1:]
data = np.array(rows, float)
t, y = data[:, 0], data[:, 1:3]
n, dt = len(t), (t[-1] - t[0]) / (len(t) - 1)
# The uniform priors of pints-two-ar1-prior.json: a, b, c, then rho and sd of each output.
lower = np.array([-0.2, 0.1, 2, -0.2, 0.01, -0.2, 0.01])
upper = np.array([0.6, 1, 4, 0.95, 1, 0.95, 1])
walkers, steps, burn, substeps = 96, 4000, 500, 4


def simulate(p):
    a, b, c = p[:, 0], p[:, 1], p[:, 2]
    slope = lambda v, r: (c * (v - v**3 / 3 + r), -(v - a + b * r) / c)
    v, r, h = np.full(len(p), -1.0), np.full(len(p), 1.0), dt / substeps
    out = np.empty((n, 2, len(p)))
    out[0] = v, r
    for i in range(1, n):
        for _ in range(substeps):
            k1 = slope(v, r)
            k2 = slope(v + h / 2 * k1[0], r + h / 2 * k1[1])
            k3 = slope(v + h / 2 * k2[0], r + h / 2 * k2[1])
            k4 = slope(v + h * k3[0], r + h * k3[1])
            v = v + h / 6 * (k1[0] + 2 * k2[0] + 2 * k3[0] + k4[0])
            r = r + h / 6 * (k1[1] + 2 * k2[1] + 2 * k3[1] + k4[1])
        out[i] = v, r
    return out


def log_posterior(p):
    inside = np.all((p > lower) & (p < upper), axis=1)
    q = np.clip(p, lower, upper)
    u = simulate(q)
    total = np.zeros(len(p))
    for k in range(2):
        rho, sd = q[:, 3 + 2 * k], q[:, 4 + 2 * k]
        left = y[:, k][:, None] - u[:, k]
        variance = sd**2 * (1 - rho**2)
        e = left[1:] - rho * left[:-1]
        total += -0.5 * np.sum(e**2, 0) / variance - 0.5 * (n - 1) * np.log(variance)
        total += -0.5 * left[0] ** 2 / sd**2 - np.log(sd)
    return np.where(inside, total, -np.inf)


rng = np.random.default_rng(1)
spread = np.array([0.005, 0.02, 0.02, 0.04, 0.01, 0.03, 0.01])
x = np.array([0.095, 0.53, 2.97, 0.5, 0.16, 0.75, 0.21]) + rng.normal(size=(walkers, 7)) * spread
l = log_posterior(x)
kept = []
for step in range(steps):
    for half in (0, 1):
        own, other = np.arange(half, walkers, 2), np.arange(1 - half, walkers, 2)
        z = (rng.uniform(size=len(own)) * (2**0.5 - 2**-0.5) + 2**-0.5) ** 2
        partner = rng.choice(other, len(own))
        proposal = x[partner] + z[:, None] * (x[own] - x[partner])
        value = log_posterior(proposal)
        taken = np.log(rng.uniform(size=len(own))) < 6 * np.log(z) + value - l[own]
        x[own[taken]], l[own[taken]] = proposal[taken], value[taken]
    if step >= burn:
        kept.append(x.copy())
chains = np.array(kept)
# By halves of the run: how well means and sds are known.
halves = [part.reshape(-1, 7) for part in np.array_split(chains, 2)]
draws = chains.reshape(-1, 7)
json.dump(
    {
        'names': ['theta0', 'theta1', 'gamma', 'rho', 'sigma', 'rhoR', 'sigmaR'],
        'mean': draws.mean(0).round(6).tolist(),
        'sd': draws.std(0).round(6).tolist(),
        'sdOfHalves': [half.std(0).round(6).tolist() for half in halves],
    },
    (here / 'ensemble.json').open('w'),
    indent=1,
)
