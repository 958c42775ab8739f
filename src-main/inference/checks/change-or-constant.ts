import type { Evidence } from './evidence.ts'
import { type ScoreTest, scoreTests } from './score-tests.ts'

/**
 * Significance level of each of the two tests of a change. They find what no other check finds, so they may flag more
 * than the others' 0.001: at most one good trace in a hundred together.
 */
export const unsteady = 0.005
/**
 * Largest efficient score of a constant that is not flagged, standard errors: p = 0.001, as in levels.ts for tests of
 * residuals.
 */
export const mostErrors = 3.3
/** Significance level of constants tested beside a change, as of their own scores. */
const speaks = 0.001

/** Which of the two the data show: a change of the neuron over the window, different constants, or both. */
export interface Shown {
  change: boolean
  constants: boolean
  /** Where both are shown: whether constants have the larger excess χ². */
  constantsFirst: boolean
}

/**
 * Separates a change of the neuron from a different constant, whose effects on the data overlap. Where one explains
 * all that the other does, but not the reverse, only the first is shown.
 */
export function changeOrConstant(evidence: Evidence): Shown {
  const tests = scoreTests(evidence)
  const { drift, wandering, driftBesideConstants, wanderingBesideConstants, constantsBesideWandering } = tests
  const change = Math.min(drift.p, wandering.p) < unsteady
  const constants = evidence.scores.some(({ z }) => Math.abs(z) > mostErrors)
  if (!change || !constants) return { change, constants, constantsFirst: false }
  const changeRemains = Math.min(driftBesideConstants.p, wanderingBesideConstants.p) < unsteady
  const constantsRemain = constantsBesideWandering.p < speaks
  const either = changeRemains === constantsRemain
  return {
    change: either || changeRemains,
    constants: either || constantsRemain,
    constantsFirst: excess(constantsBesideWandering) > excess(wanderingBesideConstants),
  }
}

/** χ² in excess of its degrees of freedom. */
function excess({ sum, degrees }: ScoreTest): number {
  return sum - degrees
}
