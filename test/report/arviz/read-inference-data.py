"""What ArviZ finds in the file that to-inference-data.test.ts writes, as JSON on standard output.

Needs arviz 0.23.4 with netCDF4 and h5netcdf:

    NAGUMO_ARVIZ_RECORD=1 NAGUMO_ARVIZ_PYTHON=VENV/bin/python npx vitest run test/report/arviz

writes inference-data.json anew.
"""

import hashlib
import json
import sys
import warnings

import matplotlib

matplotlib.use("Agg")

import arviz as az
import numpy as np


def found(path: str, engine: str) -> dict:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        data = az.from_netcdf(path, engine=engine)
    posterior, prior = data.posterior, data.prior
    summary = az.summary(data, hdi_prob=0.9, kind="stats", round_to="none")
    return {
        "groups": {name: {k: int(v) for k, v in data[name].sizes.items()} for name in data.groups()},
        "warnings": [str(one.message) for one in said if issubclass(one.category, UserWarning)],
        "summary": {name: [float(x) for x in row] for name, row in zip(summary.index, summary.to_numpy())},
        "columns": list(summary.columns),
        "variables": {name: posterior[name].attrs for name in posterior},
        "prior": {name: [float(prior[name].mean()), float(prior[name].std())] for name in prior},
        "correlation": float(np.corrcoef(posterior.theta0.values[0], posterior.theta1.values[0])[0, 1]),
        "observed": [None if np.isnan(x) else float(x) for x in data.observed_data.membrane_potential.values],
        "time": [float(x) for x in data.observed_data.time.values],
        "band": data.posterior_predictive_summary.membrane_potential.sel(interval_end=0.95).values.tolist(),
        "predictive": [float(data.posterior_predictive.membrane_potential.mean()), *drawn(data)],
        "network": float(data.network_posterior.theta0.std()),
        "logEvidence": float(data.sample_stats.attrs["log_evidence"]),
        "seed": int(data.attrs["seed"]),
        "verdict": data.attrs["verdict"],
        "library": posterior.attrs["inference_library"],
    }


def drawn(data: az.InferenceData) -> list:
    """Whether plot_ppc draws the recorded values and a curve for each predictive draw."""
    complete = data.isel(time=[k for k, x in enumerate(data.observed_data.membrane_potential) if not np.isnan(x)])
    axes = np.ravel(az.plot_ppc(complete, data_pairs={"membrane_potential": "membrane_potential"}, random_seed=1))
    lines = [line for ax in axes for line in ax.get_lines() + list(ax.collections)]
    return [len(axes), len(lines) > 1]


def series(path: str, engine: str) -> dict:
    data = az.from_netcdf(path, engine=engine)
    summary = az.summary(data, hdi_prob=0.9, kind="stats", round_to="none")
    means = data.posterior.mean(("chain", "draw"))
    return {
        "groups": {name: {k: int(v) for k, v in data[name].sizes.items()} for name in data.groups()},
        "rows": list(summary.index),
        "means": {name: [None if np.isnan(x) else float(x) for x in means[name].values] for name in means},
        "from": data.constant_data.window_from.values.tolist(),
        "verdict": [None if np.isnan(x) else float(x) for x in data.constant_data.verdict.values],
        "q95": [None if np.isnan(x) else float(x) for x in data.posterior_summary.theta0.sel(number=4).values],
        "noise": data.attrs["noise"],
    }


def both(ask, path: str) -> dict:
    engines = {engine: ask(path, engine) for engine in ("netcdf4", "h5netcdf")}
    assert engines["netcdf4"] == engines["h5netcdf"]
    with open(path, "rb") as file:
        return {"sha256": hashlib.sha256(file.read()).hexdigest(), **engines["netcdf4"]}


answer = {"arviz": az.__version__, **both(found, sys.argv[1]), "series": both(series, sys.argv[2])}
print(json.dumps(answer, indent=1, ensure_ascii=False))
