import { describe, expect, it } from 'vitest'
import type { EstimateJob, EstimateResult } from '../../../../src-main/contract/compute.ts'
import { toSamples } from '../../../../src-main/contract/missing.ts'
import { estimate } from '../../../../src-main/inference/estimate/estimate.ts'
import { prepareObservation } from '../../../../src-main/model/composition/prepare-observation.ts'
import { spikeCyclePreset } from '../../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../../src-main/model/random.ts'
import { createSimulator } from '../../../../src-main/model/simulate/simulator.ts'
import { cycleNumbers } from '../../../../src-main/signal/mean-cycle/nodes.ts'
import { cellOf, noisyData, cyclePrior as prior, usualCell } from '../../../support/cycle/cells.ts'
import { integrated } from '../../../support/cycle/integrated.ts'

type Job = Omit<EstimateJob, 'modelFolder'>

const plainJob: Job = {
  trace: [],
  seed: 3,
  scale: { offset: 0, gain: 1, timeScale: 1, start: 0 },
  voltageUnit: 'mV',
  recordedSpikes: null,
  notes: [],
  rescalingParameters: 0,
}

function run(job: Partial<Job>): EstimateResult {
  const steps = estimate(
    { ...plainJob, ...job },
    { prior, priorChanged: false, network: null, simulator: createSimulator(prior.forward) },
  )
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** What a cycle tells, and where it must lie: within the central 99 % of the draws. */
function expectInside({ draws }: EstimateResult, truth: Record<string, number>): void {
  const at = (name: string) => prior.parameters.findIndex((p) => p.name === name)
  const told: [string, (m: readonly number[]) => number, number][] = [
    ['vT', (m) => m[at('vT')], truth.vT],
    ['q', (m) => m[at('q')], truth.q],
    ['gKd', (m) => m[at('gKd')], truth.gKd],
    ['gNa/gKd', (m) => m[at('gNa')] / m[at('gKd')], truth.gNa / truth.gKd],
  ]
  for (const [name, of, expected] of told) {
    const sorted = draws.map(of).sort((a, b) => a - b)
    const [low, high] = [0.005, 0.995].map((p) => sorted[Math.floor(p * sorted.length)])
    expect([name, low < expected && expected < high, low, expected, high]).toEqual([
      name,
      true,
      low,
      expected,
      high,
    ])
  }
}

describe('an estimate without a network', () => {
  it.each([
    [1, {}],
    [2, { gNa: 40, gKd: 8, iDrive: 1.5, vT: -52, q: 0.4, eNa: 55 }],
    [3, { gNa: 12, gKd: 2, gL: 0.04, iDrive: 1.6, vT: -40, q: 1.1, eK: -85 }],
    [4, { gNa: 60, gKd: 12, iDrive: 2.5, q: 0.9, eNa: 45, sigmaSpike: 0.9 }],
    [5, { gNa: 25, gKd: 3, gL: 0.02, iDrive: 0.9, vT: -55, q: 0.5, eK: -97 }],
    [6, { gNa: 10, gKd: 4, gL: 0.04, iDrive: 2, vT: -35, q: 0.8, sigmaBetween: 0.8 }],
  ])('has the truth of simulated cell %i inside', (seed, changes: Record<string, number>) => {
    const values = cellOf(changes)
    const result = run({ trace: toSamples(Float64Array.from(noisyData(values, 100 + seed))), seed })
    const truth = Object.fromEntries(prior.parameters.map(({ name }, j) => [name, values[j]]))
    expectInside(result, truth)
    expect(result.diagnostics.ess).toBeGreaterThan(400)
    expect(result.fit.u.q50.length).toBe(cycleNumbers)
    expect(result.residuals.standardized.length).toBe(cycleNumbers)
  })

  it('where no cell comes near the data, says so without numbers', () => {
    const data = Float64Array.from(noisyData(usualCell, 5))
    data[cycleNumbers] = 150
    const { verdict, parameters, draws } = run({ trace: toSamples(data) })
    expect(verdict).toMatchObject({
      level: 'unreliable',
      headline: expect.stringMatching(/does not describe/),
    })
    expect([parameters, draws]).toEqual([[], []])
  })

  it('of a refused stretch gives the reason and no numbers', () => {
    const silent = {
      samples: Float64Array.from({ length: 20_000 }, (_, k) => -70 + 0.2 * Math.sin(k / 300)),
      samplingInterval: 0.05,
      start: 500,
      voltageUnit: 'mV' as const,
    }
    const { d, refusal, t, rescaling } = prepareObservation(silent, spikeCyclePreset, {})
    expect(refusal?.level).toBe('unreliable')
    const result = run({
      trace: d,
      refusal: { reason: refusal!, interval: t[1] - t[0] },
      scale: { ...rescaling, start: 500 },
    })
    expect(result.verdict).toMatchObject({ level: 'unreliable', headline: refusal?.text })
    expect([result.parameters, result.draws, result.cycle]).toEqual([[], [], undefined])
    expect(result.fit.t[0]).toBe(500)
    expect(result.fit.observed.length).toBe(result.fit.t.length)
  })
})

describe('a recording integrated by other code, with a drive that varies', () => {
  const truth = { gNa: 20, gKd: 5, gL: 0.03, iDrive: 0.75, vT: -45, q: 0.7, eNa: 50, eK: -90 }
  const recording = integrated(
    truth,
    { duration: 2000, samplingInterval: 0.05, noise: 0.2, varies: 0.012 },
    createRandom(5),
  )
  const observation = prepareObservation(recording, spikeCyclePreset, {})

  it('becomes cycles and parameters that have the truth inside', () => {
    const { d, cycles, notes, rescaling, window } = observation
    expect(observation.refusal).toBeUndefined()
    expect(cycles?.cv).toBeGreaterThan(0.02)
    expect(cycles?.cv).toBeLessThan(0.12)
    const result = run({
      trace: d,
      ...(cycles && { cycles }),
      notes: [...(notes ?? [])],
      scale: { ...rescaling, start: window.from },
      recordedSpikes: null,
    })
    expectInside(result, truth)
    expect(result.diagnostics.ess).toBeGreaterThan(400)
    const fit = result.cycle!
    expect(fit.explained).toBeGreaterThan(0.99)
    expect(fit.recorded).toEqual(cycles?.recorded)
    const n = fit.recorded.t.length
    for (const band of [fit.model, ...fit.currents]) {
      expect([band.q05.length, band.q50.length, band.q95.length]).toEqual([n, n, n])
      expect(band.q05.every((low, k) => low <= band.q50[k] && band.q50[k] <= band.q95[k])).toBe(true)
    }
    // Beside the next spike an interval that is off by 0.1 ms makes 20 mV.
    const interval = Math.exp(Number(d[0]))
    const off = fit.recorded.mean.map((v, k) =>
      fit.recorded.t[k] < 0.95 * interval ? Math.abs(v - fit.model.q50[k]) : 0,
    )
    expect(Math.max(...off)).toBeLessThan(2)
    expect(off.reduce((a, b) => a + b, 0) / n).toBeLessThan(0.3)
    expect(fit.currents.map(({ name }) => name)).toEqual(['sodium', 'potassium', 'leak less drive'])
    expect(fit.ratios[0].posterior.q05).toBeLessThan(4)
    expect(fit.ratios[0].posterior.q95).toBeGreaterThan(4)
    expect(fit.weak.map(({ parameter }) => parameter)).toEqual(['gL', 'iDrive', 'eNa', 'eK'])
    expect(fit.phase.model.v.length).toBe(fit.phase.model.slope.length)
    expect(result.verdict.level).not.toBe('unreliable')
  })
})
