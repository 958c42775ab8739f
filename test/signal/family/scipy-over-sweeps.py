"""Student's quantiles, a mean and a slope with 90 % intervals, by SciPy 1.17.1 (scipy.stats): python scipy-over-sweeps.py > scipy-over-sweeps.json"""
import json

import numpy as np
from scipy import stats

random = np.random.default_rng(18)
x = np.arange(-40.0, 50.0, 10.0)
y = 0.15 * x + random.normal(0, 0.4, x.size)
fit = stats.linregress(x, y)
half = stats.t.ppf(0.95, x.size - 2) * fit.stderr
low, high = stats.t.interval(0.9, y.size - 1, loc=y.mean(), scale=stats.sem(y))
print(
    json.dumps(
        {
            "quantiles": [[n, float(stats.t.ppf(0.95, n))] for n in [1, 2, 3, 4, 5, 8, 15, 28, 60]],
            "x": x.tolist(),
            "y": y.tolist(),
            "slope": [fit.slope, fit.slope - half, fit.slope + half],
            "mean": [float(y.mean()), float(low), float(high)],
        }
    )
)
