import { fixed, percent } from '../../src-main/contract/numbers.ts'
import type { KindSummary, QuantitySummary } from './summary.ts'

/** Kinds of cells in words, in the order of the tables; unlisted kinds use their own names. */
const kindWords: Record<string, string> = {
  numbers: 'the model, numbers of its mean cycle',
  own: 'the model',
  'slow-k': '+ slow K current',
  h: '+ h current',
  'persistent-na': '+ persistent Na current',
  'two-compartments': '+ passive dendrite',
}

const symbols: Record<string, string> = {
  vT: 'VT',
  gKd: 'gKd',
  gNa: 'gNa',
  'gNa/gKd': 'gNa/gKd',
  gL: 'gL',
  iDrive: 'Id',
  eNa: 'ENa',
  eK: 'EK',
}

/** Maximum number of checks listed beside a kind's verdicts, and the minimum frequency. */
const mostChecks = 4
const rarest = 0.03

/** Tables of all kinds as Markdown: coverage, bias, widths, verdicts, sampling. */
export function tablesOf(kinds: readonly KindSummary[]): string {
  const sections: [string, string][] = [
    ['Coverage of 90 % intervals, %', quantityTable(kinds, ({ in90 }) => fixed(100 * in90, 0))],
    [
      'Median error of the posterior median: in posterior standard deviations, and in mV or relative to the true value',
      quantityTable(
        kinds,
        ({ shift, bias, name }) =>
          `${signed(shift, 1)} (${isMillivolts(name) ? `${signed(bias, 1)} mV` : `${signed(100 * bias, 0)} %`})`,
      ),
    ],
    [
      'Median width of the 90 % interval: in mV, or the ratio of its limits',
      quantityTable(kinds, ({ width, name }) =>
        isMillivolts(name) ? `${fixed(width, 1)} mV` : `× ${fixed(width, width < 10 ? 2 : 0)}`,
      ),
    ],
    ['Verdicts, % of cells, and checks that are not ok', verdictTable(kinds)],
    ['Sampling', samplingTable(kinds)],
  ]
  return sections.map(([title, table]) => `${title}:\n\n${table}`).join('\n\n')
}

function quantityTable(kinds: readonly KindSummary[], cell: (one: QuantitySummary) => string): string {
  const names = kinds[0].quantities.map(({ name }) => symbols[name] ?? name)
  return markdown(
    ['cells', ...names],
    kinds.map((kind) => [nameOf(kind), ...kind.quantities.map(cell)]),
  )
}

function verdictTable(kinds: readonly KindSummary[]): string {
  return markdown(
    ['cells', 'number', 'ok', 'caution', 'unreliable', 'refused', 'checks that are not ok'],
    kinds.map((kind) => [
      nameOf(kind),
      String(kind.cells),
      ...(['ok', 'caution', 'unreliable', 'refused'] as const).map((level) =>
        fixed(100 * kind.verdicts[level], 0),
      ),
      kind.checks
        .filter(([, share]) => share >= rarest)
        .slice(0, mostChecks)
        .map(([name, share]) => `${name} ${percent(share)}`)
        .join(', ') || 'none',
    ]),
  )
}

function samplingTable(kinds: readonly KindSummary[]): string {
  return markdown(
    [
      'cells',
      'explained variance',
      'ESS of all draws, %',
      'of the last round, %',
      'effective draws',
      'with 400 or more, %',
      'seconds',
      'slowest',
      'of CPU time',
      'most',
    ],
    kinds.map((kind) => [
      nameOf(kind),
      Number.isNaN(kind.explained) ? '' : fixed(kind.explained, 4),
      fixed(100 * kind.essFraction, 0),
      fixed(100 * kind.lastEss, 0),
      fixed(kind.ess, 0),
      fixed(100 * kind.settled, 0),
      fixed(kind.seconds, 1),
      fixed(kind.slowest, 1),
      fixed(kind.cpuSeconds, 1),
      fixed(kind.mostCpuSeconds, 1),
    ]),
  )
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function nameOf({ kind }: KindSummary): string {
  return kindWords[kind] ?? kind
}

function isMillivolts(name: string): boolean {
  return name === 'vT' || name === 'eNa' || name === 'eK'
}

function signed(x: number, digits: number): string {
  const text = fixed(Math.abs(x), digits)
  if (Number(text) === 0) return text
  return `${x < 0 ? '−' : '+'}${text}`
}
