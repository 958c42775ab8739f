import type { Series, SeriesWindow } from '../contract/series.ts'
import { type Cell, toCsv } from './csv.ts'

const five = ['mean', 'sd', 'q05', 'q50', 'q95'] as const

/**
 * A series as CSV: one row for each window, with each parameter’s five numbers, its value in units of the recording
 * (median and 90 % interval), and the features; units are in the head. Missing values are empty cells. Every row has
 * the verdict, so that no numbers are used without it, and the doubts from reading the file (last column).
 */
export function seriesTable({ windows, recording, model, parameters: described }: Series): string {
  const parameters = columnsOf(windows, ({ parameters }) => parameters.map(({ name }) => name))
  const unitOf = (name: string): string => {
    const unit = described.find((one) => one.name === name)?.unit
    return unit ? ` (${unit})` : ''
  }
  const derived = columnsOf(windows, ({ parameters }) =>
    parameters.flatMap(({ name, derived }) =>
      derived.map(({ label, unit }) => `${name}: ${label} (${unit})`),
    ),
  )
  const features = columnsOf(windows, (window) =>
    window.features.map(({ name, unit }) => (unit ? `${name} (${unit})` : name)),
  )
  const header = [
    ...[
      'recording',
      'sweep',
      'model',
      'window',
      'from_ms',
      'to_ms',
      'seed',
      'outcome',
      'verdict',
      'text',
      'ess',
    ],
    ...parameters.flatMap((name) => five.map((number) => `${name}_${number}${unitOf(name)}`)),
    ...derived.flatMap((title) => ['q05', 'q50', 'q95'].map((number) => `${title} ${number}`)),
    ...features,
    'doubts',
  ]
  const open = recording.doubts?.map(({ text }) => text).join(' ') ?? null
  const rows = windows.map((one): Cell[] => [
    recording.name,
    recording.sweep,
    model.name,
    one.index + 1,
    one.window.from,
    one.window.to,
    one.seed,
    one.outcome,
    one.level,
    one.text,
    one.ess,
    ...parameters.flatMap((name) => {
      const found = one.parameters.find((parameter) => parameter.name === name)
      return five.map((number) => found?.posterior[number] ?? null)
    }),
    ...derived.flatMap((title) => {
      const found = one.parameters
        .flatMap(({ name, derived }) => derived.map((quantity) => ({ name, ...quantity })))
        .find(({ name, label, unit }) => `${name}: ${label} (${unit})` === title)?.summary
      return [found?.q05 ?? null, found?.q50 ?? null, found?.q95 ?? null]
    }),
    ...features.map(
      (title) =>
        one.features.find(({ name, unit }) => (unit ? `${name} (${unit})` : name) === title)?.value ?? null,
    ),
    open,
  ])
  return toCsv([header, ...rows])
}

/** Names that any window has, in order of appearance. */
function columnsOf(windows: readonly SeriesWindow[], namesOf: (window: SeriesWindow) => string[]): string[] {
  return [...new Set(windows.flatMap(namesOf))]
}
