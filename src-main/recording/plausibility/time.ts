import { frequency, plain } from '../../contract/quantities.ts'
import { type Doubt, type ReadingChoice, TimeUnit } from '../../contract/recordings.ts'
import { milliseconds, timeUnitNames } from '../../contract/units.ts'
import { possible } from '../meaning/time-unit.ts'
import type { Facts } from './facts.ts'

type Answer = NonNullable<Doubt['answers']>[number]

/** Half-width of spikes, ms: possible limits, and the usual range. */
const slowest = 100
const fastest = 0.03
const usualWidth = { from: 0.1, to: 30 }
/** Error factor if seconds were read as milliseconds, or a decimal comma as a point. */
const thousand = 1000
/** Limits of a sweep's duration, ms; and the usual range, for alternative readings. */
const shortest = 3
const longest = 24 * 3_600_000
const usualLength = { from: 10, to: 4 * 3_600_000 }

/** How a recording's times were read. */
export interface Timing {
  /** Sampling interval, ms. */
  interval: number
  /** Samples of the longest sweep. */
  points: number
  /** Unit of the time column; null if the rate was named or assumed. */
  unit: TimeUnit | null
  /** Whether the voltage is in model units, where spikes may have any width. */
  inModelUnits: boolean
}

/**
 * A question about an implausible sampling rate, duration or spike width, with the readings that would be plausible.
 * Null if all are plausible.
 */
export function timeQuestion({ spikes }: Facts, timing: Timing): Doubt | null {
  const { interval, points, unit, inModelUnits } = timing
  const hertz = 1000 / interval
  const as = unit ? `In ${timeUnitNames[unit]} this is` : 'This is'
  const asked = unit ? 'Check the unit.' : 'What is the sampling rate?'
  const about = unit ? 'timeUnit' : 'rate'
  if (!isPossible(hertz)) {
    const lasts = `${plain(interval * (points - 1), 3)} ms in total`
    return {
      code: 'RATE_IMPLAUSIBLE',
      about,
      text: `${as} ${frequency(hertz)}, ${lasts}: ${hertz < possible.from ? 'too slow to show spikes' : 'faster than usual amplifiers'}. ${asked}`,
      ...answers(timing, spikes?.width),
    }
  }
  const duration = durationQuestion(timing)
  if (duration) return { ...duration, about, text: `${as} ${duration.text} ${asked}` }
  const width = spikes ? spikes.width * interval : null
  if (inModelUnits || width === null || (width <= slowest && width >= fastest)) return null
  const offered = answers(timing, spikes?.width)
  if (!offered.answers) return null
  return {
    code: 'SPIKES_IMPLAUSIBLE',
    about,
    text: `${as} ${frequency(hertz)}, and spikes are ${plain(width, 2)} ms wide at half their height, unlike those of any neuron. ${asked}`,
    ...offered,
  }
}

/** For a sweep shorter than a spike, or longer than a day, if another reading is plausible. */
function durationQuestion(timing: Timing): Pick<Doubt, 'code' | 'text' | 'answers'> | null {
  const { interval, points, inModelUnits } = timing
  const lasts = interval * (points - 1)
  if (inModelUnits || (lasts >= shortest && lasts <= longest)) return null
  const offered = answers(timing, undefined, (other) => other * (points - 1))
  if (!offered.answers) return null
  const [found, what] =
    lasts < shortest
      ? [`${plain(lasts, 3)} ms`, 'shorter than a spike and its afterhyperpolarization']
      : [`${plain(lasts / 3_600_000, 3)} h`, 'longer than a day']
  return {
    code: 'DURATION_IMPLAUSIBLE',
    text: `${frequency(1000 / interval)}, and a sweep lasts ${found}: ${what}.`,
    ...offered,
  }
}

function isPossible(hertz: number): boolean {
  return hertz >= possible.from && hertz <= possible.to
}

/** Units tried if none is named. */
const usualUnits: readonly TimeUnit[] = ['s', 'ms', 'us']

/**
 * Plausible readings; units start with the one in use.
 * @param lasts duration of a sweep in ms at an interval, if its duration is in question
 */
function answers(
  timing: Timing,
  width: number | undefined,
  lasts: ((interval: number) => number) | null = null,
): { answers?: Answer[] } {
  const { interval, unit } = timing
  const readings: { interval: number; label: string; choice: ReadingChoice }[] = unit
    ? TimeUnit.options
        .filter((other) => other === unit || usualUnits.includes(other))
        .map((other) => ({
          interval: (interval / milliseconds[unit]) * milliseconds[other],
          label: `In ${timeUnitNames[other]}`,
          choice: { timeUnit: other },
        }))
    : [interval / thousand, interval * thousand].map((other) => ({
        interval: other,
        label: frequency(1000 / other),
        choice: { rate: Number((1000 / other).toPrecision(9)) },
      }))
  const own = readings.filter(({ choice }) => unit !== null && choice.timeUnit === unit)
  const isLong = (ms: number): boolean => ms >= usualLength.from && ms <= usualLength.to
  const others = readings.filter(
    (one) =>
      !own.includes(one) && isPlausible(one.interval, width) && (!lasts || isLong(lasts(one.interval))),
  )
  if (others.length === 0) return {}
  return {
    answers: [...own, ...others].map(({ label, choice, ...reading }) => ({
      label,
      because: describe(reading.interval, width),
      choice,
    })),
  }
}

function isPlausible(interval: number, width: number | undefined): boolean {
  if (!isPossible(1000 / interval)) return false
  return width === undefined || (width * interval >= usualWidth.from && width * interval <= usualWidth.to)
}

/** “20 kHz, spikes 1.5 ms wide”. */
function describe(interval: number, width: number | undefined): string {
  return `${frequency(1000 / interval)}${width === undefined ? '' : `, spikes ${plain(width * interval, 2)} ms wide`}`
}
