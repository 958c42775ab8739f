import type { Doubt } from '../contract/recordings.ts'
import { whole } from '../contract/report-words.ts'
import { median, sortedSample } from '../signal/robust.ts'
import type { RecordingData } from './recording-data.ts'

/** Minimum run of samples of exactly 0, with jumps at its ends, that counts as not recorded. */
const fewest = 20
/** Minimum jump, as a fraction of |median potential|. */
const jump = 0.3

/**
 * Replaces zero-filled segments, where nothing was recorded, by NaN. Not in model units, where 0 is an ordinary value.
 * @returns doubts that report them
 */
export function takeOutZeros({ reading, sweeps }: RecordingData): Doubt[] {
  if (reading.voltageUnit === 'none') return []
  const found = sweeps.flatMap(({ name, samples }) => {
    const count = zerosOf(samples).reduce((sum, [from, to]) => {
      samples.fill(Number.NaN, from, to)
      return sum + to - from
    }, 0)
    return count > 0 ? [{ name, count }] : []
  })
  if (found.length === 0) return []
  const [{ name, count }] = found
  const others = found.length > 1 ? ` The same in ${found.length - 1} more.` : ''
  return [
    {
      code: 'SAMPLES_MARKED',
      about: 'columns',
      text: `${whole(count)} samples of ${name} are exactly 0 in a row, and the trace jumps there: treated as not recorded, hence as missing.${others}`,
    },
  ]
}

function zerosOf(x: Float64Array): [number, number][] {
  const usual = Math.abs(median(sortedSample(x)))
  if (!(usual > 0)) return []
  const isFar = (i: number): boolean => Math.abs(x[i]) >= jump * usual
  const ofEnd = (i: number): boolean => i < 0 || i >= x.length
  const runs: [number, number][] = []
  for (let from = 0; from < x.length; from++) {
    if (x[from] !== 0) continue
    let to = from
    while (to < x.length && x[to] === 0) to++
    const bounded = [from - 1, to]
    const jumps = bounded.every((i) => ofEnd(i) || isFar(i)) && !bounded.every(ofEnd)
    if (to - from >= fewest && jumps) runs.push([from, to])
    from = to
  }
  return runs
}
