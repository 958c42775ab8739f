import type { BatchRow } from '../contract/batches.ts'
import type { Cell } from './csv.ts'

const five = [
  ['median', 'q50'],
  ['mean', 'mean'],
  ['sd', 'sd'],
  ['q05', 'q05'],
  ['q50', 'q50'],
  ['q95', 'q95'],
] as const

/**
 * The rows of batches as a table with a head: a line for each trace or window, from any batch. Each number of each
 * parameter has its own column, in the parameter's unit, given in the head. Empty where there are no rows.
 * @param rows in the order of the lines
 */
export function batchTable(rows: readonly BatchRow[]): Cell[][] {
  const units = new Map<string, string | null>()
  for (const { parameters } of rows)
    for (const { name, unit } of parameters) if (!units.has(name)) units.set(name, unit)
  const columns = [...units].flatMap(([name, unit]) =>
    five.map(([title]) => `${name}_${title}${unit === null ? '' : ` (${unit})`}`),
  )
  const head = [
    ...['recording', 'file_sha256', 'sweep', 'from_ms', 'to_ms', 'model', 'model_sha256', 'seed', 'verdict'],
    ...columns,
    ...['error_code', 'error'],
  ]
  return [head, ...rows.map((row) => lineOf(row, [...units.keys()]))]
}

function lineOf(
  { item, window, model, seed, verdict, parameters, error }: BatchRow,
  names: string[],
): Cell[] {
  const { from, to } = window ?? item.window ?? { from: null, to: null }
  return [
    ...[item.path, item.sha256, item.sweep, from, to],
    ...[model?.id ?? null, model?.checksum ?? null, seed, verdict],
    ...names.flatMap((name) => {
      const found = parameters.find((parameter) => parameter.name === name)
      return five.map(([, key]) => found?.posterior[key] ?? null)
    }),
    ...[error?.code ?? null, error?.message ?? null],
  ]
}
