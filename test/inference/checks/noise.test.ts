import { expect, it } from 'vitest'
import { pinkNoise } from '../../../bench/accuracy/verdict-cases/pink-noise.ts'
import { describes } from '../../../src-main/inference/checks/describes.ts'
import type { Evidence } from '../../../src-main/inference/checks/evidence.ts'
import { whiteness } from '../../../src-main/inference/checks/whiteness.ts'
import { residualsOf } from '../../../src-main/inference/estimate/residuals.ts'
import { createPrior } from '../../../src-main/model/composition/prior.ts'
import { whiteNoise } from '../../../src-main/model/noise/white/white-noise.ts'
import { rudi2022 } from '../../../src-main/model/prior/presets.ts'
import { createRandom } from '../../../src-main/model/random.ts'
import { findGaps } from '../../../src-main/signal/gaps.ts'
import { dt, evidenceOf, points } from './evidence.ts'

const { rho: _, ...parameters } = rudi2022.parameters
const prior = createPrior({ ...rudi2022, version: 3, noise: { kind: 'white' }, parameters })
const s = 0.35

/** The same evidence, as a model with white noise sees it. */
function asWhite(evidence: Evidence): Evidence {
  const { observed, best } = evidence
  const noise = whiteNoise(s)
  const left = Float64Array.from(observed, (x, i) => x - best.u[i])
  return {
    ...evidence,
    prior,
    best: {
      ...best,
      values: Float64Array.of(0.4, 0.4, s * dt),
      logLikelihood: noise.logLikelihood(findGaps(observed)!, left, 0),
    },
    residuals: residualsOf(observed, best.u, noise),
  }
}

it('noise with memory is the fault of white noise, not of the neuron', () => {
  for (let seed = 1; seed <= 10; seed++)
    expect(describes(asWhite(evidenceOf({ seed })))).toMatchObject({
      check: 'bicGain',
      level: 'unreliable',
      cause: 'noise',
      text: expect.stringMatching(
        /describes this trace, but its white noise does not.*Use a model with AR\(1\)/,
      ),
    })
})

it('white noise is right where there is no memory', () => {
  const evidence = evidenceOf({
    put(trace) {
      const white = evidenceOf().best.u.slice()
      whiteNoise(s).add(white, 0, points, createRandom(9))
      trace.set(white)
      return trace
    },
  })
  expect(describes(asWhite(evidence)).level).toBe('ok')
})

it('a trace without any such neuron is the wrong neuron to either noise', () => {
  const random = createRandom(4)
  const walk = evidenceOf({
    put(trace) {
      let x = 0
      return trace.map(() => {
        x = 0.995 * x + 0.3 * random.normal()
        return x
      })
    },
  })
  for (const evidence of [walk, asWhite(walk)])
    expect(describes(evidence)).toMatchObject({ level: 'unreliable', cause: 'neuron' })
})

it('1/f noise is told from noise with a short memory by its slow components', () => {
  const told = Array.from({ length: 20 }, (_, k) => {
    const evidence = evidenceOf({
      put(trace) {
        const noise = pinkNoise(points, s, createRandom(k + 1))
        return trace.map((_v, i) => evidenceOf().best.u[i] + noise[i])
      },
    })
    return whiteness(evidence)
  })
  expect(told.every(({ level }) => level === 'caution')).toBe(true)
  // Some of it is slower than the window, where it is but a level.
  expect(told.filter(({ text }) => /slow components/.test(text)).length).toBeGreaterThan(10)
  for (let seed = 1; seed <= 20; seed++) expect(whiteness(evidenceOf({ seed })).level).toBe('ok')
})
