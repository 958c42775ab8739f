"""The mixture of acrossSweeps by SciPy: evidence by multivariate_normal, conditioning by linear algebra. Writes scipy-across-sweeps.json."""
import json
import pathlib
import numpy as np
from scipy.stats import multivariate_normal

random = np.random.default_rng(4)
x = np.array([-14.0, -9.0, -5.0, -2.0, 3.0, 6.0])
sd = np.array([0.02, 0.03, 0.05, 0.1, 0.06, 0.03])
value = 1 - 0.02 * x + sd * random.normal(size=6)
prior = {"spreads": [0.01, 0.04, 0.1], "usualSpread": 0.03, "bends": [0, 0.1, 0.5], "oddsOfNoBend": 3, "lengths": [10, 30], "width": 0.8}
about, places = 1.1, np.array([0.0, 8.0])
parts = []
for bend in prior["bends"]:
    lengths = [1] if bend == 0 else prior["lengths"]
    for length in lengths:
        for spread in prior["spreads"]:
            kernel = lambda a, b: prior["width"] ** 2 + bend**2 * np.exp(-0.5 * ((a[:, None] - b) / length) ** 2)
            K = kernel(x, x) + np.diag(spread**2 + sd**2)
            gain = np.linalg.solve(K, kernel(x, places)).T
            log = multivariate_normal(np.full(6, about), K).logpdf(value)
            before = (prior["oddsOfNoBend"] if bend == 0 else 1 / len(lengths)) * min(1, prior["usualSpread"] / spread)
            parts.append((log + np.log(before), about + gain @ (value - about), np.diag(kernel(places, places) - gain @ kernel(x, places))))
weight = np.exp([log for log, _, _ in parts] - max(log for log, _, _ in parts))
weight /= weight.sum()
mean = sum(w * m for w, (_, m, _) in zip(weight, parts))
square = sum(w * (v + m**2) for w, (_, m, v) in zip(weight, parts))
answer = {"x": x.tolist(), "sd": sd.tolist(), "value": value.tolist(), "prior": prior, "about": about, "places": places.tolist(),
          "mean": mean.tolist(), "deviation": np.sqrt(square - mean**2).tolist(), "largestWeight": weight.max()}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(answer, indent=1) + "\n")
