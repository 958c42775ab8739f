import { describe, expect, it } from 'vitest'
import { makePairedStudy, makeStudy } from '../../../bench/accuracy/groups/studies.ts'
import type { GroupedParameter } from '../../../src-main/contract/groups.ts'
import { estimateGroups } from '../../../src-main/inference/groups/estimate-groups.ts'
import { groupChainSettings } from '../../../src-main/inference/groups/group-settings.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { quantile } from '../../../src-main/signal/robust.ts'

/** Shorter chains: their error is small beside that of so few studies. */
const settings = { ...groupChainSettings, warmUp: 100, round: 300, rounds: 1 }

/** 5 and 95 % of the effect's posterior. */
function intervalOf(parameter: GroupedParameter, k: number): [number, number] {
  const steps = estimateGroups(parameter, createRandom(k), settings)
  let step = steps.next()
  while (!step.done) step = steps.next()
  const effects = step.value.chains.flat().map(({ centres }) => centres[1] - centres[0])
  const sorted = Float64Array.from(effects).sort()
  return [quantile(sorted, 0.05), quantile(sorted, 0.95)]
}

describe('the effect between conditions', () => {
  it.each([
    { cells: 'different cells', make: makeStudy },
    { cells: 'the same cells', make: makePairedStudy },
  ])(
    'lies within its 90 % interval about as often, over made studies of all kinds, of $cells',
    ({ make }) => {
      const studies = 40
      let covered = 0
      for (let k = 0; k < studies; k++) {
        const { parameter, effect } = make(k >> 1, k % 2 === 1, createRandom(31).fork(k))
        const [low, high] = intervalOf(parameter, k)
        if (low <= effect && effect <= high) covered++
      }
      // Of 40 with 0.9 each, fewer than 29 are covered in 1 of 1,000; and intervals of 50 % would cover 29 in 1 of 300.
      expect(covered).toBeGreaterThanOrEqual(29)
    },
  )

  it('is known better within cells where cells differ much more than their differences do', () => {
    const random = createRandom(5)
    const level = Array.from({ length: 7 }, () => 0.4 + 0.15 * random.normal())
    const x = Array.from({ length: 128 }, (_, i) => (3 * (i + 0.5)) / 128 - 1)
    const prior = { lower: -1, upper: 2, density: { x, y: x.map(() => 1) } }
    const conditions = ['before', 'after'].map((name, c) => ({
      name,
      cells: level.map((own, i) => {
        const value = own + c * (0.1 + 0.02 * random.normal())
        const draws = Array.from({ length: 300 }, () => value + 0.02 * random.normal())
        return { name: `${i}`, sweeps: [{ label: '', level: 'ok' as const, prior, draws }] }
      }),
    }))
    const parameter = {
      name: 'x',
      symbol: 'x',
      unit: null,
      scale: 'difference' as const,
      cautions: [],
      conditions,
    }
    const width = ([low, high]: [number, number]) => high - low
    const paired = intervalOf({ ...parameter, paired: true }, 1)
    const unpaired = intervalOf({ ...parameter, paired: false }, 1)
    // Sds: √(0.02² + 2 × 0.02²) = 0.035 of a difference within a cell, 0.15 √2 = 0.21 between cells.
    expect(width(paired)).toBeLessThan(width(unpaired) / 3)
    expect(paired[0]).toBeGreaterThan(0)
    expect(unpaired[0]).toBeLessThan(0)
  })
})
