"""What ArviZ finds in the file that to-inference-data.test.ts writes, as JSON on standard output.

Needs arviz 0.23.4 with netCDF4 and h5netcdf:

    NAGUMO_ARVIZ_RECORD=1 NAGUMO_ARVIZ_PYTHON=VENV/bin/python npx vitest run test/report/arviz

writes inference-data.json anew.
"""

import hashlib
import json
import sys
import warnings

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
        "network": float(data.network_posterior.theta0.std()),
        "logEvidence": float(data.sample_stats.attrs["log_evidence"]),
        "seed": int(data.attrs["seed"]),
        "verdict": data.attrs["verdict"],
        "library": posterior.attrs["inference_library"],
    }


path = sys.argv[1]
with open(path, "rb") as file:
    digest = hashlib.sha256(file.read()).hexdigest()
engines = {engine: found(path, engine) for engine in ("netcdf4", "h5netcdf")}
assert engines["netcdf4"] == engines["h5netcdf"]
print(json.dumps({"arviz": az.__version__, "sha256": digest, **engines["netcdf4"]}, indent=1, ensure_ascii=False))
