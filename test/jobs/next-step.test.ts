import { describe, expect, it } from 'vitest'
import type { Reason, Verdict } from '../../src-main/contract/reports.ts'
import { nextStep, readsSweep } from '../../src-main/jobs/next-step.ts'
import { peaksAt, sampled, train } from '../signal/mean-cycle/trains.ts'

const reason = (parts: Partial<Reason>): Reason => ({
  check: 'bicGain',
  level: 'unreliable',
  cause: 'neuron',
  text: '',
  number: '',
  ...parts,
})
const verdict = (...reasons: Partial<Reason>[]): Verdict => {
  const all = reasons.map(reason)
  const level = all.some((one) => one.level === 'unreliable') ? 'unreliable' : 'caution'
  return { level, headline: '', reasons: all }
}
const always = () => true
const spikeCycle = { neuron: 'hodgkin-huxley', observable: 'mean-cycle' }

describe('the next step', () => {
  it('after a FitzHugh–Nagumo neuron that does not describe the recording is the spike cycle', () => {
    for (const check of ['bicGain', 'spikeFeatures', 'cycleShape', 'spikes'])
      expect(nextStep(verdict({ check }), 'fitzhugh-nagumo', always)).toEqual({
        text: 'Try Hodgkin–Huxley on the spike cycle',
        modelKind: spikeCycle,
      })
  })

  it('is none where something else is to blame, or the fit is only rough', () => {
    const none = (...reasons: Partial<Reason>[]) =>
      expect(nextStep(verdict(...reasons), 'fitzhugh-nagumo', always)).toBeUndefined()
    none({ check: 'clipping', cause: 'recording' })
    none({ cause: 'noise' })
    none({ check: 'sampling', cause: 'sampler' })
    none({ check: 'spikeFeatures', level: 'caution' })
    none({ check: 'sampling', cause: 'sampler' }, { check: 'spikeFeatures', level: 'caution' })
  })

  it('where the noise is to blame is a comparison of noises, if there are others', () => {
    const noise = verdict({ check: 'whiteness', level: 'caution', cause: 'noise' })
    const next = { text: 'Compare noise models', noise: 'evidence' }
    expect(nextStep(noise, 'fitzhugh-nagumo', always, true)).toEqual(next)
    expect(nextStep(noise, 'fitzhugh-nagumo', always, false)).toBeUndefined()
    expect(
      nextStep(verdict({ level: 'ok', cause: 'noise' }), 'fitzhugh-nagumo', always, true),
    ).toBeUndefined()
    // A neuron of another kind comes first.
    expect(nextStep(verdict({}, { cause: 'noise' }), 'fitzhugh-nagumo', always, true)?.modelKind).toEqual(
      spikeCycle,
    )
  })

  it('is none where what stands first has a remedy: noise may look off by it', () => {
    const remedy = { text: 'Subtract 50 Hz', step: { kind: 'notch', frequency: 50 } } as const
    const both = verdict(
      { check: 'hum', level: 'caution', cause: 'recording', remedy },
      { check: 'whiteness', level: 'caution', cause: 'noise' },
    )
    expect(nextStep(both, 'fitzhugh-nagumo', always, true)).toBeUndefined()
  })

  it('is none where the recording can’t be read that way', () => {
    expect(nextStep(verdict({}), 'fitzhugh-nagumo', () => false)).toBeUndefined()
  })

  it('after a spike cycle in model units is FitzHugh–Nagumo, after one of another shape none', () => {
    const refused = verdict({ check: 'modelUnits', cause: 'recording' })
    expect(nextStep(refused, 'hodgkin-huxley', always)).toEqual({
      text: 'Try FitzHugh–Nagumo',
      modelKind: { neuron: 'fitzhugh-nagumo', observable: 'trace' },
    })
    expect(nextStep(verdict({ check: 'cycleFit' }), 'hodgkin-huxley', always)).toBeUndefined()
    expect(nextStep(verdict({}), 'another-neuron', always)).toBeUndefined()
  })
})

describe('whether a sweep can be read', () => {
  const source = { ...sampled(train(peaksAt(20, 50, 1)), 0.1, 2000, 0.2), voltageUnit: 'mV' as const }
  const reads = (
    part: Partial<typeof source> | { voltageUnit: 'none' },
    window?: { from: number; to: number },
  ) => readsSweep({ ...source, ...part }, { conditioning: [], window })(spikeCycle)

  it('goes by its spikes, in the window or else in the whole sweep', () => {
    expect(reads({})).toBe(true)
    expect(reads({}, { from: 0, to: 500 })).toBe(true)
    expect(reads({}, { from: 1500, to: 2000 })).toBe(true)
    const silent = sampled(() => -65, 0.1, 2000, 0.2)
    expect(reads(silent)).toBe(false)
    expect(reads(silent, { from: 0, to: 500 })).toBe(false)
    expect(reads({ voltageUnit: 'none' })).toBe(false)
  })

  it('is always so on a grid, never by what nobody knows', () => {
    const kind = (observable: string) =>
      readsSweep(source, { conditioning: [], window: undefined })({ neuron: '', observable })
    expect(kind('trace')).toBe(true)
    expect(kind('no-such-thing')).toBe(false)
  })
})
