import { describe, expect, it } from 'vitest'
import type { PriorFile } from '../../../src-main/contract/priors.ts'
import { narrowPrior } from '../../../src-main/model/composition/narrow-prior.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'

const names = ['theta0', 'theta1', 'zeta', 'sigma', 'rho']
const wide: PriorFile = {
  ...rudi2022,
  version: 2,
  parameters: {
    theta0: { kind: 'normal', mean: 0.4, sd: 0.3 },
    theta1: { kind: 'truncatedNormal', mean: 0.4, sd: 0.4, lower: -0.4, upper: 1.2 },
    sigma: { kind: 'logUniform', lower: 0.01, upper: 0.2 },
    rho: { kind: 'uniform', lower: 0.5, upper: 0.95 },
  },
  constants: { gamma: 3, zeta: { kind: 'uniform', lower: -0.6, upper: -0.2 }, u0: 0, v0: 0 },
}
const random = createRandom(4)
const centre = [0.5, -0.38, -0.4, 0.07, 0.8]
const sd = [0.005, 0.012, 0.01, 0.003, 0.017]
const draws = Array.from({ length: 2000 }, () =>
  centre.map((m, j) => {
    const value = m + sd[j] * random.normal()
    return names[j] === 'theta1' ? Math.max(value, -0.399) : value
  }),
)
const narrowed = narrowPrior(wide, names, draws)

describe('a prior narrowed to a posterior', () => {
  it('has limits well beyond all draws, and none beyond the old ones', () => {
    const prior = createPrior(narrowed)
    expect(prior.parameters.map((p) => p.name)).toEqual(['theta0', 'theta1', 'zeta', 'sigma', 'rho'])
    prior.distributions.forEach((distribution, j) => {
      const column = draws.map((row) => row[j])
      expect(distribution.upper).toBeGreaterThan(Math.max(...column) + 2 * sd[j])
      // And much narrower than it was: ten sds, where the prior had dozens.
      expect(distribution.upper - distribution.lower).toBeLessThan(16 * sd[j])
      if (names[j] !== 'theta1') expect(distribution.lower).toBeLessThan(Math.min(...column) - 2 * sd[j])
    })
    expect(narrowed.parameters.theta1).toMatchObject({ lower: -0.4 })
    expect(narrowed.constants.gamma).toBe(3)
  })

  it('weighs two values inside as the wide one does', () => {
    const [a, b] = [createPrior(wide), createPrior(narrowed)]
    const [one, other] = [draws[0], draws[1]]
    const ratio = (p: typeof a): number => p.logDensity(one, 0) - p.logDensity(other, 0)
    expect(ratio(b)).toBeCloseTo(ratio(a), 10)
  })
})
