import { chiSquareSurvival } from '../../signal/statistics/chi-square.ts'

/** One measured value: time, ms; value; and its standard deviation. */
export interface Measured {
  t: number
  value: number
  sd: number
}

export interface Estimated {
  value: number
  sd: number
}

/** A fitted course over time, and its χ² = Σ ((value − fit)/sd)². */
export interface Course {
  before: Estimated
  after: Estimated
  between: { from: number; to: number }
  chiSquare: number
}

/** Inverse-variance weighted mean: weights 1/sd². */
export function weightedMean(values: readonly Measured[]): Estimated {
  let [weights, sum] = [0, 0]
  for (const { value, sd } of values) {
    weights += sd ** -2
    sum += value * sd ** -2
  }
  return { value: sum / weights, sd: weights ** -0.5 }
}

/** Constant course. */
export function constantCourse(values: readonly Measured[]): Course {
  const mean = weightedMean(values)
  const between = { from: values[0].t, to: values[values.length - 1].t }
  return { before: mean, after: mean, between, chiSquare: squaresAbout(values, () => mean.value) }
}

/** Weighted least-squares line, by its values at the first and last time; needs at least two times. */
export function straightCourse(values: readonly Measured[]): Course & { slope: Estimated } {
  const mean = weightedMean(values)
  const middle = weightedMean(values.map(({ t, sd }) => ({ t, value: t, sd }))).value
  let [square, product] = [0, 0]
  for (const { t, value, sd } of values) {
    square += ((t - middle) / sd) ** 2
    product += ((t - middle) * (value - mean.value)) / sd ** 2
  }
  const slope = { value: product / square, sd: square ** -0.5 }
  const at = (t: number): Estimated => ({
    value: mean.value + slope.value * (t - middle),
    sd: Math.hypot(mean.sd, slope.sd * (t - middle)),
  })
  const between = { from: values[0].t, to: values[values.length - 1].t }
  return {
    before: at(between.from),
    after: at(between.to),
    between,
    slope,
    chiSquare: squaresAbout(values, (t) => at(t).value),
  }
}

/** Step between two levels, at the change point with the smallest χ². */
export function stepCourse(values: readonly Measured[]): Course {
  const steps = values.slice(1).map(({ t }, k): Course => {
    const [first, last] = [values.slice(0, k + 1), values.slice(k + 1)]
    const [before, after] = [weightedMean(first), weightedMean(last)]
    const squares = squaresAbout(first, () => before.value) + squaresAbout(last, () => after.value)
    return { before, after, between: { from: values[k].t, to: t }, chiSquare: squares }
  })
  return steps.reduce((best, step) => (step.chiSquare < best.chiSquare ? step : best))
}

/** p values of the χ² tests: all values equal (n − 1 degrees of freedom), and slope 0 (1 degree of freedom). */
export function pOfChange(values: readonly Measured[]): { scatter: number; slope: number } {
  const { slope } = straightCourse(values)
  return {
    scatter: chiSquareSurvival(constantCourse(values).chiSquare, values.length - 1),
    slope: chiSquareSurvival((slope.value / slope.sd) ** 2, 1),
  }
}

function squaresAbout(values: readonly Measured[], description: (t: number) => number): number {
  return values.reduce((sum, { t, value, sd }) => sum + ((value - description(t)) / sd) ** 2, 0)
}
