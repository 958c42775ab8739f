import { frequency, plain } from '../../contract/quantities.ts'
import type { Doubt, Reading, TimeUnit } from '../../contract/recordings.ts'
import { milliseconds, timeUnitNames } from '../../contract/units.ts'
import { quote } from '../table/problems.ts'
import { isSame } from './rates-apart.ts'
import type { NameReading } from './roles.ts'

export type Evidence = Reading['evidence'][number]

export interface UnitReading<Unit> {
  unit: Unit
  evidence: Evidence
  doubts: Doubt[]
}

/** Usual and possible sampling rates of membrane recordings, Hz. */
const usual = { from: 1000, to: 100_000 }
export const possible = { from: 200, to: 500_000 }
/** Hz; a unit that gives a rate outside this range makes no sense. */
const sensible = { from: 0.01, to: 1e9 }

/** Sampling rate in Hz if `step` is in `unit`. */
export function rate(step: number, unit: TimeUnit): number {
  return 1000 / (step * milliseconds[unit])
}

/**
 * Determines the unit of time: from the header if given, else from a rate named in the file, else from the step.
 * @param stated rates named elsewhere in the file
 */
export function readTimeUnit(
  column: number,
  name: NameReading,
  step: number,
  stated: readonly { rate: number }[] = [],
): UnitReading<TimeUnit> {
  const steps = `steps of ${plain(step)}`
  const named = name.unit?.kind === 'time' ? name.unit.unit : null
  const agreed = (['s', 'ms', 'us'] as const).find((unit) =>
    stated.some((said) => isSame(rate(step, unit), said.rate)),
  )
  const byStep = agreed ? { unit: agreed, sure: true } : unitByStep(step)
  const unit = named ?? byStep.unit
  const header = name.name === `column ${column + 1}` ? 'no header' : `header ${quote(name.name)}`
  const because = named
    ? `${header}; ${steps}`
    : `${steps} (${header}${header === 'no header' ? '' : ' gives no unit'}): as ${timeUnitNames[unit]} ${frequency(rate(step, unit))}, ${alternatives(step, unit)}`
  const doubts: Doubt[] = []
  const { unknownUnit } = name
  if (!named && (unknownUnit || !byStep.sure) && !agreed) {
    const says = unknownUnit
      ? `the unit ${quote(unknownUnit)}, which is unknown, for steps of ${plain(step)}`
      : `no unit of time, and steps of ${plain(step)} fit no unit well`
    doubts.push({
      code: 'TIME_UNIT_GUESSED',
      about: 'timeUnit',
      text: `The file names ${says}; ${timeUnitNames[unit]} were assumed (${frequency(rate(step, unit))}).`,
    })
  }
  doubts.push(...timeDoubts(step, unit))
  return { unit, evidence: { conclusion: timeConclusion(column, step, unit), because }, doubts }
}

const conclusionStart = 'Time: '

/** For files without times, or with too few digits. @param hertz sampling rate */
export function rateConclusion(hertz: number): string {
  return `${conclusionStart}samples at even intervals; ${frequency(hertz)}`
}

export function timeConclusion(column: number, step: number, unit: TimeUnit): string {
  return `${conclusionStart}column ${column + 1}, in ${timeUnitNames[unit]}; ${frequency(rate(step, unit))}`
}

export function isTimeConclusion({ conclusion }: Evidence): boolean {
  return conclusion.startsWith(conclusionStart)
}

/** Doubts about a sampling rate in a stated unit. */
export function timeDoubts(step: number, unit: TimeUnit): Doubt[] {
  const hertz = rate(step, unit)
  if (hertz >= possible.from && hertz <= possible.to) return []
  const better = unitByStep(step).unit
  const hint =
    better === unit ? '' : ` In ${timeUnitNames[better]} it would be ${frequency(rate(step, better))}.`
  return [
    {
      code: 'RATE_IMPLAUSIBLE',
      about: 'timeUnit',
      text: `In ${timeUnitNames[unit]} this is ${frequency(hertz)}, ${hertz < possible.from ? 'too slow to show spikes' : 'faster than usual amplifiers'}.${hint} Check the unit.`,
    },
  ]
}

/** Whether a unit of time is impossible. */
export function isTimeAbsurd(step: number, unit: TimeUnit): boolean {
  const hertz = rate(step, unit)
  return hertz < sensible.from || hertz > sensible.to
}

function unitByStep(step: number): { unit: TimeUnit; sure: boolean } {
  const units = ['s', 'ms', 'us'] as const
  const fits = units.find((unit) => rate(step, unit) >= usual.from && rate(step, unit) <= usual.to)
  if (fits) return { unit: fits, sure: true }
  // Between the usual ranges: the unit whose rate is nearest to 10 kHz on a logarithmic scale.
  const distance = (unit: TimeUnit): number => Math.abs(Math.log10(rate(step, unit)) - 4)
  return { unit: units.reduce((a, b) => (distance(b) < distance(a) ? b : a)), sure: false }
}

function alternatives(step: number, unit: TimeUnit): string {
  const others = (['s', 'ms', 'us'] as const).filter((u) => u !== unit)
  return others.map((u) => `as ${timeUnitNames[u]} ${frequency(rate(step, u))}`).join(', ')
}
