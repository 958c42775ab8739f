import { sizes } from '../cells.ts'
import type { ParameterAccuracy } from '../results.ts'
import { authors, besideTheirs, runsOfTheirs, testSetError } from './authors.ts'
import type { Evidence, Judged } from './evidence.ts'
import { bySeeds, type SeedGroup, spreadOf } from './groups.ts'
import {
  digits,
  inputWords,
  markdownTable,
  networkWords,
  percentWords,
  r2Words,
  spreadWords,
  whole,
} from './words.ts'

/** All methods of estimating one parameter, on the same test traces; the authors' own run on theirs. */
export function comparisonTables(evidence: Evidence): string {
  return evidence.parameters
    .map(({ name, symbol }) => ({ symbol, rows: comparisonRows(evidence, name) }))
    .filter(({ rows }) => rows.length > 0)
    .map(({ symbol, rows }) =>
      [
        `### ${symbol}`,
        '',
        markdownTable(
          ['estimate', 'R²', 'R², spiking traces', 'RMSE', 'absolute error, %: median [quartiles]'],
          rows,
          1,
        ),
      ].join('\n'),
    )
    .join('\n\n')
}

export function comparisonRows(evidence: Evidence, name: string): string[][] {
  const rows: string[][] = []
  for (const { by, r2 } of authors.runs) {
    if (name in r2) rows.push([`authors’ published run, ${by}`, r2Words(r2[name]), '', '', ''])
  }
  for (const group of comparedGroups(evidence)) {
    if (name in group[0].all) rows.push([nameOf(group), ...numbers(group, name)])
  }
  const { network, exact } = evidence
  if (network) rows.push(['posterior network alone, mean', ...numbers([network], name)])
  if (exact) rows.push(['**exact posterior, mean: the limit**', ...numbers([exact], name)])
  return rows
}

/** The authors' setting, the largest training sets, and fresh simulations; on noisy traces. */
function comparedGroups({ cells }: Evidence): SeedGroup[] {
  const theirs = runsOfTheirs(cells)
  const largest = Math.max(...sizes)
  const others = bySeeds(cells).filter(
    ([{ result }]) =>
      result.cell.input === 'noisyTrace' && (result.cell.data === 'fresh' || result.cell.samples === largest),
  )
  const order = (group: SeedGroup): number => group[0].result.cell.samples
  return [...(theirs ? [theirs] : []), ...others.sort((a, b) => order(a) - order(b))]
}

function nameOf(group: SeedGroup): string {
  const { network, input, targets, samples, data } = group[0].result.cell
  const seen = data === 'fresh' ? `${whole(samples)} fresh simulations` : `${whole(samples)} samples`
  const seeds = group.length > 1 ? `, ${group.length} seeds` : ''
  const what = targets === 'neuron' ? 'θ only' : 'θ and noise'
  return `${networkWords[network]}, ${inputWords[input]}, ${what}, ${seen}${seeds}`
}

function numbers(group: readonly Judged[], name: string): string[] {
  const over = (of: (one: Judged) => ParameterAccuracy, key: 'r2' | 'rmse', show: (x: number) => string) =>
    spreadWords(spreadOf(group.map((one) => of(one)[key])), show)
  const all = (one: Judged): ParameterAccuracy => one.all[name]
  return [
    over(all, 'r2', r2Words),
    over((one) => one.spiking[name], 'r2', r2Words),
    over(all, 'rmse', (x) => digits(x, 3)),
    percentWords(group.map(all)),
  ]
}

/** Whether our runs in the authors' setting reach their R². */
export function besideTheirRun({ cells, parameters, test }: Evidence): string {
  const group = runsOfTheirs(cells)
  if (!group) return 'The runs of the authors’ setting are missing.'
  return parameters
    .filter(({ name }) => authors.runs.every(({ r2 }) => name in r2))
    .map(({ name, symbol }) => {
      const ours = spreadOf(group.map(({ all }) => all[name].r2))
      const theirs = authors.runs.map(({ by, r2 }) => ({ by, r2: r2[name] }))
      return `- ${besideTheirs(symbol, ours, testSetError(test, group[0], name), theirs)}`
    })
    .join('\n')
}
