import { describe, expect, it } from 'vitest'
import { runEstimate } from '../../bench/accuracy/estimates.ts'
import { estimatorOf, recordingWith } from '../../bench/accuracy/noises/estimators.ts'
import { jobOf, record } from '../../bench/accuracy/recordings-at-other-rates.ts'
import { describeForward } from '../../src-main/model/composition/describe-forward.ts'
import { createRandom } from '../../src-main/model/random.ts'

/** A cell of 13 mV a unit, one ms of the model in 8: windows of 1.6 s. */
const scale = { offset: -50, gain: 13, timeScale: 8 }
const neuron = { theta0: 0.4, theta1: 0.4, tau: 1, phase: 0.3, offset: 0.05, gain: 1.05 }

describe.each([
  ['ar2', { sigma: 0.04, rho: 0.7, phi2: -0.5 }],
  ['white+ar1', { sigma: 0.04, rho: 0.9, white: 0.5 }],
])('a recording whose noise is %s, from the library of cycles to its posterior', (kind, noise) => {
  const estimator = estimatorOf(recordingWith(kind))
  const truth: Record<string, number> = { ...neuron, ...noise }
  const values = Float64Array.from(estimator.prior.parameters, ({ name }) => truth[name])

  it.each([1, 2])('holds the truth, at %i samples a point', (ratio) => {
    const recorded = record(estimator, values, ratio, createRandom(5 + ratio), { scale })
    const job = jobOf(estimator, recorded, scale)
    const { result } = runEstimate(estimator, job.trace, 1, job)
    expect(result.verdict.reasons.filter(({ level }) => level !== 'ok').map(({ check }) => check)).toEqual([])
    expect(result.diagnostics.ess).toBeGreaterThan(400)
    for (const { name, posterior } of result.parameters) {
      // The window begins later in the cycle than the recording.
      if (name === 'phase') continue
      // Nine parameters in four recordings: one beyond 3.5 sd in sixty such tests.
      expect(Math.abs(truth[name] - posterior.mean) / posterior.sd, name).toBeLessThan(3.5)
      // The data say more of it than the prior did.
      const prior = estimator.prior.distributions[result.parameters.findIndex((p) => p.name === name)]
      if (name !== 'tau') expect(posterior.sd, name).toBeLessThan(0.7 * prior.sd)
    }
  })
})

describe('a recording that drifts', () => {
  const [without, withDrift] = [recordingWith('ar1'), recordingWith('ar1', 1)].map(estimatorOf)
  const truth: Record<string, number> = { ...neuron, sigma: 0.02, rho: 0.6 }
  const values = Float64Array.from(without.prior.parameters, ({ name }) => truth[name])
  const recorded = record(without, values, 1, createRandom(3), { scale, drift: 2 })
  const flagged = ({ reasons }: { reasons: { check: string; level: string }[] }): string[] =>
    reasons.filter(({ level }) => level !== 'ok').map(({ check }) => check)

  it('is named where it is not integrated out', () => {
    const job = jobOf(without, recorded, scale)
    expect(flagged(runEstimate(without, job.trace, 1, job).result.verdict)).toContain('levelChange')
  })

  it('is integrated out where the prior has it: told in mV/s, and nothing of it is left', () => {
    const job = jobOf(withDrift, recorded, scale)
    const { result } = runEstimate(withDrift, job.trace, 1, job)
    expect(flagged(result.verdict)).toEqual([])
    const derived = result.parameters.find(({ name }) => name === 'drift')!.derived[0]
    expect(derived.unit).toBe('mV/s')
    expect(Math.abs((derived.summary?.mean ?? 0) - 2) / (derived.summary?.sd ?? 0)).toBeLessThan(3.5)
    for (const name of ['theta0', 'theta1']) {
      const { posterior } = result.parameters.find((p) => p.name === name)!
      expect(Math.abs(truth[name] - posterior.mean) / posterior.sd, name).toBeLessThan(3.5)
    }
    expect(describeForward(withDrift.prior).forward?.observable.name).toBe(
      'recordings on unknown scales, with a linear drift',
    )
  })
})
