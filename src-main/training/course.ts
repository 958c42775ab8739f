import type { TrainingRecipe } from '../contract/training-recipe.ts'
import { type Pace, progressAt } from './pace.ts'
import { learningRateAt } from './schedule.ts'
import { type DataSettings, stepCount } from './training-data.ts'

/** A run that was brought to an end early: at which step, for how many more, from which learning rate. */
export interface Ending {
  from: number
  steps: number
}

/** The share of what was done over which the learning rate falls at an early end: most is learned in the fall. */
const endingShare = 0.1

/**
 * How many steps a run takes and at which learning rate; known from the settings, from its pace where it goes by time, and
 * from where it was told to end.
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

/** The end of a run that is at `step`; never later than planned. */
export function endingAt(
  settings: Pick<DataSettings, 'recipe' | 'samples'>,
  step: number,
  pace: Pace | null = null,
): Ending {
  const left = (pace?.steps ?? stepCount(settings)) - step
  return { from: step, steps: Math.min(left, Math.ceil(endingShare * step)) }
}

/** Looks at validation traces in a row that may pass without a new best. */
const patience = 10
/** A fall by less than this share of the fall so far is none. */
const least = 1e-3

/**
 * Whether the validation loss has stopped to fall. With fresh simulations only once the learning rate is past
 * its peak: before, the loss may rest on a plateau that the falling rate leaves.
 * @param losses at each look so far
 */
export function hasStopped(recipe: TrainingRecipe, losses: readonly number[], progress: number): boolean {
  if (losses.length <= patience || (recipe.data === 'fresh' && progress < 0.5)) return false
  const before = Math.min(...losses.slice(0, -patience))
  const since = Math.min(...losses.slice(-patience))
  return since > before - least * Math.abs(losses[0] - before)
}
