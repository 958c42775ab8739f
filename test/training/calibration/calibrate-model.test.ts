import { describe, expect, it } from 'vitest'
import type { Mixture } from '../../../src-main/inference/mixture.ts'
import type { TrainedNetwork } from '../../../src-main/inference/network/trained-network.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { sampleCorrected } from '../../../src-main/training/calibration/calibrate-corrected.ts'
import { calibrateModel } from '../../../src-main/training/calibration/calibrate-model.ts'
import { presetOn } from '../../support/priors.ts'

const short = presetOn({ points: 40 })
const prior = createPrior({
  ...short,
  version: 2,
  parameters: {
    theta0: { kind: 'normal', mean: 0.4, sd: 0.1 },
    theta1: { kind: 'normal', mean: 0.4, sd: 0.2 },
    sigma: { kind: 'fixed', value: 0.07 },
    rho: { kind: 'fixed', value: 0.8 },
  },
})

/** Says the prior whatever it is shown, stretched: calibrated, though it learned nothing, where the stretch is 1. */
function priorAsNetwork(stretch: number, gives: TrainedNetwork['gives'] = 'posterior'): TrainedNetwork {
  const [middle, above] = [
    [0.4, 0.4],
    [0.5, 0.6],
  ].map((values) => {
    const z = new Float64Array(2)
    prior.toUnbounded(values, 0, z, 0)
    return z
  })
  const mixture: Mixture = {
    dimension: 2,
    components: 1,
    degrees: Number.POSITIVE_INFINITY,
    weights: Float64Array.of(1),
    means: middle,
    factors: Float64Array.of(
      1 / (stretch * (above[0] - middle[0])),
      0,
      0,
      1 / (stretch * (above[1] - middle[1])),
    ),
  }
  return {
    gives,
    condition: (_, n) => Array.from({ length: n }, () => mixture),
    outputs: () => new Float32Array(0),
    dispose: () => undefined,
  }
}

async function run(network: TrainedNetwork, corrected: number, signal?: AbortSignal) {
  const correction = corrected > 0 ? { least: corrected, most: corrected, seconds: 0 } : null
  const texts: string[] = []
  const work = calibrateModel(prior, network, { traces: 1000, correction, seed: 5 }, signal)
  for (;;) {
    const step = await work.next()
    if (step.done) return { ...step.value, texts }
    texts.push(step.value)
  }
}

describe('calibrating a model', () => {
  it('leaves a network alone that is as sure as it should be', async () => {
    const { calibration, recalibration, texts } = await run(priorAsNetwork(1), 0)
    expect(calibration.network?.passed).toBe(true)
    expect(calibration).toMatchObject({ recalibrated: null, corrected: null })
    expect(recalibration).toBeNull()
    expect(texts).toContain('checking the calibration: 400 of 1,000 traces')
  })

  it('stretches one that is too sure by as much, and finds it right on fresh traces', async () => {
    const { calibration, recalibration } = await run(priorAsNetwork(1 / 1.5), 0)
    expect(calibration.network?.passed).toBe(false)
    expect(calibration.network?.words).toContain('overconfident for θ₀, θ₁')
    for (const stretch of recalibration?.stretch ?? []) expect(Math.abs(stretch / 1.5 - 1)).toBeLessThan(0.08)
    expect(recalibration?.stretch).toHaveLength(2)
    expect(calibration.recalibrated?.passed).toBe(true)
    const seeds = [calibration.network?.seed, recalibration?.seed, calibration.recalibrated?.seed]
    expect(new Set(seeds).size).toBe(3)
  })

  it('judges a point network after the correction only', async () => {
    const { calibration, recalibration, texts } = await run(priorAsNetwork(1, 'point'), 6)
    expect(calibration.network).toBeNull()
    expect(recalibration).toBeNull()
    expect(calibration.corrected).toMatchObject({ traces: 6, draws: 199 })
    expect(texts.at(-1)).toBe('checking importance sampling: 6 of 6 traces')
  })

  it('stops when it is asked to', async () => {
    const controller = new AbortController()
    const work = calibrateModel(
      prior,
      priorAsNetwork(1),
      { traces: 1000, correction: null, seed: 5 },
      controller.signal,
    )
    await work.next()
    controller.abort()
    await expect(work.next()).rejects.toThrow(/abort/i)
  })
})

describe('importance sampling', () => {
  async function sample(least: number, most: number, seconds: number) {
    const work = sampleCorrected(prior, priorAsNetwork(1), { least, most, seconds }, 8)
    for (;;) {
      const step = await work.next()
      if (step.done) return step.value
    }
  }

  it('is judged on the same traces whatever the budget, between its limits', async () => {
    const few = await sample(3, 9, 0)
    expect(few.ranks).toHaveLength(3)
    const more = await sample(3, 5, 1e6)
    expect(more.ranks).toHaveLength(5)
    expect(more.ranks.slice(0, 3)).toEqual(few.ranks)
    expect(more.thin).toBe(0)
  })

  it('is calibrated', async () => {
    const { ranks, draws } = await sample(60, 60, 0)
    // Mean of 60 uniform ranks: sd 0.037.
    for (const j of [0, 1]) {
      const mean = ranks.reduce((sum, { parameters }) => sum + parameters[j] / draws, 0) / ranks.length
      expect(Math.abs(mean - 0.5)).toBeLessThan(0.13)
    }
  })
})
