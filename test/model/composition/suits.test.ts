import { describe, expect, it } from 'vitest'
import type { PriorFile } from '../../../src-main/contract/priors.ts'
import { suits, usualModel } from '../../../src-main/model/composition/suits.ts'
import { recordingPreset, rudi2022, spikeCyclePreset } from '../../../src-main/model/prior/presets.ts'

const entry = (prior: PriorFile, isDefault = false) => ({ prior, isDefault })
const fits = (prior: PriorFile) => [suits({ prior }, 'none').fits, suits({ prior }, 'mV').fits]

describe('whether a model suits a recording', () => {
  it('goes by the units of both', () => {
    expect(fits(rudi2022)).toEqual([true, false])
    expect(fits(recordingPreset)).toEqual([false, true])
    expect(fits(spikeCyclePreset)).toEqual([false, true])
    for (const unit of ['V', 'uV'] as const) expect(suits({ prior: spikeCyclePreset }, unit).fits).toBe(true)
  })

  it('is told with a reason', () => {
    expect(suits({ prior: spikeCyclePreset }, 'none').why).toBe('needs mV; this one is in model units')
    expect(suits({ prior: spikeCyclePreset }, 'V').why).toContain('at least 4')
    expect(suits({ prior: rudi2022 }, 'mV').why).toContain('rarely fit')
  })

  it('is no for what this program does not know', () => {
    const prior = { ...rudi2022, neuronModel: 'of-the-future' }
    expect(suits({ prior }, 'none').fits).toBe(false)
  })
})

describe('the model where none was chosen', () => {
  const shipped = [entry(rudi2022, true), entry(spikeCyclePreset), entry(recordingPreset)]

  it('is the default where it fits, else one on the recording’s scales', () => {
    expect(usualModel(shipped, 'none')).toBe(shipped[0])
    expect(usualModel(shipped, 'mV')).toBe(shipped[2])
    expect(usualModel(shipped, null)).toBe(shipped[0])
    const own = [entry(spikeCyclePreset, true), entry(rudi2022), entry(recordingPreset)]
    expect(usualModel(own, 'mV')).toBe(own[0])
    expect(usualModel(own, 'none')).toBe(own[1])
  })

  it('is one that does not fit where there is no other, and none where there is none', () => {
    const one = [entry(rudi2022, true)]
    expect(usualModel(one, 'mV')).toBe(one[0])
    expect(usualModel([entry(spikeCyclePreset), entry(rudi2022)], 'mV')?.prior).toBe(spikeCyclePreset)
    expect(usualModel([], 'mV')).toBeNull()
  })
})
