import { NagumoError } from '../../contract/errors.ts'
import { plain } from '../../contract/quantities.ts'
import { significantTimes } from './coarse-times.ts'

/** When samples were taken, in the file's own unit. */
export interface Sampling {
  start: number
  /** Between neighbours; their mean where they are not evenly spaced. */
  step: number
  /** Samples from the first to the last, those that are missing between them included. */
  points: number
  /** Which sample a row is; null where row follows row. */
  index: Int32Array | null
  /** Row after the first gap; null where there is none. */
  gap: number | null
  /** What the person should know, if anything. */
  doubt: string | null
  /** Where the times rise unevenly: each in mean steps from the first (0 … n − 1), and why it is no even sampling. */
  uneven?: { places: Float64Array; refusal: NagumoError }
  /** How far off the step may be, as a share of it, where the times are written too coarsely to know it; else 0. */
  uncertainty: number
}

const told = 3
/** So many steps, evenly taken, tell the median. */
const mostSorted = 100_000

interface Irregular {
  /** The row after the step, from 0. */
  row: number
  kind: 'back' | 'same' | 'gap' | 'uneven'
}

/**
 * How time rises: evenly, where rows left out are gaps of whole steps, or by steps of its own.
 * @param time at least two values
 * @param quantum the finest step that the time's digits can show
 * @param significant how many significant digits times have at most
 * @param lineOf line in the file of a row
 * @param repeats whether samples at one time are let through where steps are uneven: they are to be resampled
 * @throws NagumoError TIME_DECREASES, telling of the first few places
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
  // Single precision has 24 bits for the time itself.
  const rounding = Math.max(quantum, 2 ** -23 * Math.max(Math.abs(time[0]), Math.abs(time[n - 1])))
  const even = (index: Int32Array | null, gap: number | null): Sampling => {
    const last = index ? index[n - 1] : n - 1
    const step = (time[n - 1] - time[0]) / last
    const wander = residualRange(time, step, index)
    if (wander > Math.max(2 * step, 1.05 * rounding)) {
      const refusal = new NagumoError(
        'TIME_UNEVEN',
        `${file}: samples were expected at even intervals; the interval drifts, so that times are off by up to ${plain(wander)} where samples are ${plain(median)} apart. Resample the recording evenly and open it again.`,
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

/** Digits too few for the step: then steps differ all along, and still no time is off by more than a digit. */
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

/** Slope of the straight line through all times. */
function fittedStep(time: Float64Array): number {
  const middle = (time.length - 1) / 2
  let [xy, xx] = [0, 0]
  for (let i = 0; i < time.length; i++) {
    xy += (i - middle) * (time[i] - time[0])
    xx += (i - middle) ** 2
  }
  return xy / xx
}

/** Which sample each row is, where gaps are whole steps and no more than half of all is missing; else null. */
function indexWithGaps(time: Float64Array, median: number, rounding: number): Int32Array | null {
  const n = time.length
  // The mean of the regular steps is finer than any one of them.
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

/** 0.25 rather than 0.2500000083, where no sample moves by it. */
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

/** How far the times spread about the straight line from first to last. */
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
    const what = [back && `goes back ${times(back)}`, same && `stands still ${times(same)}`]
      .filter(Boolean)
      .join(' and ')
    const remedy =
      same > 0 && back === 0
        ? 'Delete repeated rows, or export the time with more digits.'
        : 'Sort or correct these rows. (Sweeps one below the other are read as such where each begins at the same time and has 16 samples or more.)'
    return new NagumoError(
      'TIME_DECREASES',
      `${file}: time should rise from row to row; it ${what}: ${where(of('back', 'same'))}. ${remedy}`,
    )
  }
  const uneven = of('uneven')
  const gaps = of('gap')
  if (gaps.length > 0 && uneven.length < 0.05 * time.length) {
    return new NagumoError(
      'TIME_GAP',
      `${file}: samples were expected every ${plain(median)}; time jumps ${times(gaps.length)}: ${where(gaps)}. Samples missing within a recording are taken as missing where the jump is a whole number of steps and no more than half of all samples is missing; here that is not so. Export an unbroken stretch.`,
    )
  }
  return new NagumoError(
    'TIME_UNEVEN',
    `${file}: samples were expected at even intervals; ${irregular.length} of ${time.length - 1} steps differ from the usual ${plain(median)} by more than a tenth: ${where(irregular)}. Resample the recording evenly and open it again.`,
  )
}
