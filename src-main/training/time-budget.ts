import type { TrainJob } from '../contract/compute.ts'
import type { Engine } from '../inference/network/engine.ts'
import type { Learner } from '../inference/network/learner.ts'
import type { CorrectionBudget } from './calibration/calibrate-corrected.ts'
import type { Checkpoint } from './checkpoint.ts'
import { type EndCost, measureEndCost, planEnd } from './end-cost.ts'
import { createStepClock, progressAt, repaced } from './pace.ts'
import { type DataSettings, stepCount } from './training-data.ts'

/** Progress at which the cost of the end is measured: not earlier, as an untrained network takes longer to correct. */
const probesAt = [0.6, 0.9]
/** Share of the time that the first traces of such a measurement may take. */
const mostProbing = 0.01
/** Limits of the number of traces at the end of a run with a time budget. */
const endTraces = { evaluation: { least: 250, most: 2000 }, correction: { least: 60, most: 300 } }
/** The correction uses up to this many traces where time is left. */
const mostCorrected = 600

/** How the network is evaluated at the end of a run with a time budget. */
export interface EndTime {
  evaluationTraces: number
  /** Null where there is no time for it. */
  correction: CorrectionBudget | null
}

export interface TimeBudget {
  /** Adjusts the run's pace to the remaining time at intervals. @returns whether the pace has changed */
  look(signal: AbortSignal | undefined): Promise<boolean>
  end(): EndTime
}

/**
 * Controls a run with a time budget. The training speed is measured during the run itself: a benchmark beforehand
 * would measure a cold program and a momentary load of the machine.
 * @returns null where the budget is in simulations; with a set that is seen many times, their number can't be changed
 * during the run
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
        // The time of the measurement does not count as that of a step.
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
