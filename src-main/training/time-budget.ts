import type { TrainJob } from '../contract/compute.ts'
import type { Engine } from '../inference/network/engine.ts'
import type { Learner } from '../inference/network/learner.ts'
import type { CorrectionBudget } from './calibration/calibrate-corrected.ts'
import type { Checkpoint } from './checkpoint.ts'
import { type EndCost, measureEndCost, planEnd } from './end-cost.ts'
import { createStepClock, progressAt, repaced } from './pace.ts'
import { type DataSettings, stepCount } from './training-data.ts'

/** Where in a run the cost of its end is measured: an unlearned network takes longer to correct. */
const probesAt = [0.6, 0.9]
/** Share of the time that the first traces of such a measurement may take. */
const mostProbing = 0.01
/** Traces of the end, where it goes by time. */
const endTraces = { evaluation: { least: 250, most: 2000 }, correction: { least: 60, most: 300 } }
/** The correction is looked at on more traces where there is time left for it. */
const mostCorrected = 600

/** How the end of a run that has so much time is measured. */
export interface EndTime {
  evaluationTraces: number
  /** Null where there is no time for it. */
  correction: CorrectionBudget | null
}

export interface TimeBudget {
  /** Puts the run's pace to the time that is left, now and then. @returns whether it has another one now */
  look(signal: AbortSignal | undefined): Promise<boolean>
  end(): EndTime
}

/**
 * The time of a run that was asked to take so much. How fast the machine trains is seen in the run itself, all along: a
 * measurement beforehand is of a program that is cold, and of what else the machine does just then.
 * @returns null where it goes by simulations; of a set that is seen many times the number can't be changed on the way
 */
export function createTimeBudget(
  { seconds }: TrainJob,
  learner: Learner,
  data: DataSettings,
  state: Checkpoint,
  engine: Engine,
): TimeBudget | null {
  if (seconds === undefined || data.recipe.data !== 'fresh') return null
  let clock = createStepClock()
  let cost: EndCost | null = null
  let probes = 0
  state.pace ??= { from: 0, progress: 0, steps: stepCount(data) }
  const left = (): number => seconds - state.seconds
  return {
    async look(signal) {
      const pace = state.pace!
      const perStep = clock.look(state.step, state.seconds)
      if (perStep === null) return false
      const progress = progressAt(pace, state.step)
      const due = probesAt.filter((at) => progress >= at).length
      if (due > probes && progress < 1) {
        probes = due
        cost = await measureEndCost(learner, state, engine, mostProbing * seconds, signal)
        // What that took is no step's.
        clock = createStepClock()
      }
      state.pace = repaced(pace, state.step, left() - planEnd(seconds, cost, endTraces).seconds, perStep)
      return state.pace !== pace
    },
    end() {
      const { evaluationTraces, evaluationSeconds, corrects } = planEnd(seconds, cost, endTraces)
      const { least } = endTraces.correction
      const forCorrection = Math.max(0, left() - evaluationSeconds)
      const hasTime = corrects || (cost !== null && least * cost.correction <= forCorrection)
      return {
        evaluationTraces,
        correction: hasTime ? { least, most: mostCorrected, seconds: forCorrection } : null,
      }
    },
  }
}
