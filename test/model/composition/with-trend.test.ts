import { expect, it } from 'vitest'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { trendName, whyNoTrend, withTrend } from '../../../src-main/model/composition/with-trend.ts'
import { recordingPreset, rudi2022 } from '../../../src-main/model/prior/presets.ts'

it('adds the slope of the level to what is estimated, and changes nothing else', () => {
  const before = createPrior(recordingPreset)
  const after = createPrior(withTrend(recordingPreset))
  const names = (prior: typeof before) => prior.parameters.map(({ name }) => name)
  expect(names(after).filter((name) => name !== trendName)).toEqual(names(before))
  expect(names(after)).toContain(trendName)
  expect(after.grid).toEqual(before.grid)
  expect(after.noiseModel).toBe(before.noiseModel)
  // One unit over the window is one standard deviation: 1 / (0.2 ms · 1000).
  expect(withTrend(recordingPreset).parameters[trendName]).toEqual({ kind: 'normal', mean: 0, sd: 0.005 })
})

it('is refused where there is one already, and where data have no level', () => {
  expect(whyNoTrend(withTrend(recordingPreset))).toMatch(/estimated already/)
  expect(whyNoTrend(rudi2022)).toMatch(/can’t be estimated with .*only with/)
  expect(() => withTrend(rudi2022)).toThrow(expect.objectContaining({ code: 'PRIOR_INVALID' }))
})
