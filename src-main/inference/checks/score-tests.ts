import { noiseOfDrawn } from '../../model/outputs.ts'
import { chiSquareSurvival } from '../../signal/statistics/chi-square.ts'
import { dot, type Explained, explainedBeyond, orthonormal } from '../../signal/statistics/explained.ts'
import type { Evidence } from './evidence.ts'

/** Number of cosines for wandering timing: ½, 1, … turns over the window. */
const wanderings = 8
/**
 * Number of cosines for the level, so that a wandering baseline is not taken for timing (level-change.ts reports it).
 */
const levels = 3

/** Sum of squares of white residuals of unit variance that is explained: χ² under the null hypothesis. */
export interface ScoreTest extends Explained {
  p: number
}

/**
 * Score tests of the residuals for a change of the neuron over the window and for different constants: each alone,
 * and each beside the other, since their effects overlap.
 */
export interface ScoreTests {
  /** Linear drift of the level; `levelDrift.factors[0]` over the window, in the data's units. */
  levelDrift: ScoreTest
  /** A sine of any phase. @param frequency Hz on the recording's clock */
  sine(frequency: number): ScoreTest
  /** Linear drift of the neuron's parameters. */
  drift: ScoreTest
  /** Slow variation of the cycles' timing, as from noise within the neuron. */
  wandering: ScoreTest
  /** Variation of timing too fast for a drift, tested beside a drift. */
  fastWandering: ScoreTest
  /** Rms of the timing variation, samples, less what estimation errors alone would give. */
  wanderingSize: number
  driftBesideConstants: ScoreTest
  wanderingBesideConstants: ScoreTest
  /** All constants that the data can test. */
  constantsBesideWandering: ScoreTest
}

const known = new WeakMap<Evidence, ScoreTests>()

/**
 * Score tests (Rao 1948) on the whitened residuals beside all that is fitted: slopes of the prediction by each
 * parameter and, except for the drift of the level, a slow change of the level.
 */
export function scoreTests(evidence: Evidence): ScoreTests {
  const made = known.get(evidence) ?? testsOf(evidence)
  known.set(evidence, made)
  return made
}

function testsOf(evidence: Evidence): ScoreTests {
  const { prior, best, residuals, observed, scores } = evidence
  const noise = noiseOfDrawn(prior.noise(best.values, 0))
  const n = residuals.standardized.length
  const there = residuals.standardized.flatMap((e, i) => (e === null || Number.isNaN(e) ? [] : [i]))
  const white = (x: ArrayLike<number>): Float64Array => {
    const whitened = noise.whitened(Array.from(observed, (v, i) => (Number.isNaN(v) ? Number.NaN : x[i])))
    return Float64Array.from(there, (i) => whitened[i])
  }
  const along = (i: number): number => (i + 0.5) / n
  const wave = (k: number) => (i: number) => Math.cos(Math.PI * k * along(i))
  const count = (length: number): number[] => Array.from({ length }, (_, k) => k + 1)

  const slopes = evidence.slopesAt(best.values)
  const parameters = slopes.map(({ slope }) => white(slope))
  const fitted = [
    ...parameters,
    ...count(levels).map((k) => white(Float64Array.from({ length: n }, (_, i) => wave(k)(i)))),
  ]
  const changing = slopes
    .filter(({ parameter }) => prior.parameters[parameter].group === 'neuron')
    .map(({ slope }) => white(slope.map((v, i) => v * (along(i) - 0.5))))
  const { u } = best
  const later = Float64Array.from(
    { length: n },
    (_, i) => (u[Math.max(0, i - 1)] - u[Math.min(n - 1, i + 1)]) / 2,
  )
  const waves = count(wanderings).map((k) => white(later.map((v, i) => v * wave(k)(i))))
  const constants = scores.map(({ slope }) => Float64Array.from(there, (i) => slope[i]))

  const e = Float64Array.from(there, (i) => residuals.standardized[i] as number)
  const variance = dot(e, e) / Math.max(1, e.length)
  const test = (columns: Float64Array[], beside: Float64Array[], also = fitted): ScoreTest => {
    const found = explainedBeyond(e, columns, orthonormal([...also, ...beside]))
    const sum = found.sum / variance
    return { ...found, sum, p: chiSquareSurvival(sum, found.degrees) }
  }
  const wandering = test(waves, [])
  const square = wandering.factors.reduce(
    (sum, factor, k) => sum + (factor ** 2 - variance * wandering.errors[k] ** 2) / 2,
    0,
  )
  const line = white(Float64Array.from({ length: n }, (_, i) => along(i)))
  return {
    levelDrift: test([line], [], parameters),
    sine(frequency) {
      const turn = (i: number): number => (2 * Math.PI * frequency * evidence.t[i]) / 1000
      const columns = [Math.cos, Math.sin].map((part) =>
        white(Float64Array.from({ length: n }, (_, i) => part(turn(i)))),
      )
      return test(columns, [], parameters)
    },
    drift: test(changing, []),
    wandering,
    fastWandering: test(waves.slice(2), [...changing, ...waves.slice(0, 2)]),
    wanderingSize: Math.sqrt(Math.max(0, square)),
    driftBesideConstants: test(changing, constants),
    wanderingBesideConstants: test(waves, constants),
    constantsBesideWandering: test(constants, waves),
  }
}
