import { plain } from '../../contract/quantities.ts'

/** Evenly spaced samples whose times have too few digits. */
export interface CoarseTimes {
  step: number
  doubt: string
  /** Relative uncertainty of the step. */
  uncertainty: number
}

/**
 * Fits even sampling to times with limited significant digits (six in C’s %g), whose resolution decreases as they grow.
 * Null where no even interval agrees with every time to half of its last digit.
 * @param time non-decreasing
 * @param quantum smallest step that any of the times resolves
 */
export function significantTimes(time: Float64Array, digits: number, quantum: number): CoarseTimes | null {
  const n = time.length
  const shown = (t: number): number =>
    t === 0 ? quantum : Math.max(quantum, 10 ** (Math.floor(Math.log10(Math.abs(t)) + 1e-12) + 1 - digits))
  const coarsest = Math.max(shown(time[0]), shown(time[n - 1]))
  if (coarsest <= quantum) return null
  let [least, most] = [0, Number.POSITIVE_INFINITY]
  // Least-squares slope, weighted by the resolution of each time.
  let [xy, xx] = [0, 0]
  for (let i = 1; i < n; i++) {
    const passed = time[i] - time[0]
    const slack = 0.51 * (shown(time[i]) + shown(time[0]))
    least = Math.max(least, (passed - slack) / i)
    most = Math.min(most, (passed + slack) / i)
    const weight = (quantum / slack) ** 2
    xy += weight * i * passed
    xx += weight * i * i
  }
  if (!(least <= most && most > 0)) return null
  const fitted = Math.min(most, Math.max(least, xy / xx))
  const short = Number(fitted.toPrecision(4))
  const step = short >= least && short <= most ? short : fitted
  return {
    step,
    doubt: `The times are written with ${digits} significant digits, in steps of ${plain(coarsest)} at the end: too coarse for samples ${plain(Number(step.toPrecision(4)))} apart. Evenly spaced samples were assumed.`,
    uncertainty: (most - least) / (2 * step),
  }
}
