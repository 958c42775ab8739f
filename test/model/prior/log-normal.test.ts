import { describe, expect, it } from 'vitest'
import type { PriorFile } from '../../../src-main/contract/priors.ts'
import { whyNotWithin } from '../../../src-main/inference/apply-prior.ts'
import { narrowPrior } from '../../../src-main/model/composition/narrow-prior.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { priorProblems } from '../../../src-main/model/composition/prior-problems.ts'
import { logNormalDistribution } from '../../../src-main/model/prior/distributions/log-normal.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'

/** SciPy 1.x: d = scipy.stats.lognorm(s=logSd, scale=median); d.mean(), d.std(), d.ppf([.05, .95]), d.logpdf([m/2, 2m]). */
const byScipy = [
  {
    median: 15,
    logSd: 1,
    moments: [24.730819060501922, 32.41796123842631],
    quantiles: [2.8956122504810478, 77.7037740334952],
    logDensities: [-3.174068060706038, -4.560362421825928],
  },
  {
    median: 0.6,
    logSd: 0.6,
    moments: [0.718330417873086, 0.47286083215897357],
    quantiles: [0.2236354965813511, 1.6097623387307118],
    logDensities: [0.12856404222308554, -1.2577303188968052],
  },
  {
    median: 0.03,
    logSd: 0.8,
    moments: [0.04131383293007872, 0.039117041831379554],
    quantiles: [0.008047121743476809, 0.11184123077665144],
    logDensities: [3.1285561788658693, 1.742261817745979],
  },
]

describe.each(byScipy)('a log-normal of median $median and log sd $logSd', (expected) => {
  const { median, logSd } = expected
  const d = logNormalDistribution({ kind: 'logNormal', median, logSd })

  // Both sides have their digits from double precision: 1e-12 of a value is far above what they lose.
  const near = (a: number, b: number) =>
    expect(Math.abs(a - b)).toBeLessThan(1e-12 * Math.max(1, Math.abs(b)))

  it('has SciPy’s moments, quantiles and density', () => {
    near(d.mean, expected.moments[0])
    near(d.sd, expected.moments[1])
    near(d.quantile(0.05), expected.quantiles[0])
    near(d.quantile(0.95), expected.quantiles[1])
    near(d.logDensity(median / 2), expected.logDensities[0])
    near(d.logDensity(2 * median), expected.logDensities[1])
  })

  it('has the logarithm in standard deviations as its coordinate', () => {
    near(d.toUnbounded(median), 0)
    near(d.toUnbounded(median * Math.exp(2 * logSd)), 2)
  })

  it('is of numbers above 0', () => {
    expect([d.lower, d.upper]).toEqual([0, Number.POSITIVE_INFINITY])
    for (const x of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(d.logDensity(x)).toBe(Number.NEGATIVE_INFINITY)
    }
  })
})

describe('a log-normal in a prior file', () => {
  const sigma = { kind: 'logNormal', median: 0.05, logSd: 0.4 } as const
  const withSigma = (one: PriorFile['parameters'][string]): PriorFile => ({
    ...rudi2022,
    parameters: { ...rudi2022.parameters, sigma: one },
  })
  const file = withSigma(sigma)

  it('may stand for what must be above 0, not for what has an upper limit', () => {
    expect(priorProblems(file)).toEqual([])
    const rho: PriorFile = { ...file, parameters: { ...file.parameters, rho: sigma } }
    expect(priorProblems(rho)).toMatchObject([
      {
        level: 'refuse',
        parameter: 'rho',
        text: expect.stringMatching(/between −1 and 1; a log-normal distribution extends from 0 to infinity/),
      },
    ])
  })

  it('has room for every prior above 0, and for no other', () => {
    const learned = createPrior(withSigma({ kind: 'logNormal', median: 0.05, logSd: 0.4 }))
    expect(
      whyNotWithin(learned, createPrior(withSigma({ kind: 'logNormal', median: 0.2, logSd: 1 }))),
    ).toEqual([])
    expect(whyNotWithin(learned, createPrior(rudi2022))).toEqual([])
    expect(whyNotWithin(createPrior(rudi2022), learned)).toEqual([
      'σ extends down to 0, in the model to 0.04',
      'σ extends up to any value, in the model to 0.1',
    ])
  })

  it('stays whole where a prior is narrowed to a posterior, so that its density keeps its shape', () => {
    const draws = Array.from({ length: 20 }, (_, i) => [0.4 + i * 1e-3, 0.05 + i * 1e-4])
    const narrowed = narrowPrior(file, ['theta0', 'sigma'], draws)
    expect(narrowed.parameters.sigma).toEqual(sigma)
    expect(narrowed.parameters.theta0).not.toEqual(file.parameters.theta0)
  })
})
