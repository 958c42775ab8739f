"""
PINTS' own FitzHugh-Nagumo toy example: traces made with PINTS, and their posteriors by PINTS' own MCMC. Nagumo's are
held against them (pints.test.ts), and docs/coming-from.md tells of both.

    python3 -m venv venv && venv/bin/pip install pints==0.6.1
    venv/bin/python test/pints/make-pints.py [CASE…]

Writes pints.json and the traces pints-*.csv beside it; of named cases these alone. Takes some minutes.
"""

import json
import pathlib
import sys
import time

import numpy as np
import pints
import pints.toy

here = pathlib.Path(__file__).parent
truth = dict(a=0.1, b=0.5, c=3.0)
# Uniform: a, b, c, the correlation and the sd of the noise on each output.
lower = dict(a=-0.2, b=0.1, c=2.0, rho=-0.2, sigma=0.01)
upper = dict(a=0.6, b=1.0, c=4.0, rho=0.95, sigma=1.0)


class OnlyV(pints.ForwardModel):
    """PINTS' toy with the first of its two outputs."""

    def __init__(self):
        self.whole = pints.toy.FitzhughNagumoModel()

    def n_parameters(self):
        return 3

    def n_outputs(self):
        return 1

    def simulate(self, parameters, times):
        return self.whole.simulate(parameters, times)[:, 0]


def noise_of(rng, shape, sd, rho):
    """Stationary AR(1) of each output, marginal sds and correlations as given; white where rho is None."""
    white = rng.normal(size=shape)
    if rho is None:
        return sd * white
    noise = np.empty(shape)
    noise[0] = sd * white[0]
    for i in range(1, shape[0]):
        noise[i] = rho * noise[i - 1] + sd * np.sqrt(1 - rho**2) * white[i]
    return noise


def case(name, times, outputs, seed, rho=None):
    """rho: correlation of each output's AR(1) noise, None of white noise."""
    rng = np.random.default_rng(seed)
    whole = pints.toy.FitzhughNagumoModel()
    noise_sd = np.array([0.15, 0.2])[:outputs]
    clean = whole.simulate(list(truth.values()), times)[:, :outputs]
    values = np.round(clean + noise_of(rng, clean.shape, noise_sd, rho), 6)
    header = 'time,V' + (',R' if outputs == 2 else '')
    np.savetxt(here / f'pints-{name}.csv', np.column_stack([times, values]), delimiter=',', header=header, comments='', fmt='%.7g')

    if outputs == 1:
        problem = pints.SingleOutputProblem(OnlyV(), times, values[:, 0])
    else:
        problem = pints.MultiOutputProblem(whole, times, values)
    names = ['a', 'b', 'c'] + (['sigma'] if outputs == 1 else ['sigma V', 'sigma R'])
    limits = ['a', 'b', 'c'] + ['sigma'] * outputs
    likelihood = pints.GaussianLogLikelihood
    begin = [0.12, 0.48, 2.95] + list(noise_sd)
    parameters = [*truth.values(), *noise_sd]
    if rho is not None:
        # Of each output rho and sigma; PINTS leaves out the likelihood of each output's first sample.
        likelihood = pints.AR1LogLikelihood
        names = ['a', 'b', 'c', 'rho V', 'sigma V', 'rho R', 'sigma R']
        limits = ['a', 'b', 'c'] + ['rho', 'sigma'] * outputs
        begin = [0.12, 0.48, 2.95] + [x for pair in zip(rho, noise_sd) for x in pair]
        parameters = [*truth.values(), *begin[3:]]
    posterior = pints.LogPosterior(
        likelihood(problem),
        pints.UniformLogPrior([lower[n] for n in limits], [upper[n] for n in limits]),
    )
    np.random.seed(seed)
    starts = [np.array(begin) * (1 + 0.02 * np.random.normal(size=len(begin))) for _ in range(4)]
    mcmc = pints.MCMCController(posterior, 4, starts, method=pints.HaarioBardenetACMC)
    iterations = 9000
    mcmc.set_max_iterations(iterations)
    mcmc.set_log_to_screen(False)
    started = time.time()
    chains = mcmc.run()
    seconds = time.time() - started
    kept = chains[:, iterations // 3 :]
    summary = pints.MCMCSummary(kept, parameter_names=names)
    draws = kept.reshape(-1, len(names))
    return {
        'file': f'pints-{name}.csv',
        'truth': [float(x) for x in parameters],
        'names': names,
        'mean': draws.mean(axis=0).tolist(),
        'sd': draws.std(axis=0).tolist(),
        'q05': np.quantile(draws, 0.05, axis=0).tolist(),
        'q50': np.quantile(draws, 0.5, axis=0).tolist(),
        'q95': np.quantile(draws, 0.95, axis=0).tolist(),
        'rhat': np.array(summary.rhat()).tolist(),
        'ess': np.array(summary.ess()).tolist(),
        'evaluations': 4 * iterations,
        'seconds': round(seconds, 1),
    }


def main():
    even = np.round(0.1 * np.arange(200), 7)
    rng = np.random.default_rng(7)
    uneven = np.round(np.concatenate([[0], np.sort(rng.uniform(0, 20, 199))]), 5)
    makers = {
        'even': lambda: case('even', even, 1, 1),
        'uneven': lambda: case('uneven', uneven, 1, 2),
        'two': lambda: case('two', even, 2, 3),
        'two-ar1': lambda: case('two-ar1', even, 2, 4, np.array([0.5, 0.7])),
    }
    wanted = sys.argv[1:]
    known = json.loads((here / 'pints.json').read_text())['cases'] if wanted else {}
    cases = {name: make() if not wanted or name in wanted else known[name] for name, make in makers.items()}
    (here / 'pints.json').write_text(
        json.dumps({'pints': pints.__version__, 'lower': lower, 'upper': upper, 'cases': cases}, indent=1) + '\n'
    )
    for name, one in cases.items():
        print(name, one)


main()
