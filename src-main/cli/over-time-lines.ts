import { fixed } from '../contract/numbers.ts'
import type { Doubt } from '../contract/recordings.ts'
import type { Series, SeriesWindow } from '../contract/series.ts'
import { seriesConcerns } from '../contract/series-concerns.ts'
import { isTrusted, rateOf } from '../contract/series-entry.ts'
import { doubtsJson } from './doubt-lines.ts'
import { table, withUncertainty } from './table.ts'

/** The JSON line for one window, a stable format for scripts. */
export function windowJson(
  recording: string,
  sweep: string,
  model: string,
  window: SeriesWindow,
  described: Series['parameters'],
  doubts: readonly Doubt[] = [],
): string {
  const { index, seed, outcome, level, text, concerns, parameters, features, ess, seconds } = window
  return JSON.stringify({
    recording,
    sweep,
    model,
    window: { index, ...window.window },
    seed,
    outcome,
    verdict: level,
    text,
    reasons: concerns.map((reason) => reason.text),
    parameters: Object.fromEntries(parameters.map(({ name, posterior }) => [name, posterior])),
    ...weakOf(described),
    features: Object.fromEntries(features.map(({ name, value, unit }) => [name, { value, unit }])),
    ...doubtsJson(doubts),
    ess,
    seconds,
  })
}

/** Parameters that depend on an assumption, with it, as in the JSON of an estimate; empty where there are none. */
function weakOf(parameters: Series['parameters']): { weak?: Record<string, string> } {
  const weak = parameters.flatMap(({ name, assumption }) => (assumption ? [[name, assumption]] : []))
  return weak.length > 0 ? { weak: Object.fromEntries(weak) } : {}
}

/** A series as text: what changes, then a table with a row for each window. */
export function seriesLines(recording: string, series: Series): string[] {
  const { plan, windows, changes, model, seed, complete } = series
  const compared = series.parameters.filter(({ comparable }) => comparable)
  const head = [
    'ms',
    'verdict',
    'spikes',
    'Hz',
    ...compared.map(
      ({ symbol, unit, assumption }) => `${unit ? `${symbol} (${unit})` : symbol}${assumption ? ' *' : ''}`,
    ),
  ]
  const rows = windows.map((one) => [
    `${fixed(one.window.from, 0)}–${fixed(one.window.to, 0)}`,
    one.outcome === 'leftOut' ? 'left out' : one.outcome === 'silent' ? 'silent' : one.level!,
    countText(one),
    rateText(one),
    ...compared.map(({ name }) => parameterText(one, name)),
  ])
  return [
    `${recording}, ${series.recording.sweep}, ${windows.length === 1 ? 'one window' : `${windows.length} windows`} of ${fixed(plan.length, 1)} ms, ${fixed(plan.step, 1)} ms apart${complete ? '' : `, of ${plan.windows.length}: stopped`}`,
    ...changes.text.map((text) => `  ${text}`),
    ...plan.notes.map((text) => `  - ${text}`),
    ...table([head, ...rows]).map((line) => `  ${line}`),
    '  (median ± half of the 90 % interval; – where the window is not to be trusted)',
    ...assumptionLines(compared),
    ...whyLines(windows),
    `  model ${model.name}, seed ${seed}, ${fixed(series.seconds, 1)} s`,
  ]
}

/** The assumptions that asterisks mark. */
function assumptionLines(parameters: Series['parameters']): string[] {
  const texts = new Set(parameters.flatMap(({ assumption }) => assumption ?? []))
  return [...texts].map((text) => {
    const of = parameters.filter(({ assumption }) => assumption === text).map(({ symbol }) => symbol)
    return `  * ${of.join(', ')}: ${text}`
  })
}

function countText({ features }: SeriesWindow): string {
  const count = features.find(({ name }) => name === 'spike_count')?.value ?? null
  return count === null ? '–' : fixed(count, 0)
}

function rateText(window: SeriesWindow): string {
  const rate = rateOf(window)
  return rate === null ? '–' : fixed(rate, 1)
}

function parameterText(window: SeriesWindow, name: string): string {
  const found = window.parameters.find((parameter) => parameter.name === name)?.posterior
  if (!found || !isTrusted(window)) return '–'
  const half = (found.q95 - found.q05) / 2
  return `${withUncertainty(found.q50, half)} ± ${withUncertainty(half, half)}`
}

/** Each concern about windows once, with the number of windows; values are those of the first. */
function whyLines(all: readonly SeriesWindow[]): string[] {
  return seriesConcerns(all).map(({ windows, text, same }) => {
    const count = windows.length === 1 ? '1 window' : `${windows.length} windows`
    const first = same ? '' : `, the first of them at ${fixed(windows[0].window.from, 0)} ms`
    return `  - ${count}${first}: ${text}`
  })
}
