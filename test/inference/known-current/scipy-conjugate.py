"""Dense posterior of a linear model with AR(1) noise and gaps by SciPy, for conjugate-fit.test.ts.
Usage: python scipy-conjugate.py > scipy-conjugate.json"""
import json
import numpy as np
from scipy.stats import multivariate_normal

random = np.random.default_rng(7)
n, rho, sd = 60, 0.83, 0.4
design = np.round(np.stack([np.ones(n), np.r_[np.zeros(20), np.ones(25), np.zeros(15)], random.normal(size=n)], 1), 6)
full = sd**2 * rho ** np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
y = np.round(design @ [-65, 4, 0.3] + random.multivariate_normal(np.zeros(n), full), 6)
there = np.ones(n, bool)
there[[11, 12, 13, 30, 48]] = False
prior_mean, prior_sd = np.array([-60.0, 0, 0]), np.array([20.0, 5, 0.5])
X, C, d = design[there], full[np.ix_(there, there)], y[there]
precision = X.T @ np.linalg.solve(C, X) + np.diag(prior_sd**-2.0)
covariance = np.linalg.inv(precision)
mean = covariance @ (X.T @ np.linalg.solve(C, d) + prior_mean / prior_sd**2)
evidence = multivariate_normal(X @ prior_mean, C + X @ np.diag(prior_sd**2) @ X.T).logpdf(d)
r = d - X @ mean
print(json.dumps({
    "rho": rho, "sd": sd, "columns": design.T.tolist(),
    "y": [float(v) if t else None for v, t in zip(y, there)],
    "priorMean": prior_mean.tolist(), "priorSd": prior_sd.tolist(),
    "mean": mean.tolist(), "covariance": covariance.ravel().tolist(), "logEvidence": float(evidence),
    "residual": float(sd**2 * r @ np.linalg.solve(C, r)),
}))
