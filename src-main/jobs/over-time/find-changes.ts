import { fixed } from '../../contract/numbers.ts'
import type { Reason } from '../../contract/reports.ts'
import type { ParameterChange, SeriesChanges, SeriesParameter, SeriesWindow } from '../../contract/series.ts'
import { holds, movesValues } from '../../contract/series-concerns.ts'
import { isTrusted } from '../../contract/series-entry.ts'
import {
  type Course,
  constantCourse,
  type Estimated,
  type Measured,
  pOfChange,
  stepCourse,
  straightCourse,
  weightedMean,
} from './weighted-course.ts'

/** Smallest reliable fraction of the estimated windows; below it the model does not describe the sweep. */
const leastReliable = 0.5
/** Familywise significance level: one false positive in a hundred series. */
const clear = 0.01
/** Half-width of a normal’s 90 % interval, in standard deviations. */
const z90 = 1.645

/**
 * Whether and how parameters change from window to window, beyond their uncertainty. Overlapping windows share samples,
 * so only non-overlapping, reliable windows are tested, with each posterior taken as a normal of its mean and sd. Two
 * tests for each parameter, Bonferroni-corrected over all: equality of all values (χ²), and zero slope of a straight
 * line.
 */
export function findChanges(
  parameters: readonly SeriesParameter[],
  windows: readonly SeriesWindow[],
): SeriesChanges {
  const tested = apart(windows.filter(holds))
  const compared = parameters.filter(({ comparable }) => comparable)
  const untested = { tested: tested.map(({ index }) => index), parameters: [] }
  const why = whyUntested(windows, tested.length)
  if (why !== null || compared.length === 0) {
    return {
      ...untested,
      text: [why ?? 'No parameter can be compared from window to window.', ...unusedText(windows)],
    }
  }
  const changes = compared.map((parameter) =>
    changeOf(
      parameter,
      tested.map((window) => measuredIn(window, parameter.name)),
      2 * compared.length,
    ),
  )
  const changed = changes.filter(({ kind }) => kind !== 'none').sort((a, b) => a.p - b.p)
  const time = timeWords(windows)
  const sentences = changed.map((change) =>
    sentenceOf(change, compared.find(({ name }) => name === change.name)!, time),
  )
  return {
    text: [
      ...(sentences.length > 0 ? sentences : ['No parameter changes by more than its uncertainty.']),
      `Tested on ${tested.length} non-overlapping windows${changed.length > 0 ? '; ± is half the width of a 90 % interval' : ''}.`,
      ...unusedText(windows),
    ],
    tested: tested.map(({ index }) => index),
    parameters: changes,
  }
}

/** Why changes can't be tested; null where they can. @param tested reliable, non-overlapping windows */
function whyUntested(windows: readonly SeriesWindow[], tested: number): string | null {
  const estimated = windows.filter(({ outcome }) => outcome === 'estimated')
  const trusted = estimated.filter(isTrusted)
  if (trusted.length < 2) {
    const found = trusted.length === 0 ? 'No window is' : 'Only one window is'
    return `${found} reliable, so changes can’t be tested.`
  }
  if (trusted.length < leastReliable * estimated.length) {
    return `No change is reported: only ${trusted.length} of the ${estimated.length} estimated windows are reliable, so the model does not describe this sweep.`
  }
  if (tested >= 2) return null
  const concern = commonest(trusted.flatMap(({ concerns }) => concerns.filter(movesValues).slice(0, 1)))
  return `No change is reported: ${tested === 0 ? 'none' : 'only one'} of the non-overlapping windows has no caution about its values.${concern ? ` ${concern}` : ''}`
}

function commonest(reasons: readonly Reason[]): string | null {
  const count = ({ check }: Reason): number => reasons.filter((one) => one.check === check).length
  return [...reasons].sort((a, b) => count(b) - count(a))[0]?.text ?? null
}

/** A subset of the windows, in order of time, without overlap. */
function apart(windows: readonly SeriesWindow[]): SeriesWindow[] {
  const kept: SeriesWindow[] = []
  for (const one of windows) {
    const last = kept.at(-1)?.window
    // Ends and starts may differ by rounding.
    if (!last || one.window.from >= last.to - 1e-6 * (last.to - last.from)) kept.push(one)
  }
  return kept
}

function measuredIn({ window, parameters }: SeriesWindow, name: string): Measured {
  const { mean, sd } = parameters.find((one) => one.name === name)!.posterior
  return { t: 0.5 * (window.from + window.to), value: mean, sd: Math.max(sd, Number.MIN_VALUE) }
}

function changeOf({ name }: SeriesParameter, values: readonly Measured[], tests: number): ParameterChange {
  const { scatter, slope } = pOfChange(values)
  const p = Math.min(1, tests * Math.min(scatter, slope))
  const constant = constantCourse(values)
  if (p >= clear) return { name, kind: 'none', ...levels(constant), p }
  const straight = straightCourse(values)
  const step = stepCourse(values)
  // BIC penalty ln n: a step's change point is one more free parameter than a line has.
  const isStep = values.length === 2 || step.chiSquare + Math.log(values.length) < straight.chiSquare
  const course = isStep ? step : straight
  const beyondChance = constant.chiSquare - (values.length - 1)
  if (constant.chiSquare - course.chiSquare >= 0.5 * beyondChance) {
    return { name, kind: isStep ? 'step' : 'steady', ...levels(course), p }
  }
  return { name, kind: 'wanders', ...levels(extremes(values)), p }
}

function extremes(values: readonly Measured[]): Course {
  const ordered = [...values].sort((a, b) => a.value - b.value)
  const [low, high] = [ordered[0], ordered[ordered.length - 1]]
  const between = { from: Math.min(low.t, high.t), to: Math.max(low.t, high.t) }
  return { before: weightedMean([low]), after: weightedMean([high]), between, chiSquare: 0 }
}

function levels({ before, after, between }: Course): Pick<ParameterChange, 'before' | 'after' | 'between'> {
  const level = ({ value, sd }: Estimated) => ({ value, halfWidth: z90 * sd })
  return { before: level(before), after: level(after), between }
}

function sentenceOf(
  { kind, before, after, between }: ParameterChange,
  { symbol, unit, assumption }: SeriesParameter,
  time: (from: number, to: number) => string,
): string {
  const care = assumption ? ` (${assumption})` : ''
  const widest = Math.max(before.halfWidth, after.halfWidth)
  const decimals = Math.min(8, Math.max(0, 1 - Math.floor(Math.log10(widest))))
  const said = ({ value, halfWidth }: ParameterChange['before']): string => {
    return `${fixed(value, decimals)} ± ${fixed(halfWidth, decimals)}${unit ? ` ${unit}` : ''}`
  }
  if (kind === 'wanders') {
    return `${symbol} differs from window to window by more than its uncertainty, from ${said(before)} to ${said(after)}, without a trend${care}.`
  }
  const goes = after.value > before.value ? 'rises' : 'falls'
  const how = kind === 'steady' ? ' steadily' : ''
  return `${symbol} ${goes}${how} from ${said(before)} to ${said(after)} between ${time(between.from, between.to)}${care}.`
}

/** “2.0 and 3.5 s”: ms up to five seconds, s beyond, as in the charts. */
function timeWords(windows: readonly SeriesWindow[]): (from: number, to: number) => string {
  const whole = windows[windows.length - 1].window.to - windows[0].window.from
  const { unit, ms } = whole <= 5000 ? { unit: 'ms', ms: 1 } : { unit: 's', ms: 1000 }
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(whole / ms)))
  return (from, to) => `${fixed(from / ms, decimals)} and ${fixed(to / ms, decimals)} ${unit}`
}

/** What was excluded, and why. */
function unusedText(windows: readonly SeriesWindow[]): string[] {
  const count = (of: (window: SeriesWindow) => boolean): number => windows.filter(of).length
  const parts = [
    [count((window) => isTrusted(window) && !holds(window)), 'with a caution about the values'],
    [count(({ outcome, level }) => outcome === 'estimated' && level === 'unreliable'), 'not reliable'],
    [count(({ outcome }) => outcome === 'silent'), 'silent'],
    [count(({ outcome }) => outcome === 'leftOut'), 'left out'],
  ] as const
  const some = parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`)
  if (some.length === 0) return []
  if (windows.length === 1) return [`The one window is ${some[0].slice(2)}.`]
  return [`Of ${windows.length} windows ${some.join(', ')}: excluded from the tests.`]
}
