import { entry } from './entry.ts'

/** Numbers of reports, model cards and comparisons other than parameters. */
export const numbers = {
  ess: entry(
    'effective sample size',
    'How many independent draws of the posterior the weighted draws are worth (ESS). From 1,000 on, the limits of intervals are reliable, from 400 on where Pareto k̂ is at most 0.7; below 100 nothing is.',
    'ESS = (Σ wᵢ)²/Σ wᵢ²',
    'kong1994',
    'cornuet2012',
  ),
  networkEss: entry(
    'effective sample size of the network alone',
    'The effective share of the network’s draws under the exact likelihood. It measures the quality of the network’s proposal; the posterior is corrected in any case.',
    'ESS/n of the first round',
    'dax2023',
  ),
  paretoK: entry(
    'Pareto k̂',
    'Shape of the tail of the importance weights. Below 0.7 they have a mean that can be estimated; above it a few draws dominate, and more draws would change the result.',
    'the largest weights ~ generalized Pareto(k)',
    'vehtari2024',
  ),
  logEvidence: entry(
    'log evidence',
    'Logarithm of the probability of the data under this model and its prior, all parameters integrated out. Only its difference between models of the same data means something; a wider prior lowers it.',
    'ln Z = ln ∫ p(data|θ) p(θ) dθ',
    'kass1995',
  ),
  bayesFactor: entry(
    'Bayes factor',
    'How much more probable the data are under one model than under another. A log factor above 3 is strong evidence, above 5 very strong.',
    'ln B₁₂ = ln Z₁ − ln Z₂',
    'kass1995',
  ),
  rHat: entry(
    'R̂',
    'Compares the spread of several MCMC chains with that within each of them. Near 1 (below 1.01) they have found the same distribution; above, they have not converged.',
    'R̂ = √(pooled variance/variance within chains)',
    'vehtari2021',
  ),
  bicGain: entry(
    'BIC gain',
    'By how much, for each point, the neuron model describes the trace better than an autoregressive process without a neuron, the number of parameters taken off. Above 0.02 the model describes the trace.',
    'gain = (BIC of the best AR(1…10) − BIC of the model)/n,  BIC = k ln n − 2 ln L',
    'schwarz1978',
  ),
  r2: entry(
    'R² (network alone)',
    'Share of the prior’s variance of a parameter that the network’s estimate explains, on test traces. 1 is perfect; 0 is no better than the prior’s mean.',
    'R² = 1 − Σ (true − estimated)²/Σ (true − mean)²',
    'rudi2022',
  ),
  coverage: entry(
    'coverage',
    'How often intervals of the posterior hold the true value of simulated traces. A 90 % interval should hold it 9 times in 10: less often, and intervals are too narrow.',
    'coverage(α) = share of truths within the central α interval',
    'talts2018',
  ),
  tarp: entry(
    'joint coverage (TARP)',
    'Coverage of all parameters together: how often regions around reference points contain the true values, against the share of the posterior within them. It detects wrong correlations that the coverage of single parameters does not.',
    'share of draws nearer to a reference point than the truth: uniform if right',
    'lemos2023',
  ),
} as const

export type NumberHelp = keyof typeof numbers
