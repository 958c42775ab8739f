"""Posteriors of the hierarchical model of groups by PyMC's NUTS: reference.json beside this file.

    pip install pymc numpy && python make-reference.py

Sweeps' values are sampled here, not integrated out as the program does; sweeps with two components are mixtures of normals.
"""

import json
import pathlib

import arviz
import numpy as np
import pymc as pm
import pytensor.tensor as pt

sd_of_log_sds = 0.4


def study(rng, counts, sweeps, centres, cell_sds, sweep_sd, mixed):
    """By condition, cell and sweep: weights, means and variances of the likelihood's components."""
    conditions = []
    for c, count in enumerate(counts):
        cells = []
        for _ in range(count):
            cell = rng.normal(centres[c], cell_sds[c])
            own = []
            for _ in range(rng.integers(sweeps[0], sweeps[1] + 1)):
                value = rng.normal(cell, sweep_sd)
                sd = rng.uniform(0.03, 0.2)
                seen = rng.normal(value, sd)
                if mixed and rng.uniform() < 0.5:
                    own.append(
                        {
                            "weights": [0.7, 0.3],
                            "means": [seen, seen + 2 * sd],
                            "variances": [sd**2, (1.5 * sd) ** 2],
                        }
                    )
                else:
                    own.append({"weights": [1], "means": [seen], "variances": [sd**2]})
            cells.append(own)
        conditions.append(cells)
    return conditions


def posterior(data, priors, seed):
    cells = [(c, cell) for c, condition in enumerate(data) for cell in condition]
    sweeps = [(i, sweep) for i, (_, cell) in enumerate(cells) for sweep in cell]
    condition_of = np.array([c for c, _ in cells])
    cell_of = np.array([i for i, _ in sweeps])
    width = max(len(s["weights"]) for _, s in sweeps)

    def padded(key, fill):
        return np.array([list(s[key]) + [fill] * (width - len(s[key])) for _, s in sweeps])

    weights, means, variances = padded("weights", 1e-300), padded("means", 0.0), padded("variances", 1.0)
    with pm.Model():
        centre = pm.Normal("centre", priors["centre"]["mean"], priors["centre"]["sd"], shape=len(data))
        common = pm.HalfStudentT("common", nu=3, sigma=priors["cellScale"])
        shift = pm.Normal("shift", 0, sd_of_log_sds, shape=len(data))
        cell_sd = pm.Deterministic("cell_sd", common * pt.exp(shift))
        raw = pm.Normal("raw", 0, 1, shape=len(cells))
        cell = pm.Deterministic("cell", centre[condition_of] + cell_sd[condition_of] * raw)
        if priors["sweepScale"] is None:
            value = cell[cell_of]
            sweep_sd = pm.Deterministic("sweep_sd", pt.as_tensor_variable(0.0))
        else:
            sweep_sd = pm.HalfStudentT("sweep_sd", nu=3, sigma=priors["sweepScale"])
            value = cell[cell_of] + sweep_sd * pm.Normal("raw_sweep", 0, 1, shape=len(sweeps))
        logs = (
            np.log(weights)
            - 0.5 * np.log(variances)
            - 0.5 * (value[:, None] - means) ** 2 / variances
        )
        pm.Potential("likelihood", pt.sum(pm.math.logsumexp(logs, axis=1)))
        trace = pm.sample(
            4000, tune=2000, chains=4, cores=1, target_accept=0.99, random_seed=seed, progressbar=False
        )
    draws = trace.posterior
    told = {
        "effect": draws["centre"].values[..., 1] - draws["centre"].values[..., 0],
        "centre A": draws["centre"].values[..., 0],
        "cell sd A": draws["cell_sd"].values[..., 0],
        "cell sd B": draws["cell_sd"].values[..., 1],
        "first cell": draws["cell"].values[..., 0],
    }
    if priors["sweepScale"] is not None:
        told["sweep sd"] = draws["sweep_sd"].values
    return {
        name: {
            "mean": float(x.mean()),
            "sd": float(x.std()),
            "quantiles": [float(q) for q in np.quantile(x, [0.05, 0.5, 0.95])],
            "ess": float(min(arviz.ess(x, method="bulk"), arviz.ess(x, method="tail"))),
        }
        for name, x in told.items()
    }


def main():
    rng = np.random.default_rng(19)
    priors = {"centre": {"mean": 0.3, "sd": 1.0}, "cellScale": 0.15, "sweepScale": 0.08}
    cases = []
    for counts, sweeps, sds, mixed in [
        ((6, 8), (1, 4), (0.15, 0.15), False),
        ((4, 5), (1, 1), (0.1, 0.2), False),
        ((5, 7), (2, 4), (0.02, 0.25), True),
    ]:
        own = dict(priors, sweepScale=None if sweeps == (1, 1) else priors["sweepScale"])
        data = study(rng, counts, sweeps, (0.3, 0.45), sds, 0.08, mixed)
        cases.append({"data": data, "priors": own, "posterior": posterior(data, own, 7)})
    record = {"by": f"PyMC {pm.__version__}, NUTS, 4 chains of 4000 draws", "cases": cases}
    path = pathlib.Path(__file__).with_name("reference.json")
    path.write_text(json.dumps(record, indent=1) + "\n")


main()
