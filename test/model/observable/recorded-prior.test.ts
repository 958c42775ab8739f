import { describe, expect, it } from 'vitest'
import type { Distribution, PriorFile } from '../../../src-main/contract/priors.ts'
import { examinePrior } from '../../../src-main/model/composition/examine-prior.ts'
import { narrowPrior } from '../../../src-main/model/composition/narrow-prior.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { priorProblems } from '../../../src-main/model/composition/prior-problems.ts'
import { recordingPreset } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'

const withPrior = (name: string, d: Distribution): PriorFile => ({
  ...recordingPreset,
  parameters: { ...recordingPreset.parameters, [name]: d },
})

describe('the preset for recordings', () => {
  it('has nothing that speaks against it', () => {
    expect(priorProblems(recordingPreset)).toEqual([])
    expect(examinePrior(createPrior(recordingPreset), createRandom(1)).problems).toEqual([])
  })

  it('fires in nine of ten draws, from 5 to 40 times in its trace', () => {
    const { shares, examples } = examinePrior(createPrior(recordingPreset), createRandom(2))
    expect(shares.tonic).toBeGreaterThan(0.88)
    expect(shares.blowsUp).toBe(0)
    expect(examples.length).toBeGreaterThan(0)
  })
})

describe('a prior for recordings', () => {
  it.each<[string, Distribution, RegExp]>([
    ['gain', { kind: 'uniform', lower: 0.5, upper: 2 }, /gain must be normal/],
    ['offset', { kind: 'truncatedNormal', mean: 0, sd: 1, lower: -1, upper: 1 }, /offset must be normal/],
    ['phase', { kind: 'uniform', lower: 0, upper: 0.5 }, /phase must be uniform from 0 to 1/],
    ['tau', { kind: 'uniform', lower: -1, upper: 2 }, /tau must be above 0/],
  ])('is refused where %s can’t be worked with', (name, d, text) => {
    const problems = priorProblems(withPrior(name, d))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({ level: 'refuse', parameter: name })
    expect(problems[0].text).toMatch(text)
  })

  it.each<[string, Distribution]>([
    ['gain', { kind: 'fixed', value: 1.3 }],
    ['offset', { kind: 'fixed', value: 0 }],
    ['phase', { kind: 'fixed', value: 0.25 }],
    ['tau', { kind: 'fixed', value: 1 }],
  ])('may know %s', (name, d) => {
    expect(priorProblems(withPrior(name, d))).toEqual([])
    expect(createPrior(withPrior(name, d)).parameters.map((p) => p.name)).not.toContain(name)
  })

  it('is narrowed to a posterior but for phase, offset and gain', () => {
    const names = Object.keys(recordingPreset.parameters)
    const row = [0.4, 0.3, 1.2, 0.98, 0.1, 1.1, 0.02, 0.5]
    const narrowed = narrowPrior(recordingPreset, names, [
      row,
      row.map((x) => x * 1.01),
      row.map((x) => x * 0.99),
    ])
    expect(priorProblems(narrowed)).toEqual([])
    for (const name of ['phase', 'offset', 'gain']) {
      expect(narrowed.parameters[name]).toEqual(recordingPreset.parameters[name])
    }
    const tau = narrowed.parameters.tau as { lower: number; upper: number }
    expect(tau.lower).toBeGreaterThan(1.1)
    expect(tau.upper).toBeLessThan(1.3)
  })
})
