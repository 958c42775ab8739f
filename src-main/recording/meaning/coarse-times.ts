import { plain } from '../../contract/quantities.ts'

/** Evenly spaced samples whose times are written with too few digits. */
export interface CoarseTimes {
  step: number
  doubt: string
  /** How far off the step may be, as a share of it. */
  uncertainty: number
}

/**
 * Times of so many significant digits (six in C’s %g): what they can show grows with them. Null where no even interval
 * agrees with every time to half of its last digit.
 * @param time rising or standing still
 * @param quantum the finest step that any of the times shows
 */
export function significantTimes(time: Float64Array, digits: number, quantum: number): CoarseTimes | null {
  const n = time.length
  const shown = (t: number): number =>
    t === 0 ? quantum : Math.max(quantum, 10 ** (Math.floor(Math.log10(Math.abs(t)) + 1e-12) + 1 - digits))
  const coarsest = Math.max(shown(time[0]), shown(time[n - 1]))
  if (coarsest <= quantum) return null
  let [least, most] = [0, Number.POSITIVE_INFINITY]
  // Weighted by how fine each time is: the slope through them all.
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
    doubt: `The times are written with ${digits} significant digits, in steps of ${plain(coarsest)} where they are largest: too coarse for samples ${plain(Number(step.toPrecision(4)))} apart. Evenly spaced samples were assumed.`,
    uncertainty: (most - least) / (2 * step),
  }
}
