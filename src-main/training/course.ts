import type { TrainingRecipe } from '../contract/training-recipe.ts'
import { type Pace, progressAt } from './pace.ts'
import { learningRateAt } from './schedule.ts'
import { type DataSettings, stepCount } from './training-data.ts'

/** A run that finishes early: from which step, for how many more, from which learning rate. */
export interface Ending {
  from: number
  steps: number
}

/**
 * Share of the completed steps over which the learning rate anneals at an early end: most is learned while it falls.
 */
const endingShare = 0.1

/**
 * The number of steps of a run and its learning rate; determined by the settings, by its pace under a time budget,
 * and by an early end.
 */
export interface Course {
  steps: number
  learningRate(step: number): number
}

export function courseOf(
  settings: Pick<DataSettings, 'recipe' | 'samples'>,
  ending: Ending | null,
  pace: Pace | null = null,
): Course {
  const planned = pace?.steps ?? stepCount(settings)
  const usual = (step: number): number =>
    learningRateAt(settings.recipe, pace ? progressAt(pace, step) : step / planned)
  if (!ending) return { steps: planned, learningRate: usual }
  return {
    steps: ending.from + ending.steps,
    learningRate: (step) =>
      step < ending.from
        ? usual(step)
        : usual(ending.from) * 0.5 * (1 + Math.cos((Math.PI * (step - ending.from)) / ending.steps)),
  }
}

/** The annealing of a run that is at `step`; never ends later than planned. */
export function endingAt(
  settings: Pick<DataSettings, 'recipe' | 'samples'>,
  step: number,
  pace: Pace | null = null,
): Ending {
  const left = (pace?.steps ?? stepCount(settings)) - step
  return { from: step, steps: Math.min(left, Math.ceil(endingShare * step)) }
}

/** Validations in a row without a new best before stopping. */
const patience = 10
/** A decrease below this share of the total decrease does not count. */
const least = 1e-3

/**
 * Early stopping: whether the validation loss has stopped decreasing. With fresh simulations only once the learning
 * rate is past its peak: before, the loss may be on a plateau that it leaves when the rate falls.
 * @param losses of all validations so far
 */
export function hasStopped(recipe: TrainingRecipe, losses: readonly number[], progress: number): boolean {
  if (losses.length <= patience || (recipe.data === 'fresh' && progress < 0.5)) return false
  const before = Math.min(...losses.slice(0, -patience))
  const since = Math.min(...losses.slice(-patience))
  return since > before - least * Math.abs(losses[0] - before)
}
