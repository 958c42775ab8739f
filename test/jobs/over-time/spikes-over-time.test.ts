import { describe, expect, it } from 'vitest'
import { resultWithoutNumbers } from '../../../src-main/inference/estimate/without-numbers.ts'
import { estimateWindows } from '../../../src-main/jobs/over-time/estimate-windows.ts'
import { planWindows } from '../../../src-main/jobs/over-time/plan-windows.ts'
import { createSeriesDraft } from '../../../src-main/jobs/over-time/series-draft.ts'
import { spikeCyclePreset } from '../../../src-main/model/prior/presets.ts'
import { cycleDataSize } from '../../../src-main/signal/mean-cycle/cycle-data.ts'
import { fakeCompute } from '../../services/fake-compute.ts'
import { estimateResult } from '../../services/fixtures.ts'
import { peaksAt, sampled, train } from '../../signal/mean-cycle/trains.ts'
import { fixtureModel } from '../../window/fixture/model.ts'

/** Two spells of firing with silence between; the second begins in the middle of a window. */
const peaks = [...peaksAt(16, 50, 1), ...peaksAt(22, 50, 1, 1880)]
const source = {
  ...sampled(train(peaks), 0.1, 3000, 0.2),
  recordingId: null,
  recordingName: 'spells.csv',
  sweep: 'V',
  sweepIndex: 0,
  voltageUnit: 'mV' as const,
}

async function seriesOf(options: { windowLength: number; step: number }) {
  const model = { ...fixtureModel, prior: spikeCyclePreset }
  // What can be read is answered in canned numbers, what can't as the heavy process answers it.
  const compute = fakeCompute({
    result: ({ refusal, trace, scale, notes }) => {
      if (!refusal) return estimateResult()
      const t = trace.map((_, i) => scale.start + i * refusal.interval)
      return resultWithoutNumbers(refusal.reason, Float32Array.from(trace, Number), [], t, notes, 0)
    },
  })
  const plan = planWindows(source, model.prior, options)
  const subject = { source, model, conditioning: [], prior: null, seed: 3, plan, version: 'test' }
  const draft = createSeriesDraft(subject)
  for await (const _ of estimateWindows(compute, { ...subject, modelFolder: 'none' }, draft));
  return { series: draft.series(), jobs: compute.jobs }
}

describe('spike cycles over time', () => {
  it('go on over windows that are silent or hold too few spikes, and leave them out', async () => {
    const { series, jobs } = await seriesOf({ windowLength: 500, step: 500 })
    expect(series.complete).toBe(true)
    expect(series.windows.map(({ outcome }) => outcome)).toEqual([
      'estimated',
      'estimated',
      'silent',
      // 1880, 1930 and 1980 ms: three spikes.
      'leftOut',
      'estimated',
      'estimated',
    ])
    const [, , silent, short] = series.windows
    expect(silent.text).toContain('there are none')
    expect(short).toMatchObject({ level: null, parameters: [], ess: 0 })
    expect(short.text).toContain('At least 4 consecutive spikes')
    expect(short.features.find(({ name }) => name === 'spike_count')?.value).toBe(3)
    expect(series.changes.tested).toEqual([0, 1, 4, 5])
    expect(series.changes.text.join(' ')).toContain('Of 6 windows 1 silent, 1 left out')
    expect(series.plan.notes[0]).toBe(
      '2 of 6 windows contain fewer than the 4 spikes that are needed; those have no parameters.',
    )
    // Each window's data are the numbers of its own mean cycle, in mV.
    expect(jobs.flatMap(({ trace, cycles }) => (cycles ? [trace.length] : []))).toEqual(
      Array(4).fill(cycleDataSize),
    )
    expect(jobs[0].scale).toMatchObject({ offset: 0, gain: 1, timeScale: 1 })
  })
})
