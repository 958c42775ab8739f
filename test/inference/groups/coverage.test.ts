import { describe, expect, it } from 'vitest'
import { makeStudy } from '../../../bench/accuracy/groups/studies.ts'
import { estimateGroups } from '../../../src-main/inference/groups/estimate-groups.ts'
import { groupChainSettings } from '../../../src-main/inference/groups/group-settings.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { quantile } from '../../../src-main/signal/robust.ts'

/** Shorter chains: their error is small beside that of so few studies. */
const settings = { ...groupChainSettings, warmUp: 100, round: 300, rounds: 1 }

describe('the effect between conditions', () => {
  it('lies within its 90 % interval about as often, over made studies of all kinds', () => {
    const studies = 40
    let covered = 0
    for (let k = 0; k < studies; k++) {
      const study = makeStudy(k >> 1, k % 2 === 1, createRandom(31).fork(k))
      const steps = estimateGroups(study.parameter, createRandom(k), settings)
      let step = steps.next()
      while (!step.done) step = steps.next()
      const effects = step.value.chains.flat().map(({ centres }) => centres[1] - centres[0])
      const sorted = Float64Array.from(effects).sort()
      if (quantile(sorted, 0.05) <= study.effect && study.effect <= quantile(sorted, 0.95)) covered++
    }
    // Of 40 with 0.9 each, fewer than 29 are covered in 1 of 1,000; and intervals of 50 % would cover 29 in 1 of 300.
    expect(covered).toBeGreaterThanOrEqual(29)
  })
})
