import type { TrainingRecipe } from '../contract/training-recipe.ts'

/** The learning rate of a recipe. @param progress 0 … 1 through the run */
export function learningRateAt(recipe: TrainingRecipe, progress: number): number {
  return recipe.data === 'fresh' ? oneCycleRate(progress, recipe.peakRate) : recipe.rate
}

/**
 * One-cycle learning rate (Smith & Topin 2019): a cosine rise over the first tenth to `peak`, then cosine annealing
 * to peak/1000. Most of the gain comes during annealing: a run should be completed.
 * @param progress 0 … 1 through the run
 */
export function oneCycleRate(progress: number, peak: number): number {
  const rise = 0.1
  const [start, end] = [peak / 25, peak / 1000]
  const cosine = (from: number, to: number, p: number): number =>
    to + ((from - to) * (1 + Math.cos(Math.PI * p))) / 2
  if (progress < rise) return cosine(start, peak, progress / rise)
  return cosine(peak, end, Math.min(1, (progress - rise) / (1 - rise)))
}
