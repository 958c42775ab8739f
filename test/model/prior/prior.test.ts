import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NagumoError } from '../../../src-main/contract/errors.ts'
import {
  type PriorFile,
  PriorFile as PriorFileSchema,
  type TruncatedNormal,
} from '../../../src-main/contract/priors.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { priorProblems } from '../../../src-main/model/composition/prior-problems.ts'
import { truncatedNormalCdf } from '../../../src-main/model/prior/distributions/truncated-normal.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { createBatchSource } from '../../../src-main/model/simulate/simulate.ts'
import { preset } from '../../support/priors.ts'
import { covariance, ksProbability, sd } from '../../support/statistics.ts'

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

  it('lie within the limits and follow each parameter’s distribution', () => {
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
      /theta0, 0.9 and 1.*there is none between/,
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

describe('every way in which a prior file is impossible', () => {
  const changed = (change: (file: PriorFile) => void): PriorFile => {
    const file = structuredClone(rudi2022)
    change(file)
    return file
  }

  it.each<[string, (file: PriorFile) => void, string | null, RegExp]>([
    [
      'σ normal',
      (f) => (f.parameters.sigma = { kind: 'normal', mean: 1, sd: 0.1 }),
      'sigma',
      /no limits.*truncatedNormal/,
    ],
    [
      'σ fixed at 0',
      (f) => (f.parameters.sigma = { kind: 'fixed', value: 0 }),
      'sigma',
      /above 0; it is fixed at 0/,
    ],
    [
      'ρ fixed at 1',
      (f) => (f.parameters.rho = { kind: 'fixed', value: 1 }),
      'rho',
      /between −1 and 1; it is fixed at 1/,
    ],
    ['γ of 0', (f) => (f.constants.gamma = 0), 'gamma', /gamma must be above 0; it is fixed at 0/],
    [
      'γ from −1',
      (f) => (f.constants.gamma = { kind: 'uniform', lower: -1, upper: 3 }),
      'gamma',
      /its lower limit is -1/,
    ],
    [
      'γ normal',
      (f) => (f.constants.gamma = { kind: 'normal', mean: 3, sd: 0.1 }),
      'gamma',
      /above 0.*no limits/,
    ],
    [
      'an unknown name',
      (f) => (f.parameters.theta9 = { kind: 'fixed', value: 1 }),
      'theta9',
      /Known: theta0, theta1, sigma, rho/,
    ],
    [
      'a constant among the parameters',
      (f) => (f.parameters.zeta = { kind: 'fixed', value: 1 }),
      'zeta',
      /under “constants”/,
    ],
    ['a parameter among the constants', (f) => (f.constants.rho = 0.5), 'rho', /under “parameters”/],
    [
      'nothing free',
      (f) => {
        for (const name in f.parameters) f.parameters[name] = { kind: 'fixed', value: 0.5 }
      },
      null,
      /fixes every parameter.*there is nothing to estimate/,
    ],
  ])('is said, with whose fault it is: %s', (_, change, parameter, text) => {
    const file = changed(change)
    expect(priorProblems(file)).toEqual([{ level: 'refuse', parameter, text: expect.stringMatching(text) }])
    expect(() => createPrior(file)).toThrow(text)
  })

  it('is said at once, all of them', () => {
    const file = changed((f) => {
      delete f.parameters.theta0
      f.parameters.sigma = { kind: 'normal', mean: 0, sd: 1 }
      f.constants.gamma = -3
    })
    expect(priorProblems(file).map(({ parameter }) => parameter)).toEqual([null, 'gamma', 'sigma'])
    expect(() => createPrior(file)).toThrow(/theta0.*\n.*gamma.*\n.*sigma/)
  })

  it('is nothing for the preset', () => {
    expect(priorProblems(rudi2022)).toEqual([])
  })
})

describe('a prior with a fixed parameter and a freed constant', () => {
  const file: PriorFile = {
    ...rudi2022,
    version: 2,
    parameters: {
      ...rudi2022.parameters,
      theta1: { kind: 'fixed', value: 0.3 },
      rho: { kind: 'fixed', value: 0.75 },
    },
    constants: {
      gamma: { kind: 'logUniform', lower: 2, upper: 4 },
      zeta: { kind: 'fixed', value: -0.35 },
      u0: { kind: 'normal', mean: 0, sd: 0.5 },
      v0: 0.1,
    },
  }
  const prior = createPrior(file)
  const values = Float64Array.of(9, 9, 0.2, 2.5, -0.6, 0.05)

  it('estimates what is free only: neuron, constants, noise', () => {
    expect(prior.parameters.map(({ name }) => name)).toEqual(['theta0', 'gamma', 'u0', 'sigma'])
    expect(prior.parameters.map(({ group }) => group)).toEqual(['neuron', 'neuron', 'neuron', 'noise'])
    expect(prior.parameters[1]).toMatchObject({ symbol: 'γ' })
    expect(prior.distributions).toHaveLength(4)
    expect(prior.constants).toEqual([null, -0.35, null, 0.1])
  })

  it('tells the simulator and the noise what is fixed, too', () => {
    expect(prior.thetaSize).toBe(4)
    const theta = new Float64Array(5).fill(Number.NaN)
    prior.theta(values, 2, theta, 1)
    expect(Array.from(theta)).toEqual([Number.NaN, 0.2, 0.3, 2.5, -0.6])
    const noise = prior.noise(values, 2)
    expect([noise.sd, noise.correlation(1)]).toEqual([0.05 / prior.grid.dt, 0.75])
  })

  it('simulates the neuron and the noise of each draw', () => {
    const n = 300
    const { parameters, traces } = createBatchSource(prior, n)(createRandom(3))
    const { points, dt } = prior.grid
    const u = new Float64Array(points)
    let [variance, correlation] = [0, 0]
    for (let k = 0; k < n; k++) {
      const [theta0, gamma, u0, sigma] = parameters.subarray(4 * k, 4 * k + 4)
      prior.neuron.solve([theta0, 0.3], [gamma, -0.35, u0, 0.1], prior.grid, null, u)
      const r = u.map((v, i) => (traces[k * points + i] - v) / (sigma / dt))
      variance += r.reduce((s, v) => s + v * v, 0) / points / n
      correlation += r.reduce((s, v, i) => (i ? s + v * r[i - 1] : 0), 0) / points / n
    }
    // One trace's variance is known to 2 (1+ρ²)/(1−ρ²)/1000, 0.085.
    expect(Math.abs(variance - 1)).toBeLessThan((4.5 * 0.085) / Math.sqrt(n))
    expect(Math.abs(correlation - 0.75)).toBeLessThan(0.03)
  })
})

describe('the schema of prior files', () => {
  const parse = (change: object) => PriorFileSchema.safeParse({ ...rudi2022, ...change })

  it('takes version 1 as it stands, and versions 2 and 3', () => {
    expect(parse({}).data).toEqual(rudi2022)
    expect(parse({ version: 2 }).success).toBe(true)
    expect(parse({ version: 3, noise: { kind: 'white' } }).success).toBe(true)
    expect(parse({ version: 4 }).success).toBe(false)
    expect(parse({ version: 3, noise: { kind: 'white', sigma: 1 } }).success).toBe(false)
  })

  it.each([
    [{ kind: 'normal', mean: 0, sd: 1, lower: 0 }],
    [{ kind: 'normal', mean: 0, sd: 0 }],
    [{ kind: 'uniform', lower: 1, upper: 1 }],
    [{ kind: 'logUniform', lower: 0, upper: 1 }],
    [{ kind: 'logNormal', median: 0, logSd: 1 }],
    [{ kind: 'logNormal', median: 1, logSd: 11 }],
    [{ kind: 'logNormal', median: 1, logSd: 1, lower: 0.1 }],
    [{ kind: 'fixed', value: Number.POSITIVE_INFINITY }],
    [{ kind: 'gamma', mean: 0 }],
    [null],
  ])('refuses %o', (theta0) => {
    expect(parse({ parameters: { ...rudi2022.parameters, theta0 } }).success).toBe(false)
    expect(parse({ constants: { ...rudi2022.constants, zeta: theta0 } }).success).toBe(false)
  })
})
