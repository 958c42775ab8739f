import { cellId } from '../cells.ts'
import type { Evidence } from './evidence.ts'
import { bySeeds, type SeedGroup, spreadOf } from './groups.ts'
import {
  digits,
  inputWords,
  markdownTable,
  networkWords,
  percentWords,
  samplesWords,
  scatterFile,
  spreadWords,
  whole,
} from './words.ts'

export const matrixHead = [
  'samples',
  '',
  'R²',
  'R², spiking',
  'RMSE',
  'absolute error, %',
  'training loss',
  'validation loss',
  's',
  'samples/s',
  'true against estimated',
]

/** Every training of the matrix: one table per network, input and targets. */
export function matrixTables({ cells, parameters }: Evidence): string {
  const tables = new Map<string, SeedGroup[]>()
  for (const group of bySeeds(cells)) {
    const { network, input, targets } = group[0].result.cell
    const what = targets === 'neuron' ? 'θ only' : 'θ and noise'
    const title = `${networkWords[network]}, ${inputWords[input]}, ${what}`
    tables.set(title, [...(tables.get(title) ?? []), group])
  }
  const symbols = Object.fromEntries(parameters.map(({ name, symbol }) => [name, symbol]))
  return [...tables]
    .map(([title, groups]) => {
      const ordered = groups.toSorted((a, b) => a[0].result.cell.samples - b[0].result.cell.samples)
      const rows = ordered.flatMap((group) => groupRows(group, symbols))
      return `### ${title[0].toUpperCase()}${title.slice(1)}\n\n${markdownTable(matrixHead, rows, 2)}`
    })
    .join('\n\n')
}

/** One row per parameter; values of the run as a whole are in the first. */
export function groupRows(group: SeedGroup, symbols: Record<string, string>): string[][] {
  const results = group.map(({ result }) => result)
  const [{ cell }] = results
  const over = (values: number[], show: (x: number) => string): string => spreadWords(spreadOf(values), show)
  const seeds = group.length > 1 ? ` (${group.length} seeds)` : ''
  const links = results.map(({ cell }) => {
    const label = group.length > 1 ? `seed ${cell.seed}` : 'plot'
    return `[${label}](${scatterFile(cell)} "${cellId(cell)}")`
  })
  const run = [
    over(
      results.map((r) => r.trainingLoss),
      (x) => digits(x, 3),
    ),
    over(
      results.map((r) => r.validationLoss),
      (x) => digits(x, 3),
    ),
    whole(spreadOf(results.map((r) => r.seconds)).mean),
    whole(spreadOf(results.map((r) => r.samplesPerSecond)).mean),
    links.join(' '),
  ]
  return Object.keys(group[0].all).map((name, i) => [
    i === 0 ? `${samplesWords(cell)}${seeds}` : '',
    symbols[name],
    over(
      group.map((one) => one.all[name].r2),
      (x) => digits(x, 3),
    ),
    over(
      group.map((one) => one.spiking[name].r2),
      (x) => digits(x, 3),
    ),
    over(
      group.map((one) => one.all[name].rmse),
      (x) => digits(x, 3),
    ),
    percentWords(group.map((one) => one.all[name])),
    ...(i === 0 ? run : run.map(() => '')),
  ])
}
