import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PriorFile } from '../../src-main/contract/priors.ts'
import { estimate } from '../../src-main/inference/estimate/estimate.ts'
import { createPrior } from '../../src-main/model/composition/prior.ts'
import { createSimulator } from '../../src-main/model/simulate/simulator.ts'
import { prepareObservation, readRecording, sampleTimes } from '../../src-main/recording/index.ts'

interface Case {
  file: string
  truth: number[]
  names: string[]
  mean: number[]
  sd: number[]
  q05: number[]
  q95: number[]
  rhat: number[]
  ess: number[]
}

/** PINTS 0.6.1's own MCMC on traces that it made (make-pints.py). */
const pints: { cases: Record<string, Case> } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'pints.json'), 'utf8'),
)

/** PINTS' prior, by our names: a = θ₀, b = θ₁, c = γ, and σ = sd · Δt. */
const prior: PriorFile = JSON.parse(readFileSync(join(import.meta.dirname, 'pints-prior.json'), 'utf8'))

/** From the file to the posterior, as a click does it, without a network. */
async function estimated(file: string) {
  const data = await readRecording(join(import.meta.dirname, file), file)
  expect(data.reading).toMatchObject({ timeUnit: 'ms', voltageUnit: 'none' })
  const source = {
    ...data,
    samples: data.sweeps[0].samples,
    voltageUnit: data.reading.voltageUnit,
    ...(data.places && { times: sampleTimes(data.places, data) }),
  }
  const observation = prepareObservation(source, prior, {})
  const parts = createPrior(prior)
  const steps = estimate(
    {
      trace: observation.d,
      ...(observation.ownSamples && { ownSamples: observation.ownSamples }),
      scale: { ...observation.rescaling, start: observation.window.from },
      seed: 1,
      voltageUnit: null,
      recordedSpikes: null,
      notes: [],
      rescalingParameters: 0,
    },
    { prior: parts, priorChanged: false, network: null, simulator: createSimulator(parts.forward) },
  )
  let step = steps.next()
  while (!step.done) step = steps.next()
  return { result: step.value, times: source.times }
}

describe('PINTS’ FitzHugh–Nagumo toy', () => {
  it.each(['even', 'uneven'])('has the posterior that PINTS’ own MCMC finds, at %s times', async (name) => {
    const theirs = pints.cases[name]
    expect(Math.max(...theirs.rhat)).toBeLessThan(1.02)
    const { result, times } = await estimated(theirs.file)
    expect(times !== undefined).toBe(name === 'uneven')
    expect(result.diagnostics.ess).toBeGreaterThan(400)
    // Checks of what is left have little to go by in two cycles, and may ask for caution.
    expect(result.verdict.level).not.toBe('unreliable')
    const sdOfNoise = 0.1
    const byName = (ours: string) => result.parameters.find((p) => p.name === ours)!.posterior
    const ours = ['theta0', 'theta1', 'gamma', 'sigma'].map(byName)
    theirs.names.forEach((_, j) => {
      const unit = j === 3 ? 1 / sdOfNoise : 1
      // The means of n independent draws differ by sd/√n; a fifth of an sd is more than four such errors of both.
      expect(Math.abs(ours[j].mean * unit - theirs.mean[j])).toBeLessThan(0.2 * theirs.sd[j])
      expect(Math.abs((ours[j].sd * unit) / theirs.sd[j] - 1)).toBeLessThan(0.12)
      expect(Math.abs(ours[j].q05 * unit - theirs.q05[j])).toBeLessThan(0.25 * theirs.sd[j])
      expect(Math.abs(ours[j].q95 * unit - theirs.q95[j])).toBeLessThan(0.25 * theirs.sd[j])
    })
    // At the times of the file, the report's fit too.
    if (times) expect(result.fit.t).toEqual(Array.from(times))
    expect(result.fit.observed.length).toBe(200)
  })
})
