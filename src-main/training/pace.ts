/**
 * The learning-rate schedule of a run with a time budget: at step `from` its progress was `progress` (0 … 1), and it
 * reaches 1 at `steps`.
 */
export interface Pace {
  from: number
  progress: number
  steps: number
}

/** Time stamps used to estimate the current time per step. */
const looksKept = 20
/** Beyond this progress the number of steps is fixed: the rate is low, and little is left. */
const settled = 0.97
/** When time is up, the learning rate still anneals, over this share of the completed steps. */
const leastShare = 0.02

/** Progress through the learning-rate schedule, 0 … 1. */
export function progressAt({ from, progress, steps }: Pace, step: number): number {
  return progress + ((1 - progress) * (step - from)) / Math.max(1, steps - from)
}

/**
 * The pace that uses the remaining time: the learning rate anneals from its current value and reaches its end when
 * time is up.
 * @param perStep s
 */
export function repaced(pace: Pace, step: number, secondsLeft: number, perStep: number): Pace {
  const progress = progressAt(pace, step)
  if (progress >= settled) return pace
  const least = Math.ceil(leastShare * step)
  return { from: step, progress, steps: step + Math.max(least, Math.round(secondsLeft / perStep)) }
}

/** Estimates the current time per step, s, from the last time stamps; null before the second. */
export function createStepClock(): { look(step: number, seconds: number): number | null } {
  const looks: { step: number; seconds: number }[] = []
  return {
    look(step, seconds) {
      looks.push({ step, seconds })
      if (looks.length > looksKept) looks.shift()
      const [first] = looks
      return looks.length < 2 ? null : (seconds - first.seconds) / (step - first.step)
    },
  }
}
