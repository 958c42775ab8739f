import { describe, expect, it } from 'vitest'
import { convergenceOf } from '../../../src-main/inference/mcmc/convergence.ts'
import { normalQuantile } from '../../../src-main/inference/mcmc/normal-scores.ts'
import { normalCdf } from '../../../src-main/model/prior/distributions/normal-probability.ts'
import arviz from './arviz-reference.json' with { type: 'json' }

/** As arviz-reference.py makes them. */
function chainsOf({ seed, memory, apart, power, rounded }: (typeof arviz.cases)[number]): Float64Array[] {
  let state = seed
  const uniform = (): number => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
  return Array.from({ length: arviz.chains }, (_, k) => {
    let x = 0
    return Float64Array.from({ length: arviz.length }, () => {
      x = memory * x + uniform() + uniform() + uniform() + uniform() - 2
      const y = Math.sign(x) * Math.abs(x) ** power + apart * k
      return rounded ? Math.round(y * 4) / 4 : y
    })
  })
}

describe('convergence of chains, against ArviZ', () => {
  it.each(arviz.cases)('memory $memory, chains $apart apart, power $power, rounded $rounded', (reference) => {
    const found = convergenceOf(chainsOf(reference))
    expect(found.rHat).toBeCloseTo(reference.rHat, 5)
    // Where the chains are too short for their correlation to vanish, ArviZ leaves the last pair of lags out.
    expect(Math.abs(found.bulkEss / reference.bulkEss - 1)).toBeLessThan(0.01)
    // A quantile between two draws may fall to either side of one.
    expect(Math.abs(found.tailEss / reference.tailEss - 1)).toBeLessThan(0.03)
  })

  it.each([
    { what: 'at one place', at: () => 1 },
    { what: 'at places of their own', at: (k: number) => k },
  ])('says of chains that stay $what that they tell nothing', ({ at }) => {
    const chains = Array.from({ length: 4 }, (_, k) => new Float64Array(20).fill(at(k)))
    expect(convergenceOf(chains)).toEqual({ rHat: Number.POSITIVE_INFINITY, bulkEss: 0, tailEss: 0 })
  })

  it('has the normal quantile as the inverse of the normal distribution', () => {
    for (const p of [1e-12, 1e-5, 0.01, 0.07, 0.3, 0.5, 0.8, 0.95, 0.9999]) {
      expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 5)
    }
  })
})
