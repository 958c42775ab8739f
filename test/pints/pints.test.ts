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
function priorOf(file: string): PriorFile {
  return JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'))
}

/** From the file to the posterior, as a click does it, without a network. */
async function estimated(file: string, prior = priorOf('pints-prior.json')) {
  const data = await readRecording(join(import.meta.dirname, file), file)
  expect(data.reading).toMatchObject({ timeUnit: 'ms', voltageUnit: 'none' })
  const source = {
    ...data,
    samples: data.sweeps[0].samples,
    recovery: data.recoveries?.[0].samples,
    voltageUnit: data.reading.voltageUnit,
    ...(data.places && { times: sampleTimes(data.places, data) }),
  }
  const observation = prepareObservation(source, prior, {})
  const parts = createPrior(prior)
  const steps = estimate(
    {
      trace: [...observation.d, ...(observation.further ?? [])],
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
  return { result: step.value, times: source.times, source }
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

  it.each([
    ['two', 'pints-two-prior.json', ['theta0', 'theta1', 'gamma', 'sigma', 'sigmaR']],
    ['two-ar1', 'pints-two-ar1-prior.json', ['theta0', 'theta1', 'gamma', 'rho', 'sigma', 'rhoR', 'sigmaR']],
  ])('has the posterior of both outputs that PINTS’ own MCMC finds: %s', async (name, file, ours) => {
    const theirs = pints.cases[name]
    expect(Math.max(...theirs.rhat)).toBeLessThan(1.02)
    const { result } = await estimated(theirs.file, priorOf(file))
    expect(result.diagnostics.ess).toBeGreaterThan(400)
    expect(result.verdict.level).not.toBe('unreliable')
    theirs.names.forEach((_, j) => {
      const own = result.parameters.find((p) => p.name === ours[j])!.posterior
      const unit = ours[j].startsWith('sigma') ? 1 / 0.1 : 1
      // PINTS' chains count as some 700 draws or more, ours as 400: means are known to 0.06 sd together, sds to 5 %.
      expect(Math.abs(own.mean * unit - theirs.mean[j])).toBeLessThan(0.15 * theirs.sd[j])
      expect(Math.abs((own.sd * unit) / theirs.sd[j] - 1)).toBeLessThan(0.15)
      expect(own.q05 * unit).toBeLessThan(theirs.truth[j])
      expect(own.q95 * unit).toBeGreaterThan(theirs.truth[j])
    })
    expect(result.fit.t).toHaveLength(200)
    expect(result.fit.observed).toHaveLength(200)
    expect(result.residuals.values).toHaveLength(200)
    const [recovery] = result.fit.further!
    expect(recovery.value.symbol).toBe('v')
    expect(recovery.observed).toHaveLength(200)
    // The predictive band of 90 % holds about so many of 200 samples: 180 ± 4.2 of white noise, more of AR(1) noise.
    const held = recovery.observed.filter(
      (v, i) => v !== null && v > recovery.predictive.q05[i] && v < recovery.predictive.q95[i],
    ).length
    expect(held).toBeGreaterThan(160)
  })

  // PINTS' chains are some tenth too narrow here; an ensemble of walkers, run for long, is not (make-ensemble.py).
  it('has the posterior of both outputs under AR(1) noise that an ensemble sampler finds', async () => {
    const theirs = JSON.parse(readFileSync(new URL('./ensemble.json', import.meta.url), 'utf8')) as {
      names: string[]
      mean: number[]
      sd: number[]
    }
    const { result } = await estimated(pints.cases['two-ar1'].file, priorOf('pints-two-ar1-prior.json'))
    theirs.names.forEach((name, j) => {
      const own = result.parameters.find((p) => p.name === name)!.posterior
      const unit = name.startsWith('sigma') ? 1 / 0.1 : 1
      // Halves of theirs differ by up to 3 % in sd; ours rest on 2,000 effective draws: 2 %.
      expect(Math.abs(own.mean * unit - theirs.mean[j])).toBeLessThan(0.1 * theirs.sd[j])
      expect(Math.abs((own.sd * unit) / theirs.sd[j] - 1)).toBeLessThan(0.08)
    })
  })

  it('asks for the second output in words where the recording has none', async () => {
    await expect(estimated('pints-even.csv', priorOf('pints-two-prior.json'))).rejects.toThrow(
      /expect two columns, a membrane potential and a recovery variable; the recording has only the membrane potential/,
    )
  })

  it('leaves the second output out where the model is of the first alone', async () => {
    const { result } = await estimated('pints-two.csv')
    expect(result.fit.further).toBeUndefined()
    expect(result.parameters.map(({ name }) => name)).toEqual(['theta0', 'theta1', 'gamma', 'sigma'])
  })
})
