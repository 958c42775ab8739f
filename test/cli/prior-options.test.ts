import { expect, it } from 'vitest'
import { optionsOf, readPriorChange } from '../../src-main/cli/prior-options.ts'
import { changedPrior } from '../../src-main/jobs/changed-prior.ts'
import { withFree } from '../../src-main/model/composition/free-constant.ts'
import { withTrend } from '../../src-main/model/composition/with-trend.ts'
import { recordingPreset, rudi2022 } from '../../src-main/model/prior/presets.ts'

it('reads names and values, apart by commas, and says them again', () => {
  expect(readPriorChange({})).toEqual({ free: [], widen: {} })
  const change = { free: ['gamma', 'v0'], widen: { sigma: 0.002, theta0: -0.4 } }
  expect(readPriorChange({ free: 'gamma, v0', widen: 'sigma:0.002, theta0:-0.4' })).toEqual(change)
  expect(readPriorChange({ widen: 'sigma:0.002,theta0:-0.4' }).widen).toEqual(change.widen)
  expect(optionsOf(change)).toBe('--free gamma,v0 --widen sigma:0.002,theta0:-0.4')
  expect(() => readPriorChange({ widen: 'sigma' })).toThrow(/NAME:VALUE; found “sigma”/)
  expect(() => readPriorChange({ widen: 'sigma:small' })).toThrow(/takes a number/)
})

it('sets constants of the model’s prior free, or of the one that was given', () => {
  const narrow = { ...rudi2022, name: 'narrow' }
  expect(changedPrior(rudi2022, undefined, { free: [] })).toBeUndefined()
  expect(changedPrior(rudi2022, narrow, { free: [] })).toBe(narrow)
  expect(changedPrior(rudi2022, undefined, { free: ['gamma', 'v0'] })).toEqual(
    withFree(withFree(rudi2022, 'gamma'), 'v0'),
  )
  expect(changedPrior(rudi2022, narrow, { free: ['gamma'] })?.name).toBe('narrow, γ free')
})

it('a drift of the level is set free by its name', () => {
  expect(changedPrior(recordingPreset, undefined, { free: ['drift'] })).toEqual(withTrend(recordingPreset))
  expect(() => changedPrior(rudi2022, undefined, { free: ['drift'] })).toThrow(/only with/)
})

it('refuses what data can’t tell, with the reason', () => {
  expect(() => changedPrior(rudi2022, undefined, { free: ['v0', 'zeta'] })).toThrow(
    /not identifiable together/,
  )
  expect(() => changedPrior(rudi2022, undefined, { free: ['gama'] })).toThrow(/Known: gamma, zeta, u0, v0/)
})
