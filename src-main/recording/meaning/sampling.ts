import { NagumoError } from '../../contract/errors.ts'
import { plain } from './wording.ts'

/** An evenly sampled time column, in the file's own unit. */
export interface Sampling {
  start: number
  step: number
  /** What the person should know, if anything. */
  doubt: string | null
}

const told = 3

interface Irregular {
  /** The row after the step, from 0. */
  row: number
  kind: 'back' | 'same' | 'gap' | 'uneven'
}

/**
 * Makes sure that time rises evenly.
 * @param time at least two values
 * @param quantum the finest step that the time's digits can show
 * @param lineOf line in the file of a row
 * @throws NagumoError TIME_DECREASES, TIME_GAP, TIME_UNEVEN, telling of the first few places
 */
export function checkSampling(
  time: Float64Array,
  quantum: number,
  lineOf: (row: number) => number,
  file: string,
): Sampling {
  const n = time.length
  const median = medianStep(time)
  const step = (time[n - 1] - time[0]) / (n - 1)
  const irregular = findIrregular(time, median)
  // Single precision has 24 bits for the time itself.
  const rounding = Math.max(quantum, 2 ** -23 * Math.max(Math.abs(time[0]), Math.abs(time[n - 1])))
  const wander = residualRange(time, step)
  if (irregular.length > 0) {
    // Digits too few for the step: then steps differ all along, and still no time is off by more than a digit.
    const rounded = step > 0 && irregular.length >= 0.1 * (n - 1) && wander <= 1.05 * rounding
    if (!rounded) throw unevenness(time, median, irregular, lineOf, file)
    return {
      start: time[0],
      step,
      doubt: `The times are written in steps of ${plain(rounding)}, too coarse for samples ${plain(step)} apart; evenly spaced samples were assumed.`,
    }
  }
  if (wander > Math.max(2 * step, 1.05 * rounding)) {
    throw new NagumoError(
      'TIME_UNEVEN',
      `${file}: samples were expected at even intervals; the interval drifts, so that times are off by up to ${plain(wander)} where samples are ${plain(median)} apart. Resample the recording evenly and open it again.`,
    )
  }
  return { start: time[0], step: withoutNoise(step, n), doubt: null }
}

/** 0.25 rather than 0.2500000083, where no sample moves by it. */
function withoutNoise(step: number, n: number): number {
  const short = Number(step.toPrecision(6))
  return Math.abs(short - step) * n < 0.05 * step ? short : step
}

function medianStep(time: Float64Array): number {
  const steps = new Float64Array(time.length - 1)
  for (let i = 1; i < time.length; i++) steps[i - 1] = time[i] - time[i - 1]
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
function residualRange(time: Float64Array, step: number): number {
  let [least, most] = [0, 0]
  for (let i = 0; i < time.length; i++) {
    const r = time[i] - (time[0] + i * step)
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
    const remedy = restarts(time, irregular)
      ? 'If the file holds sweeps one below the other, put them side by side in columns.'
      : same > 0 && back === 0
        ? 'Delete repeated rows, or export the time with more digits.'
        : 'Sort or correct these rows.'
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
      `${file}: samples were expected every ${plain(median)}; time jumps ${times(gaps.length)}: ${where(gaps)}. Samples are missing there. Export an unbroken stretch, or fill the gap.`,
    )
  }
  return new NagumoError(
    'TIME_UNEVEN',
    `${file}: samples were expected at even intervals; ${irregular.length} of ${time.length - 1} steps differ from the usual ${plain(median)} by more than a tenth: ${where(irregular)}. Resample the recording evenly and open it again.`,
  )
}

/** Every step back returns to the first time. */
function restarts(time: Float64Array, irregular: Irregular[]): boolean {
  const back = irregular.filter((i) => i.kind === 'back')
  return back.length > 0 && back.every(({ row }) => time[row] === time[0])
}
