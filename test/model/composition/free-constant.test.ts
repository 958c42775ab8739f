import { describe, expect, it } from 'vitest'
import { PriorFile } from '../../../src-main/contract/priors.ts'
import { freeableConstants, whyNotFree, withFree } from '../../../src-main/model/composition/free-constant.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { priorAtSamples } from '../../../src-main/model/composition/prior-at-samples.ts'
import { priorProblems } from '../../../src-main/model/composition/prior-problems.ts'
import { fixedValues, withFixed } from '../../../src-main/model/composition/with-fixed.ts'
import { recordingPreset, rudi2022, spikeCyclePreset } from '../../../src-main/model/prior/presets.ts'
import { thetasOf } from '../../../src-main/model/simulate/simulate.ts'
import { createSimulator } from '../../../src-main/model/simulate/simulator.ts'

describe('a constant set free', () => {
  it('is estimated under what the neuron model believes of it, and all else stays', () => {
    const file = withFree(rudi2022, 'gamma')
    expect(PriorFile.parse(file)).toEqual(file)
    expect(file.name).toBe('Rudi 2022, γ free')
    expect({ ...file, version: 1, name: rudi2022.name, noise: undefined }).toEqual({
      ...rudi2022,
      noise: undefined,
      constants: {
        ...rudi2022.constants,
        gamma: { kind: 'truncatedNormal', mean: 3, sd: 0.3, lower: 2, upper: 4.5 },
      },
    })
    const prior = createPrior(file)
    expect(prior.parameters.map(({ name }) => name)).toEqual(['theta0', 'theta1', 'gamma', 'sigma', 'rho'])
    expect(prior.constants).toEqual([null, -0.4, 0, 0])
  })

  it('keeps the name of a prior whose name would become too long', () => {
    const name = 'n'.repeat(80)
    expect(withFree({ ...rudi2022, name }, 'gamma').name).toBe(name)
  })

  it('can be any of the neuron’s, as long as the data tell it from what is estimated', () => {
    const names = (file: PriorFile) => freeableConstants(file).map(({ name }) => name)
    expect(names(rudi2022)).toEqual(['gamma', 'zeta', 'u0', 'v0'])
    expect(names(withFree(rudi2022, 'v0'))).toEqual(['gamma', 'u0'])
    expect(names(withFree(rudi2022, 'zeta'))).toEqual(['gamma', 'u0'])
    expect(names(recordingPreset)).toEqual(['gamma'])
    expect(names(spikeCyclePreset)).toEqual([])
  })

  it.each<[string, PriorFile, string, RegExp]>([
    [
      'v(0) beside ζ',
      withFree(rudi2022, 'zeta'),
      'v0',
      /θ₀, ζ and v\(0\) are not identifiable together.*Fix one/,
    ],
    [
      'ζ of a recording',
      recordingPreset,
      'zeta',
      /not identifiable together.*can begin anywhere.*Fix one of θ₀, ζ/,
    ],
    ['what is free', withFree(rudi2022, 'gamma'), 'gamma', /γ is estimated already/],
    ['what there is none of', rudi2022, 'gama', /no constant gama\. Known: gamma, zeta, u0, v0/],
    ['an initial state that is not used', recordingPreset, 'v0', /no constant v0\. Known: gamma, zeta/],
  ])('is refused with the reason: %s', (_, file, name, reason) => {
    expect(whyNotFree(file, name)).toMatch(reason)
    expect(() => withFree(file, name)).toThrow(reason)
  })

  it('is refused in any prior file where data can’t tell it from the rest, but not where θ₀ is fixed', () => {
    const zeta = { kind: 'normal', mean: -0.4, sd: 0.1 } as const
    const file: PriorFile = { ...recordingPreset, constants: { ...recordingPreset.constants, zeta } }
    expect(priorProblems(file)).toEqual([
      { level: 'refuse', parameter: 'zeta', text: expect.stringMatching(/not identifiable together/) },
    ])
    const theta0 = { kind: 'fixed', value: 0.4 } as const
    expect(priorProblems({ ...file, parameters: { ...file.parameters, theta0 } })).toEqual([])
  })
})

describe('what a prior fixes', () => {
  const rho = { kind: 'fixed', value: 0.8 } as const
  const file: PriorFile = { ...rudi2022, version: 2, parameters: { ...rudi2022.parameters, rho } }

  it('are its constants, with the changes that the neuron names, and then its parameters', () => {
    const found = fixedValues(createPrior(file)).map(({ description: { name }, role, value, change }) => [
      name,
      role,
      value,
      change,
    ])
    expect(found).toEqual([
      ['gamma', 'constant', 3, 0.1],
      ['zeta', 'constant', -0.4, 0.1],
      ['u0', 'constant', 0, 0.1],
      ['v0', 'constant', 0, 0.1],
      ['rho', 'noise', 0.8, 0.08],
    ])
  })

  it('is changed to where it may be', () => {
    const high = { ...file, parameters: { ...file.parameters, rho: { ...rho, value: 0.98 } } }
    expect(fixedValues(createPrior(high)).at(-1)).toMatchObject({ value: 0.98, change: -0.1 })
  })

  it('has another value, with coordinates and samples as they were', () => {
    const prior = priorAtSamples(createPrior(rudi2022), { dt: 0.05, points: 300 })
    const changed = withFixed(prior, 'gamma', 2.9)
    const same = priorAtSamples(
      createPrior({ ...rudi2022, constants: { ...rudi2022.constants, gamma: 2.9 } }),
      { dt: 0.05, points: 300 },
    )
    const values = Float64Array.of(0.4, 0.3, 0.07, 0.8)
    const predicted = [changed, same].map((one) => {
      const u = new Float32Array(one.size)
      createSimulator(one.forward).predictions(thetasOf(one, values, 1), 1, u)
      return u
    })
    expect(predicted[0]).toEqual(predicted[1])
    expect(changed.noise(values, 0).correlation(1)).toBe(same.noise(values, 0).correlation(1))
    expect(changed.logJacobian(values, 0)).toBe(prior.logJacobian(values, 0))
    expect(changed.constants).toEqual([2.9, -0.4, 0, 0])
  })
})
