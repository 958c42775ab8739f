import { beforeAll, describe, expect, it } from 'vitest'
import { loadEstimator, runEstimate } from '../../bench/accuracy/estimates.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimator.ts'
import { recordingPreset } from '../../src-main/model/prior/presets.ts'
import { findSpikes, prepareObservation } from '../../src-main/recording/index.ts'
import recorded from '../signal/firing/scipy-recordings.json' with { type: 'json' }

describe('recordings in mV that SciPy made, with the model for recordings', () => {
  let model: Estimator
  beforeAll(async () => {
    model = await loadEstimator('models/recording')
  })

  it.each(recorded)('$name: an estimate that holds the truth, and its spikes', (truth) => {
    const source = {
      samples: Float64Array.from(truth.samples),
      samplingInterval: truth.dt,
      start: 0,
      voltageUnit: 'mV' as const,
    }
    const { d, ownSamples, rescaling, window, rescalingParameters } = prepareObservation(
      source,
      recordingPreset,
      {},
    )
    const inWindow = (t: number): boolean => t >= window.from && t <= window.to
    const { result } = runEstimate(model, d, 1, {
      ...(ownSamples && { ownSamples }),
      scale: { ...rescaling, start: window.from },
      voltageUnit: 'mV',
      recordedSpikes: findSpikes(source.samples, source).times.filter(inWindow),
      rescalingParameters,
    })
    const { reasons } = result.verdict
    expect(reasons.find(({ check }) => check === 'silent')).toBeUndefined()
    expect(reasons.find(({ check }) => check === 'spikes')?.level).toBe('ok')
    const off = (name: string, value: number): number => {
      const { posterior } = result.parameters.find((p) => p.name === name)!
      return Math.abs(posterior.mean - value) / posterior.sd
    }
    // Of twelve numbers one beyond four standard deviations comes once in a thousand runs.
    expect(off('theta0', truth.theta0)).toBeLessThan(4)
    expect(off('theta1', truth.theta1)).toBeLessThan(4)
    expect(off('tau', truth.tau / rescaling.timeScale)).toBeLessThan(4)
  })
})
