import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import type { Compute } from '../../src-main/compute/process/compute.ts'
import { createComputeRouter } from '../../src-main/compute/router.ts'
import { isTrusted } from '../../src-main/contract/series-entry.ts'
import { estimateWindows } from '../../src-main/jobs/over-time/estimate-windows.ts'
import { planWindows } from '../../src-main/jobs/over-time/plan-windows.ts'
import { createSeriesDraft } from '../../src-main/jobs/over-time/series-draft.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { modelOfKind } from '../../src-main/model/composition/model-of-kind.ts'
import { readRecording } from '../../src-main/recording/index.ts'
import { shared } from '../support/shared.ts'

const file = shared('recordings/steps_6sweeps_2kHz.csv')
const library = await openLibrary('none', 'models')
const { entries } = await library.models.list()
const model = modelOfKind(entries, { neuron: 'hodgkin-huxley', observable: 'mean-cycle' })

describe.skipIf(!file || !model)('spike cycles of a real recording over time', () => {
  it('have parameters where the neuron fires, and none between', async () => {
    const { sweeps, samplingInterval, start, reading } = await readRecording(file!, 'steps')
    // Two steps of current, at 0–500 and 1500–2100 ms or so, that the neuron fires through; 25 spikes.
    const sweep = sweeps.find(({ name }) => name === 'sweep9_mV')!
    const source = {
      recordingId: null,
      recordingName: 'steps',
      sweep: sweep.name,
      sweepIndex: 0,
      samples: sweep.samples,
      samplingInterval,
      start,
      voltageUnit: reading.voltageUnit,
    }
    const plan = planWindows(source, model!.prior, { step: 389 })
    const subject = { source, model: model!, conditioning: [], prior: null, seed: 1, plan, version: 'test' }
    const draft = createSeriesDraft(subject)
    const client = createRouterClient(createComputeRouter())
    const compute: Compute = { client: () => client, close: async () => undefined }
    const modelFolder = await library.models.folderOf(model!.id)
    for await (const _ of estimateWindows(compute, { ...subject, modelFolder }, draft));
    const { windows, parameters } = draft.series()
    const unitOf = (name: string) => parameters.find((one) => one.name === name)?.unit
    expect([unitOf('gNa'), unitOf('vT')]).toEqual(['mS/cm²', 'mV'])
    for (const { outcome, features } of windows) {
      const spikes = features.find(({ name }) => name === 'spike_count')?.value ?? 0
      expect(outcome).toBe(spikes >= 4 ? 'estimated' : spikes > 0 ? 'leftOut' : 'silent')
    }
    const trusted = windows.filter(isTrusted)
    expect(trusted.length).toBeGreaterThanOrEqual(2)
    for (const { parameters } of trusted) {
      // These spikes rise from about −42 mV.
      const { q50 } = parameters.find(({ name }) => name === 'vT')!.posterior
      expect(q50).toBeGreaterThan(-60)
      expect(q50).toBeLessThan(-30)
    }
  })
})
