import { describe, expect, it } from 'vitest'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { noisesFor, withNoise } from '../../../src-main/model/composition/with-noise.ts'
import { presets, rudi2022, spikeCyclePreset } from '../../../src-main/model/prior/presets.ts'

const traces = presets.filter((file) => file !== spikeCyclePreset)

describe('a prior with another noise', () => {
  it.each(traces.map((file) => [file.name, file] as const))('is a prior that can be used: %s', (_, file) => {
    for (const { kind, parameters } of noisesFor(file)) {
      const other = withNoise(file, kind)
      const prior = createPrior(other)
      expect(prior.noiseModel.kind).toBe(kind)
      const names = prior.parameters.filter(({ group }) => group === 'noise').map(({ name }) => name)
      expect(names).toEqual(parameters.map(({ name }) => name))
      // What is no noise's stays, and so does what both noises have.
      // The correlation of AR(2) is of the compared samples, which is another quantity.
      const kept = kind === 'ar2' ? Object.keys(file.parameters).filter((name) => name !== 'rho') : null
      for (const name of kept ?? Object.keys(file.parameters))
        if (name in other.parameters) expect(other.parameters[name]).toEqual(file.parameters[name])
      expect(other.constants).toEqual(file.constants)
    }
  })

  it('is the prior itself where it has that noise, and has only what the noise has', () => {
    expect(withNoise(rudi2022, 'ar1')).toBe(rudi2022)
    expect(Object.keys(withNoise(rudi2022, 'white').parameters)).toEqual(['theta0', 'theta1', 'sigma'])
    const back = withNoise(withNoise(rudi2022, 'white'), 'ar1')
    expect(back.parameters.rho).toEqual({ kind: 'uniform', lower: -0.2, upper: 0.95 })
  })

  it('begins a correlation that means another thing as that noise usually has it', () => {
    expect(withNoise(rudi2022, 'ar2').parameters.rho).toEqual({ kind: 'uniform', lower: -0.95, upper: 0.995 })
    const back = withNoise(withNoise(rudi2022, 'ar2'), 'ar1')
    expect(back.parameters.rho).toEqual({ kind: 'uniform', lower: -0.2, upper: 0.95 })
    expect(back.parameters.sigma).toEqual(rudi2022.parameters.sigma)
  })

  it('of a noise that nobody knows is refused', () => {
    expect(() => withNoise(rudi2022, 'pink')).toThrow(/pink/)
  })

  it('its own noise comes first; data that are no samples in time have no other', () => {
    expect(noisesFor(rudi2022).map(({ kind }) => kind)).toEqual(['ar1', 'white', 'ar2', 'white+ar1'])
    expect(noisesFor(withNoise(rudi2022, 'white'))[0].kind).toBe('white')
    expect(noisesFor(spikeCyclePreset).map(({ kind }) => kind)).toEqual(['gaussian-summary'])
  })
})
