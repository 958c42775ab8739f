import { NagumoError } from '../../contract/errors.ts'
import { plain } from '../../contract/quantities.ts'
import { significantTimes } from './coarse-times.ts'

/** Sampling times, in the file's unit. */
export interface Sampling {
  start: number
  /** Sampling interval; the mean if uneven. */
  step: number
  /** Samples from first to last, including missing ones. */
  points: number
  /** Sample index of each row; null if consecutive. */
  index: Int32Array | null
  /** Row after the first gap; null if there is none. */
  gap: number | null
  /** Message to the user, or null. */
  doubt: string | null
  /** Uneven sampling: each time in mean steps from the first (0 … n − 1), and the error to throw if it must be even. */
  uneven?: { places: Float64Array; refusal: NagumoError }
  /** Relative uncertainty of the step where times are written too coarsely; else 0. */
  uncertainty: number
}

const told = 3
/** Maximum number of steps, evenly chosen, for the median. */
const mostSorted = 100_000

interface Irregular {
  /** The row after the step, from 0. */
  row: number
  kind: 'back' | 'same' | 'gap' | 'uneven'
}

/**
 * Determines the sampling: even, with missing rows as gaps of whole steps, or uneven.
 * @param time at least two values
 * @param quantum smallest step that the time's digits resolve
 * @param significant maximum number of significant digits
 * @param lineOf line in the file of a row
 * @param repeats whether repeated times are accepted in uneven sampling, as they will be resampled
 * @throws NagumoError TIME_DECREASES, listing the first few places
 */
export function checkSampling(
  time: Float64Array,
  quantum: number,
  significant: number,
  lineOf: (row: number) => number,
  file: string,
  repeats: boolean,
): Sampling {
  const n = time.length
  const median = medianStep(time)
  const irregular = findIrregular(time, median)
  // Single precision has a 24-bit significand.
  const rounding = Math.max(quantum, 2 ** -23 * Math.max(Math.abs(time[0]), Math.abs(time[n - 1])))
  const even = (index: Int32Array | null, gap: number | null): Sampling => {
    const last = index ? index[n - 1] : n - 1
    const step = (time[n - 1] - time[0]) / last
    const wander = residualRange(time, step, index)
    if (wander > Math.max(2 * step, 1.05 * rounding)) {
      const refusal = new NagumoError(
        'TIME_UNEVEN',
        `${file}: samples were expected at even intervals; the interval drifts, so times are wrong by up to ${plain(wander)} where samples are ${plain(median)} apart. Resample the recording evenly and open it again.`,
      )
      return unevenSampling(time, refusal)
    }
    return {
      start: time[0],
      step: withoutNoise(step, last + 1),
      points: last + 1,
      index,
      gap,
      doubt: null,
      uncertainty: 0,
    }
  }
  if (irregular.length === 0) return even(null, null)
  const rounded = roundedSampling(time, irregular.length, rounding)
  if (rounded) return rounded
  const coarse = irregular.some(({ kind }) => kind === 'back')
    ? null
    : significantTimes(time, significant, quantum)
  if (coarse) return { start: time[0], points: n, index: null, gap: null, ...coarse }
  const index = irregular.every(({ kind }) => kind === 'gap') ? indexWithGaps(time, median, rounding) : null
  if (index) return even(index, irregular[0].row)
  const refusal = unevenness(time, median, irregular, lineOf, file)
  if (irregular.some(({ kind }) => kind === 'back' || (kind === 'same' && !repeats))) throw refusal
  return unevenSampling(time, refusal)
}

function unevenSampling(time: Float64Array, refusal: NagumoError): Sampling {
  const n = time.length
  const step = (time[n - 1] - time[0]) / (n - 1)
  const places = time.map((t) => (t - time[0]) / step)
  return {
    start: time[0],
    step,
    points: n,
    index: null,
    gap: null,
    doubt: null,
    uneven: { places, refusal },
    uncertainty: 0,
  }
}

/** Too few digits for the step: steps differ throughout, though each time is within its rounding error. */
function roundedSampling(time: Float64Array, irregular: number, rounding: number): Sampling | null {
  const n = time.length
  const mean = (time[n - 1] - time[0]) / (n - 1)
  if (!(mean > 0) || irregular < 0.1 * (n - 1)) return null
  if (residualRange(time, mean, null) > 2.05 * rounding) return null
  const step = fittedStep(time)
  if (residualRange(time, step, null) > 1.3 * rounding) return null
  return {
    start: time[0],
    step,
    points: n,
    index: null,
    gap: null,
    doubt: `The times are written in steps of ${plain(rounding)}, too coarse for samples ${plain(Number(step.toPrecision(4)))} apart; evenly spaced samples were assumed.`,
    uncertainty: rounding / (step * (n - 1)),
  }
}

/** Least-squares slope of the times. */
function fittedStep(time: Float64Array): number {
  const middle = (time.length - 1) / 2
  let [xy, xx] = [0, 0]
  for (let i = 0; i < time.length; i++) {
    xy += (i - middle) * (time[i] - time[0])
    xx += (i - middle) ** 2
  }
  return xy / xx
}

/** Sample index of each row, if gaps are whole steps and at most half of the samples are missing; else null. */
function indexWithGaps(time: Float64Array, median: number, rounding: number): Int32Array | null {
  const n = time.length
  // The mean of the regular steps is more precise than any one of them.
  let [sum, count] = [0, 0]
  for (let i = 1; i < n; i++) {
    const step = time[i] - time[i - 1]
    if (step <= 1.5 * median) [sum, count] = [sum + step, count + 1]
  }
  const step = sum / count
  const index = new Int32Array(n)
  for (let i = 1; i < n; i++) {
    const steps = (time[i] - time[i - 1]) / step
    const whole = Math.max(1, Math.round(steps))
    if (Math.abs(steps - whole) > 0.1 + Math.min(0.3, rounding / step) || !(whole <= n)) return null
    index[i] = index[i - 1] + whole
    if (index[i] >= 2 * n) return null
  }
  return index
}

/** Rounds a step if no sample moves: 0.25 rather than 0.2500000083. */
function withoutNoise(step: number, n: number): number {
  const short = Number(step.toPrecision(6))
  return Math.abs(short - step) * n < 0.05 * step ? short : step
}

function medianStep(time: Float64Array): number {
  const stride = Math.ceil((time.length - 1) / mostSorted)
  const steps = new Float64Array(Math.floor((time.length - 2) / stride) + 1)
  for (let k = 0; k < steps.length; k++) steps[k] = time[k * stride + 1] - time[k * stride]
  return steps.sort()[steps.length >> 1]
}

function findIrregular(time: Float64Array, median: number): Irregular[] {
  const list: Irregular[] = []
  for (let row = 1; row < time.length; row++) {
    const step = time[row] - time[row - 1]
    if (step < 0) list.push({ row, kind: 'back' })
    else if (step === 0) list.push({ row, kind: 'same' })
    else if (step > 1.5 * median) list.push({ row, kind: 'gap' })
    else if (Math.abs(step - median) > 0.1 * median) list.push({ row, kind: 'uneven' })
  }
  return list
}

/** Range of the residuals of the times about the line from first to last. */
function residualRange(time: Float64Array, step: number, index: Int32Array | null): number {
  let [least, most] = [0, 0]
  for (let i = 0; i < time.length; i++) {
    const r = time[i] - (time[0] + (index ? index[i] : i) * step)
    if (r < least) least = r
    if (r > most) most = r
  }
  return most - least
}

function unevenness(
  time: Float64Array,
  median: number,
  irregular: Irregular[],
  lineOf: (row: number) => number,
  file: string,
): NagumoError {
  const count = (kind: Irregular['kind']): number => irregular.filter((i) => i.kind === kind).length
  const of = (...kinds: Irregular['kind'][]): Irregular[] => irregular.filter((i) => kinds.includes(i.kind))
  const where = (list: Irregular[]): string =>
    list
      .slice(0, told)
      .map(
        ({ row }) => `line ${lineOf(row)} goes from ${plain(time[row - 1], 12)} to ${plain(time[row], 12)}`,
      )
      .join('; ') + (list.length > told ? '; and more' : '')
  const times = (n: number): string => (n === 1 ? 'once' : `${n} times`)

  if (count('back') + count('same') > 0) {
    const [back, same] = [count('back'), count('same')]
    const what = [back && `decreases ${times(back)}`, same && `does not change ${times(same)}`]
      .filter(Boolean)
      .join(' and ')
    const remedy =
      same > 0 && back === 0
        ? 'Delete repeated rows, or export the time with more digits.'
        : 'Sort or correct these rows. (Sweeps one below the other are recognized if each starts at the same time and has 16 samples or more.)'
    return new NagumoError(
      'TIME_DECREASES',
      `${file}: time should increase from row to row; it ${what}: ${where(of('back', 'same'))}. ${remedy}`,
    )
  }
  const uneven = of('uneven')
  const gaps = of('gap')
  if (gaps.length > 0 && uneven.length < 0.05 * time.length) {
    return new NagumoError(
      'TIME_GAP',
      `${file}: samples were expected every ${plain(median)}; time jumps ${times(gaps.length)}: ${where(gaps)}. Missing samples are accepted if the jump is a whole number of steps and at most half of all samples are missing; this is not the case here. Export a section without gaps.`,
    )
  }
  return new NagumoError(
    'TIME_UNEVEN',
    `${file}: samples were expected at even intervals; ${irregular.length} of ${time.length - 1} steps differ from the usual ${plain(median)} by more than a tenth: ${where(irregular)}. Resample the recording evenly and open it again.`,
  )
}
