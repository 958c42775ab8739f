import { beforeAll, describe, expect, it } from 'vitest'
import { loadEstimator, runEstimate } from '../../bench/accuracy/estimates.ts'
import type { Verdict } from '../../src-main/contract/reports.ts'
import type { Estimator } from '../../src-main/inference/estimate/estimate.ts'
import { estimate } from '../../src-main/inference/estimate/estimate.ts'
import { prepareObservation, readRecording } from '../../src-main/recording/index.ts'
import { addNoise } from '../../src-main/simulation/ar1-noise.ts'
import { rudi2022 } from '../../src-main/simulation/presets.ts'
import { createRandom } from '../../src-main/simulation/random.ts'
import { createBatchSource } from '../../src-main/simulation/simulate.ts'
import { shared } from '../support/shared.ts'

let estimator: Estimator
const points = rudi2022.grid.points
beforeAll(async () => {
  estimator = await loadEstimator('models/rudi-2022')
}, 120_000)

const verdictOn = (trace: number[], seed = 1): Verdict => runEstimate(estimator, trace, seed).result.verdict
const causeOf = (verdict: Verdict, check: string) => verdict.reasons.find((r) => r.check === check)

/** A signal with AR(1) noise of the preset's usual strength. */
function noisy(signal: (t: number) => number, seed: number, sd = 0.35, rho = 0.8): number[] {
  const trace = Float64Array.from({ length: points }, (_, i) => signal(i * rudi2022.grid.dt))
  addNoise(trace, 0, points, sd, rho, createRandom(seed))
  return Array.from(trace)
}

describe('the verdict', () => {
  it('is ok on fresh traces that spike, but for a few', () => {
    const n = 100
    const batch = createBatchSource(estimator.prior, n)(createRandom(7))
    const verdicts = Array.from({ length: n }, (_, k) =>
      verdictOn(Array.from(batch.traces.subarray(k * points, (k + 1) * points)), k),
    )
    // About 7 of 100 are silent, which is said with caution; truths at a limit of the prior may be flagged too.
    expect(verdicts.filter((v) => v.level === 'unreliable').length).toBeLessThanOrEqual(1)
    expect(verdicts.filter((v) => v.level === 'ok').length).toBeGreaterThanOrEqual(85)
  }, 120_000)

  it.each([
    ['white noise', () => noisy(() => 0, 1, 0.5, 0)],
    ['AR(1) noise about rest', () => noisy(() => -1, 2, 1.2, 0.9)],
    ['a sine', () => noisy((t) => 1.8 * Math.sin((2 * Math.PI * t) / 11), 3)],
    ['a square wave', () => noisy((t) => (t % 12 < 6 ? 1.5 : -1.5), 4)],
    [
      'a triangle of drifting period',
      () => noisy((t) => 2 - 4 * Math.abs(((t / (9 + t / 40)) % 1) - 0.5), 5),
    ],
    ['integrate-and-fire spikes', () => noisy(integrateAndFire(), 6)],
    ['a trace fifty times too large', () => noisy((t) => 90 * Math.sin(t / 2), 7)],
  ])('is unreliable on %s', (_, make) => {
    const verdict = verdictOn(make())
    expect(verdict.level).toBe('unreliable')
    expect(verdict.reasons.length).toBeGreaterThan(3)
    for (const reason of verdict.reasons) expect(reason.text.length * reason.number.length).toBeGreaterThan(0)
  })

  it('says that a silent trace is silent, and leaves its parameters wide', () => {
    const { verdict, parameters } = runEstimate(
      estimator,
      noisy(() => -1.15, 8),
      1,
    ).result
    expect(verdict.level).not.toBe('ok')
    expect(causeOf(verdict, 'bicGain')?.level).not.toBe('ok')
    expect(parameters[0].posterior.sd).toBeGreaterThan(0.05)
  })

  const real = [
    'step_4kHz.csv',
    'ramp_20kHz.csv',
    'three_spikes_space_separated_10kHz.csv',
    'steps_6sweeps_2kHz.csv',
  ]
  it.skipIf(!shared('recordings')).each(real)(
    'is unreliable on the real recording %s, since FitzHugh–Nagumo does not describe it',
    async (name) => {
      for (const verdict of await verdictsOnFile(shared(`recordings/${name}`)!, name)) {
        expect(verdict.level).toBe('unreliable')
        expect(causeOf(verdict, 'bicGain')?.level).toBe('unreliable')
        expect(causeOf(verdict, 'rescaling')?.level).toBe('caution')
      }
    },
    60_000,
  )
})

/** Membrane potential of a leaky integrate-and-fire neuron with drawn spikes, scaled to the model's range. */
function integrateAndFire(): (t: number) => number {
  const random = createRandom(11)
  let v = 0
  let left = 0
  return () => {
    if (left > 0) {
      left--
      return left > 4 ? 2 : -2
    }
    v += 0.05 * (1.3 - v) + 0.08 * random.normal()
    if (v > 1) {
      v = 0
      left = 9
    }
    return -1.5 + v
  }
}

async function verdictsOnFile(path: string, name: string): Promise<Verdict[]> {
  const { sweeps, samplingInterval, start, reading } = await readRecording(path, name)
  return sweeps.map(({ samples }) => {
    const source = { samples, samplingInterval, start, voltageUnit: reading.voltageUnit }
    const observation = prepareObservation(source, rudi2022, {})
    const scale = { ...observation.rescaling, start: observation.window.from }
    const steps = estimate(
      {
        trace: observation.d,
        seed: 1,
        scale,
        voltageUnit: reading.voltageUnit,
        recordedSpikes: null,
        notes: [],
        rescalingParameters: observation.rescalingParameters,
      },
      estimator,
    )
    let step = steps.next()
    while (!step.done) step = steps.next()
    return step.value.verdict
  })
}
