"""Writes scipy-reference.json: log likelihoods of residuals under AR(1) and white noise by scipy's dense multivariate
normal, whitened residuals and autocorrelations by numpy.

    python test/model/noise/scipy-reference.py

Needs scipy 1.17.1.
"""

import json
from pathlib import Path

import numpy as np
import scipy
from scipy.stats import multivariate_normal

rng = np.random.default_rng(20261128)
N = 40
cases = []
for s, rho in [(0.35, 0.8), (2.0, 0.3), (0.1, 0.95), (1.0, -0.4), (0.35, 0.0)]:
    i = np.arange(N)
    covariance = s**2 * float(rho) ** np.abs(i[:, None] - i[None, :]) if rho else s**2 * np.eye(N)
    r = rng.multivariate_normal(np.zeros(N), covariance)
    missing = sorted(rng.choice(np.arange(N), 7, replace=False).tolist())
    there = [k for k in range(N) if k not in missing]
    # From the inverse of the covariance's own Cholesky factor: what of the residuals is independent of those before.
    whitened = np.linalg.solve(np.linalg.cholesky(covariance), r)
    cases.append(
        {
            "s": s,
            "rho": rho,
            "residuals": r.tolist(),
            "missing": missing,
            "logLikelihood": float(multivariate_normal(np.zeros(N), covariance).logpdf(r)),
            "logLikelihoodOfThere": float(
                multivariate_normal(np.zeros(len(there)), covariance[np.ix_(there, there)]).logpdf(r[there])
            ),
            "whitened": whitened.tolist(),
        }
    )

out = {"scipy": scipy.__version__, "cases": cases}
Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
