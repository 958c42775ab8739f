import type { Evidence } from './evidence.ts'
import { type ScoreTest, scoreTests } from './score-tests.ts'

/**
 * Each of the two tests of a change flags below this. They find what no other check sees, so that they may flag more than
 * the others' 0.001: one good trace in a hundred at most.
 */
export const unsteady = 0.005
/** Standard errors that a constant's score may lie from 0: by chance beyond once in a thousand, as levels.ts has it for tests of residuals. */
export const mostErrors = 3.3
/** What is left of constants beside a change counts below this, as their own scores do. */
const speaks = 0.001

/** Which of the two the data show: a change of the neuron over the window, constants that are others, or both. */
export interface Shown {
  change: boolean
  constants: boolean
  /** Where both are shown: whether constants explain more of what the other does not. */
  constantsFirst: boolean
}

/**
 * A change of the neuron and another constant do much of the same to the data. Where one explains all that the other does,
 * but not the reverse, only the first is shown.
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

/** Beyond what chance explains. */
function excess({ sum, degrees }: ScoreTest): number {
  return sum - degrees
}
