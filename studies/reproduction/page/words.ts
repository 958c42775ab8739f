import type { NetworkInput } from '../../../src-main/contract/networks.ts'
import { fixed } from '../../../src-main/contract/numbers.ts'
import { type Cell, cellId } from '../cells.ts'
import type { ParameterAccuracy } from '../results.ts'
import { type Spread, spreadOf } from './groups.ts'

export const inputWords: Record<NetworkInput, string> = {
  noisyTrace: 'noisy trace',
  cleanTrace: 'clean trace',
  spikeRate: 'spike rate',
  spikeRateAndDuration: 'spike rate and duration',
}

export const networkWords: Record<Cell['network'], string> = {
  convolutional: 'convolutional',
  dense: 'dense',
}

/** “8,000”, or “2,000,000 fresh”. */
export function samplesWords({ samples, data }: Pick<Cell, 'samples' | 'data'>): string {
  return data === 'fresh' ? `${whole(samples)} fresh` : whole(samples)
}

export function whole(n: number): string {
  return Math.round(n).toLocaleString('en-US')
}

/** Significant digits without an exponent, with a true minus sign. */
export function digits(x: number, count: number): string {
  if (!Number.isFinite(x)) return '–'
  const decimals = x === 0 ? 0 : Math.max(0, count - 1 - Math.floor(Math.log10(Math.abs(x)) + 1e-9))
  return decimals === 0
    ? Number(x.toPrecision(count)).toLocaleString('en-US').replace('-', '\u2212')
    : fixed(x, decimals)
}

/** R² with enough decimals to distinguish values near 1. */
export function r2Words(r2: number): string {
  return fixed(r2, 4)
}

/** A mean with its spread over seeds, to the same decimal. @param show formats the mean */
export function spreadWords({ mean, sd }: Spread, show: (x: number) => string): string {
  if (sd === null) return show(mean)
  const shown = show(mean)
  return `${shown} ± ${fixed(sd, shown.split('.')[1]?.length ?? 0)}`
}

/** Median and quartiles of the absolute error, % of the true value; means over seeds where there are several. */
export function percentWords(accuracies: readonly ParameterAccuracy[]): string {
  const of = (key: 'q25' | 'q50' | 'q75'): string =>
    digits(spreadOf(accuracies.map((a) => a.percentageError[key])).mean, 2)
  return `${of('q50')} [${of('q25')}–${of('q75')}]`
}

/** Relative path of a cell's scatter plot. */
export function scatterFile(cell: Cell): string {
  return `reproduction/${cellId(cell)}.svg`
}

/** “a, b and c”. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

/** A Markdown table; numeric columns are right-aligned. @param left text columns */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left: number,
): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`
  return [row(head), row(head.map((_, j) => (j < left ? '---' : '--:'))), ...rows.map(row)].join('\n')
}
