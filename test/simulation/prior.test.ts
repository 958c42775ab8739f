import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NagumoError } from '../../src-main/contract/errors.ts'
import type { PriorFile, TruncatedNormal } from '../../src-main/contract/priors.ts'
import { truncatedNormalCdf } from '../../src-main/simulation/distributions/truncated-normal.ts'
import { rudi2022 } from '../../src-main/simulation/presets.ts'
import { createPrior } from '../../src-main/simulation/prior.ts'
import { createRandom } from '../../src-main/simulation/random.ts'
import { preset } from '../support/priors.ts'
import { covariance, ksProbability, sd } from '../support/statistics.ts'

const D = preset.parameters.length
/** As the preset's file has them. */
const written = Object.values(rudi2022.parameters) as TruncatedNormal[]
const unbounded = fc.array(fc.double({ min: -12, max: 12, noNaN: true }), { minLength: D, maxLength: D })
const draws = (n: number, seed: number): Float64Array => {
  const random = createRandom(seed)
  const values = new Float64Array(n * D)
  for (let k = 0; k < n; k++) preset.sample(random, values, k * D)
  return values
}

describe('the preset', () => {
  it('has the limits and the shape that the paper’s setting has', () => {
    // science.md, section 1; the names are FitzHugh–Nagumo's own, then the noise's.
    expect(preset.parameters.map((p) => p.name)).toEqual(['theta0', 'theta1', 'sigma', 'rho'])
    const table = written.map(({ mean, sd, lower, upper }) => [mean, sd, lower, upper])
    expect(table).toEqual([
      [0.4, 0.3, -0.2, 1],
      [0.4, 0.4, -0.4, 1.2],
      [0.07, 0.01, 0.04, 0.1],
      [0.8, 0.06, 0.66, 0.92],
    ])
    expect(preset.constants).toEqual([3, -0.4, 0, 0])
    expect(preset.grid).toEqual({ dt: 0.2, points: 1000, substeps: 4 })
  })
})

describe('draws of a prior', () => {
  const n = 20_000
  const values = draws(n, 42)
  const column = (j: number): Float64Array => Float64Array.from({ length: n }, (_, k) => values[k * D + j])

  it('lie within the limits and follow each parameter’s law', () => {
    preset.distributions.forEach((d, j) => {
      const x = column(j)
      expect(x.every((v) => v > d.lower && v < d.upper)).toBe(true)
      expect(ksProbability(x, (v) => truncatedNormalCdf(written[j], v))).toBeGreaterThan(1e-4)
    })
  })

  it('are independent of each other', () => {
    for (let i = 0; i < D; i++) {
      for (let j = 0; j < i; j++) {
        const [x, y] = [column(i), column(j)]
        expect(Math.abs(covariance(x, y) / (sd(x) * sd(y)))).toBeLessThan(4.5 / Math.sqrt(n))
      }
    }
  })

  it('are the same for the same seed', () => {
    expect(draws(50, 7)).toEqual(draws(50, 7))
    expect(draws(50, 7)).not.toEqual(draws(50, 8))
  })
})

describe('unbounded coordinates', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(unbounded, (z) => {
        const m = new Float64Array(D)
        const back = new Float64Array(D)
        preset.fromUnbounded(z, 0, m, 0)
        preset.toUnbounded(m, 0, back, 0)
        // Near a limit the distance to it has lost e¹² = 1.6e5 of its 1e16 digits.
        for (let j = 0; j < D; j++) expect(Math.abs(back[j] - z[j])).toBeLessThan(1e-9)
        preset.distributions.forEach((d, j) => {
          expect(m[j]).toBeGreaterThan(d.lower)
          expect(m[j]).toBeLessThan(d.upper)
        })
      }),
      { seed: 1 },
    )
  })

  it('rise with the parameter, with the middle of the range at 0', () => {
    const z = new Float64Array(D)
    const middle = Float64Array.from(preset.distributions, (d) => (d.lower + d.upper) / 2)
    preset.toUnbounded(middle, 0, z, 0)
    for (const v of z) expect(v).toBeCloseTo(0, 12)
    preset.toUnbounded(
      middle.map((v) => v + 0.001),
      0,
      z,
      0,
    )
    expect(z.every((v) => v > 0)).toBe(true)
  })

  it('have the logarithm of the derivative that finite differences give', () => {
    fc.assert(
      fc.property(unbounded, (z) => {
        const h = 1e-4
        const at = (shift: number): Float64Array => {
          const m = new Float64Array(D)
          preset.fromUnbounded(
            z.map((v) => v + shift),
            0,
            m,
            0,
          )
          return m
        }
        const [up, down] = [at(h), at(-h)]
        const numeric = up.reduce((sum, v, j) => sum + Math.log((v - down[j]) / (2 * h)), 0)
        // Central differences are good to h²/6; near a limit the difference of e⁻¹² · 1e-4 keeps 6 digits.
        expect(Math.abs(preset.logJacobian(z, 0) - numeric)).toBeLessThan(1e-5)
      }),
      { seed: 2 },
    )
  })

  it('carry the prior along: its density over z integrates to 1', () => {
    // One coordinate at a time, the others held at 0; the product form makes their factor known.
    const z = new Float64Array(D)
    const m = new Float64Array(D)
    const logDensity = (): number => {
      preset.fromUnbounded(z, 0, m, 0)
      return preset.logDensity(m, 0) + preset.logJacobian(z, 0)
    }
    const centre = logDensity()
    preset.distributions.forEach((d, j) => {
      let area = 0
      const step = 0.01
      for (let x = -30; x <= 30; x += step) {
        z[j] = x
        area += Math.exp(logDensity() - centre) * step
      }
      z[j] = 0
      const own = d.logDensity((d.lower + d.upper) / 2) + Math.log((d.upper - d.lower) / 4)
      expect(area * Math.exp(own)).toBeCloseTo(1, 6)
    })
  })

  it('far out are a density of 0, never NaN', () => {
    const m = new Float64Array(D)
    for (const far of [800, -800, 1e6, Number.NEGATIVE_INFINITY]) {
      const z = new Float64Array(D).fill(far)
      preset.fromUnbounded(z, 0, m, 0)
      expect(preset.logDensity(m, 0) + preset.logJacobian(z, 0)).toBe(Number.NEGATIVE_INFINITY)
    }
  })

  it('are read and written where they are asked for', () => {
    const values = draws(3, 5)
    const z = new Float64Array(3 * D).fill(Number.NaN)
    preset.toUnbounded(values, 2 * D, z, D)
    expect(z.slice(0, D).every(Number.isNaN) && z.slice(2 * D).every(Number.isNaN)).toBe(true)
    const back = new Float64Array(3 * D)
    preset.fromUnbounded(z, D, back, 2 * D)
    for (let j = 0; j < D; j++) expect(back[2 * D + j]).toBeCloseTo(values[2 * D + j], 12)
    expect(preset.logDensity(values, D)).toBe(preset.logDensity(values.slice(D), 0))
    expect(preset.logJacobian(z, D)).toBe(preset.logJacobian(z.slice(D), 0))
  })
})

describe('a prior file that does not fit', () => {
  const changed = (change: (file: PriorFile) => void): PriorFile => {
    const file = structuredClone(rudi2022)
    change(file)
    return file
  }
  const set = (name: string, value: Partial<PriorFile['parameters'][string]>) =>
    changed((file) => Object.assign(file.parameters[name], value))

  it.each<[string, PriorFile, RegExp]>([
    ['no such neuron', changed((f) => (f.neuronModel = 'squid')), /“squid”.*Known: fitzhugh-nagumo/],
    [
      'a parameter missing',
      changed((f) => delete f.parameters.theta1),
      /a prior of theta1.*has theta0, sigma, rho/,
    ],
    ['the noise missing', changed((f) => delete f.parameters.rho), /a prior of rho/],
    ['nothing at all', changed((f) => (f.parameters = {})), /it has nothing/],
    ['a constant missing', changed((f) => delete f.constants.zeta), /constant zeta.*has gamma, u0, v0/],
    ['noise of no strength', set('sigma', { lower: 0 }), /sigma must be above 0; its lower limit is 0/],
    ['a correlation of 1', set('rho', { upper: 1 }), /between −1 and 1; its limits are 0.66 and 1/],
    ['a correlation of −1', set('rho', { lower: -1 }), /its limits are -1 and 0.92/],
    [
      'limits that leave nothing',
      set('theta0', { sd: 0.001, lower: 0.9 }),
      /theta0, 0.9 and 1.*nothing lies between/,
    ],
  ])('is refused with what it lacks: %s', (_, file, message) => {
    expect(() => createPrior(file)).toThrow(NagumoError)
    expect(() => createPrior(file)).toThrow(message)
    expect(() => createPrior(file)).toThrow(expect.objectContaining({ code: 'PRIOR_INVALID' }))
  })

  it('is taken where it is only unusual', () => {
    expect(
      createPrior(set('rho', { mean: 0, sd: 0.5, lower: -0.5, upper: 0.5 })).distributions[3].lower,
    ).toBe(-0.5)
    // The tail of a bell that lies six sd below the limits hugs the lower one.
    const { mean } = createPrior(set('theta0', { mean: -2 })).distributions[0]
    expect(mean).toBeGreaterThan(-0.2)
    expect(mean).toBeLessThan(-0.1)
  })
})
