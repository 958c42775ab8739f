import { describe, expect, it } from 'vitest'
import type { PriorFile, TruncatedNormal } from '../../src-main/contract/priors.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import {
  otherLosses,
  otherThan,
  type Trained,
  trainedModel,
} from '../../src-renderer/lib/comparable-losses.ts'
import { fixtureModel, ownModels } from './fixture/model.ts'

const loss = [{ samples: 1000, loss: 1, validation: 1.1, learningRate: 1e-3 }]
function trained(id: string, change: Partial<PriorFile> = {}, rest: Partial<Trained> = {}): Trained {
  const prior = { ...rudi2022, ...change }
  return { id, name: id, createdAt: '2025-11-03T09:12:00Z', loss, prior, output: 'posterior', ...rest }
}
const one = trained('one')
const theta0 = rudi2022.parameters.theta0 as TruncatedNormal
const wide: Partial<PriorFile> = {
  parameters: { ...rudi2022.parameters, theta0: { ...theta0, sd: 3 * theta0.sd } },
}

describe('losses', () => {
  it('are comparable where all that they depend on is the same, however it is written', () => {
    const keys = Object.entries(rudi2022.parameters).reverse()
    const constants = Object.fromEntries(
      Object.entries(rudi2022.constants).map(([name, value]) => [
        name,
        typeof value === 'number' ? ({ kind: 'fixed', value } as const) : value,
      ]),
    )
    for (const change of [
      { name: 'another name' },
      { parameters: Object.fromEntries(keys) },
      { constants },
      { protocol: { kind: 'none' } },
      { noise: { kind: 'ar1' }, version: 3 },
    ] as Partial<PriorFile>[])
      expect(otherThan(one, trained('other', change)), JSON.stringify(change)).toBeNull()
  })

  it.each([
    ['prior', wide],
    ['noise model', { noise: { kind: 'white' } }],
    ['number of points', { grid: { ...rudi2022.grid, points: 500 } }],
    ['sampling interval', { grid: { ...rudi2022.grid, dt: 0.4 } }],
    ['protocol', { protocol: { kind: 'steps', steps: [{ from: 10, to: 100, amplitude: 0.2 }] } }],
    ['observable', { observable: { kind: 'recorded-trace' } }],
  ] as [string, Partial<PriorFile>][])('are not where the %s is another', (what, change) => {
    expect(otherThan(one, trained('other', change))).toBe(what)
    expect(otherThan(trained('other', change), one)).toBe(what)
  })

  it('are not between densities and values, whatever else is the same', () => {
    const [paper, slice] = ownModels.map(trainedModel)
    expect(otherThan(trainedModel(fixtureModel), paper)).toBe('kind of network output')
    expect(otherThan(trainedModel(fixtureModel), slice)).toBeNull()
    expect(
      otherThan(
        trained('a', {}, { output: 'values of all' }),
        trained('b', {}, { output: 'values of the neuron' }),
      ),
    ).toBe('kind of network output')
  })

  it('of others are told apart by what is another, the newest first, those without any left out', () => {
    const none = trained('begun', {}, { loss: [] })
    const newer = trained('newer', {}, { createdAt: '2025-12-01T00:00:00Z' })
    const all = [one, trained('same'), newer, none, trained('w1', wide), trained('w2', wide)]
    const found = otherLosses(one, all)
    expect(found.comparable.map(({ id }) => id)).toEqual(['newer', 'same'])
    expect(found.others.map(({ what, of }) => [what, of.map(({ id }) => id)])).toEqual([
      ['prior', ['w1', 'w2']],
    ])
  })
})
