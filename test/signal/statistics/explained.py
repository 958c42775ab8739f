"""Least squares by NumPy, for explained.test.ts. Usage: python explained.py > explained.json"""
import json
import numpy as np

random = np.random.default_rng(3)
n = 40
others = random.normal(size=(n, 3))
columns = random.normal(size=(n, 2)) + others[:, :2]
y = random.normal(size=n) + columns @ [0.5, -0.2] + others @ [1, 2, 3]


def rest(design):
    return np.sum((y - design @ np.linalg.lstsq(design, y, rcond=None)[0]) ** 2)


both = np.hstack([others, columns])
solved = np.linalg.lstsq(both, y, rcond=None)[0]
errors = np.sqrt(np.diag(np.linalg.inv(both.T @ both)))
print(json.dumps({
    "others": others.T.tolist(),
    "columns": columns.T.tolist(),
    "y": y.tolist(),
    "sum": rest(others) - rest(both),
    "factors": solved[3:].tolist(),
    "errors": errors[3:].tolist(),
}))
