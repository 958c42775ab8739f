import { fixed, probability } from '../../contract/numbers.ts'
import { chiSquareSurvival } from '../../signal/statistics/chi-square.ts'
import { dot, explainedBeyond, orthonormal } from '../../signal/statistics/explained.ts'
import type { Check, Evidence } from './evidence.ts'
import { milliseconds } from './units.ts'

/** Timing may wander as cosines do that make ½, 1, … of these halves of a turn over the window. */
const wanderings = 8
/** Of the level, so that a baseline that wanders is not taken for the neuron's timing (level-change.ts names it). */
const levels = 3
/**
 * Each of the two tests flags below this. They find what no other check sees, so that they may flag more than the others'
 * 0.001: one good trace in a hundred at most.
 */
const unsteady = 0.005
/** Fewer spikes of the model than these have no timing that could wander. */
const fewestSpikes = 3

/**
 * Is the neuron the same throughout, and its timing as regular as a deterministic model's? Two score tests on the
 * whitened residuals, beside all that is fitted (slopes of the prediction by each parameter) and a slow change of the level:
 * whether the neuron's parameters go up or down along the trace, and whether its cycles come early and late by slow waves,
 * as they do where chance acts within the neuron (a random walk of its phase).
 */
export const steadiness: Check = (evidence) => {
  const base = { check: 'steadiness' } as const
  const { fit } = evidence
  if (fit.spikes.model.length < fewestSpikes) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: 'There are too few spikes to see whether the neuron changes on the way.',
      number: `at least ${fewestSpikes} spikes of the model are needed`,
    }
  }
  const { drift, wandering } = scores(evidence)
  const number =
    `beside the fitted parameters a linear change of the neuron’s: χ² = ${fixed(drift.sum, 1)} for ${drift.degrees} degrees of freedom, ${probability(drift.p)}; ` +
    `slow waves of its timing: χ² = ${fixed(wandering.sum, 1)} for ${wandering.degrees}, ${probability(wandering.p)}; below ${unsteady} is flagged`
  if (Math.min(drift.p, wandering.p) >= unsteady) {
    return {
      ...base,
      level: 'ok',
      cause: null,
      text: 'The cycles keep the time and the shape of a neuron whose parameters do not change.',
      number,
    }
  }
  const flagged = { ...base, level: 'caution', cause: 'neuron', number } as const
  if (drift.p < unsteady && wandering.pBesideDrift >= unsteady) {
    return {
      ...flagged,
      text: 'The neuron changes over the window: its cycles at the end are not those at the beginning, and the model takes its parameters to be constant. What is told is an average, and the intervals are too narrow. Estimate over time (Over time…), or choose a shorter window.',
    }
  }
  return {
    ...flagged,
    text: `The cycles come early and late, by some ${milliseconds(wandering.size)}, more than measurement noise explains: as where chance acts within the neuron (channel noise, synaptic input), or its parameters change. The model’s dynamics are deterministic, so the intervals of the neuron’s parameters are too narrow. Where it is a slow change, an estimate over time (Over time…) shows it.`,
  }
}

/** Of white residuals of variance 1: χ² of either change, its probability; of timing also its size, ms (rms). */
function scores(evidence: Evidence) {
  const { prior, best, residuals, observed, t } = evidence
  const noise = prior.noise(best.values, 0)
  const n = residuals.standardized.length
  const there = residuals.standardized.flatMap((e, i) => (e === null || Number.isNaN(e) ? [] : [i]))
  const white = (x: ArrayLike<number>): Float64Array => {
    const whitened = noise.whitened(Array.from(observed, (v, i) => (Number.isNaN(v) ? Number.NaN : x[i])))
    return Float64Array.from(there, (i) => whitened[i])
  }
  const along = (i: number): number => (i + 0.5) / n
  const wave = (k: number) => (i: number) => Math.cos(Math.PI * k * along(i))
  const count = (length: number): number[] => Array.from({ length }, (_, k) => k + 1)

  const slopes = evidence.slopes()
  const fitted = [
    ...slopes.map(({ slope }) => white(slope)),
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

  const others = orthonormal(fitted)
  const e = Float64Array.from(there, (i) => residuals.standardized[i] as number)
  const variance = dot(e, e) / Math.max(1, e.length)
  const test = (columns: Float64Array[], beside: Float64Array[]) => {
    const found = explainedBeyond(e, columns, beside)
    const sum = found.sum / variance
    return { ...found, sum, p: chiSquareSurvival(sum, found.degrees) }
  }
  const drift = test(changing, others)
  const wandering = test(waves, others)
  const slow = waves.slice(0, 2)
  const besideDrift = test(waves.slice(2), orthonormal([...fitted, ...changing, ...slow]))
  // What estimation errors would make of no wandering is taken off.
  const square = wandering.factors.reduce(
    (sum, factor, k) => sum + (factor ** 2 - variance * wandering.errors[k] ** 2) / 2,
    0,
  )
  return {
    drift,
    wandering: {
      ...wandering,
      pBesideDrift: besideDrift.p,
      size: Math.sqrt(Math.max(0, square)) * (t[1] - t[0]),
    },
  }
}
