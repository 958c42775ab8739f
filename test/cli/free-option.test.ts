import { expect, it } from 'vitest'
import { freeNames, priorWithFree } from '../../src-main/cli/free-option.ts'
import { withFree } from '../../src-main/model/composition/free-constant.ts'
import { withTrend } from '../../src-main/model/composition/with-trend.ts'
import { recordingPreset, rudi2022 } from '../../src-main/model/prior/presets.ts'

it('names constants, apart by commas', () => {
  expect(freeNames(undefined)).toEqual([])
  expect(freeNames('gamma, v0')).toEqual(['gamma', 'v0'])
})

it('sets constants of the model’s prior free, or of the one that was given', () => {
  const narrow = { ...rudi2022, name: 'narrow' }
  expect(priorWithFree(rudi2022, undefined, [])).toBeUndefined()
  expect(priorWithFree(rudi2022, narrow, [])).toBe(narrow)
  expect(priorWithFree(rudi2022, undefined, ['gamma', 'v0'])).toEqual(
    withFree(withFree(rudi2022, 'gamma'), 'v0'),
  )
  expect(priorWithFree(rudi2022, narrow, ['gamma'])?.name).toBe('narrow, γ free')
})

it('a drift of the level is set free by its name', () => {
  expect(priorWithFree(recordingPreset, undefined, ['drift'])).toEqual(withTrend(recordingPreset))
  expect(() => priorWithFree(rudi2022, undefined, ['drift'])).toThrow(/only with/)
})

it('refuses what data can’t tell, with the reason', () => {
  expect(() => priorWithFree(rudi2022, undefined, ['v0', 'zeta'])).toThrow(/not identifiable together/)
  expect(() => priorWithFree(rudi2022, undefined, ['gama'])).toThrow(/Known: gamma, zeta, u0, v0/)
})
