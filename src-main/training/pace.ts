/**
 * How a run that has so much time goes on: at step `from` it was `progress` (0 … 1) through its learning rates, and is
 * through them at `steps`.
 */
export interface Pace {
  from: number
  progress: number
  steps: number
}

/** How long a step takes now is told by so many looks at the clock. */
const looksKept = 20
/** Beyond this progress the number of steps stays: the rate is low, and what is left is short. */
const settled = 0.97
/** Where time is up, the learning rate still falls, over this share of what was done. */
const leastShare = 0.02

/** 0 … 1 through the learning rates. */
export function progressAt({ from, progress, steps }: Pace, step: number): number {
  return progress + ((1 - progress) * (step - from)) / Math.max(1, steps - from)
}

/**
 * The pace that uses the time that is left: the learning rate falls from where it is, and is at its end when time is up.
 * @param perStep s
 */
export function repaced(pace: Pace, step: number, secondsLeft: number, perStep: number): Pace {
  const progress = progressAt(pace, step)
  if (progress >= settled) return pace
  const least = Math.ceil(leastShare * step)
  return { from: step, progress, steps: step + Math.max(least, Math.round(secondsLeft / perStep)) }
}

/** How long a step takes now, s, by the last looks at the clock; null before two of them. */
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
