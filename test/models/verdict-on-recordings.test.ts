import { beforeAll, describe, expect, it } from 'vitest'
import { loadEstimator, runEstimate } from '../../bench/accuracy/estimates.ts'
import { recordingJobs } from '../../bench/accuracy/verdict-cases/strangers.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { rudi2022 } from '../../src-main/model/prior/presets.ts'
import { shared } from '../support/shared.ts'

const names = [
  'step_4kHz.csv',
  'ramp_20kHz.csv',
  'three_spikes_space_separated_10kHz.csv',
  'steps_6sweeps_2kHz.csv',
]

describe.skipIf(!shared('recordings'))('the verdict on real recordings', () => {
  let estimator: Estimator
  beforeAll(async () => {
    estimator = await loadEstimator('models/rudi-2022')
  })

  it.each(names)('is unreliable on %s, since FitzHugh–Nagumo does not describe it', async (name) => {
    for (const { trace, ...job } of await recordingJobs(shared(`recordings/${name}`)!, name, rudi2022)) {
      const { verdict } = runEstimate(estimator, trace, 1, job).result
      const levelOf = (check: string) => verdict.reasons.find((reason) => reason.check === check)
      expect(verdict.level).toBe('unreliable')
      expect(levelOf('bicGain')).toMatchObject({ level: 'unreliable', cause: 'neuron' })
      expect(levelOf('rescaling')?.level).toBe('caution')
    }
  })
})
