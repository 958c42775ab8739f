import type { Comparison } from '../contract/comparisons.ts'
import { estimateText, rangeText } from '../contract/estimate-text.ts'
import { comparedReports } from '../contract/limits.ts'
import { chance } from '../contract/numbers.ts'
import type { Report } from '../contract/reports.ts'
import { comparisonFigure } from '../figures/charts/compare/figures.ts'
import { compareReports } from '../inference/compare/compare-reports.ts'
import { comparisonTable } from '../report/groups/comparison-table.ts'
import { readArguments, usage } from './arguments.ts'
import type { Command } from './context.ts'
import { figureWidth, writeFigure, writeFileOf } from './out-file.ts'
import { readReportFile } from './report-files.ts'
import { table } from './table.ts'

export const compareCommand: Command = {
  name: 'compare',
  summary: 'compare reports, parameter by parameter',
  usage: `Reports side by side: each parameter of each, and the differences of all pairs with their intervals.

Usage: nagumo compare REPORT.json… [options]

Takes ${comparedReports.least} to ${comparedReports.most} files written by nagumo estimate --out DIR. Posteriors of different sweeps are independent, and so are
the draws of a difference; shared samples and different models, priors, units or windows are reported.

  --json       the comparison as one line of JSON
  --csv FILE   write the numbers, one column per interval limit
  --svg FILE   write a figure: forest plot and densities of each parameter`,
  async run(args, context) {
    const { values, positionals } = readArguments(args, {
      json: { type: 'boolean' },
      csv: { type: 'string' },
      svg: { type: 'string' },
    })
    const { least, most } = comparedReports
    if (positionals.length < least || positionals.length > most)
      throw usage(`compare takes ${least} to ${most} reports; ${positionals.length} were named.`)
    const reports: Report[] = []
    for (const path of positionals) reports.push(await readReportFile(path))
    const steps = compareReports(reports)
    let step = steps.next()
    while (!step.done) {
      context.signal.throwIfAborted()
      step = steps.next()
    }
    const comparison = step.value
    if (values.json) context.print(JSON.stringify(comparison))
    else for (const line of comparisonLines(comparison)) context.print(line)
    if (!values.json) for (const warning of comparison.warnings) context.say(`Note: ${warning}`)
    if (values.csv !== undefined) await writeFileOf(values.csv, comparisonTable(comparison))
    if (values.svg !== undefined) await writeFigure(values.svg, comparisonFigure(comparison, figureWidth))
    return 0
  },
}

function comparisonLines({ reports, parameters }: Comparison): string[] {
  const list = reports.map(({ label, level, modelName }, i) => `${i + 1}  ${label}: ${level}, ${modelName}`)
  return [
    ...list,
    ...parameters.flatMap(({ symbol, unit, estimates, differences, warnings }) => {
      const values = estimates.map(({ report, posterior }) => {
        const { median, low, high } = estimateText(posterior)
        return [`  ${report + 1}`, median, rangeText(low, high), '']
      })
      const pairs = differences.map(({ from, to, difference, probabilityHigher }) => {
        const { median, low, high } = estimateText(difference)
        return [`  ${to + 1} − ${from + 1}`, median, rangeText(low, high), chance(probabilityHigher)]
      })
      const head = [
        unit ? `${symbol}, ${unit}` : symbol,
        'median',
        '90 % interval',
        pairs.length > 0 ? 'P(higher)' : '',
      ]
      return ['', ...table([head, ...values, ...pairs]), ...warnings.map((text) => `  ${text}`)]
    }),
  ]
}
