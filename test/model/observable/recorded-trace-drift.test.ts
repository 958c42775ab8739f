import { describe, expect, it } from 'vitest'
import { PriorFile } from '../../../src-main/contract/priors.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { priorProblems } from '../../../src-main/model/composition/prior-problems.ts'
import { recordingPreset, rudi2022 } from '../../../src-main/model/prior/presets.ts'

const file: PriorFile = PriorFile.parse({
  ...recordingPreset,
  version: 3,
  neuronModel: 'fitzhugh-nagumo',
  observable: { kind: 'recorded-trace', trend: 1 },
  parameters: { ...recordingPreset.parameters, drift: { kind: 'normal', mean: 0, sd: 0.005 } },
})

describe('recordings on unknown scales with a drift', () => {
  it('are those without it and a straight line from 0 at the first sample, by solver and by kernel', () => {
    const [drifting, steady] = [createPrior(file), createPrior(recordingPreset)]
    const { points, dt } = drifting.grid
    for (const kind of ['reference', 'kernel'] as const) {
      const [with0, without] = [new Float32Array(2 * points), new Float32Array(2 * points)]
      const row = [0.4, 0.4, 1, 0.3, 0.1, 1.1]
      const { observable } = drifting
      observable
        .predictor(drifting.forward, kind)
        .predictions(Float64Array.of(...row, 0.01, ...row, -0.02), 2, with0)
      steady.observable
        .predictor(steady.forward, kind)
        .predictions(Float64Array.of(...row, ...row), 2, without)
      for (let i = 0; i < 2 * points; i += 37) {
        const slope = i < points ? 0.01 : -0.02
        expect(with0[i] - without[i]).toBeCloseTo(slope * (i % points) * dt, 5)
      }
    }
  })

  it('need a prior of the drift, normal or fixed, and another observable takes none', () => {
    const said = (parameters: PriorFile['parameters']): string =>
      priorProblems({ ...file, parameters })
        .map(({ text }) => text)
        .join(' ')
    const { drift: _, ...rest } = file.parameters
    expect(said(rest)).toMatch(/needs a prior of drift/)
    expect(said({ ...rest, drift: { kind: 'uniform', lower: -1, upper: 1 } })).toMatch(/drift must be normal/)
    expect(said({ ...rest, drift: { kind: 'fixed', value: 0.001 } })).toBe('')
    const [{ text }] = priorProblems({ ...rudi2022, version: 3, observable: { kind: 'trace', trend: 1 } })
    expect(text).toMatch(
      /^A trend can’t be estimated with traces in the model’s own units, only with recordings/,
    )
  })

  it('have no drift where the prior says nothing of a trend', () => {
    expect(createPrior(recordingPreset).parameters.map(({ name }) => name)).not.toContain('drift')
    expect(createPrior(file).parameters.map(({ name }) => name)).toContain('drift')
  })
})
