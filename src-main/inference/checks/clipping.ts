import { percent } from '../../contract/numbers.ts'
import { whole } from '../../contract/report-words.ts'
import { average, countPresent } from '../../signal/statistics/moments.ts'
import { stepOf } from '../../signal/value-step.ts'
import type { Check } from './evidence.ts'
import { voltageLevel } from './units.ts'

/** Samples within this share of the range of an extreme are at it: rounding error after resampling. */
const same = 1e-6
/** A noisy trace reaches its extreme once, by chance twice; three times only where it is clipped. */
const fewest = 3
/** A digitized trace is clipped where its outermost level has this many times the samples of the next levels inside. */
const piledUp = 3
const levelsInside = 3
/** Share of clipped samples above which the spikes themselves are lost. */
const tooMuch = 0.15

/** Is the trace clipped at its highest or lowest value, as at the end of an amplifier's range? */
export const clipping: Check = (evidence) => {
  const n = countPresent(evidence.observed)
  const step = stepOf(evidence.observed)
  const ends = [endOf(evidence.observed, step, 1), endOf(evidence.observed, step, -1)]
  const held = ends.filter(({ count, most }) => count > most)
  const number = ends
    .map(
      ({ name, count, most }) =>
        `${whole(count)} of ${whole(n)} samples at the ${name} (at most ${most} expected)`,
    )
    .join(', ')
  const base = { check: 'clipping', number } as const
  if (held.length === 0) {
    return { ...base, level: 'ok', cause: null, text: 'The trace is not clipped at either end of its range.' }
  }
  const share = held.reduce((sum, { count }) => sum + count, 0) / n
  const where = held
    .map(({ name, value }) => `at its ${name}, ${voltageLevel(value, evidence)}`)
    .join(', and ')
  return {
    ...base,
    level: share > tooMuch ? 'unreliable' : 'caution',
    cause: 'recording',
    text: `The recording is clipped: ${percent(share)} of its samples are held ${where}. Values beyond are lost, and the model is fitted to the rest. Record with a wider range, or choose a window that is not clipped.`,
  }
}

interface End {
  name: 'maximum' | 'minimum'
  value: number
  /** Samples at the extreme, and the largest number expected by chance. */
  count: number
  most: number
}

/** @param step digitization step of the trace, 0 where there is none */
function endOf(observed: Float32Array, step: number, sign: 1 | -1): End {
  const x = observed.filter((v) => !Number.isNaN(v)).map((v) => sign * v)
  const [low, high] = [x.reduce((a, b) => Math.min(a, b)), x.reduce((a, b) => Math.max(a, b))]
  const countAt = (level: number, within: number): number =>
    x.reduce((count, v) => (Math.abs(v - level) <= within ? count + 1 : count), 0)
  const inside =
    step > 0
      ? average(Array.from({ length: levelsInside }, (_, k) => countAt(high - (k + 1) * step, step / 4)))
      : 0
  return {
    name: sign === 1 ? 'maximum' : 'minimum',
    value: sign * high,
    count: countAt(high, same * (high - low)),
    most: Math.max(fewest - 1, Math.ceil(piledUp * inside)),
  }
}
