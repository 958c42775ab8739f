"""Writes arma-reference.json: log likelihoods of residuals under AR(2) and white + AR(1) noise, with and without missing
samples, by scipy's dense multivariate normal (covariances by statsmodels' ARMA autocovariances, and by the sum of the two
parts) and by statsmodels' own state space model of it; whitened residuals and autocorrelations by numpy.

    python test/model/noise/arma-reference.py

Needs scipy 1.17.1 and statsmodels 0.15.0.
"""

import json
from pathlib import Path

import numpy as np
import scipy
import statsmodels
from scipy.linalg import toeplitz
from scipy.stats import multivariate_normal
from statsmodels.tsa.arima_process import ArmaProcess
from statsmodels.tsa.statespace.sarimax import SARIMAX

rng = np.random.default_rng(20261129)
N = 60


def missing_samples():
    """Two single samples, a stretch in the middle, one at the beginning, one at the end."""
    return sorted({0, 1, 9, 14, *range(25, 37), N - 1})


def described(kind, parameters, covariances, loglike):
    covariance = toeplitz(covariances)
    r = rng.multivariate_normal(np.zeros(N), covariance)
    missing = missing_samples()
    there = [k for k in range(N) if k not in missing]
    gapped = r.copy()
    gapped[missing] = np.nan
    own = covariance[np.ix_(there, there)]
    return {
        "kind": kind,
        "parameters": parameters,
        "residuals": r.tolist(),
        "missing": missing,
        "logLikelihood": float(multivariate_normal(np.zeros(N), covariance).logpdf(r)),
        "logLikelihoodOfThere": float(multivariate_normal(np.zeros(len(there)), own).logpdf(r[there])),
        "statsmodels": loglike(r),
        "statsmodelsOfThere": loglike(gapped),
        "whitened": np.linalg.solve(np.linalg.cholesky(covariance), r).tolist(),
        "whitenedOfThere": np.linalg.solve(np.linalg.cholesky(own), r[there]).tolist(),
        "autocorrelation": (covariances[:8] / covariances[0]).tolist(),
    }


def ar2(s, rho, phi2):
    a1, a2 = rho * (1 - phi2), phi2
    unit = ArmaProcess(np.array([1, -a1, -a2]), np.array([1.0])).acovf(N)
    innovation = s**2 / unit[0]

    def loglike(x):
        model = SARIMAX(x, order=(2, 0, 0))
        return float(model.loglike(np.array([a1, a2, innovation])))

    return described("ar2", [s, rho, phi2], unit * innovation, loglike)


def white_ar1(s, rho, white):
    k = np.arange(N)
    covariances = s**2 * ((1 - white) * rho**k + white * (k == 0))

    def loglike(x):
        # AR(1) with measurement error: statsmodels' own parametrization of the sum.
        model = SARIMAX(x, order=(1, 0, 0), measurement_error=True)
        own = (1 - white) * s**2 * (1 - rho**2)
        parameters = dict(zip(model.param_names, [0.0] * 3))
        parameters["ar.L1"], parameters["sigma2"] = rho, own
        parameters[next(n for n in model.param_names if "measurement" in n)] = white * s**2
        return float(model.loglike(np.array([parameters[n] for n in model.param_names])))

    return described("white+ar1", [s, rho, white], covariances, loglike)


cases = [
    ar2(0.35, 0.8, -0.4),
    ar2(1.0, 0.9, 0.5),
    ar2(2.0, -0.3, -0.7),
    ar2(0.1, 0.6, 0.0),
    ar2(0.5, 0.98, -0.9),
    white_ar1(0.35, 0.9, 0.3),
    white_ar1(1.0, 0.6, 0.8),
    white_ar1(2.0, 0.99, 0.05),
    white_ar1(0.5, -0.5, 0.4),
]
for case in cases:
    assert abs(case["statsmodels"] - case["logLikelihood"]) < 1e-6, case["parameters"]
    assert abs(case["statsmodelsOfThere"] - case["logLikelihoodOfThere"]) < 1e-6, case["parameters"]
out = {"scipy": scipy.__version__, "statsmodels": statsmodels.__version__, "cases": cases}
Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
